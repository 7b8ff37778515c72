"""Text that would like to be more than text."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

#: One string with markup, a script's end, template syntax, back-ticks, quotes, a right-to-left mark, Hangul and Kazakh letters.
HOSTILE = (
    "<img src=x onerror='window.pwned=1'></script><script>window.pwned=2</script>"
    "{{ 7*7 }}{% raw %}${window.pwned=3}`\"'&amp;\u202eabc\u202c 고려 Қызылорда \\u003c </title><!--"
)

#: Columns that hold keys, dates, numbers or words of a fixed vocabulary: not free text.
FIXED = set(
    """
    source unit level parent place subject lang valid certainty confidence line mode opened in_use
    from_place to_place figure measure counted date attestation map drawn_as flow origin_unit
    destination_unit stops persons_figure households_figure depart_first depart_last event death chapter
    boundaries sources kind start end role country geonameid table key column gap rule left right
    acknowledged share continues move from_unit to_unit as_in_source_lang term
    """.split()  # noqa: SIM905 - a list of seventy quoted words is harder to read
)


def poison(folder: Path) -> Path:
    """Put hostile text into every text column of a dataset.

    Returns
    -------
    pathlib.Path
        The same folder.
    """
    schemas = {
        item["path"]: item["schema"]
        for item in json.loads((folder / "datapackage.json").read_text())["resources"]
        if "schema" in item
    }
    for path in sorted(folder.glob("*.csv")):
        texts = {field["name"] for field in schemas[path.name]["fields"] if field["type"] == "string"} - FIXED
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
        out = io.StringIO()
        writer = csv.DictWriter(
            out, rows[0].keys() if rows else [field["name"] for field in schemas[path.name]["fields"]], lineterminator="\n"
        )
        writer.writeheader()
        for row in rows:
            writer.writerow({key: f"{value} {HOSTILE}" if key in texts else value for key, value in row.items()})
        path.write_text(out.getvalue(), encoding="utf-8")
    for name in ("regions.geojson", "basemap.geojson"):
        collection = json.loads((folder / name).read_text(encoding="utf-8"))
        for feature in collection["features"]:
            for key in ("name", "crosswalk", "uncertain_note"):
                if key in feature["properties"]:
                    feature["properties"][key] = f"{feature['properties'][key]} {HOSTILE}"
        (folder / name).write_text(json.dumps(collection, ensure_ascii=False), encoding="utf-8")
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    descriptor["title"] = f"{descriptor['title']} {HOSTILE}"
    (folder / "datapackage.json").write_text(json.dumps(descriptor, ensure_ascii=False), encoding="utf-8")
    return folder
