"""Why an area has no value of a measure: absent is not zero, and six reasons are kept apart.

The reason is looked up in what the area, its parts and its documents state; each is one sentence with its evidence in it. The
sixth, a missing denominator, arises only where values per head are derived.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from compare.comparability import ancestors, may_compare
from compare.dataset.labels import Measure, area_name, format_period, format_value, measure_label
from compare.dataset.store import Dataset

_REALISED = frozenset({"baseline", "actual"})


@dataclass(frozen=True)
class Absence:
    """Code of the codelist ``absence``, and the reason as one sentence."""

    code: str
    sentence_zh: str
    sentence_en: str


def explain_absence(ds: Dataset, area: str, measure: Measure) -> Absence:
    """Say why `area` has no target of `measure`.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    area : str
        Code of an area that states none.
    measure : Measure
        What was looked for.

    Returns
    -------
    Absence
        The most telling reason: another kind, another definition, only for a part, only in words, not stated.
    """
    return _stated_otherwise(ds, area, measure) or _stated_for_part(ds, area, measure) or _not_stated(ds, area, measure)


def _stated_otherwise(ds: Dataset, area: str, measure: Measure) -> Absence | None:
    """Look for the same indicator as another kind, then for another definition or a relative of its family."""
    wanted = {"ref_area": area, "indicator": measure.indicator, "definition": measure.definition, "kind": measure.kind}
    wanted["unit_measure"] = measure.unit
    found: dict[str, dict[str, Any]] = {}
    for row in _targets(ds, area):
        found.setdefault(may_compare(wanted, row, ds.codelists).relation, row)
    if "kind" in found:
        row = found["kind"]
        zh, en = (ds.codelists.kind[row["kind"]].name(language) for language in ("zh", "en"))
        return Absence("other_kind", f"以“{zh}”表述：{_evidence(ds, row, 'zh')}", f"stated as {en}: {_evidence(ds, row, 'en')}")
    for relation, (zh, en) in {
        "definition": ("口径不同", "another definition"),
        "family": ("相近指标", "a related indicator"),
    }.items():
        if relation in found:
            row = found[relation]
            names = [measure_label(ds, row["indicator"], row["definition"], row["kind"], language) for language in ("zh", "en")]
            return Absence(
                "other_definition",
                f"{zh}，{names[0]}：{_evidence(ds, row, 'zh')}",
                f"{en}, {names[1]}: {_evidence(ds, row, 'en')}",
            )
    return None


def _stated_for_part(ds: Dataset, area: str, measure: Measure) -> Absence | None:
    """Look in the area's own documents for the measure of a part of it."""
    own = {source.id for source in ds.sources.values() if source.ref_area == area}
    for part in dict.fromkeys(row["ref_area"] for row in ds.rows if row["source_id"] in own):
        if area not in ancestors(part, ds.codelists):
            continue
        rows = [r for r in _targets(ds, part) if r["source_id"] in own and Measure.of(r) == measure]
        if rows:
            zh, en = (area_name(ds, part, language) for language in ("zh", "en"))
            return Absence(
                "part_only",
                f"仅就其中一部分提出，{zh}：{_evidence(ds, rows[0], 'zh')}",
                f"stated only for a part, {en}: {_evidence(ds, rows[0], 'en')}",
            )
    return None


def _not_stated(ds: Dataset, area: str, measure: Measure) -> Absence:
    sources = [source for source in ds.sources.values() if source.ref_area == area]
    zh = "、".join(_quoted(source.title, "《", "》") for source in sources)
    en = ", ".join(_quoted(source.title_en, "“", "”") for source in sources)
    if sources and not {source.id for source in sources} & {row["source_id"] for row in ds.stated}:
        return Absence("words_only", f"{zh}没有量化指标，只有文字表述", f"{en} states no figure, only words")
    wanted = (area, measure.indicator, None)
    words = [row["quote"] for row in ds.stated if (row["ref_area"], row["indicator"], row["value"]) == wanted]
    if words:
        return Absence("words_only", f"只有文字表述：“{words[0]}”", f"stated only in words: “{words[0]}”")
    about = (area, measure.indicator, measure.definition)
    realised = [
        r for r in ds.rows if (r["ref_area"], r["indicator"], r["definition"]) == about and r["value_type"] in _REALISED
    ]
    if realised:
        row = max(realised, key=_recency)
        return Absence(
            "not_stated",
            f"只有现状值，没有目标：{_evidence(ds, row, 'zh')}",
            f"no target, only a realised value: {_evidence(ds, row, 'en')}",
        )
    if not sources:
        return Absence("not_stated", "该地区没有自己的文件", "no document of its own")
    return Absence("not_stated", f"{zh}未提出", f"not stated in {en}")


def _targets(ds: Dataset, area: str) -> list[dict[str, Any]]:
    """Return the targets of an area, the latest first; of a range its lower end."""
    rows = [r for r in ds.rows if r["ref_area"] == area and r["value_type"] == "target" and r["bound"] != "upper"]
    return sorted(rows, key=_recency, reverse=True)


def _recency(row: dict[str, Any]) -> tuple[int, str]:
    return (row["time_period"] or -1, row["observation_id"])


def _evidence(ds: Dataset, row: dict[str, Any], language: str) -> str:
    value, period = format_value(ds, row, language), format_period(row, language)
    return f"{value}（{period}）" if language == "zh" else f"{value} ({period})"


def _quoted(title: str, left: str, right: str) -> str:
    return title if title.startswith(left) else left + title + right
