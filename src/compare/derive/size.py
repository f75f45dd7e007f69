"""Amounts relative to the size of their area: per 10,000 residents, per 100 million yuan of GDP.

What makes 500 enterprises of a district and 5,000 of its city comparable. The denominator is the area's own or there is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from compare.codelists import Denominator, Indicator
from compare.comparability import AMOUNTS
from compare.dataset import PER_CENT, Dataset, denominator_of, figures_of
from compare.derive.arithmetic import divide
from compare.derive.rows import Row, derived_row, identified, stated


def per_denominator(ds: Dataset, areas: Mapping[str, list[Row]]) -> list[Row]:
    """Divide every amount by each denominator of its area.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    areas : mapping of str to list of dict
        Its usable observations, `by_area`.

    Returns
    -------
    list of dict
        Targets, baselines and actual values in units such as ``家_PER_10K``; of a level the kind is ``ratio``, of a flow or an
        annual amount it stays, so that stocks and flows per head are two measures. Where the codelist knows the quotient as
        an indicator (patents per 10,000 people, R&D as a share of GDP) the row is of that indicator, in its unit. An area
        without a figure of its own has no row; nor has a share of GDP where GDP is not known of the amount's own year.

    Notes
    -----
    Value ÷ denominator × multiple. OECD/JRC, *Handbook on Constructing Composite Indicators* (2008), section 1.2: for an
    objective comparison of small and large areas variables are scaled by a measure of size such as population or income. The
    figure is that of `compare.dataset.denominator_of`. Where its year, which the comment names, is not the amount's, the result
    is an estimate (status E): 2025's enterprises over 2020's residents. An indicator in per cent that
    is an amount over GDP (R&D intensity; 国家统计局: R&D经费投入强度) is of one year by definition, and over an earlier GDP it
    would come out too high: its denominator is of the amount's own year, and no forecast.
    """
    rows: list[Row] = []
    for per in ds.codelists.denominator.values():
        quotients = [entry for entry in ds.codelists.indicator.values() if entry.denominator == per.indicator]
        by_numerator = {entry.numerator: entry for entry in reversed(quotients)}
        for area, own in areas.items():
            rows += _divided(ds, per, own, _Size.of(ds, area, per), by_numerator)
    return identified(rows)


@dataclass(frozen=True)
class _Size:
    """What the amounts of an area are divided by: one figure for all of them, or that of their own year."""

    nearest: Row | None
    by_year: Mapping[int, Row]

    @classmethod
    def of(cls, ds: Dataset, area: str, per: Denominator) -> _Size:
        figures = figures_of(ds, area, per.indicator)
        return cls(denominator_of(ds, area, per.id), {f["time_period"]: f for f in figures if f["obs_status"] != "F"})


def _divided(
    ds: Dataset, per: Denominator, own: Iterable[Row], size: _Size, by_numerator: Mapping[str, Indicator]
) -> Iterator[Row]:
    """Yield the amounts of an area over its size."""
    for row in own:
        unit = f"{row['unit_measure']}_{per.id}"
        if row["kind"] not in AMOUNTS or unit not in ds.codelists.unit_measure or row["indicator"] == per.indicator:
            continue
        columns: Row = {"unit_measure": unit, "kind": "ratio" if row["kind"] == "level" else row["kind"]}
        quotient, figure = by_numerator.get(row["indicator"]), size.nearest
        factor = quotient_factor(ds, row, quotient) if quotient is not None else None
        if quotient is not None and factor is not None:
            columns = _of_quotient(quotient)
            is_share = ds.codelists.unit_measure[quotient.unit].dimension in PER_CENT
            figure = size.by_year.get(row["time_period"]) if is_share else figure
        result = divide(stated(row), stated(figure), factor or per.multiple) if figure is not None else None
        if figure is not None and result is not None:
            at_best = "A" if row["time_period"] == figure["time_period"] else "E"
            comment = f"denominator: {figure['vintage']}, {figure['time_period']}"
            columns |= {"transformation": "per_denominator", "comment": comment}
            yield derived_row(row, result, [row, figure], at_best=at_best, **columns)


def _of_quotient(entry: Indicator) -> Row:
    columns = {"indicator": entry.id, "definition": entry.usual_definition, "kind": entry.kind}
    return columns | {"unit_measure": entry.unit, "period_start": None}


def quotient_factor(ds: Dataset, numerator: Row, quotient: Indicator) -> int | None:
    """Return by what numerator over denominator is multiplied to give a value of an indicator that is a quotient.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    numerator : dict
        An observation of the numerator's indicator.
    quotient : Indicator
        An indicator whose numerator and denominator the codelist names.

    Returns
    -------
    int or None
        10000 for ``件_PER_10K``, 100 for per cent of two amounts in one unit; None where the units do not fit, or where the
        observation is not of the usual definition and kind (patents added over a period are no stock of patents).
    """
    entry = ds.codelists.indicator[numerator["indicator"]]
    if numerator["kind"] != entry.kind or numerator["definition"] != entry.usual_definition:
        return None
    for per in ds.codelists.denominator.values():
        if per.indicator == quotient.denominator and quotient.unit == f"{numerator['unit_measure']}_{per.id}":
            return per.multiple
    is_share = numerator["unit_measure"] == ds.codelists.indicator[quotient.denominator].unit
    return PER_CENT.get(ds.codelists.unit_measure[quotient.unit].dimension) if is_share else None
