"""Build all pages of a dataset into a folder: maps, index, embedding, the record and its open formats, and ``build.json``."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from koryo_geo import __version__, export
from koryo_geo.content.build import content_of, credit_of
from koryo_geo.data.dataset import check_dataset
from koryo_geo.export.still.wordless import pictures_of
from koryo_geo.files import write_folder
from koryo_geo.html import front, record_page
from koryo_geo.language.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from koryo_geo.content.model import AttestationCard, MapContent
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
        Folder, made if it is not there. What an earlier build wrote leaves it; all else in it is left alone.
    unit : {"household", "person", "train"}
        What one mark stands for on maps of flows.
    languages : sequence of str, optional
        Languages of the pages, the one they open in first; all of the dataset's when left out.
    allow_unmatched : collection of str
        Figures that may find no polygon of their own date.
    embed_fonts : bool
        Embed fonts with the characters that each map page uses; needs the extra ``fonts``.

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
    check_dataset(dataset)
    folder = Path(out)
    texts = Texts(dataset, tuple(languages or dataset.languages))
    options = {
        "unit": unit,
        "languages": list(texts.languages),
        "allow_unmatched": sorted(allow_unmatched),
        "embed_fonts": embed_fonts,
    }
    contents = [
        content_of(dataset, plan.map, unit=unit, languages=texts.languages, allow_unmatched=allow_unmatched)
        for plan in dataset.maps
    ]
    files = {f"{content.map}.html": _page(content, contents, embed_fonts=embed_fonts) for content in contents}
    files |= export.formats(dataset)
    files |= _around(texts, contents, files)
    files["provenance.json"] = export.provenance_of(dataset, files, options)
    report = _report(dataset, contents, files, options)
    files["build.json"] = (json.dumps(report, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()
    # The report is the last of them: where it stands, the others do.
    write_folder(folder, dict(sorted(files.items(), key=lambda item: (item[0] == "build.json", item[0]))), former=_former(folder))
    return Built(folder, report)


#: What the front page offers; the record's page lists every file.
DOWNLOADS = ("figures.csv", "places.lp.json", "sources.bib", "sources.csl.json", "datapackage.json", "CITATION.cff")


def _around(texts: Texts, contents: Sequence[MapContent], files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The pages around the maps."""
    pictures = {content.map: pictures_of(content, texts) for content in contents}
    around = front.Around(credit_of(texts), contents, pictures, texts.languages)
    gaps = [texts.of("gaps", row.gap, "statement", row.statement) for row in texts.dataset.gaps[:1]]
    pages = {
        "index.html": front.index(around, {name: len(files[name]) for name in DOWNLOADS}, *gaps),
        "embed.html": front.embed(around),
        "record.html": record_page.render(texts),
    }
    return {name: text.encode() for name, text in pages.items()}


def _former(folder: Path) -> list[str]:
    """What an earlier build wrote into a folder and nobody changed since, by the report that it left there."""
    try:
        files = json.loads((folder / "build.json").read_text("utf-8"))["files"]
        return [path.name for path in folder.iterdir() if path.name in files and _digest(path) == files[path.name]["sha256"]]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _digest(path: Path) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _page(content: MapContent, contents: Sequence[MapContent], *, embed_fonts: bool) -> bytes:
    """Render a map whose figures lead to the record beside it, and whose end leads to the other maps."""
    from koryo_geo.maps import page
    from koryo_geo.maps.atlas import atlas_of

    ways = [{"href": f"{other.map}.html", "title": other.title} for other in contents if other.map != content.map]
    atlas = atlas_of(content, ways=ways)
    atlas.record_page = "record.html"
    return page.render(atlas, embed_fonts=embed_fonts).encode()


def _report(dataset: Dataset, contents: Sequence[MapContent], files: dict[str, bytes], options: dict[str, Any]) -> dict[str, Any]:
    """What was built, from what: for machines, without a clock."""
    return {
        "koryo_geo": __version__,
        "dataset": {"name": dataset.name, "title": dataset.title, "version": dataset.version, "sha256": dict(dataset.digests)},
        "options": options,
        "notices": list(dataset.notices),
        "files": {name: {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()} for name, data in sorted(files.items())},
        "figures": {content.map: _figures(content) for content in contents},
    }


def _figures(content: MapContent) -> dict[str, list[str]]:
    """The figures that a map draws, and those that it draws as unknown."""
    known = {key for key in content.drawn if _has_number(content.figures[key].used)}
    return {"drawn": sorted(known), "unknown": sorted(set(content.drawn) - known)}


def _has_number(row: AttestationCard | None) -> bool:
    return row is not None and any(value is not None for value in (row.low, row.value, row.high))
