"""Tables of targets, also the flattened kind with one cell per line.

A table begins where two or more neighbouring cells are years. The serial column is known by its run 1, 2, 3 …; a text cell in
front of a label is a group that applies to the rows below it; each row has as many value cells as there are year columns.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from compare.documents import Paragraph

_YEAR = re.compile(r"((?:19|20)\d{2})\s?年?\s?[^\d]{0,10}")
_VALUE = re.compile(r"(?!(?:19|20)\d{2}\s?年)[≥≤><~约超第前]?\s?[\d,.]+\s?[^\d,。;]{0,8}|[—–\-/…]{1,3}")
_TRAILING = re.compile(r"(指标)?(属性|性质|备注)")
_NATURE = re.compile(r"预期性|约束性|指导性|引导性")
_LONGEST_CELL = 60
_BASELINE = re.compile(r"实际|现状|完成|基期|基准|基数")
_TARGET = re.compile(r"目标|预期|规划|计划")


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
    group : str
        Text of the group cell above or before it.
    year : int
        Of its column.
    is_baseline : bool
        The column shows a realised value.
    nature : str
        预期性, 约束性 or empty.
    where : str
        Row and column, for `location`.
    """

    start: int
    end: int
    label: tuple[int, int]
    unit: str
    group: str
    year: int
    is_baseline: bool
    nature: str
    where: str


@dataclass(frozen=True)
class Table:
    """A table: the span it takes, its value cells and the spans of its serial numbers."""

    start: int
    end: int
    cells: tuple[Cell, ...]
    serials: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class _Column:
    year: int
    is_baseline: bool


def find_tables(text: str, parts: Sequence[Paragraph], past: int, is_unit: Callable[[str], bool]) -> list[Table]:
    """Find the tables whose columns are years.

    Parameters
    ----------
    text : str
        The view's text.
    parts : sequence of Paragraph
        Its paragraphs.
    past : int
        Columns up to this year show realised values unless their head says otherwise.
    is_unit : callable
        Says whether a text is a unit of measure and nothing else.

    Returns
    -------
    list of Table
        In order; empty where there are none.
    """
    cells = _split(text, parts)
    tables = []
    at = 0
    while at < len(cells):
        columns = _head(text, cells, at, past)
        if len(columns) > 1:
            table, at = _body(text, cells, at + len(columns), columns, is_unit)
            if table:
                tables.append(table)
        else:
            at += 1
    return tables


def _split(text: str, parts: Sequence[Paragraph]) -> list[tuple[int, int]]:
    """Return the cells: paragraphs, or the pieces of those that hold bars or tabs."""
    cells = []
    for part in parts:
        for match in re.finditer(r"[^|\t]+", text[part.start : part.end]):
            piece = match[0]
            if piece.strip():
                start = part.start + match.start() + len(piece) - len(piece.lstrip())
                cells.append((start, start + len(piece.strip())))
    return cells


def _head(text: str, cells: Sequence[tuple[int, int]], at: int, past: int) -> list[_Column]:
    """Return the year columns that begin with cell `at`."""
    columns = []
    for start, end in cells[at:]:
        match = _YEAR.fullmatch(text[start:end])
        if not match:
            break
        year = int(match[1])
        is_past = bool(_BASELINE.search(match[0])) or (year <= past and not _TARGET.search(match[0]))
        columns.append(_Column(year, is_past))
    return columns


def _body(
    text: str, cells: Sequence[tuple[int, int]], at: int, columns: Sequence[_Column], is_unit: Callable[[str], bool]
) -> tuple[Table | None, int]:
    """Read rows from cell `at` on, until something stands there that is no row; return the table and the next cell."""
    trailing = 0
    while at < len(cells) and _TRAILING.fullmatch(text[slice(*cells[at])]):
        trailing, at = trailing + 1, at + 1
    start, group = at, ""
    found: list[Cell] = []
    serials: list[tuple[int, int]] = []
    while (row := _row(text, cells, at, len(columns), len(serials) + 1)) is not None:
        labels, values, after = row
        if text[slice(*cells[at])].isdigit():
            serials.append(cells[at])
        unit = text[slice(*labels[-1])] if len(labels) > 1 and is_unit(text[slice(*labels[-1])]) else ""
        names = labels[:-1] if unit else labels
        group = text[slice(*names[0])] if len(names) > 1 else group
        nature = _nature(text, cells[after : after + trailing])
        title = text[slice(*names[-1])]
        for value, column in zip(values, columns, strict=True):
            where = f"table row {title!r}, column {column.year}"
            found.append(Cell(*value, names[-1], unit, group, column.year, column.is_baseline, nature, where))
        at = after + trailing
    if not found:
        return None, at
    return Table(cells[start][0], found[-1].end, tuple(found), tuple(serials)), at


def _row(
    text: str, cells: Sequence[tuple[int, int]], at: int, width: int, serial: int
) -> tuple[Sequence[tuple[int, int]], Sequence[tuple[int, int]], int] | None:
    """Return labels, values and the next cell of the row that begins at cell `at`, or nothing where no row does."""
    if at < len(cells) and text[slice(*cells[at])] == str(serial):
        at += 1
    first = at
    while at < len(cells) and at - first < 3 and _is_label(text, cells[at]):
        at += 1
    labels, values = cells[first:at], cells[at : at + width]
    if not labels or len(values) < width or not all(_VALUE.fullmatch(text[slice(*v)]) for v in values):
        return None
    return labels, values, at + width


def _is_label(text: str, cell: tuple[int, int]) -> bool:
    content = text[slice(*cell)]
    return len(content) <= _LONGEST_CELL and not _VALUE.fullmatch(content) and not content.endswith("。")


def _nature(text: str, cells: Sequence[tuple[int, int]]) -> str:
    return next((m[0] for start, end in cells if (m := _NATURE.search(text[start:end]))), "")
