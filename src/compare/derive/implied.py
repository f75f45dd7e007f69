"""Figures that a document implies without stating them: a level, a baseline, a population.

Each is an estimate (status E) however firm its inputs are, and takes both from one document: figures of two documents may
differ in definition and date.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from compare.codelists import Indicator
from compare.dataset import Dataset, Measure
from compare.derive.arithmetic import add, divide
from compare.derive.rows import Inputs, amounts_of, derived_rows, each_measure, joined
from compare.derive.size import quotient_factor

_IMPLIED = "E"
_MULTIPLIED = ["level", "annual", "ratio"]
_STATEMENT = ("ref_area", "source_id", "indicator", "definition")
_OCCASION = ("ref_area", "source_id", "time_period", "value_type", "bound")


def implied_levels(observations: pd.DataFrame) -> pd.DataFrame:
    """Add what a plan sets out to add to the level that it starts from.

    Parameters
    ----------
    observations : pandas.DataFrame
        Observations that are `usable`.

    Returns
    -------
    pandas.DataFrame
        A level in the flow's final year for every flow beside a realised level of the same document, indicator, definition
        and unit, the latest from the year before the period to its last but one. Where the level is of a year of the period,
        part of the flow may be in it already, and the comment says so.

    Notes
    -----
    Level + flow, the identity of stocks and flows (System of National Accounts 2008, 2.24): closing stock = opening stock +
    additions − withdrawals. No plan states withdrawals; none are taken off.
    """
    kind, is_target = observations["kind"], observations["value_type"] == "target"
    flows = observations[(kind == "flow") & is_target & observations["period_start"].notna()]
    levels = observations[(kind == "level") & ~is_target & (observations["bound"] == "point")]
    flows, levels = _beside(flows, levels, (*_STATEMENT, "unit_measure"))
    years, starts = levels["time_period"].array, flows["period_start"].array
    is_known = (years >= starts - 1) & (years < flows["time_period"].array)
    found = pd.DataFrame({"flow": flows["observation_id"].array, "year": years, "id": levels["observation_id"].array})[is_known]
    latest = found.sort_values(["year", "id"]).drop_duplicates("flow", keep="last").index
    return _levels(flows.iloc[latest], levels.iloc[latest])


def _beside(left: pd.DataFrame, right: pd.DataFrame, columns: Sequence[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return, row beside row, all pairs of rows of two tables that are equal in some columns."""
    names = list(columns)
    pairs = left[names].assign(left=range(len(left))).merge(right[names].assign(right=range(len(right))), on=names)
    return left.iloc[pairs["left"]], right.iloc[pairs["right"]]


def _levels(flows: pd.DataFrame, levels: pd.DataFrame) -> pd.DataFrame:
    """Return the levels that flows lead to from the levels beside them."""
    overlaps = zip(levels["time_period"].tolist(), flows["period_start"].tolist(), strict=True)
    return derived_rows(
        flows,
        map(add, amounts_of(levels), amounts_of(flows)),
        [Inputs.of(levels), Inputs.of(flows)],
        at_best=_IMPLIED,
        kind="level",
        period_start=None,
        transformation="implied_level",
        comment=[
            f"level of {year}" + ("; the flow may overlap with the level" if year >= start else "") for year, start in overlaps
        ],
    )


def implied_baselines(ds: Dataset, observations: pd.DataFrame) -> pd.DataFrame:
    """Divide each target by the multiple that the same document states beside it.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    observations : pandas.DataFrame
        Its observations that are `usable`.

    Returns
    -------
    pandas.DataFrame
        A baseline for every level, annual amount or quotient with a multiple of the same document, indicator, definition and
        year; `input_ids` are target and multiple. Its year is the multiple's own base, else the one before the plan. Of a
        flow there is none: where floor space doubles and a million square metres are added, the words leave open whether it
        is the stock or the addition that doubles; nor of a multiple of zero.

    Notes
    -----
    Target ÷ multiple: 翻一番 is 2 times the base, 是…的2.8倍 2.8 times it (GB/T 15835 and 国家统计局, 统计词典: 翻番).
    """
    targets = observations[observations["value_type"] == "target"]
    multiples = targets[targets["kind"] == "multiple"]
    targets, multiples = _beside(targets[targets["kind"].isin(_MULTIPLIED)], multiples, (*_STATEMENT, "time_period"))
    bases = [base if isinstance(base, str) and base.isdecimal() else None for base in multiples["base_period"].tolist()]
    before = [ds.sources[source].period_start - 1 for source in targets["source_id"]]
    years = [int(base) if base else year for base, year in zip(bases, before, strict=True)]
    numbers = zip(amounts_of(targets), amounts_of(multiples), years, targets["time_period"].tolist(), strict=True)
    return derived_rows(
        targets,
        (divide(target, multiple) if year < last else None for target, multiple, year, last in numbers),
        [Inputs.of(targets), Inputs.of(multiples)],
        at_best=_IMPLIED,
        comment=["base year: stated" if base else "base year: the one before the plan" for base in bases],
        time_period=years,
        value_type="baseline",
        period_start=None,
        transformation="implied_baseline",
    )


def implied_denominators(ds: Dataset, observations: pd.DataFrame) -> pd.DataFrame:
    """Divide an amount by the quotient that the same document states for the same year.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    observations : pandas.DataFrame
        Its observations that are `usable`.

    Returns
    -------
    pandas.DataFrame
        The population or GDP that both imply, for every indicator whose numerator and denominator the codelist names. It shows
        whether two rows of a table agree with each other; nothing is divided by it.

    Notes
    -----
    Amount ÷ quotient × multiple: the definition of the quotient (国家统计局, 国家知识产权局: 每万人口发明专利拥有量,
    R&D经费投入强度) solved for its denominator.
    """
    quotients = [entry for entry in ds.codelists.indicator.values() if entry.numerator and entry.denominator]
    return joined(_denominators(ds, entry, observations) for entry in quotients)


def _usual(ds: Dataset, observations: pd.DataFrame, indicator: str) -> pd.DataFrame:
    """Return what is stated of an indicator as it is usually defined and stated."""
    entry, rows = ds.codelists.indicator[indicator], observations[observations["indicator"] == indicator]
    return rows[(rows["kind"] == entry.kind) & (rows["definition"] == entry.usual_definition)]


def _denominators(ds: Dataset, entry: Indicator, observations: pd.DataFrame) -> pd.DataFrame:
    """Return the denominators that a quotient and its numerator imply."""
    totals = (
        _usual(ds, observations, entry.numerator).sort_values("observation_id").drop_duplicates(list(_OCCASION), keep="last")
    )
    rates = _usual(ds, observations, entry.id)
    totals, rates = _beside(totals, rates[rates["unit_measure"] == entry.unit], _OCCASION)

    def factor_of(measure: Measure) -> int | None:
        return quotient_factor(ds, measure, entry)

    size = ds.codelists.indicator[entry.denominator]
    numbers = zip(amounts_of(totals), amounts_of(rates), each_measure(totals, factor_of), strict=True)
    return derived_rows(
        totals,
        (divide(total, rate, factor) if factor is not None else None for total, rate, factor in numbers),
        [Inputs.of(totals), Inputs.of(rates)],
        at_best=_IMPLIED,
        indicator=size.id,
        definition=size.usual_definition,
        kind=size.kind,
        unit_measure=size.unit,
        period_start=None,
        transformation="implied_denominator",
        comment=f"implied by {entry.id} of the same document",
    )
