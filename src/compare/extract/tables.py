"""Tables of targets: rows of cells with bars or tabs, and the kind that a web page has flattened into one cell per line.

A table begins with a head in which years (or 基期值, 目标值) stand. In a table of rows the places of the head say what each
cell is; in a flattened one the serial column is known by its run 1, 2, 3 …, and each row has as many value cells as there are
year columns. A row that does not keep to its head is passed over; its numbers still get a row in the ledger.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from compare.documents import Paragraph

Span = tuple[int, int]

_YEAR = re.compile(r"((?:19|20)\d{2})\s?年?\s?[^\d]{0,12}")
_NO_YEAR = re.compile(r"(?:基期|基准|现状|目标|预期)(?:值|年|数)?")
_VALUE = re.compile(
    r"(?!(?:19|20)\d{2}\s?年)[≥≤><~约超第前〔\[]?\s?[\d,.]+(?:\s?[—–\-~]\s?[\d,.]+)?\s?[^\d,。;]{0,10}|[—–\-/…]{1,3}"
)
_NOTE = re.compile(r"\([^()]{1,8}\)")
_BASELINE = re.compile(r"实际|实绩|现状|完成|基期|基准|基数")
_TARGET = re.compile(r"目标|预期|规划|计划")
_GROWTH = re.compile(r"(?:年均)?(?:增长|增速|增幅)率?.{0,4}")
_OTHER_HEADS = re.compile(r"(?:指标)?(?:属性|性质|备注|说明)|(?:责任|牵头|数据|完成)(?:单位|部门|来源)|来源")
_NATURE = re.compile(r"预期性|约束性|指导性|引导性")
_LABEL_HEAD = re.compile(r"(?!一级).*(?:指标|名称|项目|内容)")
_UNIT_HEAD = re.compile(r"(?:计量)?单位")
_IS_ROW = re.compile(r"[|\t]|^\S{1,30}(?: +\S{1,16}){1,8}$")
_RULE = re.compile(r"[\s|:\-—]*")
_LONGEST_CELL = 60


@dataclass(frozen=True)
class Cell:
    """A value cell with what its table says of it.

    Attributes
    ----------
    start, end : int
        Span of the cell in the view.
    label : tuple of (int, int)
        Span of the row's label.
    unit : str
        Text of the row's unit cell; empty where it has none.
    year : int
        Of its column; 0 where the head names none.
    is_baseline : bool
        The column shows a realised value.
    is_growth : bool
        The column shows a yearly rate of change.
    nature : str
        预期性, 约束性 or empty.
    where : str
        Row and column, for `location`.
    """

    start: int
    end: int
    label: Span
    unit: str
    year: int
    is_baseline: bool
    is_growth: bool
    nature: str
    where: str


@dataclass(frozen=True)
class Table:
    """A table: the span it takes, its value cells and the spans of its serial numbers."""

    start: int
    end: int
    cells: tuple[Cell, ...]
    serials: tuple[Span, ...]


@dataclass(frozen=True)
class _Column:
    year: int
    is_baseline: bool
    is_growth: bool = False


@dataclass(frozen=True)
class _Text:
    """The view's text with what is known of units and of the past."""

    text: str
    past: int
    is_unit: Callable[[str], bool]

    def at(self, span: Span) -> str:
        return self.text[slice(*span)]

    def column(self, span: Span) -> _Column | None:
        """Return what a head cell says of its column, or nothing where it heads no values."""
        words = self.at(span)
        year = _YEAR.fullmatch(words)
        if year or _NO_YEAR.fullmatch(words):
            number = int(year[1]) if year else 0
            is_past = bool(_BASELINE.search(words)) or (0 < number <= self.past and not _TARGET.search(words))
            return _Column(number, is_past)
        return _Column(0, False, is_growth=True) if _GROWTH.fullmatch(words) else None

    def columns(self, spans: Sequence[Span]) -> dict[int, _Column]:
        """Return the value columns of a head by place; where one is marked as realised, the unmarked ones are targets."""
        found = {n: c for n, span in enumerate(spans) if (c := self.column(span))}
        if not any(not c.is_growth for c in found.values()):
            return {}
        if any(_BASELINE.search(self.at(spans[n])) for n in found):
            found = {n: _Column(c.year, bool(_BASELINE.search(self.at(spans[n]))), c.is_growth) for n, c in found.items()}
        return found

    def cell(self, span: Span, column: _Column, label: Span, unit: str, nature: str) -> Cell:
        head = "growth" if column.is_growth else str(column.year or ("baseline" if column.is_baseline else "target"))
        where = f"table row {self.at(label)!r}, column {head}"
        return Cell(*span, label, unit, column.year, column.is_baseline, column.is_growth, nature, where)


