"""Build all pages of a dataset into a folder: maps, index, embedding, the record and its open formats, and ``build.json``."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from koryo_geo import __version__, export
from koryo_geo.data.attestations import chosen
from koryo_geo.files import write_atomically
from koryo_geo.html import plain_page, record_page
from koryo_geo.html.fonts import with_fonts
from koryo_geo.language.texts import Texts
from koryo_geo.maps import page

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from koryo_geo.data.dataset import Dataset


@dataclass(frozen=True, slots=True)
class Built:
    """What a build wrote.

    Attributes
    ----------
    folder : pathlib.Path
    report : dict
        The content of ``build.json``.
    """

    folder: Path
    report: dict[str, Any]


def build(
    dataset: Dataset,
    out: str | Path,
    *,
    unit: str = "household",
    languages: Sequence[str] | None = None,
    allow_unmatched: Collection[str] = (),
    embed_fonts: bool = False,
) -> Built:
    """Write a dataset's maps; nothing is written unless all of it could be made.

    Parameters
    ----------
    dataset : Dataset
    out : str or pathlib.Path
        Folder, made if it is not there. Files of other names in it are left alone.
    unit : {"household", "person", "train"}
        What one mark stands for on maps of flows.
    languages : sequence of str, optional
        Languages of the pages, the one they open in first; all of the dataset's when left out.
    allow_unmatched : collection of str
        Figures that may find no polygon of their own date.
    embed_fonts : bool
        Carry the letters that each map page uses inside it; needs the extra ``fonts``.

    Returns
    -------
    Built

    Raises
    ------
    JoinError, RoutingError
        As :func:`koryo_geo.animate`.
    OutputError
        If the folder cannot be written.
    """
    folder = Path(out)
    texts = Texts(dataset, tuple(languages or dataset.languages))
    options = {
        "unit": unit,
        "languages": list(texts.languages),
        "allow_unmatched": sorted(allow_unmatched),
        "embed_fonts": embed_fonts,
    }
    pages = dict(_pages(texts, unit, allow_unmatched))
    files = {f"{name}.html": (with_fonts(text) if embed_fonts else text).encode() for name, text in pages.items()}
    files["index.html"] = plain_page.render(texts, "index.html").encode()
    files["embed.html"] = plain_page.render(texts, "embed.html").encode()
    files["record.html"] = _record(texts)
    files |= export.files(dataset, files, options)
    report = _report(texts, files, options)
    files["build.json"] = (json.dumps(report, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()
    write_atomically({folder / name: data for name, data in sorted(files.items())})
    return Built(folder, report)


def _pages(texts: Texts, unit: str, allow_unmatched: Collection[str]) -> Iterator[tuple[str, str]]:
    """Render each map of the dataset."""
    from koryo_geo.maps.atlas import animate

    for plan in texts.dataset.maps:
        atlas = animate(texts.dataset, plan.map, unit=unit, languages=texts.languages, allow_unmatched=allow_unmatched)
        atlas.record_page = "record.html"
        yield plan.map, page.render(atlas)


def _record(texts: Texts) -> bytes:
    """Render the record."""
    return record_page.render(texts).encode()


def _report(texts: Texts, files: dict[str, bytes], options: dict[str, Any]) -> dict[str, Any]:
    """What was built, from what: for machines, without a clock."""
    dataset = texts.dataset
    return {
        "koryo_geo": __version__,
        "dataset": {"name": dataset.name, "title": dataset.title, "version": dataset.version, "sha256": dict(dataset.digests)},
        "options": options,
        "notices": list(dataset.notices),
        "files": {name: {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()} for name, data in sorted(files.items())},
        "figures": {plan.map: _figures(dataset, plan.map) for plan in dataset.maps},
    }


def _figures(dataset: Dataset, map_name: str) -> dict[str, list[str]]:
    """The figures that a map draws, and those that it draws as unknown."""
    drawn: list[str] = []
    unknown: list[str] = []
    for use in dataset.uses:
        if use.map == map_name and use.drawn_as != "table":
            attestation = chosen(dataset, map_name, use.figure)
            has_number = attestation is not None and any(
                value is not None for value in (attestation.low, attestation.value, attestation.high)
            )
            (drawn if has_number else unknown).append(use.figure)
    return {"drawn": sorted(drawn), "unknown": sorted(unknown)}
