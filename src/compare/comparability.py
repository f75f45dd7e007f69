"""May two values be compared, and why: the rules of like for like.

Works on codes alone: it knows no documents, reads no files and formats no numbers. Two values are the same measure when
indicator, definition, kind and unit are equal; amounts are never ranked across administrative levels.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from compare.codelists import Codelists

AMOUNTS = frozenset({"level", "flow", "annual"})
"""Kinds whose size grows with the size of the area."""

_RELATIVE = frozenset({"percent", "permille", "rank", "multiple", "percentage_point"})
"""Dimensions that do not."""


@dataclass(frozen=True)
class Comparability:
    """How two values stand to each other.

    Attributes
    ----------
    relation : str
        ``same``: comparable and rankable; ``panel``: the same measure, but an amount at different administrative levels, shown
        side by side and not ranked; ``kind``, ``definition``, ``family``: shown marked, never ranked together; ``none``.
    sentence_zh, sentence_en : str
        The reason, with the caveats that remain.
    """

    relation: str
    sentence_zh: str
    sentence_en: str


_SENTENCES: Mapping[str, tuple[str, str]] = {
    "same": ("口径、类型和单位相同，可以比较", "same definition, kind and unit: comparable"),
    "panel": (
        "总量指标，行政层级不同，并列而不排名",
        "an amount at different administrative levels: shown side by side, not ranked",
    ),
    "kind": ("同一指标，表述类型不同", "the same indicator, stated as another kind"),
    "definition": ("同一指标，统计口径不同", "the same indicator under another definition"),
    "family": ("同类指标，概念不同", "another indicator of the same family"),
    "none": ("指标不同", "different indicators"),
}


def may_compare(a: Mapping[str, Any], b: Mapping[str, Any], codelists: Codelists) -> Comparability:
    """Say whether two observations may be compared, and why.

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
        The relation is the same in both directions.
    """
    relation = _relation(a, b, codelists)
    caveats = list(_caveats(a, b)) if relation in {"same", "panel"} else []
    zh, en = _SENTENCES[relation]
    return Comparability(relation, "；".join([zh, *(c[0] for c in caveats)]), "; ".join([en, *(c[1] for c in caveats)]))


def _relation(a: Mapping[str, Any], b: Mapping[str, Any], codelists: Codelists) -> str:
    if a["indicator"] != b["indicator"]:
        families = {codelists.indicator[x["indicator"]].family for x in (a, b)}
        return "family" if len(families) == 1 and families != {""} else "none"
    if a["definition"] != b["definition"]:
        return "definition"
    if a["kind"] != b["kind"] or a["unit_measure"] != b["unit_measure"]:
        return "kind"
    levels = {codelists.ref_area[x["ref_area"]].level for x in (a, b)}
    return "panel" if len(levels) > 1 and is_panelled(a["kind"], a["unit_measure"], codelists) else "same"


def _caveats(a: Mapping[str, Any], b: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    years = sorted({int(x["time_period"]) for x in (a, b) if _is_given(x.get("time_period"))})
    if len(years) > 1:
        yield f"年份不同（{years[0]}、{years[1]}）", f"different years ({years[0]}, {years[1]})"
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


def direction(indicator: str, kind: str, codelists: Codelists) -> int:
    """Return 1 where more is better, -1 where less is, 0 where neither; of a rank, less always is."""
    return -1 if kind == "rank" else codelists.indicator[indicator].direction
