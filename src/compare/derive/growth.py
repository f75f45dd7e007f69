"""What a target asks for per year: the rate of growth it needs, and the pace.

Both start from a baseline, which is chosen by one written rule (`Baseline`); the comment of each row names it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from compare.dataset import Dataset, figure_before, figures_of, own_baselines, to_rows, unit_of
from compare.derive.arithmetic import Amount, change_from_multiple, change_per_year, growth_rate
from compare.derive.rows import (
    MEASURE,
    Inputs,
    Row,
    amounts_of,
    change_columns,
    derived_rows,
    is_percentage,
    joined,
    stated,
)

_STATEMENT = ["source_id", "ref_area", "measure"]
_START = ["observation_id", "time_period", "obs_value", "comparator", "obs_status"]
"""Columns of a baseline."""

_GROWING = frozenset({"level", "annual", "ratio"})
PACED = _GROWING | {"rank"}
"""Kinds of targets that are measured from a baseline."""


@dataclass(frozen=True)
class Baseline:
    """What a target is measured from.

    The first of these that there is: the latest realised value of the same measure in the document itself, of a year not
    after its first target; the figure of another source with the same definition and unit, of the two years before the plan
    begins, no bound and none from before the census revision, a plain figure before a forecast (which is flagged), then the
    later; the value that a multiple stated beside the target implies.

    Attributes
    ----------
    row : dict
        The observation, the figure or the derived row.
    comment : str
        Which of the three, and its year.
    multiple : dict, optional
        The observation of the multiple that implies the baseline; none for the others.
    """

    row: Row
    comment: str
    multiple: Row | None = None


def growth(ds: Dataset, observations: pd.DataFrame, implied: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Compute required growth and pace from baseline to final target.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    observations : pandas.DataFrame
        Its observations that are `usable`.
    implied : pandas.DataFrame
        Rows of `compare.derive.implied.implied_baselines`.

    Returns
    -------
    (pandas.DataFrame, pandas.DataFrame)
        Required growth in per cent per year (kind ``growth``), of levels, annual amounts and quotients; not of percentages,
        whose growth in per cent is read as percentage points, and not of ranks. Pace in the unit of the value per year, of
        percentages in percentage points (``change_pp``), of ranks in places; and the pace of every flow, its total over the
        years of its period. A recurring amount (each year from 2021 to 2025) has neither.

    Notes
    -----
    Growth is that of `compare.derive.arithmetic.growth_rate`; pace is (target − baseline) ÷ years, the mean of the yearly
    steps (平均增长量, China Statistical Yearbook), and a flow ÷ years. From an implied baseline, target ÷ multiple, growth
    depends on the multiple alone and is as exact as it; what is known of the pace is said by
    `compare.derive.arithmetic.change_from_multiple`. Why a target has no pace is said by `compare.derive.unpaced`.
    """
    targets, baselines = _measured(ds, observations, implied)
    paces = _from_baselines(targets, baselines, _pace, change_columns(ds, targets) | {"transformation": "pace"})
    in_per_cent = [unit for unit in ds.codelists.unit_measure if is_percentage(ds, unit)]
    is_growing = targets["kind"].isin(list(_GROWING)) & ~targets["unit_measure"].isin(in_per_cent)
    columns = {"kind": "growth", "unit_measure": unit_of(ds, "percent"), "transformation": "required_growth"}
    growing = [baseline for baseline, is_meant in zip(baselines, is_growing.tolist(), strict=True) if is_meant]
    return _from_baselines(targets[is_growing], growing, _rate, columns), joined([paces, _flows(observations)])


def _measured(ds: Dataset, observations: pd.DataFrame, implied: pd.DataFrame) -> tuple[pd.DataFrame, list[Baseline]]:
    """Return the final targets that have a baseline, both ends of a range, and the baseline of each."""
    rows = observations[~are_recurring(observations)]
    rows = rows.assign(statement=rows.groupby(_STATEMENT, sort=False).ngroup())
    targets = rows[(rows["value_type"] == "target") & rows["kind"].isin(list(PACED))]
    final = targets[targets["time_period"] == targets.groupby("statement")["time_period"].transform("max")]
    own = {row["statement"]: row for row in to_rows(own_baselines(rows, "statement")[["statement", *_START]])}
    by_multiple = _by_multiple(observations, implied)
    sought = to_rows(final[["statement", "observation_id", "source_id", "ref_area", *MEASURE]])
    found = [_own(own.get(row["statement"])) or _figure(ds, row) or by_multiple.get(row["observation_id"]) for row in sought]
    is_there = np.array([baseline is not None for baseline in found], dtype="bool")
    return final[is_there], [baseline for baseline in found if baseline is not None]


