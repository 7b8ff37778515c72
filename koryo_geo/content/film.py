"""The film of a map: stops with one clock, as plain data.

At a stop the picture rests and one sentence is read; between two stops the camera and the days move and nothing is to be read.
Film seconds are the one time: :meth:`Film.at` gives for each of them the day, the view and the words, and is a pure function of
them. Python and JavaScript compute it from the same data (``tests/contract/films.json`` pins both).
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from msgspec import Struct
from msgspec.structs import replace

from koryo_geo.content.views import Camera, View, between, holds
from koryo_geo.data.dates import day_number
from koryo_geo.language.texts import Text, Texts, in_language

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from koryo_geo.content.squares import Squares
    from koryo_geo.data.dataset import Dataset
    from koryo_geo.data.rows import Chapter, MapPlan, Stop
    from koryo_geo.style import Projection
    from koryo_geo.timeline.model import Timeline

Cut = Literal["full", "short"]

#: The version of the data that JavaScript reads.
VERSION = 1

#: Words read in a second, and syllables of a script that writes them: 180 words, or 252 syllables, a minute.
WORDS_PER_S, SYLLABLES_PER_S = 3.0, 4.2

#: Seconds of the shortest stop, of the shortest and the longest move, and of the longest move in which nobody travels.
HOLD_S, MOVE_S, MOVE_MOST_S, IDLE_S = 4.0, 3.0, 14.0, 5.0

#: Seconds that a day adds to a move, while people travel.
_DAY_S = 0.25

#: Seconds from one date of a map of regions to the next, where the camera stays.
_FADE_S = 0.35

#: Scripts whose letters are counted as syllables.
_SYLLABIC = ("HANGUL", "CJK", "HIRAGANA", "KATAKANA")


class Ring(Struct, frozen=True):
    """What wears a ring at a stop: a place or unit, at longitude and latitude in WGS 84 degrees."""

    key: str
    lon: float
    lat: float


class FilmStop(Struct, frozen=True):
    """A stop of a film.

    Attributes
    ----------
    stop : str
    table, key : str
        The row that is said.
    from_s, to_s : float
        Film seconds between which the picture rests.
    day : int
        Days since the timeline's start.
    view : (float, float, float, float)
        West, south, east, north in map kilometres.
    title, text : Text
        What stands above the sentence (the chapter, the map's title, or who speaks), and the sentence.
    told_by : str
        Of a voice, through whom it has come: ``self``, ``family``, ``writer``, or ``state`` where the state wrote it down.
    sources : tuple of str
    rings : tuple of Ring
    words : dict of str to int
        Words by language, or syllables where the script writes them.
    """

    stop: str
    table: str
    key: str
    from_s: float
    to_s: float
    day: int
    view: View
    title: Text
    text: Text
    told_by: str
    sources: tuple[str, ...]
    rings: tuple[Ring, ...]
    words: dict[str, int]


class Shot(Struct, frozen=True):
    """What a second of the film shows.

    Attributes
    ----------
    day : float
        Days since the timeline's start.
    view : (float, float, float, float)
        West, south, east, north in map kilometres.
    stop : int
        Index of the stop that the picture rests at, or that it has left last.
    words : bool
        Whether the stop's words are on the screen.
    inset : bool
        Whether the place that people wait to leave is out of view, and has to be shown in a picture of its own.
    """

    day: float
    view: View
    stop: int
    words: bool
    inset: bool


class Film(Struct, frozen=True):
    """A cut of a map's film.

    Attributes
    ----------
    map, cut : str
    kind : {"flows", "regions"}
        Between two stops of a map of regions no day is shown that has no count.
    stops : tuple of FilmStop
    whole : (float, float, float, float)
        The view of the whole map, map kilometres.
    origin : (float, float, float, float) or None
        What has to stay in sight until ``left_by`` (days since start).
    listed : tuple of str
        Events of the map that are no stop: to be listed below the map.
    """

    map: str
    cut: Cut
    kind: Literal["flows", "regions"]
    stops: tuple[FilmStop, ...]
    whole: View
    origin: View | None
    left_by: float
    listed: tuple[str, ...]
    version: int = VERSION

    @property
    def duration_s(self) -> float:
        """Film seconds from the first stop to the end of the last."""
        return self.stops[-1].to_s

    def at(self, seconds: float) -> Shot:
        """Find what a second shows; a pure function.

        Parameters
        ----------
        seconds : float
            Clamped to the film.
        """
        index = max(bisect_right([stop.from_s for stop in self.stops], seconds) - 1, 0)
        here = self.stops[index]
        if seconds <= here.to_s or index == len(self.stops) - 1:
            return self._shot(float(here.day), here.view, index, words=True)
        following = self.stops[index + 1]
        share = _eased((seconds - here.to_s) / (following.from_s - here.to_s))
        day = here.day + (following.day - here.day) * share if self.kind == "flows" else here.day
        return self._shot(float(day), between(here.view, following.view, share), index, words=False)

    def _shot(self, day: float, view: View, index: int, *, words: bool) -> Shot:
        waits = self.origin is not None and day < self.left_by
        return Shot(day, view, index, words, waits and self.origin is not None and not holds(view, self.origin))


def _eased(share: float) -> float:
    """Start and end gently."""
    return share * share * (3 - 2 * share)


def reading_s(text: str) -> float:
    """Seconds that a text takes to read.

    Examples
    --------
    >>> reading_s("one two three four five six"), reading_s("열차가 떠났다") > 1
    (2.0, True)
    """
    count, per_s = _count(text)
    return count / per_s


def _count(text: str) -> tuple[int, float]:
    """Words of a text and how many a second takes; of a text mostly in a script of syllables, these, with letters and digits."""
    signs = [char for char in text if char.isalnum()]
    if 2 * sum(map(_is_syllable, signs)) > sum(map(str.isalpha, signs)):
        return len(signs), SYLLABLES_PER_S
    return len(text.split()), WORDS_PER_S


def _is_syllable(char: str) -> bool:
    return ord(char) > 0x1100 and unicodedata.name(char, "").startswith(_SYLLABIC)


def film_of(
    dataset: Dataset,
    timeline: Timeline,
    plan: MapPlan,
    projection: Projection,
    *,
    cut: Cut = "full",
    squares: Squares | None = None,
) -> Film:
    """Make a cut of a map's film; a map without stops gets one stop a chapter.

    Parameters
    ----------
    dataset : Dataset
    timeline : Timeline
    plan : MapPlan
    projection : Projection
    cut : {"full", "short"}
    squares : Squares, optional
        The squares of a map of flows: units are shown by them.

    Returns
    -------
    Film
        The same for every language of a page: each stop rests for the longest of the dataset's languages.
    """
    camera = Camera(dataset, timeline, plan, projection, squares)
    direction = _Direction(Texts(dataset, dataset.languages), timeline, plan, camera)
    stops = tuple(direction.timed(direction.drafts(cut)))
    said = {stop.key for stop in stops if stop.table == "events"}
    return Film(
        map=plan.map,
        cut=cut,
        kind=timeline.kind,
        stops=stops,
        whole=camera.whole,
        origin=camera.origin,
        left_by=max((day for flow in timeline.flows for day in flow.trips.depart), default=0.0),
        listed=tuple(event.event for event in timeline.events if event.event not in said),
    )


def films_of(
    dataset: Dataset, timeline: Timeline, plan: MapPlan, projection: Projection, *, squares: Squares | None = None
) -> dict[str, Film]:
    """Make every cut of a map's film; as :func:`film_of`."""
    cuts: tuple[Cut, ...] = get_args(Cut)
    return {cut: film_of(dataset, timeline, plan, projection, cut=cut, squares=squares) for cut in cuts}


@dataclass(frozen=True)
class _Direction:
    """Turns rows into stops."""

    texts: Texts
    timeline: Timeline
    plan: MapPlan
    camera: Camera

    def drafts(self, cut: Cut) -> list[FilmStop]:
        """The stops of a cut in order, not yet timed."""
        rows = sorted((row for row in self.texts.dataset.stops if row.map == self.plan.map), key=lambda row: row.seq)
        chosen = [self._of_row(row) for row in rows if cut in row.cut_list]
        return chosen or [self._of_chapter(index) for index in range(len(self.timeline.chapters))]

    def timed(self, drafts: Sequence[FilmStop]) -> Iterator[FilmStop]:
        """Give each stop its seconds: as long as the slowest language takes, and what the way to it takes."""
        clock, before = 0.0, None
        for draft in drafts:
            start = clock + (self._move_s(before, draft) if before else 0.0)
            clock = round(start + self._hold_s(draft), 3)
            before = replace(draft, from_s=round(start, 3), to_s=clock)
            yield before

    def _hold_s(self, stop: FilmStop) -> float:
        read = [reading_s(self._read(stop, lang)) for lang in self.texts.languages]
        return max(HOLD_S, *read)

    @staticmethod
    def _read(stop: FilmStop, lang: str) -> str:
        """What is to be read at a stop: the sentence; where the map is named, its title too."""
        text = in_language(stop.text, lang)
        return f"{in_language(stop.title, lang)} {text}" if stop.table == "maps" else text

    def _move_s(self, start: FilmStop, end: FilmStop) -> float:
        """Seconds from stop to stop: so many a day while people travel, few when nothing but the camera moves."""
        if self.timeline.kind == "regions" and start.view == end.view:
            return _FADE_S
        travels = any(
            leaves < end.day and comes > start.day
            for flow in self.timeline.flows
            if flow.trips.arrive
            for leaves, comes in zip(flow.trips.depart, flow.trips.arrive, strict=True)
        )
        days = (end.day - start.day) * _DAY_S
        return min(MOVE_S + days, MOVE_MOST_S if travels else IDLE_S) if start.day != end.day or start.view != end.view else _FADE_S

    def _of_row(self, row: Stop) -> FilmStop:
        """A stop as its row has it."""
        title, text, sources, places = self._said(row)
        if row.text:
            text = self.texts.of("stops", f"{row.map}:{row.stop}", "text", row.text)
        day = day_number(dt.date.fromisoformat(row.date), dt.date.fromisoformat(self.timeline.start))
        view = self.camera.of(row.shown_list or row.ring_list or places, (row.west, row.south, row.east, row.north))
        return self._stop(row.stop, (row.table, row.key), (day, view), (title, text, sources), self._rings(row))

    def _said(self, row: Stop) -> tuple[Text, Text, tuple[str, ...], tuple[str, ...]]:
        """Title, text, sources and places of the row that a stop says."""
        texts, dataset = self.texts, self.texts.dataset
        if row.table == "maps":
            title, lead = (texts.of("maps", self.plan.map, column, getattr(self.plan, column)) for column in ("title", "lead"))
            return title, lead, (), ()
        if row.table == "chapters":
            chapter = next(one for one in self.timeline_chapters() if one.chapter == row.key)
            caption = texts.of("chapters", f"{row.map}:{row.key}", "caption", chapter.caption)
            return self._chapter_title(chapter), caption, chapter.source_list, ()
        if row.table == "voices":
            voice = next(one for one in dataset.voices if one.voice == row.key)
            who, told = (texts.of("voices", row.key, column, getattr(voice, column)) for column in ("who", "text"))
            return who, told, (voice.source,), (voice.place,) if voice.place else ()
        event = next(one for one in dataset.events if one.event == row.key)
        places = (event.place,) if event.place else ()
        return self._title_on(row.date), texts.of("events", event.event, "text", event.text), event.source_list, places

    def timeline_chapters(self) -> list[Chapter]:
        """The rows of the map's chapters."""
        return [row for row in self.texts.dataset.chapters if row.map == self.plan.map]

    def _chapter_title(self, row: Chapter) -> Text:
        return self.texts.of("chapters", f"{row.map}:{row.chapter}", "title", row.title)

    def _title_on(self, day: str) -> Text:
        """The title of the chapter that a day is in."""
        started = [row for row in self.timeline_chapters() if row.boundaries <= day]
        return self._chapter_title(max(started, key=lambda row: row.boundaries)) if started else ""

    def _of_chapter(self, index: int) -> FilmStop:
        """A stop made of a chapter, where no stops are given."""
        chapter = self.timeline.chapters[index]
        view = self.camera.of((), chapter.view or ())
        row = next(one for one in self.timeline_chapters() if one.chapter == chapter.chapter)
        title = self._chapter_title(row)
        caption = self.texts.of("chapters", f"{row.map}:{row.chapter}", "caption", row.caption)
        return self._stop(
            chapter.chapter, ("chapters", chapter.chapter), (chapter.day, view), (title, caption, row.source_list), ()
        )

    def _rings(self, row: Stop) -> tuple[Ring, ...]:
        """Rings at places and label points that have a position."""
        found = []
        for key in row.ring_list:
            place, unit = self.texts.dataset.place_by_key.get(key), self.texts.dataset.unit_by_key.get(key)
            lon, lat = (place.lon, place.lat) if place else (unit.label_lon, unit.label_lat) if unit else (None, None)
            if lon is not None and lat is not None:
                found.append(Ring(key, lon, lat))
        return tuple(found)

    def _stop(
        self,
        key: str,
        row: tuple[str, str],
        where: tuple[int, View],
        said: tuple[Text, Text, tuple[str, ...]],
        rings: tuple[Ring, ...],
    ) -> FilmStop:
        """A stop without its seconds."""
        (day, view), (title, text, sources) = where, said
        told_by = next((voice.told_by for voice in self.texts.dataset.voices if row == ("voices", voice.voice)), "")
        stop = FilmStop(key, *row, 0.0, 0.0, day, view, title, text, told_by, sources, rings, {})
        return replace(stop, words={lang: _count(self._read(stop, lang))[0] for lang in self.texts.languages})
