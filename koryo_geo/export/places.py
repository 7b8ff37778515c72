"""The gazetteer in the Linked Places format, version 1.2: GeoJSON with names, their languages, times and sources.

A place without a position has an empty collection of geometries: its position is not known. The addresses (``@id``) are relative to
the file, because the dataset has no address of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from koryo_geo import record
from koryo_geo.tables import split

if TYPE_CHECKING:
    from koryo_geo.dataset import Dataset
    from koryo_geo.tables import Name, Place

CONTEXT = "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/linkedplaces-context-v1.1.jsonld"

#: The format's three grades of certainty for ours.
_GRADES = {"documented": "certain", "inferred": "less-certain", "estimated": "less-certain", "unknown": "uncertain"}


def to_linked_places(dataset: Dataset) -> dict[str, Any]:
    """Write the places.

    Parameters
    ----------
    dataset : Dataset

    Returns
    -------
    dict
        A FeatureCollection.
    """
    return {
        "type": "FeatureCollection",
        "@context": CONTEXT,
        "features": [_feature(dataset, place) for place in dataset.places],
    }


def _feature(dataset: Dataset, place: Place) -> dict[str, Any]:
    """One place."""
    names = [_name(dataset, form) for form in dataset.names_of.get(place.place, ())]
    today = next((form["toponym"] for form in names if form["lang"] == "en" and "when" not in form), place.place)
    feature: dict[str, Any] = {
        "@id": f"#{place.place}",
        "type": "Feature",
        "properties": {"title": today, "ccodes": [place.country] if place.country else [], "roles": list(split(place.role))},
        "names": names or [{"toponym": place.place, "lang": None, "citations": [_citation(dataset, place.source)]}],
        "geometry": {"type": "GeometryCollection", "geometries": _points(dataset, place)},
    }
    if place.geonameid:
        # The town's entry there; the place may be its station or an older settlement.
        feature["links"] = [{"type": "closeMatch", "identifier": f"https://www.geonames.org/{place.geonameid}/"}]
    if place.note:
        feature["descriptions"] = [{"value": place.note, "lang": "en"}]
    return feature


def _points(dataset: Dataset, place: Place) -> list[dict[str, Any]]:
    """The position of a place, or none."""
    if place.lat is None or place.lon is None:
        return []
    point: dict[str, Any] = {"type": "Point", "coordinates": [place.lon, place.lat], "certainty": _GRADES[place.certainty]}
    if place.radius_km is not None:
        point["radius_km"] = place.radius_km
    return [{**point, "citations": [_citation(dataset, place.source)]}]


def _name(dataset: Dataset, form: Name) -> dict[str, Any]:
    """One form of a name; without a time it is that of today."""
    name: dict[str, Any] = {"toponym": form.name, "lang": form.lang, "citations": [_citation(dataset, form.source)]}
    if form.valid:
        name["when"] = {"timespans": [timespan(form.valid)], "label": form.valid}
    return {**name, "certainty": _GRADES[form.certainty]}


def _citation(dataset: Dataset, key: str) -> dict[str, Any]:
    """A source; without an address its link is null."""
    source = dataset.source_by_key[key]
    return {"label": record.citation(source), "@id": source.url or None}


def timespan(date: str) -> dict[str, Any]:
    """An EDTF date or interval as a timespan; an open end is null, and what began before a date began at it at the latest.

    Examples
    --------
    >>> timespan("1860/1867~")
    {'start': {'in': '1860'}, 'end': {'in': '1867~'}}
    >>> timespan("../1867")
    {'start': {'latest': '1867'}, 'end': {'in': '1867'}}
    >>> timespan("1867")
    {'start': {'in': '1867'}}
    """
    if "/" not in date:
        return {"start": {"in": date}}
    first, last = ("" if end == ".." else end for end in date.split("/"))
    return {"start": {"in": first} if first else {"latest": last}, "end": {"in": last or None}}
