"""How to cite the dataset, as a Citation File Format file."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from koryo_geo.data.dataset import Dataset

_MESSAGE = "If you use this data, please cite it, and cite the works that print the numbers you quote: they are in sources.bib."

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def to_cff(dataset: Dataset) -> bytes:
    """Write ``CITATION.cff``.

    Parameters
    ----------
    dataset : Dataset

    Returns
    -------
    bytes
        YAML; what the dataset does not say (a day of publication, an identifier) has no line.
    """
    about = dataset.descriptor
    published = str(about.get("published", ""))
    lines = [
        "cff-version: 1.2.0",
        f"message: {_quoted(_MESSAGE)}",
        "type: dataset",
        f"title: {_quoted(dataset.title)}",
        "authors:",
        *(f"  - name: {_quoted(name)}" for name in contributors(about, "author") or ["not named"]),
    ]
    known = {
        "version": dataset.version,
        "date-released": published if _DAY.fullmatch(published) else "",
        **_licence(about),
        "abstract": about.get("description", ""),
    }
    lines += [f"{key}: {_quoted(value)}" for key, value in known.items() if value]
    return ("\n".join(lines) + "\n").encode()


def contributors(about: Mapping[str, Any], role: str) -> list[str]:
    """Name those whom a descriptor gives a role; who has none is an author."""
    return [
        str(each["title"]) for each in about.get("contributors", ()) if each.get("title") and each.get("role", "author") == role
    ]


def _licence(about: Mapping[str, Any]) -> dict[str, str]:
    """The first licence by its SPDX name; one that is not on that list by its address."""
    from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

    licence: Mapping[str, Any] = next(iter(about.get("licenses", ())), {})
    try:
        return {"license": canonicalize_license_expression(str(licence.get("name", "")))}
    except InvalidLicenseExpression:
        return {"license-url": str(licence.get("path", ""))}


def _quoted(text: str) -> str:
    """A YAML string: JSON strings are YAML."""
    return json.dumps(text, ensure_ascii=False)
