// The inks of marks: the more marks fall on one pixel, the darker. The legend mixes the same inks.

export const DARKEST = 400; // as many marks on one pixel as take the full ink

// Ink by count, as ABGR words for a Uint32Array over ImageData.
/** @param {string} light @param {string} dark */
export function inkTable(light, dark) {
  const table = new Uint32Array(DARKEST + 1);
  const a = channels(light),
    b = channels(dark);
  for (let n = 1; n <= DARKEST; n++) {
    const f = Math.log(n) / Math.log(DARKEST);
    const [red, green, blue] = mixed(a, b, f);
    table[n] = ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
  }
  return table;
}

// The same inks in a few steps of equal ratio, from the lightest to the darkest, for a legend.
/** @param {string} light @param {string} dark @param {number} steps */
export function inkSteps(light, dark, steps) {
  const a = channels(light),
    b = channels(dark);
  return Array.from({ length: steps }, (_, i) => "rgb(" + mixed(a, b, i / (steps - 1)).join(" ") + ")");
}

/** @param {number[]} light @param {number[]} dark @param {number} f */
function mixed(light, dark, f) {
  return light.map((v, i) => Math.round(v + (dark[i] - v) * f));
}

/** @param {string} hex */
function channels(hex) {
  return [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
}
