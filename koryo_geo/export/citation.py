"""How to cite the dataset, as a Citation File Format file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from koryo_geo.data.dataset import Dataset

_MESSAGE = "If you use this data, please cite it, and cite the works that print the numbers you quote: they are in sources.bib."


def to_cff(dataset: Dataset) -> bytes:
    """Write ``CITATION.cff``.

    Parameters
    ----------
    dataset : Dataset

    Returns
    -------
    bytes
        YAML; what the dataset does not say (a date, an identifier) has no line.
    """
    about = dataset.descriptor
    names = [str(each["title"]) for each in about.get("contributors", ()) if each.get("title")]
    licence = next((str(each["name"]) for each in about.get("licenses", ()) if each.get("name")), "")
    lines = [
        "cff-version: 1.2.0",
        f"message: {_quoted(_MESSAGE)}",
        "type: dataset",
        f"title: {_quoted(dataset.title)}",
        "authors:",
        *(f"  - name: {_quoted(name)}" for name in names or ["not named"]),
    ]
    for key, value in (("version", dataset.version), ("license", licence), ("abstract", about.get("description", ""))):
        lines += [f"{key}: {_quoted(value)}"] if value else []
    return ("\n".join(lines) + "\n").encode()


def _quoted(text: str) -> str:
    """A YAML string: JSON strings are YAML."""
    return json.dumps(text, ensure_ascii=False)
