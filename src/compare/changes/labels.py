"""What a reader sees of a row that moved: its name, its two sides with their sentences, and what differs besides the value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from compare.changes.context import Context
from compare.changes.matching import Pair, Row, statements
from compare.changes.moves import column_of
from compare.dataset import Dataset, Measure, area_name, definition_name, format_change, format_value, measure_name

_LANGUAGES = ("zh", "en")
_SHOWN = frozenset({"value", "bound", "quote", "place", "statements", "formula", "remark", "message", "printed", "text"})
"""Moves that the two sides show themselves."""

_LISTS = {
    "indicator": "indicator",
    "ref_area": "ref_area",
    "reference_area": "ref_area",
    "kind": "kind",
    "value_type": "value_type",
    "unit_measure": "unit_measure",
    "obs_status": "obs_status",
    "severity": "severity",
    "role": "role",
    "vintage": "vintage",
    "qualifier": "qualifier",
    "confidence": "confidence",
    "instrument": "instrument",
}
"""The codelist that the values of a column are of."""

_GAPS = ("gap_to_", "pace", "required_growth")
"""Transformations whose results are changes, not values."""


def item(context: Context, what: str, pair: Pair) -> dict[str, Any]:
    """Return the name of the area and of the row, in both languages."""
    ds, row = context.side(pair.after is not None), pair.row
    area = str(row.get("ref_area"))
    names = {x: area_name(ds, area, x) if area in ds.codelists.ref_area else None for x in _LANGUAGES}
    return {f"area_{x}": names[x] for x in _LANGUAGES} | {f"item_{x}": _item(ds, what, row, x) for x in _LANGUAGES}


def _item(ds: Dataset, what: str, row: Row, language: str) -> str:
    codes = ds.codelists
    if what in ("observation", "derived"):
        name = measure_name(ds, Measure.of(row), language)
        if what == "observation":
            return name
        said = [codes.transformation[row["transformation"]].name(language)]
        said += [area_name(ds, row["reference_area"], language)] if row["reference_area"] in codes.ref_area else []
        return f"{name}：{'，'.join(said)}" if language == "zh" else f"{name}: {', '.join(said)}"
    if what == "finding":
        return codes.check[row["check"]].name(language)
    if what == "instrument":
        return codes.instrument[row["instrument"]].name(language)
    if what == "responsibility":
        return str(row["unit_name_full"])
    if what == "document":
        return str(row["title"] if language == "zh" else row["title_en"])
    return codes.indicator[row["indicator"]].name(language)


def side_columns(context: Context, what: str, pair: Pair) -> dict[str, Any]:
    """Return the columns of the two sides: value, text, and the sentence with its place."""
    columns: dict[str, Any] = {}
    for name, row, other, ds in (
        ("before", pair.before, pair.after, context.before),
        ("after", pair.after, pair.before, context.after),
    ):
        if row is None:
            continue
        shown: dict[str, Any] = {x: _text(ds, what, row, x) for x in _LANGUAGES} | {"source_id": row.get("source_id")}
        shown |= {"value": row.get("obs_value"), "comparator": row.get("comparator")} | _quote(context, what, row, other, ds)
        columns |= {f"{name}_{key}": value for key, value in shown.items()}
    return columns


def _text(ds: Dataset, what: str, row: Row, language: str) -> str | None:
    codes = ds.codelists
    if what == "derived" and row["transformation"].startswith(_GAPS):
        return format_change(ds, row, language)
    if what == "reference":
        return format_value(ds, {**row, "comparator": codes.qualifier[row["qualifier"]].comparator}, language)
    if what in ("observation", "derived"):
        return format_value(ds, row, language)
    if what == "finding":
        return str(row[f"message_{language}"])
    if what == "responsibility":
        return codes.role[row["role"]].name(language)
    return str(row["sha256"])[:16] if what == "document" else None


def _quote(context: Context, what: str, row: Row, other: Row | None, ds: Dataset) -> dict[str, Any]:
    """Return the sentence of a side and the place of its number; of several statements the first that the other side lacks."""
    if what == "observation":
        said = statements(ds, row)
        theirs = statements(context.side(ds is context.before), other) if other is not None else []
        known = {(m["text"], m["quote"]) for m in theirs}
        chosen = next((m for m in said if (m["text"], m["quote"]) not in known), said[0] if said else None)
        return {} if chosen is None else {k: chosen[k] for k in ("quote", "quote_start", "char_start", "char_end")}
    if what == "finding":
        place = {"quote_start": row["quote_start"], "char_start": row["quote_start"], "char_end": row["quote_end"]}
        return place | {"quote": row["quote"], "source_id": row["quote_source_id"] or row["source_id"]}
    if what in ("instrument", "responsibility"):
        start = row.get("quote_start", row["char_start"])
        return {"quote": row["quote"], "quote_start": start, "char_start": row["char_start"], "char_end": row["char_end"]}
    return {}


def detail(context: Context, what: str, pair: Pair, moves: Sequence[str]) -> dict[str, str | None]:
    """Return what differs besides value and words, before and after: a code, a year, a status."""
    if pair.before is None or pair.after is None:
        return {}
    said: dict[str, list[str]] = {x: [] for x in _LANGUAGES}
    for move in moves:
        for column in column_of(what, move, pair) if move not in _SHOWN else ():
            for language in _LANGUAGES:
                old = _named(context.before, pair.before, column, language)
                new = _named(context.after, pair.after, column, language)
                is_alike = old == new and column in _LISTS
                ends = (str(pair.before[column]), str(pair.after[column])) if is_alike else (old, new)
                said[language].append(" → ".join(ends))
    return {f"detail_{x}": ("；" if x == "zh" else "; ").join(dict.fromkeys(texts)) or None for x, texts in said.items()}


def _named(ds: Dataset, row: Mapping[str, Any], column: str, language: str) -> str:
    value = row[column]
    if value is None or value == "":
        return "—"
    if column == "definition" and row["indicator"] in ds.codelists.indicator:
        return definition_name(ds.codelists.indicator[row["indicator"]], value, language)
    listed = getattr(ds.codelists, _LISTS[column]) if column in _LISTS else {}
    return listed[value].name(language) if value in listed else str(value)
