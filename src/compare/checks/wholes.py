"""Checks of parts against their wholes: narrower indicators, additions, yearly amounts, areas inside an area.

Only what is impossible whatever the bounds mean is found: "more than 30" may be part of 120.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import reduce

from compare.checks.evidence import Evidence, Statement
from compare.checks.findings import Finding, name_measure, plain, show, show_computed, sign
from compare.checks.intervals import Interval
from compare.checks.rules import Rule, Whole
from compare.comparability import AMOUNTS, ancestors, is_panelled
from compare.dataset import area_name, combine

_Key = tuple[object, ...]


def check_part_whole(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Find parts of the `wholes` that together exceed the whole: of one document, area, kind, year and type of value.

    Where the words leave doubt whether a statement is of the whole area, the finding is unsure.
    """
    for declared in rule.wholes:
        parts = [_one_each(evidence, part) for part in declared.parts]
        for key, whole in _one_each(evidence, declared.whole).items():
            stated = [p[key] for p in parts if key in p and p[key].start >= whole.start]
            if stated and _is_meant(declared, whole) and _total(stated).exceeds(whole.interval):
                yield _excess(evidence, rule, stated, whole)


def _is_meant(declared: Whole, whole: Statement) -> bool:
    return not declared.definitions or whole.row["definition"] in declared.definitions


def _one_each(evidence: Evidence, indicator: str) -> dict[_Key, Statement]:
    """Return the first statement of an indicator for each document, area, kind, unit, year and type of value."""
    columns = ("source_id", "ref_area", "kind", "unit_measure", "time_period", "value_type", "base_period")
    kinds = AMOUNTS | {"ratio"}
    found: dict[_Key, Statement] = {}
    for statement in evidence.by_indicator.get(indicator, []):
        if statement.row["kind"] in kinds:
            found.setdefault(tuple(statement.row[c] for c in columns), statement)
    return found


def _total(statements: list[Statement]) -> Interval:
    return reduce(Interval.plus, (s.interval for s in statements))


def _excess(evidence: Evidence, rule: Rule, parts: list[Statement], whole: Statement) -> Finding:
    ds = evidence.ds
    shown = [show(ds, p.row) for p in parts]
    names = [[name_measure(ds, p.row, language) for p in parts] for language in ("zh", "en")]
    zh = "加".join(f"{name}{value[0]}" for name, value in zip(names[0], shown, strict=True))
    en = " plus ".join(f"{name} {value[1]}" for name, value in zip(names[1], shown, strict=True))
    whole_zh, whole_en = show(ds, whole.row)
    return Finding(
        rule=rule,
        subject=whole.row,
        found=" + ".join(sign(p.row) for p in parts),
        expected=_at_most(whole),
        zh=f"总体为{whole_zh}，其部分{zh}",
        en=f"the whole is {whole_en}, its part {en}",
        ids=tuple(i for p in parts for i in p.ids) + whole.ids,
        quotes=evidence.quotes(parts[0], whole),
        is_unsure=evidence.is_doubtful(*parts, whole),
    )


def _at_most(whole: Statement) -> str:
    """Return the limit that a whole sets to its parts, in signs and codes."""
    mark = "<" if whole.interval.is_high_open else "<="
    return f"{mark} {plain(whole.interval.high)} {whole.row['unit_measure']}"


