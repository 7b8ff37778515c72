"""The dataset as metadata for a repository, after the DataCite schema 4.5: no identifier, year or publisher is made up.

The identifier is what the repository gives, so the file has none. An author or a publisher that the dataset does not name is
``:unkn``, the schema's own sign for what is not known; for a year it has none, so the year is then left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from koryo_geo.data.sources.csl import csl_item
from koryo_geo.export.citation import contributors

if TYPE_CHECKING:
    from koryo_geo.data.dataset import Dataset

_UNKNOWN = ":unkn"


def to_datacite(dataset: Dataset) -> dict[str, Any]:
    """Write the metadata.

    Parameters
    ----------
    dataset : Dataset

    Returns
    -------
    dict
        What the schema requires, and what else the dataset says.
    """
    about = dataset.descriptor
    published = str(about.get("published", ""))
    said = {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Figures, sources and places"},
        "titles": [{"title": dataset.title, "lang": "en"}],
        "creators": [{"name": name} for name in contributors(about, "author") or [_UNKNOWN]],
        "publisher": {"name": next(iter(contributors(about, "publisher")), _UNKNOWN)},
        "publicationYear": published[:4],
        "dates": [{"date": published, "dateType": "Issued"}] if published else [],
        "version": dataset.version,
        "language": "en",
        "descriptions": _descriptions(about.get("description", "")),
        "rightsList": [_rights(each) for each in about.get("licenses", ())],
        "formats": ["text/csv", "application/geo+json", "text/html"],
        "geoLocations": [{"geoLocationBox": _box(dataset)}] if dataset.maps else [],
        "relatedIdentifiers": [
            {"relatedIdentifier": doi, "relatedIdentifierType": "DOI", "relationType": "References"}
            for doi in dict.fromkeys(item["DOI"] for item in map(csl_item, dataset.sources) if "DOI" in item)
        ],
    }
    return {key: value for key, value in said.items() if value}


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
