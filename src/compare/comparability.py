"""May two values be compared, and why: the rules of like for like.

Works on codes alone: it knows no documents, reads no files and formats no numbers. Two values are the same measure when
indicator, definition, kind and unit are equal; amounts are never ranked across administrative levels.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from compare.codelists import Code, Codelists, Language

AMOUNTS = frozenset({"level", "flow", "annual"})
"""Kinds whose size grows with the size of the area."""

_RELATIVE = frozenset({"percent", "permille", "rank", "multiple", "percentage_point"})
"""Dimensions that do not."""


CLASSES: Mapping[str, str] = {
    "same": "same_definition",
    "panel": "same_definition",
    "kind": "same_family",
    "unit": "same_family",
    "definition": "same_family",
    "family": "same_family",
    "none": "not_comparable",
}
"""The class of the codelist ``comparability`` that each relation belongs to."""


@dataclass(frozen=True)
class Comparability:
    """How two values stand to each other.

    Attributes
    ----------
    relation : str
        ``same``: comparable and rankable; ``panel``: the same measure, but an amount at different administrative levels, shown
        side by side and not ranked; ``kind``, ``unit``, ``definition``, ``family``: shown marked, never ranked; ``none``.
    sentence_zh, sentence_en : str
        The reason in one sentence, with what differs and the caveats that remain.
    """

    relation: str
    sentence_zh: str
    sentence_en: str

    @property
    def comparability(self) -> str:
        """The class of the relation: ``same_definition``, ``same_family`` or ``not_comparable``."""
        return CLASSES[self.relation]

    def sentence(self, language: Language = "zh") -> str:
        """Return the reason in `language` (``"zh"`` or ``"en"``)."""
        return self.sentence_zh if language == "zh" else self.sentence_en


_SENTENCES: Mapping[str, tuple[str, str]] = {
    "same": ("口径、类型和单位相同，可以比较", "same definition, kind and unit: comparable"),
    "panel": (
        "总量指标，行政层级不同，并列而不排名",
        "an amount at different administrative levels: shown side by side, not ranked",
    ),
    "kind": ("同一指标，表述类型不同，不能比较", "the same indicator stated as another kind: not comparable"),
    "unit": ("同一指标，单位不同，不能比较", "the same indicator in another unit: not comparable"),
    "definition": ("同一指标，统计口径不同，不能比较", "the same indicator under another definition: not comparable"),
    "family": ("同类指标，概念不同，不能比较", "different indicators of one family: not comparable"),
    "none": ("指标不同，不能比较", "different indicators: not comparable"),
}


def may_compare(a: Mapping[str, Any], b: Mapping[str, Any], codelists: Codelists) -> Comparability:
    """Say in one sentence whether two values may be compared, and why.

    Like for like means that indicator, definition, kind and unit are equal, as SDMX compares observations of one series key;
    that amounts are not ranked across administrative levels is the rule of China's own evaluation of innovative cities.

    Parameters
    ----------
    a, b : mapping
        Observations: at least ``ref_area``, ``indicator``, ``definition``, ``kind``, ``unit_measure``; ``time_period`` and
        ``comparator`` give caveats.
    codelists : Codelists
        The project's codes.

    Returns
    -------
    Comparability
        The same in both directions.

    Examples
    --------
    >>> from compare import load
    >>> ds = load()
    >>> stated = {"ref_area": "CN-320402", "indicator": "hightech_enterprises", "definition": "standard", "unit_measure": "家"}
    >>> may_compare(stated | {"kind": "level"}, stated | {"kind": "flow"}, ds.codelists).sentence_en
    'the same indicator stated as another kind: not comparable (stock; flow over the period)'
    """
    relation = relation_of(a, b, codelists)
    zh, en = _SENTENCES[relation]
    different = _different(relation, a, b, codelists)
    if different:
        zh, en = f"{zh}（{'；'.join(n.name_zh for n in different)}）", f"{en} ({'; '.join(n.name_en for n in different)})"
    caveats = list(_caveats(a, b, codelists)) if CLASSES[relation] == "same_definition" else []
    return Comparability(relation, "；".join([zh, *(c[0] for c in caveats)]), "; ".join([en, *(c[1] for c in caveats)]))


def relation_of(a: Mapping[str, Any], b: Mapping[str, Any], codelists: Codelists) -> str:
    """Return the relation of two values, for those who need no sentence; see `may_compare`."""
    if a["indicator"] != b["indicator"]:
        families = {codelists.indicator[x["indicator"]].family for x in (a, b)}
        return "family" if len(families) == 1 and families != {""} else "none"
    if a["definition"] != b["definition"]:
        return "definition"
    if a["kind"] != b["kind"]:
        return "kind"
    if a["unit_measure"] != b["unit_measure"]:
        return "unit"
    levels = {codelists.ref_area[x["ref_area"]].level for x in (a, b)}
    return "panel" if len(levels) > 1 and is_panelled(a["kind"], a["unit_measure"], codelists) else "same"


def _different(relation: str, a: Mapping[str, Any], b: Mapping[str, Any], codelists: Codelists) -> list[Code]:
    """Return what makes the values different, in the order of the codelist: the two indicators, definitions, kinds or units."""
    if relation in {"family", "none"}:
        return _in_order(codelists.indicator, a["indicator"], b["indicator"])
    if relation == "definition":
        variants: dict[str, Code] = {d.id: d for d in codelists.indicator[a["indicator"]].definitions}
        return _in_order(variants, a["definition"], b["definition"])
    if relation == "kind":
        return _in_order(codelists.kind, a["kind"], b["kind"])
    return _in_order(codelists.unit_measure, a["unit_measure"], b["unit_measure"]) if relation == "unit" else []


def _in_order(codes: Mapping[str, Code], *wanted: str) -> list[Code]:
    return [codes[code] for code in codes if code in wanted]


def _caveats(a: Mapping[str, Any], b: Mapping[str, Any], codelists: Codelists) -> Iterator[tuple[str, str]]:
    areas = codelists.ref_area
    for part, whole in ((a["ref_area"], b["ref_area"]), (b["ref_area"], a["ref_area"])):
        if whole in ancestors(part, codelists):
            yield f"{areas[part].name_zh}属于{areas[whole].name_zh}", f"{areas[part].name_en} is part of {areas[whole].name_en}"
    years = sorted({int(x["time_period"]) for x in (a, b) if _is_given(x.get("time_period"))})
    if len(years) > 1:
        yield f"年份不同（{years[0]}、{years[1]}）", f"different years ({years[0]}, {years[1]})"
    starts = [int(x["period_start"]) for x in (a, b) if _is_given(x.get("period_start"))]
    if len(starts) == 2 and len(years) <= 1 and starts[0] != starts[1]:
        yield f"起始年份不同（{min(starts)}、{max(starts)}）", f"different first years ({min(starts)}, {max(starts)})"
    if codelists.indicator[a["indicator"]].is_unstated(a["definition"]):
        yield "文件未说明统计口径", "the documents do not state the definition"
    if any(_is_given(x.get("comparator")) and x["comparator"] != "=" for x in (a, b)):
        yield "含界限值或约数", "a bound or an approximation is among them"


def _is_given(value: object) -> bool:
    return value is not None and value == value and str(value) != "<NA>"


def is_panelled(kind: str, unit: str, codelists: Codelists) -> bool:
    """Say whether values are amounts, which are shown in panels by administrative level and never ranked across them.

    Parameters
    ----------
    kind, unit : str
        Codes of the measure.
    codelists : Codelists
        The project's codes.

    Returns
    -------
    bool
        False for ratios, ranks, rates and whatever is stated per head.
    """
    return kind in AMOUNTS and "_PER_" not in unit and codelists.unit_measure[unit].dimension not in _RELATIVE


def ancestors(area: str, codelists: Codelists) -> Iterator[str]:
    """Yield the areas that contain `area`, the nearest first."""
    seen = {area}
    while (area := codelists.ref_area[area].parent) and area not in seen:
        seen.add(area)
        yield area


def family_of(codelists: Codelists, indicator: str) -> list[str]:
    """Return an indicator and those of its family, in the order of the codelist."""
    family = codelists.indicator[indicator].family
    return codelists.families[family] if family else [indicator]


def direction(indicator: str, kind: str, codelists: Codelists) -> int:
    """Return 1 where more is better, -1 where less is, 0 where neither; of a rank, less always is."""
    return -1 if kind == "rank" else codelists.indicator[indicator].direction
