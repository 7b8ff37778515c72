"""Rules evaluated: sums, shares, rivals, ranges, and the numbers that no rule guards."""

from dataclasses import replace

import pytest

import koryo_geo
from koryo_geo.data.reading import find
from koryo_geo.data.rows import Rule
from koryo_geo.data.testimony import Checkpoint
from koryo_geo.review.rules import evaluate, unguarded
from tests.conftest import say
from tests.sample import rows_of

B, C, ALL = (
    f"{unit}.1867.{measure}.persons"
    for unit, measure in (("b-land", "allocated"), ("c-land", "allocated"), ("old-realm", "deported"))
)
LEDGER, LETTER = "made-up-for-tests", "made-up-rival"


def rule(kind, left, right="", share=None, difference=None):
    return Rule("r", kind, left, right, share, difference, "A statement.", "", LEDGER, "")


def judged(dataset, kind, left, right="", share=None, difference=None):
    (found,) = evaluate(replace(dataset, rules=(rule(kind, left, right, share, difference),)))
    return found


def with_number(dataset, key, **cells):
    rows = tuple(replace(row, **cells) if row.attestation == key else row for row in dataset.attestations)
    return replace(dataset, attestations=rows)


def test_a_rule_gives_a_finding_with_both_sides(minimal):
    holds, fails = evaluate(minimal)
    assert (holds.holds, holds.left_value, holds.right_value, holds.difference) == (True, 1000, 1000, 0)
    assert (fails.holds, fails.left_value, fails.right_value, fails.difference) == (False, 1060, 1000, 60)
    assert (fails.conjecture, fails.acknowledged) == ("A conjecture: the letter meant 600.", True)
    assert holds.left == (f"{B}.{LEDGER}", f"{C}.{LEDGER}")


def test_a_finding_is_plain_data(minimal):
    assert evaluate(minimal)[0].to_dict()["rule"] == "sent-people"


def test_a_figure_in_a_sum_stands_for_the_attestation_that_a_map_follows(minimal):
    found = judged(minimal, "parts_add_to_whole", f"{B};{C}", ALL)
    assert (found.holds, found.left_value) == (True, 1000)


def test_a_figure_that_is_compared_stands_for_all_its_attestations(minimal):
    found = judged(minimal, "same_total", B)
    assert (found.holds, found.left_value, found.right_value, found.difference) == (False, 660, 600, 60)


def test_what_there_was_and_the_change_make_what_there_is(minimal):
    assert judged(minimal, "before_plus_change", f"{B};{C}", ALL).holds is True


@pytest.mark.parametrize(("share", "holds", "difference"), [(60, True, 0), (60.4, False, -4), (61.0, False, -10)])
def test_a_share_of_a_total_makes_the_number(minimal, share, holds, difference):
    found = judged(minimal, "share_implies_total", f"{B}.{LEDGER}", f"{ALL}.{LEDGER}", share)
    assert (found.holds, found.difference) == (holds, difference)


def test_a_share_is_rounded_to_its_last_digit(minimal):
    odd = with_number(minimal, f"{B}.{LEDGER}", value=604)
    assert judged(odd, "share_implies_total", f"{B}.{LEDGER}", f"{ALL}.{LEDGER}", 60).holds is True
    assert judged(odd, "share_implies_total", f"{B}.{LEDGER}", f"{ALL}.{LEDGER}", 60.1).holds is False


def test_a_number_that_is_not_known_leaves_a_sum_unjudged(minimal):
    found = judged(minimal, "parts_add_to_whole", f"{B};c-land.1868.settled.persons", ALL)
    assert (found.holds, found.left_value, found.right_value, found.difference) == (None, None, 1000, None)
    assert found.acknowledged


def test_a_bound_holds_with_all_that_it_allows(minimal):
    over_640 = "b-land.1868.census.persons.made-up-rival"
    assert judged(minimal, "rivals", f"{over_640};{B}.{LETTER}").holds is True
    assert judged(minimal, "rivals", f"{over_640};{B}.{LEDGER}").holds is False
    most = with_number(minimal, over_640, low=None, high=640)
    assert judged(most, "rivals", f"{over_640};{B}.{LETTER}").holds is False


