"""Cells become rows: judged in words, and as frictionless judges them."""

import csv
import io
import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koryo_geo.data.rows import TABLES
from koryo_geo.data.structure import FORMS, cell_trouble, read_table, schema

FIELDS = {name: table["fields"] for name, table in schema().items()}


def test_every_form_of_the_schema_has_words():
    forms = {field.get("constraints", {}).get("pattern") for fields in FIELDS.values() for field in fields} - {None}
    assert forms <= set(FORMS)
    assert not any("[" in words or "\\" in words for words in FORMS.values())


def field(column, table="places"):
    return next(item for item in FIELDS[table] if item["name"] == column)


@pytest.mark.parametrize(
    ("table", "column", "cell", "expected", "hint"),
    [
        ("places", "place", "lost-village ", "a key of small letters a to z, digits", "Take the blanks around it away."),
        ("flows", "stops", "a-town; b-town", "keys of letters a to z, digits", "Take the blanks around it away."),
        ("places", "lat", " 46.1\u00a0", "a number in digits", "Take the blanks around it away."),
        ("places", "lat", "46,1", "a number in digits", "Write 46.1: the decimal sign is a point."),
        ("places", "lat", "４６.1", "a number in digits", "Write 46.1 in the digits 0 to 9."),
        ("places", "lat", "NULL", "a number in digits", "Leave the cell blank if the number is not known."),
        ("places", "lon", "190", "at most 180", "Longitudes end at the date line: write -170. A map across the date line"),
        ("places", "lon", "900", "at most 180", ""),
        ("attestations", "value", "1\u00a0000", "a whole number in digits", "Write 1000."),
        ("attestations", "value", "1.500", "a whole number in digits", "Write 1500."),
        ("attestations", "value", "600.0", "a whole number in digits", "Write 600."),
        ("attestations", "value", "1E+03", "a whole number in digits", "Leave the cell blank if the number is not known."),
        ("attestations", "value", "9" * 5000, "a number of at most 12 digits", ""),
        ("attestations", "value", "1" + "0" * 19, "a number of at most 12 digits", ""),
        ("flows", "groups", "10001", "at most 10,000", ""),
        ("flows", "depart_first", "18670901", "a plain day, such as 1867-09-09", "Write 1867-09-01."),
        ("lines", "in_use", "Yes", "one of yes, no, doubtful", "Did you mean yes?"),
        ("figures", "counted", "persons ", "one of persons, households, trains", "Take the blanks around it away."),
        ("places", "note", "#REF!", "a value or text", "A formula of a spreadsheet failed there"),
        ("names", "name", "#name?", "a value or text", "A formula of a spreadsheet failed there"),
        ("sources", "title", "   ", "a value for title", ""),
        ("places", "place", "가읍", "a key of small letters a to z, digits", ""),
    ],
)
def test_a_cell_is_judged_in_words(table, column, cell, expected, hint):
    got, wanted, advice = cell_trouble(field(column, table), cell)
    assert wanted.startswith(expected)
    assert advice.startswith(hint)
    assert len(got) < 120


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("country", "NA"),
        ("note", "NA"),
        ("note", "null"),
        ("geonameid", "0012"),
        ("lat", "-46.1"),
        ("lat", "4.61e1"),
        ("role", "  x"),
    ],
)
def test_what_looks_strange_and_is_meant_stays(column, cell):
    assert cell_trouble(field(column), cell) is None


CELLS = st.one_of(
    st.sampled_from(["", "a", "a-b", "A", "1", "-1", "1.5", "x;y", "1867-09-09", "documented", "high", "XA", "en"]),
    st.text(max_size=6),
)


def by_frictionless(name, text):
    """Whether the library finds a table sound."""
    from frictionless import Dialect, Resource, Schema
    from frictionless.formats import CsvControl

    rules = {key: value for key, value in schema()[name].items() if key != "foreignKeys"}
    control = CsvControl(delimiter=",", quote_char='"')
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        resource = Resource(
            data=text.encode(),
            format="csv",
            encoding="utf-8",
            schema=Schema.from_descriptor(rules),
            dialect=Dialect(controls=[control]),
        )
        return resource.validate().valid


@pytest.mark.parametrize("name", ["places", "attestations", "uses", "gaps"])
@given(data=st.data())
def test_the_library_finds_sound_what_is_sound_here(name, data):
    """One way only: a cell of blanks, a failed formula and a number of 13 digits are refused here alone."""
    columns = [item["name"] for item in FIELDS[name]]
    rows = data.draw(st.lists(st.lists(CELLS, min_size=len(columns), max_size=len(columns)), max_size=3))
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([columns, *rows])
    table = read_table(name, text.getvalue())
    assert len(table.rows) + table.refused >= len([row for row in rows if any(cell.strip() for cell in row)])
    if not table.faults:
        assert by_frictionless(name, text.getvalue())


@pytest.mark.parametrize("name", TABLES)
def test_the_bundled_tables_are_sound_for_both(name, minimal):
    text = (minimal.folder / f"{name}.csv").read_text("utf-8")
    assert by_frictionless(name, text)
    assert not read_table(name, text).faults
    assert read_table(name, text).rows == getattr(minimal, name)
