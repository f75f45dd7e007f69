"""How fast targets have been approached so far: the pace from the baseline to the latest actual, beside the pace required.

It takes the table of `compare.attainment` and decides neither baseline nor actual anew.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from compare.dataset import Dataset, input_of, to_rows
from compare.derive.arithmetic import change_per_year
from compare.derive.rows import Row, change_columns, derived_row, stated
from compare.schema import NUMBER, TEXT, WHOLE

PROGRESS: Mapping[str, str] = {
    "ref_area": TEXT,
    "indicator": TEXT,
    "definition": TEXT,
    "kind": TEXT,
    "observation_id": TEXT,
    "baseline_period": WHOLE,
    "actual_period": WHOLE,
    "obs_value": NUMBER,
    "unit_measure": TEXT,
    "decimals": WHOLE,
    "comparator": TEXT,
    "obs_status": TEXT,
    "formula": TEXT,
}
"""Columns of `pace_so_far`; the value is the change per year."""


def pace_so_far(ds: Dataset, attained: pd.DataFrame) -> pd.DataFrame:
    """Compute what change a year has led from the baseline to the latest actual.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    attained : pandas.DataFrame
        Rows of `compare.attainment`.

    Returns
    -------
    pandas.DataFrame
        Columns `PROGRESS`, a row for each target that has a baseline and a ratio, so that its actual counts; ranks have none.
        In the unit of the value per year, of percentages in percentage points; `comparator` is what both ends leave known.

    Examples
    --------
    >>> from compare import attainment, load
    >>> ds = load()
    >>> pace_so_far(ds, attainment(ds, regions="常州市"))["formula"].tolist()
    ['(3.62 - 3) / 4']
    """
    found = [row for row in (_pace(ds, target) for target in to_rows(attained)) if row is not None]
    return pd.DataFrame(found, columns=list(PROGRESS)).astype(PROGRESS)


def _pace(ds: Dataset, target: Row) -> Row | None:
    """Return the row of a target; None without a baseline, without an actual that counts, or without a year between."""
    codes = (target["baseline_id"], target["reference_id"])
    baseline, actual = (None if code is None else input_of(ds, code) for code in codes)
    if baseline is None or actual is None or target["ratio"] is None:
        return None
    years = actual["time_period"] - baseline["time_period"]
    change = change_per_year(stated(actual), stated(baseline), years)
    if change is None:
        return None
    periods = {"baseline_period": baseline["time_period"], "actual_period": actual["time_period"]}
    row = derived_row(target, change, [actual, baseline], **change_columns(ds, target))
    return row | periods | {"observation_id": target["observation_id"]}
