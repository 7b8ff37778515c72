// The colours of palette.css, for what draws on canvas and cannot name them as a style sheet does.

/** @param {string} name without its --koryo- */
export function paletteColor(name) {
  return getComputedStyle(document.documentElement)
    .getPropertyValue("--koryo-" + name)
    .trim();
}
