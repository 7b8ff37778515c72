// The keyboard: Space plays and pauses, arrows step a day, Page keys step a chapter, Home and End go to the ends,
// numbers choose a chapter. Keys act only while the map is in sight and nobody is writing in a field.

/** @param {L.Map} map @param {Player} player @param {Panel} panel */
export function listenToKeys(map, player, panel) {
  const actions = actionsFor(player, panel);
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !ours(event.target, event.key, map))
      return;
    const action = actions[event.key] || chapterKey(event.key, player);
    if (!action) return;
    event.preventDefault();
    action();
  });
}

/** @param {Player} player @param {Panel} panel @returns {Record<string, () => void>} */
function actionsFor(player, panel) {
  return {
    " ": () => panel.toggle(),
    ArrowRight: () => player.step(1),
    ArrowLeft: () => player.step(-1),
    ArrowUp: () => player.step(1),
    ArrowDown: () => player.step(-1),
    PageDown: () => panel.chapter(1),
    PageUp: () => panel.chapter(-1),
    Home: () => {
      player.currentTime = 0;
    },
    End: () => {
      player.pause();
      player.currentTime = player.duration;
    }
  };
}

/** @param {string} key @param {Player} player */
function chapterKey(key, player) {
  const number = /^[1-9]$/.test(key) ? Number(key) : 0;
  return number && number <= player.chapterTimes.length ? () => player.goToChapter(number - 1) : null;
}

// Buttons and links keep their own Space; a focused map keeps its own arrows; text fields keep everything.
/** @param {EventTarget | null} target @param {string} key @param {L.Map} map */
function ours(target, key, map) {
  const node = target instanceof Element ? target : document.body;
  if (
    (node instanceof HTMLElement && node.isContentEditable) ||
    node.closest("textarea, select, input:not([type=range]), [role=dialog]")
  )
    return false;
  if (key === " " && node.closest("button, a, summary, [role=button]")) return false;
  const vertical = key === "ArrowUp" || key === "ArrowDown";
  if (vertical && !node.closest("input[type=range]")) return false;
  if (node === map.getContainer() && key.startsWith("Arrow")) return false;
  return inSight(map.getContainer());
}

/** @param {Element} node */
function inSight(node) {
  const box = node.getBoundingClientRect();
  return box.bottom > 40 && box.top < window.innerHeight - 40;
}
