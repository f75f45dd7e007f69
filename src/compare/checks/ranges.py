"""Checks of one value at a time: its limits, its unit, the unit's words."""

from __future__ import annotations

import math
from collections.abc import Iterator

from compare.checks.evidence import Evidence
from compare.checks.findings import Finding, plain, show, show_computed, sign
from compare.checks.intervals import Interval
from compare.checks.rules import Rule
from compare.codelists import possible_dimensions


def check_bounds(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Find values that lie outside `minimum` and `maximum` (either may be missing), in the unit of the indicator.

    A number that was repaired is unsure; year and area make no difference.
    """
    low = -math.inf if rule.minimum is None else rule.minimum
    high = math.inf if rule.maximum is None else rule.maximum
    limits = Interval(low, high)
    for statement in evidence.selected(rule):
        if not statement.interval.is_apart_from(limits):
            continue
        row = statement.row
        zh, en = show(evidence.ds, row)
        is_above = statement.interval.exceeds(limits)
        limit = show_computed(evidence.ds, high if is_above else low, row["unit_measure"])
        yield Finding(
            rule=rule,
            subject=row,
            found=sign(row),
            expected=f"{'<=' if is_above else '>='} {plain(high if is_above else low)} {row['unit_measure']}",
            zh=f"数值为{zh}，{'高于上限' if is_above else '低于下限'}{limit[0]}",
            en=f"the value is {en}, {'above the limit of' if is_above else 'below the limit of'} {limit[1]}",
            ids=statement.ids,
            quotes=tuple(evidence.mentions(statement)[:1]),
            is_unsure=statement.is_repaired,
        )


def check_unit_fits(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Find values in a unit in which their indicator cannot be stated."""
    lists = evidence.ds.codelists
    for statement in evidence.selected(rule):
        row = statement.row
        possible = possible_dimensions(row["indicator"], row["kind"], lists)
        if lists.unit_measure[row["unit_measure"]].dimension in possible:
            continue
        units = [u for u in lists.unit_measure.values() if u.dimension in possible and "_PER_" not in u.id]
        own = lists.indicator[row["indicator"]].unit
        usual = [lists.unit_measure[own]] if lists.unit_measure[own].dimension in possible else units
        zh, en = show(evidence.ds, row)
        yield Finding(
            rule=rule,
            subject=row,
            found=sign(row),
            expected=" ".join(u.id for u in usual),
            zh=f"数值为{zh}，应以{'、'.join(u.name_zh for u in usual)}为单位",
            en=f"the value is {en}, expected in {' or '.join(u.name_en or u.id for u in usual)}",
            ids=statement.ids,
            quotes=tuple(evidence.mentions(statement)[:1]),
        )


def check_unit_words(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Find a value that its document states more than once, with different words for the unit."""
    for statement, stated in evidence.repeated(rule):
        mentions = [m for m in stated if m["unit"]]
        other = next((m for m in mentions if m["unit"] != mentions[0]["unit"]), None)
        if other is None:
            continue
        units = [evidence.ds.codelists.unit_measure[m["unit"]] for m in (mentions[0], other)]
        zh, en = show(evidence.ds, statement.row)
        yield Finding(
            rule=rule,
            subject=statement.row,
            found=other["unit"],
            expected=mentions[0]["unit"],
            zh=f"数值{zh}先以“{units[0].id}”后以“{units[1].id}”为单位",
            en=f"the value {en} is stated in {units[0].id} and in {units[1].id}",
            ids=statement.ids,
            quotes=(mentions[0], other),
        )
