"""What the signs of a map mean, in words, with unit, class method, limits and n."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koryo_geo.content.model import LegendItem, LegendStep
from koryo_geo.style import INK, LINE, RAMP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from koryo_geo.content.model import District
    from koryo_geo.language.texts import Text, Texts
    from koryo_geo.style import ClassBreak
    from koryo_geo.timeline.model import Timeline


def legend_items(texts: Texts, timeline: Timeline, *, unit: str, districts: Sequence[District] = ()) -> tuple[LegendItem, ...]:
    """List a map's legend.

    Parameters
    ----------
    texts : Texts
    timeline : Timeline
    unit : {"household", "person", "train"}
    districts : sequence of District
        The legend explains the ring if one of them has a position.
    """
    if timeline.kind == "regions":
        return _region_items(texts, timeline)
    return _flow_items(texts, timeline, unit, districts) if timeline.flows else ()


def _round(persons: int) -> int:
    """A round number of people, no more than there are: the legend draws the ribbon of so many at its true width."""
    return int(10 ** (len(str(persons)) - 1))


def _flow_items(texts: Texts, timeline: Timeline, unit: str, districts: Sequence[District]) -> tuple[LegendItem, ...]:
    persons = _round(sum(flow.persons for flow in timeline.flows))
    items = [
        LegendItem("mark", texts.say(f"legend_mark_{unit}"), INK),
        LegendItem("density", texts.say("legend_density"), INK),
        LegendItem("ribbon", texts.say("legend_ribbon", n=persons), RAMP[1], persons),
        LegendItem("line", texts.say("legend_rail"), LINE),
        LegendItem("dash", texts.say("legend_inferred"), LINE),
    ]
    if any(district.lat is not None for district in districts):
        items.append(LegendItem("ring", texts.say("legend_ring"), LINE))
    if any(flow.path is None for flow in timeline.flows):
        items.append(LegendItem("hollow", texts.say("legend_untraced"), INK))
    return tuple(items)


def _region_items(texts: Texts, timeline: Timeline) -> tuple[LegendItem, ...]:
    states = [state for moment in timeline.moments for state in moment.regions]
    items = [LegendItem("classes", texts.say("legend_persons"), steps=tuple(_step(texts, step) for step in timeline.classes))]
    if any(state.status == "known" and state.counted == "households" for state in states):
        items.append(LegendItem("square", texts.say("legend_households"), RAMP[0]))
    if any(state.status == "unknown" for state in states):
        items.append(LegendItem("hatch", texts.say("legend_unknown"), INK))
    if any(moment.moves for moment in timeline.moments):
        items.append(LegendItem("move", texts.say("legend_move"), INK))
    n = sum(state.class_ is not None for state in states)
    return (
        *items,
        LegendItem("fill", texts.say("legend_no_record"), "transparent"),
        LegendItem("strip", texts.say("legend_uncertain_border"), LINE),
        LegendItem("note", texts.say("legend_method", n=n), "transparent"),
    )


def _step(texts: Texts, step: ClassBreak) -> LegendStep:
    return LegendStep(step.color, int(step.min), _class_words(texts, step))


def _class_words(texts: Texts, step: ClassBreak) -> Text:
    """A class from its lower limit up to the next; numbers grouped as each language does."""
    if step.max is None:
        return texts.say("legend_class_top", n=int(step.min))
    return texts.say("legend_class", n=int(step.min), high=int(step.max) - 1)
