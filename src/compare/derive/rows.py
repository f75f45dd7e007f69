"""Rows of the derived table, and the stated rows that go into them: whole columns at a time, because there can be millions.

`kind` says which statement was transformed, so that what comes from a stock and what comes from a flow never have one key and
are never ranked together. Only where the result is of a kind of its own does it carry that: a level over a denominator is a
``ratio``, as the plans' own quotients are (a flow or an annual amount over a denominator stays ``flow`` or ``annual``); a rate
of growth is ``growth``; a change of a percentage is ``change_pp``.
"""

from __future__ import annotations

import hashlib
import math
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import repeat
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from compare.dataset import Dataset, Measure, to_rows, unit_of, weakest
from compare.dataset.bounds import CONTRADICTED
from compare.derive.arithmetic import Amount, amount
from compare.errors import unknown_name
from compare.schema import DERIVED, DERIVED_KEY, OBSERVATION_KEY, TEXT, conform

Row = dict[str, Any]
T = TypeVar("T")

MEASURE = ("indicator", "definition", "kind", "unit_measure")
"""Columns that make a `Measure`."""

_KEY = (*DERIVED_KEY, "unit_measure")
_CARRIED = (*OBSERVATION_KEY, "unit_measure", "period_start", "base_period")
_SINGLE = frozenset({"derived_id", "input_ids", "formula"})
_CODED = tuple(name for name, dtype in DERIVED.items() if dtype == TEXT and name not in _SINGLE)
"""Columns of few different texts: categories until the table is finished, because texts are slow to pick and to sort."""

_IDS = ("observation_id", "reference_id", "derived_id")
UNUSABLE = frozenset({CONTRADICTED, "M", "O"})
"""Statuses that are not reckoned with: a value that its document contradicts, and what has no value."""

_PLACES, _DIGITS, _MANY = 2, 3, 10**6
_POWERS = np.array([float(f"1e{power}") for power in range(-323, 7)])


@dataclass(frozen=True)
class Inputs:
    """One input of each of many derived rows: the identifier and the status of it."""

    ids: Iterable[str]
    statuses: Iterable[str]

    @classmethod
    def of(cls, frame: pd.DataFrame) -> Inputs:
        """Return the rows of any of the three tables as inputs."""
        name = next(name for name in _IDS if name in frame)
        return cls(frame[name].tolist(), frame["obs_status"].tolist())

    @classmethod
    def of_rows(cls, rows: Iterable[Row]) -> Inputs:
        """Return single rows of any of the three tables as inputs."""
        listed = list(rows)
        return cls([id_of(row) for row in listed], [row["obs_status"] for row in listed])


def stated(row: Row) -> Amount:
    """Return the number of an observation, of a figure of `figures_of` or of another derived row."""
    return amount(row["obs_value"], row["comparator"])


def with_amounts(frame: pd.DataFrame) -> pd.DataFrame:
    """Add the columns `exact` and `formula`, which with the comparator are the number of each row as `stated` gives it."""
    parts: tuple[list[Decimal], list[str]] = ([], [])
    for number in map(amount, frame["obs_value"].tolist(), frame["comparator"].tolist()):
        parts[0].append(number.value)
        parts[1].append(number.formula)
    columns = {name: pd.Series(part, frame.index, "object") for name, part in zip(("exact", "formula"), parts, strict=True)}
    return frame.assign(**columns)


def amounts_of(frame: pd.DataFrame) -> Iterator[Amount]:
    """Yield the number of each row that is `with_amounts`.

    Made when it is asked for and let go again: through millions of tuples that stay, Python's collector of garbage goes again
    and again, which took a third of the time.
    """
    return map(Amount, frame["exact"].tolist(), frame["comparator"].tolist(), frame["formula"].tolist())


def id_of(row: Row) -> str:
    """Return the identifier of a row of any of the three tables."""
    return next(str(row[name]) for name in _IDS if row.get(name))


