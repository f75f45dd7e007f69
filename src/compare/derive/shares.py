"""What part of its parent region's amounts an area aims at, beside its part of the population and of GDP.

Says more than a rank of a part against its whole, which is never made.
"""

from __future__ import annotations

from itertools import product, repeat

import numpy as np
import pandas as pd

from compare.codelists import Denominator
from compare.comparability import ancestors, is_panelled
from compare.dataset import Dataset, figures_of, is_second_choice, unit_of
from compare.derive.arithmetic import divide
from compare.derive.rows import (
    Inputs,
    Row,
    amounts_of,
    derived_rows,
    each_measure,
    first_stated,
    joined,
    looked_up,
    with_amounts,
)
from compare.schema import REFERENCE

_SHARE = "share_of_parent"
_STATEMENT = ["measure", "value_type", "bound", "time_period"]
_FIGURE = [*REFERENCE, "comparator", "obs_status"]


def shares(ds: Dataset, observations: pd.DataFrame) -> pd.DataFrame:
    """Divide each amount by that of the nearest area around it that states the same.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    observations : pandas.DataFrame
        Its observations that are `usable`.

    Returns
    -------
    pandas.DataFrame
        Per cent of the parent's amount (`reference_area`), where indicator, definition, kind, unit, value type and year are
        equal. Of what is stated of an area its own document goes before that of another, then the one issued last. The comment
        says where the periods of flows begin in different years, and where the definition, though equal, is that no document
        states it. For every pair of areas that has such a row, its shares of population and GDP, of `value_type` ``actual``.

    Notes
    -----
    Value ÷ value of the parent × 100, a relative number of structure (结构相对数, 比重). The figures of both areas are of one
    year, and of one vintage where there is such a year; then of the year nearest to that of the codelist ``denominator``, so
    that the shares go with the figures per head.
    """
    is_amount = each_measure(observations, lambda measure: is_panelled(measure.kind, measure.unit, ds.codelists))
    stating = first_stated(ds, observations[np.array(is_amount, dtype="bool")], ("ref_area", *_STATEMENT), ("observation_id",))
    amounts = _of_amounts(ds, *_parts_and_wholes(ds, stating))
    pairs = amounts[["ref_area", "reference_area"]].drop_duplicates().itertuples(index=False, name=None)
    return joined([amounts, _of_size(ds, list(pairs))])


def _parts_and_wholes(ds: Dataset, stating: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the amounts that an area around states, too, and beside them those of the nearest such area.

    Statement and area are numbered together, so that what is sought of every area around is found in one step.
    """
    areas = {area: number for number, area in enumerate(ds.codelists.ref_area)}
    around = {area: [areas[above] for above in ancestors(area, ds.codelists)] for area in stating["ref_area"].unique()}
    statements = stating.groupby(_STATEMENT, sort=False).ngroup().to_numpy() * len(areas)
    index = pd.Index(statements + looked_up(stating["ref_area"], areas))
    found = np.full(len(stating), -1)
    for step in range(max(map(len, around.values()), default=0)):
        nth = {area: above[step] for area, above in around.items() if step < len(above)}
        sought = looked_up(stating["ref_area"], nth)
        is_open = (found < 0) & (sought >= 0)
        found[is_open] = index.get_indexer(statements[is_open] + sought[is_open])
    return stating[found >= 0], stating.iloc[found[found >= 0]]


def _of_amounts(ds: Dataset, parts: pd.DataFrame, wholes: pd.DataFrame) -> pd.DataFrame:
    """Return the shares of amounts."""
    return derived_rows(
        parts,
        map(divide, amounts_of(parts), amounts_of(wholes), repeat(100)),
        [Inputs.of(parts), Inputs.of(wholes)],
        unit_measure=unit_of(ds, "percent"),
        reference_area=wholes["ref_area"],
        transformation=_SHARE,
        comment=_caveats(ds, parts, wholes),
    )


def _caveats(ds: Dataset, parts: pd.DataFrame, wholes: pd.DataFrame) -> list[str | None]:
    """Return in what parts and wholes may not be the same."""
    lists = ds.codelists
    is_unstated = each_measure(parts, lambda measure: lists.indicator[measure.indicator].is_unstated(measure.definition))
    starts = [frame["period_start"].astype("float64").tolist() for frame in (parts, wholes)]
    known = zip(*starts, is_unstated, strict=True)
    return [
        "; ".join(
            ([f"flow from {part:.0f}, of the parent from {whole:.0f}"] if part < whole or part > whole else [])
            + (["definition not stated"] if is_open else [])
        )
        or None
        for part, whole, is_open in known
    ]


def _of_size(ds: Dataset, pairs: list[tuple[str, str]]) -> pd.DataFrame:
    """Return the shares of population and GDP, where both areas of a pair have a figure of one year."""
    sizes = [(per, *both) for pair, per in product(pairs, ds.codelists.denominator.values()) if (both := _sizes(ds, pair, per))]
    parts, wholes = (with_amounts(pd.DataFrame([row[n] for row in sizes], columns=_FIGURE)) for n in (1, 2))
    entries = [ds.codelists.indicator[per.indicator] for per, _, _ in sizes]
    vintages = [" and ".join(dict.fromkeys((part["vintage"], whole["vintage"]))) for _, part, whole in sizes]
    return derived_rows(
        parts.assign(source_id=None, value_type="actual", bound="point"),
        map(divide, amounts_of(parts), amounts_of(wholes), repeat(100)),
        [Inputs.of(parts), Inputs.of(wholes)],
        definition=[entry.usual_definition for entry in entries],
        kind=[entry.kind for entry in entries],
        unit_measure=unit_of(ds, "percent"),
        reference_area=wholes["ref_area"],
        transformation=_SHARE,
        comment=[f"figures: {said}, {part['time_period']}" for said, (_, part, _) in zip(vintages, sizes, strict=True)],
    )


def _sizes(ds: Dataset, pair: tuple[str, str], per: Denominator) -> tuple[Row, Row] | None:
    """Return the figures of an area and of its parent that are held against each other."""
    own, whole = ({row["time_period"]: row for row in figures_of(ds, area, per.indicator)} for area in pair)
    both = [(own[year], whole[year]) for year in own if year in whole]
    both = [rows for rows in both if "F" not in {row["obs_status"] for row in rows}]
    return min(both, key=lambda rows: _distance(rows[0], rows[1], per.base_period), default=None)


def _distance(part: Row, parent: Row, base_period: int) -> tuple[bool, bool, int, int]:
    year = part["time_period"]
    return (
        is_second_choice(part) or is_second_choice(parent),
        part["vintage"] != parent["vintage"],
        abs(year - base_period),
        -year,
    )
