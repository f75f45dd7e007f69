"""What a path rests on: the comparison behind a table of required growth, the derived steps, and the row that each starts from.

Nothing is computed: rows are looked up by the identifiers that the derived figures carry.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from compare.dataset import Dataset, Measure, comparison, figures_of, is_contradicted
from compare.errors import UsageError

Row = dict[str, Any]

PROVENANCES = ("stated", "other", "forecast", "implied")
"""What a baseline can be, the firmest first."""

_STEPS = ("required_growth", "pace")
_MEASURE = ["indicator", "definition", "kind"]


def asked_for(ds: Dataset, growth: pd.DataFrame) -> pd.DataFrame:
    """Return the comparison that a table of required growth was made from."""
    measures = growth[_MEASURE].drop_duplicates()
    if len(measures) != 1:
        raise UsageError(f"growth holds {len(measures)} measures; give what required_growth returns for one indicator")
    indicator, definition, kind = measures.iloc[0]
    return comparison(ds, indicator, definition=definition, kind=kind, regions=list(growth["ref_area"]))


def steps_of(ds: Dataset, stated: pd.DataFrame) -> dict[str, dict[str, Row]]:
    """Return growth and pace of each area that has a target."""
    areas = dict(zip(stated["observation_id"], stated["ref_area"], strict=True))
    found: dict[str, dict[str, Row]] = {area: {} for area in stated["ref_area"]}
    for row in ds.computed:
        target = row["input_ids"].partition(" ")[0] if row["transformation"] in _STEPS else ""
        if target in areas:
            found[areas[target]][row["transformation"]] = row
    return found


def baseline_of(ds: Dataset, target: Row, steps: Mapping[str, Row]) -> Row | None:
    """Return the row that a pace starts from; None of a flow, which starts from nothing."""
    ids = steps["pace"]["input_ids"].split(" ") if "pace" in steps else []
    if len(ids) < 2:
        return None
    measure = {"definition": target["definition"], "unit": target["unit_measure"]}
    figures = figures_of(ds, target["ref_area"], target["indicator"], **measure)
    known = [*ds.computed, *figures]
    own = [row for row in known if ids[1] in {row.get("derived_id"), row.get("reference_id")}]
    return ds.observation(ids[1]) or (own[0] if own else None)


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
