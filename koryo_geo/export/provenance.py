"""What was made from what, in W3C PROV-JSON: files in and out by their SHA-256, the build and its options, the program."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from koryo_geo import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping

    from koryo_geo.data.dataset import Dataset

_BUILD = "run:build"
_PROGRAM = "run:koryo_geo"


def to_prov(dataset: Dataset, files: Mapping[str, bytes], options: Mapping[str, Any]) -> dict[str, Any]:
    """Write the provenance of a build; no time is told, so that the same input gives the same bytes.

    Parameters
    ----------
    dataset : Dataset
    files : mapping of str to bytes
        What was made, by file name.
    options : mapping
        How the build was called.

    Returns
    -------
    dict
    """
    read = {f"in:{name}": {"prov:label": name, "run:sha256": digest} for name, digest in dataset.digests.items()}
    made = {
        f"out:{name}": {"prov:label": name, "run:sha256": hashlib.sha256(data).hexdigest(), "run:bytes": len(data)}
        for name, data in sorted(files.items())
    }
    return {
        "prefix": {
            "in": f"urn:x-koryo-geo:dataset:{dataset.name}:",
            "out": f"urn:x-koryo-geo:build:{dataset.name}:",
            "run": "urn:x-koryo-geo:",
        },
        "entity": {**read, **made},
        "activity": {_BUILD: {"prov:label": "koryo-geo build", "run:options": json.dumps(options, sort_keys=True)}},
        "agent": {_PROGRAM: {"prov:type": _qualified("prov:SoftwareAgent"), "prov:label": "koryo_geo", "run:version": __version__}},
        "used": {f"_:used{n}": {"prov:activity": _BUILD, "prov:entity": name} for n, name in enumerate(read)},
        "wasGeneratedBy": {f"_:made{n}": {"prov:entity": name, "prov:activity": _BUILD} for n, name in enumerate(made)},
        "wasAssociatedWith": {"_:by": {"prov:activity": _BUILD, "prov:agent": _PROGRAM}},
    }


def _qualified(name: str) -> dict[str, str]:
    return {"$": name, "type": "prov:QUALIFIED_NAME"}
