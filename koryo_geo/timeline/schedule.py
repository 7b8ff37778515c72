"""A schematic timetable: a drawing aid, not a record."""

from __future__ import annotations


def share_out(total: int, groups: int) -> tuple[int, ...]:
    """Share a whole number over groups as evenly as whole numbers allow; the parts add up to the total.

    Parameters
    ----------
    total, groups : int

    Examples
    --------
    >>> share_out(10, 4)
    (2, 3, 2, 3)
    """
    return tuple((index + 1) * total // groups - index * total // groups for index in range(groups))


#: The golden ratio's fraction: its multiples fall evenly between 0 and 1 without chance.
_GOLDEN = 0.6180339887498949


def schedule(first: int, last: int, days_min: float, days_max: float, groups: int) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Make a schematic timetable: departures spread evenly, days on the way spread between least and most.

    It is a drawing aid, not a record: the first group leaves on the first day and takes the least time, the last
    leaves on the last.

    Parameters
    ----------
    first, last : int
        Days since the timeline's start.
    days_min, days_max : float
        Days on the way.
    groups : int

    Returns
    -------
    depart, arrive : tuple of float
        Days since the timeline's start, one for each group.

    Examples
    --------
    >>> schedule(0, 10, 30, 30, 3)
    ((0.0, 5.0, 10.0), (30.0, 35.0, 40.0))
    """
    step = (last - first) / (groups - 1) if groups > 1 else 0.0
    depart = tuple(round(first + step * index, 3) for index in range(groups))
    spread = days_max - days_min
    arrive = tuple(round(day + days_min + spread * ((index * _GOLDEN) % 1.0), 3) for index, day in enumerate(depart))
    return depart, arrive
