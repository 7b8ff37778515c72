"""Datasets spoiled at random: each is built, or refused with an address. Long runs are made by hand: ``python -m tests.fuzz``."""

import pytest

from tests.fuzz import run

#: A thousand in all; in parts, so that they can run beside each other.
PARTS = 10


@pytest.mark.parametrize("seed", range(PARTS))
def test_a_spoiled_dataset_is_built_or_refused_with_an_address(seed):
    state = run(1000 // PARTS, seed)
    assert state["bad"] == []
    assert state["tally"]["checked"] + state["tally"].get("built", 0) > 10
    assert state["tally"]["refused"] > 30
