"""How places that no railway in use touches were reached."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from koryo_geo.timeline import routing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from koryo_geo.language.texts import Texts


def ways_data(texts: Texts, places: Iterable[str], year: str) -> dict[str, Any]:
    """How places that no railway in use touches were reached, as plain data for cards and tables.

    Parameters
    ----------
    texts : Texts
    places : iterable of str
    year : str
        When the lines were in use.

    Returns
    -------
    dict
        ``places``, each with the state of its ``rail`` and the keys of its ``lines``; ``lines`` with name, mode and certainty; and
        ``rail``, the words for each state. Empty when every place has a railway, or no line at all.
    """
    found = {place: access for place in places if (access := routing.access(texts.dataset, place)).lines}
    lines = {line.line: line for access in found.values() for line in access.lines}
    if not found:
        return {}
    return {
        "places": {place: {"rail": access.rail, "lines": [line.line for line in access.lines]} for place, access in found.items()},
        "lines": {
            key: {"name": texts.of("lines", key, "name", line.name), "mode": line.mode, "certainty": line.certainty}
            for key, line in lines.items()
        },
        "rail": {state: texts.say(f"record_rail_{state}", year=year) for state in sorted({one.rail for one in found.values()})},
    }
