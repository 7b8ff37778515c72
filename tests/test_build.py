"""A map plan becomes a timeline: routes timed, counts joined, events and chapters dated."""

import pytest

import koryo_geo
from koryo_geo import JoinError, Style, timeline_of
from koryo_geo.timeline.moments import counts_frame, join_moments
from tests.sample import add, edit, empty, rows_of, spoil, without_moves, write_rows


def region_states(timeline, moment):
    return {state.region: state for state in timeline.moments[moment].regions}


def test_a_flow_carries_the_number_that_its_map_uses(minimal):
    timeline = timeline_of(minimal, "journey")
    assert [(flow.persons, flow.households) for flow in timeline.flows] == [(600, 150), (400, None)]
    for flow, row in zip(timeline.flows, minimal.flows, strict=True):
        assert (sum(flow.trips.persons), len(flow.trips.persons)) == (flow.persons, row.groups)
    assert sum(timeline.flows[0].trips.households) == 150


def test_flows_of_the_same_stops_share_a_path_and_nodes_are_named(minimal):
    timeline = timeline_of(minimal, "journey")
    assert [flow.path for flow in timeline.flows] == [0, 1]
    assert timeline.node_names == ("A-town", None, "B-town", None, None, "C-town")
    for path in timeline.paths:
        assert len(path.nodes) == len(path.km) == len(path.modes) + 1 == len(path.certainty) + 1


def test_everybody_has_come_by_the_end_of_the_journey(minimal):
    timeline = timeline_of(minimal, "journey")
    last = timeline.at(timeline.days)
    assert (last.waiting, last.totals.under_way, last.totals.arrived) == (0, 0, 1000)


def test_a_flow_without_stops_has_no_path_and_nobody_arrives(copy):
    folder = spoil(copy(), "flows", 1, stops="", days_min="", days_max="", destination_unit="")
    timeline = timeline_of(koryo_geo.load(folder), "journey")
    assert (timeline.flows[1].path, timeline.flows[1].trips.arrive, timeline.flows[1].destination) == (None, None, None)
    assert timeline.at(timeline.days).totals.untraced == 400


def test_the_style_sets_the_pace(minimal):
    assert timeline_of(minimal, "journey", style=Style(seconds_per_day=2)).duration == 2 * 61
    assert timeline_of(minimal, "counts", style=Style(seconds_per_moment=30)).duration == 2 * 30


def test_a_moment_with_many_words_stays_until_they_are_read(minimal):
    timeline = timeline_of(minimal, "counts", style=Style(seconds_per_moment=1))
    rests = [end[0] - start[0] for start, end in zip(timeline.pace[::2], timeline.pace[1::2], strict=True)]
    words = [len(f"{chapter.title} {chapter.caption}".split()) for chapter in timeline.chapters]
    assert rests == pytest.approx([max(1, round(count / 3, 1)) for count in words])


def test_events_of_a_map_lie_within_it_in_order(minimal):
    assert [event.event for event in timeline_of(minimal, "journey").events] == ["1867-09-01.first-ship"]
    assert [event.event for event in timeline_of(minimal, "counts").events] == ["1867-09-01.first-ship", "1867-23.last-arrival"]


def test_chapters_come_in_order_and_keep_their_words(minimal):
    chapters = timeline_of(minimal, "journey").chapters
    assert [(chapter.chapter, chapter.day) for chapter in chapters] == [("home", 5), ("way", 17), ("not-known", 47)]
    assert chapters[1].date_words == "1 September to 20 September 1867"
    assert chapters[0].view == (0, 44, 4, 48)
    assert chapters[1].view is None


def as_oblasts(content):
    for feature in content["features"]:
        feature["properties"]["level"] = "oblast"


def test_a_region_shows_its_own_figure_unknown_or_no_record(copy):
    dataset = koryo_geo.load(edit(copy(), "regions.geojson", as_oblasts))
    states = region_states(timeline_of(dataset, "counts"), 1)
    known, unknown, none = states["b-land.1860"], states["c-land.1860"], states["a-land.1860"]
    assert (known.status, known.value, known.counted, known.kind) == ("known", 620, "persons", "census")
    assert (unknown.status, unknown.value) == ("unknown", None)
    assert (none.status, none.figure) == ("none", None)


def test_a_place_shows_a_range_as_unknown_number_not_as_zero(minimal):
    (state,) = timeline_of(minimal, "counts").moments[1].places
    assert (state.place, state.value) == ("c-town", None)


