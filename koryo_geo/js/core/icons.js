// The few signs on the buttons, drawn as paths so that they need no font and no file.
import { svg } from "./nodes.js";

const PATHS = {
  play: "M7 4.5v15l12.5-7.5z",
  pause: "M6 4.5h4.2v15H6zM13.8 4.5H18v15h-4.2z",
  back: "M15.5 5.5 9 12l6.5 6.5",
  forward: "M8.5 5.5 15 12l-6.5 6.5",
  previous: "M17.5 5.5 11 12l6.5 6.5M7 5.5v13",
  next: "M6.5 5.5 13 12l-6.5 6.5M17 5.5v13",
  home: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5",
  more: "M4 7h9M19 7h1M4 17h3M13 17h7M16 4.5v5M10 14.5v5",
  search: "M10.5 4.5a6 6 0 1 1 0 12 6 6 0 0 1 0-12zM15 15l5 5",
  language: "M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM3.5 12h17M12 3.5c5 5 5 12 0 17M12 3.5c-5 5-5 12 0 17",
  close: "M6 6l12 12M18 6 6 18"
};
const FILLED = ["play", "pause"];

/** @param {keyof typeof PATHS} name */
export function drawIcon(name) {
  const look = FILLED.includes(name) ? "is-filled" : "is-line";
  return svg(
    "svg",
    {
      class: "koryo-icon " + look,
      viewBox: "0 0 24 24",
      width: "22",
      height: "22",
      "aria-hidden": "true",
      focusable: "false"
    },
    svg("path", { d: PATHS[name] })
  );
}
