"""How far each value stands from the best, the median, the parent region or a named one: gap and ratio.

Which values are held against which is decided by `compare.dataset.comparison` alone, so like for like holds here as in every
chart. What is added is the arithmetic: exact, with its inputs and the formula.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from compare.comparability import direction
from compare.dataset import REFERENCES, Dataset, comparison, comparisons, is_contradicted, to_rows, unit_of, weakest
from compare.derive.arithmetic import Amount, divide, middle, subtract
from compare.derive.rows import UNUSABLE, Row, change_columns, derived_row, identified, stated


def distances(ds: Dataset, references: Iterable[str] = REFERENCES) -> list[Row]:
    """Hold every measure that two or more areas state against references.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    references : iterable of str, optional
        ``"best"``, ``"median"``, ``"parent"``, or areas.

    Returns
    -------
    list of dict
        A gap for every value and, but for ranks, a ratio in 倍; none of an area with itself, and none where the value, or one
        that the reference is reckoned from, is contradicted in its own document.

    Notes
    -----
    Value − reference and value ÷ reference: the two forms of "distance to a reference" of the OECD/JRC *Handbook on
    Constructing Composite Indicators* (2008), section 1.5. The tenth place is not twice the fifth: ranks have no ratio.
    """
    wanted = list(references)
    observed = {row["observation_id"]: row for row in ds.rows}
    rows: list[Row] = []
    for measure in to_rows(comparisons(ds)):
        for reference in wanted:
            if _has_reference(ds, measure, reference):
                rows += _held_against(ds, measure, reference, observed)
    return identified(rows)


def _has_reference(ds: Dataset, measure: Row, reference: str) -> bool:
    """Say whether a measure can have such a reference at all; saves comparisons that would come back empty."""
    if reference == "best":
        return direction(measure["indicator"], measure["kind"], ds.codelists) != 0
    return reference != "parent" or not measure["is_panelled"]


_COLUMNS = ["ref_area", "panel", "observation_id", "obs_status", "reference_area", "reference_value"]


@dataclass(frozen=True)
class _Reference:
    """What values are held against: its number, the rows it is from, and what the derived row says of it."""

    amount: Amount
    inputs: tuple[Row, ...]
    at_best: str
    columns: Row


def _held_against(ds: Dataset, measure: Row, reference: str, observed: Mapping[str, Row]) -> Iterator[Row]:
    """Yield gap and ratio of each area in one measure."""
    frame = comparison(ds, measure["indicator"], definition=measure["definition"], kind=measure["kind"], reference=reference)
    compared = to_rows(frame.loc[frame["obs_value"].notna(), _COLUMNS])
    stating = {row["ref_area"]: observed[row["observation_id"]] | {"obs_status": row["obs_status"]} for row in compared}
    panels: dict[str, list[Row]] = {}
    for row in compared:
        if not is_contradicted(row):
            panels.setdefault(row["panel"], []).append(stating[row["ref_area"]])
    medians = {panel: _median(peers) for panel, peers in panels.items()} if reference == "median" else {}
    for row in compared:
        own, area = stating[row["ref_area"]], row["reference_area"]
        if row["reference_value"] is None or area == row["ref_area"]:
            continue
        held = medians[row["panel"]] if area is None else _area(own, stating[area])
        if not UNUSABLE & {own["obs_status"], held.at_best}:
            yield from _gap_and_ratio(ds, own, held, reference if reference in REFERENCES else "area")


def _area(own: Row, other: Row) -> _Reference:
    """Return the value of another area as a reference."""
    is_same_year = own["time_period"] == other["time_period"]
    comment = None if is_same_year else f"years differ: {own['time_period']} and {other['time_period']}"
    columns = {"reference_area": other["ref_area"], "comment": comment}
    return _Reference(stated(other), (other,), other["obs_status"], columns)


def _median(peers: list[Row]) -> _Reference:
    """Return the median of a panel: the value in the middle, or half-way between two; exact where every value is."""
    ordered = sorted(peers, key=lambda row: (row["obs_value"], row["observation_id"]))
    low, high = ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]
    is_exact = all(row["comparator"] == "=" for row in peers)
    value = stated(low) if low is high else middle(stated(low), stated(high))
    at_best = weakest(row["obs_status"] for row in peers)
    years = {row["time_period"] for row in peers}
    comment = f"median of {len(peers)} values" + ("" if len(years) == 1 else f"; years differ: {min(years)} and {max(years)}")
    return _Reference(replace(value, comparator="=" if is_exact else "~"), (low, high), at_best, {"comment": comment})


def _gap_and_ratio(ds: Dataset, own: Row, held: _Reference, to: str) -> Iterator[Row]:
    value, inputs = stated(own), [own, *held.inputs]
    columns = held.columns | change_columns(ds, own) | {"transformation": f"gap_to_{to}"}
    yield derived_row(own, subtract(value, held.amount), inputs, at_best=held.at_best, **columns)
    ratio = divide(value, held.amount) if own["kind"] != "rank" else None
    if ratio is not None:
        columns = held.columns | {"unit_measure": unit_of(ds, "multiple"), "transformation": f"ratio_to_{to}"}
        yield derived_row(own, ratio, inputs, at_best=held.at_best, **columns)
