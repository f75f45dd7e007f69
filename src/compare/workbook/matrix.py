"""The comparison matrix: shared measures by region, with year, bound mark and the reason for what is absent.

A row a measure, two columns a region: the value, which stays a number, and its year, which leads to the words of the plan. An
absent value is an empty hatched cell, its reason a letter beside it and a sentence in a comment; a region of which no document
was read has a dash.
"""

from __future__ import annotations

from itertools import groupby

from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from compare.dataset import ABSENT, comparability_note, measure_name
from compare.workbook.cells import is_missing, number_format, write_link, write_number, write_text
from compare.workbook.content import Comparison, Content, Row, row_mark
from compare.workbook.labels import sheet_name, text
from compare.workbook.layout import is_large, line_height, make_comment, set_up_page, set_widths, write_block, write_heading
from compare.workbook.notes import absence_letters, matrix_notes
from compare.workbook.scale import Scale, choose_scale
from compare.workbook.styles import dress

LEVEL_ROW, AREA_ROW, FIELD_ROW = 3, 4, 5
FIRST_AREA = 3
"""Column of the first region; measure and unit stand before it."""

_WIDTHS = {"measure": 40.0, "unit": 11.0, "value": 12.0, "year": 10.0, "count": 8.0}


def is_plain(content: Content) -> bool:
    """Say whether the matrix has neither links nor comments, as lists with as many records; the notes give the reasons."""
    return is_large(len(content.comparisons) * len(content.areas))


def write_matrix(sheet: Worksheet, content: Content, language: str) -> None:
    """Fill the sheet with the comparison matrix."""
    areas = content.areas
    widths = [_WIDTHS["measure"], _WIDTHS["unit"], *([_WIDTHS["value"], _WIDTHS["year"]] * len(areas)), _WIDTHS["count"]]
    set_widths(sheet, widths)
    title = text("matrix_title", language, measures=len(content.comparisons), areas=len(areas))
    write_heading(sheet, title, text("matrix_note_plain" if is_plain(content) else "matrix_note", language), language)
    _write_heads(sheet, content, language)
    notes = matrix_notes(content, language)
    row = FIELD_ROW + 1
    for is_panelled, group in groupby(content.comparisons, key=lambda c: c.is_panelled):
        row = _write_section(sheet, row, "section_panel" if is_panelled else "section_all", len(widths), language)
        for compared in group:
            _write_measure(sheet, row, content, compared, notes.markers.get(compared.measure, ""), language)
            row += 1
    row += 1
    for line in notes.lines:
        row = write_block(sheet, row, line, columns=len(widths), width=1.1 * sum(widths), language=language)
    sheet.freeze_panes = sheet.cell(FIELD_ROW + 1, FIRST_AREA).coordinate
    set_up_page(sheet, language, head_rows=(LEVEL_ROW, FIELD_ROW))


def _write_heads(sheet: Worksheet, content: Content, language: str) -> None:
    """Write three head rows: level, region, what stands in the column."""
    codes, levels = content.ds.codelists.ref_area, content.ds.codelists.area_level
    end = FIRST_AREA + 2 * len(content.areas)
    for column, key in ((1, "measure"), (2, "unit"), (end, "n_areas")):
        for row in (LEVEL_ROW, AREA_ROW, FIELD_ROW):
            dress(sheet.cell(row, column), "head", language)
        write_text(sheet.cell(LEVEL_ROW, column), text(key, language))
        sheet.merge_cells(start_row=LEVEL_ROW, start_column=column, end_row=FIELD_ROW, end_column=column)
    column = FIRST_AREA
    for level, members in groupby(content.areas, key=lambda a: codes[a].level):
        width = 2 * len(list(members))
        _span(sheet, LEVEL_ROW, column, width, levels[level].name(language), language)
        column += width
    for position, area in enumerate(content.areas):
        column = FIRST_AREA + 2 * position
        _span(sheet, AREA_ROW, column, 2, codes[area].name(language), language)
        for offset, key in enumerate(("target", "year")):
            dress(write_text(sheet.cell(FIELD_ROW, column + offset), text(key, language)), "head", language)
    room = _WIDTHS["value"] + _WIDTHS["year"] - 2
    heights = (line_height(codes[area].name(language), room) for area in content.areas)
    sheet.row_dimensions[AREA_ROW].height = max(heights, default=15)


