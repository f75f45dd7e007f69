"""Tables as files: reading and writing CSV so that the same rows always give the same bytes, and nobody sees half a file.

Lowest module of the package; knows the contracts of `compare.schema` and nothing of what the tables say.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from compare.errors import CompareError, DataError, collect, unknown_name
from compare.schema import OBSERVATION_KEY, TABLES, TEXT, WHOLE, conform

DRAFT = ".compare-"
"""How the name of a file begins that is not written to its end; one that stays was left by a process that was killed."""

_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

_LONG = 1_000
"""From how many rows on it is worth while to look for values that are the same."""

_ORDER = ("source_id", "char_start", "char_end", *OBSERVATION_KEY, "mention_id", "observation_id")
"""Columns by which a table is sorted before all its others, where it has them."""

_SPAN = 3
"""How many of them are the document and the span in it."""


def read_table(path: Path, name: str) -> pd.DataFrame:
    """Read a table of the project.

    Parameters
    ----------
    path : pathlib.Path
        UTF-8 CSV. An empty cell is a missing value; a text such as ``NA`` stays a text.
    name : str
        Key of `compare.schema.TABLES`.

    Returns
    -------
    pandas.DataFrame
        With the columns and types of the contract.

    Raises
    ------
    DataError
        The file is missing or does not keep the contract.
    """
    if name not in TABLES:
        raise unknown_name("table", name, TABLES)
    try:
        frame = pd.read_csv(path, dtype="str", keep_default_na=False, na_values=[""], encoding="utf-8")
        return conform(_typed(frame, name), name)
    except FileNotFoundError:
        raise DataError(f"{path}: the table is missing; {_remedy(name)}") from None
    except (DataError, ValueError) as error:
        raise DataError(f"{path}: not a table {name!r}: {error}; {_remedy(name)}") from error


def _typed(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return a table of texts with the types of its contract; name the cells that are no numbers, ``nan`` among them."""
    try:
        typed = frame.astype({c: t for c, t in TABLES[name].items() if c in frame})
    except (TypeError, ValueError):
        collect(list(_not_numbers(frame, name)), "cells that are no numbers:")
        raise
    if (typed.count() != frame.count()).any():
        collect(list(_not_numbers(frame, name)), "cells that are no numbers:")
    return typed


def _not_numbers(frame: pd.DataFrame, name: str) -> Iterator[str]:
    """Yield the cells of a table's numeric columns that cannot be read as numbers, with their lines."""
    for column in (c for c, dtype in TABLES[name].items() if dtype != TEXT and c in frame):
        is_bad = frame[column].notna() & pd.to_numeric(frame[column], errors="coerce").isna()
        for line, cell in zip(frame.index[is_bad] + 2, frame.loc[is_bad, column], strict=True):
            yield f"line {line}: {column} is {cell!r}; expected a number"


def _remedy(name: str) -> str:
    """Say what to do about a table that cannot be read; what people wrote is not built anew."""
    return "correct the file" if name == "reference" else "run: region-compare build"


