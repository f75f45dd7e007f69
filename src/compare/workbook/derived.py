"""The sheet of derived figures: each with its formula in words and in numbers, and what went into it as links.

The figures come from the data set as `compare.derive` built them; nothing is computed here.
"""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.worksheet.worksheet import Worksheet

from compare.dataset import Measure, comment_text, measure_name, split_ids, to_rows
from compare.workbook.cells import write_text
from compare.workbook.content import Content, Row, mark
from compare.workbook.labels import text
from compare.workbook.layout import HEAD_ROW, print_columns, write_list
from compare.workbook.records import Column
from compare.workbook.sheets import base_format, link_column, names
from compare.workbook.styles import dress

_INPUTS = 3
"""How many inputs have a column of their own, with a link; most figures have one or two."""


def write_derived(sheet: Worksheet, content: Content, language: str) -> None:
    """Fill the sheet of derived figures."""
    records = to_rows(content.derived)
    printed = [*_what(content, records, language), *_how(content, records, language)]
    columns = [*printed, *_more(content, records, language)]
    title = text("derived_title", language, count=len(records))
    write_list(sheet, columns, language, title=title, note=text("derived_note", language), table=f"Derived_{language}")
    if not records:
        dress(write_text(sheet.cell(HEAD_ROW + 1, 1), text("derived_none", language)), "plain", language)
    print_columns(sheet, len(printed))


def _what(content: Content, records: Sequence[Row], language: str) -> list[Column]:
    """Return the columns that say what the figure is."""
    lists = content.ds.codelists
    measures = [measure_name(content.ds, Measure.of(r), language) for r in records]
    units = [r["unit_measure"] for r in records]
    return [
        Column(text("derived_figure", language), 14, [r["derived_id"] for r in records]),
        Column(text("region", language), 15, names(lists.ref_area, [r["ref_area"] for r in records], language)),
        Column(text("indicator", language), 32, measures),
        Column(text("transformation", language), 20, _methods(content, records, language)),
        Column(text("compared_with", language), 14, names(lists.ref_area, [r["reference_area"] for r in records], language)),
        Column(text("year", language), 8, [r["time_period"] for r in records], "number", ["0"] * len(records)),
        Column(text("comparator", language), 7, [mark(r["comparator"]) or "=" for r in records], "sign"),
        Column(
            text("derived_value", language), 15, [r["obs_value"] for r in records], "number", [base_format(r) for r in records]
        ),
        Column(text("unit", language), 14, names(lists.unit_measure, units, language)),
    ]


def _methods(content: Content, records: Sequence[Row], language: str) -> list[str]:
    return names(content.ds.codelists.transformation, [r["transformation"] for r in records], language)


def _how(content: Content, records: Sequence[Row], language: str) -> list[Column]:
    """Return the columns that say how it was computed and from what."""
    methods = content.ds.codelists.transformation
    inputs = [split_ids(r["input_ids"]) for r in records]
    known = [methods[r["transformation"]] for r in records]
    columns = [
        Column(text("formula_words", language), 34, [m.formula_zh if language == "zh" else m.formula_en for m in known]),
        Column(text("formula_numbers", language), 34, [r["formula"] for r in records]),
    ]
    for number in range(min(_INPUTS, max(map(len, inputs), default=0))):
        ids = [found[number] if len(found) > number else None for found in inputs]
        columns.append(link_column(content, text("derived_input", language, n=number + 1), ids, language))
    return columns


def _more(content: Content, records: Sequence[Row], language: str) -> list[Column]:
    """Return the columns for work on the screen, which are not printed."""
    lists = content.ds.codelists
    return [
        Column(text("more_inputs", language), 20, [" ".join(split_ids(r["input_ids"])[_INPUTS:]) for r in records]),
        Column(text("obs_status", language), 12, names(lists.obs_status, [r["obs_status"] for r in records], language)),
        Column(text("comment", language), 40, [comment_text(content.ds, r["comment"], language) for r in records]),
        Column(text("value_type", language), 10, names(lists.value_type, [r["value_type"] for r in records], language)),
        Column(text("base_period", language), 10, [r["base_period"] for r in records]),
        Column(text("region_code", language), 18, [r["ref_area"] for r in records]),
        Column(text("indicator_code", language), 36, [r["indicator"] for r in records]),
    ]
