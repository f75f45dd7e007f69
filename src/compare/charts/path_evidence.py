"""What a path rests on: the comparison behind a table of required growth, and what a path starts from and passes.

Nothing is computed: rows are looked up.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from compare.dataset import Dataset, Measure, comparison, is_contradicted
from compare.errors import UsageError

Row = dict[str, Any]

PROVENANCES = ("stated", "other", "forecast", "implied")
"""What a baseline can be, the firmest first."""

_MEASURE = ["indicator", "definition", "kind"]


def asked_for(ds: Dataset, growth: pd.DataFrame) -> pd.DataFrame:
    """Return the comparison that a table of required growth was made from."""
    measures = growth[_MEASURE].drop_duplicates()
    if len(measures) != 1:
        raise UsageError(f"growth holds {len(measures)} measures; give what required_growth returns for one indicator")
    indicator, definition, kind = measures.iloc[0]
    return comparison(ds, indicator, definition=definition, kind=kind, regions=list(growth["ref_area"]))


def between(ds: Dataset, target: Row, baseline: Row) -> list[Row]:
    """Return what the document of a target states of the same measure for the years between, one row a year."""
    found: dict[int, Row] = {}
    for row in ds.of_source(target["source_id"]):
        is_same = row["ref_area"] == target["ref_area"] and Measure.of(row) == Measure.of(target)
        if is_same and row["obs_value"] is not None and row["bound"] != "upper" and not is_contradicted(row):
            found.setdefault(row["time_period"] or 0, row)
    return [found[year] for year in sorted(found) if baseline["time_period"] < year < target["time_period"]]


def provenance(baseline: Row) -> str:
    """Say which of `PROVENANCES` a baseline is."""
    if baseline.get("reference_id"):
        return "forecast" if baseline["obs_status"] == "F" else "other"
    return "implied" if baseline.get("derived_id") else "stated"
