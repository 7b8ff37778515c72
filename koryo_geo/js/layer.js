// How layers meet on a map: one timeline, and one way to join the player, whichever layers the page carries.
(function (koryo) {
  "use strict";

  koryo.timeline = function (map, id) {
    const own = koryo.of(map);
    if (!own.timeline && id) own.timeline = new koryo.Timeline(koryo.data(id));
    return own.timeline;
  };

  // A layer joins the player if there is one; without a player the map is a still of the last day.
  koryo.join = function (map, layer) {
    const own = koryo.of(map);
    own.layers.push(layer);
    if (own.player) own.player.add(layer);
    else if (own.timeline) layer.draw(own.timeline.at(own.timeline.days));
    return layer;
  };
})(window.koryo = window.koryo || {});
