"""The exception tree, faults and near matches."""

import pytest

from koryo_geo import errors
from koryo_geo.errors import DatasetError, Fault, JoinError, KoryoError, NoMatchError, OutputError, RoutingError, did_you_mean


@pytest.mark.parametrize("error", [DatasetError, JoinError, RoutingError, NoMatchError, OutputError])
def test_every_error_is_a_koryo_error(error):
    assert issubclass(error, KoryoError)


def test_the_tree_in_the_docstring_names_every_error():
    named = [name for name, item in vars(errors).items() if isinstance(item, type) and issubclass(item, Exception)]
    assert all(name in errors.__doc__ for name in named)


def test_a_fault_reads_as_address_got_expected_and_hint():
    fault = Fault("places.csv", 4, "lat", "'x'", "number", "Write degrees.")
    assert str(fault) == "places.csv:4:lat: got 'x'; expected number. Write degrees."


@pytest.mark.parametrize(
    ("row", "column", "where"),
    [(4, "lat", "places.csv:4:lat"), (4, "", "places.csv:4"), (None, "crs", "places.csv:crs"), (None, "", "places.csv")],
)
def test_an_address_leaves_out_what_does_not_apply(row, column, where):
    assert Fault("places.csv", row, column, "x", "y").where == where


def test_a_fault_is_plain_data():
    data = Fault("places.csv", 4, "lat", "'x'", "number").to_dict()
    assert data == {
        "file": "places.csv",
        "row": 4,
        "column": "lat",
        "got": "'x'",
        "expected": "number",
        "hint": "",
        "group": "structure",
    }


def test_a_dataset_error_lists_all_faults_and_counts_them():
    one, two = Fault("a.csv", 2, "x", "1", "2"), Fault("b.csv", None, "", "nothing", "a file")
    error = DatasetError("folder", [one, two])
    assert str(error) == "folder: 2 faults\n  a.csv:2:x: got 1; expected 2.\n  b.csv: got nothing; expected a file."
    assert str(DatasetError("folder", [one])).startswith("folder: 1 fault\n")


def test_near_matches_are_named_in_the_order_of_likeness():
    assert did_you_mean("ushtobee", ["tashkent", "ushtobe", "chita"]) == "Did you mean ushtobe?"
    assert did_you_mean("x", []) == ""
