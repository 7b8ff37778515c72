"""What the signs of a map mean, in words, with unit, class method, limits and n."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from koryo_geo.content.districts import named_parts
from koryo_geo.style import INK, LINE, RAMP

if TYPE_CHECKING:
    from koryo_geo.language.texts import Text, Texts
    from koryo_geo.style import ClassBreak
    from koryo_geo.timeline.model import Timeline


def legend_items(timeline: Timeline, unit: str, texts: Texts) -> list[dict[str, Any]]:
    """List a map's legend.

    Parameters
    ----------
    timeline : Timeline
    unit : {"household", "person", "train"}
    texts : Texts

    Returns
    -------
    list of dict
        Each with ``kind``, ``text`` and mostly ``color``; classes have ``steps``.
    """
    return _region_items(timeline, texts) if timeline.kind == "regions" else _flow_items(timeline, unit, texts)


def _round(persons: int) -> int:
    """A round number of people, no more than there are: the legend draws the ribbon of so many at its true width."""
    return int(10 ** (len(str(persons)) - 1))


def _flow_items(timeline: Timeline, unit: str, texts: Texts) -> list[dict[str, Any]]:
    if not timeline.flows:
        return []
    persons = _round(sum(flow.persons for flow in timeline.flows))
    items: list[dict[str, Any]] = [
        {"kind": "mark", "color": INK, "text": texts.say(f"legend_mark_{unit}")},
        {"kind": "density", "color": INK, "text": texts.say("legend_density")},
        {"kind": "ribbon", "color": RAMP[1], "text": texts.say("legend_ribbon", n=persons), "persons": persons},
        {"kind": "line", "color": LINE, "text": texts.say("legend_rail")},
        {"kind": "dash", "color": LINE, "text": texts.say("legend_inferred")},
    ]
    if any(unit.label_lat is not None for unit in named_parts(texts.dataset, timeline)):
        items.append({"kind": "ring", "color": LINE, "text": texts.say("legend_ring")})
    if any(flow.path is None for flow in timeline.flows):
        items.append({"kind": "hollow", "color": INK, "text": texts.say("legend_untraced")})
    return items


def _region_items(timeline: Timeline, texts: Texts) -> list[dict[str, Any]]:
    states = [state for moment in timeline.moments for state in moment.regions]
    n = sum(state.class_ is not None for state in states)
    moved = any(moment.moves for moment in timeline.moments)
    moves = [{"kind": "move", "color": INK, "text": texts.say("legend_move")}] if moved else []
    steps = [{"color": step.color, "from": int(step.min), "text": _class_words(step, texts)} for step in timeline.classes]
    households = any(state.status == "known" and state.counted == "households" for state in states)
    squares = [{"kind": "square", "color": RAMP[0], "text": texts.say("legend_households")}] if households else []
    unknown = any(state.status == "unknown" for state in states)
    hatching = [{"kind": "hatch", "color": INK, "text": texts.say("legend_unknown")}] if unknown else []
    return [
        {"kind": "classes", "steps": steps, "text": texts.say("legend_persons")},
        *squares,
        *hatching,
        *moves,
        {"kind": "fill", "color": "transparent", "text": texts.say("legend_no_record")},
        {"kind": "strip", "color": LINE, "text": texts.say("legend_uncertain_border")},
        {"kind": "note", "color": "transparent", "text": texts.say("legend_method", n=n)},
    ]


def _class_words(step: ClassBreak, texts: Texts) -> Text:
    """A class from its lower limit up to the next; numbers grouped as each language does."""
    if step.max is None:
        return texts.say("legend_class_top", n=int(step.min))
    return texts.say("legend_class", n=int(step.min), high=int(step.max) - 1)
