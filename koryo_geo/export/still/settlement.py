"""The still of a map of regions: blocks of squares and houses, hatching where the number is not known, moves on numbered arrows."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from koryo_geo.content.land import middle_of, point_km
from koryo_geo.export.still.furniture import house
from koryo_geo.export.still.ground import INKS, Ground
from koryo_geo.export.still.labels import Board, Label, Line, Plate, drawn
from koryo_geo.export.still.names import Names, in_pixels, outside
from koryo_geo.export.still.svg import Type, tag, text_line
from koryo_geo.language.catalogue import catalogue, date_in_words
from koryo_geo.style import PALETTE
from koryo_geo.timeline.levels import STATES

if TYPE_CHECKING:
    from koryo_geo.content.blocks import CountBlock, Hatching, MomentBlocks
    from koryo_geo.content.views import View
    from koryo_geo.export.still.frame import Box, Pane, Room
    from koryo_geo.export.still.labels import Sheet
    from koryo_geo.language.texts import Texts
    from koryo_geo.style import Projection
    from koryo_geo.timeline.model import Moment, MoveState, Timeline

#: Colours of a map of regions: no fill tells a number; a tint says that a part was counted.
_WHOLE, _COUNTED, _PALE, _PALE_GROUND, _PALE_INK = (
    PALETTE[name] for name in ("subject", "counted", "pale", "subject", "pale-text")
)


@dataclass(frozen=True)
class Settlement:
    """What a map of regions shows at one of its moments."""

    texts: Texts
    timeline: Timeline
    moments: tuple[MomentBlocks, ...]
    projection: Projection
    index: int
    near: View
    grain_km: float

    @property
    def shown(self) -> MomentBlocks:
        """The blocks and hatchings of the moment."""
        return self.moments[self.index]

    @property
    def moment(self) -> Moment:
        """The moment of the timeline."""
        return self.timeline.moments[self.index]

    @cached_property
    def ground(self) -> Ground:
        """The ground of the moment's borders; wholes first, then the parts that lie on them."""
        regions = {row.region: row for row in self.texts.dataset.regions}
        held = [(block.unit, regions[block.region]) for block in self.shown.blocks if not block.place]
        held += [(row.unit, regions[row.region]) for row in self.shown.hatchings]
        wholes = {unit: _WHOLE for unit, region in held if region.level in STATES}
        counted = {block.unit for block in self.shown.blocks if block.standing == "counted" and not block.place}
        parts = {unit: _COUNTED if unit in counted else _WHOLE for unit, region in held if region.level not in STATES}
        return Ground(self.texts.dataset, self.projection, self.moment.boundaries, {**wholes, **parts}, self.near, self.grain_km)


