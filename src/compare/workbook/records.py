"""Records of a list as rows of a sheet, made column by column when the file is written.

openpyxl keeps each cell as an object, a gigabyte for 200,000 rows, and spends most of its time on elements of XML. Records are
therefore no cells of their sheet: their values go through the same safe functions as those of cells, what is alike is made
once, and `packing` puts the rows among the others of the sheet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from itertools import repeat
from typing import Any

import pandas as pd
from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from compare.workbook.cells import formula_result, is_formula_like, is_missing, stored_number, stored_text
from compare.workbook.elements import formula_element, number_element, style_attribute, text_element
from compare.workbook.styles import dress

_CHUNK = 5_000
"""Records that are made at a time."""

Piece = tuple[int, int, str]
"""Row, first column and XML of cells that stand side by side."""


@dataclass(frozen=True)
class Column:
    """A column of a list.

    Attributes
    ----------
    head : str
        What stands in the head row; unique on the sheet.
    width : float
        In characters of the default font.
    cells : sequence or pandas.Series
        One a record: texts or numbers, missing values allowed.
    say : callable, optional
        Makes of each value in `cells`, a series of codes, what the cell holds; asked once for what is alike.
    role : str
        Look of the cells, a key of `compare.workbook.styles.ROLES`; ``"number"`` makes numbers of the values, and without a
        look each value is what it is.
    formats : sequence of str
        Number formats, one a record or one for all; empty for the general format.
    links : sequence of tuple
        Sheet and cell that each record's cell jumps to, or None; empty for no links.
    formulas : sequence of str
        Formulas of ours, one a record, of which `cells` are the results; empty for values that stand still.
    roles : sequence of str
        Looks, one a record, in the place of `role`; empty where all look alike.
    """

    head: str
    width: float
    cells: Sequence[object] | pd.Series
    role: str = "body"
    formats: Sequence[str] = ()
    links: Sequence[tuple[str, str] | None] = field(default=())
    formulas: Sequence[str] = field(default=())
    roles: Sequence[str] = field(default=())
    say: Callable[[Any], object] | None = None

    def listed(self) -> Sequence[object]:
        """Return the values one by one, with None for what is missing."""
        if isinstance(self.cells, pd.Series):
            say = self.say or (lambda value: value)
            return [None if is_missing(value) else say(value) for value in self.cells.tolist()]
        return self.cells


class Records:
    """Records of which the rows are made when the file is written.

    Parameters
    ----------
    sheet : openpyxl.worksheet.worksheet.Worksheet
        Where they stand.
    columns : sequence of Column
        All with the same number of values.
    place : tuple of int
        Row of the first record and column of the first `columns`.
    language : str
        ``"zh"`` or ``"en"``.
    is_plain : bool
        All in the look ``"large"``, without links, and nothing where a value is missing.
    """

    def __init__(
        self, sheet: Worksheet, columns: Sequence[Column], place: tuple[int, int], language: str, *, is_plain: bool = False
    ) -> None:
        self.sheet, self.columns, self.language, self.is_plain = sheet, tuple(columns), language, is_plain
        self.row, self.column = place
        self._styles: dict[tuple[str, str, bool], str] = {}

    @property
    def count(self) -> int:
        """Number of records."""
        return len(self.columns[0].cells)

    @property
    def end(self) -> tuple[int, int]:
        """Row and column of the last cell."""
        return self.row + self.count - 1, self.column + len(self.columns) - 1

    def links(self) -> Iterator[tuple[int, int, str, str]]:
        """Yield row and column of each cell that jumps, and the sheet and cell that it jumps to."""
        for number, column in enumerate(self.columns, self.column):
            for row, place in enumerate(() if self.is_plain else column.links, self.row):
                if place is not None:
                    yield row, number, *place

    def pieces(self) -> Iterator[Piece]:
        """Yield the cells of each record."""
        makers = [self._maker(column, number) for number, column in enumerate(self.columns, self.column)]
        for start in range(0, self.count, _CHUNK):
            part = slice(start, min(self.count, start + _CHUNK))
            rows = range(self.row + part.start, self.row + part.stop)
            cells = zip(*(make(part, rows) for make in makers), strict=True)
            yield from ((row, self.column, "".join(found)) for row, found in zip(rows, cells, strict=True))

    def _maker(self, column: Column, number: int) -> Callable[[slice, range], list[str]]:
        """Return what makes the cells of a column for a part of the records and their rows."""
        begin, contents = f'<c r="{get_column_letter(number)}', self._contents(column)

        def make(part: slice, rows: range) -> list[str]:
            return [f"{begin}{row}{words}" if words else "" for row, words in zip(rows, contents(part), strict=True)]

        return make

    def _contents(self, column: Column) -> Callable[[slice], list[str]]:
        """Return what makes the cells behind their place for a part of the records; what is alike is made once."""
        say = lru_cache(maxsize=_CHUNK, typed=True)(partial(self._say, column))
        values, role = column.cells, "large" if self.is_plain else column.role

        def of_each(part: slice) -> list[str]:
            found = values.iloc[part].tolist() if isinstance(values, pd.Series) else values[part]
            roles = column.roles[part] if column.roles and not self.is_plain else repeat(role)
            formats = column.formats[part] if len(column.formats) > 1 else repeat((*column.formats, "General")[0])
            if column.formulas and not self.is_plain:
                return [self._formula(column, *x) for x in zip(column.formulas[part], found, roles, formats, strict=False)]
            return [say(*x) for x in zip(found, roles, formats, strict=False)]

        def of_alike(part: slice) -> list[str]:
            places, known = values.iloc[part].factorize()  # type: ignore[union-attr]
            shown = (*column.formats, "General")[0]
            held = map(column.say, known.tolist()) if column.say else known.tolist()
            words = [say(value, role, shown) for value in [*held, None]]
            return [words[place] for place in places.tolist()]  # what is missing has the place -1

        return of_alike if isinstance(values, pd.Series) and len(column.formats) < 2 else of_each

    def _say(self, column: Column, value: object, role: str, number_format: str) -> str:
        """Return a cell behind its place; nothing for one that neither holds nor shows anything."""
        if column.role == "number" or not (column.role or isinstance(value, str)):
            if not is_missing(value):
                number = stored_number(value, self._where(column))
                return f'"{self._style(role, number_format)}{number_element(number)}'
        elif text := stored_text(value):
            return f'"{self._style(role, is_acting=is_formula_like(text))}{text_element(text)}'
        style = "" if self.is_plain else self._style(role)
        return f'"{style}/>' if style else ""

    def _formula(self, column: Column, formula: str, value: object, role: str, number_format: str) -> str:
        result = formula_result(value, self._where(column))
        return f'"{self._style(role, number_format)}{formula_element(formula, result)}'

    def _where(self, column: Column) -> str:
        return f"column {column.head!r} of sheet {self.sheet.title!r}"

    def _style(self, role: str, number_format: str = "General", *, is_acting: bool = False) -> str:
        """Return the attribute that gives a cell its look; a text that looks like a formula has the prefix flag."""
        key = role, number_format, is_acting
        if key not in self._styles:
            cell = Cell(self.sheet, 1, 1)
            if role:
                dress(cell, role, self.language)
            cell.number_format = number_format
            if is_acting:
                cell.quotePrefix = True
            self._styles[key] = style_attribute(cell)
        return self._styles[key]
