"""The data files of a build as a Frictionless data package."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from koryo_geo.export.figures import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from koryo_geo.data.dataset import Dataset

_NUMBERS = ("low", "value", "high")
_KINDS = {
    "figures.csv": ("csv", "text/csv", "Every attestation with its figure, source and use"),
    "places.lp.json": ("json", "application/geo+json", "The gazetteer, in the Linked Places format"),
    "sources.csl.json": ("json", "application/vnd.citationstyles.csl+json", "The bibliography, as CSL-JSON"),
    "sources.bib": ("bib", "application/x-bibtex", "The bibliography, as BibTeX"),
}


def to_descriptor(dataset: Dataset, files: Mapping[str, bytes]) -> dict[str, Any]:
    """Describe the data files.

    Parameters
    ----------
    dataset : Dataset
    files : mapping of str to bytes
        By name; those of no known kind are left out.
    """
    about = dataset.descriptor
    return {
        "$schema": "https://datapackage.org/profiles/1.0/datapackage.json",
        "profile": "data-package",
        "name": f"{dataset.name}-build",
        "title": dataset.title,
        "version": dataset.version,
        **{key: about[key] for key in ("description", "licenses", "contributors") if key in about},
        "resources": [_resource(name, files[name]) for name in _KINDS if name in files],
    }


def _resource(name: str, data: bytes) -> dict[str, Any]:
    """One file; the table with its columns."""
    kind, mediatype, title = _KINDS[name]
    resource: dict[str, Any] = {
        "name": name.rsplit(".", 1)[0].replace(".", "-"),
        "path": name,
        "title": title,
        "format": kind,
        "mediatype": mediatype,
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
    }
    if name == "figures.csv":
        resource |= {
            "profile": "tabular-data-resource",
            "dialect": {"commentChar": "#", "headerRows": [_head_lines(data) + 1]},
            "schema": _schema(),
        }
    return resource


def _head_lines(data: bytes) -> int:
    """How many lines of remarks stand before a table's header."""
    return next(number for number, line in enumerate(data.splitlines()) if not line.startswith(b"#"))


def _schema() -> dict[str, Any]:
    """The columns of the figures."""
    fields = [
        {"name": name, "type": "integer" if name in _NUMBERS else "string", "description": description}
        for name, description in COLUMNS.items()
    ]
    return {"fields": fields, "missingValues": [""], "primaryKey": ["attestation"]}
