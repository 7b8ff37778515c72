"""What would keep a loaded dataset from being built, in the words in which the build says it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from koryo_geo.errors import KoryoError
from koryo_geo.language.texts import order_languages
from koryo_geo.timeline.build import timeline_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from koryo_geo.data.dataset import Dataset


def refusals(dataset: Dataset, *, allow_unmatched: Collection[str] = ()) -> tuple[str, ...]:
    """Try what a build does before it draws: find the words of each language, the ways of the flows, the polygons of the counts.

    Parameters
    ----------
    dataset : Dataset
    allow_unmatched : collection of str
        Figures that may find no polygon of their own date.

    Returns
    -------
    tuple of str
        Nothing for a dataset that can be built.

    Examples
    --------
    >>> import koryo_geo
    >>> refusals(koryo_geo.load("minimal"))
    ()
    """
    return tuple(dict.fromkeys(_said(dataset, allow_unmatched)))


def _said(dataset: Dataset, allow_unmatched: Collection[str]) -> Iterator[str]:
    """What each step says, where it fails."""
    steps: list[Callable[[], object]] = [partial(order_languages, dataset.languages)]
    steps += [partial(timeline_of, dataset, plan.map, allow_unmatched=allow_unmatched) for plan in dataset.maps]
    for step in steps:
        try:
            step()
        except KoryoError as error:
            yield str(error)
