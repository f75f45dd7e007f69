"""Checks of what a document states and the tables cannot hold: one finding a document, with the number of places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from compare.checks.evidence import Evidence, Row
from compare.checks.findings import Finding
from compare.checks.rules import Rule

_SHOWN = 5
"""How many names a message lists before it says that there are more."""


def check_region_missing(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Find figures of which no area is known, or of an area that has no code: one finding for each document and such area."""
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for mention in evidence.ds.stated:
        if not mention["ref_area"]:
            groups[(mention["source_id"], mention["ref_area_text"] or "")].append(mention)
    for (_, area), mentions in groups.items():
        first, count = _first(mentions), len(mentions)
        about_zh = f"属于没有代码的“{area}”" if area else "未识别出所属地区"
        about_en = f"about “{area}”, which has no code" if area else "without an area"
        yield Finding(
            rule=rule,
            subject=_of_document(first),
            found=f"{count}: {area or '?'}",
            expected="ref_area",
            zh=f"{_title(evidence, first)[0]}中{about_zh}的数值：{count}处",
            en=f"figures in {_title(evidence, first)[1]} {about_en}: {count}",
            quotes=(first,),
        )


def check_uncatalogued(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Find figures that state an indicator which the codelist does not have: one finding for each document."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for mention in evidence.ds.stated:
        if not mention["indicator"]:
            groups[mention["source_id"]].append(mention)
    for mentions in groups.values():
        ordered = sorted(mentions, key=_place)
        names = _names(m["indicator_text"] or m["text"] for m in ordered)
        count = len(mentions)
        yield Finding(
            rule=rule,
            subject=_of_document(ordered[0]),
            found=f"{count}: {names}",
            expected="indicator",
            zh=f"{_title(evidence, ordered[0])[0]}中未编目指标的数值：{count}处（{names}）",
            en=f"figures in {_title(evidence, ordered[0])[1]} of indicators that are not catalogued: {count} ({names})",
            quotes=(ordered[0],),
        )


def _names(texts: Iterable[str]) -> str:
    distinct = list(dict.fromkeys(texts))
    return "; ".join(distinct[:_SHOWN]) + ("; …" if len(distinct) > _SHOWN else "")


def _place(mention: Row) -> tuple[int, str]:
    return int(mention["char_start"]), str(mention["mention_id"])


def _first(mentions: list[Row]) -> Row:
    return min(mentions, key=_place)


def _of_document(mention: Row) -> Row:
    """Return the mention as a subject: what it is about is not known."""
    return {"source_id": mention["source_id"]}


def _title(evidence: Evidence, mention: Row) -> tuple[str, str]:
    """Return the title of a mention's document, or its id where it has no entry in ``sources.yaml``."""
    source = evidence.ds.sources.get(mention["source_id"])
    titles = (source.title, source.title_en) if source else (mention["source_id"], mention["source_id"])
    return f"《{titles[0]}》", f"“{titles[1]}”"
