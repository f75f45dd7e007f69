"""Tables for readers: regions by indicators, all observations with names, and the quotes behind a value."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from compare.dataset.comparing import COMPARISON, compared_rows
from compare.dataset.labels import resolve_area, resolve_areas, resolve_indicator, resolve_indicators
from compare.dataset.measures import pick_measure
from compare.dataset.store import Dataset
from compare.errors import UsageError

FIELDS = ("obs_value", "time_period", "comparator", "kind", "definition", "unit_measure", "comparability", "absence")
"""Columns of `table` under each indicator."""


def table(
    ds: Dataset,
    *,
    indicators: str | Iterable[str] | None = None,
    regions: str | Iterable[str] | None = None,
    years: str = "final",
) -> pd.DataFrame:
    """Return regions by indicators, or every observation in long form.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    indicators : str or iterable of str, optional
        Codes or names; without them every indicator that some area states a target of.
    regions : str or iterable of str, optional
        Codes or names; without them the areas of all sources and every area that states one of the indicators.
    years : str, optional
        ``"final"``: a row per area, columns (indicator, field) with the fields `FIELDS` of the final target year, the measure
        being the one that most areas state. ``"all"``: the observations as they are, with names.

    Returns
    -------
    pandas.DataFrame
        An area without a value has its row, with the reason in ``absence``.

    Raises
    ------
    UnknownNameError
        A name is not known.
    UsageError
        `years` is neither.
    """
    if years not in {"final", "all"}:
        raise UsageError(f"years is {years!r}; expected 'final' or 'all'")
    targets = ds.observations[["indicator", "ref_area"]][ds.observations["value_type"] == "target"]
    stated = _in_order(ds.codelists.indicator, targets["indicator"].unique())
    codes = resolve_indicators(ds, indicators) if indicators is not None else stated
    if regions is not None:
        areas = resolve_areas(ds, regions)
    else:
        stating = targets.loc[targets["indicator"].isin(codes), "ref_area"].unique()
        areas = _in_order(ds.codelists.ref_area, [*(s.ref_area for s in ds.sources.values()), *stating])
    if years == "all":
        rows = ds.observations
        return _named(ds, rows[rows["indicator"].isin(codes) & (rows["ref_area"].isin(areas) | (regions is None))])
    blocks = {code: _block(ds, code, areas) for code in codes}
    return (
        pd.concat(blocks, axis=1, names=["indicator", "field"])
        if blocks
        else pd.DataFrame(index=pd.Index(areas, name="ref_area"))
    )


def _in_order(codes: Iterable[str], found: Iterable[str]) -> list[str]:
    """Return codes that were found, in the order of their list."""
    wanted = set(found)
    return [code for code in codes if code in wanted]


def _block(ds: Dataset, indicator: str, areas: list[str]) -> pd.DataFrame:
    """Return the fields of one indicator, a row for each area."""
    compared = {row["ref_area"]: row for row in compared_rows(ds, pick_measure(ds, indicator, None, None), areas)}
    rows = [[compared[area][name] for name in FIELDS] for area in areas]
    index = pd.Index(areas, name="ref_area", dtype="str")
    return pd.DataFrame(rows, index=index, columns=list(FIELDS)).astype({name: COMPARISON[name] for name in FIELDS})


def _named(ds: Dataset, rows: pd.DataFrame) -> pd.DataFrame:
    """Return observations with the names of their areas and indicators."""
    names = {}
    for column, codes in (("ref_area", ds.codelists.ref_area), ("indicator", ds.codelists.indicator)):
        for x in ("zh", "en"):
            known = {code: codes[code].name(x) for code in rows[column].unique()}
            names[f"{column}_{x}"] = rows[column].map(known).astype("str")
    return rows.assign(**names).reset_index(drop=True)


def trace(ds: Dataset, *, ref_area: str, indicator: str, time_period: int | None = None) -> pd.DataFrame:
    """Return the quotes behind an area's values of an indicator.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    ref_area, indicator : str
        Codes or names.
    time_period : int, optional
        One year only.

    Returns
    -------
    pandas.DataFrame
        One row per mention in the order of the text: source_id, title, document_number, issued, quote, text, char_start,
        char_end, section, value, unit, comparator, time_period, kind, value_type, mention_id, observation_id.

    Raises
    ------
    UnknownNameError
        A name is not known.
    """
    rows = ds.observations
    rows = rows[(rows["ref_area"] == resolve_area(ds, ref_area)) & (rows["indicator"] == resolve_indicator(ds, indicator))]
    if time_period is not None:
        rows = rows[rows["time_period"] == time_period]
    pairs = rows.assign(mention_id=rows["mention_ids"].str.split(" "))[["mention_id", "observation_id"]].explode("mention_id")
    found = ds.mentions.merge(pairs.astype("str"), on="mention_id").sort_values(["source_id", "char_start", "mention_id"])
    for name in ("title", "document_number", "issued"):
        found[name] = found["source_id"].map({s.id: getattr(s, name) for s in ds.sources.values()}).astype("str")
    columns = "source_id title document_number issued quote text char_start char_end section value unit comparator time_period"
    return found[f"{columns} kind value_type mention_id observation_id".split()].reset_index(drop=True)
