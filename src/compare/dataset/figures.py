"""Figures of the reference tables: which one stands for an area, an indicator and a year, by one written rule.

Where several rows give one key, a census goes before all others, then the stronger kind of source, then the later vintage, then
the later row; a source of confidence ``weak`` is never used. The rule is that of ``data/reference/README.md``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from compare.dataset.files import to_rows
from compare.dataset.store import Dataset

Row = dict[str, Any]


def figures_of(ds: Dataset, area: str, indicator: str, *, definition: str | None = None, unit: str | None = None) -> list[Row]:
    """Return the usable figures of an area, one a year.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    area, indicator : str
        Codes.
    definition, unit : str, optional
        Figures of this definition, or of none that is stated, and in this unit only; without them whatever there is.

    Returns
    -------
    list of dict
        Rows of ``schema.REFERENCE`` by year, the earliest first, each with `comparator` (``=``, ``~`` for rounded figures and
        forecasts, ``>`` for "over …") and `obs_status` (A, E approximate, F forecast, B from before the census revision). Of
        one year a figure before a forecast, one that states the definition before one that does not, then as the codelists
        have it.
    """
    best: dict[int, Row] = {}
    for row in ds.figures_about(area, indicator):
        if ds.codelists.confidence[row["confidence"]].is_unused or not _is_asked(row, definition, unit):
            continue
        held = best.get(row["time_period"])
        if held is None or _preference(ds, row) <= _preference(ds, held):
            best[row["time_period"]] = row
    return [_marked(ds, best[year]) for year in sorted(best)]


def _is_asked(row: Row, definition: str | None, unit: str | None) -> bool:
    is_same = definition is None or row["definition"] in {None, definition}
    return is_same and unit in {None, row["unit_measure"]}


def inputs_of(ds: Dataset, codes: Iterable[str]) -> dict[str, Row]:
    """Return what went into computed figures.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    codes : iterable of str
        Identifiers of `input_ids`, or of baselines or actuals.

    Returns
    -------
    dict of str to dict
        By identifier the observation, the derived figure, or the figure of another source as in `figures_of`; an identifier of
        none of these has no entry.
    """
    wanted = list(codes)
    figures = {row["reference_id"]: _marked(ds, row) for row in _rows_of(ds.reference, "reference_id", wanted)}
    computed = {row["derived_id"]: row for row in reversed(_rows_of(ds.derived, "derived_id", wanted))}
    return figures | computed | {row["observation_id"]: row for row in _rows_of(ds.observations, "observation_id", wanted)}


def _rows_of(frame: pd.DataFrame, column: str, codes: list[str]) -> list[Row]:
    return to_rows(frame[frame[column].isin(codes)])


def input_of(ds: Dataset, code: str) -> Row | None:
    """Return what went into a computed figure, as in `inputs_of`; None where there is no such."""
    return ds.observation(code) or inputs_of(ds, [code]).get(code)


def start_of(ds: Dataset, observation_id: str) -> Row | None:
    """Return the row that the pace of a target starts from, as in `input_of`; None of a flow, which starts from nothing."""
    codes = ds.steps_of(observation_id).get("pace", {"input_ids": ""})["input_ids"].split(" ")
    return input_of(ds, codes[1]) if len(codes) > 1 else None


def denominator_of(ds: Dataset, area: str, denominator: str) -> Row | None:
    """Return the figure by which the amounts of an area are divided.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    area : str
        Code of the area; what surrounds it is never asked.
    denominator : str
        Code of the codelist ``denominator``, which names the indicator and the year.

    Returns
    -------
    dict or None
        As in `figures_of`: a plain value before a bound or a figure from before the census revision, then the year nearest to
        the denominator's, of two equally near the later. None where there is no figure but forecasts.
    """
    entry = ds.codelists.denominator[denominator]
    usable = [row for row in figures_of(ds, area, entry.indicator) if row["obs_status"] != "F"]
    if not usable:
        return None
    return min(usable, key=lambda row: _distance(row, entry.base_period))


def is_second_choice(row: Row) -> bool:
    """Say whether a figure divides only where nothing better is at hand: a bound, or one from before a break of its series."""
    return bool(row["comparator"] == ">" or row["obs_status"] == "B")


def _distance(row: Row, base_period: int) -> tuple[bool, int, int]:
    return is_second_choice(row), abs(row["time_period"] - base_period), -row["time_period"]


def _preference(ds: Dataset, row: Row) -> tuple[bool, bool, bool, int, int]:
    """Order rows of one key: no forecast, a stated definition, the census, then the stronger source, then the later vintage."""
    codes = ds.codelists
    sources, vintages = list(codes.confidence), list(codes.vintage)
    return (
        codes.qualifier[row["qualifier"]].obs_status == "F",
        row["definition"] is None,
        not codes.vintage[row["vintage"]].is_census,
        sources.index(row["confidence"]),
        vintages.index(row["vintage"]),
    )


def _marked(ds: Dataset, row: Row) -> Row:
    """Return the row with the comparator and the status that its qualifier and vintage mean."""
    meant = ds.codelists.qualifier[row["qualifier"]]
    status = "B" if ds.codelists.vintage[row["vintage"]].is_break else meant.obs_status
    return row | {"comparator": meant.comparator, "obs_status": status}
