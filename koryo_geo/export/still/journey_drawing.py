"""The still of a map of flows: squares on their own land, trains on their way, numbers at their land."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from koryo_geo.data.attestations import amount
from koryo_geo.export.still.ground import INKS
from koryo_geo.export.still.labels import Board, Label, Line, Plate, away, boxes_around, drawn
from koryo_geo.export.still.measure import wrapped
from koryo_geo.export.still.names import Names, in_pixels
from koryo_geo.export.still.svg import Type, tag
from koryo_geo.language.catalogue import catalogue
from koryo_geo.language.texts import in_language

if TYPE_CHECKING:
    from koryo_geo.content.squares import Block
    from koryo_geo.export.still.frame import Box, Pane, Room
    from koryo_geo.export.still.journey import Journey
    from koryo_geo.export.still.labels import Sheet
    from koryo_geo.language.texts import Texts


def _held_by(texts: Texts, unit: str) -> list[str]:
    """The units that a unit is part of, but for the union of all: its name is the one around them."""
    found = []
    while unit := texts.dataset.unit_by_key[unit].parent:
        found.append(unit)
    return [unit for unit in found if texts.dataset.unit_by_key[unit].level != "union"]


def _middle(block: Block) -> tuple[float, float]:
    """Where a leader to a block ends: at the square nearest to the middle of all, in map kilometres."""
    spots = block.squares or ((block.tip,) if block.tip else ((0.0, 0.0),))
    x, y = (sum(values) / len(spots) for values in zip(*spots, strict=True))
    return min(spots, key=lambda spot: math.hypot(spot[0] - x, spot[1] - y))


@dataclass(frozen=True)
class JourneyDrawing:
    """Draws a journey into a pane."""

    journey: Journey
    room: Room
    lang: str

    def pane(self, pane: Pane, sheet: Sheet) -> str:
        """Draw a pane."""
        u, journey = self.room.u, self.journey
        edge = 0.6 * u
        faded = 0 if self.room.upright else 1.6 * u
        inner = (pane.box[0] + edge, pane.box[1] + edge, pane.box[2] - edge, pane.box[3] - edge - faded)
        board = Board(inner, 0.35 * u, list(sheet.taken))
        side = self.journey.squares.side_km * pane.scale
        for index in range(len(journey.squares.blocks)):
            board.taken += boxes_around([pane.px(square) for square in journey.drawn_squares(index)], side / 2)
        trains = self._train_side(pane)
        board.taken += boxes_around([pane.px(point) for point, _ in journey.trains], trains * 0.6)
        names = Names(journey.texts, self.lang, self.room, journey.ground)
        numbers = self._numbers(pane, board, names, sheet)
        places = names.places(journey.stops, journey.rings, pane, board, sheet.taken)
        units = [unit for block in journey.squares.blocks for unit in (block.unit, *_held_by(journey.texts, block.unit))]
        abroad = names.neighbours(pane, board, units)
        return "".join(
            [
                self._land(pane),
                abroad,
                self._squares(pane),
                self._trains(pane, trains),
                names.unit_rings(journey.rings, pane),
                places,
                numbers,
            ]
        )

    def marks(self, pane: Pane) -> str:
        """Draw a pane without its words."""
        return "".join([self._land(pane), self._squares(pane), self._trains(pane, self._train_side(pane))])

    def _land(self, pane: Pane) -> str:
        u, journey = self.room.u, self.journey
        ways = [journey.ground.line(pane, way, INKS.line, 0.2 * u) for way in journey.ways]
        passed = [journey.ground.line(pane, journey.passed(index), INKS.passed, 0.62 * u) for index in range(len(journey.ways))]
        return "".join([journey.ground.svg(pane, u), tag("g", passed, opacity=0.6, stroke_linejoin="round"), *dict.fromkeys(ways)])

    def _squares(self, pane: Pane) -> str:
        """Filled where people stand, outlined where they stood; dashed and hollow where their way is not known."""
        journey, side = self.journey, self.journey.squares.side_km * pane.scale
        parts = []
        for number, block in enumerate(journey.squares.blocks):
            for index, square in enumerate(block.squares):
                if pane.shows(square, -side):
                    full = journey.taken[number][index]
                    untraced = (number, index) in journey.untraced_squares
                    parts.append(self._square(pane.px(square), side, block.role, full=full, untraced=untraced))
        return "".join(parts)

    @staticmethod
    def _square(spot: tuple[float, float], side: float, role: str, *, full: bool, untraced: bool) -> str:
        x, y = spot[0] - side / 2, spot[1] - side / 2
        stroke = max(side * 0.09, 0.5)
        if full and not untraced:
            return tag("rect", x=x, y=y, width=side, height=side, fill=INKS.people)
        if role == "destination":
            return ""
        return tag(
            "rect",
            x=x + stroke / 2,
            y=y + stroke / 2,
            width=side - stroke,
            height=side - stroke,
            fill="none",
            stroke=INKS.people,
            stroke_width=stroke,
            stroke_opacity=None if full else 0.5,
            stroke_dasharray=f"{side * 0.22:.1f} {side * 0.16:.1f}" if full and untraced else None,
        )

    def _train_side(self, pane: Pane) -> float:
        return min(max(self.journey.squares.side_km * pane.scale, 5.0, 0.5 * self.room.u), 4 * self.room.u)

    def _trains(self, pane: Pane, side: float) -> str:
        edge = max(0.1 * self.room.u, 0.5)
        parts = []
        for point, angle in self.journey.trains:
            if pane.shows(point, -side):
                x, y = pane.px(point)
                parts.append(
                    tag(
                        "rect",
                        x=-side / 2,
                        y=-side / 2,
                        width=side,
                        height=side,
                        fill=INKS.people,
                        stroke=INKS.paper,
                        stroke_width=edge,
                        transform=f"translate({x:.1f} {y:.1f}) rotate({-angle:.0f})",
                    )
                )
        return "".join(parts)

    def _numbers(self, pane: Pane, board: Board, names: Names, sheet: Sheet) -> str:
        """A number at each land, those who are under way, and those whose way is not known."""
        parts = []
        for index, block in enumerate(self.journey.squares.blocks):
            persons, words = self.journey.counts(block)
            nobody_yet = words == "total_arrived" and not persons
            if block.unit in sheet.told or nobody_yet or not self._is_seen(block, pane):
                continue
            sheet.told.add(block.unit)
            label = self._label(names, persons, words, index)
            if found := self._number(pane, board, block, label):
                parts.append(found)
            else:
                tip = pane.px(_middle(block))
                board.take((tip[0] - 0.2 * self.room.u, tip[1], tip[0] + 0.2 * self.room.u, pane.box[3]))
                sheet.plates.append(Plate(label, tip))
        return "".join([*parts, self._under_way(pane, board, sheet.told), self._untraced(pane, board, sheet)])

    def _is_seen(self, block: Block, pane: Pane) -> bool:
        spots = block.squares or ((block.tip,) if block.tip else ())
        return sum(pane.shows(spot) for spot in spots) * 2 > len(spots)

    def _label(self, names: Names, persons: int, words: str, index: int) -> Label:
        """Name, number, and what it is a number of; where all have been taken away that is said, and no nought stands."""
        u, say = self.room.u, catalogue(self.lang)
        block = self.journey.squares.blocks[index]
        every = sum(flow.persons for flow in self.journey.timeline.flows if flow.origin == block.unit)
        small = Type(max(1.15 * u, 11.0), ink=INKS.soft)
        head = Line(names.name(block.unit), Type(max(1.35 * u, 12.0), bold=True, ink=INKS.soft))
        if block.role == "origin" and not persons:
            gone = wrapped(say.say("still_all_left", n=every), 15 * u / small.size, "sans")
            stayed = [part for key in block.remained for part in wrapped(self._remained(key, names), 15 * u / small.size, "sans")]
            return Label((head, *(Line(part, small) for part in [*gone, *stayed])), "middle")
        return Label((head, self._figure(persons), Line(say.say(words), small)), "middle")

    def _remained(self, key: str, names: Names) -> str:
        """Who remained, by the first source that says so."""
        dataset, say = self.journey.texts.dataset, catalogue(self.lang)
        words, values = amount(dataset.attestations_of[key][0])
        figure = dataset.figure_by_key[key]
        return say.say("still_remained", amount=say.say(words, **values), place=names.name(figure.unit))

    def _figure(self, persons: int) -> Line:
        return Line(catalogue(self.lang).number(persons), Type(max(2.3 * self.room.u, 16.0), "serif", bold=True, ink=INKS.people))

    def _number(self, pane: Pane, board: Board, block: Block, label: Label) -> str:
        """Stand a number above its squares or around them, on no other land; with a leader where that is far."""
        index = self.journey.squares.blocks.index(block)
        spots = [pane.px(square) for square in self.journey.drawn_squares(index)] or [pane.px(block.tip or (0.0, 0.0))]
        side = self.journey.squares.side_km * pane.scale / 2
        box = (
            min(x for x, _ in spots) - side,
            min(y for _, y in spots) - side,
            max(x for x, _ in spots) + side,
            max(y for _, y in spots) + side,
        )
        middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
        reach = math.hypot(box[2] - box[0], box[3] - box[1]) / 2 + 14 * self.room.u
        foreign = self._foreign(block, pane)
        at = board.near((middle[0], box[1] - label.height / 2 - 0.6 * self.room.u), label, reach, foreign)
        if at is None:
            return ""
        covers = label.box(*at)
        near = min(away(spot, covers) for spot in spots)
        tip = min(spots, key=lambda spot: away(spot, covers))
        return (self._leader(covers, tip) if near > 2.2 * self.room.u else "") + drawn(label, at)

    def _leader(self, box: Box, tip: tuple[float, float]) -> str:
        start = (min(max(tip[0], box[0]), box[2]), min(max(tip[1], box[1]), box[3]))
        width = max(0.12 * self.room.u, 0.8)
        return tag("line", x1=start[0], y1=start[1], x2=float(tip[0]), y2=float(tip[1]), stroke=INKS.text, stroke_width=width)

    def _foreign(self, block: Block, pane: Pane) -> Any:
        """Where a unit's number may not stand: on all land but its own."""
        ground = self.journey.ground
        land = ground.states.union(ground.abroad)
        own = ground.polygon(block.unit).buffer(2 * ground.grain_km) if block.unit in ground.regions else None
        return in_pixels(land.difference(own) if own else land, pane)

    def _under_way(self, pane: Pane, board: Board, told: set[str]) -> str:
        """How many are under way, near the middle of their trains."""
        persons = self.journey.timeline.at(self.journey.day).totals.under_way
        seen = sorted(pane.px(point) for point, _ in self.journey.trains if pane.shows(point))
        if not persons or "under way" in told or len(seen) * 2 < len(self.journey.trains):
            return ""
        told.add("under way")
        small = Type(max(1.15 * self.room.u, 11.0), ink=INKS.soft)
        label = Label((self._figure(persons), Line(catalogue(self.lang).say("total_under_way"), small)), "middle")
        x, y = seen[len(seen) // 2]
        ground = self.journey.ground
        at = board.near((x, y - 5 * self.room.u), label, 22 * self.room.u, in_pixels(ground.abroad, pane))
        return drawn(label, at) if at else ""

    def _untraced(self, pane: Pane, board: Board, sheet: Sheet) -> str:
        """Those who were sent off and whose way is not known: below the date, or, on an upright screen, below the map."""
        persons = self.journey.timeline.at(self.journey.day).totals.untraced
        if not persons or "untraced" in sheet.told:
            return ""
        sheet.told.add("untraced")
        u, say = self.room.u, catalogue(self.lang)
        flow = next(flow for flow in self.journey.timeline.flows if flow.path is None)
        face = Type(max(1.15 * u, 11.0), ink=INKS.soft)
        roomy = not (self.room.upright or self.room.low)
        words = wrapped(in_language(flow.label, self.lang), (16 if roomy else 9 if self.room.low else 11) * u / face.size, "sans")
        words += [say.say("total_untraced")] if roomy else []
        label = Label((self._figure(persons), *(Line(part, face) for part in words)), indent=0 if self.room.upright else 1.8 * u)
        spot = (3 * u + label.width / 2, 9.5 * u)
        off_land = self._at_sea(pane, board, label) if self.room.low else None
        at = off_land or (None if self.room.upright else board.near(spot, label, 30 * u))
        if at is None:
            sheet.plates.append(Plate(label, None))
            return ""
        side = 1.3 * u
        square = self._square((at[0] + side / 2, at[1] + 1.5 * u), side, "origin", full=True, untraced=True)
        return square + drawn(label, at)

    def _at_sea(self, pane: Pane, board: Board, label: Label) -> tuple[float, float] | None:
        """Room off all land: a low screen has none below its date."""
        ground = self.journey.ground
        left, top, right, bottom = board.frame
        middle = ((left + right) / 2, (top + bottom) / 2)
        return board.near(middle, label, right - left, in_pixels(ground.states.union(ground.abroad), pane))

    def locator(self, pane: Pane) -> str:
        """The whole map, small: where the view is, and, while anybody waits, those who do."""
        u, side = self.room.u, max(self.journey.squares.side_km * pane.scale, 0.8)
        ways = [self.journey.ground.line(pane, way, INKS.line, 0.1 * u) for way in dict.fromkeys(map(tuple, self.journey.ways))]
        squares = [
            self._square(pane.px(square), side, block.role, full=full, untraced=False)
            for block, stands in zip(self.journey.squares.blocks, self.journey.taken, strict=True)
            for square, full in zip(block.squares, stands, strict=True)
            if full
        ]
        return "".join([self.journey.ground.svg(pane, u * 0.5), *ways, *squares])
