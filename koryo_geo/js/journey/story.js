// The film's words and its own controls, in the page's panel: the sentence, the key, the way back to the story, and the
// short cut that goes round and round until a visitor comes.
import { filmOf } from "../core/film.js";
import { onLanguage } from "../core/language.js";
import { el } from "../core/nodes.js";
import { extras, sharedOf } from "../core/shared.js";
import { phrase } from "../core/words.js";
import { Key } from "./key.js";
import { Tale } from "./tale.js";

/** @param {L.Map} map @param {Player} player @param {Panel} panel */
function tellStory(map, player, panel) {
  const { journey } = sharedOf(map);
  if (!journey) return;
  const tale = new Tale(map, player, journey);
  const key = new Key(journey);
  const explore = exploreButton(map, player);
  const note = el("p", { class: "koryo-schematic" });
  panel.story.replaceChildren(tale.node);
  panel.shelf.append(journey.names.row);
  panel.now.append(tale.counter);
  map.getContainer().closest(".koryo-main")?.append(panel.now);
  journey.before = (frame) => tale.count(frame);
  panel.controls.append(key.node, note, tale.hint);
  panel.buttons.prepend(panel.playButton);
  panel.buttons.append(explore);
  panel.controls.prepend(panel.buttons);
  const name = () => {
    note.textContent = phrase("totals_schematic");
  };
  onLanguage(name);
  name();
  player.add({
    draw: (frame) => {
      journey.names.count(frame);
      tale.draw(frame);
      key.draw();
      key.stand(panel.controls);
    }
  });
  player.addEventListener("play", () => journey.comeBack());
  for (const event of ["seeked", "pause"]) player.addEventListener(event, () => journey.draw(player.frame));
  map.on("koryo:loop", (event) => cut(/** @type {any} */ (event).loop ? "short" : "full"));
  /** @param {"full" | "short"} wanted */
  const cut = (wanted) => {
    if (!journey || journey.cut === wanted) return;
    journey.cut = wanted;
    journey.film = filmOf(journey.data.film, wanted);
    player.recut(journey.film);
  };
}

// One control for both directions: out of the story to the free map, and back to the same second.
/** @param {L.Map} map @param {Player} player */
function exploreButton(map, player) {
  const { journey } = sharedOf(map);
  const node = el("button", { type: "button", class: "koryo-button koryo-explore" });
  const name = () => {
    const exploring = Boolean(journey && journey.exploring);
    node.textContent = phrase(exploring ? "journey_back" : "journey_explore");
    node.setAttribute("aria-pressed", String(exploring));
  };
  node.addEventListener("click", () => {
    if (!journey) return;
    if (journey.exploring) journey.comeBack();
    else journey.explore();
  });
  map.on("koryo:explore", name);
  player.addEventListener("play", name);
  onLanguage(name);
  name();
  return node;
}

extras.story = tellStory;
