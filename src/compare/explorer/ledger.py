"""The searchable table of all values: every year, target, baseline and actual of the areas and indicators chosen.

The rows are the observations; they are only named and formatted here. itables escapes their text.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from compare.dataset import Measure, area_name, format_period, format_value, measure_name
from compare.explorer.choice import Choice
from compare.explorer.tables import Tables
from compare.explorer.words import say

COLUMNS = ("area", "indicator", "value", "year", "type", "quote")
HIDDEN = ("value_order", "year_order")
"""Columns of whole numbers behind those that are seen, by which values and years are sorted: as numbers, not as texts."""

_TEXTS = {
    "search": "search",
    "info": "info",
    "infoEmpty": "info_empty",
    "infoFiltered": "filtered",
    "zeroRecords": "zero",
    "emptyTable": "empty",
}
_HEIGHT = "340px"
"""Of the table, so that the sentence below it stays in sight."""


def observations(tables: Tables, choice: Choice) -> list[dict[str, Any]]:
    """Return the observations of the areas and indicators chosen, by indicator, then by area, the latest year first."""
    codes = list(choice.indicators or tables.shared)
    rows = [row for code in codes for row in tables.ds.of_indicator(code) if row["ref_area"] in choice.regions]
    return sorted(rows, key=lambda row: _order(row, codes, choice.regions))


def _order(row: dict[str, Any], codes: list[str], regions: tuple[str, ...]) -> tuple[int, int, int]:
    return codes.index(row["indicator"]), regions.index(row["ref_area"]), -(row["time_period"] or 0)


def ledger(tables: Tables, choice: Choice) -> pd.DataFrame:
    """Return the values as a reader sees them, a row for each of `observations`; the columns of `HIDDEN` follow."""
    found = observations(tables, choice)
    heads = [say(f"data_{name}", choice.language) for name in COLUMNS]
    frame = pd.DataFrame([_row(tables, choice.language, row) for row in found], columns=heads, dtype="str")
    places = _places(found, list(tables.ds.codelists.unit_measure))
    numbers = {"value_order": places, "year_order": [row["time_period"] or 0 for row in found]}
    return frame.assign(**{name: pd.Series(numbers[name], dtype="int64") for name in HIDDEN})


def _places(rows: list[dict[str, Any]], units: list[str]) -> list[int]:
    """Return the place of each row by its value, unit by unit: no count stands between two shares."""
    keys = [(units.index(row["unit_measure"]), row["obs_value"]) for row in rows]
    return [sorted(set(keys)).index(key) for key in keys]


def _row(tables: Tables, language: str, row: dict[str, Any]) -> list[str]:
    ds = tables.ds
    quotes = dict.fromkeys(ds.passage(mention)["quote"] for mention in row["mention_ids"].split(" "))
    return [
        area_name(ds, row["ref_area"], language),
        measure_name(ds, Measure.of(row), language),
        format_value(ds, row, language),
        format_period(row, language),
        ds.codelists.value_type[row["value_type"]].name(language),
        " … ".join(" ".join(quote.split()) for quote in quotes),
    ]


def table_options(language: str) -> dict[str, Any]:
    """Return how the table looks and speaks: a row can be selected with the mouse and with the keyboard."""
    texts: dict[str, Any] = {name: say(f"data_{key}", language) for name, key in _TEXTS.items()}
    texts["select"] = {"rows": {"0": "", "_": say("data_selected", language)}}
    hidden = [len(COLUMNS) + n for n in range(len(HIDDEN))]
    seen = [COLUMNS.index(name.removesuffix("_order")) for name in HIDDEN]
    sorting = [{"targets": column, "orderData": order} for column, order in zip(seen, hidden, strict=True)]
    return {
        "language": texts,
        "columnDefs": [*sorting, {"targets": hidden, "visible": False, "searchable": False}],
        "text_in_header_can_be_selected": False,  # else only the little arrows of a head sort
        "select": {"style": "single", "keys": True},
        "selected_rows": [],
        "maxBytes": 0,
        "paging": False,
        "scrollY": _HEIGHT,
        "scrollCollapse": True,
        "layout": {"topStart": "info", "topEnd": "search", "bottomStart": None, "bottomEnd": None},
        "classes": "display compact",
        "style": "table-layout:auto;width:100%",
        "autoWidth": False,
        "order": [],
        "showIndex": False,
    }
