"""The ledger of counts: a row a date, a column a whole; what is not known has no number, and parts are never added up."""

import koryo_geo


def ledger_of(dataset, map_name="resettlement"):
    """The ledger, and its cells by date and unit."""
    ledger = koryo_geo.content_of(dataset, map_name, languages=["en"]).ledger
    cells = {(row.date, column.unit): cell for row in ledger.rows for column, cell in zip(ledger.columns, row.cells, strict=True)}
    return ledger, cells


def test_wholes_are_columns_the_most_often_counted_first(record):
    ledger, _ = ledger_of(record)
    assert [column.unit for column in ledger.columns] == ["kazakhstan", "uzbekistan", "russia"]
    assert ledger.columns[0].name == "Kazakhstan"
    assert {"kazakh-ssr", "kazakhstan"} <= set(ledger.columns[0].units)


def test_a_count_stands_at_its_own_date_as_its_source_gives_it(record):
    _, cells = ledger_of(record)
    assert (cells["1937-10-25", "kazakhstan"].value, cells["1937-10-25", "kazakhstan"].precision) == (95_256, "exact")
    assert (cells["1989", "uzbekistan"].value, cells["1989", "uzbekistan"].precision) == (183_000, "at_least")
    assert (cells["1959", "uzbekistan"].value, cells["1959", "uzbekistan"].precision) == (139_000, "about")


def test_what_is_not_known_and_what_is_not_held_are_two_things(record):
    _, cells = ledger_of(record)
    assert cells["1979", "uzbekistan"].status == "unknown"
    assert cells["1970", "uzbekistan"].status == "none"
    assert all(cell.value is None and not cell.figure for cell in cells.values() if cell.status in ("unknown", "none"))


def test_parts_are_counted_and_never_added_up(record):
    _, cells = ledger_of(record)
    cell = cells["1938", "kazakhstan"]
    assert (cell.status, cell.level, cell.value) == ("parts", "oblast", None)
    assert 0 < cell.parts_counted < cell.parts


def test_every_number_of_the_ledger_is_one_of_the_record(record):
    _, cells = ledger_of(record)
    said = {(row.figure, row.value) for row in record.attestations}
    assert all((cell.figure, cell.value) in said for cell in cells.values() if cell.status == "counted")


def test_the_axis_is_true_to_time_and_a_span_is_a_span(record):
    ledger, _ = ledger_of(record)
    spans = {row.date: (row.start, row.end) for row in ledger.rows}
    assert [row.start for row in ledger.rows] == sorted(row.start for row in ledger.rows)
    assert spans["1941/1945"][1] - spans["1941/1945"][0] > 4
    assert spans["1937-10-25"][0] == spans["1937-10-25"][1]


def test_a_dataset_without_states_has_its_counted_units_as_columns(minimal):
    ledger, cells = ledger_of(minimal, "counts")
    assert [column.unit for column in ledger.columns] == ["b-land", "c-land"]
    assert (cells["1868", "b-land"].value, cells["1868", "c-land"].status) == (620, "unknown")


def test_a_map_of_flows_has_none(minimal):
    assert koryo_geo.content_of(minimal, "journey").ledger is None
