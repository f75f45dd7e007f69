"""How fast targets have been approached so far: the pace from the baseline to the latest actual, beside the pace required.

It takes the table of `compare.attainment` and decides neither baseline nor actual anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import compress

import numpy as np
import pandas as pd

from compare.dataset import Dataset, inputs_of, to_rows
from compare.derive.arithmetic import Amount, change_per_year
from compare.derive.rows import Inputs, Row, change_columns, derived_rows, stated
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
    rows = to_rows(attained)
    known = inputs_of(ds, {row[name] for row in rows for name in ("reference_id", "baseline_id") if row[name] is not None})
    is_meant = [row["ratio"] is not None and {row["reference_id"], row["baseline_id"]} <= known.keys() for row in rows]
    actuals, baselines = ([known[row[name]] for row in compress(rows, is_meant)] for name in ("reference_id", "baseline_id"))
    base = attained[np.array(is_meant, dtype="bool")].assign(
        actual_period=[row["time_period"] for row in actuals], baseline_period=[row["time_period"] for row in baselines]
    )
    changes = [_change(*pair) for pair in zip(actuals, baselines, strict=True)]
    paces = derived_rows(base, changes, [Inputs.of_rows(actuals), Inputs.of_rows(baselines)], **change_columns(ds, base))
    kept = base[np.array([change is not None for change in changes], dtype="bool")].reset_index(drop=True)
    return kept.assign(**{name: paces[name] for name in PROGRESS if name in paces})[list(PROGRESS)].astype(PROGRESS)


def _change(actual: Row, baseline: Row) -> Amount | None:
    """Return the change a year; None without a year between."""
    return change_per_year(stated(actual), stated(baseline), actual["time_period"] - baseline["time_period"])
