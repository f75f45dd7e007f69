"""What a target asks for per year: the rate of growth it needs, and the pace.

Both start from a baseline, which is chosen by one written rule (`Baseline`); the comment of each row names it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from compare.dataset import Dataset, figure_before, figures_of, own_baseline, unit_of
from compare.derive.arithmetic import Amount, change_from_multiple, change_per_year, growth_rate
from compare.derive.rows import Row, by_document, change_columns, derived_row, identified, is_percentage, stated

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


def growth(ds: Dataset, areas: Mapping[str, list[Row]], implied: Iterable[Row] = ()) -> tuple[list[Row], list[Row]]:
    """Compute required growth and pace from baseline to final target.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    areas : mapping of str to list of dict
        Its usable observations, `by_area`.
    implied : iterable of dict, optional
        Rows of `compare.derive.implied.implied_baselines`.

    Returns
    -------
    (list of dict, list of dict)
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
    by_target = {str(row["input_ids"]).partition(" ")[0]: row for row in implied}
    rates: list[Row] = []
    paces: list[Row] = []
    for own in areas.values():
        for row, baseline in _measured(ds, own, by_target):
            rates += _rate(ds, row, baseline)
            paces += _pace(ds, row, baseline)
        paces += _flows(own)
    return identified(rates), identified(paces)


def _measured(ds: Dataset, own: list[Row], by_target: Mapping[str, Row]) -> Iterator[tuple[Row, Baseline]]:
    """Yield the final targets of an area that have a baseline."""
    observed = {row["observation_id"]: row for row in own}
    for (source, _, _), rows in by_document(row for row in own if not is_recurring(row)).items():
        final = _final(rows)
        if not final or final[0]["kind"] not in PACED:
            continue
        baseline = _own(rows) or _figure(ds, final[0], ds.sources[source].period_start)
        for row in final:
            found = baseline or _implied(by_target.get(row["observation_id"]), observed)
            if found is not None:
                yield row, found


def is_recurring(row: Row) -> bool:
    """Say whether an amount is of each of several years, so that it leads from nowhere to nowhere."""
    return row["kind"] == "annual" and row["period_start"] not in {None, row["time_period"]}


def _final(rows: list[Row]) -> list[Row]:
    """Return the targets of the last year; both ends of a range."""
    targets = [row for row in rows if row["value_type"] == "target"]
    last = max((row["time_period"] for row in targets), default=None)
    return [row for row in targets if row["time_period"] == last]


def _own(rows: list[Row]) -> Baseline | None:
    """Return the document's own baseline."""
    latest = own_baseline(rows)
    return Baseline(latest, f"baseline: stated, {latest['time_period']}") if latest is not None else None


def _figure(ds: Dataset, target: Row, start: int) -> Baseline | None:
    """Return the figure of another source from right before the plan, of the same definition."""
    best = figure_before(same_figures(ds, target), start)
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


def _implied(row: Row | None, observed: Mapping[str, Row]) -> Baseline | None:
    """Return the baseline that a multiple implies."""
    if row is None:
        return None
    multiple = observed[row["input_ids"].split(" ")[1]]
    return Baseline(row, f"baseline: implied by the multiple, {row['time_period']}", multiple)


def _rate(ds: Dataset, row: Row, baseline: Baseline) -> Iterator[Row]:
    """Yield the rate of growth that leads to a target, where there is one."""
    result = growth_rate(stated(row), stated(baseline.row), row["time_period"] - baseline.row["time_period"])
    if result is not None and row["kind"] in _GROWING and not is_percentage(ds, row):
        if baseline.multiple is not None:
            result = replace(result, comparator=baseline.multiple["comparator"])
        columns = {"kind": "growth", "unit_measure": unit_of(ds, "percent"), "transformation": "required_growth"}
        yield _from_baseline(row, result, baseline, columns)


def _pace(ds: Dataset, row: Row, baseline: Baseline) -> Iterator[Row]:
    """Yield the change per year that leads to a target, where there is one."""
    result = change_per_year(stated(row), stated(baseline.row), row["time_period"] - baseline.row["time_period"])
    if result is not None:
        if baseline.multiple is not None:
            result = replace(result, comparator=change_from_multiple(stated(row), stated(baseline.multiple)))
        yield _from_baseline(row, result, baseline, change_columns(ds, row) | {"transformation": "pace"})


def _from_baseline(row: Row, result: Amount, baseline: Baseline, columns: Row) -> Row:
    return derived_row(
        row,
        result,
        [row, baseline.row],
        period_start=baseline.row["time_period"],
        base_period=str(baseline.row["time_period"]),
        comment=baseline.comment,
        **columns,
    )


def _flows(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the yearly share of every flow that is aimed at."""
    for row in rows:
        if (row["kind"], row["value_type"]) != ("flow", "target") or row["period_start"] is None:
            continue
        years = row["time_period"] - row["period_start"] + 1
        if years >= 1:
            total = stated(row)
            result = Amount(total.value / years, total.comparator, f"{total.formula} / {years}")
            comment = f"flow over {years} years" if years > 1 else "flow over 1 year"
            yield derived_row(row, result, [row], transformation="pace", comment=comment)
