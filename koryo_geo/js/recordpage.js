// What a page without a map runs, beside the choice of language. Its language stands in the address as ?lang=ko, for
// the hash may be an anchor that works without scripts too; #lang=ko is understood as the maps have it. The ways to the
// other pages keep the reader's language.
import { askLanguageOf, currentLanguage, firstLanguage, onLanguage, setLanguage } from "./core/language.js";
import "./panel/pagewords.js";
import "./panel/languages.js";

const IN_HASH = /[#&]lang=([\w-]+)/;

const inHash = () => (IN_HASH.exec(location.hash) || [])[1];

askLanguageOf(() => inHash() || new URLSearchParams(location.search).get("lang"));

/** @param {string} selector @returns {NodeListOf<HTMLAnchorElement>} */
const linksAt = (selector) => document.querySelectorAll(selector);

function keepLanguage() {
  const code = currentLanguage();
  const own = code === firstLanguage() ? "" : "lang=" + code;
  for (const link of linksAt(".back a, a[data-page='map']")) link.hash = own;
  for (const link of linksAt("a[data-page='record']")) link.search = own;
  for (const frame of document.querySelectorAll("iframe")) showIn(frame, own);
}

// A frame is loaded anew only where its language changes.
/** @param {HTMLIFrameElement} frame @param {string} own */
function showIn(frame, own) {
  const now = frame.getAttribute("src") || "";
  const next = now.split("#")[0] + (own && "#" + own);
  if (now !== next) frame.src = next;
}

// The address that a reader copies opens what they see. Where the history may not be touched the page does without.
/** @param {string} code */
function writeAddress(code) {
  const address = new URL(location.href);
  address.searchParams.set("lang", code);
  address.hash = address.hash.replace(IN_HASH, "").replace(/^&/, "");
  try {
    history.replaceState(history.state, "", address);
  } catch {
    // A sandbox without a history.
  }
}

onLanguage(keepLanguage);
onLanguage(writeAddress);
addEventListener("hashchange", () => setLanguage(inHash() || currentLanguage()));
document.addEventListener("DOMContentLoaded", keepLanguage);
