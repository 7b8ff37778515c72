"""Colours, pace and projections."""

import re
from importlib import resources

import pyproj
import pytest

from koryo_geo import Projection, Style
from koryo_geo.style import PALETTE, RAMP


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


def test_a_colour_is_written_once():
    """What the palette names is named everywhere else: in the style sheets, the scripts and the stills of Python."""
    folder = resources.files("koryo_geo") / "js"
    used = set()
    for path in sorted(file for file in folder.rglob("*.*") if file.suffix in {".css", ".js"} and file.name != "palette.css"):
        text = path.read_text("utf-8")
        used |= set(re.findall(r"--koryo-([a-z][\w-]*)|paletteColor\(\"([\w-]+)", text))
        print_rule = re.sub(r"^  :root \{.*\}$", "", text, flags=re.MULTILINE)  # paper takes other colours, in one line
        assert not set(re.findall(r"#[0-9a-f]{6}", print_rule)) & set(PALETTE.values()), path.name
    names = {name for pair in used for name in pair if name}
    names |= {name for name in PALETTE if name.startswith("still-")}
    assert set(PALETTE) - names <= {*(f"ramp-{step}" for step in range(1, 6)), "legend-ink", "legend-line"}


def test_a_colour_of_a_still_is_written_once():
    folder = resources.files("koryo_geo") / "export" / "still"
    for path in sorted(file for file in folder.iterdir() if file.suffix == ".py"):
        assert not set(re.findall(r"#[0-9a-f]{6}", path.read_text("utf-8"))) & set(PALETTE.values()), path.name
    text = "".join(path.read_text("utf-8") for path in sorted(folder.iterdir()) if path.suffix == ".py")
    named = {f"still-destination-{number}" for number in range(1, 5)} | set(re.findall(r"PALETTE\[\"([\w-]+)", text))
    assert {name for name in PALETTE if name.startswith("still-")} <= named


def test_the_palette_is_read_by_python_as_the_style_sheets_say():
    assert PALETTE["ink"] == "#a8431f"
    assert list(RAMP) == sorted(RAMP, reverse=True)
    assert len(RAMP) == 5


def test_a_style_left_alone_rests_long_enough_to_look():
    style = Style()
    assert style.seconds_per_moment >= 4
    assert style.hold_s > 0
    assert style.seconds_per_day > 0
