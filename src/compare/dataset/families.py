"""An indicator with all its relatives: what is like for like ranked, what is not shown beside it and marked, never ranked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from compare.comparability import may_compare
from compare.dataset.comparing import comparison
from compare.dataset.files import to_rows
from compare.dataset.labels import Measure, area_name, format_value, resolve_areas, resolve_indicator
from compare.dataset.leading import leaders
from compare.dataset.store import Dataset
from compare.schema import NUMBER, TEXT, WHOLE

Row = dict[str, Any]

LIKE_FOR_LIKE = {
    "ref_area": TEXT,
    "ref_area_zh": TEXT,
    "ref_area_en": TEXT,
    "comparability": TEXT,
    "panel": TEXT,
    "rank": WHOLE,
    "value_zh": TEXT,
    "value_en": TEXT,
    "time_period": WHOLE,
    "sentence_zh": TEXT,
    "sentence_en": TEXT,
    "indicator": TEXT,
    "definition": TEXT,
    "kind": TEXT,
    "unit_measure": TEXT,
    "obs_value": NUMBER,
    "comparator": TEXT,
    "absence": TEXT,
    "source_id": TEXT,
    "observation_id": TEXT,
}
"""Columns of `like_for_like`: `comparability` is the class of the row's value to the leading one."""

_LEADS = {
    True: ("{}领先", "leads {}"),
    False: ("{}数值居首，但因界限值不能断定", "has the first value {}, which bounds leave unsettled"),
}
_AMONG_ALL = ("所有地区中", "among all areas")


def like_for_like(
    ds: Dataset,
    indicator: str,
    *,
    definition: str | None = None,
    kind: str | None = None,
    regions: str | Iterable[str] | None = None,
) -> pd.DataFrame:
    """Answer which area plans most, like for like, and what its figures may not be compared with.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    indicator : str
        Code or name.
    definition, kind : str, optional
        The measure; without them the one that most areas state.
    regions : str or iterable of str, optional
        Codes or names; without them every area that takes part.

    Returns
    -------
    pandas.DataFrame
        Columns `LIKE_FOR_LIKE`. First the values of the measure, ranked within panels, the leading area first; then what the
        areas state of the same indicator under another definition or of another kind, and of its family, each with a sentence
        that says why it is not ranked; last the areas that state nothing of it, with the reason.

    Raises
    ------
    UnknownNameError
        A name is not known.

    Examples
    --------
    >>> from compare import load
    >>> found = like_for_like(load(), "rd_expenditure_gdp_ratio")
    >>> found.loc[found.ref_area == "CN-330483", ["rank", "comparability", "value_en"]].values.tolist()
    [[<NA>, 'same_family', '3.5%']]
    """
    code = resolve_indicator(ds, indicator)
    frame = comparison(ds, code, definition=definition, kind=kind, regions=regions)
    ranked = [row for row in to_rows(frame) if row["obs_value"] is not None]
    wanted = set(resolve_areas(ds, regions)) if regions is not None else None
    measure = Measure.of(to_rows(frame)[0]) if len(frame) else None
    others = [row for row in _relatives(ds, code) if wanted is None or row["ref_area"] in wanted]
    others = [row for row in others if Measure.of(row) != measure]
    heard = {row["ref_area"] for row in (*ranked, *others)}
    silent = [row for row in to_rows(frame) if row["ref_area"] not in heard]
    leads = _leads(ds, frame)
    rows = [_compared(ds, row, leads) for row in ranked]
    rows += [_compared(ds, row | {"panel": None, "rank": None}, leads) for row in others]
    rows += [_named(ds, row) | {"sentence_zh": row["absence_zh"], "sentence_en": row["absence_en"]} for row in silent]
    return pd.DataFrame(rows, columns=list(LIKE_FOR_LIKE)).astype(LIKE_FOR_LIKE)


def _relatives(ds: Dataset, code: str) -> list[Row]:
    """Return the final targets of the indicator and of its family, one for each area, indicator, definition and kind."""
    family = ds.codelists.indicator[code].family
    codes = [i for i, entry in ds.codelists.indicator.items() if i == code or (family and entry.family == family)]
    final: dict[tuple[Any, ...], Row] = {}
    for row in (row for member in codes for row in ds.of_indicator(member)):
        key = (row["ref_area"], Measure.of(row))
        held = final.get(key)
        if row["value_type"] == "target" and (held is None or (row["time_period"] or 0) > (held["time_period"] or 0)):
            final[key] = row
    place = {area: n for n, area in enumerate(ds.codelists.ref_area)}
    return sorted(final.values(), key=lambda row: place[row["ref_area"]])


@dataclass(frozen=True)
class _Lead:
    """The row that leads a panel, whether the values settle that, and the years of the panel."""

    row: Row
    is_settled: bool
    years: tuple[int, ...]


def _leads(ds: Dataset, frame: pd.DataFrame) -> dict[str, _Lead]:
    """Return the lead of each panel that has one."""
    found = {}
    for panel, rows in frame.groupby("panel", sort=False):
        lead = leaders(ds, rows)
        if lead.areas:
            row = next(row for row in to_rows(rows) if row["ref_area"] == lead.areas[0])
            found[str(panel)] = _Lead(row, lead.is_settled, tuple(sorted(rows["time_period"].dropna().unique())))
    return found


def _compared(ds: Dataset, row: Row, leads: dict[str, _Lead]) -> Row:
    """Return a row with its class and sentence against the leading value of its panel, else of the first panel."""
    lead = leads.get(row["panel"]) or next(iter(leads.values()), _Lead(row, is_settled=False, years=()))
    found = may_compare(lead.row, row, ds.codelists)
    is_lead = row["panel"] in leads and row["observation_id"] == lead.row["observation_id"]
    zh, en = _leading(ds, lead) if is_lead else (found.sentence_zh, found.sentence_en)
    return _named(ds, row) | {"comparability": found.comparability, "sentence_zh": zh, "sentence_en": en}


def _leading(ds: Dataset, lead: _Lead) -> tuple[str, str]:
    """Say of the first value of a panel that it leads, among whom, and what to beware of."""
    level = ds.codelists.area_level[lead.row["level"]]
    of_level = (f"同级（{level.name_zh}）中", f"among its level ({level.name_en})")
    among = _AMONG_ALL if lead.row["panel"] == "all" else of_level
    zh, en = (text.format(words) for text, words in zip(_LEADS[lead.is_settled], among, strict=True))
    if len(lead.years) > 1:
        years = [str(year) for year in lead.years]
        return f"{zh}；各地年份不同（{'、'.join(years)}）", f"{en}; the areas' years differ ({', '.join(years)})"
    return zh, en


def _named(ds: Dataset, row: Row) -> Row:
    """Return a row with the names and the printed value that a reader sees."""
    names = {f"ref_area_{x}": area_name(ds, row["ref_area"], x) for x in ("zh", "en")}
    values = {f"value_{x}": format_value(ds, row, x) for x in ("zh", "en")}
    return {name: value for name, value in row.items() if name in LIKE_FOR_LIKE} | names | values
