"""Counts joined to polygons of their own date; every count is matched, or unmatched with a reason.

A count finds its polygon by the key of its unit, among the regions that were valid on every day that the count's date may mean. A
count at a place finds the smallest such region that holds the point. What finds none is listed with the reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from koryo_geo.data.dates import span, validity
from koryo_geo.errors import JoinError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import geopandas as gpd
    import pandas as pd

    from koryo_geo.data.dates import Span


_COUNT_COLUMNS = ("figure", "unit", "date", "counted", "value")


@dataclass(frozen=True, eq=False)
class Joined:
    """The outcome of a join.

    Attributes
    ----------
    matched : geopandas.GeoDataFrame
        The counts' columns, with ``region`` and the region's geometry (EPSG:4326).
    unmatched : pandas.DataFrame
        The counts' columns, with ``reason``.
    """

    matched: gpd.GeoDataFrame
    unmatched: pd.DataFrame

    def totals(self, counted: str = "persons") -> dict[str, int]:
        """Add up what was given, matched and unmatched; unknown values count as nothing, not as zero people.

        Parameters
        ----------
        counted : {"persons", "households", "trains"}
        """
        parts = {name: _total(frame, counted) for name, frame in (("matched", self.matched), ("unmatched", self.unmatched))}
        return {"given": sum(parts.values()), **parts}

    def require(self, allow_unmatched: Collection[str] = ()) -> Joined:
        """Insist that all counts found a polygon, but for those named.

        Parameters
        ----------
        allow_unmatched : collection of str
            Figure keys that may stay unmatched.

        Raises
        ------
        JoinError
            With every other unmatched count and its reason; also if a name allowed is not among the unmatched.
        """
        stray = sorted(set(allow_unmatched) - set(self.unmatched["figure"]))
        if stray:
            hints = " ".join(did_you_mean(name, self.unmatched["figure"]) for name in stray)
            raise JoinError(f"allowed to stay unmatched, but not unmatched: {', '.join(stray)}. {hints}".strip())
        refuse_unmatched(self.unmatched, len(self.matched) + len(self.unmatched), allow_unmatched)
        return self

    def _repr_html_(self) -> str:
        """Show what was given, matched and unmatched in a notebook, and each unmatched count with its reason."""
        counted = sorted({*self.matched["counted"], *self.unmatched["counted"]})
        unmatched = self.unmatched[["figure", "date", "reason"]]
        tables = [self._totals_table(counted), *([unmatched] if len(unmatched) else [])]
        return "".join(str(table.to_html(index=False, border=0)) for table in tables)

    def _totals_table(self, counted: Sequence[str]) -> pd.DataFrame:
        """What is counted, and how much of it was given, matched and unmatched."""
        import pandas as pd

        return pd.DataFrame([{"counted": name, **self.totals(name)} for name in counted])


def refuse_unmatched(unmatched: pd.DataFrame, given: int, allowed: Collection[str], *, of: str = "") -> None:
    """Insist that no count is unmatched but those allowed.

    Parameters
    ----------
    unmatched : pandas.DataFrame
        Columns figure, date and reason.
    given : int
        How many counts were to be matched.
    allowed : collection of str
        Figure keys that may stay unmatched.
    of : str
        What the counts are of, such as the name of a map; for the message.

    Raises
    ------
    JoinError
        With every other unmatched count and its reason.
    """
    left = unmatched[~unmatched["figure"].isin(list(allowed))]
    if len(left):
        rows = "\n".join(f"  {row.figure} ({row.date or 'not dated'}): {row.reason}" for row in left.itertuples())
        counts = f"counts of {of!r}" if of else "counts"
        raise JoinError(
            f"{len(left)} of {given} {counts} found no polygon of their own date:\n{rows}\n"
            "Add the polygon or mend the unit or date; or, to go on without them, name them with --allow-unmatched."
        )


def _total(frame: pd.DataFrame, counted: str) -> int:
    return int(frame.loc[frame["counted"] == counted, "value"].dropna().sum())


def join(counts: pd.DataFrame, regions: gpd.GeoDataFrame, *, boundaries: str | None = None) -> Joined:
    """Lay counts on regions of their own date.

    Parameters
    ----------
    counts : pandas.DataFrame
        One row a count: figure (key, once), unit (key, or blank for a count at a place), date (EDTF), counted, value (missing:
        not known), and, for counts at places, lon and lat in WGS 84 degrees.
    regions : geopandas.GeoDataFrame
        Columns region, unit, level, valid_from, valid_to (ISO days, blank for open) and polygons in EPSG:4326.
    boundaries : str, optional
        An ISO day. A count whose polygon did not hold on it stays unmatched, so that figures of one division are never drawn
        on another.

    Returns
    -------
    Joined
        ``matched`` + ``unmatched`` hold each count exactly once; the inputs are left as they were.

    Raises
    ------
    JoinError
        If a column is missing, a figure stands twice, or the regions are in another reference system.
    """
    _check_inputs(counts, regions)
    candidates = [_Candidate.of(row) for row in _plain(regions, "valid_from", "valid_to")]
    outcomes = [_find(row, candidates, boundaries) for row in _plain(counts, "unit", "date")]
    found = [isinstance(outcome, int) for outcome in outcomes]
    return Joined(_matched(counts, regions, outcomes, found), _unmatched(counts, outcomes, found))


def _plain(frame: pd.DataFrame, *columns: str) -> list[dict[str, Any]]:
    """The rows as dicts; what pandas calls missing in these columns is blank."""
    import pandas as pd

    return [
        {key: "" if key in columns and pd.isna(value) else value for key, value in row.items()} for row in frame.to_dict("records")
    ]


def _check_inputs(counts: pd.DataFrame, regions: gpd.GeoDataFrame) -> None:
    """Refuse inputs that cannot be joined, before anything is done."""
    missing = [column for column in _COUNT_COLUMNS if column not in counts.columns]
    if missing:
        hints = " ".join(did_you_mean(column, map(str, counts.columns)) for column in missing)
        raise JoinError(f"counts lack the columns {', '.join(missing)}; they have {', '.join(counts.columns)}. {hints}".strip())
    doubled = counts["figure"][counts["figure"].duplicated()]
    if len(doubled):
        raise JoinError(f"figures given more than once: {', '.join(doubled.unique())}. Choose one attestation for each.")
    if regions.crs is None or not regions.crs.equals("EPSG:4326", ignore_axis_order=True):
        raise JoinError(f"regions are in {regions.crs}, expected EPSG:4326. Convert them first: regions.to_crs(4326).")


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A region with its days and its prepared polygon."""

    region: str
    unit: str
    valid: Span
    geometry: Any

    @classmethod
    def of(cls, row: dict[str, Any]) -> _Candidate:
        return cls(row["region"], row["unit"], validity(row["valid_from"], row["valid_to"]), row["geometry"])


