"""Tables of targets, also the flattened kind with one cell per line.

A table begins where two or more neighbouring cells are years. The serial column is known by its run 1, 2, 3 …; a text cell in
front of a label is a group that applies to the rows below it; each row has as many value cells as there are year columns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from compare.documents import Paragraph

_YEAR = re.compile(r"((?:19|20)\d{2})\s?年?\s?[^\d]{0,10}")
_VALUE = re.compile(r"[≥≤><~约超第前]?\s?[\d,.]+\s?[^\d,。;]{0,8}|[—–\-/…]{1,3}")
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


def find_tables(text: str, parts: Sequence[Paragraph], issued: int) -> list[Table]:
    """Find the tables whose columns are years.

    Parameters
    ----------
    text : str
        The view's text.
    parts : sequence of Paragraph
        Its paragraphs.
    issued : int
        Year of issue; columns up to it show realised values unless their head says otherwise.

    Returns
    -------
    list of Table
        In order; empty where there are none.
    """
    cells = _split(text, parts)
    tables = []
    at = 0
    while at < len(cells):
        columns = _head(text, cells, at, issued)
        if len(columns) > 1:
            table, at = _body(text, cells, at + len(columns), columns)
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


def _head(text: str, cells: Sequence[tuple[int, int]], at: int, issued: int) -> list[_Column]:
    """Return the year columns that begin with cell `at`."""
    columns = []
    for start, end in cells[at:]:
        match = _YEAR.fullmatch(text[start:end])
        if not match:
            break
        year = int(match[1])
        is_past = bool(_BASELINE.search(match[0])) or (year <= issued and not _TARGET.search(match[0]))
        columns.append(_Column(year, is_past))
    return columns


def _body(text: str, cells: Sequence[tuple[int, int]], at: int, columns: Sequence[_Column]) -> tuple[Table | None, int]:
    """Read rows from cell `at` on, until something stands there that is no row; return the table and the next cell."""
    trailing = 0
    while at < len(cells) and _TRAILING.fullmatch(text[slice(*cells[at])]):
        trailing, at = trailing + 1, at + 1
    start, group = at, ""
    found: list[Cell] = []
    serials: list[tuple[int, int]] = []
    while at < len(cells):
        row = at
        if text[slice(*cells[row])] == str(len(serials) + 1):
            row += 1
        labels: list[tuple[int, int]] = []
        while row < len(cells) and len(labels) < 3 and _is_label(text, cells[row]):
            labels.append(cells[row])
            row += 1
        values = cells[row : row + len(columns)]
        if not labels or len(values) < len(columns) or not all(_VALUE.fullmatch(text[slice(*v)]) for v in values):
            break
        if text[slice(*cells[at])].isdigit():
            serials.append(cells[at])
        group = text[slice(*labels[0])] if len(labels) > 1 else group
        nature = _nature(text, cells[row + len(columns) : row + len(columns) + trailing])
        name = text[slice(*labels[-1])]
        found += [
            Cell(
                *value, labels[-1], group, column.year, column.is_baseline, nature, f"table row {name!r}, column {column.year}"
            )
            for value, column in zip(values, columns, strict=True)
        ]
        at = row + len(columns) + trailing
    if not found:
        return None, at
    return Table(cells[start][0], found[-1].end, tuple(found), tuple(serials)), at


def _is_label(text: str, cell: tuple[int, int]) -> bool:
    content = text[slice(*cell)]
    return len(content) <= _LONGEST_CELL and not _VALUE.fullmatch(content) and not content.endswith("。")


def _nature(text: str, cells: Sequence[tuple[int, int]]) -> str:
    return next((m[0] for start, end in cells if (m := _NATURE.search(text[start:end]))), "")
