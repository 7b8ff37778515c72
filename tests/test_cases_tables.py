"""What spreadsheets do to the tables of a dataset: read as meant, or one fault by its cause."""

import pytest

import koryo_geo
from koryo_geo.data.rows import TABLES
from tests.sample import faults_of, rows_of, spoil, write_rows


def lines_of(folder, table="places"):
    return (folder / f"{table}.csv").read_text("utf-8").splitlines()


def put(folder, lines, table="places", end="\n", encoding="utf-8"):
    (folder / f"{table}.csv").write_bytes((end.join(lines) + end).encode(encoding))
    return folder


def test_semicolons_are_one_fault_a_table(copy):
    folder = copy()
    for table in TABLES:
        put(folder, [line.replace(",", ";") for line in lines_of(folder, table)], table)
    faults = faults_of(folder)
    assert len(faults) == len(TABLES)
    assert all("columns separated by semicolons" in fault for fault in faults)


@pytest.mark.parametrize("first", ["sep=,", "sep=;", "# exported on a day", "Table 1. The places", ",,,,,,,,,", ""])
def test_a_line_above_the_header_is_one_fault(copy, first):
    folder = copy()
    put(folder, [first, *lines_of(folder)])
    (fault,) = faults_of(folder)
    assert fault.startswith("places.csv:1: got ")
    assert "expected the header in row 1" in fault


def test_old_line_ends_are_read(copy, minimal):
    folder = copy()
    put(folder, lines_of(folder), end="\r")
    assert koryo_geo.load(folder).places == minimal.places


@pytest.mark.parametrize(
    "change",
    [
        lambda header: f"\ufeff\ufeff{header}",
        lambda header: f"\u200b{header}",
        lambda header: header.replace("place,", "place\u00a0,", 1),
        lambda header: header.replace(",role", ", role"),
        lambda header: f"{header} ",
    ],
)
def test_what_nobody_sees_in_a_header_is_forgiven(copy, minimal, change):
    folder = copy()
    header, *rows = lines_of(folder)
    put(folder, [change(header), *rows])
    assert koryo_geo.load(folder).places == minimal.places


def test_empty_columns_and_rows_at_the_end_are_told_once(copy):
    wide = copy()
    put(wide, [f"{line},,," for line in lines_of(wide)] + ["," * 12] * 3, end="\r\n")
    (fault,) = faults_of(wide)
    assert "3 empty columns at the end" in fault


def test_rows_of_commas_are_told_once(copy):
    folder = copy()
    put(folder, [*lines_of(folder), "," * 9, "," * 9])
    (fault,) = faults_of(folder)
    assert fault.startswith("places.csv:6: got an empty line")


def test_rows_that_lost_their_last_comma_are_told_once(copy):
    folder = copy()
    put(folder, [line.removesuffix(",") for line in lines_of(folder)])
    (fault,) = faults_of(folder)
    assert fault.startswith("places.csv:2: got 9 cells, and none for the last column")
    assert "The same in 2 further rows: 3, 4." in fault


@pytest.mark.parametrize("encoding", ["cp1251", "cp949", "utf-16"])
def test_another_encoding_is_told_by_line(copy, encoding):
    folder = copy()
    places = [line.replace("No position is held", {"cp949": "가읍"}.get(encoding, "Город")) for line in lines_of(folder)]
    put(folder, places, encoding=encoding)
    (fault,) = faults_of(folder)
    assert "that is not UTF-8; expected UTF-8 text. Save the file again with UTF-8 encoding." in fault
    assert fault.startswith("places.csv:1:" if encoding == "utf-16" else "places.csv:5:")


def test_a_row_that_a_quotation_mark_swallows_is_missed(copy):
    """The note of b-town opens a mark that the note of c-town closes: both rows would be one, of the right number of cells."""
    folder = copy()
    lines = lines_of(folder)
    put(folder, [*lines[:2], f'{lines[2]}"seen', f'{lines[3]}there"', *lines[4:]])
    (fault,) = faults_of(folder)
    assert fault.startswith("places.csv:3:note: got a quotation mark that takes the rows below into its cell (1)")


def test_a_note_with_commas_and_marks_of_its_own_is_read(copy):
    note = """see 'A'; 'B'; 'C', and "D", “E” """
    assert koryo_geo.load(spoil(copy(), "places", 0, note=note)).places[0].note == note


def test_namibia_is_a_country_and_a_person_may_be_called_null(copy):
    folder = spoil(spoil(copy(), "places", 2, country="NA"), "names", 7, name="NA")
    spoil(folder, "sources", 1, title="None", container="null")
    dataset = koryo_geo.load(folder)
    assert (dataset.places[2].country, dataset.names[7].name, dataset.sources[1].container) == ("NA", "NA", "null")


@pytest.mark.parametrize("mark", ["#REF!", "#NAME?", "#N/A", "#VALUE!"])
def test_a_failed_formula_is_a_fault_in_text_and_in_numbers(copy, mark):
    folder = spoil(spoil(copy(), "places", 3, note=mark), "attestations", 0, value=mark)
    faults = faults_of(folder)
    assert [fault.split(": got")[0] for fault in faults] == ["places.csv:5:note", "attestations.csv:2:value"]
    assert all("A formula of a spreadsheet failed there" in fault for fault in faults)


def renamed(cell):
    """A cell of keys in which a-town is called 007."""
    return ";".join("007" if key == "a-town" else key for key in cell.split(";"))


def test_leading_zeros_of_keys_are_kept(copy):
    folder = copy()
    for table in TABLES:
        rows = rows_of(folder, table) if (folder / f"{table}.csv").is_file() else []
        if rows:
            write_rows(folder, table, [{column: renamed(cell) for column, cell in row.items()} for row in rows])
    dataset = koryo_geo.load(folder)
    assert dataset.places[0].place == "007"
    assert koryo_geo.legs(dataset, ["007", "c-town"])["from_place"].iloc[0] == "007"


def test_no_fault_shows_a_regular_expression(copy):
    folder = copy()
    for table in TABLES:
        rows = rows_of(folder, table) if (folder / f"{table}.csv").is_file() else []
        if rows:
            write_rows(folder, table, [dict.fromkeys(row, "?!") for row in rows])
    assert not [fault for fault in faults_of(folder) if "^[" in fault or "\\d" in fault or "pattern" in fault]
