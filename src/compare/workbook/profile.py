"""The sheet of region profiles: choose a region in the drop-down, and its measures follow.

First the measures that it shares with others, each with its rank and the best of its group, then those that only it states.
Everything below the drop-down is looked up in a hidden table by number; what stands there when the workbook is opened is the
profile of the first region that has a target.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from openpyxl.worksheet.worksheet import Worksheet

from compare.dataset import measure_name
from compare.workbook.cells import number_format, write_text
from compare.workbook.content import Content
from compare.workbook.gap_formulas import AHEAD, BEHIND
from compare.workbook.labels import text
from compare.workbook.layout import (
    HEAD_ROW,
    OVERHANG,
    fit_on_one_page,
    line_height,
    merge_row,
    print_columns,
    set_up_page,
    set_widths,
    write_heading,
    write_records,
)
from compare.workbook.live import (
    Field,
    LookUp,
    add_format,
    add_hatch,
    add_hidden_sheet,
    add_look,
    choice_labels,
    hide_columns,
    letters,
    with_formulas,
    write_choice,
    write_chosen,
    write_table,
)
from compare.workbook.profile_data import BEHIND_SHARED, FACTOR, OWN, SHARED, Profiles, Record, collect_profiles
from compare.workbook.records import Column
from compare.workbook.styles import dress

_CHOSEN = 4
"""Column of the hidden sheet with the number of the chosen region."""

_WIDTHS = {"measure": 40, "unit": 12, "best_area": 20, "standing": 11, "reason": 64, "mark": 6, "best_mark": 6, "gap_mark": 6}
_WIDE, _NARROW = 12, 8
_AMOUNTS = ("value", "baseline", "best", "gap")
_SIGNS = ("mark", "best_mark", "gap_mark")
_TEXTS = ("measure", "unit", "best_area", "reason")
_HEADS = {
    "mark": "comparator",
    "value": "target",
    "count": "profile_count",
    "best_mark": "profile_best_mark",
    "best": "profile_best",
    "best_area": "profile_best_area",
    "gap_mark": "gaps_gap_mark",
    "gap": "difference",
    "standing": "gaps_position",
    "reason": "profile_remark",
}
"""Keys of the words in the head row where they are not the field's own."""


def write_profile(sheet: Worksheet, content: Content, language: str) -> None:
    """Fill the sheet of profiles, and the hidden sheet that it looks up in."""
    profiles = collect_profiles(content, language)
    hidden = add_hidden_sheet(sheet, "profile_data", language)
    labels = choice_labels(content.ds, content.areas, language)
    choices = write_table(hidden, 1, {"number": list(range(1, len(labels) + 1)), "label": labels}, language)
    opening = content.areas.index(profiles.opening)
    label = text("profile_choice", language)
    choice = write_choice(sheet, label, labels[opening], choices, width=4, language=language)
    chosen = write_chosen(hidden, _CHOSEN, choices, choice, opening + 1)
    shared = _write_hidden(hidden, 6, profiles.shared, [n for n in (*SHARED, *BEHIND_SHARED) if n != "gap"], language)
    own = _write_hidden(hidden, 30, profiles.own, OWN, language)
    fields = [*_shared_fields(profiles, shared, language), *_hidden_fields(profiles, shared, chosen)]
    end = _write_block(sheet, fields, HEAD_ROW, language, text("profile_title", language))
    last = _write_own(sheet, profiles, own, chosen, end + 1, language) if profiles.lines else end
    _finish(sheet, fields, profiles, (end, last), language)


def _write_hidden(
    hidden: Worksheet, column: int, records: Mapping[str, Sequence[Record]], names: Sequence[str], language: str
) -> LookUp:
    """Write the records of all regions, region by region, after their keys."""
    numbered = [(FACTOR * a + n, r) for a, rows in enumerate(records.values(), 1) for n, r in enumerate(rows, 1)]
    values: dict[str, list[object]] = {"key": [key for key, _ in numbered]}
    values |= {name: [r[name] for _, r in numbered] for name in names}
    return write_table(hidden, column, values, language)


def _column(key: str, values: Sequence[object], language: str, formats: Sequence[str] = ()) -> Column:
    """Return a column of a block with its head, width and look."""
    role = "mark" if key in _SIGNS else "said" if key == "standing" else "body" if key in _TEXTS else "number"
    width = _WIDTHS.get(key, _WIDE if key in _AMOUNTS else _NARROW)
    return Column(text(_HEADS.get(key, key), language), width, values, role, formats or ["0"] * len(values))