def test_a_range_has_no_value_of_its_own_and_differs_by_the_gap(minimal):
    town = "c-town.1868.resident.persons"
    found = judged(minimal, "parts_add_to_whole", f"{town};{B}", ALL)
    assert (found.holds, found.left_value, found.difference, found.acknowledged) == (False, None, -300, False)
    assert judged(with_number(minimal, f"{ALL}.{LEDGER}", value=690), "parts_add_to_whole", f"{town};{B}", ALL).holds is True
    small = with_number(minimal, f"{ALL}.{LEDGER}", value=600)
    assert judged(small, "parts_add_to_whole", f"{town};{B}", ALL).difference == 80


def test_a_bound_of_which_only_an_end_is_known_is_open(minimal):
    bound = with_number(minimal, f"{B}.{LETTER}", value=None, low=500)
    assert judged(bound, "same_total", f"{B}.{LETTER};{ALL}.{LEDGER}").holds is True


def test_both_ends_of_a_range_count_even_where_a_value_stands(minimal):
    ranged = with_number(minimal, f"{B}.{LETTER}", low=590, value=660, high=700)
    assert judged(ranged, "same_total", B).holds is True


def test_a_rounded_number_may_be_off_by_half_its_last_digit(minimal):
    about_1100 = f"{ALL}.{LETTER}"
    near = with_number(minimal, f"{ALL}.{LEDGER}", value=1150)
    assert judged(near, "same_total", f"{about_1100};{ALL}.{LEDGER}").holds is True
    far = with_number(minimal, f"{ALL}.{LEDGER}", value=1156)
    assert judged(far, "same_total", f"{about_1100};{ALL}.{LEDGER}").holds is False


def test_rows_of_different_kinds_are_not_compared(minimal):
    found = judged(minimal, "rivals", f"{B};b-land.1867.allocated.households")
    assert (found.holds, found.difference, found.acknowledged) == (None, None, True)
    assert judged(minimal, "rivals", f"1867-08.order;{LEDGER}").holds is None


def test_deaths_are_compared_by_number_and_events_by_date(minimal):
    deaths = judged(minimal, "rivals", "journey.7;journey.rival")
    assert (deaths.holds, deaths.left_value) == (False, 7)
    assert judged(minimal, "rivals", "1867-08.order;1867-09-01.first-ship").holds is False
    assert judged(minimal, "rivals", "1867-09-01.first-ship;1867-23.last-arrival").holds is True


def test_rivals_without_any_number_are_not_judged(minimal):
    found = judged(minimal, "rivals", "c-land.1868.settled.persons;c-land.1868.settled.persons.made-up-for-tests")
    assert (found.holds, found.difference) == (None, None)


def test_two_dates_or_scopes_are_different_counts_and_no_failing_sum(minimal):
    found = judged(minimal, "different_counts", f"{B}.{LEDGER};{B}.{LETTER}", difference=60)
    assert (found.holds, found.verdict, found.difference, found.acknowledged) == (None, "different", 60, True)
    assert judged(minimal, "different_counts", f"{B}.{LEDGER};{B}.{LETTER}", difference=59).acknowledged is False
    summed = judged(minimal, "different_counts", f"{B}.{LETTER};{C}.{LEDGER}", f"{ALL}.{LETTER}", difference=-40)
    assert (summed.verdict, summed.left_value, summed.right_value, summed.acknowledged) == ("different", 1060, 1100, True)
    mixed = judged(minimal, "different_counts", f"{B}.{LEDGER};b-land.1867.allocated.households.made-up-for-tests")
    assert (mixed.verdict, mixed.difference, mixed.acknowledged) == ("different", None, True)


def test_equal_numbers_are_no_different_counts(minimal):
    found = judged(minimal, "different_counts", f"{B}.{LEDGER};{B}.{LEDGER}", difference=60)
    assert (found.verdict, found.acknowledged) == ("holds", False)