def to_rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a table as dictionaries by column name, with None for what is missing."""
    columns = {str(name): _values(column) for name, column in frame.items()}
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def _values(column: pd.Series) -> list[Any]:
    """Return a column as a list, with None for what is missing; of a long one each text and whole number is made once."""
    if len(column) > _LONG and column.dtype.name in {TEXT, WHOLE}:
        places, known = column.factorize()
        values = np.array([*known.tolist(), None], dtype="object")  # what is missing has the place -1
        return list(values[places])
    return [None if value is pd.NA or value != value else value for value in column.tolist()]  # NaN is unlike itself


class Records:
    """The rows of a table by an identifier; their cells are taken where they stand, so that no column is turned for a few.

    Parameters
    ----------
    frame : pandas.DataFrame
        The table.
    key : str
        Column of the identifier; of rows that share one the last counts.
    """

    def __init__(self, frame: pd.DataFrame, key: str) -> None:
        self._columns = {str(name): column.array for name, column in frame.items()}
        self._places = {code: place for place, code in enumerate(frame[key].tolist())}

    def pick(self, code: str, names: Iterable[str] = ()) -> dict[str, Any]:
        """Return the row of an identifier as `to_rows` does, or some of its cells."""
        place = self._places[code]
        found = {name: self._columns[name][place] for name in names or self._columns}
        return {name: None if value is pd.NA or value != value else value for name, value in found.items()}


def printable(text: str) -> str:
    r"""Return text that a spreadsheet holds: what XML 1.0 (section 2.2) forbids, and DEL, becomes U+FFFD, so that it shows.

    Examples
    --------
    >>> printable("a\x01b") == "a\ufffdb"
    True
    """
    return _ILLEGAL.sub("\ufffd", text)


def write_table(frame: pd.DataFrame, path: Path) -> None:
    """Write a table so that the same rows always give the same bytes.

    Parameters
    ----------
    frame : pandas.DataFrame
        Rows in any order; the index is not written.
    path : pathlib.Path
        UTF-8 CSV with LF. Rows are sorted, numbers have their shortest form (``1500``, ``3.2``), missing values are empty.
    """
    write_whole(path, render_table(frame))


def render_table(frame: pd.DataFrame) -> str:
    """Return a table as the CSV text that `write_table` writes: rows sorted, numbers in their shortest form."""
    first = [c for c in _ORDER if c in frame]
    order = first + [c for c in frame.columns if c not in first]
    if len(first) > _SPAN and not frame.duplicated(first[:_SPAN]).any():
        order = first[:_SPAN]  # decides already; sorting a ledger by all its columns would take a third of its reading
    rows = frame.sort_values(order, kind="stable", na_position="first") if len(frame) else frame
    lines = [",".join(map(_cell, row)) for row in ([*frame.columns], *rows.itertuples(index=False, name=None))]
    return "\n".join(lines) + "\n"


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file beside its place and move it there, so that nobody ever sees half of it.

    Parameters
    ----------
    path : pathlib.Path
        Its folder is made where it is missing; a file that is there is replaced.
    content : str or bytes
        Text is written as UTF-8, its line ends as they are.

    Raises
    ------
    CompareError
        The file cannot be written, as when it is open in Excel; what was there is left as it was.
    """
    with whole_file(path) as draft:
        draft.write_bytes(content.encode() if isinstance(content, str) else content)


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a place beside `path` to write to, and move what was written there when all went well.

    Parameters
    ----------
    path : pathlib.Path
        Its folder is made where it is missing; a file that is there is replaced.

    Yields
    ------
    pathlib.Path
        An empty file of the same ending; it is removed where anything fails.

    Raises
    ------
    CompareError
        The file cannot be written, as when it is open in Excel; what was there is left as it was.
    """
    draft = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=DRAFT, suffix=path.suffix, dir=path.parent)
        os.close(handle)
        draft = Path(name)
        yield draft
        draft.chmod(0o644)
        sync(draft)
        draft.replace(path)
        sync(path.parent)
    except PermissionError as error:
        raise CompareError(
            f"{path}: cannot be written; close it in Excel or WPS, or choose another place ({error.strerror})"
        ) from error
    except OSError as error:
        raise CompareError(f"{path}: cannot be written: {error.strerror or error}; choose another folder or name") from error
    finally:
        if draft is not None:
            draft.unlink(missing_ok=True)


def digest(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sync(path: Path) -> None:
    """Have the system write a file, or the names in a folder, to the disk before going on.

    A rename that reaches the disk before the content does would leave an empty file after a power cut. Windows cannot do this
    for folders, and needs it not: its file systems write names in order.
    """
    if path.is_dir() and os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)  # elsewhere a file may be read-only
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # a file system that cannot, such as some network shares
            raise
    finally:
        os.close(descriptor)


def _cell(value: object) -> str:
    """Return one CSV cell; Python's writer would leave a carriage return unquoted."""
    if value is None or value is pd.NA or value != value:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(float(value))
    text = str(value)
    return '"' + text.replace('"', '""') + '"' if any(c in text for c in ',"\r\n') else text
