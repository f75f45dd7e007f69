"""Where a target is measured from: the one rule that comparisons, required growth, pace and attainment share.

First the document's own realised value, then the figure of another source from shortly before the plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

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
