"""Figures of the reference tables: which one stands for an area, an indicator and a year, by one written rule.

Where several rows give one key, a census goes before all others, then the stronger kind of source, then the later vintage, then
the later row; a source of confidence ``weak`` is never used. The rule is that of ``data/reference/README.md``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from compare.dataset.store import Dataset

Row = dict[str, Any]

_UNUSED = "weak"
_COMPARATORS: Mapping[str, str] = {"exact": "=", "approximate": "~", "lower_bound": ">", "forecast": "~"}
_STATUSES: Mapping[str, str] = {"exact": "A", "approximate": "E", "lower_bound": "A", "forecast": "F"}
_BREAKS = frozenset({"pre_census_series"})


def figures_of(ds: Dataset, area: str, indicator: str) -> list[Row]:
    """Return the usable figures of an area, one a year.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    area, indicator : str
        Codes.

    Returns
    -------
    list of dict
        Rows of ``schema.REFERENCE`` by year, the earliest first, each with `comparator` (``=``, ``~`` for rounded figures and
        forecasts, ``>`` for "over …") and `obs_status` (A, E approximate, F forecast, B from before the census revision).
    """
    best: dict[int, Row] = {}
    for row in ds.figures:
        if (row["ref_area"], row["indicator"]) != (area, indicator) or row["confidence"] == _UNUSED:
            continue
        held = best.get(row["time_period"])
        if held is None or _preference(ds, row) <= _preference(ds, held):
            best[row["time_period"]] = row
    return [_marked(best[year]) for year in sorted(best)]


def denominator_of(ds: Dataset, area: str, denominator: str) -> Row | None:
    """Return the figure by which the amounts of an area are divided.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    area : str
        Code of the area; what surrounds it is never asked.
    denominator : str
        Code of the codelist ``denominator``, which names the indicator and the year.

    Returns
    -------
    dict or None
        As in `figures_of`: a plain value before a bound or a figure from before the census revision, then the year nearest to
        the denominator's, of two equally near the later. None where there is no figure but forecasts.
    """
    entry = ds.codelists.denominator[denominator]
    usable = [row for row in figures_of(ds, area, entry.indicator) if row["obs_status"] != "F"]
    if not usable:
        return None
    return min(usable, key=lambda row: _distance(row, entry.base_period))


def _distance(row: Row, base_period: int) -> tuple[bool, int, int]:
    is_second_choice = row["comparator"] == ">" or row["obs_status"] == "B"
    return is_second_choice, abs(row["time_period"] - base_period), -row["time_period"]


def _preference(ds: Dataset, row: Row) -> tuple[bool, int, int]:
    """Order rows of one key: the census, then the stronger source, then the later vintage, as the codelists have them."""
    sources, vintages = list(ds.codelists.confidence), list(ds.codelists.vintage)
    return row["vintage"] != vintages[0], sources.index(row["confidence"]), vintages.index(row["vintage"])


def _marked(row: Row) -> Row:
    """Return the row with the comparator and the status that its qualifier and vintage mean."""
    status = "B" if row["vintage"] in _BREAKS else _STATUSES[row["qualifier"]]
    return row | {"comparator": _COMPARATORS[row["qualifier"]], "obs_status": status}
