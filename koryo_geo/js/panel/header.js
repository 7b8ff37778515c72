// The first screen is header, map and panel together, whatever the size of the header's words: its height is measured
// here and used in the style sheet.

function measureHeader() {
  const header = /** @type {HTMLElement | null} */ (document.querySelector(".koryo-header"));
  if (!header || !window.ResizeObserver) return;
  const set = () => document.documentElement.style.setProperty("--koryo-head", header.offsetHeight + "px");
  new ResizeObserver(set).observe(header);
  set();
}

document.addEventListener("DOMContentLoaded", measureHeader);
