"""Checks against figures of other sources, and of those figures among themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain

from compare.checks.evidence import Evidence, Row, Statement
from compare.checks.findings import Finding, plain, show, show_computed, sign
from compare.checks.intervals import Interval, allowed
from compare.checks.rules import Rule
from compare.comparability import AMOUNTS, ancestors
from compare.dataset import STANDARD


def check_multiple_base(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Find a level and a multiple of one indicator whose quotient is not the base, give or take `tolerance` as a share of it.

    The base is a realised value of the same document, else a figure of another source, of the multiple's base year; where the
    document names none, of the year before the multiple's period.
    """
    for (source, area, indicator, kind), multiples in evidence.by_measure.items():
        if kind != "multiple":
            continue
        levels = evidence.by_measure.get((source, area, indicator, evidence.ds.codelists.indicator[indicator].kind), [])
        for multiple in (s for s in multiples if s.row["obs_value"] > 0 and evidence.is_meant(rule, s.row)):
            yield from _contradicted_base(evidence, rule, multiple, levels)


def _contradicted_base(evidence: Evidence, rule: Rule, multiple: Statement, levels: list[Statement]) -> Iterator[Finding]:
    same = [s for s in levels if s.row["definition"] == multiple.row["definition"] and not evidence.is_part(s)]
    level = next((s for s in same if s.year == multiple.year and s.row["value_type"] == multiple.row["value_type"]), None)
    base = _base(evidence, multiple, same)
    if level is None or base is None:
        return
    known, comparator = base["obs_value"], base["comparator"]
    implied = level.interval.over(multiple.interval)
    around = allowed(known, comparator)
    around = Interval(around.low * (1 - rule.number("tolerance")), around.high * (1 + rule.number("tolerance")))
    if not implied.is_apart_from(around):
        return
    row = level.row
    value = show_computed(evidence.ds, row["obs_value"] / multiple.row["obs_value"], row["unit_measure"], row["comparator"])
    (zh, en), (base_zh, base_en), year = show(evidence.ds, row), show(evidence.ds, base), base["time_period"]
    times_zh, times_en = show(evidence.ds, multiple.row)
    yield Finding(
        rule=rule,
        subject=row,
        found=f"{sign(row)} / {plain(multiple.row['obs_value'])}",
        expected=f"{sign(base)} ({year})",
        zh=f"{zh}是基期的{times_zh}，推算基期为{value[0]}，而{year}年为{base_zh}",
        en=f"{en} at {times_en} the base implies a base of {value[1]}, but {year} has {base_en}",
        ids=(*level.ids, *multiple.ids, base.get("observation_id") or base["reference_id"]),
        quotes=evidence.quotes(level, multiple),
        is_unsure=level.is_unsure or multiple.is_unsure,
    )


def _base(evidence: Evidence, multiple: Statement, levels: list[Statement]) -> Row | None:
    """Return the realised value of the base year: of the document, else of another source."""
    row = multiple.row
    named = str(row["base_period"] or "")
    start = evidence.ds.sources[row["source_id"]].period_start
    year = int(named) if named.isdigit() else start - 1
    own = [s.row for s in levels if s.year == year and s.row["value_type"] != "target"]
    figures = (f for f in evidence.figures(row["ref_area"], row["indicator"]) if f["definition"] == row["definition"])
    return next((b for b in chain(own, figures) if b["time_period"] == year), None)