def find_tables(text: str, parts: Sequence[Paragraph], past: int, is_unit: Callable[[str], bool]) -> list[Table]:
    """Find the tables of a text.

    Parameters
    ----------
    text : str
        The view's text.
    parts : sequence of Paragraph
        Its paragraphs.
    past : int
        Columns up to this year show realised values unless their head, or the mark of another column, says otherwise.
    is_unit : callable
        Says whether a text is a unit of measure and nothing else.

    Returns
    -------
    list of Table
        In order; empty where there are none.
    """
    view = _Text(text, past, is_unit)
    lines = [(p.start, p.end) for p in parts]
    tables = [
        *_grids(view, lines),
        *_flattened(view, _with_notes(view, [s for s in lines if not re.search(r"[|\t]", view.at(s))])),
    ]
    return sorted(tables, key=lambda t: t.start)


def _grids(view: _Text, lines: Sequence[Span]) -> Iterator[Table]:
    """Yield the tables whose rows are lines with bars, tabs or spaces between the cells."""
    run: list[Span] = []
    for line in [*lines, (0, 0)]:
        if _IS_ROW.search(view.at(line)):
            run.append(line)
            continue
        heads = [n for n, r in enumerate(run) if view.columns(_split(view, r))]
        for n, head in enumerate(heads):
            yield from _grid(view, run[head : heads[n + 1] if n + 1 < len(heads) else len(run)])
        run = []


def _split(view: _Text, line: Span) -> list[Span]:
    """Return the cells of a line, empty ones too; a bar at either end opens or closes the line.

    Without bars and tabs, spaces part the cells, but not the ones in front of a unit: 80 家.
    """
    text = view.at(line)
    if not re.search(r"[|\t]", text):
        return [(line[0] + m.start(), line[0] + m.end()) for m in re.finditer(r"\S+(?:(?<=\d) (?=[^\d\s—–-]))?\S*", text)]
    cells = [m.span() for m in re.finditer(r"(?:^|(?<=[|\t]))[^|\t]*", text)]
    if text.startswith("|"):
        cells = cells[1:]
    if text.endswith("|"):
        cells = cells[:-1]
    spans = []
    for start, end in cells:
        inner = text[start:end]
        low = line[0] + start + len(inner) - len(inner.lstrip())
        spans.append((low, low + len(inner.strip())))
    return spans


