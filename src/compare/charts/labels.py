"""Labels that the figures share: axis values, definitions, documents; cleaned for drawing.

What `compare.dataset` formats is taken from there; here is only what a figure needs besides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from compare.charts.text import clean
from compare.charts.words import join, say
from compare.dataset import Dataset, Measure, format_value


def plain(row: Mapping[str, Any], value: float) -> dict[str, Any]:
    """Return the fields that turn `row` into a plain `value` in the magnitude of the row, with the decimals that it needs."""
    power = 0 if pd.isna(row["unit_mult"]) else int(row["unit_mult"])
    digits = f"{value / 10**power:.6f}".rstrip("0").partition(".")[2]
    return {"obs_value": value, "upper_value": float("nan"), "decimals": len(digits), "comparator": "="}


def reference_row(row: Mapping[str, Any], shown: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return what `row` is held against as a row of its own: as the area states it, where that is among the rows shown."""
    stated = [other for other in shown if other["ref_area"] == row["reference_area"]]
    if stated and stated[0]["obs_value"] == row["reference_value"]:
        return dict(stated[0])
    comparator = "=" if pd.isna(row["reference_comparator"]) else row["reference_comparator"]
    return {**row, **plain(row, row["reference_value"]), "comparator": comparator}


def without_unit(label: str, unit: str) -> str:
    """Return a value without a unit that is a word, where the unit stands elsewhere; % stays, as does a rank.

    Examples
    --------
    >>> without_unit("50 万平方米", "平方米"), without_unit("3.2%", "%")
    ('50 万', '3.2%')
    """
    return label.removesuffix(unit).rstrip() if unit[:1].isalpha() and not label[:1].isalpha() else label


def tick_label(ds: Dataset, row: Mapping[str, Any], language: str, value: float) -> str:
    """Return a value of an axis with the magnitude of `row`."""
    unit = ds.codelists.unit_measure[row["unit_measure"]].name(language)
    shown: dict[str, Any] = {**row, **plain(row, value)}
    return without_unit(format_value(ds, shown, language), unit) if value else without_unit("0" + unit, unit)


def definition_words(ds: Dataset, measure: Measure, language: str) -> str:
    """Return what a measure covers: the words of its variant, with those of its indicator where the variant only has a name."""
    entry = ds.codelists.indicator[measure.indicator]
    whole = entry.description(language).strip()
    variant = next((d for d in entry.definitions if d.id == measure.definition), None)
    words = variant.description(language).strip() if variant else ""
    if variant and words.rstrip("。.").casefold() == variant.name(language).casefold():
        return join(language, [whole, say(language, "variant", text=words)], "sentence").strip()
    return words or whole


def source_note(ds: Dataset, frame: pd.DataFrame, language: str, reference_ids: Iterable[str] = ()) -> str:
    """Name the documents that state the values and references of `frame`, and those of its areas that were read in vain.

    `reference_ids` are figures of the reference tables that are shown as well.
    """
    stated = list(frame.loc[frame["obs_value"].notna(), "source_id"].dropna())
    silent = set(frame.loc[frame["obs_value"].isna(), "ref_area"])
    read = [s.id for s in ds.sources.values() if s.ref_area in silent]
    return cite(ds, [*stated, *frame["reference_source_id"].dropna(), *read], language, reference_ids=reference_ids)


def cite(ds: Dataset, source_ids: Iterable[str], language: str, *, reference_ids: Iterable[str] = ()) -> str:
    """Name documents by title, number and date, and the sources of figures of the reference tables by title and confidence."""
    items = []
    for source in (ds.sources[i] for i in dict.fromkeys(source_ids)):
        title = source.title_in(language)
        key = "source_numbered" if source.document_number else "source_dated"
        items.append(clean(say(language, key, title=title, number=source.document_number, date=source.issued), language))
    wanted = set(reference_ids)
    for row in (row for row in ds.figures if row["reference_id"] in wanted):
        extra = ds.codelists.confidence[row["confidence"]].name(language)
        items.append(clean(say(language, "qualified", name=row["source_title"], extra=extra), language))
    return say(language, "source", items=join(language, list(dict.fromkeys(items)), "clause")) if items else ""
