"""What the figures say in Chinese and in English: fixed sentences with places for names, labels and years.

Names of regions, indicators, units and reasons are data and come from the codelists; only the sentences around them stand here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from compare.errors import unknown_name

_ZH: Mapping[str, str] = MappingProxyType(
    {
        "highest": "{who}{measure}目标最高：{label}（{year}）",
        "lowest": "{who}{measure}目标最低：{label}（{year}）",
        "best_rank": "{who}{measure}目标最靠前：{label}（{year}）",
        "tie": "{measure}：{who}目标并列{place}，均为{label}",
        "place_highest": "最高",
        "place_lowest": "最低",
        "place_best_rank": "最靠前",
        "all_equal": "{n}个地区的{measure}目标数值相同：{label}",
        "only": "仅{who}提出{measure}目标：{label}（{year}）",
        "spread": "{measure}：{n}个地区提出目标，从{low}到{high}",
        "none": "{measure}：没有地区提出可比的目标",
        "years_differ": "；各地目标年不同",
        "stated": "{measure}目标：{items}",
        "stated_year": "{measure}{year}目标：{items}",
        "stated_value": "{who}\u00a0{label}",
        "stated_item": "{who}\u00a0{label}（{year}）",
        "levels": "{measure}：{n}个地区提出目标，按行政级别分列，不作跨级排名",
        "leads": "{measure}目标：{items}",
        "leads_highest": "{level}中{who}最高（{label}，{year}）",
        "leads_lowest": "{level}中{who}最低（{label}，{year}）",
        "leads_best_rank": "{level}中{who}最靠前（{label}，{year}）",
        "subtitle": "{measure} | {kind} | 单位：{unit} | 目标年：{years}",
        "subtitle_none": "{measure} | {kind} | 单位：{unit}",
        "qualified": "{name}（{extra}）",
        "median": "中位数",
        "note_area": "{who}：{text}。",
        "part_of": "属{who}",
        "reference": "参照：{who}",
        "key_value": "目标值",
        "key_lower": "下限目标（≥、>）",
        "key_upper": "上限目标（≤、<）",
        "key_approx": "约数目标",
        "key_baseline": "基期值",
        "key_reference": "参照值",
        "absent": "没有可比数值的地区",
        "absent_item": "{who}：{reason}",
        "note": "注：{notes}",
        "note_definition": "{measure}：{text}",
        "variant": "口径：{text}",
        "note_bounds": "带箭头者为下限或上限，按所列数值排序，实际目标可能更高或更低。",
        "note_approx": "“≈”为文件所称“左右”“约”的数值。",
        "note_years": "各地目标年不同，高低之差含年份之差。",
        "note_periods": "各地累计起止年不同，数值所含年数不一。",
        "note_levels": "数量随行政级别而异，各级分栏，不作跨级排名。",
        "note_scaled": "各栏横轴自设，不可跨栏比较长短；只有一个地区的栏不设横轴。",
        "note_parts": "标“属某地”者为该地的一部分，两者不可相加。",
        "note_no_reference": "所选参照没有可比的数值。",
        "note_rank": "位次越小越好，横轴自右向左递增。",
        "source": "资料来源：{items}。",
        "source_numbered": "{title}（{number}，{date}）",
        "source_dated": "{title}（{date}）",
        "alt_kind": "点图。{title}。{subtitle}。",
        "alt_item": "{who}\u00a0{label}（{year}）",
        "alt_baseline": "{who}\u00a0{label}（{year}，基期{baseline}）",
        "alt_reference": "参照：{who} {label}。",
        "alt_absent": "没有可比数值：{items}。",
        "list": "、",
        "clause": "；",
        "and": "和",
        "colon": "：",
        "stop": "。",
        "sentence": "",
        "coverage_title": "{shared}项指标由两个以上地区提出可比目标，其中{three}项由三个以上地区提出",
        "coverage_subtitle": "各地最终目标年的目标值；提出地区多的指标在前",
        "coverage_reasons": "未列数值的原因",
        "coverage_none": "– 该地区没有单独的文件",
        "coverage_note": (
            "同一行的指标、口径和类型（存量、增量等）相同；数量类指标不作跨级排名。符号：≥、> 下限，≤、< 上限，≈ 约数。"
        ),
        "coverage_count": "地区数",
        "coverage_alt": "表图。{title}。{rows}",
        "coverage_alt_row": "{measure}：{items}。",
    }
)
_EN: Mapping[str, str] = MappingProxyType(
    {
        "highest": "{measure}: {who} sets the highest target, {label} ({year})",
        "lowest": "{measure}: {who} sets the lowest target, {label} ({year})",
        "best_rank": "{measure}: {who} aims for the best rank, {label} ({year})",
        "tie": "{measure}: {who} share the {place} target, {label}",
        "place_highest": "highest",
        "place_lowest": "lowest",
        "place_best_rank": "best-ranked",
        "all_equal": "{measure}: {n} areas state the same target figure, {label}",
        "only": "{measure}: only {who} states a target, {label} ({year})",
        "spread": "{measure}: {n} areas state targets, from {low} to {high}",
        "none": "{measure}: no area states a comparable target",
        "years_differ": "; target years differ",
        "stated": "{measure} – targets: {items}",
        "stated_year": "{measure} – {year} targets: {items}",
        "stated_value": "{who}\u00a0{label}",
        "stated_item": "{who}\u00a0{label} ({year})",
        "levels": "{measure}: {n} areas state targets; shown by administrative level, not ranked across levels",
        "leads": "{measure}: {items}",
        "leads_highest": "{who} sets the highest target of any {level} shown, {label} ({year})",
        "leads_lowest": "{who} sets the lowest target of any {level} shown, {label} ({year})",
        "leads_best_rank": "{who} aims for the best rank of any {level} shown, {label} ({year})",
        "subtitle": "{measure} | {kind} | unit:\u00a0{unit} | target years: {years}",
        "subtitle_none": "{measure} | {kind} | unit:\u00a0{unit}",
        "qualified": "{name} ({extra})",
        "median": "median",
        "note_area": "{who}: {text}.",
        "part_of": "part of {who}",
        "reference": "reference: {who}",
        "key_value": "target as stated",
        "key_lower": "lower bound (≥, >)",
        "key_upper": "upper bound (≤, <)",
        "key_approx": "approximate target",
        "key_baseline": "baseline",
        "key_reference": "reference",
        "absent": "Areas without a comparable figure",
        "absent_item": "{who}: {reason}",
        "note": "Note: {notes}",
        "note_definition": "{measure}: {text}",
        "variant": "Definition: {text}",
        "note_bounds": (
            "Arrows mark lower or upper bounds; they are ordered by the figure stated, the target itself may be higher or "
            "lower."
        ),
        "note_approx": "“≈” marks figures that the document gives as approximate.",
        "note_years": "Target years differ, so differences between areas include differences between years.",
        "note_periods": "The figures cover different numbers of years.",
        "note_levels": "Counts depend on the administrative level: each level has a panel of its own; no rank across levels.",
        "note_scaled": "Lengths are not comparable across panels; a panel with one area has no axis.",
        "note_parts": "An area marked “part of” lies inside the area named; the two must not be added.",
        "note_no_reference": "There is no comparable figure for the reference chosen.",
        "note_rank": "A smaller rank is better; the axis runs from right to left.",
        "source": "Source: {items}.",
        "source_numbered": "{title} ({number}, {date})",
        "source_dated": "{title} ({date})",
        "alt_kind": "Dot plot. {title}. {subtitle}. ",
        "alt_item": "{who}\u00a0{label} ({year})",
        "alt_baseline": "{who}\u00a0{label} ({year}, baseline {baseline})",
        "alt_reference": "Reference: {who} {label}. ",
        "alt_absent": "Without a comparable figure: {items}.",
        "list": ", ",
        "clause": "; ",
        "and": " and ",
        "colon": ": ",
        "stop": ". ",
        "sentence": " ",
        "coverage_title": "Measures with comparable targets in two or more areas: {shared}, of which {three} in three or more",
        "coverage_subtitle": "Targets for each area’s final target year; the most widely stated measures first",
        "coverage_reasons": "Why there is no figure",
        "coverage_none": "– no document of its own",
        "coverage_note": (
            "Figures in one row share indicator, definition and kind (stock, flow …); counts are not ranked across "
            "administrative levels. Signs: ≥, > lower bound; ≤, < upper bound; ≈ approximate."
        ),
        "coverage_count": "Areas",
        "coverage_alt": "Table as a picture. {title}. {rows}",
        "coverage_alt_row": "{measure}: {items}. ",
    }
)
_LANGUAGES: Mapping[str, Mapping[str, str]] = MappingProxyType({"zh": _ZH, "en": _EN})


def say(language: str, key: str, **values: object) -> str:
    """Return sentence `key` in `language` with `values` in their places.

    Raises
    ------
    UnknownNameError
        `language` is neither ``"zh"`` nor ``"en"``.

    Examples
    --------
    >>> say("en", "part_of", who="Changzhou")
    'part of Changzhou'
    """
    if language not in _LANGUAGES:
        raise unknown_name("language", language, _LANGUAGES)
    return _LANGUAGES[language][key].format(**values)


def join(language: str, items: Sequence[str], separator: str = "list") -> str:
    """Join `items` with the punctuation of `language`; `separator` is ``"list"``, ``"clause"`` or ``"and"``.

    Examples
    --------
    >>> join("zh", ["2020", "2025"])
    '2020、2025'
    >>> join("en", ["A", "B", "C"], "and")
    'A, B and C'
    """
    if separator == "and" and len(items) > 1:
        return join(language, items[:-1]) + say(language, "and") + items[-1]
    return say(language, separator).join(items)
