"""Figures, what sources say of them, and how they are cited."""

import dataclasses

import pytest

from koryo_geo.data.attestations import chosen, citation, qualifier, short_citation

FIGURE = "b-land.1867.allocated.persons"


def attestation(minimal, **changes):
    return dataclasses.replace(minimal.attestations[0], **changes)


def source(minimal, **changes):
    return dataclasses.replace(minimal.sources[0], **changes)


def test_a_map_draws_the_attestation_that_its_use_names(minimal):
    assert chosen(minimal, "journey", FIGURE).attestation == f"{FIGURE}.made-up-for-tests"
    assert chosen(minimal, "journey", FIGURE).value == 600


def test_a_figure_that_is_listed_only_or_not_used_has_none_chosen(minimal):
    assert chosen(minimal, "counts", "b-hills.1868.plan.households") is None
    assert chosen(minimal, "journey", "b-land.1868.census.persons") is None


def test_a_chosen_value_may_be_unknown(minimal):
    assert chosen(minimal, "counts", "c-land.1868.settled.persons").value is None


@pytest.mark.parametrize(
    ("low", "value", "high", "certainty", "expected"),
    [
        (None, None, None, "unknown", None),
        (80, None, 100, "estimated", None),
        (None, 600, None, "documented", None),
        (600, 600, None, "estimated", "at_least"),
        (None, 600, 600, "documented", "at_most"),
        (None, 600, None, "estimated", "about"),
        (500, 600, 700, "estimated", "about"),
    ],
)
def test_a_value_is_qualified_as_its_source_does(minimal, low, value, high, certainty, expected):
    row = attestation(minimal, low=low, value=value, high=high, certainty=certainty)
    assert qualifier(row) == expected


def test_a_citation_leaves_out_what_is_not_known(minimal):
    row = source(minimal, author="not given", title="A title.", container="", year="1867", pages_or_doc="p. 3")
    assert citation(row) == "A title. 1867. p. 3."


@pytest.mark.parametrize(
    ("author", "title", "year", "short"),
    [
        ("Kim, German N.", "x", "1999", "Kim 1999"),
        ("Council (of towns)", "x", "n.d.", "Council"),
        ("not printed", "A short title", "1867", "A short title 1867"),
        (
            "",
            "A long title that goes on and on, and on and on until it is cut",
            "",
            "A long title that goes on and on, and on …",
        ),
    ],
)
def test_a_short_citation_is_a_name_and_a_year(minimal, author, title, year, short):
    assert short_citation(source(minimal, author=author, title=title, year=year)) == short
