"""What is read of ``datapackage.json`` has the form that it is read in."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from koryo_geo.data.structure import control_trouble, shown
from koryo_geo.errors import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator


#: A name that may stand in the name of a file.
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


#: When a dataset was published, as far as it says.
_PUBLISHED = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


def descriptor_faults(descriptor: dict[str, Any]) -> Iterator[Fault]:
    """Check what is read of datapackage.json.

    Examples
    --------
    >>> print(*descriptor_faults({"name": "a", "resources": [], "languages": "en"}))
    datapackage.json:1:languages: got 'en'; expected a list of language tags, such as ["en", "ko"]. See the Frictionless Data
    Package specification.
    """
    name = descriptor.get("name")
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        yield _fault(descriptor, "name", "a name of letters a to z, digits, points, hyphens and underscores")
    for key, (expected, holds) in _FORMS.items():
        if key in descriptor and not holds(descriptor[key]):
            yield _fault(descriptor, key, expected)
    if "resources" not in descriptor:
        yield _fault(descriptor, "resources", _FORMS["resources"][0])
    for key, value in descriptor.items():
        if isinstance(value, str) and (trouble := control_trouble(value)):
            yield Fault("datapackage.json", 1, key, *trouble)


def _fault(descriptor: dict[str, Any], key: str, expected: str) -> Fault:
    """A key of another form than expected."""
    got = shown(descriptor[key]) if key in descriptor else "no such key"
    return Fault("datapackage.json", 1, key, got, expected, "See the Frictionless Data Package specification.")


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_publication_date(value: Any) -> bool:
    return isinstance(value, str) and bool(_PUBLISHED.fullmatch(value))


def _is_list_of_objects(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def _is_list_of_titled(value: Any) -> bool:
    """Whether it is a list of objects whose values are text, as contributors and licences are."""
    return _is_list_of_objects(value) and all(isinstance(text, str) for item in value for text in item.values())


def _is_list_of_tags(value: Any) -> bool:
    """Whether it is a list of languages, each once, and one at least."""
    tags = value if isinstance(value, list) else []
    return bool(tags) and all(isinstance(tag, str) and tag for tag in tags) and len(set(tags)) == len(tags)


def _is_projection(value: Any) -> bool:
    """Whether an Albers projection can be made of it; parallels that mirror each other give none."""
    if not isinstance(value, dict):
        return False
    angles = [value[key] for key in ("lat_1", "lat_2", "lat_0", "lon_0") if key in value]
    if not all(isinstance(angle, int | float) and not isinstance(angle, bool) and math.isfinite(angle) for angle in angles):
        return False
    latitudes = [value[key] for key in ("lat_1", "lat_2", "lat_0") if key in value]
    if abs(value.get("lon_0", 0)) > 360:
        return False
    mirrored = "lat_1" in value and "lat_2" in value and value["lat_1"] == -value["lat_2"]
    return all(abs(angle) <= 90 for angle in latitudes) and not mirrored


#: What each key that is read must be, where it is given.
_FORMS: dict[str, tuple[str, Callable[[Any], bool]]] = {
    "title": ("text", _is_text),
    "description": ("text", _is_text),
    "version": ("text", _is_text),
    "published": ("a year or day such as 1867-09-09", _is_publication_date),
    "attribution": ("text", _is_text),
    "resources": ("a list of objects", _is_list_of_objects),
    "contributors": ("a list of objects with text in them", _is_list_of_titled),
    "licenses": ("a list of objects with text in them", _is_list_of_titled),
    "languages": ('a list of language tags, such as ["en", "ko"]', _is_list_of_tags),
    "projection": ("finite lat_1, lat_2, lat_0, lon_0 in degrees", _is_projection),
}
