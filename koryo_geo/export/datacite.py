"""The dataset as metadata for a repository, after the DataCite schema 4: no identifier, year or publisher is made up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from koryo_geo.data.sources.csl import csl_item

if TYPE_CHECKING:
    from koryo_geo.data.dataset import Dataset


def to_datacite(dataset: Dataset) -> dict[str, Any]:
    """Write the metadata.

    Parameters
    ----------
    dataset : Dataset

    Returns
    -------
    dict
        ``identifiers`` is empty, ``publisher`` and ``publicationYear`` are null: who deposits the dataset fills them.
    """
    about = dataset.descriptor
    return {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "identifiers": [],
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Figures, sources and places"},
        "titles": [{"title": dataset.title, "lang": "en"}],
        "creators": [{"name": each["title"]} for each in about.get("contributors", ()) if each.get("title")],
        "publisher": None,
        "publicationYear": None,
        "version": dataset.version or None,
        "language": "en",
        "descriptions": _descriptions(about.get("description", "")),
        "rightsList": [_rights(each) for each in about.get("licenses", ())],
        "formats": ["text/csv", "application/geo+json", "text/html"],
        "geoLocations": [{"geoLocationBox": _box(dataset)}] if dataset.maps else [],
        "relatedIdentifiers": [
            {"relatedIdentifier": item["DOI"], "relatedIdentifierType": "DOI", "relationType": "References"}
            for item in map(csl_item, dataset.sources)
            if "DOI" in item
        ],
    }


def _descriptions(text: str) -> list[dict[str, str]]:
    """What the dataset says of itself."""
    return [{"description": text, "descriptionType": "Abstract", "lang": "en"}] if text else []


def _rights(licence: dict[str, str]) -> dict[str, str]:
    """A licence of the descriptor."""
    pairs = {"rights": licence.get("title"), "rightsUri": licence.get("path"), "rightsIdentifier": licence.get("name")}
    return {key: value for key, value in pairs.items() if value}


def _box(dataset: Dataset) -> dict[str, float]:
    """The box that holds the views of all maps, in degrees."""
    return {
        "westBoundLongitude": min(plan.west for plan in dataset.maps),
        "eastBoundLongitude": max(plan.east for plan in dataset.maps),
        "southBoundLatitude": min(plan.south for plan in dataset.maps),
        "northBoundLatitude": max(plan.north for plan in dataset.maps),
    }
