"""Where a target is measured from: the one rule that comparisons, required growth, pace and attainment share.

First the document's own realised value, then the figure of another source from shortly before the plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

Row = dict[str, Any]

REACH = 2
"""Years before the plan's first one in which a figure of another source can be its baseline."""

_BREAK, _VALUES = "B", frozenset({"=", "~"})


def own_baseline(rows: Sequence[Row]) -> Row | None:
    """Return the latest realised value of a document that is not after its first target.

    Parameters
    ----------
    rows : sequence of dict
        What one document states of one measure of an area, a target among it; all with a year.

    Returns
    -------
    dict or None
        Of one year a stated baseline before another realised value, of a range the lower end.
    """
    first = min(row["time_period"] for row in rows if row["value_type"] == "target")
    before = [row for row in rows if row["value_type"] != "target" and row["time_period"] <= first]
    return min(before, key=_order, default=None)


def _order(row: Row) -> tuple[int, bool, bool, str]:
    return -row["time_period"], row["value_type"] != "baseline", row["bound"] == "upper", row["observation_id"]


def own_baselines(rows: pd.DataFrame, statement: str) -> pd.DataFrame:
    """Return what `own_baseline` does, of many documents and measures at once.

    Parameters
    ----------
    rows : pandas.DataFrame
        Observations, all with a year; those of one document, area and measure have one number in the column `statement`.
    statement : str
        The name of that column.

    Returns
    -------
    pandas.DataFrame
        The rows that are baselines, at most one of each statement; none of a statement without a target.
    """
    is_target = rows["value_type"] == "target"
    first = rows[is_target].groupby(statement)["time_period"].min()
    before = rows[~is_target]
    before = before[(before["time_period"] <= before[statement].map(first)).fillna(value=False)]
    latest = before[before["time_period"] == before.groupby(statement)["time_period"].transform("max")]
    is_second = {"second": latest["value_type"] != "baseline", "third": latest["bound"] == "upper"}
    ordered = latest.assign(**is_second).sort_values(["second", "third", "observation_id"])
    return ordered.drop_duplicates(statement)[rows.columns]


def figure_before(figures: Iterable[Row], start: int) -> Row | None:
    """Return the figure of the `REACH` years before a plan begins that can be its baseline.

    Parameters
    ----------
    figures : iterable of dict
        Usable figures of the area and indicator; see `compare.dataset.figures_of`.
    start : int
        First year of the plan.

    Returns
    -------
    dict or None
        No bound and none from before a break of the series; a plain figure before a forecast, then the later.
    """
    usable = [
        figure
        for figure in figures
        if start - REACH <= figure["time_period"] < start and figure["obs_status"] != _BREAK and figure["comparator"] in _VALUES
    ]
    return max(usable, key=lambda figure: (figure["obs_status"] != "F", figure["time_period"]), default=None)
