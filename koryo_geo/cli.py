"""The command ``koryo-geo``: parse, call, print."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Annotated, Any, NoReturn, Optional, TextIO

import typer

app = typer.Typer(
    name="koryo-geo",
    help="Map a forced migration: cited tables in, animated maps out, each one HTML file that opens offline.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Folder = Annotated[
    Optional[str],  # noqa: UP045 - typer reads this annotation at run time on every Python it supports
    typer.Argument(metavar="[DIR]", help="A folder with datapackage.json, or the name of a bundled dataset."),
]

AsJson = Annotated[bool, typer.Option("--json", help="Print it as JSON.")]


@app.command()
def build(
    folder: Folder = None,
    out: Annotated[Path, typer.Option(help="Folder to write to.")] = Path("maps"),
    unit: Annotated[str, typer.Option(help="What one mark stands for: household, person or train.")] = "household",
    lang: Annotated[str, typer.Option(help="Language that the pages open in; the dataset's first when left out.")] = "",
    embed_fonts: Annotated[
        bool, typer.Option("--embed-fonts", help="Embed fonts with the characters that the pages use (needs the extra: fonts).")
    ] = False,
    allow_unmatched: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option(help="Key of a figure that may stay without a polygon of its own date; repeat for more."),
    ] = None,
) -> None:
    """Write the maps of a dataset."""
    from koryo_geo import errors

    if unit not in ("household", "person", "train"):
        raise typer.BadParameter(f"got {unit!r}; expected household, person or train", param_hint="--unit")
    try:
        from koryo_geo.data.reading import load
        from koryo_geo.language.texts import order_languages
        from koryo_geo.site import build as write

        dataset = load(folder)
        spoken = order_languages(dataset.languages, lang)
        allowed = allow_unmatched or ()
        built = write(dataset, out, unit=unit, languages=spoken, allow_unmatched=allowed, embed_fonts=embed_fonts)
    except errors.KoryoError as error:
        _fail(error)
    for notice in dataset.notices:
        typer.echo(f"note: {notice}")
    for name, file in built.report["files"].items():
        typer.echo(f"{built.folder / name}  {file['bytes']:,} bytes")


@app.command()
def check(
    folder: Folder = None,
    strict: Annotated[
        bool,
        typer.Option("--strict", help="Exit with code 1 also if a contradiction is not acknowledged in the dataset."),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Check a dataset: every fault; then people not accounted for, sums that fail, and names without a source."""
    from koryo_geo.data.reading import load
    from koryo_geo.errors import DatasetError
    from koryo_geo.review import check as checking

    try:
        dataset = load(folder)
    except DatasetError as error:
        if as_json:
            _print_json({"faults": [fault.to_dict() for fault in error.faults]})
        else:
            typer.echo(checking.faults_listing(error), err=True)
        raise typer.Exit(1) from None
    found = checking.report(dataset)
    if as_json:
        _print_json(found)
    else:
        typer.echo(checking.listing(found))
    if found["refusals"] or (strict and checking.open_items(found)):
        raise typer.Exit(1)


@app.command()
def explain(
    query: Annotated[str, typer.Argument(help="A number, a key, a place or unit in any language, words of a label, or an author.")],
    folder: Folder = None,
    date: Annotated[str, typer.Option(help="Only figures that may be of this date, such as 1867 or 1867-09-09.")] = "",
    as_json: AsJson = False,
) -> None:
    """Ask a dataset for a figure: who says it, what it adds up to, and what rests on it."""
    from koryo_geo.data.reading import load
    from koryo_geo.errors import KoryoError
    from koryo_geo.review.explain import explain as ask

    try:
        found = ask(load(folder), query, date=date)
    except KoryoError as error:
        _fail(error)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--date") from None
    if as_json:
        _print_json(found.to_dict())
    else:
        typer.echo(str(found))


@app.command()
def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="A dataset: a folder or the name of a bundled one.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The dataset to compare with it.")],
    as_json: AsJson = False,
) -> None:
    """Compare two states of a dataset: which rows, findings and pictures changed."""
    from koryo_geo.data.reading import load
    from koryo_geo.errors import KoryoError
    from koryo_geo.review.diff import diff as compare

    try:
        found = compare(load(old), load(new))
    except KoryoError as error:
        _fail(error)
    if as_json:
        _print_json(found.to_dict())
    else:
        typer.echo(str(found))


@app.command()
def version() -> None:
    """Print the version of koryo_geo."""
    from koryo_geo import __version__

    typer.echo(__version__)


def _print_json(data: dict[str, Any]) -> None:
    """Print plain data."""
    import json

    # Letters that the terminal cannot write become escapes: it is still the same JSON.
    typer.echo(json.dumps(data, ensure_ascii=not _writes_all(sys.stdout), indent=2))


def _writes_all(stream: TextIO) -> bool:
    """Whether a stream can write every letter."""
    return (getattr(stream, "encoding", None) or "").lower().replace("-", "").startswith("utf")


@app.callback()
def _set_up_terminal() -> None:
    """Write to any terminal: under an old code page a letter that it lacks becomes a question mark, and the rest stays."""
    for stream in (sys.stdout, sys.stderr):
        if not _writes_all(stream) and isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _fail(error: Exception) -> NoReturn:
    """Print an error's message, and exit with code 1."""
    typer.echo(str(error), err=True)
    raise typer.Exit(1) from None
