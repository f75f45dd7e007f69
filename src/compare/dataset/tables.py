"""Tables for readers: regions by indicators, all observations with names, and the quotes behind a value."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from compare.dataset.comparing import comparison
from compare.dataset.labels import area_name, resolve_area, resolve_areas, resolve_indicator, resolve_indicators
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
    targets = ds.observations[ds.observations["value_type"] == "target"]
    stated = [i for i in ds.codelists.indicator if i in set(targets["indicator"])]
    codes = resolve_indicators(ds, indicators) if indicators is not None else stated
    if regions is not None:
        areas = resolve_areas(ds, regions)
    else:
        known = {s.ref_area for s in ds.sources.values()} | set(targets.loc[targets["indicator"].isin(codes), "ref_area"])
        areas = [a for a in ds.codelists.ref_area if a in known]
    if years == "all":
        rows = ds.observations
        return _named(ds, rows[rows["indicator"].isin(codes) & (rows["ref_area"].isin(areas) | (regions is None))])
    blocks = {c: comparison(ds, c, regions=areas).set_index("ref_area").loc[areas, list(FIELDS)] for c in codes}
    return (
        pd.concat(blocks, axis=1, names=["indicator", "field"])
        if blocks
        else pd.DataFrame(index=pd.Index(areas, name="ref_area"))
    )


def _named(ds: Dataset, rows: pd.DataFrame) -> pd.DataFrame:
    names = {f"ref_area_{x}": [area_name(ds, a, x) for a in rows["ref_area"]] for x in ("zh", "en")}
    names |= {f"indicator_{x}": [ds.codelists.indicator[i].name(x) for i in rows["indicator"]] for x in ("zh", "en")}
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