def check_stated_reference(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Find a realised value that differs from the figure of another source by more than `tolerance`, as a share of it."""
    tolerance = rule.number("tolerance")
    for s in evidence.selected(rule):
        row = s.row
        if row["value_type"] == "target" or evidence.is_part(s):
            continue
        for figure in evidence.figures(row["ref_area"], row["indicator"]):
            is_same = all(figure[c] == row[c] for c in ("time_period", "definition", "unit_measure"))
            if not is_same or row["kind"] != evidence.ds.codelists.indicator[row["indicator"]].kind:
                continue
            around = allowed(figure["obs_value"], figure["comparator"])
            if s.interval.is_apart_from(Interval(around.low * (1 - tolerance), around.high * (1 + tolerance))):
                yield _differs(evidence, rule, s, figure)


def _differs(evidence: Evidence, rule: Rule, statement: Statement, figure: Row) -> Finding:
    (zh, en), (other_zh, other_en) = show(evidence.ds, statement.row), show(evidence.ds, figure)
    return Finding(
        rule=rule,
        subject=statement.row,
        found=sign(statement.row),
        expected=sign(figure),
        zh=f"文件为{zh}，{figure['source_title']}为{other_zh}",
        en=f"{en} in the document, {other_en} in {figure['source_title']}",
        ids=(*statement.ids, figure["reference_id"]),
        quotes=tuple(evidence.mentions(statement)[:1]),
        is_unsure=statement.is_unsure,
    )


def check_reference_conflict(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Find figures of other sources for one area, indicator and year that differ by more than `tolerance`, as a share.

    Sources too weak to be used do not take part; figures of definitions that are both stated and differ are different figures.
    """
    groups: dict[tuple[str, str, int], list[Row]] = defaultdict(list)
    for figure in evidence.ds.figures:
        is_unused = evidence.ds.codelists.confidence[figure["confidence"]].is_unused
        if not is_unused and figure["obs_value"] is not None:
            groups[(figure["ref_area"], figure["indicator"], figure["time_period"])].append(figure)
    for key, rows in groups.items():
        used = next((f for f in evidence.figures(*key[:2]) if f["time_period"] == key[2]), None)
        for other in sorted(rows, key=lambda f: str(f["reference_id"])):
            if used and _conflicts(used, other, rule.number("tolerance")):
                yield _two_figures(evidence, rule, used, other)


def check_reference_part(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Find figures of other sources, of amounts, in which an area has more than the area around it in the same year."""
    ds = evidence.ds
    for area, indicator in sorted({(figure["ref_area"], figure["indicator"]) for figure in ds.figures}):
        if ds.codelists.indicator[indicator].kind not in AMOUNTS:
            continue
        for whole in ancestors(area, ds.codelists):
            around = {figure["time_period"]: figure for figure in evidence.figures(whole, indicator)}
            for part in evidence.figures(area, indicator):
                other = around.get(part["time_period"])
                if other is not None and _allowed(part).exceeds(_allowed(other)):
                    yield _above(evidence, rule, part, other)


def _allowed(figure: Row) -> Interval:
    return allowed(figure["obs_value"], figure["comparator"])


def _above(evidence: Evidence, rule: Rule, part: Row, whole: Row) -> Finding:
    (zh, en), (whole_zh, whole_en) = show(evidence.ds, part), show(evidence.ds, whole)
    area = evidence.ds.codelists.ref_area[whole["ref_area"]]
    titles = (part["source_title"], whole["source_title"])
    return Finding(
        rule=rule,
        subject={**part, "source_id": None, "kind": None, "definition": part["definition"] or STANDARD},
        found=sign(part),
        expected=f"<= {sign(whole)} ({whole['ref_area']})",
        zh=f"{zh}（{titles[0]}），而{area.name_zh}为{whole_zh}（{titles[1]}）",
        en=f"{en} ({titles[0]}), but {area.name_en} has {whole_en} ({titles[1]})",
        ids=(part["reference_id"], whole["reference_id"]),
    )


def _conflicts(used: Row, other: Row, tolerance: float) -> bool:
    is_other = used["definition"] != other["definition"] and None not in (used["definition"], other["definition"])
    return not is_other and abs(other["obs_value"] - used["obs_value"]) > tolerance * abs(used["obs_value"])


def _two_figures(evidence: Evidence, rule: Rule, used: Row, other: Row) -> Finding:
    (zh, en), (other_zh, other_en) = show(evidence.ds, used), show(evidence.ds, other)
    titles = (used["source_title"], other["source_title"])
    return Finding(
        rule=rule,
        subject={**used, "source_id": None, "kind": None, "definition": used["definition"] or STANDARD},
        found=f"{sign(other | {'comparator': '='})} ({other['vintage']}, {other['confidence']}; {titles[1]})",
        expected=f"{sign(used)} ({used['vintage']}, {used['confidence']}; {titles[0]})",
        zh=f"采用{zh}（{titles[0]}），另有{other_zh}（{titles[1]}）",
        en=f"{en} is used ({titles[0]}); there is also {other_en} ({titles[1]})",
        ids=(used["reference_id"], other["reference_id"]),
    )