def _grid(view: _Text, lines: Sequence[Span]) -> Iterator[Table]:
    """Yield the table of a head line and the lines below it, cells taken by their places."""
    head = _split(view, lines[0])
    columns = view.columns(head)
    first = min(columns)
    units = [n for n in range(first) if _UNIT_HEAD.fullmatch(view.at(head[n]))]
    names = [n for n in range(first) if n not in units and _LABEL_HEAD.fullmatch(view.at(head[n]))]
    names = names or [n for n in range(first) if n not in units and view.at(head[n])][-1:]
    if not names or (len(columns) == 1 and not _LABEL_HEAD.fullmatch(view.at(head[names[-1]]))):
        return
    found: list[Cell] = []
    serials: list[Span] = []
    for line in lines[1:]:
        row = _split(view, line)
        if not re.search(r"[|\t]", view.at(line)) and len(row) != len(head):
            continue
        if _RULE.fullmatch(view.at(line)) or len(row) <= first or not view.at(row[names[-1]]):
            continue
        serials += [s for n, s in enumerate(row[:first]) if n != names[-1] and view.at(s).isdigit()]
        unit = next((view.at(row[n]) for n in units if view.is_unit(view.at(row[n]))), "")
        nature = next((m[0] for s in row if (m := _NATURE.search(view.at(s)))), "")
        pairs = [(row[n], c) for n, c in columns.items() if n < len(row) and _VALUE.fullmatch(view.at(row[n]))]
        found += [view.cell(span, column, row[names[-1]], unit, nature) for span, column in pairs]
    if found:
        yield Table(lines[0][0], lines[-1][1], tuple(found), tuple(serials))


def _with_notes(view: _Text, cells: Sequence[Span]) -> list[Span]:
    """Join a cell that is only a note in brackets to the year above it: 2022年 (实绩)."""
    joined: list[Span] = []
    for span in cells:
        if joined and _NOTE.fullmatch(view.at(span)) and _YEAR.fullmatch(view.at(joined[-1])):
            joined[-1] = (joined[-1][0], span[1])
        else:
            joined.append(span)
    return joined


def _flattened(view: _Text, cells: Sequence[Span]) -> Iterator[Table]:
    """Yield the tables that have one cell per line."""
    at = 0
    while at < len(cells):
        width = 0
        while at + width < len(cells) and view.column(cells[at + width]):
            width += 1
        columns = view.columns(cells[at : at + width])
        if len(columns) < 2:
            at += 1
            continue
        table, at = _rows(view, cells, at + width, list(columns.values()))
        if table:
            yield table


def _rows(view: _Text, cells: Sequence[Span], at: int, columns: Sequence[_Column]) -> tuple[Table | None, int]:
    """Read rows from cell `at` on, until something stands there that is no row; return the table and the next cell."""
    trailing = 0
    while at < len(cells) and _OTHER_HEADS.fullmatch(view.at(cells[at])):
        trailing, at = trailing + 1, at + 1
    start = at
    found: list[Cell] = []
    serials: list[Span] = []
    while (row := _row(view, cells, at, len(columns), len(serials) + 1)) is not None:
        labels, values, after = row
        if view.at(cells[at]).isdigit():
            serials.append(cells[at])
        unit = view.at(labels[-1]) if len(labels) > 1 and view.is_unit(view.at(labels[-1])) else ""
        label = labels[-2] if unit else labels[-1]
        nature = next((m[0] for s in cells[after : after + trailing] if (m := _NATURE.search(view.at(s)))), "")
        found += [view.cell(span, column, label, unit, nature) for span, column in zip(values, columns, strict=True)]
        at = after + trailing
    if not found:
        return None, at
    return Table(cells[start][0], cells[at - 1][1], tuple(found), tuple(serials)), at


def _row(
    view: _Text, cells: Sequence[Span], at: int, width: int, serial: int
) -> tuple[Sequence[Span], Sequence[Span], int] | None:
    """Return labels, values and the next cell of the row that begins at cell `at`, or nothing where no row does."""
    if at < len(cells) and view.at(cells[at]) == str(serial):
        at += 1
    first = at
    while at < len(cells) and at - first < 3 and _is_label(view.at(cells[at])):
        at += 1
    labels, values = cells[first:at], cells[at : at + width]
    if not labels or len(values) < width or not all(_VALUE.fullmatch(view.at(v)) for v in values):
        return None
    return labels, values, at + width


def _is_label(words: str) -> bool:
    return len(words) <= _LONGEST_CELL and not _VALUE.fullmatch(words) and not words.endswith("。")
