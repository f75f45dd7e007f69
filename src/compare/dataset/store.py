"""The frozen `Dataset`, and reading and writing the tables of a project.

Reads the project folder that ``region-compare build`` has filled; it extracts, checks and derives nothing. Lowest module of the
package: labels and comparisons build on it.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

import compare.schema
from compare.codelists import Codelists, load_codelists
from compare.dataset.sources import Source, read_sources
from compare.errors import CompareError, DataError, UsageError, collect, unknown_name
from compare.schema import OBSERVATION_KEY, TABLES, conform

VARIABLE = "COMPARE_PROJECT"
"""Environment variable that names the project folder."""

_MARKER = Path("data", "sources.yaml")
_ORDER = ("source_id", "char_start", "char_end", *OBSERVATION_KEY, "mention_id", "observation_id")
"""Columns by which a table is sorted before all its others, where it has them."""


@dataclass(frozen=True, eq=False)
class Dataset:
    """Everything known about the areas of a project; never changed after loading.

    Attributes
    ----------
    root : pathlib.Path
        The project folder, which holds ``data/``.
    codelists : Codelists
        Areas, indicators, units and the other codes.
    sources : mapping of str to Source
        The documents, by id.
    mentions, observations, reference : pandas.DataFrame
        Tables of `compare.schema`; take them as read-only.
    """

    root: Path
    codelists: Codelists
    sources: Mapping[str, Source]
    mentions: pd.DataFrame
    observations: pd.DataFrame
    reference: pd.DataFrame

    @cached_property
    def rows(self) -> tuple[dict[str, Any], ...]:
        """The observations as dictionaries, with None for what is missing; turned once, because every comparison reads them."""
        return tuple(to_rows(self.observations))

    @cached_property
    def stated(self) -> tuple[dict[str, Any], ...]:
        """The mentions that state an indicator, likewise."""
        return tuple(to_rows(self.mentions[self.mentions["disposition"] == "indicator"]))


def find_project(path: str | os.PathLike[str] | None = None) -> Path:
    """Find the project folder.

    Parameters
    ----------
    path : path, optional
        The folder that holds ``data/sources.yaml``. Without it: the environment variable ``COMPARE_PROJECT``, else the nearest
        parent of the working directory that is a project, else the data shipped with the package.

    Returns
    -------
    pathlib.Path
        The folder, absolute.

    Raises
    ------
    UsageError
        The folder named is not a project, or none was found.
    """
    for given, origin in ((path, "path"), (os.environ.get(VARIABLE), VARIABLE)):
        if given:
            root = Path(given).resolve()
            if not (root / _MARKER).is_file():
                raise UsageError(f"{origin} {str(given)!r} is not a project: it has no {_MARKER.as_posix()}")
            return root
    package = Path(compare.schema.__file__).resolve().parent
    here = Path.cwd()
    for root in (here, *here.parents, package / "_data", *package.parents):
        if (root / _MARKER).is_file():
            return root
    raise UsageError(f"no project found: {here} and its parents have no {_MARKER.as_posix()}; give a path or set {VARIABLE}")


def load(path: str | os.PathLike[str] | None = None) -> Dataset:
    """Load a project that has been built.

    Parameters
    ----------
    path : path, optional
        The project folder; see `find_project`.

    Returns
    -------
    Dataset
        Codelists, sources and tables.

    Raises
    ------
    UsageError
        No project there.
    DataError
        A file is missing or does not keep its contract.

    Examples
    --------
    >>> ds = load()  # doctest: +SKIP
    >>> len(ds.sources)  # doctest: +SKIP
    5
    """
    root = find_project(path)
    data = root / "data"
    codelists = load_codelists(data / "codelists")
    references = [_read_reference(p, codelists) for p in sorted((data / "reference").glob("*.csv"))]
    return Dataset(
        root=root,
        codelists=codelists,
        sources=read_sources(data / "sources.yaml", codelists),
        mentions=read_table(data / "derived" / "mentions.csv", "mentions"),
        observations=read_table(data / "derived" / "observations.csv", "observations"),
        reference=conform(pd.concat(references) if references else pd.DataFrame(), "reference"),
    )


def _read_reference(path: Path, codelists: Codelists) -> pd.DataFrame:
    """Read a table of ``data/reference``, which people write: every row needs a known area and a year."""
    frame = read_table(path, "reference")
    areas = codelists.ref_area
    rows = list(zip(frame["ref_area"], frame["time_period"], strict=True))
    problems = [f"line {n}: {unknown_name('ref_area', a, areas)}" for n, (a, _) in enumerate(rows, 2) if a not in areas]
    problems += [f"line {n}: time_period is missing; expected a year" for n, (_, y) in enumerate(rows, 2) if pd.isna(y)]
    collect(problems, f"{path}:")
    return frame


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
        return conform(frame.astype({c: t for c, t in TABLES[name].items() if c in frame}), name)
    except FileNotFoundError:
        raise DataError(f"{path}: the table is missing; {_remedy(name)}") from None
    except (DataError, ValueError) as error:
        raise DataError(f"{path}: not a table {name!r}: {error}; {_remedy(name)}") from error


def _remedy(name: str) -> str:
    """Say what to do about a table that cannot be read; what people wrote is not built anew."""
    return "correct the file" if name == "reference" else "run: region-compare build"


def to_rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a table as dictionaries by column name, with None for what is missing."""
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return [{str(name): value for name, value in row.items()} for row in rows]


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
    draft = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".compare-", suffix=path.suffix, dir=path.parent)
        draft = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
        draft.chmod(0o644)
        draft.replace(path)
    except PermissionError as error:
        raise CompareError(
            f"{path}: cannot be written; close it in Excel or WPS, or choose another place ({error.strerror})"
        ) from error
    except OSError as error:
        raise CompareError(f"{path}: cannot be written: {error.strerror or error}; choose another folder or name") from error
    finally:
        if draft is not None:
            draft.unlink(missing_ok=True)


def _cell(value: object) -> str:
    """Return one CSV cell; Python's writer would leave a carriage return unquoted."""
    if value is None or value is pd.NA or value != value:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(float(value))
    text = str(value)
    return '"' + text.replace('"', '""') + '"' if any(c in text for c in ',"\r\n') else text