def _looked(key: str, records: Sequence[Record], table: LookUp, language: str, formats: Sequence[str] = ()) -> Field:
    """Return a column that is looked up; what it shows at first is in `records`."""
    return Field(key, _column(key, [r[key] for r in records], language, formats), _shows(table, key))


def _shows(table: LookUp, key: str) -> Callable[[Callable[[str], str]], str]:
    return lambda at: table.shown(key, at("place"))


def _shared_fields(profiles: Profiles, table: LookUp, language: str) -> list[Field]:
    """Return the columns of the measures that regions share."""
    ds, compared, records = profiles.content.ds, profiles.content.comparisons, profiles.shared[profiles.opening]
    suffixes = [scale.suffix for scale in profiles.scales]
    points = [text("gaps_points", language) if suffix else "" for suffix in suffixes]
    places = {"value": "decimals", "baseline": "decimals", "best": "best_decimals", "gap": "gap_decimals"}
    formats = {
        key: [
            number_format(_int(r[place]), suffix=suffix)
            for r, suffix in zip(records, points if key == "gap" else suffixes, strict=True)
        ]
        for key, place in places.items()
    }
    fields = [
        Field("measure", _column("measure", [measure_name(ds, c.measure, language) for c in compared], language)),
        Field("unit", _column("unit", [scale.unit for scale in profiles.scales], language)),
    ]
    fields += [_looked(n, records, table, language, formats.get(n, ())) for n in SHARED if n != "gap"]
    gap = Field("gap", _column("gap", [r["gap"] for r in records], language, formats["gap"]), _difference)
    fields.insert(2 + SHARED.index("gap"), gap)
    return fields


def _int(value: object) -> int:
    return value if isinstance(value, int) else 0


def _difference(at: Callable[[str], str]) -> str:
    value, best = at("value"), at("best")
    return f'IF(OR({value}="",{best}=""),"",ROUND({value}-{best},12))'


def _hidden_fields(profiles: Profiles, table: LookUp, chosen: str) -> list[Field]:
    """Return the hidden columns of the shared measures."""
    records, count = profiles.shared[profiles.opening], len(profiles.content.comparisons)
    percent = [int(bool(scale.suffix)) for scale in profiles.scales]
    fields = [Field("is_percent", Column("_is_percent", 8, percent, "number")), *_place(profiles, count, table, chosen)]
    return fields + [Field(k, Column(f"_{k}", 8, [r[k] for r in records], "number"), _shows(table, k)) for k in BEHIND_SHARED]


def _place(profiles: Profiles, count: int, table: LookUp, chosen: str) -> list[Field]:
    """Return the hidden columns with the number of the line and the place of its record in the hidden table."""
    before = profiles.content.areas.index(profiles.opening) * count
    return [
        Field("line", Column("_line", 8, list(range(1, count + 1)), "number")),
        Field(
            "place",
            Column("_place", 8, [before + n for n in range(1, count + 1)], "number"),
            lambda at: f"MATCH({chosen}*{FACTOR}+{at('line')},{table.range('key')},0)",
        ),
    ]


def _write_block(sheet: Worksheet, fields: Sequence[Field], row: int, language: str, title: str = "") -> int:
    """Write head and lines of a block from `row` on; return the row after it."""
    if title:
        write_heading(sheet, title, text("profile_note", language), language)
    return write_records(sheet, with_formulas(fields, row + 1), language, row)


def _write_own(sheet: Worksheet, profiles: Profiles, table: LookUp, chosen: str, row: int, language: str) -> int:
    """Write the block of measures that only the chosen region states; return the row after it."""
    dress(write_text(sheet.cell(row, 1), text("profile_own", language)), "heading", language)
    records, count = profiles.own[profiles.opening], profiles.lines
    percents = ["%" if r["is_percent"] else "" for r in records]
    formats = [number_format(_int(r["decimals"]), suffix=s) for r, s in zip(records, percents, strict=True)]
    names = [n for n in OWN if n not in {"decimals", "is_percent"}]
    fields = [_looked(n, records, table, language, formats if n in _AMOUNTS else ()) for n in names]
    merged = [Field(f"blank{n}", Column("", 8, [None] * count)) for n in range(2 + len(SHARED) - len(names))]
    percent = Field("is_percent", Column("", 8, [r["is_percent"] for r in records], "number"), _shows(table, "is_percent"))
    decimals = Field("decimals", Column("", 8, [r["decimals"] for r in records], "number"), _shows(table, "decimals"))
    fields += [*merged, percent, *_place(profiles, count, table, chosen), decimals]
    end = _write_block(sheet, fields, row + 1, language)
    for line in range(row + 1, end):
        merge_row(sheet, line, len(names), len(names) + len(merged))
    return end


