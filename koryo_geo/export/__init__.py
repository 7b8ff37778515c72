"""The record for other programs: open formats, written beside the pages from the same data.

One module a format, each a function of the dataset. None reads a clock: a file says when its content held, not when it was made.
What is not known stays blank or null.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from koryo_geo.data.sources import bibtex, csl_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from koryo_geo.data.dataset import Dataset


def files(dataset: Dataset, pages: Mapping[str, bytes], options: Mapping[str, Any]) -> dict[str, bytes]:
    """Write every format.

    Parameters
    ----------
    dataset : Dataset
    pages : mapping of str to bytes
        The pages of the build, by file name: their provenance is written too.
    options : mapping
        How the build was called.

    Returns
    -------
    dict of str to bytes
        By file name.
    """
    from koryo_geo.export import citation, datacite, datapackage, figures, places, provenance

    data = {
        "figures.csv": figures.to_csv(dataset),
        "places.lp.json": to_json(places.to_linked_places(dataset)),
        "sources.csl.json": csl_json.to_csl_json(dataset.sources).encode(),
        "sources.bib": bibtex.to_bibtex(dataset.sources).encode(),
    }
    about = {
        "CITATION.cff": citation.to_cff(dataset),
        "datacite.json": to_json(datacite.to_datacite(dataset)),
        "datapackage.json": to_json(datapackage.to_descriptor(dataset, data)),
    }
    made = {**pages, **data, **about}
    return {**data, **about, "provenance.json": to_json(provenance.to_prov(dataset, made, options))}


def to_json(content: Any) -> bytes:
    """JSON as files of the build write it."""
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
