"""Regional innovation plans, compared: targets with their quotes, like for like.

>>> import compare as cp
>>> ds = cp.load()  # doctest: +SKIP
>>> cp.table(ds, indicators=["hightech_enterprises"])  # doctest: +SKIP

Re-exports only; each function's own module documents it.
"""

from compare.comparability import Comparability, may_compare
from compare.dataset import (
    Dataset,
    Source,
    comparison,
    comparisons,
    find_project,
    format_period,
    format_value,
    load,
    measure_label,
    resolve_area,
    resolve_indicator,
    table,
    trace,
)
from compare.derive import benchmark
from compare.errors import CompareError, DataError, LockedError, ReportError, UnknownNameError, UsageError

__all__ = [
    "Comparability",
    "CompareError",
    "DataError",
    "Dataset",
    "LockedError",
    "ReportError",
    "Source",
    "UnknownNameError",
    "UsageError",
    "benchmark",
    "comparison",
    "comparisons",
    "find_project",
    "format_period",
    "format_value",
    "load",
    "may_compare",
    "measure_label",
    "resolve_area",
    "resolve_indicator",
    "table",
    "trace",
]