def _span(sheet: Worksheet, row: int, column: int, width: int, words: str, language: str) -> None:
    """Write a head over `width` columns."""
    for offset in range(width):
        dress(sheet.cell(row, column + offset), "head", language)
    write_text(sheet.cell(row, column), words)
    sheet.merge_cells(start_row=row, start_column=column, end_row=row, end_column=column + width - 1)


def _write_section(sheet: Worksheet, row: int, key: str, columns: int, language: str) -> int:
    for column in range(1, columns + 1):
        dress(sheet.cell(row, column), "section", language)
    write_text(sheet.cell(row, 1), text(key, language))
    return row + 1


def _write_measure(sheet: Worksheet, row: int, content: Content, compared: Comparison, marker: str, language: str) -> None:
    """Write one row of the matrix."""
    label = measure_name(content.ds, compared.measure, language) + marker
    stated = compared.stated()
    scale = choose_scale(content.ds.codelists.unit_measure[compared.measure.unit], stated, language)
    dress(write_text(sheet.cell(row, 1), label), "label", language)
    dress(write_text(sheet.cell(row, 2), scale.unit), "centre", language)
    for position, area in enumerate(content.areas):
        column = FIRST_AREA + 2 * position
        record, cells = compared.rows[area], (sheet.cell(row, column), sheet.cell(row, column + 1))
        if record["obs_value"] is not None:
            _write_value(*cells, content, record, scale, language)
            dress(cells[0], "best" if compared.is_reference(record) else "value", language)
        else:
            _write_absence(*cells, content, record, language)
    count = sheet.cell(row, FIRST_AREA + 2 * len(content.areas))
    dress(write_number(count, len(stated), "0"), "centre", language)
    room = 1.0 if language == "zh" else 1.2  # Latin letters are narrower than the digit that column widths count in
    height = max(line_height(label, room * _WIDTHS["measure"]), line_height(scale.unit, room * _WIDTHS["unit"]))
    sheet.row_dimensions[row].height = max(19.0, height)


def _write_value(value: Cell, year: Cell, content: Content, row: Row, scale: Scale, language: str) -> None:
    """Write the value, with its mark in the number format, and the year, with a link to the words of the plan."""
    suffix = scale.upper(row) + scale.suffix + ("*" if not is_missing(row["note_zh"]) else "")
    write_number(value, scale.value(row["obs_value"]), number_format(scale.decimals(row), mark=row_mark(row), suffix=suffix))
    _write_period(year, row)
    mention = content.first_mentions.get(row["observation_id"])
    if mention is not None and not is_plain(content):
        write_link(year, sheet_name("quotes", language), f"A{content.mention_rows[mention]}")
    dress(year, "year", language)


def _write_period(cell: Cell, row: Row) -> None:
    """Write the year, or first and last year of what is counted over several."""
    start, end = row["period_start"], row["time_period"]
    if start is None or start >= end:
        write_number(cell, end, "0")
    else:
        write_text(cell, f"{start}–{end}")


def _write_absence(value: Cell, year: Cell, content: Content, row: Row, language: str) -> None:
    """Hatch the empty cell, write the letter of the reason beside it and the whole sentence into a comment."""
    if content.is_undocumented(row):
        dress(value, "blank", language)
        dress(write_text(year, ABSENT), "reason", language)
        why = text("no_document", language)
    else:
        dress(value, "absent", language)
        dress(write_text(year, absence_letters(content.ds)[row["absence"]]), "reason", language)
        why = row[f"absence_{language}"] + comparability_note(content.ds, row, language)
    if not is_plain(content):
        value.comment = make_comment(why)
