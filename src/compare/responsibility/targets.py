"""Targets and the units that answer for them, joined by the passage in which a target stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from compare.dataset import Dataset, resolve_areas, resolve_indicators, to_rows
from compare.responsibility.lexicon import role_rank

ASSIGNMENTS: Mapping[str, str] = {
    "ref_area": "str",
    "indicator": "str",
    "time_period": "Int64",
    "obs_value": "float64",
    "unit_measure": "str",
    "comparator": "str",
    "role": "str",
    "unit_name": "str",
    "unit_name_full": "str",
    "section": "str",
    "source_id": "str",
    "mention_id": "str",
    "observation_id": "str",
    "char_start": "Int64",
    "char_end": "Int64",
    "quote": "str",
}
"""Columns of `assign_targets` with their types."""

_TARGET = ("ref_area", "indicator", "time_period", "obs_value", "unit_measure", "comparator", "source_id", "observation_id")
_UNIT = ("role", "unit_name", "unit_name_full", "section", "char_start", "char_end", "quote")


def assign_targets(
    ds: Dataset, *, regions: str | Iterable[str] | None = None, indicators: str | Iterable[str] | None = None
) -> pd.DataFrame:
    """Join the targets with the units that the plans charge with them (责任分解).

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    regions, indicators : str or iterable of str, optional
        Codes or names; without them, all.

    Returns
    -------
    pandas.DataFrame
        Columns of `ASSIGNMENTS`: one row per target and unit, in the order of the observations, lead units first. A target that
        is stated several times has the units of every passage that states it, each once and with its weightiest role;
        `mention_id` is the statement that joins them. `char_start`, `char_end` and `quote` are the unit's name and the clause
        that names it, `section` is the clause's. A target for which no unit is named keeps one row, with the unit missing and
        the section of its first statement.

    Raises
    ------
    UnknownNameError
        A region or an indicator is not known.

    Examples
    --------
    >>> from compare import load
    >>> assign_targets(load(), regions="天宁区")  # doctest: +SKIP
    """
    areas = None if regions is None else resolve_areas(ds, regions)
    names = None if indicators is None else resolve_indicators(ds, indicators)
    mentions = {row["mention_id"]: row for row in to_rows(ds.mentions)}
    charges: dict[str, list[dict[str, Any]]] = {}
    for row in to_rows(ds.responsibilities):
        charges.setdefault(row["source_id"], []).append(row)
    found = []
    for target in ds.rows:
        is_asked = (areas is None or target["ref_area"] in areas) and (names is None or target["indicator"] in names)
        if is_asked and target["value_type"] == "target":
            stated = [mentions[i] for i in (target["mention_ids"] or "").split() if i in mentions]
            found += list(_assigned(target, stated, charges.get(target["source_id"], [])))
    return pd.DataFrame(found, columns=list(ASSIGNMENTS)).astype(dict(ASSIGNMENTS))


def _assigned(
    target: Mapping[str, Any], stated: list[dict[str, Any]], charges: list[dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    """Yield a row for each unit of a target, or one without a unit."""
    best: dict[str, dict[str, Any]] = {}
    known = {name: target[name] for name in _TARGET}
    for mention in sorted(stated, key=lambda m: m["char_start"]):
        for charge in charges:
            if charge["scope_start"] <= mention["char_start"] < charge["scope_end"]:
                row = {**known, "mention_id": mention["mention_id"], **{name: charge[name] for name in _UNIT}}
                old = best.get(row["unit_name_full"])
                if old is None or role_rank(row["role"]) < role_rank(old["role"]):
                    best[row["unit_name_full"]] = row
    if best:
        yield from sorted(best.values(), key=lambda r: (role_rank(r["role"]), r["char_start"]))
    else:
        first = min(stated, key=lambda m: m["char_start"], default={})
        yield {**known, "mention_id": first.get("mention_id"), "section": first.get("section")}