def test_a_disagreement_in_description_is_a_finding_even_where_the_number_is_the_same(minimal):
    found = judged(minimal, "different_accounts", f"{B}.{LEDGER};{LETTER}")
    assert (found.holds, found.verdict, found.acknowledged) == (None, "disagree", True)


def test_accounts_of_dates_that_can_be_one_and_the_same_do_not_disagree(minimal):
    apart = judged(minimal, "different_accounts", "1867-08.order;1867-09-01.first-ship")
    assert (apart.verdict, apart.acknowledged) == ("disagree", True)
    together = judged(minimal, "different_accounts", "1867-09-01.first-ship;1867-23.last-arrival")
    assert (together.verdict, together.acknowledged) == ("holds", False)


def checkpoint(date, attestation="", *, state="departed", flows="a.b", place="", bound="equal"):
    return Checkpoint("c", date, state, flows, place, attestation, bound, "no", LEDGER, "documented", "")


@pytest.mark.parametrize(
    ("mark", "outcome"),
    [
        (checkpoint("1867-09-11", f"{B}.{LEDGER}"), (True, "holds", 600, 600, 0)),
        (checkpoint("1867-09-05", f"{B}.{LEDGER}"), (False, "fails", 600, 300, 300)),
        (checkpoint("1867-09-05", f"{B}.{LEDGER}", state="waiting"), (False, "fails", 600, 300, 300)),
        (checkpoint("1867-09-20", f"{B}.{LEDGER}", state="arrived", bound="at_least"), (True, "holds", 600, 600, 0)),
        (checkpoint("1867-09-06", state="arrived", place="b-town", bound="first"), (True, "holds", None, None, 0)),
        (checkpoint("1867-09-04", state="arrived", place="b-town", bound="first"), (False, "fails", None, None, 2)),
        (checkpoint("1867-09-20", state="arrived", place="b-town", bound="started"), (True, "holds", None, None, None)),
        (checkpoint("1867-09-01", state="arrived", place="b-town", bound="started"), (False, "fails", None, None, None)),
    ],
)
def test_a_timetable_is_held_to_what_is_attested(minimal, mark, outcome):
    found = judged(replace(minimal, checkpoints=(mark,)), "timetable", "c")
    assert (found.holds, found.verdict, found.left_value, found.right_value, found.difference) == outcome


def test_a_timetable_that_no_way_carries_is_not_judged(minimal):
    closed = replace(minimal, lines=tuple(replace(line, in_use="no") for line in minimal.lines))
    found = judged(replace(closed, checkpoints=(checkpoint("1867-09-11", f"{B}.{LEDGER}"),)), "timetable", "c")
    assert (found.holds, found.verdict) == (None, "open")


@pytest.mark.parametrize(("stated", "acknowledged"), [(None, False), (60, True), (59, False)])
def test_only_the_difference_that_is_stated_is_acknowledged(minimal, stated, acknowledged):
    found = judged(minimal, "parts_add_to_whole", f"{B}.{LETTER};{C}", ALL, difference=stated)
    assert found.acknowledged is acknowledged


def test_numbers_that_no_rule_decides_are_unguarded(minimal):
    assert f"{ALL}.{LEDGER}" not in unguarded(minimal)
    assert f"{ALL}.{LETTER}" in unguarded(minimal)
    assert "c-land.1868.settled.persons.made-up-for-tests" not in unguarded(minimal)
    assert len(unguarded(replace(minimal, rules=()))) == 10


RECORD = [row for row in rows_of(find("koryo1937"), "attestations") if row["value"]]


@pytest.fixture(scope="module")
def outcomes(record):
    return {found.rule: found.acknowledged for found in evaluate(record)}


@pytest.fixture(scope="module")
def free(record):
    return set(unguarded(record))


@pytest.mark.parametrize("step", [1, -1])
@pytest.mark.parametrize("key", [row["attestation"] for row in RECORD])
def test_a_number_changed_by_one_is_noticed_by_a_rule_or_listed_as_unguarded(record, outcomes, free, key, step):
    value = next(row.value for row in record.attestations if row.attestation == key)
    changed = with_number(record, key, value=value + step)
    noticed = [found.rule for found in evaluate(changed) if found.acknowledged != outcomes[found.rule]]
    assert noticed or key in free