def derived_rows(
    base: pd.DataFrame, results: Iterable[Amount | None], inputs: Sequence[Inputs], *, at_best: Any = "A", **columns: Any
) -> pd.DataFrame:
    """Return rows of ``schema.DERIVED``, still without their identifiers.

    Parameters
    ----------
    base : pandas.DataFrame
        The rows that are transformed: their key, unit and period are kept where `columns` has nothing else.
    results : iterable of Amount or None
        Value, comparator and formula for each row of `base`; where there is none, no row comes of it. Better made as they are
        taken than listed, see `amounts_of`.
    inputs : sequence of Inputs
        In the order of the formula, each with one for every row of `base`; one that stands in a row twice is named once.
    at_best : str or sequence of str, optional
        The firmest status that a result can have (``E`` for what is implied). It is never firmer than any input's: the codes
        are those of the SDMX cross-domain code list CL_OBS_STATUS.
    **columns
        ``transformation``, and whatever differs from `base`: one value for all rows, or one for each.

    Returns
    -------
    pandas.DataFrame
        `unit_mult` is 0, `decimals` shows what is exact in full and three digits of what is not. Texts that repeat are
        categories until the rows are `joined`.
    """
    statuses = zip(*(i.statuses for i in inputs), repeat(at_best) if isinstance(at_best, str) else at_best, strict=False)
    made: dict[str, Any] = dict.fromkeys(_CODED) | {name: base[name].array for name in _CARRIED if name in base}
    made |= {"obs_status": [_weakest(*row) for row in statuses], "input_ids": _joined([i.ids for i in inputs])}
    made |= {name: column.array if isinstance(column, pd.Series) else column for name, column in columns.items()}
    figures = _figures(results)
    made |= figures | {"unit_mult": 0, "decimals": _decimals(figures["obs_value"])}
    rows = pd.DataFrame(
        {name: _coded(made[name], len(base)) if name in _CODED else made[name] for name in made}, range(len(base))
    )
    is_there = ~np.isnan(figures["obs_value"])
    return rows if is_there.all() else rows[is_there].reset_index(drop=True)


def _coded(values: Any, length: int) -> pd.Categorical:
    """Return texts, or one for all rows, as categories."""
    return pd.Categorical([values]).repeat(length) if values is None or isinstance(values, str) else pd.Categorical(values)


def _figures(results: Iterable[Amount | None]) -> dict[str, Any]:
    """Return value, comparator and formula of results as columns; not a number where there is no result."""
    values, comparators, formulas = array("d"), [], []
    for result in results:
        values.append(math.nan if result is None else float(result.value))
        comparators.append(None if result is None else result.comparator)
        formulas.append(None if result is None else result.formula)
    return {"obs_value": np.asarray(values), "comparator": comparators, "formula": formulas}


