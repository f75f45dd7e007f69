"""What follows for the reader: who stands elsewhere in a comparison, who leads it, which targets are judged otherwise.

Takes the tables of `compare.benchmark` and `compare.attainment` of both data sets and computes nothing of its own; values are
held against each other like for like, by indicator, definition, kind, unit and panel.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from compare.dataset import Dataset, leaders, settled_places, to_rows
from compare.schema import TEXT, WHOLE

_MEASURE = ("indicator", "definition", "kind", "unit_measure", "panel")
_TARGET = ("source_id", "ref_area", "indicator", "definition", "kind", "unit_measure", "time_period")

PLACES: Mapping[str, str] = {
    **dict.fromkeys((*_MEASURE, "ref_area"), TEXT),
    "before_rank": WHOLE,
    "after_rank": WHOLE,
    "before_ranked": WHOLE,
    "after_ranked": WHOLE,
    "before_id": TEXT,
    "after_id": TEXT,
    "is_settled": "bool",
    "was_first": "bool",
    "is_first": "bool",
}
"""Columns of `moved_places`."""

STATUSES: Mapping[str, str] = {
    **dict.fromkeys((*_TARGET[:6],), TEXT),
    "time_period": WHOLE,
    "before_status": TEXT,
    "after_status": TEXT,
    "before_id": TEXT,
    "after_id": TEXT,
    "reason_zh": TEXT,
    "reason_en": TEXT,
}
"""Columns of `moved_statuses`."""


def renamed_codes(moved: pd.DataFrame, before: Dataset, after: Dataset) -> dict[str, dict[str, str]]:
    """Return the codes of areas and indicators that were renamed: gone from the codelist, and found again under one other code.

    Parameters
    ----------
    moved : pandas.DataFrame
        Rows of `compare.changes.changes`.
    before, after : Dataset
        The data sets held against each other.

    Returns
    -------
    dict of str to dict of str to str
        For ``indicator`` and ``ref_area`` the code that was, to the one that is.
    """
    rows = [row for row in to_rows(moved) if row["what"] == "observation" and "recoded" in row["moved"].split()]
    found: dict[str, dict[str, str]] = {}
    for column in ("indicator", "ref_area"):
        old, new = getattr(before.codelists, column), getattr(after.codelists, column)
        pairs: dict[str, set[str]] = {}
        for row in rows:
            was = (before.observation(row["before_id"]) or {}).get(column)
            if was is not None and was not in new and row[column] not in old:
                pairs.setdefault(was, set()).add(row[column])
        found[column] = {was: names.pop() for was, names in pairs.items() if len(names) == 1}
    return found


def moved_places(
    before: tuple[Dataset, pd.DataFrame], after: tuple[Dataset, pd.DataFrame], codes: Mapping[str, Any]
) -> pd.DataFrame:
    """Return the areas whose place in a comparison moved.

    Parameters
    ----------
    before, after : (Dataset, pandas.DataFrame)
        A data set with the rows of its `compare.benchmark`.
    codes : mapping
        From `renamed_codes`.

    Returns
    -------
    pandas.DataFrame
        Columns `PLACES`. Only comparisons that stand on both sides, of areas ranked on one of them; first is who leads where
        the values settle it, and `is_settled` says whether they settle the places on both sides.
    """
    old, new = (_panels(*before, codes), _panels(*after, {}))
    rows = []
    for measure in (measure for measure in new if measure in old):
        places, now = old[measure], new[measure]
        ranked = [sum(place["rank"] is not None for place in side.values()) for side in (places, now)]
        for area in dict.fromkeys([*now, *places]):
            was, is_ = places.get(area, _NOWHERE), now.get(area, _NOWHERE)
            if (was["rank"], was["is_first"]) != (is_["rank"], is_["is_first"]):
                row: dict[str, Any] = dict(zip(_MEASURE, measure, strict=True)) | {"ref_area": area}
                row |= {"before_rank": was["rank"], "after_rank": is_["rank"], "before_id": was["id"], "after_id": is_["id"]}
                row |= {"before_ranked": ranked[0], "after_ranked": ranked[1], "was_first": was["is_first"]}
                rows.append(row | {"is_first": is_["is_first"], "is_settled": was["is_settled"] and is_["is_settled"]})
    return pd.DataFrame(rows, columns=list(PLACES)).astype(PLACES)


_NOWHERE: Mapping[str, Any] = {"rank": None, "is_first": False, "id": None, "is_settled": True}


def _panels(
    ds: Dataset, frame: pd.DataFrame, codes: Mapping[str, Mapping[str, str]]
) -> dict[tuple[str, ...], dict[str, dict[str, Any]]]:
    """Return the places of the areas of each comparison, under the codes that there are now."""
    found: dict[tuple[str, ...], dict[str, dict[str, Any]]] = {}
    indicators, areas = codes.get("indicator", {}), codes.get("ref_area", {})
    for key, panel in frame.groupby(list(_MEASURE), sort=False) if len(frame) else ():
        first, settled = leaders(ds, panel), settled_places(ds, panel)
        leading = set(first.areas) if first.is_settled else set()
        indicator, *others = map(str, key)
        measure = (indicators.get(indicator, indicator), *others)
        found[measure] = {
            areas.get(row["ref_area"], row["ref_area"]): {
                "rank": row["rank"],
                "is_first": row["ref_area"] in leading,
                "id": row["observation_id"],
                "is_settled": row["rank"] is None or row["ref_area"] in settled,  # who has no place leaves none open
            }
            for row in to_rows(panel)
        }
    return found


def moved_statuses(before: pd.DataFrame, after: pd.DataFrame, codes: Mapping[str, Any]) -> pd.DataFrame:
    """Return the targets that are judged otherwise.

    Parameters
    ----------
    before, after : pandas.DataFrame
        Rows of `compare.attainment` with ``known_only=False``.
    codes : mapping
        From `renamed_codes`.

    Returns
    -------
    pandas.DataFrame
        Columns `STATUSES`: targets that stand on both sides, with status and the reason for it now.
    """
    old, new = _targets(before, codes), _targets(after, {})
    rows = []
    for key, row in new.items():
        was = old.get(key)
        if was is not None and was["status"] != row["status"]:
            told = {"before_status": was["status"], "after_status": row["status"]}
            told |= {"before_id": was["observation_id"], "after_id": row["observation_id"]}
            kept = {name: row[name] for name in (*_TARGET, "reason_zh", "reason_en")}
            rows.append(kept | told)
    return pd.DataFrame(rows, columns=list(STATUSES)).astype(STATUSES)


def _targets(frame: pd.DataFrame, codes: Mapping[str, Mapping[str, str]]) -> dict[tuple[Any, ...], dict[str, Any]]:
    """Return the targets by what makes them the same; of a range the two ends are told apart by their order."""
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    counts: dict[tuple[Any, ...], int] = {}
    for row in to_rows(frame):
        named = {name: codes.get(name, {}).get(row[name], row[name]) for name in _TARGET}
        key = tuple(named.values())
        counts[key] = counts.get(key, 0) + 1
        found[(*key, counts[key])] = row
    return found
