"""From a dataset, a map and a moment to a picture."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from html import escape
from typing import TYPE_CHECKING, Any

from koryo_geo.content.build import content_of
from koryo_geo.content.views import holds
from koryo_geo.data.attestations import short_citation
from koryo_geo.data.dataset import check_dataset
from koryo_geo.data.dates import day_number
from koryo_geo.errors import KoryoError, did_you_mean
from koryo_geo.export.still.frame import Pane, Room, near
from koryo_geo.export.still.furniture import Words, date_box, lay_out, scale_bar
from koryo_geo.export.still.ground import INKS
from koryo_geo.export.still.journey import Journey
from koryo_geo.export.still.journey_drawing import JourneyDrawing
from koryo_geo.export.still.labels import Sheet
from koryo_geo.export.still.settlement import Settlement, SettlementDrawing
from koryo_geo.export.still.svg import number, tag
from koryo_geo.language.catalogue import catalogue, date_in_words
from koryo_geo.language.texts import Texts, in_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from koryo_geo.content.film import Film, FilmStop
    from koryo_geo.content.model import MapContent
    from koryo_geo.content.views import View
    from koryo_geo.data.dataset import Dataset
    from koryo_geo.export.still.frame import Box
    from koryo_geo.style import Projection
    from koryo_geo.timeline.model import Timeline

#: Sizes below this cannot hold a map and its words.
_LEAST = (320, 320)


def still(dataset: Dataset, map_name: str, moment: str, *, size: tuple[int, int] = (1280, 720), language: str = "en") -> str:
    """Draw one moment of a map.

    Parameters
    ----------
    dataset : Dataset
    map_name : str
        A key of ``maps.csv``.
    moment : str
        The key of a stop (of a map without stops, of a chapter): its day, view and words. Or a plain day, such as ``1867-09-01``:
        the whole map, with the words of the last stop up to it.
    size : (int, int)
        Width and height in pixels, 320 or more each.
    language : str
        One that there are interface words for; texts that lack it stand in English.

    Returns
    -------
    str
        An SVG document; its text is text. The same arguments give the same text.

    Raises
    ------
    KeyError
        If the dataset has no such map.
    KoryoError
        If the map has no such moment, the size is too small or there is no such language.

    Examples
    --------
    >>> import koryo_geo
    >>> "<text" in still(koryo_geo.load("minimal"), "counts", "1868-05-01", size=(640, 640))
    True
    """
    check_dataset(dataset)
    catalogue(language)
    if size[0] < _LEAST[0] or size[1] < _LEAST[1]:
        raise KoryoError(f"a still of {size[0]} x {size[1]} pixels; expected {_LEAST[0]} x {_LEAST[1]} or more.")
    scene = _scene(dataset, map_name)
    return _Picture(scene, _moment_of(scene, moment), Room.of(size, scene.timeline.kind), language).svg()


@dataclass(frozen=True, eq=False)
class Scene:
    """A map, ready to be drawn at any moment."""

    texts: Texts
    timeline: Timeline
    projection: Projection
    film: Film
    content: Any


class _Same:
    """A dataset hashed by identity: it is frozen, so what was made from it can be cached."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.dataset is other.dataset

    def __hash__(self) -> int:
        return id(self.dataset)


def _scene(dataset: Dataset, map_name: str) -> Scene:
    return _kept_scene(_Same(dataset), map_name)


@lru_cache(maxsize=4)
def _kept_scene(same: _Same, map_name: str) -> Scene:
    content = content_of(same.dataset, map_name, languages=same.dataset.languages)
    return scene_of(content, Texts(same.dataset, content.languages))


def scene_of(content: MapContent, texts: Texts) -> Scene:
    """Make a map ready to be drawn.

    Parameters
    ----------
    content : MapContent
    texts : Texts
        The dataset that it was made of.
    """
    shown = content.blocks if content.squares is None else content.squares
    return Scene(texts, content.timeline, content.view.projection, content.films["full"], shown)


@dataclass(frozen=True, slots=True)
class _Moment:
    """A moment of a scene: the day, the view, and the stop whose words are read."""

    day: int
    view: View
    stop: FilmStop
    rings: tuple[str, ...]


