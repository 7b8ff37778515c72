// Pages without a map. Their language stands in the address as ?lang=ko, for the hash may be an anchor that works without
// scripts too; #lang=ko is understood as the maps have it. The ways to the other pages keep the reader's language.
(function (koryo) {
  "use strict";

  const HASH = /[#&]lang=([\w-]+)/;

  koryo.askedLanguage = () => (HASH.exec(location.hash) || [])[1] || new URLSearchParams(location.search).get("lang");

  function keepLanguage() {
    const code = koryo.language(), own = code === koryo.firstLanguage() ? "" : "lang=" + code;
    for (const link of document.querySelectorAll(".back a, a[data-page='map']")) link.hash = own;
    for (const link of document.querySelectorAll("a[data-page='record']")) link.search = own;
    for (const frame of document.querySelectorAll("iframe")) showIn(frame, own);
  }

  // A frame is loaded anew only where its language changes.
  function showIn(frame, own) {
    const now = frame.getAttribute("src"), next = now.split("#")[0] + (own && "#" + own);
    if (now !== next) frame.src = next;
  }

  // The address that a reader copies opens what they see. Where the history may not be touched the page goes on without it.
  function writeAddress(code) {
    const address = new URL(location.href);
    address.searchParams.set("lang", code);
    address.hash = address.hash.replace(HASH, "").replace(/^&/, "");
    try { history.replaceState(history.state, "", address); } catch (error) { /* a sandbox without a history */ }
  }

  koryo.onLanguage(keepLanguage);
  koryo.onLanguage(writeAddress);
  window.addEventListener("hashchange", () => { if (HASH.test(location.hash)) koryo.setLanguage(koryo.askedLanguage()); });
  document.addEventListener("DOMContentLoaded", keepLanguage);
})(window.koryo = window.koryo || {});
