"""The sheets of families: akin measures side by side, with a native chart of what is like for like.

A family gets a sheet of its own where two or more regions can be charted in one of its measures; the other families share a
sheet of tables, and the shared measures that have no family share one with charts. Only values of one measure, and amounts of
one level, ever stand in one chart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from compare.comparability import CLASSES, direction
from compare.dataset import area_name, format_period, is_contradicted, measure_name
from compare.workbook.cells import is_missing, number_format, write_text
from compare.workbook.content import Comparison, Content, Row, mark, row_mark
from compare.workbook.family_charts import Bar, Place, add_chart, rows_of_chart
from compare.workbook.labels import CONTENTS, SHEETS, sheet_name, text
from compare.workbook.layout import HEAD_ROW, Column, hide_last, print_columns, sheet_title, write_list
from compare.workbook.planned import Planned
from compare.workbook.scale import Scale, choose_scale
from compare.workbook.styles import dress

_NAMED = 4
"""Up to how many measures the sheet of contents names."""


@dataclass(frozen=True)
class Line:
    """A row of the table: a region in a measure."""

    compared: Comparison
    row: Row
    scale: Scale
    is_alone: bool


def plan_families(content: Content, language: str) -> list[Planned]:
    """Plan the sheets of families, of shared measures without a family, and of the other families."""
    families: dict[str, list[Comparison]] = {}
    for compared in (*content.comparisons, *content.alone):
        families.setdefault(content.ds.codelists.indicator[compared.measure.indicator].family, []).append(compared)
    single = [c for c in families.pop("", []) if c in content.comparisons]
    charted = [members for members in families.values() if any(_panels(c) for c in members)]
    others = [members for members in families.values() if members not in charted and len(members) > 1]
    planned: list[Planned] = []
    for number, members in enumerate(charted, 1):
        name = content.ds.codelists.indicator[members[0].measure.indicator].name(language)
        used = [*(names[language != "zh"] for names in SHEETS.values()), *(page.name for page in planned)]
        write = partial(_write, content=content, members=members, name=name, table=f"Family{number}", language=language)
        planned.append(Planned(sheet_title(name, used), _holds(content, members, language), write))
    for key, found, table in (("single", single, "Single"), ("relatives", [c for m in others for c in m], "Relatives")):
        if found:
            name = sheet_name(key, language)
            write = partial(_write, content=content, members=found, name=name, table=table, language=language)
            planned.append(Planned(name, CONTENTS[key][language != "zh"], write))
    return planned


def _holds(content: Content, members: Sequence[Comparison], language: str) -> str:
    names = [measure_name(content.ds, c.measure, language) for c in members]
    more = text("family_more", language, count=len(names)) if len(names) > _NAMED else ""
    return text("family_holds", language, measures=text("list_join", language).join(names[:_NAMED]) + more)


def _panels(compared: Comparison) -> list[list[Row]]:
    """Return what may stand in one chart: two or more values of one panel that no document contradicts."""
    panels: dict[str, list[Row]] = {}
    for row in compared.stated():
        if not is_contradicted(row):
            panels.setdefault(row["panel"], []).append(row)
    return [rows for rows in panels.values() if len(rows) > 1]


def _write(sheet: Worksheet, content: Content, members: Sequence[Comparison], name: str, table: str, language: str) -> None:
    """Fill a sheet: the table of regions and measures, then the charts."""
    lines = [line for compared in members for line in _lines(content, compared, language)]
    columns = _columns(content, lines, language)
    title = text("family_title", language, name=name, count=len(members))
    write_list(sheet, columns, language, title=title, note=text("family_note", language), table=f"{table}_{language}")
    sheet.freeze_panes = f"C{HEAD_ROW + 1}"
    hide_last(sheet, len(columns))
    row = HEAD_ROW + len(lines) + 2
    for compared in members:
        for rows in _panels(compared):
            row = _write_chart(sheet, row, content, lines, (compared, rows), language)
    print_columns(sheet, len(columns) - 1)
    sheet.print_area = f"A1:{get_column_letter(len(columns) - 1)}{max(row, sheet.max_row)}"


def _lines(content: Content, compared: Comparison, language: str) -> Iterator[Line]:
    """Yield the regions of a measure: those with a value by group, the best first, then those without but with a document."""
    is_alone = compared not in content.comparisons
    scale = choose_scale(content.ds.codelists.unit_measure[compared.measure.unit], compared.stated(), language)
    rows = sorted(compared.rows.values(), key=lambda row: row["obs_value"] is None)
    for row in rows:
        if not content.is_undocumented(row):
            yield Line(compared, row, scale, is_alone)


def _columns(content: Content, lines: Sequence[Line], language: str) -> list[Column]:
    """Return the columns of the table; the last holds what the charts call their bars."""
    ds = content.ds
    rows, levels = [n.row for n in lines], ds.codelists.area_level
    formats = [_format(n.row, n.scale) for n in lines]
    bases = [number_format(n.scale.decimals(n.row), suffix=n.scale.suffix) for n in lines]
    return [
        Column(text("measure", language), 38, [measure_name(ds, n.compared.measure, language) for n in lines]),
        Column(text("region", language), 20, [area_name(ds, r["ref_area"], language) for r in rows]),
        Column(text("level", language), 13, [levels[r["level"]].name(language) for r in rows]),
        Column(text("unit", language), 13, [n.scale.unit for n in lines]),
        Column(text("target", language), 12, [n.scale.value(n.row["obs_value"]) for n in lines], "number", formats),
        Column(text("year", language), 13, [format_period(r, language) for r in rows], "sign"),
        Column(text("baseline", language), 11, [n.scale.value(n.row["baseline_value"]) for n in lines], "number", bases),
        Column(text("baseline_year", language), 9, [r["baseline_period"] for r in rows], "number", ["0"] * len(rows)),
        Column(text("rank", language), 8, [r["rank"] for r in rows], "number", ["0"] * len(rows)),
        Column(text("comparability", language), 16, [_class(content, n, language) for n in lines]),
        Column(text("family_remark", language), 52, [_remark(n.row, language) for n in lines]),
        Column(text("family_label", language), 24, [_label(content, n.row, language) for n in lines]),
    ]


def _format(row: Row, scale: Scale) -> str:
    """Return the number format that shows a value as printed, with its mark or as a range."""
    return number_format(scale.decimals(row), mark=row_mark(row), suffix=scale.upper(row) + scale.suffix)


def _class(content: Content, line: Line, language: str) -> str:
    """Return how a value stands to others: of one definition where others state the measure, else only of one family."""
    known = CLASSES["family"] if line.is_alone else line.row["comparability"]
    return "" if is_missing(known) else content.ds.codelists.comparability[known].name(language)


def _remark(row: Row, language: str) -> str:
    """Return the reason for an absent value, or what contradicts a value."""
    words = row[f"absence_{language}"] if row["obs_value"] is None else row[f"note_{language}"]
    return "" if is_missing(words) else str(words)


def _label(content: Content, row: Row, language: str) -> str:
    """Return what a chart calls the bar of a row: the region, the mark of a bound, the year; empty without a value."""
    if row["obs_value"] is None:
        return ""
    parts = [area_name(content.ds, row["ref_area"], language), row_mark(row), format_period(row, language)]
    return " ".join(part for part in parts if part)


def _write_chart(
    sheet: Worksheet, row: int, content: Content, lines: Sequence[Line], chart: tuple[Comparison, Sequence[Row]], language: str
) -> int:
    """Put the chart of one panel below the table, and under it who has no bar; return the next free row."""
    compared, rows = chart
    first = next(n for n, line in enumerate(lines) if line.compared is compared and line.row is rows[0])
    scale, ds = lines[first].scale, content.ds
    bars = [
        Bar(_label(content, r, language), float(scale.value(r["obs_value"]) or 0), _format(r, scale), r["comparator"] != "=")
        for r in rows
    ]
    level = "" if rows[0]["panel"] == "all" else ds.codelists.area_level[rows[0]["panel"]].name(language)
    parts = [measure_name(ds, compared.measure, language), scale.unit, level]
    title = text("family_join", language).join(part for part in parts if part)
    sign = direction(compared.measure.indicator, compared.measure.kind, ds.codelists)
    unit = scale.unit + (text("family_less", language) if sign < 0 else "")
    add_chart(sheet, f"A{row}", title, unit, bars, Place(12, 5, HEAD_ROW + 1 + first), language)
    row += rows_of_chart(bars)
    missing = [r for r in compared.rows.values() if r not in rows]
    if missing:
        names = text("family_comma", language).join(area_name(ds, r["ref_area"], language) for r in missing)
        dress(write_text(sheet.cell(row, 1), text("family_missing", language, regions=names)), "plain", language)
    return row + 2
