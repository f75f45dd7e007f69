"""A gap as a reader sees it: signed, in its unit, with what bounds leave open.

The difference of two percentages is in percentage points; of two ranks it counts places, ahead or behind, because the sign of
a rank would be read the wrong way round.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from compare.charts.labels import plain, without_unit
from compare.charts.words import say
from compare.dataset import MARKS, Dataset, format_value, is_contradicted, opposite, unit_of

Row = Mapping[str, Any]
_MINUS = "\u2212"


def is_held(row: Row) -> bool:
    """Say whether a row of a comparison is held against something other than itself; a contradicted value is not."""
    is_itself = row["ref_area"] == row["reference_area"]
    return row["gap"] is not None and not is_itself and not is_contradicted(row)


def gap_unit(ds: Dataset, row: Row, language: str) -> str:
    """Return the name of the unit of a gap."""
    return ds.codelists.unit_measure[_unit(ds, row)].name(language)


def gap_text(ds: Dataset, row: Row, language: str, *, has_unit: bool = True) -> str:
    """Return the gap of a row of a comparison.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    row : mapping
        A row of `compare.dataset.comparison` that has a gap.
    language : str
        ``"zh"`` or ``"en"``.
    has_unit : bool, optional
        Whether a unit that is a word is written; % always is.

    Returns
    -------
    str
        ``≥ +2 个百分点``, ``≈ 29 places behind``; of a range from one end to the other.
    """
    low, mark = float(row["gap"]), row["gap_comparator"]
    if row["upper_value"] is None:
        return _one(ds, row, (low, mark), language, has_unit)
    ends = (low, low + row["upper_value"] - row["obs_value"])
    mark = "=" if row["reference_comparator"] in {None, "="} else "~"  # the range says itself what the value leaves open
    words = [_one(ds, row, (end, mark), language, has_unit) for end in ends]
    return say(language, "gap_range", low=words[0], high=words[1])


def gap_tick(ds: Dataset, row: Row, side: int, language: str, value: float) -> str:
    """Return a value of the axis, on which the better side is positive where `side` is 1 or -1, without its unit."""
    unit = gap_unit(ds, row, language)
    if _is_rank(ds, row):
        return f"{abs(value):g}"
    return without_unit(_signed(ds, row, side * value, language), unit) if value else "0"


def _one(ds: Dataset, row: Row, gap: tuple[float, str], language: str, has_unit: bool) -> str:
    """Return one gap, given with its comparator."""
    value, comparator = gap
    if not _is_rank(ds, row):
        text = MARKS[comparator] + _signed(ds, row, value, language)
        return text if has_unit else without_unit(text, gap_unit(ds, row, language))
    label = MARKS[opposite(comparator) if value < 0 else comparator] + f"{round(abs(value), 6):g}"
    side = "same" if not value else "ahead" if value < 0 else "behind"
    size = "" if has_unit and (abs(value) != 1 or side == "same") else "one_" if has_unit else "short_"
    return say(language, f"gap_places_{size}{side}", label=label)


def _signed(ds: Dataset, row: Row, gap: float, language: str) -> str:
    return signed(ds, {**row, **plain(row, gap), "unit_measure": _unit(ds, row)}, language)


def signed(ds: Dataset, row: Row, language: str) -> str:
    """Return the value of a row with its sign and unit, without its comparator."""
    value = float(row["obs_value"])
    shown = {**row, "obs_value": abs(value), "comparator": "="}
    return ("+" if value > 0 else _MINUS if value < 0 else "") + format_value(ds, shown, language)


def _is_rank(ds: Dataset, row: Row) -> bool:
    return ds.codelists.unit_measure[row["unit_measure"]].dimension == "rank"


def _unit(ds: Dataset, row: Row) -> str:
    is_percentage = ds.codelists.unit_measure[row["unit_measure"]].dimension == "percent"
    return unit_of(ds, "percentage_point") if is_percentage else str(row["unit_measure"])
