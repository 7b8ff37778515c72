"""A map plan of a dataset becomes a MapContent: everything is found once, here, and only read after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from koryo_geo.content import cards, glossary, places, shapes, ways
from koryo_geo.content.blocks import blocks_of
from koryo_geo.content.film import films_of
from koryo_geo.content.ledger import ledger_of
from koryo_geo.content.legend import legend_items
from koryo_geo.content.model import Credit, MapContent, View
from koryo_geo.content.squares import squares_of
from koryo_geo.data.dataset import check_dataset
from koryo_geo.errors import did_you_mean
from koryo_geo.language.texts import Texts
from koryo_geo.style import Projection, Style
from koryo_geo.timeline import routing
from koryo_geo.timeline.build import flow_timeline
from koryo_geo.timeline.moments import region_timeline

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from koryo_geo.content.geometry import Box
    from koryo_geo.content.model import FigureCard
    from koryo_geo.data.dataset import Dataset
    from koryo_geo.data.rows import MapPlan
    from koryo_geo.language.texts import Text
    from koryo_geo.timeline.model import Timeline
    from koryo_geo.timeline.routing import Route

#: What one mark may stand for.
UNITS = ("household", "person", "train")


def content_of(
    dataset: Dataset,
    map_name: str,
    *,
    unit: str = "household",
    style: Style | None = None,
    languages: Sequence[str] | None = None,
    allow_unmatched: Collection[str] = (),
) -> MapContent:
    """Describe one of a dataset's maps as plain data.

    Parameters
    ----------
    dataset : Dataset
    map_name : str
        A key of ``maps.csv``.
    unit : {"household", "person", "train"}
        What one mark stands for on a map of flows.
    style : Style, optional
    languages : sequence of str, optional
        Languages of the map, the one it opens in first; all of the dataset's when left out.
    allow_unmatched : collection of str
        Figures that may find no polygon of their own date.

    Returns
    -------
    MapContent
        What pages, stills and every other output are made from.

    Raises
    ------
    TypeError
        If ``dataset`` is not a Dataset, but for example the name of one.
    KeyError
        If the dataset has no such map.
    ValueError
        If there is no such unit.
    JoinError
        If figures of a map of regions find no polygon and are not allowed to.
    RoutingError
        If the stops of a flow are not joined by lines in use.

    Examples
    --------
    >>> import koryo_geo
    >>> content_of(koryo_geo.load("minimal"), "journey").title
    'An invented journey, for tests'
    """
    check_dataset(dataset)
    check_unit(unit)
    plan, texts = dataset.map_plan(map_name), Texts(dataset, tuple(languages or dataset.languages))
    style = style or Style()
    if plan.kind == "flows":
        routes = routing.routes_of(dataset)
        timeline = flow_timeline(texts, plan, style, routes)
        return _content(texts, plan, timeline, unit=unit, style=style, shown=_of_flows(texts, plan, timeline, routes))
    timeline = region_timeline(texts, plan, style, allow_unmatched)
    shown = _of_regions(texts, plan, timeline)
    return _content(texts, plan, timeline, unit=unit, style=style, shown=shown)


def check_unit(unit: str) -> None:
    """Refuse a unit that no mark can stand for.

    Raises
    ------
    ValueError
        With the units there are, and the one that was probably meant.
    """
    if unit not in UNITS:
        raise ValueError(
            f"unit: got {unit!r}; expected {', '.join(UNITS[:-1])} or {UNITS[-1]}. {did_you_mean(unit, UNITS)}".strip()
        )


def credit_of(texts: Texts) -> Credit:
    """The dataset that a map is made from, and the attribution that its licences ask for."""
    dataset = texts.dataset
    return Credit(dataset.name, texts.of("dataset", dataset.name, "title", dataset.title), dataset.version, dataset.attribution)


def plan_box(plan: MapPlan) -> Box:
    """The view box of a planned map."""
    return plan.west, plan.south, plan.east, plan.north


def _of_flows(texts: Texts, plan: MapPlan, timeline: Timeline, routes: Mapping[tuple[str, ...], Route]) -> dict[str, Any]:
    """What only a map of flows shows."""
    return {
        "lines": shapes.lines_of(texts.dataset),
        "regions": shapes.states_of(texts, plan.start, _ends(timeline), plan_box(plan)),
        "bodies": places.bodies_of(texts, timeline),
        "areas": places.area_names(texts),
        "voices": cards.voices_of(texts),
        "districts": tuple(places.district(texts, row) for row in places.unnumbered_districts(texts.dataset, timeline)),
        "legs": ways.legs_of(texts, timeline, routes),
        "ways": ways.ways_of(texts, plan.start[:4]),
        "deaths": cards.death_counts(texts),
    }


def _of_regions(texts: Texts, plan: MapPlan, timeline: Timeline) -> dict[str, Any]:
    """What only a map of regions shows."""
    box = plan_box(plan)
    blocks = blocks_of(texts.dataset, timeline, plan, Projection.of(texts.dataset.projection, box))
    return {
        "regions": shapes.regions_of(texts, timeline, blocks, box),
        "blocks": blocks,
        "ledger": ledger_of(texts, timeline, blocks),
        "areas": places.area_names(texts),
    }


def _ends(timeline: Timeline) -> set[str]:
    """The units that people left or came to."""
    return {unit for flow in timeline.flows for unit in (flow.origin, flow.destination) if unit}


def _content(texts: Texts, plan: MapPlan, timeline: Timeline, *, unit: str, style: Style, shown: dict[str, Any]) -> MapContent:
    """Put together what every map has with what is shown on one of its kind."""
    dataset, box = texts.dataset, plan_box(plan)
    keys = places.place_keys(dataset, plan, timeline)
    drawn = cards.drawn_figures(dataset, plan.map)
    projection = Projection.of(dataset.projection, box)
    squares = squares_of(dataset, timeline, plan, projection) if plan.kind == "flows" else None
    figures = cards.figure_cards(texts, plan.map, drawn, {*keys, *(row.unit for row in shown.get("districts", ()))})
    films = films_of(dataset, timeline, plan, projection, squares=squares)
    said = {source for film in films.values() for stop in film.stops for source in stop.sources}
    return MapContent(
        map=plan.map,
        title=texts.of("maps", plan.map, "title", plan.title),
        lead=texts.of("maps", plan.map, "lead", plan.lead),
        notice=texts.of("maps", plan.map, "notice", plan.notice),
        languages=texts.languages,
        credit=credit_of(texts),
        view=View(box, projection),
        unit=unit,
        style=style,
        timeline=timeline,
        ground=shapes.ground_of(dataset, box),
        places=places.place_marks(texts, keys, plan.start[:4]),
        legend=legend_items(texts, timeline, unit=unit, districts=shown.get("districts", ()), blocks=shown.get("blocks", ())),
        drawn=drawn,
        figures=figures,
        sources=cards.source_cards(texts, _cited(timeline, figures, shown) | said),
        explained=glossary.explained_by(texts, _said(timeline)),
        first_explained=glossary.first_explained_by(texts, _said(timeline)),
        notices=dataset.notices,
        squares=squares,
        films=films,
        **shown,
    )


def _said(timeline: Timeline) -> dict[str, Text]:
    """What a map tells, in the order in which it is read: its chapters, then its events."""
    chapters = {chapter.chapter: chapter.caption for chapter in timeline.chapters}
    return chapters | {event.event: event.text for event in timeline.events}


def _cited(timeline: Timeline, figures: Mapping[str, FigureCard], shown: Mapping[str, Any]) -> set[str]:
    """The keys of all sources that anything on a map is cited to."""
    attestations = {row.source for figure in figures.values() for row in figure.attestations}
    rows = {row.source for name in ("districts", "deaths", "voices") for row in shown.get(name, ())}
    lengths = {leg.published_source for flow in shown.get("legs", ()) for leg in flow.legs if leg.published_source}
    return attestations | rows | lengths | cards.told_by(timeline)