def check_addition_stock(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Find additions over a period above the stock at its end, of one document, area, indicator and definition."""
    for (source, area, indicator, kind), flows in evidence.by_measure.items():
        if kind != "flow":
            continue
        stocks = [s for s in evidence.by_measure.get((source, area, indicator, "level"), []) if not evidence.is_part(s)]
        for flow in filter(lambda s: evidence.is_meant(rule, s.row), flows):
            stock = next((s for s in stocks if _is_end(s, flow) and flow.interval.exceeds(s.interval)), None)
            if stock:
                yield _above(evidence, rule, flow, stock, "期间增量为", "the addition over the period is")


def _is_end(stock: Statement, flow: Statement) -> bool:
    columns = ("definition", "unit_measure", "time_period", "value_type")
    return all(stock.row[c] == flow.row[c] for c in columns)


def _above(evidence: Evidence, rule: Rule, part: Statement, whole: Statement, words_zh: str, words_en: str) -> Finding:
    (zh, en), (whole_zh, whole_en) = show(evidence.ds, part.row), show(evidence.ds, whole.row)
    return Finding(
        rule=rule,
        subject=part.row,
        found=sign(part.row),
        expected=_at_most(whole),
        zh=f"{words_zh}{zh}，总量为{whole_zh}",
        en=f"{words_en} {en}, the total {whole_en}",
        ids=part.ids + whole.ids,
        quotes=evidence.quotes(part, whole),
        is_unsure=evidence.is_doubtful(part, whole),
    )


def check_annual_stock(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Find amounts of every year that, times the years of the period, exceed the stock of the whole at its end."""
    for declared in rule.wholes:
        wholes = [s for s in evidence.by_indicator.get(declared.whole, []) if _is_meant(declared, s)]
        stocks = {_place(s): s for s in reversed(wholes) if s.row["kind"] == "level"}
        amounts = (s for part in declared.parts for s in evidence.by_indicator.get(part, []))
        for annual in (s for s in amounts if s.row["kind"] == "annual" and s.start < s.year):
            stock = stocks.get(_place(annual))
            if stock is not None and annual.interval.scaled(annual.years).exceeds(stock.interval):
                yield _yearly(evidence, rule, annual, stock)


def _place(statement: Statement) -> _Key:
    return tuple(statement.row[c] for c in ("source_id", "ref_area", "time_period", "value_type"))


def _yearly(evidence: Evidence, rule: Rule, annual: Statement, stock: Statement) -> Finding:
    ds, row = evidence.ds, annual.row
    years = annual.years
    comparator = row["comparator"] if row.get("upper_value") is None else ">="
    total = show_computed(ds, row["obs_value"] * years, row["unit_measure"], comparator)
    (zh, en), (stock_zh, stock_en) = show(ds, row), show(ds, stock.row)
    names = [name_measure(ds, stock.row, language) for language in ("zh", "en")]
    return Finding(
        rule=rule,
        subject=row,
        found=f"{sign(row)} * {years}",
        expected=f"{stock.row['indicator']} {_at_most(stock)}",
        zh=f"每年{zh}，{annual.start}—{annual.year}年共{total[0]}，而{names[0]}为{stock_zh}",
        en=f"{en} a year make {total[1]} over {annual.start}–{annual.year}, but {names[1]} is {stock_en}",
        ids=annual.ids + stock.ids,
        quotes=evidence.quotes(annual, stock),
        is_unsure=evidence.is_doubtful(annual, stock),
    )


def check_zone_region(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Find an amount of an area above that of an area around it: same document, measure, year and type of value."""
    for areas in _stated_areas(evidence, rule):
        for area, part in areas.items():
            around = next(
                (a for a in ancestors(area, evidence.ds.codelists) if a in areas and _is_within(part, areas[a])), None
            )
            if around and part.interval.exceeds(areas[around].interval):
                finding = _above(evidence, rule, part, areas[around], "数值为", "the value is")
                yield _with_area(evidence, finding, around)


def _stated_areas(evidence: Evidence, rule: Rule) -> Iterator[dict[str, Statement]]:
    """Yield the amounts of each measure that a document states for two or more areas, by area."""
    lists = evidence.ds.codelists
    columns = ("source_id", "indicator", "definition", "kind", "unit_measure", "time_period", "value_type")
    groups: dict[_Key, dict[str, Statement]] = defaultdict(dict)
    for s in evidence.selected(rule):
        if evidence.is_part(s):
            continue
        if is_panelled(s.row["kind"], s.row["unit_measure"], lists) and lists.ref_area[s.row["ref_area"]].level != "group":
            groups[tuple(s.row[c] for c in columns)].setdefault(s.row["ref_area"], s)
    return (areas for areas in groups.values() if len(areas) > 1)


def _is_within(part: Statement, whole: Statement) -> bool:
    """Say whether the years of a part lie within those of the whole."""
    return part.start >= whole.start


def _with_area(evidence: Evidence, finding: Finding, around: str) -> Finding:
    zh, en = (area_name(evidence.ds, around, language) for language in ("zh", "en"))
    return replace(finding, zh=f"{finding.zh}（{zh}）", en=f"{finding.en} ({en})")


def check_areas_sum(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Find areas of one level that together have more than the area that contains them directly, as above.

    Areas of different levels may overlap, as a zone and the district in which it lies; those of one level do not.
    """
    lists = evidence.ds.codelists
    for areas in _stated_areas(evidence, rule):
        parts: dict[tuple[str, str], list[Statement]] = defaultdict(list)
        for code, statement in areas.items():
            area = lists.ref_area[code]
            if area.parent in areas and _is_within(statement, areas[area.parent]):
                parts[(area.parent, area.level)].append(statement)
        for (around, _), stated in parts.items():
            if len(stated) > 1 and _total(stated).exceeds(areas[around].interval):
                yield _areas_above(evidence, rule, stated, areas[around])


def _areas_above(evidence: Evidence, rule: Rule, parts: list[Statement], whole: Statement) -> Finding:
    ds, row = evidence.ds, whole.row
    marks = [p.row["comparator"] if p.row.get("upper_value") is None else ">=" for p in parts]
    total = show_computed(ds, sum(p.row["obs_value"] for p in parts), row["unit_measure"], combine(*marks))
    zh, en = ([area_name(ds, p.row["ref_area"], language) for p in parts] for language in ("zh", "en"))
    whole_zh, whole_en = show(ds, row)
    return Finding(
        rule=rule,
        subject=row,
        found=" + ".join(sign(p.row) for p in parts),
        expected=_at_most(whole),
        zh=f"总体为{whole_zh}，{'、'.join(zh)}合计{total[0]}",
        en=f"the whole is {whole_en}, {', '.join(en)} together {total[1]}",
        ids=tuple(i for p in parts for i in p.ids) + whole.ids,
        quotes=evidence.quotes(parts[0], whole),
        is_unsure=evidence.is_doubtful(*parts, whole),
    )
