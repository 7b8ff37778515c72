"""Class breaks and projections."""

from itertools import pairwise

import pyproj
import pytest
from hypothesis import given
from hypothesis import strategies as st

from koryo_geo import Projection, Style, class_breaks
from koryo_geo.style import RAMP, class_of

VALUES = st.lists(st.integers(1, 10**8), min_size=1, max_size=40)


@given(VALUES)
def test_every_count_has_one_class(values):
    breaks = class_breaks(values)
    for value in values:
        (only,) = [number for number, step in enumerate(breaks) if step.min <= value and (step.max is None or value < step.max)]
        assert class_of(value, breaks) == only


@given(VALUES)
def test_classes_join_and_rise(values):
    breaks = class_breaks(values)
    assert 1 <= len(breaks) <= len(RAMP)
    assert all(low.max == high.min for low, high in pairwise(breaks))
    assert [step.min for step in breaks] == sorted({step.min for step in breaks})
    assert breaks[-1].max is None


@given(VALUES)
def test_limits_have_one_figure(values):
    for step in class_breaks(values):
        assert str(int(step.min)).rstrip("0") in tuple("123456789")


@given(VALUES, st.randoms())
def test_order_does_not_matter(values, random):
    shuffled = list(values)
    random.shuffle(shuffled)
    assert class_breaks(values) == class_breaks(shuffled)


def test_zero_is_no_class_and_nothing_makes_none():
    assert class_breaks([]) == class_breaks([0, -1]) == ()
    assert class_of(0, class_breaks([10, 100])) is None


def test_colours_run_from_light_to_dark():
    darkness = [sum(int(colour[at : at + 2], 16) for at in (1, 3, 5)) for colour in RAMP]
    assert darkness == sorted(darkness, reverse=True)


def test_a_projection_takes_the_datasets_word_and_fits_the_rest():
    fitted = Projection.of({"lat_1": 42, "lat_2": 58}, (60, 36, 120, 60))
    assert fitted == Projection(lat_1=42, lat_2=58, lon_0=90, lat_0=48)
    assert Projection.of({}, (60, 36, 120, 60)) == Projection(lat_1=40, lat_2=56, lon_0=90, lat_0=48)


def test_a_projection_is_known_to_proj_and_keeps_areas():
    crs = pyproj.CRS.from_user_input(Projection(42, 58, 90, 50).proj)
    factors = pyproj.Proj(crs).get_factors(130.8, 42.65)
    assert factors.areal_scale == pytest.approx(1, abs=1e-6)


def test_a_style_is_frozen_plain_data():
    assert Style() == Style()
    with pytest.raises(AttributeError):
        Style().hold_s = 1
