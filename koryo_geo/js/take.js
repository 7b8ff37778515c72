// The last line of a card: copy the citation, take the rows. What the browser will not copy or save is shown as text,
// selected and ready to be copied by hand.
(function (koryo) {
  "use strict";

  // what: {name, where, figures: [keys], sources: [keys], geometry}
  koryo.takeTools = function (record, what) {
    const rows = koryo.rowsOf(record, what.figures, what.where);
    const citation = koryo.citationOf(record, what.sources.concat(rows.map((r) => r.source)));
    if (citation.length < 2) return null;
    const tools = new Tools(what.name);
    tools.add("copy_citation", () => tools.copy(citation.join("\n")));
    if (rows.length) {
      tools.add("take_csv", () => tools.give("csv", "text/csv;charset=utf-8", "\ufeff" + koryo.csv(rows, citation)));
      tools.add("take_geojson", () => tools.give("geojson", "application/geo+json", koryo.geojson(rows, citation, what.geometry)));
    }
    return tools.node;
  };

  class Tools {
    constructor(name) {
      this.name = name;
      this.status = koryo.el("p", { class: "koryo-take-status", role: "status" });
      this.buttons = koryo.el("div", { class: "koryo-take-buttons" });
      this.node = koryo.el("div", { class: "koryo-take" }, this.buttons, this.status);
    }

    add(key, press) {
      const button = koryo.el("button", { type: "button", class: "koryo-button" }, koryo.t(key));
      button.addEventListener("click", press);
      this.buttons.append(button);
    }

    copy(text) {
      koryo.copy(text).then((done) => {
        if (done) this.status.textContent = koryo.t("copied");
        else this.show(text);
      });
    }

    give(ending, type, text) {
      koryo.giveFile(this.name.replace(/[^\w.-]+/g, "-") + "." + ending, type, text, (shown) => this.show(shown));
    }

    show(text) {
      if (this.area) this.area.remove();
      this.area = koryo.el("textarea", { class: "koryo-take-text", readonly: true, rows: "6", "aria-label": koryo.t("text_to_copy") });
      this.area.value = text;
      this.node.append(this.area);
      this.area.focus();
      this.area.select();
    }
  }
})(window.koryo = window.koryo || {});
