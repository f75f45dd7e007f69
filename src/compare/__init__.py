"""Regional innovation plans, compared: targets with their quotes, like for like.

>>> import compare as cp
>>> ds = cp.load()  # doctest: +SKIP
>>> cp.table(ds, indicators=["hightech_enterprises"])  # doctest: +SKIP

Re-exports only; each function's own module documents it. What draws, writes files or needs a notebook is imported when it is
first used, so that reading tables does not wait for matplotlib, openpyxl and ipywidgets.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from compare.actions import action_differences, action_matrix, action_similarity
from compare.changes import changes, read_publication
from compare.comparability import Comparability, may_compare
from compare.dataset import (
    Dataset,
    Source,
    comparison,
    comparisons,
    find_project,
    format_period,
    format_value,
    like_for_like,
    load,
    measure_label,
    resolve_area,
    resolve_indicator,
    table,
    trace,
)
from compare.derive import attainment, attainment_context, benchmark, derived, pace_so_far, required_growth
from compare.errors import CompareError, DataError, LockedError, ReportError, UnknownNameError, UsageError
from compare.extract import extract
from compare.pipeline import find_actions, find_responsibilities
from compare.responsibility import assign_targets

if TYPE_CHECKING:
    from compare.charts import (
        alt_text,
        plot_attainment,
        plot_benchmark,
        plot_coverage,
        plot_family,
        plot_gaps,
        plot_heatmap,
        plot_instruments,
        plot_profile,
        plot_shares,
        plot_similarity,
        plot_trajectory,
        save_figure,
    )
    from compare.exchange import exchange_table, write_exchange
    from compare.explorer import explore
    from compare.workbook import write_workbook

_WHEN_USED = {
    "alt_text": "charts",
    "exchange_table": "exchange",
    "explore": "explorer",
    "plot_attainment": "charts",
    "plot_benchmark": "charts",
    "plot_coverage": "charts",
    "plot_family": "charts",
    "plot_gaps": "charts",
    "plot_heatmap": "charts",
    "plot_instruments": "charts",
    "plot_profile": "charts",
    "plot_shares": "charts",
    "plot_similarity": "charts",
    "plot_trajectory": "charts",
    "save_figure": "charts",
    "write_exchange": "exchange",
    "write_workbook": "workbook",
}

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
    "alt_text",
    "assign_targets",
    "attainment",
    "attainment_context",
    "benchmark",
    "changes",
    "comparison",
    "comparisons",
    "action_differences",
    "action_matrix",
    "action_similarity",
    "derived",
    "exchange_table",
    "explore",
    "extract",
    "find_actions",
    "find_project",
    "find_responsibilities",
    "format_period",
    "format_value",
    "like_for_like",
    "load",
    "may_compare",
    "measure_label",
    "pace_so_far",
    "plot_attainment",
    "plot_benchmark",
    "plot_coverage",
    "plot_family",
    "plot_gaps",
    "plot_heatmap",
    "plot_instruments",
    "plot_profile",
    "plot_shares",
    "plot_similarity",
    "plot_trajectory",
    "read_publication",
    "required_growth",
    "resolve_area",
    "resolve_indicator",
    "save_figure",
    "table",
    "trace",
    "write_exchange",
    "write_workbook",
]


def __getattr__(name: str) -> Any:
    """Import what draws, writes files or needs a notebook when it is first asked for (PEP 562)."""
    if name not in _WHEN_USED:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_WHEN_USED[name]}"), name)
