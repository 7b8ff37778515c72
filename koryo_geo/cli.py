"""The command ``koryo-geo``: parse, call, print."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

app = typer.Typer(
    name="koryo-geo",
    help="Map a forced migration: cited tables in, animated maps out, each one file that opens unplugged.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Folder = Annotated[
    Optional[str],  # noqa: UP045 - typer reads this annotation at run time on every Python it supports
    typer.Argument(metavar="[DIR]", help="A folder with datapackage.json, or the name of a bundled dataset."),
]


@app.command()
def build(
    folder: Folder = None,
    out: Annotated[Path, typer.Option(help="Folder to write to.")] = Path("maps"),
    unit: Annotated[str, typer.Option(help="What one mark stands for: household, person or train.")] = "household",
    lang: Annotated[str, typer.Option(help="Language that the pages open in; the dataset's first when left out.")] = "",
    languages: Annotated[
        str, typer.Option(help="Languages of the pages, joined by commas; all of the dataset's when left out.")
    ] = "",
    allow_unmatched: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option(help="A figure that may find no polygon of its own date; repeat for more."),
    ] = None,
) -> None:
    """Write the maps of a dataset."""
    from koryo_geo import errors

    if unit not in ("household", "person", "train"):
        raise typer.BadParameter(f"got {unit!r}; expected household, person or train", param_hint="--unit")
    try:
        from koryo_geo.dataset import load
        from koryo_geo.site import build as write
        from koryo_geo.texts import order_languages

        dataset = load(folder)
        spoken = order_languages(languages.split(",") if languages else dataset.languages, lang)
        built = write(dataset, out, unit=unit, languages=spoken, allow_unmatched=allow_unmatched or ())
    except errors.KoryoError as error:
        _fail(error)
    for notice in dataset.notices:
        typer.echo(f"note: {notice}")
    for name, file in built.report["files"].items():
        typer.echo(f"{built.folder / name}  {file['bytes']:,} bytes")


@app.command()
def check(
    folder: Folder = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the faults as JSON.")] = False,
) -> None:
    """Check a dataset and list every fault."""
    import json

    from koryo_geo.dataset import load
    from koryo_geo.errors import DatasetError

    try:
        dataset = load(folder)
    except DatasetError as error:
        if as_json:
            typer.echo(json.dumps([fault.to_dict() for fault in error.faults], ensure_ascii=False, indent=2))
            raise typer.Exit(1) from None
        _fail(error)
    if as_json:
        typer.echo("[]")
        return
    for notice in dataset.notices:
        typer.echo(f"note: {notice}")
    typer.echo(
        f"{dataset.name} {dataset.version}: no faults. {len(dataset.figures)} figures, {len(dataset.attestations)} attestations, "
        f"{len(dataset.sources)} sources, {len(dataset.places)} places, {len(dataset.regions)} regions."
    )


@app.command()
def version() -> None:
    """Print the version of koryo_geo."""
    from koryo_geo import __version__

    typer.echo(__version__)


def _fail(error: Exception) -> None:
    """Print an error as it words itself, and leave with code 1."""
    typer.echo(str(error), err=True)
    raise typer.Exit(1) from None