def _find(count: dict[str, Any], candidates: Sequence[_Candidate], boundaries: str | None) -> int | str:
    """Find the index of a count's region, or say why there is none."""
    if not count["date"]:
        return "its date is not known, so the boundaries of its date are not either"
    try:
        when = span(str(count["date"]))
    except ValueError as error:
        return str(error)
    if count["unit"]:
        known = [(index, item) for index, item in enumerate(candidates) if item.unit == count["unit"]]
        if not known:
            hint = did_you_mean(count["unit"], (item.unit for item in candidates))
            return f"no polygon for the unit {count['unit']!r}. {hint}".strip()
    else:
        known = _around(count, candidates)
        if not known:
            return "its place lies in no polygon, or has no position"
    valid = [(index, item) for index, item in known if when.within(item.valid)]
    if not valid:
        return _not_valid(count, when, [item for _, item in known])
    index, chosen = min(valid, key=lambda pair: (pair[1].geometry.area, pair[1].region))
    if boundaries and not span(boundaries).within(chosen.valid):
        return f"its polygon {chosen.region!r} did not hold on {boundaries}, the day whose boundaries are drawn"
    return index


def _around(count: dict[str, Any], candidates: Sequence[_Candidate]) -> list[tuple[int, _Candidate]]:
    """Find the regions that hold a count's point."""
    import math

    from shapely.geometry import Point

    lon, lat = count.get("lon"), count.get("lat")
    if lon is None or lat is None or math.isnan(lon) or math.isnan(lat):
        return []
    point = Point(lon, lat)
    return [(index, item) for index, item in enumerate(candidates) if item.geometry.covers(point)]


def _not_valid(count: dict[str, Any], when: Span, known: Sequence[_Candidate]) -> str:
    """Say which polygons there are, and why none of them holds for the date."""
    spans = ", ".join(f"{item.region} ({item.valid.first} to {item.valid.last})" for item in known)
    if any(when.meets(item.valid) for item in known):
        return f"its date {count['date']!r} spans a change of boundaries: {spans}. Give the date more narrowly if a source does"
    return f"its polygons did not hold at {count['date']!r}: {spans}"


def _matched(counts: pd.DataFrame, regions: gpd.GeoDataFrame, outcomes: list[int | str], found: list[bool]) -> gpd.GeoDataFrame:
    """Build the frame of matched counts."""
    import geopandas as gpd

    rows = [outcome for outcome in outcomes if isinstance(outcome, int)]
    data = counts.loc[found].copy()
    data["region"] = regions["region"].iloc[rows].to_numpy()
    return gpd.GeoDataFrame(data, geometry=regions.geometry.iloc[rows].to_numpy(), crs="EPSG:4326")


def _unmatched(counts: pd.DataFrame, outcomes: list[int | str], found: list[bool]) -> pd.DataFrame:
    """Build the frame of unmatched counts."""
    data = counts.loc[[not hit for hit in found]].copy()
    data["reason"] = [outcome for outcome in outcomes if isinstance(outcome, str)]
    return data