def _moment_of(scene: Scene, moment: str) -> _Moment:
    """Find a stop by its key, or a day."""
    stops = {stop.stop: stop for stop in scene.film.stops}
    if moment in stops:
        stop = stops[moment]
        return _Moment(stop.day, stop.view, stop, tuple(ring.key for ring in stop.rings))
    start = dt.date.fromisoformat(scene.timeline.start)
    try:
        day = day_number(dt.date.fromisoformat(moment), start)
    except ValueError:
        hint = did_you_mean(moment, stops) or f"The stops are {', '.join(stops)}."
        raise KoryoError(f"no moment {moment!r} in {scene.film.map}; expected a stop or a plain day. {hint}") from None
    if not 0 <= day <= scene.timeline.days:
        raise KoryoError(f"the day {moment} is none of {scene.film.map}: {scene.timeline.start} to {scene.timeline.end}.")
    passed = [stop for stop in scene.film.stops if stop.day <= day] or [scene.film.stops[0]]
    return _Moment(day, scene.film.whole, passed[-1], ())


@dataclass(frozen=True)
class _Picture:
    """One picture."""

    scene: Scene
    moment: _Moment
    room: Room
    lang: str

    def svg(self) -> str:
        """Draw it."""
        words, panes, say = self._words(), self.panes, catalogue(self.lang)
        bar, bar_box = scale_bar(panes[-1], self.room, say)
        dated = [] if self.room.upright or self.room.column else [date_box(words, self.room)]
        sheet, parts, small = Sheet(), [], self._locator()
        if small:
            dated.append(self.room.locator())
        for index, pane in enumerate(panes):
            sheet.taken = [*dated, bar_box] if index == len(panes) - 1 else dated
            parts.append(tag("g", self.drawing.pane(pane, sheet), clip_path=f"url(#pane{index})"))
        if sheet.plates and self.room.column and not self.room.has_strip:
            return replace(self, room=self.room.with_strip()).svg()
        return self._document(words, panes, [*parts, bar, small, lay_out(words, self.room, say, sheet.plates)])

    def _locator(self) -> str:
        """Where a near view is, on the whole map; the view of the whole has none."""
        drawing, whole = self.drawing, self.scene.film.whole
        if not isinstance(drawing, JourneyDrawing) or holds(self.moment.view, whole):
            return ""
        box, u = self.room.locator(), self.room.u
        pane = Pane.fit(whole, box, box)
        journey = replace(drawing.journey, near=near([pane]), grain_km=0.6 / pane.scale)
        small = replace(drawing, journey=journey).locator(pane)
        west, south, east, north = self.panes[0].view
        (left, bottom), (right, top) = pane.px((west, south)), pane.px((east, north))
        look: dict[str, Any] = {"fill": "none", "stroke": INKS.text}
        view = tag("rect", x=left, y=top, width=right - left, height=bottom - top, stroke_width=0.14 * u, **look)
        frame = tag("rect", x=box[0], y=box[1], width=box[2] - box[0], height=box[3] - box[1], stroke_width=0.1 * u, **look)
        return tag("clipPath", tag("rect", x=box[0], y=box[1], width=box[2] - box[0], height=box[3] - box[1]), id="small") + tag(
            "g", [small, view, frame], clip_path="url(#small)"
        )

    @cached_property
    def panes(self) -> tuple[Pane, ...]:
        """The parts of the picture that show map."""
        return self.room.panes(self.moment.view)

    @cached_property
    def drawing(self) -> JourneyDrawing | SettlementDrawing:
        """What draws them."""
        scene, grain = self.scene, 0.4 / self.panes[0].scale
        if scene.timeline.kind == "flows":
            day, rings = float(self.moment.day), self.moment.rings
            journey = Journey(scene.texts, scene.timeline, scene.content, scene.projection, day, rings, near(self.panes), grain)
            return JourneyDrawing(journey, self.room, self.lang)
        index = max(scene.timeline.at(self.moment.day).moment, 0)
        shown = Settlement(scene.texts, scene.timeline, scene.content, scene.projection, index, near(self.panes), grain)
        return SettlementDrawing(shown, self.room, self.lang)

    def _words(self) -> Words:
        scene, stop = self.scene, self.moment.stop
        sources = scene.texts.dataset.source_by_key
        return Words(
            date=self._date(),
            title=in_language(stop.title, self.lang),
            told=catalogue(self.lang).say(f"voice_told_{stop.told_by}") if stop.told_by else "",
            sentence=in_language(stop.text, self.lang),
            source="; ".join(short_citation(sources[key]) for key in stop.sources),
            key=self._key(),
            notes=self._notes(),
        )

    def _notes(self) -> tuple[str, ...]:
        if isinstance(self.drawing, SettlementDrawing):
            return self.drawing.notes()
        return (catalogue(self.lang).say("totals_schematic"),)

    def _date(self) -> str:
        """The day; of a map of regions, the date of the count."""
        timeline = self.scene.timeline
        if timeline.kind == "regions":
            return date_in_words(timeline.moments[max(timeline.at(self.moment.day).moment, 0)].date, self.lang)
        day = dt.date.fromisoformat(timeline.start) + dt.timedelta(days=self.moment.day)
        return date_in_words(day.isoformat(), self.lang)

    def _key(self) -> tuple[tuple[str, str], ...]:
        """What a sign is."""
        say = catalogue(self.lang)
        if self.scene.timeline.kind == "regions":
            return self._region_key()
        trips = [persons for flow in self.scene.timeline.flows if flow.path is not None for persons in flow.trips.persons]
        about = round(sum(trips) / len(trips)) if trips else 0
        return (("square", say.say("still_cell", n=about)), ("", say.say("still_where")))

    def _region_key(self) -> tuple[tuple[str, str], ...]:
        """Only the signs that the moment shows."""
        from koryo_geo.content.blocks import PER_SIGN

        say = catalogue(self.lang)
        shown = self.scene.content[max(self.scene.timeline.at(self.moment.day).moment, 0)]
        key = [("square", say.say("still_block", n=PER_SIGN["people"]))] if any(b.sign == "people" for b in shown.blocks) else []
        if any(block.sign == "houses" for block in shown.blocks):
            key.append(("house", say.say("still_house", n=PER_SIGN["houses"])))
        if any(block.standing == "last" for block in shown.blocks):
            key.append(("pale", say.say("still_last")))
        if shown.hatchings:
            key.append(("hatch", say.say("legend_unknown")))
        return tuple(key)

    def _document(self, words: Words, panes: Sequence[Pane], parts: Iterable[str]) -> str:
        """Wrap the picture: title and description for who cannot see it, clips, patterns."""
        width, height = number(self.room.width), number(self.room.height)
        about = tag("title", escape(f"{words.date}. {words.title}")) + tag("desc", escape(words.sentence))
        paper = [tag("rect", width=width, height=height, fill=INKS.paper)]
        clips = "".join(_clip(index, pane.box) for index, pane in enumerate(panes))
        return tag(
            "svg",
            [about, tag("defs", [clips, _FADE, _hatches(self.room.u)]), *paper, *parts],
            xmlns="http://www.w3.org/2000/svg",
            viewBox=f"0 0 {width} {height}",
            width=width,
            height=height,
            role="img",
            lang=self.lang,
        )


_FADE = (
    '<linearGradient id="fade" x1="0" y1="0" x2="0" y2="1">'
    f'<stop offset="0" stop-color="{INKS.paper}" stop-opacity="0"/><stop offset="1" stop-color="{INKS.paper}"/></linearGradient>'
)


def _hatches(u: float) -> str:
    """Solid strokes for a mention of the moment's date, broken ones for an earlier one."""
    size, stroke = 0.8 * u, 0.11 * u
    return "".join(
        tag(
            "pattern",
            tag("line", x1=0, y1=0, x2=0, y2=size, stroke=INKS.hatch, stroke_width=stroke * 2, stroke_dasharray=dash),
            id=name,
            width=size,
            height=size,
            patternUnits="userSpaceOnUse",
            patternTransform="rotate(45)",
        )
        for name, dash in (("hatch", None), ("hatch-earlier", f"{size * 0.6:.1f} {size * 0.4:.1f}"))
    )


def _clip(index: int, box: Box) -> str:
    left, top, right, bottom = box
    return tag("clipPath", tag("rect", x=left, y=top, width=right - left, height=bottom - top), id=f"pane{index}")
