"""The sentence on a target in Chinese and English: what is known, what was aimed at, how they stand, what to beware of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from compare.comparability import ancestors
from compare.dataset import (
    MARKS,
    Dataset,
    area_name,
    combine,
    comment_text,
    definition_name,
    figures_of,
    format_value,
    is_contradicted,
)
from compare.derive.cases import Case, goal_of, span_of
from compare.derive.rows import Row

Pair = tuple[str, str]
"""A phrase in Chinese and in English."""

_WORDS: Mapping[str, Pair] = {
    "actual": ("{}实际值 {}（{}）", "actual of {}: {} ({})"),
    "latest": ("最新已知，{}：{}（{}）", "latest known, {}: {} ({})"),
    "shown": ("{}数值 {}（{}）不计为实际值", "the figure of {}, {} ({}), does not count as an actual"),
    "target": ("{}目标 {}", "target for {}: {}"),
    "ratio": ("为目标的 {}{:.1f}%", "{}{:.1f}% of the target"),
    "less": ("越低越好", "less is better"),
    "line": ("自{}（{}）起的直线进度为 {}", "the straight line from {} ({}) gives {}"),
    "contradicted": (
        "规划对该目标有相互矛盾的表述，不据以判断",
        "other statements of the plan differ from this target, so it is not judged",
    ),
    "nothing": ("没有该地区这一指标的数值", "no figure of this indicator is known for the area"),
    "elsewhere": ("已知的是{}的数值，不能代替", "what is known is of {}, and is not borrowed"),
    "forecast": ("属预计数", "it is a forecast"),
    "break": ("属普查修订前序列", "it is from before a break of the series"),
    "definition": ("统计口径不同（{}）", "its definition is another ({})"),
    "before": ("早于规划期", "it is from before the plan"),
    "after": ("晚于目标年", "it is from after the target's year"),
    "no_order": ("该指标无优劣方向", "neither more nor less is better"),
    "unclear": ("约数或界限值不足以判断", "a rounded or bounded value does not settle it"),
    "no_baseline": ("没有可用的基期值", "there is no baseline to measure progress from"),
    "no_later": ("没有晚于基期的数值", "no figure is later than the baseline"),
    "approximate": ("实际值为约数", "the actual is approximate"),
    "lower_bound": ("实际值只知下限", "of the actual only a lower bound is known"),
    "source_unstated": ("来源未说明统计口径", "definition not stated by the source"),
    "plan_unstated": ("规划未说明口径，来源为：{}", "the plan does not state the definition, that of the source is: {}"),
    "early": ("目标年前已达到，目标年的情况未知", "met before the target's year, of which nothing is known"),
    "lost": ("曾于{}达到目标", "the target was met in {}"),
    "later": ("另有{}数值 {} 未计入，因其{}", "not counted: the figure of {}, {}, because {}"),
    "baseline_forecast": ("基期值为预计数", "the baseline is a forecast"),
    "baseline_approximate": ("基期值为约数", "the baseline is approximate"),
    "baseline_unstated": ("基期值的统计口径未必与目标一致", "the baseline's definition may not be the target's"),
    "plan": ("目标备注：{}", "remark on the target: {}"),
    "note": ("数据备注（原文）：“{}”", "note on the figure (as written): “{}”"),
}


def ratio_of(case: Case) -> Row:
    """Return actual over target and actual less target, of a figure that counts."""
    actual, target = case.decisive, case.target
    if actual is None:
        return {}
    beyond = {"difference": (actual["obs_value"] - target["obs_value"]) * (case.sign or 1)}
    if target["kind"] == "rank" or not target["obs_value"]:
        return beyond
    mark = combine(actual["comparator"], "~" if target["comparator"] == "~" else "=")
    ratio = actual["obs_value"] / target["obs_value"] * 100
    return beyond | {"ratio": ratio, "ratio_comparator": mark, "attainment": ratio if case.is_target_year else None}


def _say(phrase: str, *values: Any) -> Pair:
    """Return a phrase in both languages; a value that is a pair is filled in language by language."""
    zh, en = _WORDS[phrase]
    chosen = [[v[i] if isinstance(v, tuple) else v for v in values] for i in (0, 1)]
    return zh.format(*chosen[0]), en.format(*chosen[1])


def reason_of(ds: Dataset, case: Case, status: str, why: str) -> Pair:
    """Return the sentence on a target: what is known, what was aimed at, how they stand, and what to beware of."""
    name = ds.codelists.attainment[status]
    parts = [*_facts(ds, case, status), *_openness(ds, case, why), *_caveats(ds, case, status)]
    zh, en = "；".join(part[0] for part in parts), "; ".join(part[1] for part in parts)
    return f"{name.name_zh}：{zh}", f"{name.name_en}: {en}"


def _facts(ds: Dataset, case: Case, status: str) -> Iterator[Pair]:
    if case.shown:
        phrase = "shown" if case.obstacle else "actual" if case.is_target_year else "latest"
        yield _say(phrase, _year(case.shown), _value(ds, case.shown), _vintage(ds, case.shown))
    yield _say("target", _year(case.target), _value(ds, case.target))
    ratio = ratio_of(case)
    if "ratio" in ratio:
        yield _say("ratio", MARKS[ratio["ratio_comparator"]], ratio["ratio"])
    if case.sign < 0 and case.decisive:
        yield _say("less")
    expected = case.expected
    if expected is not None and case.baseline and not case.is_target_year and status != "reached":
        digits = (case.target["decimals"] or 0) + 1 - (case.target["unit_mult"] or 0)
        line = case.target | {"obs_value": round(expected, digits), "comparator": "=", "decimals": None}
        yield _say("line", _year(case.baseline), _value(ds, case.baseline), _value(ds, line))


def _openness(ds: Dataset, case: Case, why: str) -> Iterator[Pair]:
    """Yield why nothing can be said."""
    if is_contradicted(case.target) and why != "contradicted":
        yield _say("contradicted")
    if why == "definition" and case.shown:
        yield _say(why, _definition(ds, case.shown))
    elif why:
        yield _say(why)
    if why == "nothing" and (area := _nearest(ds, case.target)):
        yield _say("elsewhere", (area_name(ds, area, "zh"), area_name(ds, area, "en")))


def _caveats(ds: Dataset, case: Case, status: str) -> Iterator[Pair]:
    actual, target = case.decisive, case.target
    if actual is not None:
        if actual["qualifier"] in {"approximate", "lower_bound"}:
            yield _say(actual["qualifier"])
        yield from _definition_caveat(ds, actual, target)
        if status == "reached" and not case.is_target_year:
            yield _say("early")
        met = [r for r in case.counting if case.sign and span_of(r, case.sign)[0] >= goal_of(target, case.sign)[1]]
        if met and status != "reached":
            yield _say("lost", _year(met[-1]))
        later = [pair for pair in case.figures if pair[0]["time_period"] > actual["time_period"]]
        for row, obstacle in later[-1:]:
            because = _say(obstacle, _definition(ds, row)) if obstacle == "definition" else _say(obstacle)
            yield _say("later", _year(row), _value(ds, row), because)
        yield from _baseline_caveats(case, status)
    if target["comment"]:
        yield _say("plan", (comment_text(ds, target["comment"], "zh"), comment_text(ds, target["comment"], "en")))
    if case.shown and case.shown["note"]:
        yield _say("note", case.shown["note"])


def _definition_caveat(ds: Dataset, actual: Row, target: Row) -> Iterator[Pair]:
    if actual["definition"] is None:
        yield _say("source_unstated")
    elif actual["definition"] != target["definition"]:
        yield _say("plan_unstated", _definition(ds, actual))


def _baseline_caveats(case: Case, status: str) -> Iterator[Pair]:
    """Yield what to beware of in the baseline, where the status rests on it."""
    baseline = case.baseline
    if baseline is None or case.expected is None or case.is_target_year or status == "reached":
        return
    if baseline["obs_status"] == "F":
        yield _say("baseline_forecast")
    elif baseline["comparator"] == "~":
        yield _say("baseline_approximate")
    if baseline["definition"] != case.target["definition"]:
        yield _say("baseline_unstated")


def _nearest(ds: Dataset, target: Row) -> str | None:
    """Return the nearest area around a target's of which there are figures."""
    around = ancestors(target["ref_area"], ds.codelists)
    return next((area for area in around if figures_of(ds, area, target["indicator"])), None)


def _vintage(ds: Dataset, row: Row) -> Pair:
    vintage = ds.codelists.vintage[row["vintage"]]
    return vintage.name_zh, vintage.name_en


def _definition(ds: Dataset, row: Row) -> Pair:
    entry = ds.codelists.indicator[row["indicator"]]
    return definition_name(entry, row["definition"], "zh"), definition_name(entry, row["definition"], "en")


def _value(ds: Dataset, row: Row) -> Pair:
    return format_value(ds, row, "zh"), format_value(ds, row, "en")


def _year(row: Row) -> Pair:
    return f"{row['time_period']}年", str(row["time_period"])
