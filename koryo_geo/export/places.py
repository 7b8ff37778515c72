"""The gazetteer in the Linked Places format: GeoJSON with names, their languages, times and sources.

It keeps the rules of both JSON schemas that the World Historical Gazetteer publishes for the format, 1.2.2 and the stricter
2.0. So what is not known is left out and never null, a place without a position has an empty collection of geometries, and a
date that is no year, month or day is given by its earliest and latest day, with the words of the dataset as label. The names of
places (``@id``) are URNs, because a dataset has no address of its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from koryo_geo.data.attestations import citation
from koryo_geo.data.dates import span
from koryo_geo.data.lists import split

if TYPE_CHECKING:
    from koryo_geo.data.dataset import Dataset
    from koryo_geo.data.rows import Name, Place

CONTEXT = "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/linkedplaces-context-v1.1.jsonld"

#: Dates, countries and addresses that the format knows.
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?")
_COUNTRY = re.compile(r"(?!AA|Q[M-Z]|X|ZZ)[A-Z]{2}")  # those left to users name no country
_ADDRESS = re.compile(r"https?://\S+")

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
        "@id": f"urn:x-koryo-geo:dataset:{dataset.name}:place:{place.place}",
        "type": "Feature",
        "properties": {
            "title": today,
            **({"ccodes": [place.country]} if _COUNTRY.fullmatch(place.country) else {}),
            "roles": list(split(place.role)),
        },
        "when": _covered(dataset),
        "names": names or [{"toponym": place.place, "citations": [_citation(dataset, place.source)]}],
        # No published vocabulary has the record's kinds of place: the type is given in the record's own words.
        "types": [{"sourceLabels": [{"label": role, "lang": "en"}]} for role in split(place.role)],
        "geometry": {"type": "GeometryCollection", "geometries": _points(dataset, place)},
    }
    if place.geonameid:
        # The town's entry there; the place may be its station or an older settlement.
        feature["links"] = [{"type": "closeMatch", "identifier": f"https://www.geonames.org/{place.geonameid}/"}]
    if place.note:
        feature["descriptions"] = [{"value": place.note, "lang": "en"}]
    return feature


def _covered(dataset: Dataset) -> dict[str, Any]:
    """The days that the maps of the record cover: each place is named for what happened there then."""
    first, last = min(plan.start for plan in dataset.maps), max(plan.end for plan in dataset.maps)
    return {"timespans": [{"start": {"in": first}, "end": {"in": last}}], "label": "the time that the record covers"}


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
        doubt = {"certainty": "less-certain"} if span(form.valid).approximate else {}
        name["when"] = {"timespans": [timespan(form.valid)], "label": form.valid, **doubt}
    return {**name, "certainty": _GRADES[form.certainty]}


def _citation(dataset: Dataset, key: str) -> dict[str, Any]:
    """A source, with its year and address where they are known."""
    source = dataset.source_by_key[key]
    cited = {"label": citation(source)}
    if source.year.isdecimal():
        cited["year"] = source.year
    return {**cited, "@id": source.url} if _ADDRESS.fullmatch(source.url) else cited


def timespan(date: str) -> dict[str, Any]:
    """An EDTF date or interval as a timespan.

    An open start lies at the end of the interval at the latest; an open end, at its start at the earliest.

    Examples
    --------
    >>> timespan("1860/1867~")
    {'start': {'in': '1860'}, 'end': {'in': '1867'}}
    >>> timespan("../1867")
    {'start': {'latest': '1867'}, 'end': {'in': '1867'}}
    >>> timespan("1867-23")
    {'start': {'earliest': '1867-09-01', 'latest': '1867-11-30'}}
    """
    if "/" not in date:
        return {"start": _moment(date)}
    first, last = ("" if end == ".." else end for end in date.split("/"))
    return {
        "start": _moment(first) if first else {"latest": _day(last, last=True)},
        "end": _moment(last) if last else {"earliest": _day(first)},
    }


def _moment(date: str) -> dict[str, str]:
    """A year, month or day as it stands; a season by its days."""
    day = _day(date)
    return {"in": day} if day == _day(date, last=True) else {"earliest": day, "latest": _day(date, last=True)}


def _day(date: str, *, last: bool = False) -> str:
    """A date that the format knows: the date itself without its doubts, or the first or last day that it may mean."""
    plain = date.rstrip("~?%")
    if _DATE.fullmatch(plain):
        return plain
    days = span(date)
    return (days.last if last else days.first).isoformat()
