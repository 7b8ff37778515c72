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


def formats(dataset: Dataset) -> dict[str, bytes]:
    """Write every format of the record.

    Parameters
    ----------
    dataset : Dataset

    Returns
    -------
    dict of str to bytes
        By file name.
    """
    from koryo_geo.export import citation, datacite, datapackage, figures, places

    data = {
        "figures.csv": figures.to_csv(dataset),
        "places.lp.json": to_json(places.to_linked_places(dataset)),
        "sources.csl.json": csl_json.to_csl_json(dataset.sources).encode(),
        "sources.bib": bibtex.to_bibtex(dataset.sources).encode(),
    }
    return {
        **data,
        "CITATION.cff": citation.to_cff(dataset),
        "datacite.json": to_json(datacite.to_datacite(dataset)),
        "datapackage.json": to_json(datapackage.to_descriptor(dataset, data)),
    }


def provenance_of(dataset: Dataset, made: Mapping[str, bytes], options: Mapping[str, Any]) -> bytes:
    """Write what was made from what.

    Parameters
    ----------
    dataset : Dataset
    made : mapping of str to bytes
        All pages and formats of the build, by file name.
    options : mapping
        How the build was called.
    """
    from koryo_geo.export import provenance

    return to_json(provenance.to_prov(dataset, made, options))


def to_json(content: Any) -> bytes:
    """JSON as files of the build write it."""
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
