"""The pictures of the pages around the maps: drawn as a still is, but for the words, which the page says in its own languages."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from itertools import islice, permutations
from typing import TYPE_CHECKING, Any

from koryo_geo.content.blocks import PER_SIGN
from koryo_geo.content.land import point_km
from koryo_geo.export.still.frame import Pane, Room, near
from koryo_geo.export.still.journey import Journey
from koryo_geo.export.still.journey_drawing import JourneyDrawing
from koryo_geo.export.still.labels import Board, Label, Line, away, boxes_around
from koryo_geo.export.still.names import in_pixels
from koryo_geo.export.still.picture import scene_of
from koryo_geo.export.still.settlement import Settlement, SettlementDrawing
from koryo_geo.export.still.svg import Type, number, tag
from koryo_geo.html.pictures import Picture, Pictures, Word
from koryo_geo.language.catalogue import LOCALES
from koryo_geo.language.texts import in_language

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from koryo_geo.content.blocks import CountBlock
    from koryo_geo.content.model import MapContent
    from koryo_geo.export.still.frame import Box
    from koryo_geo.export.still.ground import Ground
    from koryo_geo.export.still.picture import Scene
    from koryo_geo.language.texts import Text, Texts

#: Width of the picture at which numbers, and names of lands and seas, are laid out: the narrowest at which they stand.
NARROW, WIDE = 320, 760

#: Sizes of words at these widths, in pixels, as ``templates/family.css`` sets them.
_NAME, _NUMBER, _LAND = 10.5, 13.0, 10.0

#: A picture is no flatter and no higher than this.
_RATIOS = (1.5, 2.6)

#: Up to so many dates of a map of regions.
_DATES = 6


def pictures_of(content: MapContent, texts: Texts) -> Pictures:
    """Draw the pictures of a map.

    Parameters
    ----------
    content : MapContent
    texts : Texts
        The dataset that it was made of, in the languages of the pages.
    """
    scene = scene_of(content, texts)
    return _of_flows(scene) if scene.timeline.kind == "flows" else _of_regions(scene)


def _of_flows(scene: Scene) -> Pictures:
    end, busiest = scene.film.stops[-1].day, _busiest(scene)
    whole = _Drawn(scene, (1200, 8), end)
    about = [persons for flow in scene.timeline.flows if flow.path is not None for persons in flow.trips.persons]
    say = scene.texts.say
    key: list[tuple[str, Text]] = [("outlined", say("index_outlined")), ("solid", say("index_solid"))]
    if about:
        key.append(("", say("still_cell", n=round(sum(about) / len(about)))))
    return Pictures("flows", whole.picture(), (_Drawn(scene, (480, 4), busiest).plain(_date(scene, busiest)),), tuple(key))


def _date(scene: Scene, day: int) -> Text:
    """A day of the map in words."""
    return scene.texts.date_words((dt.date.fromisoformat(scene.timeline.start) + dt.timedelta(days=day)).isoformat())


def _busiest(scene: Scene) -> int:
    """The first day of a stop on which the most people are under way."""
    return max((stop.day for stop in scene.film.stops), key=lambda day: (scene.timeline.at(day).totals.under_way, -day))


def _of_regions(scene: Scene) -> Pictures:
    moments = scene.timeline.moments
    last = len(moments) - 1
    shown = sorted({round(step * last / (_DATES - 1)) for step in range(_DATES)})
    parts = tuple(_Drawn(scene, (320, 4), moments[index].day).plain(scene.texts.date_words(moments[index].date)) for index in shown)
    whole = _Drawn(scene, (640, 7), moments[last].day)
    key: list[tuple[str, Text]] = []
    if any(block.sign == "people" for block in scene.content[last].blocks):
        key.append(("solid", scene.texts.say("still_block", n=PER_SIGN["people"])))
    if any(block.standing == "last" for block in scene.content[last].blocks):
        key.append(("pale", scene.texts.say("still_last")))
    return Pictures("regions", whole.picture(scene.texts.date_words(moments[last].date)), parts, tuple(key))


class _Drawn:
    """A moment drawn so many pixels wide, with a unit of so many."""

    def __init__(self, scene: Scene, size: tuple[int, float], day: int) -> None:
        self.scene, self.day = scene, day
        west, south, east, north = scene.film.whole
        self.ratio = round(min(max((east - west) / (north - south), _RATIOS[0]), _RATIOS[1]), 3)
        self.width, self.height, self.u = float(size[0]), size[0] / self.ratio, size[1]
        self.pane = self._pane(self.width)
        self.drawing = self._drawing()

    def _pane(self, width: float) -> Pane:
        edge = 0.03 * width
        box = (0.0, 0.0, width, width / self.ratio)
        return Pane.fit(self.scene.film.whole, (edge, edge, width - edge, width / self.ratio - edge), box)

    def _drawing(self) -> JourneyDrawing | SettlementDrawing:
        scene, box = self.scene, self.pane.box
        room = Room(self.width, self.height, self.u, upright=False, low=False, map_box=box, words=box)
        about: tuple[Any, ...] = (near([self.pane]), 0.8 / self.pane.scale)
        if scene.timeline.kind == "flows":
            journey = Journey(scene.texts, scene.timeline, scene.content, scene.projection, float(self.day), (), *about)
            return JourneyDrawing(journey, room, "en")
        index = max(scene.timeline.at(self.day).moment, 0)
        return SettlementDrawing(
            Settlement(scene.texts, scene.timeline, scene.content, scene.projection, index, *about), room, "en"
        )

    @property
    def ground(self) -> Ground:
        """The ground that is drawn."""
        return self.drawing.journey.ground if isinstance(self.drawing, JourneyDrawing) else self.drawing.settlement.ground

    def svg(self) -> str:
        """The drawing, hidden from who cannot see it: the page says what it shows."""
        size = f"0 0 {number(self.width)} {number(self.height)}"
        return tag("svg", self.drawing.marks(self.pane), viewBox=size, aria_hidden="true", focusable="false")

    def plain(self, date: Text = "") -> Picture:
        """The picture with no words but a date."""
        return Picture(self.svg(), self.ratio, date=date)

    def picture(self, date: Text = "") -> Picture:
        """The picture with its numbers and, where it is wide, the names of lands and seas around."""
        numbers = self._numbers()
        return Picture(self.svg(), self.ratio, (*numbers, *self._around(numbers)), date)

    def _board(self, width: float) -> Board:
        """What is taken on a picture so wide: the people."""
        pane = self._pane(width)
        board = Board((3.0, 3.0, width - 3, width / self.ratio - 3), 2.0)
        board.taken += [box for counted in self._counted(pane) for box in counted.boxes]
        return board

    def _counted(self, pane: Pane) -> list[_Counted]:
        """The units that have squares in a pane, and their numbers."""
        drawing = self.drawing
        if isinstance(drawing, SettlementDrawing):
            shown = [block for block in drawing.settlement.shown.blocks if block.signs and pane.shows(block.tip)]
            wholes = [block for block in shown if block.sign == "people" and not block.part_of and not block.place]
            return [_counted_block(self.scene.texts, block, pane) for block in wholes]
        return [
            found for index in range(len(drawing.journey.squares.blocks)) if (found := self._taken(drawing.journey, index, pane))
        ]

    def _taken(self, journey: Journey, index: int, pane: Pane) -> _Counted | None:
        """Those sent from a unit on a known way, or those who came to it."""
        block, half = journey.squares.blocks[index], journey.squares.side_km * pane.scale / 2
        spots = list(journey.drawn_squares(index)) or ([block.tip] if block.tip else [])
        flows = [flow for flow in journey.timeline.flows if flow.path is not None and getattr(flow, block.role) == block.unit]
        persons = sum(flow.persons for flow in flows)
        boxes = boxes_around([pane.px(spot) for spot in spots], half)
        return _Counted(boxes, block.unit, persons, self.scene.texts.say("amount", value=persons)) if boxes and persons else None

    def _numbers(self) -> tuple[Word, ...]:
        """A number at each block, in the order that leaves the fewest without room."""
        orders = islice(permutations(self._counted(self._pane(NARROW))), 120)
        return max((tuple(self._placed(order)) for order in orders), key=len, default=())

    def _placed(self, order: Sequence[_Counted]) -> Iterator[Word]:
        board = self._board(NARROW)
        for counted in order:
            word = Word(0, 0, 0, 0, "number", self._name(counted.unit), counted.value, counted.amount, counted.note)
            label = _label(word, 1.0)
            for point, share in _beside(counted.boxes, 2.0):
                box = label.box(point[0] - share[0] * label.width, point[1] - share[1] * label.height)
                if board.free(box):
                    board.take(box)
                    yield self._hung(word, point, share, NARROW)
                    break

    def _around(self, numbers: tuple[Word, ...]) -> Iterator[Word]:
        """Neighbours off the land of the map's own states, seas off all land."""
        board, pane = self._board(WIDE), self._pane(WIDE)
        for word in numbers:
            label = _label(word, 1.2)
            left, top = word.x / 100 * WIDE - word.across * label.width, word.y / 100 * WIDE / self.ratio - word.down * label.height
            board.take(label.box(left, top))
        land = self.ground.land.difference(self.ground.lakes)
        foreign = {"neighbour": in_pixels(self.ground.states, pane), "sea": in_pixels(land, pane)}
        for row in self.scene.texts.dataset.units:
            if row.level in foreign and row.label_lon is not None and row.label_lat is not None:
                spot = pane.px(point_km(self.scene.projection, row.label_lon, row.label_lat))
                text, note = _parted(self._name(row.unit))
                word = Word(0, 0, 0, 0, "sea" if row.level == "sea" else "land", text, note=note)
                label = _label(word, 1.2)
                if away(spot, board.frame) == 0 and (at := board.near(spot, label, 60.0, foreign[row.level])):
                    yield self._hung(word, (at[0] + label.width / 2, at[1] + label.height / 2), (0.5, 0.5), WIDE)

    def _hung(self, word: Word, point: tuple[float, float], share: tuple[float, float], width: float) -> Word:
        x, y = round(point[0] / width * 100, 2), round(point[1] / width * self.ratio * 100, 2)
        return replace(word, x=x, y=y, across=share[0], down=share[1])

    def _name(self, key: str) -> Text:
        unit = self.scene.texts.dataset.unit_by_key.get(key)
        return self.scene.texts.name(key, unit.name if unit else "")


