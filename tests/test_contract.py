"""Python gives the frames of ``contract/frames.json``; a browser test pins the JavaScript to the same file.

When a frame changes on purpose, write the file again with ``python -m tests.contract.regenerate`` and look at the difference.
"""

import json

import pytest

from koryo_geo.timeline.model import Timeline
from tests.contract.cases import timelines
from tests.contract.regenerate import FILE

CASES = json.loads(FILE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_python_gives_the_pinned_frames_exactly(case):
    timeline = Timeline.from_json(json.dumps(case["timeline"]))
    for pinned in case["frames"]:
        assert json.loads(json.dumps(timeline.at(pinned["t_asked"]).to_dict())) == pinned["frame"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_pinned_timelines_are_those_of_the_code(case):
    assert json.loads(timelines()[case["name"]].to_json()) == case["timeline"]


def test_the_file_is_small_and_holds_some_two_dozen_frames_of_each():
    assert FILE.stat().st_size < 150_000
    assert all(15 <= len(case["frames"]) <= 30 for case in CASES)
