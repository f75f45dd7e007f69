"""Rows of the derived table, and the stated rows that go into them.

`kind` says which statement was transformed, so that what comes from a stock and what comes from a flow never have one key and
are never ranked together. Only where the result is of a kind of its own does it carry that: a level over a denominator is a
``ratio``, as the plans' own quotients are (a flow or an annual amount over a denominator stays ``flow`` or ``annual``); a rate
of growth is ``growth``; a change of a percentage is ``change_pp``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from compare.dataset import Dataset, Measure, unit_of, weakest
from compare.dataset.bounds import CONTRADICTED
from compare.derive.arithmetic import Amount, amount
from compare.errors import unknown_name
from compare.schema import DERIVED_KEY, OBSERVATION_KEY

Row = dict[str, Any]

_KEY = (*DERIVED_KEY, "unit_measure")
_CARRIED = (*OBSERVATION_KEY, "unit_measure", "period_start", "base_period")
_IDS = ("observation_id", "reference_id", "derived_id")
UNUSABLE = frozenset({CONTRADICTED, "M", "O"})
"""Statuses that are not reckoned with: a value that its document contradicts, and what has no value."""

_PLACES, _DIGITS, _MANY = 2, 3, 10**6


def stated(row: Row) -> Amount:
    """Return the number of an observation, of a figure of `figures_of` or of another derived row."""
    return amount(row["obs_value"], row["comparator"])


def id_of(row: Row) -> str:
    """Return the identifier of a row of any of the three tables."""
    return next(str(row[name]) for name in _IDS if row.get(name))


def derived_row(base: Row, result: Amount, inputs: Sequence[Row], *, at_best: str = "A", **columns: Any) -> Row:
    """Return a row of ``schema.DERIVED``, still without its identifier.

    Parameters
    ----------
    base : dict
        The row that is transformed: its key, unit and period are kept where `columns` has nothing else.
    result : Amount
        Value, comparator and formula.
    inputs : sequence of dict
        Rows in the order of the formula; one that stands in it twice is named once.
    at_best : str, optional
        The firmest status that the result can have (``E`` for what is implied). It is never firmer than any input's: the codes
        are those of the SDMX cross-domain code list CL_OBS_STATUS.
    **columns
        ``transformation``, and whatever differs from `base`.

    Returns
    -------
    dict
        A row; `unit_mult` is 0, `decimals` shows what is exact in full and three digits of what is not.
    """
    kept = {name: base.get(name) for name in _CARRIED}
    figures = {
        "obs_value": float(result.value),
        "comparator": result.comparator,
        "formula": result.formula,
        "unit_mult": 0,
        "decimals": _decimals(float(result.value)),
        "obs_status": weakest([*(row["obs_status"] for row in inputs), at_best]),
        "input_ids": " ".join(dict.fromkeys(map(id_of, inputs))),
    }
    return {"reference_area": None, "comment": None} | kept | figures | columns


def _decimals(value: float) -> int | None:
    """Return the decimals to show; none for what a reader takes in only in 万, 亿 or millions, where the printer chooses."""
    exact = Decimal(repr(value)).normalize()
    places = max(0, -int(exact.as_tuple().exponent))
    if abs(value) >= _MANY:
        return None
    return places if places <= _PLACES else max(0, _DIGITS - 1 - exact.adjusted())


def identified(rows: Iterable[Row]) -> list[Row]:
    """Give every row its `derived_id`: ``d`` and ten hexadecimal digits of its key, with a running number where a key repeats.

    Parameters
    ----------
    rows : iterable of dict
        All rows of one transformation, in any order. A key repeats where a document states two flows over different periods.

    Returns
    -------
    list of dict
        Sorted by key; the identifier depends on the key alone (``schema.DERIVED_KEY`` and the unit).
    """
    ordered = sorted(rows, key=lambda row: (_key(row), row["input_ids"]))
    counts: dict[str, int] = {}
    found = []
    for row in ordered:
        digest = "d" + hashlib.sha256(_key(row).encode()).hexdigest()[:10]
        counts[digest] = counts.get(digest, 0) + 1
        found.append(row | {"derived_id": digest if counts[digest] == 1 else f"{digest}-{counts[digest]}"})
    return found


def _key(row: Row) -> str:
    return "|".join("" if row[name] is None else str(row[name]) for name in _KEY)


def by_area(ds: Dataset) -> dict[str, list[Row]]:
    """Return what can be reckoned with, area by area, so that nothing is looked for among the rows of all areas.

    Returns
    -------
    dict of str to list of dict
        The usable observations (see `is_usable`) of each area that has any, in the order of the codelist.

    Raises
    ------
    UnknownNameError
        An observation is of a document, area, indicator, kind or unit that is not known.
    """
    usable: dict[str, list[Row]] = {area: [] for area in ds.codelists.ref_area}
    for row in ds.rows:
        check_codes(ds, row)
        if is_usable(row):
            usable[row["ref_area"]].append(row)
    return {area: rows for area, rows in usable.items() if rows}


def check_codes(ds: Dataset, row: Row) -> None:
    """Raise `UnknownNameError` where an observation is of a document, area, indicator, kind or unit that is not known."""
    codes = ds.codelists
    for column, known in (
        ("source_id", ds.sources),
        ("ref_area", codes.ref_area),
        ("indicator", codes.indicator),
        ("kind", codes.kind),
        ("unit_measure", codes.unit_measure),
    ):
        if row[column] not in known:
            raise unknown_name(column, row[column], known, f"observation {row['observation_id']}")


def is_usable(row: Row) -> bool:
    """Say whether an observation can be reckoned with: it has a value and a year, and its document does not contradict it."""
    is_dated = row["obs_value"] is not None and row["time_period"] is not None
    return is_dated and row["obs_status"] not in UNUSABLE


def by_document(rows: Iterable[Row]) -> dict[tuple[str, str, Measure], list[Row]]:
    """Return what each document states of each measure of each area."""
    found: dict[tuple[str, str, Measure], list[Row]] = {}
    for row in rows:
        found.setdefault((row["source_id"], row["ref_area"], Measure.of(row)), []).append(row)
    return found


def is_percentage(ds: Dataset, row: Row) -> bool:
    """Say whether a value is in per cent, so that what it changes by is in percentage points."""
    return ds.codelists.unit_measure[row["unit_measure"]].dimension == "percent"


def change_columns(ds: Dataset, row: Row) -> Row:
    """Return kind and unit of a difference between two values of one measure.

    Notes
    -----
    The difference of two percentages is in percentage points (百分点; 国家统计局, 统计词典), never in per cent.
    """
    return {"kind": "change_pp", "unit_measure": unit_of(ds, "percentage_point")} if is_percentage(ds, row) else {}
