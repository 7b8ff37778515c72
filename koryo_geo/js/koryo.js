// What a page may call, and the module that answers: the table of contents of the runtime. A page carries the modules
// of the functions that it calls, with what those import, and the parts that every map's page has.
import "./core/palette.js";
import "./panel/header.js";
import "./panel/pagewords.js";
import "./panel/languages.js";

export { sharedOf as of } from "./core/shared.js";
export { addMap as map } from "./map/map.js";
export { describe } from "./map/describe.js";
export { addBase as base } from "./map/base.js";
export { addAround as around } from "./map/around.js";
export { addLines as lines } from "./map/lines.js";
export { addRegions as regions } from "./regions/regions.js";
export { addJourney as journey } from "./journey/stage.js";
export { addFlows as flows } from "./flows/flows.js";
export { addPlaces as places } from "./map/places.js";
export { addLegend as legend } from "./map/legend.js";
export { addCards as cards } from "./cards/cards.js";
export { addPanel as panel } from "./panel/panel.js";
