// The few signs on the buttons, drawn as paths so that they need no font and no file.
(function (koryo) {
  "use strict";

  const PATHS = {
    play: "M7 4.5v15l12.5-7.5z",
    pause: "M6 4.5h4.2v15H6zM13.8 4.5H18v15h-4.2z",
    back: "M15.5 5.5 9 12l6.5 6.5",
    forward: "M8.5 5.5 15 12l-6.5 6.5",
    previous: "M17.5 5.5 11 12l6.5 6.5M7 5.5v13",
    next: "M6.5 5.5 13 12l-6.5 6.5M17 5.5v13",
    home: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5",
    close: "M6 6l12 12M18 6 6 18"
  };
  const FILLED = ["play", "pause"];

  koryo.icon = function (name) {
    const look = FILLED.includes(name) ? "is-filled" : "is-line";
    return koryo.svg("svg", { class: "koryo-icon " + look, viewBox: "0 0 24 24", width: "22", height: "22",
      "aria-hidden": "true", focusable: "false" }, koryo.svg("path", { d: PATHS[name] }));
  };
})(window.koryo = window.koryo || {});
