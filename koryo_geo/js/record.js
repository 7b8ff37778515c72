// The record's page: its address is record.html?lang=ko#figure-..., for the hash is an anchor that works without scripts
// too. The ways back to the maps keep the reader's language.
(function (koryo) {
  "use strict";

  koryo.askedLanguage = () => new URLSearchParams(location.search).get("lang");

  function keepLanguage() {
    const code = koryo.language();
    for (const link of document.querySelectorAll(".back a")) link.hash = code === koryo.firstLanguage() ? "" : "lang=" + code;
  }

  koryo.onLanguage(keepLanguage);
  document.addEventListener("DOMContentLoaded", keepLanguage);
})(window.koryo = window.koryo || {});
