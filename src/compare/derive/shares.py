"""What part of its parent region's amounts an area aims at, beside its part of the population and of GDP.

Says more than a rank of a part against its whole, which is never made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from compare.codelists import Denominator
from compare.comparability import ancestors, is_panelled
from compare.dataset import Dataset, figures_of, is_second_choice, unit_of
from compare.derive.arithmetic import divide
from compare.derive.rows import Row, derived_row, identified, stated

_SHARE = "share_of_parent"
_Statements = Mapping[tuple[str, ...], Row]


def shares(ds: Dataset, areas: Mapping[str, list[Row]]) -> list[Row]:
    """Divide each amount by that of the nearest area around it that states the same.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    areas : mapping of str to list of dict
        Its usable observations, `by_area`.

    Returns
    -------
    list of dict
        Per cent of the parent's amount (`reference_area`), where indicator, definition, kind, unit, value type and year are
        equal. Of what is stated of an area its own document goes before that of another, then the one issued last. The comment
        says where the periods of flows begin in different years, and where the definition, though equal, is that no document
        states it. For every pair of areas that has such a row, its shares of population and GDP, of `value_type` ``actual``.

    Notes
    -----
    Value ÷ value of the parent × 100, a relative number of structure (结构相对数, 比重). The figures of both areas are of one
    year, and of one vintage where there is such a year; then of the year nearest to that of the codelist ``denominator``, so
    that the shares go with the figures per head.
    """
    stating = {area: _statements(ds, own) for area, own in areas.items()}
    rows = [row for area in areas for row in _of_amounts(ds, area, stating)]
    pairs = dict.fromkeys((row["ref_area"], row["reference_area"]) for row in rows)
    for area, parent in pairs:
        for per in ds.codelists.denominator.values():
            rows += _of_size(ds, (area, parent), per)
    return identified(rows)


def _statements(ds: Dataset, own: Iterable[Row]) -> dict[tuple[str, ...], Row]:
    """Return an area's amounts by what they state: from its own document before another's, then from the one issued last."""
    ordered = sorted(own, key=lambda row: str(row["observation_id"]))
    ordered.sort(key=lambda row: ds.sources[row["source_id"]].issued, reverse=True)
    ordered.sort(key=lambda row: ds.sources[row["source_id"]].ref_area != row["ref_area"])
    amounts = [row for row in ordered if is_panelled(row["kind"], row["unit_measure"], ds.codelists)]
    return {_amount_key(row): row for row in reversed(amounts)}


def _amount_key(row: Row) -> tuple[str, ...]:
    names = ("indicator", "definition", "kind", "unit_measure", "value_type", "bound", "time_period")
    return tuple(str(row[name]) for name in names)


def _of_amounts(ds: Dataset, area: str, stating: Mapping[str, _Statements]) -> Iterator[Row]:
    """Yield the shares of one area's amounts."""
    around = [above for above in ancestors(area, ds.codelists) if above in stating]
    unit = unit_of(ds, "percent")
    for key, row in stating[area].items():
        whole = next((stating[above][key] for above in around if key in stating[above]), None)
        result = divide(stated(row), stated(whole), 100) if whole is not None else None
        if whole is not None and result is not None:
            columns = {"unit_measure": unit, "reference_area": whole["ref_area"], "transformation": _SHARE}
            comment = "; ".join(_caveats(ds, row, whole)) or None
            yield derived_row(row, result, [row, whole], comment=comment, **columns)


def _caveats(ds: Dataset, row: Row, whole: Row) -> Iterator[str]:
    """Yield in what the two may not be the same."""
    starts = (row["period_start"], whole["period_start"])
    if None not in starts and starts[0] != starts[1]:
        yield f"flow from {starts[0]}, of the parent from {starts[1]}"
    if ds.codelists.indicator[row["indicator"]].is_unstated(row["definition"]):
        yield "definition not stated"


def _of_size(ds: Dataset, pair: tuple[str, str], per: Denominator) -> Iterator[Row]:
    """Yield an area's share of its parent's population or GDP, where both have a figure of one year."""
    own, whole = ({row["time_period"]: row for row in figures_of(ds, area, per.indicator)} for area in pair)
    both = [(own[year], whole[year]) for year in own if year in whole]
    both = [rows for rows in both if "F" not in {row["obs_status"] for row in rows}]
    if not both:
        return
    part, parent = min(both, key=lambda rows: _distance(rows[0], rows[1], per.base_period))
    result = divide(stated(part), stated(parent), 100)
    if result is None:
        return
    vintages = " and ".join(dict.fromkeys((part["vintage"], parent["vintage"])))
    columns: Row = {
        "source_id": None,
        "definition": ds.codelists.indicator[per.indicator].usual_definition,
        "kind": ds.codelists.indicator[per.indicator].kind,
        "value_type": "actual",
        "bound": "point",
        "unit_measure": unit_of(ds, "percent"),
        "reference_area": pair[1],
    }
    comment = f"figures: {vintages}, {part['time_period']}"
    yield derived_row(part, result, [part, parent], transformation=_SHARE, comment=comment, **columns)


def _distance(part: Row, parent: Row, base_period: int) -> tuple[bool, bool, int, int]:
    year = part["time_period"]
    return (
        is_second_choice(part) or is_second_choice(parent),
        part["vintage"] != parent["vintage"],
        abs(year - base_period),
        -year,
    )
