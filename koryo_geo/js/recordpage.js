// What the record's page runs, beside the choice of language: its address is record.html?lang=ko#figure-..., for the
// hash is an anchor that works without scripts too. The ways back to the maps keep the reader's language.
import { askLanguageOf, currentLanguage, firstLanguage, onLanguage } from "./core/language.js";
import "./panel/pagewords.js";
import "./panel/languages.js";

askLanguageOf(() => new URLSearchParams(location.search).get("lang"));

function keepLanguage() {
  const code = currentLanguage();
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const links = document.querySelectorAll(".back a");
  for (const link of links) link.hash = code === firstLanguage() ? "" : "lang=" + code;
}

onLanguage(keepLanguage);
document.addEventListener("DOMContentLoaded", keepLanguage);
