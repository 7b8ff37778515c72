"""A CSV file taken apart: read as meant, or one fault by its cause; no row vanishes."""

import csv
import io

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from koryo_geo.data.cells import read_cells

COLUMNS = ["key", "text", "note"]


def read(text):
    return read_cells("a.csv", text, COLUMNS)


def said(text):
    """The one fault of a text."""
    (fault,) = read(text).faults
    return str(fault)


@pytest.mark.parametrize(
    "text",
    [
        "key,text,note\na,b,c\n",
        "key,text,note\r\na,b,c\r\n",
        "key,text,note\ra,b,c\r",
        "key,text,note\na,b,c",
        "\ufeffkey,text,note\na,b,c\n",
        "\ufeff\ufeffkey,text,note\na,b,c\n",
        '"key","text","note"\n"a","b","c"\n',
        "key ,\u00a0text,note\u200b\na,b,c\n",
    ],
)
def test_what_is_meant_is_read(text):
    assert read(text).rows == [(2, ["a", "b", "c"])]


MARKS = {
    "“b”": "“b”",
    'b"c': 'b"c',
    '"b ""c"" d"': 'b "c" d',
    "'b'; 'c'; 'd'": "'b'; 'c'; 'd'",
    '"b\nc"': "b\nc",
    '"b, c"': "b, c",
}


@pytest.mark.parametrize(("cell", "value"), MARKS.items())
def test_marks_in_a_cell_are_letters_of_it(cell, value):
    assert read(f"key,text,note\na,{cell},d\n").rows == [(2, ["a", value, "d"])]


#: A text, and how its one fault begins, behind ``a.csv:``.
FAULTS = [
    (
        'key,text,note\na,"b,c\nd,e,f\n',
        "2:text: got a quotation mark that is never closed; expected a closing quotation mark in the",
    ),
    (
        'key,text,note\na,"b,c\nd,e",f\n',
        "2:text: got a quotation mark that takes the rows below into its cell (1); expected a quot",
    ),
    (
        'key,text,note\na,b,"c\nd,e,f\ng,h,i"\n',
        "2:note: got a quotation mark that takes the rows below into its cell (2); expected",
    ),
    ('key,text,note\na,"b"c,d\n', "2: got text behind a closing quotation mark; expected a comma or the end of the row there."),
    ("sep=,\nkey,text,note\na,b,c\n", "1: got the line 'sep=,'; expected the header in row 1. Delete that line."),
    ("sep=;\nkey;text;note\na;b;c\n", "1: got the line 'sep=;'; expected the header in row 1. Delete that line. Save the file"),
    ("key;text;note\na;b;c\n", "1: got columns separated by semicolons; expected columns separated by commas. Save the file again"),
    ("key\ttext\tnote\na\tb\tc\n", "1: got columns separated by tabs; expected columns separated by commas."),
    (
        "A title\nkey,text,note\na,b,c\n",
        "1: got 'A title', which is not the header; expected the header in row 1. The header stands in",
    ),
    (
        "A\n\n\nkey,text,note\n",
        "1: got 'A', which is not the header; expected the header in row 1. The header stands in row 4: delete the",
    ),
    (",,\nkey,text,note\na,b,c\n", "1: got an empty row; expected the header in row 1."),
    ("Key,Text,note\na,b,c\n", "1:key: got 'Key'; expected the column 'key' here. Did you mean key? The header is: key,text,note"),
    (
        "key,text,note,,\na,b,c,,\n",
        "1: got 2 empty columns at the end; expected no further column. Delete the columns behind 'note'.",
    ),
    ("key,text,note,more\na,b,c,d\n", "1: got 'more'; expected no further column."),
    ("key,text\na,b\n", "1:note: got nothing; expected the column 'note' here."),
    (
        "key,text,note\na,b,c\n,,\n,,\n",
        "3: got an empty line; expected a row, or the end of the file. Delete it. The same in 1 further row: 4.",
    ),
    ("key,text,note\na,b\nc,d\n", "2: got 2 cells, and none for the last column; expected 3 cells, one a column."),
    (
        "key,text,note\na,b,c,d\n",
        "2: got 4 cells; expected 3 cells, one a column. A cell that holds a comma stands in quotation marks:",
    ),
    ("key,text,note\na,b,c,,\n", "2: got 5 cells, the last of them empty; expected 3 cells"),
    ("key,text,note\na,b\x00,c\n", "2: got the control character U+0000; expected text."),
    ("", "1: got an empty file; expected a header and rows."),
    (",,\n,,\n", "1: got an empty file; expected a header and rows."),
    (f"key,text,note\na,{'b' * 20_001},c\n", "2:text: got a longer cell; expected at most 20,000 characters in a cell."),
    (f'key,text,note\na,"{"b" * 200_000}",c\n', "2:text: got a longer cell; expected at most 20,000 characters in a cell."),
]


@pytest.mark.parametrize(("text", "fault"), FAULTS)
def test_one_cause_is_one_fault(text, fault):
    assert said(text).startswith(f"a.csv:{fault}")


def test_a_note_of_several_lines_is_one_row():
    note = '"First, what he said.\nSecond, what she wrote, in her hand, later, elsewhere.\n\nThird."'
    assert len(read(f"key,text,note\na,b,{note}\nc,d,e\n").rows) == 2


PLAIN = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"), exclude_characters='",\x85'), min_size=1, max_size=6)
TABLES = st.lists(st.tuples(PLAIN, PLAIN, PLAIN).filter(lambda row: all(cell.strip() for cell in row)), max_size=8)


def written(rows):
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([COLUMNS, *rows])
    return text.getvalue()


@given(st.lists(st.tuples(st.text(max_size=9), st.text(max_size=9), st.text(max_size=9)), max_size=8))
def test_every_row_is_read_or_refused(rows):
    """Whatever the cells hold, once written by a CSV writer."""
    assume(not any("\r" in cell or "\n" in cell for row in rows for cell in row))
    text = written(rows).encode("utf-8", "replace").decode()
    found = read(text)
    blank = sum(not any(cell.strip() for cell in row) for row in rows)
    assert len(found.rows) + found.refused in (len(rows) - blank, len(rows)) or found.faults
    if not found.faults:
        assert [row for _, row in found.rows] == [list(row) for row in rows]


@given(TABLES, st.data())
def test_no_row_vanishes_when_a_character_slips_in(rows, data):
    """One line a row: what is not among the rows read is refused, with a fault."""
    text = written(rows)
    at = data.draw(st.integers(0, len(text)))
    slip = data.draw(st.sampled_from(['"', '""', ",", "\n", ";", "“", "\ufeff", "\t", "'", "\x00"]))
    spoilt = text[:at] + slip + text[at:]
    found = read(spoilt)
    lines = [line for line in spoilt.split("\n")[1:] if line.strip()]
    assert found.faults or len(found.rows) == len(lines)
    assert bool(found.faults) >= bool(found.refused)
    if found.rows:
        assert len(found.rows) + found.refused == len([line for line in lines if line.strip(', \t"')])


@given(TABLES, st.data())
def test_no_row_vanishes_when_a_piece_is_lost(rows, data):
    text = written(rows)
    at = data.draw(st.integers(0, len(text)))
    spoilt = text[:at] + text[at + data.draw(st.integers(1, 4)) :]
    found = read(spoilt)
    lines = [line for line in spoilt.split("\n")[1:] if line.strip()]
    assert found.faults or len(found.rows) == len(lines)
