"""The films whose shots are pinned: ``python -m tests.contract.films`` writes ``films.json`` again; then look at the difference."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import koryo_geo
from koryo_geo.content.film import Film, film_of
from koryo_geo.content.squares import squares_of
from koryo_geo.plain import to_plain
from koryo_geo.style import Projection
from tests.sample import staged

FILE = Path(__file__).with_name("films.json")


def films() -> dict[str, Film]:
    """The films of the invented dataset, by name."""
    dataset = staged()
    found = {}
    for plan in dataset.maps:
        projection = Projection.of(dataset.projection, (plan.west, plan.south, plan.east, plan.north))
        timeline = koryo_geo.timeline_of(dataset, plan.map)
        squares = squares_of(dataset, timeline, plan, projection)
        for cut in ("full", "short"):
            found[f"{plan.map}-{cut}"] = film_of(dataset, timeline, plan, projection, cut=cut, squares=squares)
    return found


def seconds(film: Film) -> list[float]:
    """Before, after, at the edges of every stop, and on the way between them."""
    edges = [second for stop in film.stops for second in (stop.from_s, stop.to_s)]
    between = [round(start + (end - start) * share, 3) for start, end in pairwise(edges) for share in (0.2, 0.7)]
    return sorted({-1.0, film.duration_s + 1, *edges, *between})


def text() -> str:
    """The file's content: one line a shot."""
    cases = []
    for name, film in films().items():
        shots = [{"s": second, "shot": to_plain(film.at(second))} for second in seconds(film)]
        lines = ",\n".join(json.dumps(shot, sort_keys=True) for shot in shots)
        data = json.dumps(to_plain(film), ensure_ascii=False, sort_keys=True)
        cases.append(f'{{"name": "{name}", "film":\n{data}, "shots": [\n{lines}\n]}}')
    return "[\n" + ",\n".join(cases) + "\n]\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
    print(f"{FILE}: {FILE.stat().st_size:,} bytes")  # noqa: T201
