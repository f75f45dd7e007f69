"""Reading ``data/reference``: figures from other sources, which people write and which are therefore checked row by row."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from pathlib import Path
from typing import Any

import pandas as pd

from compare.codelists import STANDARD, Codelists
from compare.dataset.files import read_table, to_rows
from compare.errors import collect, unknown_name
from compare.schema import REFERENCE, conform


def read_reference(folder: Path, codelists: Codelists) -> pd.DataFrame:
    """Read all tables of ``data/reference`` as one.

    Parameters
    ----------
    folder : pathlib.Path
        The folder; it may be empty.
    codelists : Codelists
        The project's codes.

    Returns
    -------
    pandas.DataFrame
        Columns ``schema.REFERENCE``; `reference_id` is ``r`` and ten hexadecimal digits of what the row says, so that it stays
        where rows are added or sorted anew.

    Raises
    ------
    DataError
        A table does not keep its contract, or a row names an unknown area or no year.
    """
    tables = [_read_reference(path, codelists) for path in sorted(folder.glob("*.csv"))]
    frame = conform(pd.concat(tables) if tables else pd.DataFrame(), "reference")
    said = [repr(list(row.items())) for row in to_rows(frame[sorted(set(REFERENCE) - {"reference_id"})])]
    ids = [f"r{hashlib.sha256(text.encode()).hexdigest()[:10]}" for text in said]
    return frame.assign(reference_id=pd.Series(ids, index=frame.index, dtype="str"))


def _read_reference(path: Path, codelists: Codelists) -> pd.DataFrame:
    """Read a table of ``data/reference``, which people write: every row needs known codes, a year and a positive value."""
    frame = read_table(path, "reference")
    known: dict[str, Collection[str]] = {
        "ref_area": codelists.ref_area,
        "indicator": codelists.indicator,
        "unit_measure": codelists.unit_measure,
        "vintage": codelists.vintage,
        "qualifier": codelists.qualifier,
        "confidence": codelists.confidence,
    }
    problems = []
    for line, row in enumerate(to_rows(frame), 2):
        unknown = [(column, row[column] or "", names) for column, names in known.items() if row[column] not in names]
        problems += [f"line {line}: {unknown_name(column, given, names)}" for column, given, names in unknown]
        if row["time_period"] is None:
            problems.append(f"line {line}: time_period is missing; expected a year")
        if row["obs_value"] is None or row["obs_value"] <= 0:
            problems.append(f"line {line}: obs_value is {row['obs_value']}; expected a number above zero")
        problems += _definition_problem(row, codelists, line)
    collect(problems, f"{path}:")
    definitions = pd.Series([_definition(row, codelists) for row in to_rows(frame)], index=frame.index, dtype="str")
    return frame.assign(definition=definitions)


def _definition_problem(row: dict[str, Any], codelists: Codelists, line: int) -> list[str]:
    """Return what is wrong with the definition that a row of a reference table names."""
    if row["definition"] is None or row["indicator"] not in codelists.indicator:
        return []
    variants = [d.id for d in codelists.indicator[row["indicator"]].definitions] or [STANDARD]
    if row["definition"] in variants:
        return []
    return [f"line {line}: {unknown_name('definition', row['definition'], variants, row['indicator'])}"]


def _definition(row: dict[str, Any], codelists: Codelists) -> str | None:
    """Return the definition of a row: what it names, else the only one there is."""
    return row["definition"] or (None if codelists.indicator[row["indicator"]].definitions else STANDARD)
