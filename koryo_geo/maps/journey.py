"""What the page of a journey is told: its film in both cuts, its squares, and what is named on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from koryo_geo.plain import to_plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from koryo_geo.content.film import Film
    from koryo_geo.content.model import MapContent


def journey_data(content: MapContent, ways: Sequence[Mapping[str, Any]] = ()) -> dict[str, Any]:
    """Gather the data of a journey's page.

    Parameters
    ----------
    content : MapContent
        Of a map of flows.
    ways : sequence of mapping
        Where its end leads on to.
    """
    return {
        "film": _film(content.films),
        "squares": to_plain(content.squares),
        "areas": to_plain(content.areas),
        "names": {body.unit: body_name(content, body.unit) for body in (content.squares.blocks if content.squares else ())},
        "places": [*(to_plain(place) for place in content.places), *_rings(content)],
        "main": _main(content),
        "voices": [voice.voice for voice in content.voices],
        "ways": [dict(way) for way in ways],
    }


def body_name(content: MapContent, unit: str) -> Any:
    """What a unit is called where no polygon of it is held."""
    regions = {region.unit: region.name for region in content.regions}
    flows = {flow.destination: flow.label for flow in content.timeline.flows}
    origin = content.bodies["origin"].label if "origin" in content.bodies else unit
    return regions.get(unit) or flows.get(unit) or origin


def _film(films: Mapping[str, Film]) -> dict[str, Any]:
    """Both cuts: every stop once, and for each cut which stops it has, from which second to which."""
    stops = {stop.stop: stop for film in films.values() for stop in film.stops}
    index = {key: number for number, key in enumerate(stops)}
    cuts = {cut: [[index[stop.stop], stop.from_s, stop.to_s] for stop in film.stops] for cut, film in films.items()}
    plain = [{key: value for key, value in to_plain(stop).items() if key not in ("from_s", "to_s")} for stop in stops.values()]
    film = next(iter(films.values()))
    look = {"kind": film.kind, "whole": film.whole, "left_by": film.left_by}
    return {"stops": plain, "cuts": cuts, **look, **({"origin": film.origin} if film.origin else {})}


def _rings(content: MapContent) -> list[dict[str, Any]]:
    """Districts that can be pointed at, as places that are named only where a stop rings them."""
    rows = [row for row in content.districts if row.lat is not None]
    return [
        {"place": row.unit, "name": row.name, "lon": row.lon, "lat": row.lat, "rank": 1000 + number, "figures": list(row.figures)}
        for number, row in enumerate(rows)
    ]


def _main(content: MapContent) -> list[str]:
    """The ends of the legs: the places that are named in the whole view, in the order of the way."""
    ends = [place for flow in content.legs for leg in flow.legs for place in (leg.from_place, leg.to_place)]
    return list(dict.fromkeys(ends)) or [place.place for place in content.places[:10]]
