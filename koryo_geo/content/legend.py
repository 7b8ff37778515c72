"""What the signs of a map mean, in words, with unit, class method, limits and n."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koryo_geo.content.blocks import PER_SIGN
from koryo_geo.content.model import LegendItem
from koryo_geo.style import INK, LINE, RAMP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from koryo_geo.content.blocks import MomentBlocks
    from koryo_geo.content.model import District
    from koryo_geo.language.texts import Texts
    from koryo_geo.timeline.model import Timeline


def legend_items(
    texts: Texts, timeline: Timeline, *, unit: str, districts: Sequence[District] = (), blocks: Sequence[MomentBlocks] = ()
) -> tuple[LegendItem, ...]:
    """List a map's legend.

    Parameters
    ----------
    texts : Texts
    timeline : Timeline
    unit : {"household", "person", "train"}
    districts : sequence of District
        The legend explains the ring if one of them has a position.
    blocks : sequence of MomentBlocks
        What a map of regions draws.
    """
    if timeline.kind == "regions":
        return _region_items(texts, blocks)
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


def _region_items(texts: Texts, moments: Sequence[MomentBlocks]) -> tuple[LegendItem, ...]:
    """The signs that a map of regions uses at some moment, and no other."""
    blocks = [block for moment in moments for block in moment.blocks]
    hatchings = [row for moment in moments for row in moment.hatchings]
    hatched = "legend_unknown_earlier" if any(not row.now for row in hatchings) else "legend_unknown"
    rough = any(block.precision != "exact" for block in blocks)
    items = {
        "people": (any(block.sign == "people" for block in blocks), texts.say("still_block", n=PER_SIGN["people"])),
        "house": (any(block.sign == "houses" for block in blocks), texts.say("still_house", n=PER_SIGN["houses"])),
        "last": (any(block.standing == "last" for block in blocks), texts.say("still_last")),
        "part": (any(block.part_of for block in blocks), texts.say("legend_part")),
        "hatch": (
            bool(hatchings),
            texts.say(hatched),
        ),
        "precision": (rough, texts.say("legend_precision")),
        "strip": (any(row.uncertain for row in texts.dataset.regions), texts.say("legend_uncertain_border")),
    }
    signs = tuple(LegendItem(kind, text) for kind, (is_used, text) in items.items() if is_used)
    return (*signs, LegendItem("note", texts.say("legend_nothing_held")))
