"""A workbook of one table: a sheet of records with filters, and a sheet that says what each column holds.

Takes any table with the words for its columns; a large one is plain (`layout.LARGE`).
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from openpyxl import Workbook

from compare.dataset import Dataset, whole_file
from compare.errors import UsageError, unknown_name
from compare.workbook.book import LANGUAGES, check_ending, stamp
from compare.workbook.labels import text
from compare.workbook.layout import text_width, write_list
from compare.workbook.packing import pack
from compare.workbook.records import Column

_NARROW, _WIDE, _SEEN = 10.0, 60.0, 200
"""Least and greatest width of a column, and how many records decide it."""

_WRAPPED = 40
"""Width from which on a column of text breaks into lines."""


def write_table_workbook(
    ds: Dataset,
    frame: pd.DataFrame,
    path: str | os.PathLike[str],
    *,
    title: tuple[str, str],
    columns: Mapping[str, tuple[str, str]],
    language: str = "both",
) -> Path:
    """Write one table as an Excel workbook.

    Parameters
    ----------
    ds : Dataset
        The project that the table comes from.
    frame : pandas.DataFrame
        Any rows; the heads are the names of the columns.
    path : path
        Where to write; ends in ``.xlsx``. A file there is replaced.
    title : tuple of str
        In Chinese and English.
    columns : mapping
        What each column holds, in Chinese and English.
    language : str, optional
        ``"zh"``, ``"en"`` or ``"both"``: of the title and of the words about the columns.

    Returns
    -------
    pathlib.Path
        The file written. The same table gives the same bytes.

    Raises
    ------
    UsageError
        The path is not of an Excel workbook, the language is not known, or a sheet does not hold so many rows.
    CompareError
        The file cannot be written, for instance because it is open in Excel.

    Examples
    --------
    >>> write_table_workbook(ds, frame, "outputs/gdp.xlsx", title=("生产总值", "GDP"), columns={})  # doctest: +SKIP
    PosixPath('outputs/gdp.xlsx')
    """
    target = check_ending(path)
    if language not in LANGUAGES:
        raise unknown_name("language", language, LANGUAGES)
    if frame.columns.empty:
        raise UsageError(f"{target}: the table has no columns; nothing was written")
    languages = LANGUAGES[language]
    book = Workbook()
    data, about = book.worksheets[0], book.create_sheet(_both("table_columns", languages))
    data.title = _both("table_sheet", languages)
    words = " · ".join(title[x != "zh"] for x in languages)
    note = " · ".join(text("table_note", x, sheet=about.title) for x in languages)
    write_list(data, [_column(frame[name]) for name in frame], languages[0], title=words, note=note, table="Data_1")
    data.sheet_properties.pageSetUpPr.fitToPage = False  # dozens of columns on one page could not be read
    data.print_title_cols = "A:A"
    _write_columns(about, ds, frame, columns, languages)
    stamp(book, ds, words)
    with whole_file(target) as draft:
        pack(book, draft)
    return target


def _both(key: str, languages: Sequence[str]) -> str:
    return " ".join(text(key, x) for x in languages)


def _column(column: pd.Series) -> Column:
    """Describe a column by what it holds."""
    head = str(column.name)
    is_number = pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)
    if is_number:
        return Column(head, max(_NARROW, len(head) + 4.0), column, "number")
    longest = max((text_width(str(v)) for v in column.iloc[:_SEEN].dropna()), default=0)
    width = min(_WIDE, max(_NARROW, len(head) + 4.0, longest + 2.0))
    return Column(head, width, column, "body" if width > _WRAPPED else "line")


def _write_columns(
    sheet: Any, ds: Dataset, frame: pd.DataFrame, columns: Mapping[str, tuple[str, str]], languages: Sequence[str]
) -> None:
    """Fill the sheet about the columns; its note names the documents and their checksums, which are the data version."""
    names = [str(name) for name in frame]
    first = languages[0]
    told = [
        Column(_head("table_holds", x, languages), 60, [columns.get(name, ("", ""))[x != "zh"] for name in names])
        for x in languages
    ]
    listed = [
        Column(text("table_column", first), 28, names),
        *told,
        Column(text("table_filled", first), 14, [int(frame[name].notna().sum()) for name in frame], "number"),
    ]
    title = " · ".join(text("table_columns_title", x, count=len(names)) for x in languages)
    sources = ", ".join(f"{s.id} {s.sha256[:12]}" for s in ds.sources.values())
    note = text("table_columns_note", first, sources=sources)
    write_list(sheet, listed, first, title=title, note=note, table="Columns_1")


def _head(key: str, language: str, languages: Sequence[str]) -> str:
    return text(key, language) if len(languages) == 1 else f"{text(key, language)} {language}"