def test_the_numbers_that_no_rule_guards_are_counted(free):
    say(f"{len(free)} of {len(RECORD)} numbers are guarded by no rule")
    assert 0 < len(free) < len(RECORD) / 2


def test_every_rule_of_the_record_comes_out_as_it_states(record):
    assert [found.rule for found in evaluate(record) if not found.acknowledged] == []


#: The numbered contradictions of the facts the record is made from: number, and a number that its statement prints.
CONTRADICTIONS = {
    1: "36,447", 2: "62,442", 3: "36,681", 4: "172,481", 5: "11,800", 6: "554", 7: "late August", 8: "34,000", 9: "23.5",
    10: "28", 11: "124", 12: "20,530", 13: "81,598", 14: "1,796",
}  # fmt: skip


@pytest.mark.parametrize("number", CONTRADICTIONS)
def test_every_numbered_contradiction_is_a_rule_in_every_language(record, number):
    rules = [row for row in record.rules if row.rule.startswith(f"c{number:02}-")]
    assert any(CONTRADICTIONS[number] in row.statement for row in rules)
    for row in rules:
        for lang in record.languages[1:]:
            assert record.translation_of["rules", row.rule, "statement", lang]


def test_a_conjecture_is_worded_as_one_and_mends_nothing(record):
    (row,) = [row for row in record.rules if row.conjecture]
    assert "16,272" in row.conjecture
    assert row.conjecture.startswith("A conjecture")
    assert {record.translation_of["rules", row.rule, "conjecture", lang].split(":")[0] for lang in ("ko", "ru", "kk")} == {
        "추측",
        "Предположение",
        "Болжам",
    }
    assert 16_272 not in {item.value for item in record.attestations}


#: What is said of each kind of contradiction: only sums and totals that should be equal can fail to hold.
SAID = {
    "c01-households-of-the-report": "fails",
    "c03-households-before-and-after": "different",
    "c06-deaths-on-the-journey": "different",
    "c07-first-departure": "disagree",
    "c10-freedom-of-movement": "disagree",
    "c10-kolkhozes": "different",
    "c11-124-trains": "holds",
    "c12-households-at-the-end-of-1937": "different",
    "c12-persons-at-the-end-of-1937": "different",
    "c13-census-of-1970": "fails",
    "who-the-700-were": "disagree",
    "same-people-left-on-25-october": "holds",
    "from-204000-to-172597": "different",
    "far-east-in-1926": "different",
    "people-a-train": "holds",
    "people-a-train-to-the-uzbek-ssr": "holds",
    "most-to-the-uzbek-ssr": "fails",
    "rounded-halves-of-one-article": "holds",
    "first-migration": "disagree",
    "months-of-the-deportation": "disagree",
    "from-1891-to-1902": "holds",
    "timetable-first-stage-sent": "holds",
    "timetable-all-sent": "holds",
    "timetable-last-816": "holds",
    "timetable-first-arrival-at-ushtobe": "holds",
    "timetable-chirchik-20-october": "holds",
    "timetable-first-stage-households": "fails",
}


def test_the_verdicts_of_the_record_tell_sums_from_counts_and_accounts(record):
    found = {item.rule: item.verdict for item in koryo_geo.evaluate(record)}
    assert {rule: found[rule] for rule in SAID} == SAID


def test_what_the_timetable_does_not_keep_is_told_with_the_number_that_it_draws(record):
    for item in koryo_geo.evaluate(record):
        if item.kind == "timetable" and item.verdict == "fails":
            assert f"{item.right_value:,}" in item.statement


def test_the_report_adds_up_in_persons_and_not_in_households(record):
    found = {item.rule: item for item in koryo_geo.evaluate(record)}
    assert found["persons-of-the-report"].holds
    assert (found["c01-households-of-the-report"].holds, found["c01-households-of-the-report"].difference) == (False, 5)
    assert found["with-the-last-816"].right_value == 172_597