def is_recurring(row: Row) -> bool:
    """Say whether an amount is of each of several years, so that it leads from nowhere to nowhere."""
    return row["kind"] == "annual" and row["period_start"] not in {None, row["time_period"]}


def are_recurring(rows: pd.DataFrame) -> pd.Series:
    """Say of each row whether it is such an amount."""
    return (rows["kind"] == "annual") & (rows["period_start"] != rows["time_period"]).fillna(value=False)


def _own(row: Row | None) -> Baseline | None:
    """Return the document's own baseline."""
    return Baseline(row, f"baseline: stated, {row['time_period']}") if row is not None else None


def _figure(ds: Dataset, target: Row) -> Baseline | None:
    """Return the figure of another source from right before the plan, of the same definition."""
    best = figure_before(same_figures(ds, target), ds.sources[target["source_id"]].period_start)
    if best is None:
        return None
    word = "forecast" if best["obs_status"] == "F" else "figure"
    return Baseline(best, f"baseline: {word} of another source, {best['time_period']}")


def same_figures(ds: Dataset, target: Row) -> list[Row]:
    """Return the figures of a target's own definition, kind and unit, one a year."""
    area, indicator, definition = target["ref_area"], target["indicator"], target["definition"]
    if target["kind"] != ds.codelists.indicator[indicator].kind:
        return []
    figures = figures_of(ds, area, indicator, definition=definition, unit=target["unit_measure"])
    return [figure for figure in figures if figure["definition"] == definition]


def _by_multiple(observations: pd.DataFrame, implied: pd.DataFrame) -> dict[str, Baseline]:
    """Return the baselines that multiples imply, by their targets; of two that imply one year the last by identifier."""
    rows = to_rows(implied.sort_values(["time_period", "input_ids"]))
    pairs = [row["input_ids"].split(" ") for row in rows]
    multiples = observations[observations["observation_id"].isin([multiple for _, multiple in pairs])]
    observed = {row["observation_id"]: row for row in to_rows(multiples)}
    return {
        target: Baseline(row, f"baseline: implied by the multiple, {row['time_period']}", observed[multiple])
        for row, (target, multiple) in zip(rows, pairs, strict=True)
    }


def _from_baselines(
    targets: pd.DataFrame,
    baselines: list[Baseline],
    rule: Callable[[Amount, int, Baseline], Amount | None],
    columns: Mapping[str, Any],
) -> pd.DataFrame:
    """Return what a rule gives for each target and its baseline."""
    starts = [baseline.row["time_period"] for baseline in baselines]
    return derived_rows(
        targets,
        map(rule, amounts_of(targets), targets["time_period"].tolist(), baselines),
        [Inputs.of(targets), Inputs.of_rows(baseline.row for baseline in baselines)],
        period_start=pd.Series(starts, dtype="Int64"),
        base_period=[str(start) for start in starts],
        comment=[baseline.comment for baseline in baselines],
        **columns,
    )


def _rate(target: Amount, year: int, baseline: Baseline) -> Amount | None:
    """Return the rate of growth that leads to a target, where there is one."""
    result = growth_rate(target, stated(baseline.row), year - baseline.row["time_period"])
    if result is None or baseline.multiple is None:
        return result
    return result._replace(comparator=baseline.multiple["comparator"])


def _pace(target: Amount, year: int, baseline: Baseline) -> Amount | None:
    """Return the change per year that leads to a target, where there is one."""
    result = change_per_year(target, stated(baseline.row), year - baseline.row["time_period"])
    if result is None or baseline.multiple is None:
        return result
    return result._replace(comparator=change_from_multiple(target, stated(baseline.multiple)))


def _flows(observations: pd.DataFrame) -> pd.DataFrame:
    """Return the yearly share of every flow that is aimed at."""
    is_aimed_at = (observations["kind"] == "flow") & (observations["value_type"] == "target")
    years = observations["time_period"] - observations["period_start"] + 1
    is_meant = is_aimed_at & (years >= 1).fillna(value=False)
    flows, spans = observations[is_meant], years[is_meant].tolist()
    return derived_rows(
        flows,
        (Amount(a.value / n, a.comparator, f"{a.formula} / {n}") for a, n in zip(amounts_of(flows), spans, strict=True)),
        [Inputs.of(flows)],
        transformation="pace",
        comment=[f"flow over {n} years" if n > 1 else "flow over 1 year" for n in spans],
    )
