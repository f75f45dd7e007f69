"""Labels that the figures share: measures, axis values, documents; cleaned for drawing.

What `compare.dataset` formats is taken from there; here is only what a figure needs besides.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from compare.charts.text import clean
from compare.charts.words import join, say
from compare.dataset import Dataset


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a table as mappings."""
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def plain(row: Mapping[str, Any] | pd.Series, value: float) -> dict[str, Any]:
    """Return the fields that turn `row` into a plain `value` in the magnitude of the row, with the decimals that it needs."""
    power = 0 if pd.isna(row["unit_mult"]) else int(row["unit_mult"])
    digits = f"{value / 10**power:.6f}".rstrip("0").partition(".")[2]
    return {"obs_value": value, "upper_value": float("nan"), "decimals": len(digits), "comparator": "="}


def without_unit(label: str, unit: str) -> str:
    """Return a value without a unit that is a word, where the unit stands elsewhere; % stays, as does a rank.

    Examples
    --------
    >>> without_unit("50 万平方米", "平方米"), without_unit("3.2%", "%")
    ('50 万', '3.2%')
    """
    return label.removesuffix(unit).rstrip() if unit[:1].isalpha() and not label[:1].isalpha() else label


def source_note(ds: Dataset, frame: pd.DataFrame, language: str) -> str:
    """Name the documents of the areas in `frame`: those that state the values, and those that were read in vain."""
    stated = list(frame.loc[frame["obs_value"].notna(), "source_id"].dropna())
    silent = set(frame.loc[frame["obs_value"].isna(), "ref_area"])
    ids = dict.fromkeys([*stated, *(s.id for s in ds.sources.values() if s.ref_area in silent)])
    items = []
    for source in (ds.sources[i] for i in ids):
        title = source.title if language == "zh" else source.title_en
        key = "source_numbered" if source.document_number else "source_dated"
        items.append(clean(say(language, key, title=title, number=source.document_number, date=source.issued), language))
    return say(language, "source", items=join(language, items, "clause")) if items else ""