def joined(parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Return derived rows of several steps as one table with the types of the contract, also of no step."""
    return pd.concat([conform(part.assign(**_texts(part)), "derived") for part in (pd.DataFrame(), *parts)], ignore_index=True)


def _texts(part: pd.DataFrame) -> dict[str, Any]:
    """Return the columns that are categories as texts; picked from the few there are, in a fifth of the time of `astype`."""
    coded = {str(name): column.array for name, column in part.select_dtypes("category").items()}
    return {name: known.categories.astype(TEXT).array.take(known.codes, allow_fill=True) for name, known in coded.items()}


@cache
def _weakest(*statuses: str) -> str:
    return weakest(statuses)


def _joined(columns: Sequence[Iterable[str]]) -> Iterable[str]:
    """Join the identifiers of each row."""
    return columns[0] if len(columns) == 1 else [" ".join(dict.fromkeys(ids)) for ids in zip(*columns, strict=True)]


def _decimals(values: np.ndarray) -> pd.api.extensions.ExtensionArray:
    """Return the decimals to show; none for what a reader takes in only in 万, 亿 or millions, where the printer chooses.

    All places of what has at most two, as its shortest form is printed; of anything else those that leave three digits.
    """
    size = np.minimum(np.abs(values), _MANY)
    shown = np.maximum(0, _DIGITS - 1 - (np.searchsorted(_POWERS, size, side="right") - 1 - 323))
    for places in range(_PLACES, -1, -1):
        shown[np.rint(size * 10**places) / 10**places == size] = places
    return pd.Series(shown, dtype="Int64").mask(size >= _MANY).array


def identified(rows: pd.DataFrame) -> pd.DataFrame:
    """Give every row its `derived_id`: ``d`` and ten hexadecimal digits of its key, with a running number where a key repeats.

    Parameters
    ----------
    rows : pandas.DataFrame
        All rows of one transformation, in any order. A key repeats where a document states two flows over different periods.

    Returns
    -------
    pandas.DataFrame
        The identifier depends on the key alone (``schema.DERIVED_KEY`` and the unit), the running number on the inputs.
    """
    keys = np.fromiter(
        map("|".join, zip(*(_listed(rows[name]) for name in _KEY), strict=True)), dtype="object", count=len(rows)
    )
    digests = pd.Series(["d" + hashlib.sha256(key.encode()).hexdigest()[:10] for key in keys], dtype="str")
    again = np.flatnonzero(digests.duplicated(keep=False))
    repeated = pd.DataFrame({"digest": digests[again], "key": keys[again], "inputs": rows["input_ids"].array[again]})
    numbers = repeated.sort_values(["key", "inputs"], kind="stable").groupby("digest").cumcount()
    later = numbers[numbers > 0]
    digests.loc[later.index] += "-" + (later + 1).astype("str")
    return rows.assign(derived_id=digests.array)


def _listed(column: pd.Series) -> list[str]:
    """Return the values of a column as texts, empty where there is none; each of them is made once, however often it stands."""
    codes, values = pd.factorize(column)
    return list(np.array([*map(str, values), ""], dtype="object")[codes])


def looked_up(column: pd.Series, numbers: Mapping[str, int]) -> np.ndarray:
    """Return the number of each text of a column, -1 of one that has none; each text is looked up once."""
    codes, values = pd.factorize(column)
    return np.array([*(numbers.get(value, -1) for value in values), -1], dtype="int64")[codes]


def usable(ds: Dataset) -> pd.DataFrame:
    """Return what can be reckoned with.

    Returns
    -------
    pandas.DataFrame
        The usable observations (see `is_usable`): what goes into derived rows, what `amounts_of` needs, and a number for each
        `measure`.

    Raises
    ------
    UnknownNameError
        An observation is of a document, area, indicator, kind or unit that is not known.
    """
    check_codes(ds, ds.observations)
    frame = ds.observations
    is_dated = frame["obs_value"].notna() & frame["time_period"].notna()
    columns = ["observation_id", *_CARRIED, "obs_value", "comparator", "obs_status"]
    rows = with_amounts(frame.loc[is_dated & ~frame["obs_status"].isin(list(UNUSABLE)), columns].reset_index(drop=True))
    rows = rows.astype({name: "category" for name in _CODED if name in rows})
    return rows.assign(measure=rows.groupby(list(MEASURE), sort=False, dropna=False).ngroup())


def check_codes(ds: Dataset, observations: pd.DataFrame) -> None:
    """Raise `UnknownNameError` where an observation is of a document, area, indicator, kind or unit that is not known."""
    codes = ds.codelists
    lists: Mapping[str, Mapping[str, object]] = {
        "source_id": ds.sources,
        "ref_area": codes.ref_area,
        "indicator": codes.indicator,
        "kind": codes.kind,
        "unit_measure": codes.unit_measure,
    }
    strange = pd.DataFrame({column: ~observations[column].isin(list(known)) for column, known in lists.items()})
    for row in to_rows(observations[strange.any(axis=1)].head(1)):
        column = next(column for column, known in lists.items() if row[column] not in known)
        raise unknown_name(column, row[column], lists[column], f"observation {row['observation_id']}")


def is_usable(row: Row) -> bool:
    """Say whether an observation can be reckoned with: it has a value and a year, and its document does not contradict it."""
    is_dated = row["obs_value"] is not None and row["time_period"] is not None
    return is_dated and row["obs_status"] not in UNUSABLE


def each_measure(observations: pd.DataFrame, rule: Callable[[Measure], T]) -> list[T]:
    """Return what a rule says of the measure of each of `usable` observations; it is asked once for each measure."""
    first = to_rows(observations.drop_duplicates("measure")[["measure", *MEASURE]])
    answers = {row["measure"]: rule(Measure.of(row)) for row in first}
    return [answers[number] for number in observations["measure"].tolist()]


def first_stated(ds: Dataset, frame: pd.DataFrame, key: Sequence[str], order: Sequence[str]) -> pd.DataFrame:
    """Return one row of each key: of the area's own document before another's, then of the one issued last, then by `order`."""
    is_repeated = frame.duplicated(list(key), keep=False)
    again = frame[is_repeated]
    sources = [ds.sources[source] for source in again["source_id"]]
    again = again.assign(
        is_foreign=again["ref_area"].astype("str") != [source.ref_area for source in sources],
        issued=[source.issued for source in sources],
    )
    again = again.sort_values(["is_foreign", "issued", *order], ascending=[True, False, *[True] * len(order)], kind="stable")
    return pd.concat([frame[~is_repeated], again.drop_duplicates(list(key))[frame.columns]], ignore_index=True)


def is_percentage(ds: Dataset, unit: str) -> bool:
    """Say whether values are in per cent, so that what they change by is in percentage points."""
    return ds.codelists.unit_measure[unit].dimension == "percent"


def change_columns(ds: Dataset, base: pd.DataFrame) -> dict[str, pd.Series]:
    """Return kind and unit of differences between two values of one measure.

    Notes
    -----
    The difference of two percentages is in percentage points (百分点; 国家统计局, 统计词典), never in per cent.
    """
    in_per_cent = base["unit_measure"].isin([unit for unit in ds.codelists.unit_measure if is_percentage(ds, unit)])
    if not in_per_cent.any():
        return {}
    changed = {"kind": "change_pp", "unit_measure": unit_of(ds, "percentage_point")}
    return {name: base[name].astype("str").mask(in_per_cent, code) for name, code in changed.items()}
