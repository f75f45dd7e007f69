"""Amounts relative to the size of their area: per 10,000 residents, per 100 million yuan of GDP.

What makes 500 enterprises of a district and 5,000 of its city comparable. The denominator is the area's own or there is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from compare.codelists import Denominator, Indicator
from compare.comparability import AMOUNTS
from compare.dataset import PER_CENT, Dataset, Measure, denominator_of, figures_of
from compare.derive.arithmetic import Amount, divide
from compare.derive.rows import Inputs, Row, amounts_of, derived_rows, each_measure, id_of, stated


def per_denominator(ds: Dataset, observations: pd.DataFrame) -> pd.DataFrame:
    """Divide every amount by each denominator of its area.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    observations : pandas.DataFrame
        Its observations that are `usable`.

    Returns
    -------
    pandas.DataFrame
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
    return _over(pd.concat([_beside_size(ds, per, observations) for per in ds.codelists.denominator.values()]))


class _Divisor(NamedTuple):
    """A figure that amounts are divided by."""

    amount: Amount
    id: str
    status: str
    year: int
    comment: str

    @classmethod
    def of(cls, figure: Row) -> _Divisor:
        comment = f"denominator: {figure['vintage']}, {figure['time_period']}"
        return cls(stated(figure), id_of(figure), figure["obs_status"], figure["time_period"], comment)


class _Size(NamedTuple):
    """What the amounts of an area are divided by: one figure for all of them, or that of their own year."""

    nearest: _Divisor | None
    by_year: Mapping[int, _Divisor]

    @classmethod
    def of(cls, ds: Dataset, area: str, per: Denominator) -> _Size:
        nearest = denominator_of(ds, area, per.id)
        figures = [figure for figure in figures_of(ds, area, per.indicator) if figure["obs_status"] != "F"]
        by_year = {figure["time_period"]: _Divisor.of(figure) for figure in figures}
        return cls(_Divisor.of(nearest) if nearest is not None else None, by_year)


@dataclass(frozen=True)
class _Form:
    """What a measure becomes when it is divided, by what the quotient is multiplied, and whether it is of one year only."""

    measure: Measure
    factor: int
    is_quotient: bool = False
    is_share: bool = False


def _form(ds: Dataset, measure: Measure, per: Denominator) -> _Form:
    """Return the indicator that an amount over size is by definition, else the same indicator in a unit over size."""
    quotients = (entry for entry in ds.codelists.indicator.values() if entry.denominator == per.indicator)
    quotient = next((entry for entry in quotients if entry.numerator == measure.indicator), None)
    factor = quotient_factor(ds, measure, quotient) if quotient is not None else None
    if quotient is None or factor is None:
        kind = "ratio" if measure.kind == "level" else measure.kind
        return _Form(Measure(measure.indicator, measure.definition, kind, f"{measure.unit}_{per.id}"), per.multiple)
    is_share = ds.codelists.unit_measure[quotient.unit].dimension in PER_CENT
    return _Form(Measure(quotient.id, quotient.usual_definition, quotient.kind, quotient.unit), factor, True, is_share)


def _beside_size(ds: Dataset, per: Denominator, observations: pd.DataFrame) -> pd.DataFrame:
    """Return the amounts of all areas that can be divided, with what each becomes (`form`) and what it is divided `by`."""
    units = [unit for unit in ds.codelists.unit_measure if f"{unit}_{per.id}" in ds.codelists.unit_measure]
    is_amount = observations["unit_measure"].isin(units) & observations["kind"].isin(list(AMOUNTS))
    is_divided = is_amount & (observations["indicator"] != per.indicator)
    amounts = observations[is_divided]
    sizes = {area: _Size.of(ds, area, per) for area in amounts["ref_area"].unique()}
    forms = each_measure(amounts, lambda measure: _form(ds, measure, per))
    places = zip(forms, amounts["ref_area"].tolist(), amounts["time_period"].tolist(), strict=True)
    divisors = [sizes[a].by_year.get(year) if form.is_share else sizes[a].nearest for form, a, year in places]
    amounts = amounts.assign(form=pd.Series(forms, amounts.index, "object"), by=pd.Series(divisors, amounts.index, "object"))
    return amounts[amounts["by"].notna()]


def _over(amounts: pd.DataFrame) -> pd.DataFrame:
    """Return amounts over what stands beside each."""
    forms, by = amounts["form"].tolist(), amounts["by"].tolist()
    numbers = zip(amounts_of(amounts), by, forms, strict=True)
    years = zip(amounts["time_period"].tolist(), by, strict=True)
    columns: dict[str, Any] = {
        "indicator": [form.measure.indicator for form in forms],
        "definition": [form.measure.definition for form in forms],
        "kind": [form.measure.kind for form in forms],
        "unit_measure": [form.measure.unit for form in forms],
        "period_start": amounts["period_start"].mask(np.array([form.is_quotient for form in forms], dtype="bool")),
    }
    return derived_rows(
        amounts,
        (divide(amount, divisor.amount, form.factor) for amount, divisor, form in numbers),
        [Inputs.of(amounts), Inputs([divisor.id for divisor in by], [divisor.status for divisor in by])],
        at_best=["A" if year == divisor.year else "E" for year, divisor in years],
        comment=[divisor.comment for divisor in by],
        transformation="per_denominator",
        **columns,
    )


def quotient_factor(ds: Dataset, numerator: Measure, quotient: Indicator) -> int | None:
    """Return by what numerator over denominator is multiplied to give a value of an indicator that is a quotient.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    numerator : Measure
        What is stated of the numerator's indicator.
    quotient : Indicator
        An indicator whose numerator and denominator the codelist names.

    Returns
    -------
    int or None
        10000 for ``件_PER_10K``, 100 for per cent of two amounts in one unit; None where the units do not fit, or where the
        numerator is not of the usual definition and kind (patents added over a period are no stock of patents).
    """
    entry = ds.codelists.indicator[numerator.indicator]
    if numerator.kind != entry.kind or numerator.definition != entry.usual_definition:
        return None
    for per in ds.codelists.denominator.values():
        if per.indicator == quotient.denominator and quotient.unit == f"{numerator.unit}_{per.id}":
            return per.multiple
    is_share = numerator.unit == ds.codelists.indicator[quotient.denominator].unit
    return PER_CENT.get(ds.codelists.unit_measure[quotient.unit].dimension) if is_share else None
