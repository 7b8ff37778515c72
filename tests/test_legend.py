"""The legend says what the signs of a map mean."""

import pytest

import koryo_geo
from koryo_geo.content.legend import legend_items
from koryo_geo.language.texts import Texts


@pytest.mark.parametrize(("name", "plan", "persons"), [("minimal", "journey", 1_000), ("koryo1937", "route", 100_000)])
def test_the_ribbon_of_the_legend_is_never_of_more_people_than_there_are(name, plan, persons):
    dataset = koryo_geo.load(name)
    items = legend_items(Texts(dataset), koryo_geo.timeline_of(dataset, plan), unit="household")
    assert [item.persons for item in items if item.kind == "ribbon"] == [persons]
    assert f"{persons:,}" in next(item.text for item in items if item.kind == "ribbon")
