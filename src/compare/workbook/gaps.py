"""The live sheet of benchmark gaps: choose a reference in the drop-down, and every gap follows.

Values stand still; reference, difference, quotient, marks and position are formulas over a hidden table of references. What a
formula shows when the workbook is opened is what the library says of the reference that the caller gave.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from openpyxl.worksheet.worksheet import Worksheet

from compare.dataset import area_name, is_contradicted, measure_name
from compare.workbook import gap_formulas as f
from compare.workbook.cells import number_format
from compare.workbook.content import Content, mark, row_mark
from compare.workbook.gap_lines import Frame, Line, is_live, make_lines, positions, reference_name
from compare.workbook.labels import text
from compare.workbook.layout import HEAD_ROW, OVERHANG, fit_on_one_page, print_columns, text_width, write_list
from compare.workbook.live import (
    Field,
    add_format,
    add_hidden_sheet,
    add_look,
    choice_labels,
    hide_columns,
    letters,
    with_formulas,
    write_choice,
    write_chosen,
)
from compare.workbook.records import Column
from compare.workbook.references import References, span
from compare.workbook.rows import last_row

Formula = Callable[[f.At], str]

_REASON, _LINES = 52, 30.0
"""Width of the reasons, and the height in points of the two lines that are kept for those of any choice."""

_CHOSEN = 4
"""Column of the hidden sheet with the number of the chosen reference."""


def write_gaps(sheet: Worksheet, content: Content, language: str) -> None:
    """Fill the sheet of benchmark gaps; where there are too many to calculate, they stand still (`is_live`)."""
    references = References(content)
    lines = make_lines(references, language)
    if is_live(content):
        _write_live(sheet, references, lines, language)
        return
    frame = Frame(references, lines, f.NO_TABLES, "", language)
    columns = [field.column for field in (*_values(frame), *_references(frame))]
    title = text("gaps_title_still", language, reference=reference_name(content, language))
    write_list(sheet, columns, language, title=title, note=text("gaps_note", language), table=f"Gaps_{language}")
    sheet.freeze_panes = f"C{HEAD_ROW + 1}"


def _write_live(sheet: Worksheet, references: References, lines: Sequence[Line], language: str) -> None:
    """Fill the sheet with formulas that follow the drop-down, and the hidden sheet that they look up in."""
    content = references.content
    hidden = add_hidden_sheet(sheet, "gap_data", language)
    tables = f.write_tables(hidden, references, {n.group.number: n.scale for n in lines}, language)
    opening = references.numbers[references.opening()]
    label = choice_labels(content.ds, references.choices, language)[references.choices.index(references.opening())]
    choice = write_choice(sheet, text("gaps_choice", language), label, tables.choices, width=3, language=language)
    frame = Frame(references, lines, tables, write_chosen(hidden, _CHOSEN, tables.choices, choice, opening), language)
    shown = [*_values(frame), *_references(frame)]
    fields = [*shown, *_still(frame), *_moving(frame)]
    title, note = text("gaps_title", language), text("gaps_note", language)
    columns = with_formulas(fields, HEAD_ROW + 1)
    write_list(sheet, columns, language, title=title, note=note, table=f"Gaps_{language}")
    sheet.freeze_panes = f"C{HEAD_ROW + 1}"
    found = letters(fields)
    _make_room(sheet, frame)
    hide_columns(sheet, found[fields[len(shown)].key], found[fields[-1].key])
    print_columns(sheet, len(shown))
    fit_on_one_page(sheet, last_row(sheet), sum(c.width for c in columns[: len(shown)]), OVERHANG)
    _add_rules(sheet, frame, fields)


def _values(frame: Frame) -> list[Field]:
    """Return the columns of measure, region and value."""
    ds, lines, language = frame.references.content.ds, frame.lines, frame.language
    levels = ds.codelists.area_level
    groups = [frame.text("all_levels") if n.group.panel == "all" else levels[n.group.panel].name(language) for n in lines]
    names = [measure_name(ds, n.group.compared.measure, language) for n in lines]
    areas = [area_name(ds, n.row["ref_area"], language) for n in lines]
    targets = [
        number_format(n.scale.decimals(n.row), mark=row_mark(n.row), suffix=n.scale.upper(n.row) + n.scale.suffix)
        for n in lines
    ]
    bases = [number_format(n.scale.decimals(n.row), suffix=n.scale.suffix) for n in lines]
    return [
        Field("measure", Column(frame.text("measure"), 40, names)),
        Field("region", Column(frame.text("region"), 20, areas)),
        Field("unit", Column(frame.text("unit"), 11, [n.scale.unit for n in lines])),
        Field("panel", Column(frame.text("group"), 13, groups)),
        Field(
            "target", Column(frame.text("target"), 12, [n.scale.value(n.row["obs_value"]) for n in lines], "number", targets)
        ),
        _whole("year", frame.text("year"), [n.row["time_period"] for n in lines]),
        Field(
            "baseline",
            Column(frame.text("baseline"), 11, [n.scale.value(n.row["baseline_value"]) for n in lines], "number", bases),
        ),
        _whole("baseline_year", frame.text("baseline_year"), [n.row["baseline_period"] for n in lines]),
        _whole("rank", frame.text("rank"), [n.row["rank"] for n in lines]),
    ]


def _whole(key: str, head: str, values: Sequence[object]) -> Field:
    return Field(key, Column(head, 8, values, "number", ["0"] * len(values)))


def _references(frame: Frame) -> list[Field]:
    """Return the columns that follow the choice."""
    lines, tables = frame.lines, frame.tables
    held, found = [n.held for n in lines], tables.references
    names = _names(frame)
    marks = ["" if h.value is None else mark(h.comparator) for h in held]
    return [
        _looked("area", Column(frame.text("reference_area"), 20, names), frame),
        _looked("mark", Column(frame.text("gaps_reference_mark"), 6, marks, "mark"), frame),
        Field(
            "value",
            Column(
                frame.text("reference_value"),
                11,
                [n.scale.value(h.value) for n, h in zip(lines, held, strict=True)],
                "number",
                [number_format(h.decimals(n.scale), suffix=n.scale.suffix) for n, h in zip(lines, held, strict=True)],
            ),
            lambda at: found.shown("value", at("place")),
        ),
        Field(
            "reference_year",
            Column(frame.text("reference_year"), 10, [h.period for h in held], "number", ["0"] * len(held)),
            lambda at: found.shown("year", at("place")),
        ),
        *_distances(frame),
        _looked("reason", Column(frame.text("gaps_reason"), _REASON, [h.reason[frame.language != "zh"] for h in held]), frame),
    ]


def _looked(key: str, column: Column, frame: Frame) -> Field:
    """Return a column of words that are looked up in the table of references."""
    return Field(key, column, lambda at: frame.tables.references.shown(key, at("place")))


def _names(frame: Frame) -> list[str]:
    ds = frame.references.content.ds
    named = {None: frame.text("gaps_middle")} | {a: area_name(ds, a, frame.language) for a in frame.references.areas}
    return ["" if n.held.value is None else named[n.held.area] for n in frame.lines]


def _distances(frame: Frame) -> list[Field]:
    """Return the columns of difference, quotient and position."""
    lines, tables = frame.lines, frame.tables
    sides, ratio_sides = [n.side() for n in lines], [n.ratio_side() for n in lines]
    words = [frame.text(f.POSITIONS[p - 1]) if p else "" for p in positions(frame)]
    formats = [number_format(max(n.scale.decimals(n.row), n.held.decimals(n.scale)), suffix=_points(n, frame)) for n in lines]
    ratios = [n.row["ratio"] for n in lines]
    return [
        Field(
            "gap_mark",
            Column(frame.text("gaps_gap_mark"), 6, [f.side_mark(s) for s in sides], "mark"),
            lambda at: f.mark_formula(at, "gap_side", tables),
        ),
        Field(
            "gap",
            Column(frame.text("difference"), 14, [n.differs() for n in lines], "number", formats),
            f.difference_formula,
        ),
        Field(
            "ratio_mark",
            Column(frame.text("gaps_ratio_mark"), 6, [f.side_mark(s) for s in ratio_sides], "mark"),
            lambda at: f.mark_formula(at, "ratio_side", tables),
        ),
        Field("ratio", Column(frame.text("ratio"), 10, ratios, "number", [number_format(2)] * len(ratios)), f.ratio_formula),
        Field("standing", Column(frame.text("gaps_position"), 11, words, "said"), lambda at: f.words_formula(at, tables)),
    ]


def _points(line: Line, frame: Frame) -> str:
    """Return the unit behind a difference of percentages."""
    return frame.text("gaps_points") if line.scale.suffix else ""


def _still(frame: Frame) -> list[Field]:
    """Return the hidden columns of numbers that the formulas need."""
    references, lines = frame.references, frame.lines
    spans = [f.signed(span(n.row, n.scale), references.sign(n.group)) for n in lines]
    values: dict[str, list[object]] = {
        "group": [n.group.number for n in lines],
        "number": [references.numbers[n.row["ref_area"]] for n in lines],
        "parent": [references.parent(n.row) for n in lines],
        "side": [f.SIDES[n.row["comparator"]] for n in lines],
        "low": [low for low, _ in spans],
        "high": [high for _, high in spans],
        "decimals": [n.scale.decimals(n.row) for n in lines],
        "is_percent": [int(bool(n.scale.suffix)) for n in lines],
        "is_rank": [int(n.row["kind"] == "rank") for n in lines],
        "is_doubted": [int(is_contradicted(n.row)) for n in lines],
        "is_ordered": [abs(references.sign(n.group)) for n in lines],
    }
    return [Field(key, Column(f"_{key}", 8, numbers, "number")) for key, numbers in values.items()]


def _moving(frame: Frame) -> list[Field]:
    """Return the hidden columns of formulas that others build on."""
    lines, tables = frame.lines, frame.tables
    parent = frame.references.numbers.get("parent")
    decimals = [n.held.decimals(n.scale) for n in lines]
    both = [max(n.scale.decimals(n.row), d) for n, d in zip(lines, decimals, strict=True)]
    formulas: dict[str, tuple[Sequence[object], Formula]] = {
        "place": (
            [tables.keys[n.group.number, n.choice] for n in lines],
            partial(f.place_formula, chosen=frame.chosen, parent=parent, tables=tables),
        ),
        "gap_side": ([n.side() for n in lines], partial(f.side_formula, tables=tables)),
        "ratio_side": ([n.ratio_side() for n in lines], f.ratio_side_formula),
        "position": (positions(frame), partial(f.position_formula, tables=tables)),
        "held_decimals": (decimals, lambda at: tables.references.at("decimals", at("place"))),
        "gap_decimals": (both, lambda at: f"MAX({at('decimals')},{at('held_decimals')})"),
    }
    return [Field(key, Column(f"_{key}", 8, values, "number"), formula) for key, (values, formula) in formulas.items()]


def _add_rules(sheet: Worksheet, frame: Frame, fields: Sequence[Field]) -> None:
    """Add the formats that follow the choice: decimals as printed, colours of ahead and behind."""
    if not frame.lines:
        return
    found, first, last = letters(fields), HEAD_ROW + 1, HEAD_ROW + len(frame.lines)

    def cells(start: str, end: str) -> str:
        return f"{found[start]}{first}:{found[end]}{last}"

    def cell(key: str) -> str:
        return f"${found[key]}{first}"

    for is_percent, suffixes in ((0, ("", "")), (1, ("%", frame.text("gaps_points")))):
        for decimals in range(max(_all_decimals(frame)) + 1):
            for key, by, suffix in (("value", "held_decimals", suffixes[0]), ("gap", "gap_decimals", suffixes[1])):
                condition = f"AND({cell(by)}={decimals},{cell('is_percent')}={is_percent})"
                add_format(sheet, cells(key, key), condition, number_format(decimals, suffix=suffix))
    for number, colour in ((f.AHEAD, "good"), (f.BEHIND, "reference"), (f.OPEN, "quiet"), (f.DOUBTED, "quiet")):
        add_look(sheet, cells("gap_mark", "standing"), f"{cell('position')}={number}", colour=colour)
    add_look(sheet, cells("measure", "rank"), f"{cell('position')}={f.ITSELF}", fill="stated")


def _make_room(sheet: Worksheet, frame: Frame) -> None:
    """Keep two lines for rows whose reason needs them under some choice."""
    for row, line in enumerate(frame.lines, HEAD_ROW + 1):
        reasons = (held.reason[frame.language != "zh"] for _, held in frame.references.all_held(line.group))
        if any(text_width(reason) > _REASON for reason in reasons):
            sheet.row_dimensions[row].height = max(_LINES, sheet.row_dimensions[row].height or 0)


def _all_decimals(frame: Frame) -> list[int]:
    """Return the decimals that some choice may ask for."""
    held = [
        held.decimals(n.scale)
        for n in {n.group.number: n for n in frame.lines}.values()
        for _, held in frame.references.all_held(n.group)
    ]
    return [*held, *(n.scale.decimals(n.row) for n in frame.lines)]
