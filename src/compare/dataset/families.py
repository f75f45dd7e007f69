"""An indicator with all its relatives: what is like for like ranked, what is not shown beside it and marked, never ranked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from compare.comparability import CLASSES, family_of, may_compare
from compare.dataset.comparing import comparison
from compare.dataset.files import to_rows
from compare.dataset.labels import Measure, area_name, format_value, resolve_areas, resolve_indicator
from compare.dataset.leading import leaders
from compare.dataset.measures import pick_measure
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

_LEADS: Mapping[tuple[bool, bool], tuple[str, str]] = {
    (True, False): ("{}领先", "leads {}"),
    (True, True): ("{}并列领先", "leads {}, together with others"),
    (False, False): ("{}数值居首，但因界限值或约数不能断定", "has the first value {}, which a bound leaves unsettled"),
    (False, True): ("{}数值并列居首，但因界限值或约数不能断定", "shares the first value {}, which a bound leaves unsettled"),
}
"""What is said of the first value of a panel, by whether it is settled, and whether others share it."""

_ALONE = ("只有该地区提出这一目标，无可比较", "no other area states this target, so there is nothing to compare with")
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
    wanted = set(resolve_areas(ds, regions)) if regions is not None else None
    measure = pick_measure(ds, code, definition, kind)
    ranked = [row for row in to_rows(frame) if row["obs_value"] is not None]
    relatives = [row for row in _relatives(ds, code) if wanted is None or row["ref_area"] in wanted]
    others = [row for row in relatives if Measure.of(row) != measure]
    heard = {row["ref_area"] for row in (*ranked, *others)}
    silent = [row for row in to_rows(frame) if row["ref_area"] not in heard]
    leads = _leads(ds, frame)
    rows = [_ranked_row(ds, row, ranked, leads) for row in ranked]
    rows += [_marked_row(ds, row | {"panel": None, "rank": None}, measure) for row in others]
    rows += [_named(ds, row) | {"sentence_zh": row["absence_zh"], "sentence_en": row["absence_en"]} for row in silent]
    return pd.DataFrame(rows, columns=list(LIKE_FOR_LIKE)).astype(LIKE_FOR_LIKE)


def _relatives(ds: Dataset, code: str) -> list[Row]:
    """Return the final targets of the indicator and of its family, one for each area, indicator, definition and kind."""
    final: dict[tuple[Any, ...], Row] = {}
    stated = (row for member in family_of(ds.codelists, code) for row in ds.of_indicator(member))
    for row in (row for row in stated if row["value_type"] == "target"):
        key = (row["ref_area"], Measure.of(row))
        held = final.get(key)
        if held is None or (row["time_period"] or 0) > (held["time_period"] or 0):
            final[key] = row
    place = {area: n for n, area in enumerate(ds.codelists.ref_area)}
    return sorted(final.values(), key=lambda row: place[row["ref_area"]])


@dataclass(frozen=True)
class _Lead:
    """The rows that lead a panel, whether the values settle that, and the years of the panel."""

    rows: tuple[Row, ...]
    is_settled: bool
    years: tuple[int, ...]


def _leads(ds: Dataset, frame: pd.DataFrame) -> dict[str, _Lead]:
    """Return the lead of each panel that has one."""
    found = {}
    for panel, rows in frame.groupby("panel", sort=False):
        lead = leaders(ds, rows)
        first = tuple(row for row in to_rows(rows) if row["ref_area"] in lead.areas)
        if first:
            found[str(panel)] = _Lead(first, lead.is_settled, tuple(sorted(rows["time_period"].dropna().unique())))
    return found


def _ranked_row(ds: Dataset, row: Row, ranked: list[Row], leads: dict[str, _Lead]) -> Row:
    """Return a value of the measure with its sentence: against the one that leads its panel, else against another one."""
    lead = leads.get(row["panel"])
    if lead is not None and row["observation_id"] in {first["observation_id"] for first in lead.rows}:
        return _named(ds, row) | _said(CLASSES["same"], _leading(ds, lead))
    others = (r for r in ranked if r["ref_area"] != row["ref_area"])
    held = lead.rows[0] if lead is not None else next(others, None)
    if held is None:
        return _named(ds, row) | _said(CLASSES["same"], _ALONE)
    found = may_compare(held, row, ds.codelists)
    return _named(ds, row) | _said(found.comparability, (found.sentence_zh, found.sentence_en))


def _marked_row(ds: Dataset, row: Row, measure: Measure) -> Row:
    """Return a relative of the measure with the sentence that says why it is not ranked."""
    codes = {"indicator": measure.indicator, "definition": measure.definition, "kind": measure.kind}
    wanted = codes | {"ref_area": row["ref_area"], "unit_measure": measure.unit}
    found = may_compare(wanted, row, ds.codelists)
    return _named(ds, row) | _said(found.comparability, (found.sentence_zh, found.sentence_en))


def _said(comparability: str, sentences: tuple[str, str]) -> Row:
    return {"comparability": comparability, "sentence_zh": sentences[0], "sentence_en": sentences[1]}


def _leading(ds: Dataset, lead: _Lead) -> tuple[str, str]:
    """Say of the first value of a panel that it leads, alone or not, among whom, and what to beware of."""
    level = ds.codelists.area_level[lead.rows[0]["level"]]
    of_level = (f"同级（{level.name_zh}）中", f"among its level ({level.name_en})")
    among = _AMONG_ALL if lead.rows[0]["panel"] == "all" else of_level
    said = _LEADS[lead.is_settled, len(lead.rows) > 1]
    zh, en = (text.format(words) for text, words in zip(said, among, strict=True))
    if len(lead.years) > 1:
        years = [str(year) for year in lead.years]
        return f"{zh}；各地年份不同（{'、'.join(years)}）", f"{en}; the areas' years differ ({', '.join(years)})"
    return zh, en


def _named(ds: Dataset, row: Row) -> Row:
    """Return a row with the names and the printed value that a reader sees."""
    names = {f"ref_area_{x}": area_name(ds, row["ref_area"], x) for x in ("zh", "en")}
    values = {f"value_{x}": format_value(ds, row, x) for x in ("zh", "en")}
    return {name: value for name, value in row.items() if name in LIKE_FOR_LIKE} | names | values
