"""Checks of a rate against the amount that it divides: the denominator that both imply.

Where a document states a rate (patents per 10,000 people) and its numerator (patents), their quotient is the denominator that
it had in mind. It can be held against itself from year to year, and against a figure of another source.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

from compare.checks.evidence import Evidence, Row, Statement
from compare.checks.findings import Finding, name_measure, plain, rounded, show, show_computed
from compare.checks.intervals import Interval
from compare.checks.rules import Quotient, Rule
from compare.dataset import PER_CENT, combine, is_contradicted, opposite

_Key = tuple[Any, ...]


@dataclass(frozen=True, eq=False)
class _Implied:
    """A denominator: what amount and rate make of it."""

    amount: Statement
    rate: Statement
    denominator: str
    value: float
    interval: Interval

    @property
    def comparator(self) -> str:
        """On which side of `value` it lies."""
        comparators = (_comparator(self.amount.row), opposite(_comparator(self.rate.row)))
        return combine(*comparators)

    @property
    def rounded(self) -> str:
        """The value in plain digits."""
        return plain(rounded(self.value))

    @property
    def ids(self) -> tuple[str, ...]:
        """The observations behind it."""
        return self.amount.ids + self.rate.ids


def _comparator(row: Row) -> str:
    return "~" if row.get("upper_value") is not None else str(row["comparator"])


def check_implied_steps(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Find an implied denominator whose change a year, as a share, lies outside `minimum` to `maximum`.

    Steps out of limits that follow each other in one direction are one finding, from where the first starts to where the last
    ends.
    """
    limits = Interval(rule.number("minimum"), rule.number("maximum"))
    for quotient in _quotients(evidence, rule):
        for years in _implied(evidence, quotient).values():
            sides = [(_side(_change(a, b), limits), a, b) for a, b in pairwise(years)]
            for side, run in groupby(sides, key=lambda step: step[0]):
                steps = list(run)
                if side:
                    yield _moved(evidence, rule, steps[0][1], steps[-1][2])


def _side(change: Interval, limits: Interval) -> int:
    """Return on which side of the limits a change lies: -1, 1, or 0 within."""
    return int(change.exceeds(limits)) - int(limits.exceeds(change))


def _change(before: _Implied, after: _Implied) -> Interval:
    """Return the change a year, as a share of the value before."""
    ratio = after.interval.over(before.interval)
    years = after.rate.year - before.rate.year
    return Interval(ratio.low ** (1 / years) - 1, ratio.high ** (1 / years) - 1, ratio.is_low_open, ratio.is_high_open)


def _quotients(evidence: Evidence, rule: Rule) -> tuple[Quotient, ...]:
    """Return the quotients of a rule, else the identities of the codelist, those of the rule's `indicators` if any."""
    if rule.quotients:
        return rule.quotients
    entries = evidence.ds.codelists.indicator.values()
    known = [Quotient(numerator=e.numerator, rate=e.id, denominator=e.denominator) for e in entries if e.denominator]
    return tuple(q for q in known if q.rate in rule.indicators or not rule.indicators)


def _implied(evidence: Evidence, quotient: Quotient) -> dict[_Key, list[_Implied]]:
    """Return the implied denominators by document, area and definitions, one a year, in the order of the years.

    Amount and rate are of one type of value; a year that has both realised values and targets gives the realised ones.
    """
    amounts, rates = (_of_own_unit(evidence, indicator) for indicator in (quotient.numerator, quotient.rate))
    by_place: dict[_Key, list[tuple[Any, Statement]]] = defaultdict(list)
    for (*place, definition), rate in rates.items():
        by_place[tuple(place)].append((definition, rate))
    found: dict[_Key, dict[int, _Implied]] = defaultdict(dict)
    for (source, area, year, value_type, definition), amount in amounts.items():
        for other, rate in by_place.get((source, area, year, value_type), ()):
            years = found[(source, area, definition, other)]
            if year not in years or value_type != "target":
                years[year] = _divide(evidence, amount, rate, quotient)
    return {key: [years[year] for year in sorted(years)] for key, years in sorted(found.items())}


def _of_own_unit(evidence: Evidence, indicator: str) -> dict[_Key, Statement]:
    """Return the values of an indicator, in its own unit, by document, area, year, type of value and definition."""
    entry = evidence.ds.codelists.indicator[indicator]
    found: dict[_Key, Statement] = {}
    for s in evidence.by_indicator.get(indicator, []):
        is_usual = (s.row["kind"], s.row["unit_measure"]) == (entry.kind, entry.unit)
        if is_usual and s.year and s.row["obs_value"] > 0 and not is_contradicted(s.row):
            found.setdefault((s.row["source_id"], s.row["ref_area"], s.year, s.row["value_type"], s.row["definition"]), s)
    return found


