"""Checks of the values of one measure from year to year, within one document."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from compare.checks.evidence import Evidence, Statement
from compare.checks.findings import Finding, plain, show, sign
from compare.checks.rules import Rule
from compare.comparability import direction


def _series(evidence: Evidence, rule: Rule) -> Iterator[list[Statement]]:
    """Yield the values of each measure that a rule is about, one a year; years of several values, or none, are left out."""
    for statements in evidence.series.values():
        if len(statements) < 2 or not evidence.is_meant(rule, statements[0].row):
            continue
        years = [s.year for s in statements]
        single = sorted((s for s in statements if s.year and years.count(s.year) == 1), key=lambda s: s.year)
        if len(single) > 1:
            yield single


def check_acceleration(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Find a step a year more than `factor` times the step before it, and at least `minimum` of the value it starts from."""
    for series in _series(evidence, rule):
        for first, middle, last in zip(series, series[1:], series[2:], strict=False):
            before, after = _step(first, middle), _step(middle, last)
            is_large = abs(after) >= rule.number("minimum") * abs(middle.row["obs_value"])
            if before * after > 0 and abs(after) > rule.number("factor") * abs(before) * (1 + 1e-9) and is_large:
                yield _faster(evidence, rule, [first, middle, last])


def _step(a: Statement, b: Statement) -> float:
    return float(b.row["obs_value"] - a.row["obs_value"]) / (b.year - a.year)


def _faster(evidence: Evidence, rule: Rule, three: list[Statement]) -> Finding:
    shown = [show(evidence.ds, s.row) for s in three]
    steps = [plain(_step(a, b)) for a, b in pairwise(three)]
    times = _step(*three[1:]) / _step(*three[:2])
    years = [s.year for s in three]
    zh = "、".join(f"{year}年{value[0]}" for year, value in zip(years, shown, strict=True))
    en = ", ".join(f"{value[1]} in {year}" for year, value in zip(years, shown, strict=True))
    return Finding(
        rule=rule,
        subject=three[-1].row,
        found=f"{sign(three[-1].row)} (+{steps[1]} / year)".replace("+-", "-"),
        expected=f"+{steps[0]} / year ({years[0]}-{years[1]})".replace("+-", "-"),
        zh=f"{zh}，后一段每年的变化是前一段的{times:.3g}倍",
        en=f"{en}: the later change a year is {times:.3g} times the earlier",
        ids=tuple(i for s in three for i in s.ids),
        quotes=evidence.quotes(three[1], three[2]),
        is_unsure=any(s.is_unsure for s in three),
    )


def check_jump(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Find a value that is more than `factor` times the one before it for each year between; below `minimum` it is passed."""
    for series in _series(evidence, rule):
        for before, after in pairwise(series):
            limit = before.interval.scaled(rule.number("factor") ** (after.year - before.year))
            is_large = rule.minimum is None or after.row["obs_value"] >= rule.minimum
            if before.row["obs_value"] > 0 and is_large and after.interval.exceeds(limit):
                times = after.row["obs_value"] / before.row["obs_value"]
                words = (f"是前值的{times:.3g}倍", f"{times:.3g} times as much")
                yield _two_years(evidence, rule, before, after, words)


def check_regress(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Find a value that is worse than that of an earlier year, where more (of a rank: less) is better."""
    for series in _series(evidence, rule):
        row = series[0].row
        better = direction(row["indicator"], row["kind"], evidence.ds.codelists)
        for before, after in pairwise(series):
            is_worse = before.interval.exceeds(after.interval) if better > 0 else after.interval.exceeds(before.interval)
            if better and is_worse:
                yield _two_years(evidence, rule, before, after, ("不及前值", "which is less good"))


def _two_years(evidence: Evidence, rule: Rule, before: Statement, after: Statement, words: tuple[str, str]) -> Finding:
    (zh, en), (after_zh, after_en) = show(evidence.ds, before.row), show(evidence.ds, after.row)
    return Finding(
        rule=rule,
        subject=after.row,
        found=f"{sign(after.row)} ({after.year})",
        expected=f"{sign(before.row)} ({before.year})",
        zh=f"{before.year}年为{zh}，{after.year}年为{after_zh}，{words[0]}",
        en=f"{en} in {before.year}, {after_en} in {after.year}, {words[1]}",
        ids=before.ids + after.ids,
        quotes=evidence.quotes(before, after),
        is_unsure=before.is_unsure or after.is_unsure,
    )
