"""The sheets of families: akin measures side by side, with a native chart of what is like for like.

A family gets a sheet of its own where two or more regions can be charted in one of its measures; the other families share a
sheet of tables, and the shared measures that have no family share one with charts. Only values of one measure, and amounts of
one level, ever stand in one chart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from compare.comparability import CLASSES, direction
from compare.dataset import area_name, format_period, is_contradicted, measure_name
from compare.workbook.cells import is_missing, number_format, write_text
from compare.workbook.content import Comparison, Content, Row, row_mark
from compare.workbook.family_charts import MOST_BARS, Bar, Place, add_chart, rows_of_chart
from compare.workbook.labels import CONTENTS, SHEETS, sheet_name, text
from compare.workbook.layout import HEAD_ROW, fit_on_one_page, hide_last, line_height, sheet_title, write_list
from compare.workbook.planned import Planned
from compare.workbook.records import Column
from compare.workbook.rows import last_row
from compare.workbook.scale import Scale, choose_scale
from compare.workbook.styles import dress

_SIDES = ((1, 4), (6, 10))
"""First and last columns of charts side by side, and of the notes under them."""

_NAMED = 4
"""Up to how many measures the sheet of contents names."""


@dataclass(frozen=True)
class Line:
    """A row of the table: a region in a measure."""

    compared: Comparison
    row: Row
    scale: Scale
    is_alone: bool


@dataclass(frozen=True)
class Members:
    """The measures of a sheet, family by family; families are told apart where there are several.

    Attributes
    ----------
    content : Content
        What the workbook shows.
    families : tuple of tuple of Comparison
        The measures of each family, the most widely stated first.
    name : str
        Title of the sheet.
    table : str
        Name of its table, without the language.
    """

    content: Content
    families: tuple[tuple[Comparison, ...], ...]
    name: str
    table: str

    @property
    def measures(self) -> list[Comparison]:
        """All measures in order."""
        return [compared for family in self.families for compared in family]

    def family_name(self, family: Sequence[Comparison], language: str) -> str:
        """Return what a family is called: as the indicator that most regions state."""
        return self.content.ds.codelists.indicator[family[0].measure.indicator].name(language)


def plan_families(content: Content, language: str) -> list[Planned]:
    """Plan the sheets of families, of shared measures without a family, and of the other families."""
    found: dict[str, list[Comparison]] = {}
    for compared in (*content.comparisons, *content.alone):
        found.setdefault(content.ds.codelists.indicator[compared.measure.indicator].family, []).append(compared)
    single = [c for c in found.pop("", []) if not _is_alone(content, c)]
    families = [tuple(members) for members in found.values()]
    charted = [members for members in families if any(_panels(c) for c in members)]
    others = tuple(m for m in families if m not in charted and (len(m) > 1 or len(m[0].stated()) > 1))
    planned: list[Planned] = []
    for number, family in enumerate(charted, 1):
        name = content.ds.codelists.indicator[family[0].measure.indicator].name(language)
        used = [*(names[language != "zh"] for names in SHEETS.values()), *(page.name for page in planned)]
        members = Members(content, (family,), name, f"Family{number}")
        planned.append(_planned(members, sheet_title(name, used), _holds(content, family, language), language))
    for key, groups, table in (("single", (tuple(single),), "Single"), ("relatives", others, "Relatives")):
        if any(groups):
            name = sheet_name(key, language)
            planned.append(_planned(Members(content, groups, name, table), name, CONTENTS[key][language != "zh"], language))
    return planned


def family_names(content: Content, language: str) -> Mapping[str, str]:
    """Return what each family is called: as its most widely stated indicator, one without a value as its first."""
    indicators, names = content.ds.codelists.indicator, dict[str, str]()
    for code in (*(c.measure.indicator for c in (*content.comparisons, *content.alone)), *indicators):
        names.setdefault(indicators[code].family, indicators[code].name(language))
    return names


def _planned(members: Members, name: str, holds: str, language: str) -> Planned:
    return Planned(name, holds, partial(_write, members=members, language=language))


def _is_alone(content: Content, compared: Comparison) -> bool:
    return any(other is compared for other in content.alone)


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


def has_long_charts(content: Content) -> bool:
    """Say whether a chart of some measure would have more bars than are drawn."""
    return any(len(rows) > MOST_BARS for compared in content.comparisons for rows in _panels(compared))


def _write(sheet: Worksheet, members: Members, language: str) -> None:
    """Fill a sheet: the table of regions and measures, then the charts."""
    content = members.content
    lines = [line for compared in members.measures for line in _lines(content, compared, language)]
    columns = _columns(members, lines, language)
    title = text("family_title", language, name=members.name, count=len(members.measures))
    note = text("family_note", language)
    write_list(sheet, columns, language, title=title, note=note, table=f"{members.table}_{language}")
    sheet.freeze_panes = f"C{HEAD_ROW + 1}"
    hide_last(sheet, len(columns))
    last = _write_charts(sheet, members, lines, language)
    fit_on_one_page(sheet, last, sum(column.width for column in columns[:-1]))
    sheet.print_area = f"A1:{get_column_letter(len(columns) - 1)}{last}"


def _lines(content: Content, compared: Comparison, language: str) -> Iterator[Line]:
    """Yield the regions of a measure: those with a value by group, the best first, then those without but with a document."""
    is_alone = _is_alone(content, compared)
    scale = choose_scale(content.ds.codelists.unit_measure[compared.measure.unit], compared.stated(), language)
    rows = sorted(compared.rows.values(), key=lambda row: row["obs_value"] is None)
    for row in rows:
        if not content.is_undocumented(row):
            yield Line(compared, row, scale, is_alone)


def _columns(members: Members, lines: Sequence[Line], language: str) -> list[Column]:
    """Return the columns of the table; the last holds what the charts call their bars."""
    content, ds = members.content, members.content.ds
    rows, levels = [n.row for n in lines], ds.codelists.area_level
    formats = [_format(n.row, n.scale) for n in lines]
    bases = [number_format(n.scale.decimals(n.row), suffix=n.scale.suffix) for n in lines]
    names = {id(c): members.family_name(family, language) for family in members.families for c in family}
    families = (
        [Column(text("family", language), 28, [names[id(n.compared)] for n in lines])] if len(members.families) > 1 else []
    )
    return [
        *families,
        Column(text("measure", language), 34, [measure_name(ds, n.compared.measure, language) for n in lines]),
        Column(text("region", language), 18, [area_name(ds, r["ref_area"], language) for r in rows]),
        Column(text("level", language), 14, [levels[r["level"]].name(language) for r in rows]),
        Column(text("unit", language), 11, [n.scale.unit for n in lines]),
        Column(text("target", language), 12, [n.scale.value(n.row["obs_value"]) for n in lines], "number", formats),
        Column(text("year", language), 12, [format_period(r, language) for r in rows], "sign"),
        Column(text("baseline", language), 11, [n.scale.value(n.row["baseline_value"]) for n in lines], "number", bases),
        Column(text("baseline_year", language), 9, [r["baseline_period"] for r in rows], "number", ["0"] * len(rows)),
        Column(text("rank", language), 8, [r["rank"] for r in rows], "number", ["0"] * len(rows)),
        Column(text("comparability", language), 25, [_class(content, n, language) for n in lines]),
        Column(text("family_remark", language), 46, [_remark(n.row, language) for n in lines]),
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


def _write_charts(sheet: Worksheet, members: Members, lines: Sequence[Line], language: str) -> int:
    """Put the charts below the table, two side by side, and under each who has no bar; return the last row."""
    charts = [(c, rows) for c in members.measures for rows in _panels(c) if len(rows) <= MOST_BARS]
    row = last_row(sheet)
    for pair in (charts[n : n + 2] for n in range(0, len(charts), 2)):
        height = max(rows_of_chart(len(rows)) for _, rows in pair)
        row += 2
        for (column, end), (compared, rows) in zip(_SIDES, pair, strict=False):
            _write_chart(sheet, (row, column), members.content, lines, (compared, rows), language)
            missing = [r for r in compared.rows.values() if r not in rows]
            if missing:
                names = text("family_comma", language).join(
                    area_name(members.content.ds, r["ref_area"], language) for r in missing
                )
                words = text("family_missing", language, regions=names)
                dress(write_text(sheet.cell(row + height, column), words), "note", language)
                sheet.merge_cells(start_row=row + height, start_column=column, end_row=row + height, end_column=end)
                room = sum(sheet.column_dimensions[get_column_letter(n)].width for n in range(column, end + 1))
                needed = line_height(words, 1.1 * room - 2, 12.5)
                sheet.row_dimensions[row + height].height = max(sheet.row_dimensions[row + height].height or 0, needed)
        row += height
    return row


def _write_chart(
    sheet: Worksheet,
    place: tuple[int, int],
    content: Content,
    lines: Sequence[Line],
    chart: tuple[Comparison, Sequence[Row]],
    language: str,
) -> None:
    """Put the chart of one panel at a row and column."""
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
    heads = [cell.value for cell in sheet[HEAD_ROW]]
    source = Place(len(heads), heads.index(text("target", language)) + 1, HEAD_ROW + 1 + first)
    add_chart(sheet, f"{get_column_letter(place[1])}{place[0]}", (title, unit), bars, source, language)