def _divide(evidence: Evidence, amount: Statement, rate: Statement, quotient: Quotient) -> _Implied:
    lists = evidence.ds.codelists
    unit = rate.row["unit_measure"]
    per = "PER_" + unit.partition("_PER_")[2]
    is_known = per in lists.denominator
    scale = lists.denominator[per].multiple if is_known else PER_CENT.get(lists.unit_measure[unit].dimension, 1.0)
    value = amount.row["obs_value"] / rate.row["obs_value"] * scale
    interval = amount.interval.over(rate.interval).scaled(scale)
    return _Implied(amount, rate, quotient.denominator, value, interval)


def _moved(evidence: Evidence, rule: Rule, first: _Implied, last: _Implied) -> Finding:
    ds = evidence.ds
    entry = ds.codelists.indicator[first.denominator]
    (zh, en), (last_zh, last_en) = (show_computed(ds, i.value, entry.unit, i.comparator) for i in (first, last))
    years = (first.rate.year, last.rate.year)
    change = f"{last.value / first.value - 1:+.1%}"
    amounts = [name_measure(ds, first.amount.row, language) for language in ("zh", "en")]
    return Finding(
        rule=rule,
        subject=last.rate.row,
        found=f"{entry.id} {first.rounded} ({years[0]}), {last.comparator} {last.rounded} ({years[1]}), {change}",
        expected=f"{rule.number('minimum'):+.0%} ... {rule.number('maximum'):+.0%} / year",
        zh=f"与{amounts[0]}一起推算，{entry.name_zh}由{years[0]}年的{zh}变为{years[1]}年的{last_zh}（{change}）",
        en=f"with {amounts[1]} the implied {_lower(entry.name_en)} moves from {en} in {years[0]} to {last_en} in {years[1]} "
        f"({change})",
        ids=first.ids + last.ids,
        quotes=evidence.quotes(last.amount, last.rate),
        is_unsure=any(s.is_unsure for s in (first.amount, first.rate, last.amount, last.rate)),
    )


def _lower(name: str) -> str:
    """Return a name as it stands inside a sentence; what looks like an abbreviation stays."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def check_implied_reference(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Find an implied denominator more than `factor` times the figure of another source, or less than that part of it.

    The figure is the area's own, of the year nearest to the rate's (of two equally near the later) within `tolerance` years.
    """
    factor = rule.number("factor")
    for quotient in _quotients(evidence, rule):
        for (_, area, *_), years in _implied(evidence, quotient).items():
            figures = [f for f in evidence.figures(area, quotient.denominator) if f["comparator"] != ">"]
            for implied in years[-1:]:
                near = [f for f in figures if abs(f["time_period"] - implied.rate.year) <= rule.number("tolerance")]
                figure = min(near, key=lambda f: (abs(f["time_period"] - implied.rate.year), -f["time_period"]), default=None)
                if figure and implied.interval.is_apart_from(_around(figure, factor)):
                    yield _far(evidence, rule, implied, figure)


def _around(figure: Row, factor: float) -> Interval:
    return Interval(figure["obs_value"] / factor, figure["obs_value"] * factor)


def _far(evidence: Evidence, rule: Rule, implied: _Implied, figure: Row) -> Finding:
    ds = evidence.ds
    entry = ds.codelists.indicator[implied.denominator]
    zh, en = show_computed(ds, implied.value, entry.unit, implied.comparator)
    figure_zh, figure_en = show(ds, figure)
    rate_zh, rate_en = show(ds, implied.rate.row)
    amount_zh, amount_en = show(ds, implied.amount.row)
    amounts = [name_measure(ds, implied.amount.row, language) for language in ("zh", "en")]
    times, year = implied.value / figure["obs_value"], figure["time_period"]
    return Finding(
        rule=rule,
        subject=implied.rate.row,
        found=f"{entry.id} {implied.comparator} {implied.rounded} {entry.unit}",
        expected=f"{entry.id} {year} {figure['comparator']} {plain(figure['obs_value'])} {entry.unit}",
        zh=f"{amounts[0]}为{amount_zh}、比率为{rate_zh}，推算{entry.name_zh}{zh}，是{year}年{figure_zh}"
        f"（来源：{figure['source_title']}）的{times:.3g}倍",
        en=f"{amounts[1]} of {amount_en} at {rate_en} implies a {_lower(entry.name_en)} of {en}, {times:.3g} times the "
        f"{figure_en} of {year} (source: {figure['source_title']})",
        ids=(*implied.ids, figure["reference_id"]),
        quotes=evidence.quotes(implied.amount, implied.rate),
        is_unsure=implied.amount.is_unsure or implied.rate.is_unsure,
    )
