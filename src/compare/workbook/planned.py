"""A sheet that a workbook is to have: its name, what it holds, and what fills it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from openpyxl.worksheet.worksheet import Worksheet


@dataclass(frozen=True)
class Planned:
    """A sheet before it is written.

    Attributes
    ----------
    name : str
        Its name, unique in the workbook; see `compare.workbook.layout.sheet_title`.
    holds : str
        What the sheet of contents says of it.
    write : callable
        Fills the empty sheet.
    """

    name: str
    holds: str
    write: Callable[[Worksheet], None]
