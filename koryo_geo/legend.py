"""What the signs of a map mean, in words, with unit, class method, limits and n."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from koryo_geo import words
from koryo_geo.style import INK, LINE, RAMP

if TYPE_CHECKING:
    from koryo_geo.style import ClassBreak
    from koryo_geo.timeline import Timeline


def legend_items(timeline: Timeline, unit: str, lang: str = "en") -> list[dict[str, Any]]:
    """List a map's legend.

    Parameters
    ----------
    timeline : Timeline
    unit : {"household", "person", "train"}
    lang : str

    Returns
    -------
    list of dict
        Each with ``kind``, ``color`` and ``text``.
    """
    return _region_items(timeline, lang) if timeline.kind == "regions" else _flow_items(unit, lang)


def _flow_items(unit: str, lang: str) -> list[dict[str, Any]]:
    say = words.catalogue(lang).say
    return [
        {"kind": "mark", "color": INK, "text": say(f"legend_mark_{unit}")},
        {"kind": "ribbon", "color": RAMP[1], "text": say("legend_ribbon")},
        {"kind": "line", "color": LINE, "text": say("legend_rail")},
        {"kind": "dash", "color": LINE, "text": say("legend_inferred")},
    ]


def _region_items(timeline: Timeline, lang: str) -> list[dict[str, Any]]:
    catalogue = words.catalogue(lang)
    states = [state for moment in timeline.moments for state in moment.regions]
    n = sum(state.class_ is not None for state in states)
    items = [{"kind": "fill", "color": step.color, "text": _class_words(step, catalogue)} for step in timeline.classes]
    return [
        *items,
        {"kind": "square", "color": RAMP[0], "text": catalogue.say("legend_households")},
        {"kind": "hatch", "color": INK, "text": catalogue.say("legend_unknown")},
        {"kind": "fill", "color": "transparent", "text": catalogue.say("legend_no_record")},
        {"kind": "dash", "color": LINE, "text": catalogue.say("legend_uncertain_border")},
        {"kind": "note", "color": "transparent", "text": catalogue.say("legend_method", n=n)},
    ]


def _class_words(step: ClassBreak, catalogue: words.Catalogue) -> str:
    low = catalogue.number(int(step.min))
    if step.max is None:
        return catalogue.say("legend_class_top", low=low)
    return catalogue.say("legend_class", low=low, high=catalogue.number(int(step.max) - 1))