def test_the_first_moment_does_not_show_the_figures_of_the_second(minimal):
    states = region_states(timeline_of(minimal, "counts"), 0)
    assert {state.value for state in states.values()} == {600, 400}


def test_a_state_that_the_map_never_counts_is_not_its_subject(minimal):
    assert "a-land.1860" not in region_states(timeline_of(minimal, "counts"), 0)


def test_counts_are_conserved_over_all_moments(minimal):
    counts = counts_frame(minimal, "counts")
    joined = join_moments(minimal, minimal.map_plan("counts"), counts)
    for counted in ("persons", "households"):
        given = int(counts.loc[counts["counted"] == counted, "value"].sum())
        assert sum(item.totals(counted)["given"] for item in joined.values()) == given
    assert sorted(figure for item in joined.values() for figure in item.matched["figure"]) == sorted(counts["figure"])


def test_counts_of_the_record_are_conserved(record):
    counts = counts_frame(record, "resettlement")
    joined = join_moments(record, record.map_plan("resettlement"), counts)
    figures = [figure for item in joined.values() for figure in (*item.matched["figure"], *item.unmatched["figure"])]
    assert sorted(figures) == sorted(counts["figure"])
    for counted in ("persons", "households"):
        given = int(counts.loc[counts["counted"] == counted, "value"].sum())
        assert sum(item.totals(counted)["matched"] for item in joined.values()) == given


@pytest.fixture
def unmatched(copy):
    """A dataset with a count of a unit that has no polygon."""
    folder = copy()
    rows = rows_of(folder, "uses")
    rows[-1] |= {"drawn_as": "region", "attestation": "b-hills.1868.plan.households.made-up-rival"}
    write_rows(folder, "uses", rows)
    return koryo_geo.load(folder)


def test_a_count_without_polygon_fails_the_map_and_is_named(unmatched):
    with pytest.raises(JoinError) as caught:
        timeline_of(unmatched, "counts")
    assert "1 of 6 counts of 'counts' found no polygon of their own date:" in str(caught.value)
    assert "b-hills.1868.plan.households (1868-22): no polygon for the unit 'b-hills'" in str(caught.value)
    assert "name them with --allow-unmatched" in str(caught.value)


def test_a_count_allowed_by_name_stays_out(unmatched):
    timeline = timeline_of(unmatched, "counts", allow_unmatched=["b-hills.1868.plan.households"])
    assert len(timeline.moments) == 2


def test_a_misspelt_name_allowed_is_refused(unmatched):
    with pytest.raises(
        JoinError, match=r"but no figures of minimal: b-hills.1868.plan.household. Did you mean b-hills.1868.plan.households"
    ):
        timeline_of(unmatched, "counts", allow_unmatched=["b-hills.1868.plan.household"])


def test_a_count_that_no_chapter_shows_is_not_lost_silently(copy):
    folder = spoil(without_moves(copy()), "chapters", 4, date="1869")
    with pytest.raises(JoinError, match=r"b-land.1868.census.persons \(1868-05\): no chapter of 'counts' shows its date"):
        timeline_of(koryo_geo.load(folder), "counts")


def test_a_map_that_uses_no_figure_still_has_its_moments(copy):
    folder = without_moves(copy())
    write_rows(folder, "uses", [row for row in rows_of(folder, "uses") if row["map"] == "journey"])
    timeline = timeline_of(koryo_geo.load(folder), "counts")
    assert [moment.regions for moment in timeline.moments] == [(), ()]


def test_a_map_of_flows_may_have_no_flow_yet(copy):
    timeline = timeline_of(koryo_geo.load(empty(copy(), "flows")), "journey")
    assert timeline.at(10).totals.departed == 0


def test_a_zero_that_a_source_prints_is_known(copy):
    folder = spoil(copy(), "attestations", 6, value="0")
    state = region_states(timeline_of(koryo_geo.load(folder), "counts"), 1)["b-land.1860"]
    assert (state.status, state.value) == ("known", 0)


def test_a_second_dataset_row_of_a_figure_leaves_the_first_drawn(copy):
    name = "b-land.1867.allocated.persons"
    folder = add(
        copy(), "attestations", attestation=f"{name}.x", figure=name, value="5", as_in_source="5", source="made-up-rival",
        certainty="inferred", confidence="low",
    )  # fmt: skip
    assert region_states(timeline_of(koryo_geo.load(folder), "counts"), 0)["b-land.1860"].value == 600
