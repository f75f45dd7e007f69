"""China's administrative divisions, by which the region of a document that nobody has described is recognised."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from compare.codelists.codes import Area
from compare.errors import DataError, collect

_DIVISION = re.compile(r"\d{6}$")


def read_divisions(path: Path) -> tuple[Area, ...]:
    """Read China's administrative divisions, by which the region of a document that nobody has described is recognised.

    Parameters
    ----------
    path : pathlib.Path
        CSV with columns `code` (GB/T 2260, six digits) and `name_zh`.

    Returns
    -------
    tuple of Area
        Provinces, prefecture-level cities, counties and districts. They have no English names and no aliases: a region that
        takes part in comparisons has an entry of its own in ``ref_area.yaml``.

    Raises
    ------
    DataError
        The file is missing or a row is not a code and a name.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = [(row["code"], row["name_zh"]) for row in csv.DictReader(file)]
    except FileNotFoundError:
        raise DataError(f"{path}: the file is missing; restore it, e.g. with git checkout") from None
    except KeyError as error:
        raise DataError(f"{path}: column {error} is missing; expected code,name_zh") from None
    collect(
        [f"row {n}: {c!r}, {name!r}" for n, (c, name) in enumerate(rows, 2) if not _DIVISION.match(c)], f"{path}: not a code:"
    )
    return tuple(Area(f"CN-{c}", name, name, level=_division_level(c), parent=_division_parent(c)) for c, name in rows)


def _division_level(code: str) -> str:
    return "province" if code.endswith("0000") else "city" if code.endswith("00") else "county"


def _division_parent(code: str) -> str:
    return "CN-" + {"province": "100000", "city": f"{code[:2]}0000", "county": f"{code[:4]}00"}[_division_level(code)]
