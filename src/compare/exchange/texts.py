r"""CSV that people open in Excel, WPS or LibreOffice: UTF-8 with BOM, CRLF, text that can never act as a formula.

A text that begins with ``= + - @``, a tab or a line end gets an apostrophe before it (OWASP, CSV injection), numbers never; a
single sign such as the comparator ``=`` does nothing and stays. Characters that are no text become U+FFFD, as in the workbook.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from compare.dataset import printable

_ACTING = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_CHUNK = 10_000


def write_csv(frame: pd.DataFrame, path: Path) -> None:
    """Write a table as CSV for people, the rows in their order."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(map(_cell, map(str, frame.columns)))
        for start in range(0, len(frame), _CHUNK):
            columns = [_cells(column) for _, column in frame.iloc[start : start + _CHUNK].items()]
            lines.writerows(zip(*columns, strict=True))


def _cells(column: pd.Series) -> list[str]:
    """Return the cells of a column; a value that repeats is written once."""
    places, known = column.factorize()
    cells = [*map(_cell, known.tolist()), ""]  # what is missing has the place -1
    return [cells[place] for place in places.tolist()]


def csv_line(values: Iterable[object]) -> str:
    """Return one line of such a file."""
    line = io.StringIO()
    csv.writer(line).writerow(map(_cell, values))
    return line.getvalue()


def _cell(value: object) -> str:
    """Return one cell: a number in its shortest form, or a text that stays a text."""
    if isinstance(value, float):
        return str(int(value)) if math.isfinite(value) and value.is_integer() and abs(value) < 2**53 else repr(value)
    return str(value) if isinstance(value, int) else _text(str(value))


def _text(value: str) -> str:
    text = printable(value)
    return "'" + text if len(text) > 1 and value.startswith(_ACTING) else text
