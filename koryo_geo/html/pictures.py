"""A picture whose words the page says: one drawing for all languages, and the words with the points where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from koryo_geo.language.texts import Text


@dataclass(frozen=True, slots=True)
class Word:
    """Words on a picture.

    Attributes
    ----------
    x, y : float
        The point they hang on, in hundredths of the picture's width and height.
    across, down : float
        Which point of the words stands there: 0 for their left (upper) side, 0.5 for the middle, 1 for the right (lower) side.
        The words keep their size where the picture shrinks, so a word laid out on a small picture is clear of the others on any
        larger one.
    kind : {"number", "land", "sea"}
        Land and sea are named only where the picture is wide.
    text : Text
    value : int or None
        The number that stands here.
    amount : Text
        The number in words, as exact as its source has it; blank for a land or a sea.
    note : Text
        What follows, smaller.
    """

    x: float
    y: float
    across: float
    down: float
    kind: Literal["number", "land", "sea"]
    text: Text
    value: int | None = None
    amount: Text = ""
    note: Text = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing without words, and the words over it.

    Attributes
    ----------
    svg : str
    ratio : float
        Width over height.
    words : tuple of Word
    date : Text
        What is written in its corner; blank for none.
    """

    svg: str
    ratio: float
    words: tuple[Word, ...] = ()
    date: Text = ""


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures of one map.

    Attributes
    ----------
    kind : {"flows", "regions"}
    whole : Picture
        At the end of the map, with its numbers.
    parts : tuple of Picture
        Small ones: of a map of flows the day on which most people are under way, of one of regions up to six dates.
    key : tuple of (str, Text)
        The signs of ``whole`` (``outlined``, ``solid``, ``pale``) and what they say.
    """

    kind: str
    whole: Picture
    parts: tuple[Picture, ...]
    key: tuple[tuple[str, Text], ...]