@dataclass(frozen=True)
class SettlementDrawing:
    """Draws a settlement into a pane."""

    settlement: Settlement
    room: Room
    lang: str

    def pane(self, pane: Pane, sheet: Sheet) -> str:
        """Draw a pane."""
        u, shown, ground = self.room.u, self.settlement.shown, self.settlement.ground
        edge = 0.6 * u
        faded = 0 if self.room.upright or self.room.column else 1.6 * u
        board = Board(
            (pane.box[0] + edge, pane.box[1] + edge, pane.box[2] - edge, pane.box[3] - edge - faded), 0.35 * u, list(sheet.taken)
        )
        names = Names(self.settlement.texts, self.lang, self.room, ground)
        board.taken += [self._covers(block, pane) for block in shown.blocks if block.signs]
        moves = self._moves(pane, board)
        labels = [self._number(block, pane, board, names, sheet) for block in shown.blocks]
        hatched = [self._named(row, pane, board, names) for row in shown.hatchings]
        dots = [self._dot(block, pane) for block in shown.blocks if block.place]
        skip = [*(block.unit for block in shown.blocks if not block.place), *(row.unit for row in shown.hatchings)]
        abroad = names.neighbours(pane, board, skip)
        hatching = [self._hatched(row, pane) for row in shown.hatchings]
        marks = [self._block(block, pane) for block in shown.blocks]
        return "".join([ground.svg(pane, u), *hatching, abroad, *marks, *dots, moves, *hatched, *labels])

    def marks(self, pane: Pane) -> str:
        """Draw a pane without its words and moves; the hatching refers to the patterns ``hatch`` and ``hatch-earlier``."""
        shown = self.settlement.shown
        hatching = [self._hatched(row, pane) for row in shown.hatchings]
        dots = [self._dot(block, pane) for block in shown.blocks if block.place]
        return "".join(
            [self.settlement.ground.svg(pane, self.room.u), *hatching, *(self._block(b, pane) for b in shown.blocks), *dots]
        )

    def _hatched(self, row: Hatching, pane: Pane) -> str:
        pattern = "hatch" if row.now else "hatch-earlier"
        ground = self.settlement.ground
        return ground.filled([ground.polygon(row.unit).difference(ground.lakes)], pane, f"url(#{pattern})")

    def _covers(self, block: CountBlock, pane: Pane) -> Box:
        """The ground of a block with its foot line, in pixels."""
        spots = [pane.px((x, y)) for x, y, _ in block.signs]
        side = block.side_km * pane.scale
        xs, ys = zip(*spots, strict=True)
        return min(xs), min(ys) - side, max(xs) + side, max(ys) + 0.5 * self.room.u

    def _block(self, block: CountBlock, pane: Pane) -> str:
        """Squares or houses from the foot; the last count of an earlier date is pale, in a dashed frame."""
        if not block.signs:
            return ""
        pale = block.standing == "last"
        signs = [self._sign(block, index, pane) for index in range(len(block.signs))]
        return (self._frame(block, pane) if pale else "") + "".join(signs) + ("" if pale else self._foot_line(block, pane))

    def _sign(self, block: CountBlock, index: int, pane: Pane) -> str:
        x, y, fill = block.signs[index]
        left, foot = pane.px((x, y))
        side = block.side_km * pane.scale
        if block.sign == "houses":
            return house(left, foot, side, fill)
        ink = _PALE if block.standing == "last" else INKS.people
        solid = min(max(block.filled - index, 0.0), fill)
        parts = [tag("rect", x=left, y=foot - side * solid, width=side, height=side * solid, fill=ink)] if solid > 0 else []
        if solid < fill:
            box: dict[str, Any] = {"x": left, "y": foot - side * fill, "width": side, "height": side * (fill - solid)}
            parts.append(tag("rect", **box, fill="none", stroke=ink, stroke_width=max(side * 0.09, 0.5)))
        return "".join(parts)

    def _frame(self, block: CountBlock, pane: Pane) -> str:
        left, top, right, bottom = self._covers(block, pane)
        pad, foot = 0.2 * self.room.u, bottom - 0.5 * self.room.u
        return tag(
            "rect",
            x=left - pad,
            y=top - pad,
            width=right - left + 2 * pad,
            height=foot - top + 2 * pad,
            fill=_PALE_GROUND,
            stroke=INKS.people,
            stroke_width=0.1 * self.room.u,
            stroke_dasharray=f"{0.3 * self.room.u:.1f} {0.22 * self.room.u:.1f}",
        )

    def _foot_line(self, block: CountBlock, pane: Pane) -> str:
        """How exact a number is, in a line: solid, broken for a rounded one, running on to an arrowhead for "at least"."""
        u = self.room.u
        left, _, right, bottom = self._covers(block, pane)
        y, end = bottom - 0.2 * u, right + (1.1 * u if block.precision == "at_least" else 0)
        dash = f"{0.4 * u:.1f} {0.25 * u:.1f}" if block.precision == "about" else None
        line = tag("line", x1=left, y1=y, x2=end, y2=y, stroke=INKS.people, stroke_width=0.14 * u, stroke_dasharray=dash)
        return line + (self._head((end, y), 0.0, INKS.people) if block.precision == "at_least" else "")

    def _head(self, tip: tuple[float, float], angle: float, ink: str) -> str:
        """An arrowhead at a tip; the angle is in degrees clockwise from the east."""
        size = 0.9 * self.room.u
        turn = f"translate({tip[0]:.1f} {tip[1]:.1f}) rotate({angle:.0f})"
        return tag("path", d=f"M0 0L{-size:.1f} {-size * 0.42:.1f}V{size * 0.42:.1f}z", fill=ink, transform=turn)

    def _dot(self, block: CountBlock, pane: Pane) -> str:
        x, y = pane.px(block.tip)
        return tag("circle", cx=x, cy=y, r=0.32 * self.room.u, fill=INKS.text) if pane.shows(block.tip) else ""

    def _number(self, block: CountBlock, pane: Pane, board: Board, names: Names, sheet: Sheet) -> str:
        """Name and number on the block's own land; else at its side, as far as that reaches; else on a plate with a leader."""
        if not pane.shows(block.tip):
            return ""
        u, label = self.room.u, self._label(block, names)
        box = self._covers(block, pane) if block.signs else (*pane.px(block.tip), *pane.px(block.tip))
        middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
        start = (middle[0], box[1] - label.height / 2 - 0.5 * u)
        at = board.near(start, label, 3 * u, self._foreign(block, pane)) or board.beside(box, label, 0.5 * u)
        if at is None:
            sheet.plates.append(Plate(label, middle))
            return ""
        return drawn(label, at)

    def _label(self, block: CountBlock, names: Names) -> Label:
        u, last = self.room.u, block.standing == "last"
        small = Type(max(1.05 * u, 11.0), ink=_PALE_INK if last else INKS.soft, italic=last)
        face = Type(max(1.75 * u, 14.0), "serif", bold=True, ink=_PALE_INK if last else INKS.text)
        name = Type(max(1.2 * u, 12.0), ink=_PALE_INK if last else INKS.text)
        lines = [Line(names.name(block.place or block.unit), name), Line(self._figure(block), face)]
        return Label((*lines, *(Line(text, small) for text in self._more(block))), "middle")

    def _figure(self, block: CountBlock) -> str:
        """The number as its source gives it, with its unit where it is not people."""
        say = catalogue(self.lang)
        if block.value is None:
            numbers = {name: say.number(value) for name, value in (("low", block.low), ("high", block.high)) if value is not None}
            key = "range" if len(numbers) == 2 else "at_least" if "low" in numbers else "at_most"
            return say.say(f"amount_{key}", **numbers)
        number = say.say("households", n=block.value) if block.sign == "houses" else say.number(block.value)
        if block.precision in ("about", "at_least", "at_most"):
            return say.say(f"amount_{block.precision}", value=number, low=number, high=number)
        return number

    def _more(self, block: CountBlock) -> list[str]:
        say, date = catalogue(self.lang), date_in_words(self.settlement.moment.date, self.lang)
        return [
            text
            for text, is_so in (
                (date_in_words(block.date, self.lang), block.standing == "last"),
                (say.say("still_not_known_then", date=date), block.not_known_now),
                (say.say("still_of_these"), bool(block.part_of)),
                (say.say("still_outside"), block.mostly_outside),
            )
            if is_so
        ]

    def _foreign(self, block: CountBlock, pane: Pane) -> Any:
        """Where a number may not stand: on all land but its unit's own and that of the wholes around it."""
        from shapely import union_all

        ground = self.settlement.ground
        own = [unit for unit in (block.unit, *self._kin(block.unit)) if unit in ground.regions]
        land = ground.states.union(ground.abroad)
        marked = [ground.polygon(unit) for unit in ground.tints if unit not in own and ground.regions[unit].level not in STATES]
        free = union_all([ground.polygon(unit) for unit in own]).buffer(2 * ground.grain_km)
        inner = (
            union_all(marked).difference(ground.polygon(block.unit)) if marked and block.unit not in self._held(ground) else None
        )
        rest = land.difference(free)
        return in_pixels(rest.union(inner.buffer(-2 * ground.grain_km)) if inner else rest, pane)

    def _held(self, ground: Ground) -> set[str]:
        """Units that hold a marked part: their own number may stand on it."""
        return {holder for unit in ground.tints for holder in self._kin(unit)}

    def _kin(self, unit: str) -> set[str]:
        found, units = set(), self.settlement.texts.dataset.unit_by_key
        while unit := units[unit].parent:
            found.add(unit)
        return found

    def _named(self, row: Hatching, pane: Pane, board: Board, names: Names) -> str:
        """The name of a hatched unit on its own land, and when it was named, if that is not this moment."""
        from shapely import box

        u, seen = self.room.u, self.settlement.ground.polygon(row.unit).intersection(box(*pane.view))
        if seen.is_empty:
            return ""
        land = outside(seen, pane)
        for label in self._name_labels(row, names):
            if at := board.near(pane.px(middle_of(seen)), label, 14 * u, land):
                return drawn(label, at, _WHOLE)
        return ""

    def _name_labels(self, row: Hatching, names: Names) -> list[Label]:
        """Ways to write the name, the fullest first: with the date of an earlier mention, in one line or two, then without."""
        u, words, name = self.room.u, "", names.name(row.unit)
        if not row.now:
            words = catalogue(self.lang).say("still_named", date=date_in_words(row.named, self.lang))
        face, small = Type(max(1.1 * u, 11.0), ink=INKS.text), Type(max(0.95 * u, 10.0), italic=True, ink=INKS.soft)
        whole, parted = [Line(name, face)], [Line(part, face) for part in name.rsplit(" ", 1)]
        dated = [Line(part, small) for part in (words,) if part]
        parts = [Line(part, small) for part in words.split(" ", 1) if part]
        ways = (whole + dated, parted + parts, whole, parted)
        return [Label(tuple(lines), "middle") for lines in ways]

    def _moves(self, pane: Pane, board: Board) -> str:
        """Arrows with a numbered ring, for moves of which both ends are known."""
        parts = []
        for index, move in enumerate(self.settlement.moment.moves):
            if move.origin and move.destination:
                parts.append(self._arrow(move, index + 1, pane, board))
        return "".join(parts)

    def _arrow(self, move: MoveState, number: int, pane: Pane, board: Board) -> str:
        u, projection = self.room.u, self.settlement.projection
        start, end = (pane.px(point_km(projection, *spot)) for spot in (move.origin or (0, 0), move.destination or (0, 0)))
        across, up = end[0] - start[0], end[1] - start[1]
        bend = ((start[0] + end[0]) / 2 + up * 0.16, (start[1] + end[1]) / 2 - across * 0.16)
        ring = ((start[0] + 2 * bend[0] + end[0]) / 4, (start[1] + 2 * bend[1] + end[1]) / 4)
        board.take((ring[0] - u, ring[1] - u, ring[0] + u, ring[1] + u))
        face = Type(max(1.1 * u, 10.0), bold=True, ink=INKS.people)
        dash = None if move.status == "known" else f"{0.5 * u:.1f} {0.35 * u:.1f}"
        way = f"M{start[0]:.1f} {start[1]:.1f}Q{bend[0]:.1f} {bend[1]:.1f} {end[0]:.1f} {end[1]:.1f}"
        return "".join(
            [
                tag("path", d=way, fill="none", stroke=INKS.text, stroke_width=0.15 * u, stroke_dasharray=dash),
                tag("circle", cx=start[0], cy=start[1], r=0.26 * u, fill=INKS.text),
                self._head(end, math.degrees(math.atan2(end[1] - bend[1], end[0] - bend[0])), INKS.text),
                tag("circle", cx=ring[0], cy=ring[1], r=0.95 * u, fill=INKS.plate, stroke=INKS.people, stroke_width=0.12 * u),
                text_line(str(number), (ring[0], ring[1] + face.size * 0.36), face, anchor="middle"),
            ]
        )

    def notes(self) -> tuple[str, ...]:
        """The moves in words, with the numbers of their rings; those without a line too."""
        from koryo_geo.language.texts import in_language

        say, told = catalogue(self.lang), []
        for index, move in enumerate(self.settlement.moment.moves):
            key = "households" if move.counted == "households" else "people"
            count = say.say("number_not_known") if move.value is None else say.say(key, n=move.value)
            told.append(f"({index + 1}) {say.say('move_line', count=count, label=in_language(move.label, self.lang))}")
        return (";  ".join(told),) if told else ()