@dataclass(frozen=True, slots=True)
class _Counted:
    """A unit with its squares in pixels, its number, and that number in words."""

    boxes: list[Box]
    unit: str
    value: int | None
    amount: Text
    note: Text = ""


def _counted_block(texts: Texts, block: CountBlock, pane: Pane) -> _Counted:
    side = block.side_km * pane.scale
    spots = [pane.px((x, y)) for x, y, _ in block.signs]
    boxes = [(x, y - side, x + side, y) for x, y in spots]
    note = texts.date_words(block.date) if block.standing == "last" else ""
    return _Counted(boxes, block.unit, block.value, _amount(texts, block), note)


def _amount(texts: Texts, block: CountBlock) -> Text:
    """A number as its source gives it."""
    known = {name: value for name in ("low", "high") if (value := getattr(block, name)) is not None}
    if block.value is None:
        return texts.say(f"amount_{'range' if len(known) == 2 else 'at_least' if 'low' in known else 'at_most'}", **known)
    if block.precision in ("about", "at_least", "at_most"):
        return texts.say(f"amount_{block.precision}", value=block.value, low=block.value, high=block.value)
    return texts.say("amount", value=block.value)


def _beside(boxes: list[Box], gap: float) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """Points at the sides of a block, the best first, each with the point of the words that hangs there."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    left, top, right, bottom = min(lefts) - gap, min(tops) - gap, max(rights) + gap, max(bottoms) + gap
    x, y = (left + right) / 2, (top + bottom) / 2
    yield (x, top), (0.5, 1)
    yield (x, bottom), (0.5, 0)
    yield (left, y), (1, 0.5)
    yield (right, y), (0, 0.5)
    for a, share in ((right, 1), (left, 0)):
        yield (a, top), (share, 1)
        yield (a, bottom), (share, 0)
    for b in (top, bottom):
        yield (left, b), (1, 0.5)
        yield (right, b), (0, 0.5)


def _label(word: Word, grown: float) -> Label:
    """The lines of a word, with room for the longest language of each."""
    first = _NAME if word.kind == "number" else _LAND
    lines = ((word.text, first), (word.amount, _NUMBER), (word.note, _LAND if word.kind == "number" else first))
    made = []
    for text, size in lines:
        face = Type(size * grown, bold=True)
        made += [Line(max(_spoken(text).values(), key=face.width), face)] if text else []
    return Label(tuple(made), "middle")


def _spoken(text: Text) -> Mapping[str, str]:
    """A text by language."""
    if isinstance(text, str):
        return {"": text}
    return {lang: in_language(text, lang) for lang in LOCALES} if "edtf" in text else text


def _parted(text: Text) -> tuple[Text, Text]:
    """A name's first line and its second: what follows a comma, or the second of two names."""
    parts = {lang: re.split(r"(?<= /) |, ", name, maxsplit=1) for lang, name in _spoken(text).items()}
    if isinstance(text, str):
        return parts[""][0], parts[""][-1] if len(parts[""]) > 1 else ""
    return {lang: part[0] for lang, part in parts.items()}, {lang: part[1] for lang, part in parts.items() if len(part) > 1} or ""