def _finish(sheet: Worksheet, fields: Sequence[Field], profiles: Profiles, ends: tuple[int, int], language: str) -> None:
    """Set widths, heights, formats that follow the choice, the frozen head and the page."""
    shown = 2 + len(SHARED)
    set_widths(sheet, [field.column.width for field in fields])
    found = letters(fields)
    hide_columns(sheet, found["is_percent"], found[fields[-1].key])
    first, (end, last) = HEAD_ROW + 1, ends
    _fit(sheet, first, [profiles.shared[a] for a in profiles.content.areas], _WIDTHS["reason"])
    _fit(sheet, last - profiles.lines, [profiles.own[a] for a in profiles.content.areas], _WIDE * 7)
    if end > first:
        _add_rules(sheet, found, (first, end - 1), profiles, language)
    if profiles.lines:
        _add_formats(sheet, found, (last - profiles.lines, last - 1), profiles.own, ("value", "baseline"), language)
    sheet.freeze_panes = f"B{first}"
    set_up_page(sheet, language, head_rows=(HEAD_ROW, HEAD_ROW))
    print_columns(sheet, shown)
    fit_on_one_page(sheet, last - 1, sum(field.column.width for field in fields[:shown]), OVERHANG)


def _fit(sheet: Worksheet, first: int, regions: Sequence[Sequence[Record]], width: float) -> None:
    """Make each line as high as its longest words of any region need."""
    for row, records in enumerate(zip(*regions, strict=True), first):
        heights = [line_height(str(r["reason"] or ""), 1.2 * width - 2, 12.5) for r in records]
        heights += [line_height(str(r.get("measure") or ""), 1.2 * _WIDTHS["measure"] - 2, 12.5) for r in records]
        heights += [line_height(str(r.get("unit") or ""), 1.2 * _WIDTHS["unit"] - 2, 12.5) for r in records]
        heights += [line_height(str(r.get("best_area") or ""), 1.2 * _WIDTHS["best_area"] - 2, 12.5) for r in records]
        sheet.row_dimensions[row].height = max([sheet.row_dimensions[row].height or 0, *heights])


def _add_rules(sheet: Worksheet, found: Mapping[str, str], rows: tuple[int, int], profiles: Profiles, language: str) -> None:
    """Add what follows the choice in the first block: decimals as printed, the hatch of absence, the first rank."""
    _add_formats(sheet, found, rows, profiles.shared, _AMOUNTS, language)
    first, last = rows

    def cells(start: str, end: str) -> str:
        return f"{found[start]}{first}:{found[end]}{last}"

    add_hatch(sheet, cells("mark", "baseline_year"), f'${found["value"]}{first}=""')
    add_look(sheet, cells("rank", "rank"), f"${found['rank']}{first}=1", fill="stated")
    for number, colour in ((AHEAD, "good"), (BEHIND, "reference")):
        add_look(sheet, cells("gap_mark", "standing"), f"${found['position']}{first}={number}", colour=colour)


def _add_formats(
    sheet: Worksheet,
    found: Mapping[str, str],
    rows: tuple[int, int],
    records: Mapping[str, Sequence[Record]],
    keys: Sequence[str],
    language: str,
) -> None:
    """Show numbers with the decimals of their record and the sign of percentages."""
    places = {"value": "decimals", "baseline": "decimals", "best": "best_decimals", "gap": "gap_decimals"}
    most = max((_int(r[places[key]]) for rows in records.values() for r in rows for key in keys), default=0)
    for key in keys:
        for is_percent, suffix in ((0, ""), (1, text("gaps_points", language) if key == "gap" else "%")):
            for decimals in range(most + 1):
                condition = f"AND(${found[places[key]]}{rows[0]}={decimals},${found['is_percent']}{rows[0]}={is_percent})"
                area = f"{found[key]}{rows[0]}:{found[key]}{rows[1]}"
                add_format(sheet, area, condition, number_format(decimals, suffix=suffix))
