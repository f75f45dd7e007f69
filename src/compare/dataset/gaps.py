"""The distance of a value from its reference, and what bounds leave known of it.

Nothing is rounded. What is missing on either side stays missing; a bound counts with its bound value, and the result keeps a
mark.
"""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from compare.dataset.bounds import combine, opposite


def with_gap(values: pd.DataFrame) -> pd.DataFrame:
    """Add gap and ratio to rows that have a value and a reference."""
    gap = values["obs_value"] - values["reference_value"]
    has_ratio = (values["reference_value"] != 0) & (values["kind"] != "rank")
    ratio = values["obs_value"] / values["reference_value"].where(has_ratio, np.nan)
    is_itself = values["ref_area"] == values["reference_area"]
    pairs = zip(values["comparator"], values["reference_comparator"], is_itself, gap, strict=True)
    marks = [None if pd.isna(g) else "=" if own else gap_comparator(c, r) for c, r, own, g in pairs]
    return values.assign(gap=gap, ratio=ratio, gap_comparator=pd.Series(marks, index=values.index, dtype="str"))


def gap_comparator(comparator: str, reference: str) -> str:
    """Return what the comparators of a value and of its reference leave known of their difference.

    Examples
    --------
    >>> gap_comparator(">", "="), gap_comparator("=", ">="), gap_comparator(">=", ">=")
    ('>=', '<=', '~')
    """
    return combine(comparator, opposite(reference))


def median_of(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the median of rows as a value of its own: exact where all values are."""
    is_exact = all(row["comparator"] == "=" for row in rows)
    return {"obs_value": statistics.median(row["obs_value"] for row in rows), "comparator": "=" if is_exact else "~"}
