"""How far each value stands from the best, the median, the parent region or a named one: gap and ratio.

Which value of an area counts, and which values are held against which, is the rule of `compare.dataset.comparison`, put here
for all measures at once and without what a reader needs beside it (absences, notes, ranks); a test holds the two together. What
is added is the arithmetic: exact, with its inputs and the formula.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import pandas as pd

from compare.comparability import ancestors, direction
from compare.dataset import REFERENCES, Dataset, comparisons, is_contradicted, may_lead, to_rows, unit_of, weakest
from compare.dataset.bounds import CONTRADICTED
from compare.derive.arithmetic import Amount, divide, middle, subtract
from compare.derive.rows import (
    MEASURE,
    UNUSABLE,
    Inputs,
    Row,
    change_columns,
    derived_rows,
    first_stated,
    stated,
)

_COMPARED = [
    "observation_id",
    "ref_area",
    "indicator",
    "kind",
    "obs_value",
    "comparator",
    "time_period",
    "obs_status",
    "panel",
    "place",
]
"""What two values are held against each other by."""


class _Reference(NamedTuple):
    """What values are held against: its number, the rows it is from, and what the derived row says of it."""

    amount: Amount
    inputs: tuple[Row, ...]
    at_best: str
    area: str | None
    comment: str | None


_Pair = tuple[Row, _Reference]
"""A value, and what it is held against."""


def distances(ds: Dataset, references: Iterable[str] = REFERENCES) -> list[pd.DataFrame]:
    """Hold every measure that two or more areas state against references.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    references : iterable of str, optional
        ``"best"``, ``"median"``, ``"parent"``, or areas.

    Returns
    -------
    list of pandas.DataFrame
        A gap for every value and, but for ranks, a ratio in 倍; none of an area with itself, and none where the value, or one
        that the reference is reckoned from, is contradicted in its own document.

    Notes
    -----
    Value − reference and value ÷ reference: the two forms of "distance to a reference" of the OECD/JRC *Handbook on
    Constructing Composite Indicators* (2008), section 1.5. The tenth place is not twice the fifth: ranks have no ratio.
    """
    targets = _final_targets(ds)
    groups = targets.groupby(["measure", "panel"], sort=False).indices.values()
    rows = [row | {"amount": stated(row)} for row in to_rows(targets[_COMPARED])]
    panels = [_ranked(ds, [rows[place] for place in places]) for places in groups]
    found = []
    for reference in references:
        pairs = (pair for panel in panels for pair in _held_against(ds, panel, reference))
        held = [(own, other) for own, other in pairs if not UNUSABLE & {own["obs_status"], other.at_best}]
        base = targets.iloc[[own["place"] for own, _ in held]]
        found += _gaps_and_ratios(ds, base, held, reference if reference in REFERENCES else "area")
    return found


def _final_targets(ds: Dataset) -> pd.DataFrame:
    """Return what counts of each area in each measure, with the panel: of the targets of the final year the first."""
    measures = comparisons(ds).reset_index(names="measure")[["measure", *MEASURE, "is_panelled"]]
    rows = ds.observations
    rows = rows[(rows["value_type"] == "target") & rows["obs_value"].notna() & rows["time_period"].notna()]
    rows = rows.merge(measures, on=list(MEASURE))
    final = rows.groupby(["measure", "ref_area"])["time_period"].transform("max")
    rows = rows[rows["time_period"] == final]
    rows = rows.assign(length=rows["observation_id"].str.len())
    rows = first_stated(ds, rows, ("measure", "ref_area"), ("bound", "length", "observation_id"))
    levels = {area.id: area.level for area in ds.codelists.ref_area.values()}
    return rows.assign(
        obs_status=rows["obs_status"].mask(rows["observation_id"].isin(list(ds.impossible)), CONTRADICTED),
        panel=rows["ref_area"].map(levels).where(rows["is_panelled"], "all"),
        place=range(len(rows)),
    )


def _ranked(ds: Dataset, panel: list[Row]) -> list[Row]:
    """Return the values of a panel, the best first, contradicted ones last."""
    sign = _sign(ds, panel) or 1
    places = {area: place for place, area in enumerate(ds.codelists.ref_area)}
    return sorted(panel, key=lambda row: (is_contradicted(row), -row["obs_value"] * sign, places[row["ref_area"]]))


def _sign(ds: Dataset, panel: list[Row]) -> int:
    return direction(panel[0]["indicator"], panel[0]["kind"], ds.codelists)


def _held_against(ds: Dataset, panel: list[Row], reference: str) -> Iterator[_Pair]:
    """Yield each value of a panel that has such a reference, with it."""
    sound = [row for row in panel if not is_contradicted(row)]
    if reference == "median":
        median = _median(sound) if len(panel) > 1 and sound else None
        yield from ((own, median) for own in panel if median is not None)
        return
    best = next((row for row in sound if len(panel) > 1 and may_lead(row, _sign(ds, panel))), None)
    by_area = {row["ref_area"]: row for row in sound}
    for own in panel:
        other = best if reference == "best" else _around(ds, own, by_area) if reference == "parent" else by_area.get(reference)
        if other is not None and other["ref_area"] != own["ref_area"]:
            yield own, _of_area(own, other)


def _around(ds: Dataset, own: Row, by_area: Mapping[str, Row]) -> Row | None:
    """Return the value of the nearest area around one, where levels are not kept apart."""
    around = ancestors(own["ref_area"], ds.codelists) if own["panel"] == "all" else ()
    return next((by_area[area] for area in around if area in by_area), None)


def _of_area(own: Row, other: Row) -> _Reference:
    """Return the value of another area as a reference."""
    is_same_year = own["time_period"] == other["time_period"]
    comment = None if is_same_year else f"years differ: {own['time_period']} and {other['time_period']}"
    return _Reference(other["amount"], (other, other), other["obs_status"], other["ref_area"], comment)


def _median(peers: list[Row]) -> _Reference:
    """Return the median of a panel: the value in the middle, or half-way between two; exact where every value is."""
    ordered = sorted(peers, key=lambda row: (row["obs_value"], row["observation_id"]))
    low, high = ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]
    is_exact = all(row["comparator"] == "=" for row in peers)
    value = low["amount"] if low is high else middle(low["amount"], high["amount"])
    at_best = weakest(row["obs_status"] for row in peers)
    years = {row["time_period"] for row in peers}
    comment = f"median of {len(peers)} values" + ("" if len(years) == 1 else f"; years differ: {min(years)} and {max(years)}")
    return _Reference(value._replace(comparator="=" if is_exact else "~"), (low, high), at_best, None, comment)


def _gaps_and_ratios(ds: Dataset, base: pd.DataFrame, held: list[_Pair], to: str) -> list[pd.DataFrame]:
    """Return the gaps of values and their ratios to what each is held against."""
    inputs = [Inputs.of(base), *(Inputs.of_rows(other.inputs[end] for _, other in held) for end in (0, 1))]
    said = {"reference_area": [other.area for _, other in held], "comment": [other.comment for _, other in held]}
    at_best = [other.at_best for _, other in held]
    gaps = (subtract(own["amount"], other.amount) for own, other in held)
    ratios = (divide(own["amount"], other.amount) if own["kind"] != "rank" else None for own, other in held)
    as_gap = {"transformation": f"gap_to_{to}", **change_columns(ds, base)}
    as_ratio = {"transformation": f"ratio_to_{to}", "unit_measure": unit_of(ds, "multiple")}
    return [
        derived_rows(base, results, inputs, at_best=at_best, **said, **columns)
        for results, columns in ((gaps, as_gap), (ratios, as_ratio))
    ]
