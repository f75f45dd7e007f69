"""The sheets of policy instruments: which document uses which, group by group, and the quotes that show it.

Counts come from `compare.dataset.action_matrix`; nothing is judged here. A cell of the matrix holds the number of quotes, shown
as dots by its number format, leads to the best quote and has it in a comment.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby

import pandas as pd
from openpyxl.cell.cell import Cell
from openpyxl.formatting.rule import ColorScaleRule
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from compare.codelists import Instrument
from compare.dataset import action_matrix, area_name, format_period, to_rows
from compare.palette import SHADES
from compare.workbook.cells import literal_format, write_link, write_number, write_text
from compare.workbook.content import Content, Row
from compare.workbook.labels import sheet_name, text
from compare.workbook.layout import (
    HEAD_ROW,
    line_height,
    make_comment,
    print_columns,
    set_up_page,
    set_widths,
    write_block,
    write_head,
    write_heading,
    write_list,
)
from compare.workbook.notes import document_name
from compare.workbook.records import Column
from compare.workbook.sheets import names, source_column
from compare.workbook.styles import dress

_FIRST, _FIRST_ROW = 2, HEAD_ROW + 2
"""Column of the first document, and row of the first group, below the heads and the links to the sources."""

_NAME, _DOCUMENT, _COUNT = 34.0, 16.0, 10.0
_MEANINGS = {"zh": 58.0, "en": 94.0}
"""Widths of columns; what an instrument covers fits on a line or two, so that the matrix is legible on one page."""

_DOT, _NONE, _MOST_DOTS = "●", "–", 5
_QUOTED = 150
"""Characters of a quote or heading that a comment shows; the whole stands on the sheet of quotes."""


def write_instruments(sheet: Worksheet, content: Content, language: str) -> None:
    """Fill the sheet with the matrix of policy instruments and documents."""
    matrix = action_matrix(content.ds, regions=content.selection.areas).T
    write_heading(sheet, _title(matrix, language), text("instruments_note", language), language)
    widths = [_NAME, *[_DOCUMENT] * matrix.shape[1], _COUNT, _MEANINGS[language]]
    set_widths(sheet, widths)
    if matrix.empty:
        dress(write_text(sheet.cell(HEAD_ROW, 1), text("instruments_none", language)), "plain", language)
        return
    _write_documents(sheet, content, list(matrix.columns), language)
    bests = _best_quotes(content)
    row = _FIRST_ROW
    for code, group in groupby(_ordered(content), key=lambda i: i.group):
        row = _write_group(sheet, row, _group_name(content, code, language), len(widths), language)
        for instrument in group:
            counts = pd.Series(matrix.loc[instrument.id])
            _write_instrument(sheet, row, instrument, counts, language)
            for offset, (document, count) in enumerate(counts.items()):
                best = bests.get((instrument.id, str(document)))
                _write_use(sheet.cell(row, _FIRST + offset), content, best, int(count), language)
            row += 1
    _write_totals(sheet, row, matrix, language)
    key = text("instrument_key", language, sheet=sheet_name("instrument_quotes", language))
    write_block(sheet, row + 2, key, columns=len(widths), width=1.1 * sum(widths), language=language)
    _colour(sheet, row - 1, matrix)
    sheet.freeze_panes = sheet.cell(_FIRST_ROW, _FIRST).coordinate
    set_up_page(sheet, language, head_rows=(HEAD_ROW, HEAD_ROW + 1))
    sheet.page_setup.fitToHeight = 1  # a matrix is read as a whole


def _title(matrix: pd.DataFrame, language: str) -> str:
    used = matrix > 0
    counts = {"documents": matrix.shape[1], "total": matrix.shape[0], "used": int(used.any(axis="columns").sum())}
    shared = int(used.all(axis="columns").sum()) if matrix.shape[1] else 0
    return text("instruments_title", language, **counts, shared=shared)


def _ordered(content: Content) -> list[Instrument]:
    """Return the instruments group by group; those of no group last."""
    groups = {code: n for n, code in enumerate(content.ds.codelists.instrument_group)}
    return sorted(content.ds.codelists.instrument.values(), key=lambda i: groups.get(i.group, len(groups)))


def instrument_rows(content: Content) -> Mapping[str, int]:
    """Return the row of each instrument on the sheet of the matrix."""
    rows, row = {}, _FIRST_ROW
    for _, group in groupby(_ordered(content), key=lambda i: i.group):
        row += 1
        for instrument in group:
            rows[instrument.id] = row
            row += 1
    return rows


def _group_name(content: Content, code: str, language: str) -> str:
    return content.ds.codelists.instrument_group[code].name(language) if code else text("instrument_ungrouped", language)


def _best_quotes(content: Content) -> Mapping[tuple[str, str], Row]:
    """Return the most telling quote of each instrument and document, with its row on the sheet of quotes as ``row``."""
    found: dict[tuple[str, str], Row] = {}
    for number, action in enumerate(to_rows(content.actions)):
        found.setdefault((action["instrument"], action["source_id"]), action | {"row": HEAD_ROW + 1 + number})
    return found


def _write_documents(sheet: Worksheet, content: Content, documents: Sequence[str], language: str) -> None:
    """Write the heads: the documents by region and years, and below each its code, which leads to its row among the sources."""
    heads = _document_heads(content, documents, language)
    last = [text("instrument_documents", language), text("instrument_covers", language)]
    write_head(sheet, HEAD_ROW, [text("instrument", language), *heads, *last], language)
    dress(write_text(sheet.cell(HEAD_ROW + 1, 1), text("source", language)), "label", language)
    for offset, document in enumerate(documents):
        cell = dress(write_text(sheet.cell(HEAD_ROW + 1, _FIRST + offset), document), "year", language)
        write_link(cell, sheet_name("sources", language), f"A{content.source_rows[document]}")
    room = {**dict.fromkeys(heads, _DOCUMENT), last[0]: _COUNT}
    sheet.row_dimensions[HEAD_ROW].height = max(30.0, *(line_height(h, width - 1) for h, width in room.items()))


def _document_heads(content: Content, documents: Sequence[str], language: str) -> list[str]:
    """Return what tells the documents apart: region and years; where that is not enough also the number or date."""
    sources = [content.ds.sources[d] for d in documents]
    plain = []
    for source in sources:
        years = format_period({"period_start": source.period_start, "time_period": source.period_end}, language)
        plain.append(f"{area_name(content.ds, source.ref_area, language)}\n{years}")
    counts = Counter(plain)
    return [f"{h}\n{s.document_number or s.issued}" if counts[h] > 1 else h for h, s in zip(plain, sources, strict=True)]


def _write_group(sheet: Worksheet, row: int, name: str, columns: int, language: str) -> int:
    for column in range(1, columns + 1):
        dress(sheet.cell(row, column), "section", language)
    write_text(sheet.cell(row, 1), name)
    return row + 1


def _write_instrument(sheet: Worksheet, row: int, instrument: Instrument, counts: pd.Series, language: str) -> None:
    """Write the name of an instrument, how many documents use it and what it covers."""
    name, meaning = instrument.name(language), instrument.description(language)
    dress(write_text(sheet.cell(row, 1), name), "label", language)
    dress(write_number(sheet.cell(row, _FIRST + len(counts)), int((counts > 0).sum()), "0"), "centre", language)
    dress(write_text(sheet.cell(row, _FIRST + len(counts) + 1), meaning), "body", language)
    heights = (line_height(name, 1.05 * _NAME - 2), line_height(meaning, 1.15 * _MEANINGS[language], 12.5))
    sheet.row_dimensions[row].height = max(18.0, *heights)


def _write_use(cell: Cell, content: Content, best: Row | None, count: int, language: str) -> None:
    """Write the number of quotes, shown as dots, with the best of them in a comment; none found is a dash."""
    if best is None:
        dress(write_number(cell, count, literal_format(_NONE)), "unused", language)
        return
    write_number(cell, count, literal_format(_DOT * count) if count <= _MOST_DOTS else "0")
    write_link(cell, sheet_name("instrument_quotes", language), f"A{best['row']}")
    source = content.ds.sources[best["source_id"]]
    place = {"title": source.title_in(language), "section": _shortened(best["section"] or "—")}
    span = {"start": best["char_start"], "end": best["char_end"], "score": best["score"], "count": count}
    cell.comment = make_comment(text("instrument_comment", language, quote=_shortened(best["quote"]), **place, **span))
    dress(cell, "dots", language)


def _shortened(words: str) -> str:
    return words if len(words) <= _QUOTED else words[:_QUOTED] + "…"


def _write_totals(sheet: Worksheet, row: int, matrix: pd.DataFrame, language: str) -> None:
    """Write below the matrix how many instruments each document uses."""
    dress(write_text(sheet.cell(row, 1), text("instruments_used", language)), "section", language)
    for offset, count in enumerate((matrix > 0).sum()):
        dress(write_number(sheet.cell(row, _FIRST + offset), int(count), "0"), "total", language)


def _colour(sheet: Worksheet, last: int, matrix: pd.DataFrame) -> None:
    """Shade the cells by their number, from white to the blue of the charts."""
    columns = (get_column_letter(_FIRST), get_column_letter(_FIRST + matrix.shape[1] - 1))
    most = max(1, int(matrix.to_numpy().max()))
    ends = {"start_color": "FFFFFF", "end_color": SHADES[2].removeprefix("#")}
    rule = ColorScaleRule(start_type="num", start_value=0, end_type="num", end_value=most, **ends)
    sheet.conditional_formatting.add(f"{columns[0]}{_FIRST_ROW}:{columns[1]}{last}", rule)


def write_instrument_quotes(sheet: Worksheet, content: Content, language: str) -> None:
    """Fill the sheet of the quotes that show instruments in use."""
    records, lists = to_rows(content.actions), content.ds.codelists
    instruments = [lists.instrument[r["instrument"]] for r in records]
    sources = [content.ds.sources[r["source_id"]] for r in records]
    rows = instrument_rows(content)
    to_matrix = [(sheet_name("instruments", language), f"A{rows[i.id]}") for i in instruments]
    whole = ["0"] * len(records)
    columns = [
        Column(text("instrument", language), 28, [i.name(language) for i in instruments], "link", links=to_matrix),
        Column(text("instrument_group", language), 16, [_group_name(content, i.group, language) for i in instruments]),
        Column(text("region", language), 14, names(lists.ref_area, [r["ref_area"] for r in records], language)),
        Column(text("document_name", language), 20, [document_name(s, language) for s in sources]),
        Column(text("section", language), 36, [r["section"] for r in records]),
        Column(text("quote", language), 64, [r["quote"] for r in records]),
        Column(text("start", language), 10, [r["char_start"] for r in records], "number", whole),
        Column(text("end", language), 10, [r["char_end"] for r in records], "number", whole),
        Column(text("score", language), 8, [r["score"] for r in records], "number", ["0.00"] * len(records)),
        source_column(content, [s.id for s in sources], language),
        Column(text("document", language), 40, [s.title_in(language) for s in sources]),
        Column(text("instrument_code", language), 30, [i.id for i in instruments]),
        Column(text("rule", language), 26, [r["rule_id"] for r in records]),
        Column(text("action", language), 14, [r["action_id"] for r in records]),
    ]
    title = text("instrument_quotes_title", language, count=len(records))
    note, table = text("instrument_quotes_note", language), f"InstrumentQuotes_{language}"
    write_list(sheet, columns, language, title=title, note=note, table=table)
    print_columns(sheet, [c.head for c in columns].index(text("source", language)) + 1)
