"""Why an area has no value of a measure: absent is not zero, and six reasons are kept apart.

The reason is looked up in what the area, its parts and its documents state; each is one sentence, and each names its evidence:
the other value, the value of the part, or the sentence of the document. A missing denominator arises only where values are
relative to size.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from compare.codelists import OF_KIND
from compare.comparability import ancestors, family_of, relation_of
from compare.dataset.figures import denominator_of
from compare.dataset.labels import Measure, area_name, format_period, format_value, measure_label
from compare.dataset.store import PASSAGE, Dataset

_REALISED = frozenset({"baseline", "actual"})
_AROUND = 20
"""Characters of a sentence that are shown before a name; twice as many from its start."""


@dataclass(frozen=True)
class Evidence:
    """What a reason rests on: an observation where there is one, and a passage of a document.

    Attributes
    ----------
    observation_id : str
        The other value; empty where words are the evidence.
    source_id, quote : str
        The document and its sentence; empty where the absence rests on the whole document.
    start, end : int
        Span of `quote` in the stored text.
    """

    observation_id: str = ""
    source_id: str = ""
    quote: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True)
class Absence:
    """Code of the codelist ``absence``, the reason as one sentence, and what it rests on."""

    code: str
    sentence_zh: str
    sentence_en: str
    evidence: Evidence = Evidence()


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
    return (
        _stated_otherwise(ds, area, measure)
        or _stated_for_part(ds, area, measure)
        or _stated_in_words(ds, area, measure)
        or _not_stated(ds, area, measure)
    )


def explain_no_denominator(ds: Dataset, row: dict[str, Any], denominator: str) -> Absence:
    """Say that a stated value cannot be divided, because no figure of the area's own size, or of that year, is at hand."""
    is_known = denominator_of(ds, row["ref_area"], denominator) is not None
    zh, en = (f"{row['time_period']}年的", f" of {row['time_period']}") if is_known else ("", "")
    names = {x: ds.codelists.indicator[ds.codelists.denominator[denominator].indicator].name(x) for x in ("zh", "en")}
    area_en = area_name(ds, row["ref_area"], "en")
    return Absence(
        "no_denominator",
        f"没有{area_name(ds, row['ref_area'], 'zh')}自己的{zh}{names['zh']}，无法换算：{_said(ds, row, 'zh')}",
        f"“{names['en']}”{en} of {area_en} itself is not known: {_said(ds, row, 'en')} is not divided",
        _evidence(ds, row),
    )


def _stated_otherwise(ds: Dataset, area: str, measure: Measure) -> Absence | None:
    """Look for the same indicator as another kind, then for another definition or a relative of its family."""
    wanted = {"ref_area": area, "indicator": measure.indicator, "definition": measure.definition, "kind": measure.kind}
    wanted["unit_measure"] = measure.unit
    found: dict[str, dict[str, Any]] = {}
    for row in _in_order(_latest(ds, area, family_of(ds.codelists, measure.indicator))):
        found.setdefault(relation_of(wanted, row, ds.codelists), row)
    if "kind" in found:
        row = found["kind"]
        zh, en = (ds.codelists.kind[row["kind"]].name(language) for language in ("zh", "en"))
        return Absence(
            "other_kind",
            f"以“{zh}”表述：{_said(ds, row, 'zh')}",
            f"stated as {en}: {_said(ds, row, 'en')}",
            _evidence(ds, row),
        )
    for relation, (zh, en) in {
        "unit": ("单位不同", "another unit"),
        "definition": ("口径不同", "another definition"),
        "family": ("相近指标", "a related indicator"),
    }.items():
        if relation in found:
            row = found[relation]
            names = [measure_label(ds, row["indicator"], row["definition"], row["kind"], language) for language in ("zh", "en")]
            derived = _derived(ds, row, measure)
            return Absence(
                "other_definition",
                f"{zh}，{names[0]}：{_said(ds, row, 'zh')}{derived[0]}",
                f"{en}, {names[1]}: {_said(ds, row, 'en')}{derived[1]}",
                _evidence(ds, row),
            )
    return None


def _derived(ds: Dataset, row: dict[str, Any], measure: Measure) -> tuple[str, str]:
    """Return what a total comes to once it is divided by size, where that is the measure looked for."""
    for sized in ds.sized(measure.indicator):
        if Measure.of(sized) == measure and sized["input_ids"].split(" ")[0] == row["observation_id"]:
            return f"，折算为 {format_value(ds, sized, 'zh')}", f", which comes to {format_value(ds, sized, 'en')}"
    return "", ""


def _stated_for_part(ds: Dataset, area: str, measure: Measure) -> Absence | None:
    """Look for the indicator of a part: in the area's own documents, or where it has none in those of its direct parts."""
    own = {source.id: source for source in ds.sources_of(area)}
    has_own = bool(own)
    for part in ds.areas_in(own or ds.sources):
        if area not in list(ancestors(part, ds.codelists))[: None if has_own else 1]:
            continue
        about = [r for r in _targets(ds, part, [measure.indicator]) if r["source_id"] in (own or ds.sources)]
        rows = sorted(_in_order(about), key=lambda row: Measure.of(row) != measure)
        if rows:
            zh, en = (area_name(ds, part, language) for language in ("zh", "en"))
            return Absence(
                "part_only",
                f"仅就其中一部分提出，{zh}：{_said(ds, rows[0], 'zh')}",
                f"stated only for a part, {en}: {_said(ds, rows[0], 'en')}",
                _evidence(ds, rows[0]),
            )
    return None


def _stated_in_words(ds: Dataset, area: str, measure: Measure) -> Absence | None:
    """Look for a sentence of the area's documents that names the indicator without a figure."""
    named = ds.in_words(area, measure.indicator)
    if named is not None:
        return _in_words(named)
    sources = ds.sources_of(area)
    if sources and not any(source.id in ds.stating for source in sources):
        return Absence(
            "words_only",
            f"{_titles(ds, area, 'zh')}没有量化指标，文中未见该指标的名称",
            f"{_titles(ds, area, 'en')} states no figure at all; the name of this indicator was not found in it",
            Evidence(source_id=sources[0].id),
        )
    return None


def _in_words(row: dict[str, Any]) -> Absence:
    words = _shortened(row["quote"], row["char_start"] - row["quote_start"])
    evidence = Evidence("", row["source_id"], row["quote"], row["quote_start"], row["quote_end"])
    return Absence("words_only", f"只有文字表述：“{words}”", f"stated only in words: “{words}”", evidence)


def _shortened(quote: str, name: int) -> str:
    """Return what stands around position `name` of a long sentence; the evidence keeps the whole."""
    start, end = max(0, name - _AROUND), name + 2 * _AROUND
    words = " ".join(quote[start:end].split())
    return f"{'…' if start else ''}{words}{'…' if end < len(quote) else ''}"


def _not_stated(ds: Dataset, area: str, measure: Measure) -> Absence:
    stated = [row for row in ds.about(area, measure.indicator) if row["definition"] == measure.definition]
    realised = [row for row in stated if row["value_type"] in _REALISED]
    if realised:
        row = max(realised, key=_recency)
        return Absence(
            "not_stated",
            f"只有现状值，没有目标：{_said(ds, row, 'zh')}",
            f"no target, only a realised value: {_said(ds, row, 'en')}",
            _evidence(ds, row),
        )
    own = ds.sources_of(area)
    if not own:
        return Absence("not_stated", "该地区没有自己的文件", "no document of its own")
    zh, en = f"{_titles(ds, area, 'zh')}未提出", f"not stated in {_titles(ds, area, 'en')}"
    return Absence("not_stated", zh, en, Evidence(source_id=own[0].id))


def _titles(ds: Dataset, area: str, language: str) -> str:
    """Return the titles of an area's own documents."""
    sources = ds.sources_of(area)
    if language == "zh":
        return "、".join(_quoted(source.title, "《", "》") for source in sources)
    return ", ".join(_quoted(source.title_en, "“", "”") for source in sources)


def _targets(ds: Dataset, area: str, indicators: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Yield an area's targets; of a range its lower end."""
    stated = (row for indicator in indicators for row in ds.about(area, indicator))
    return (row for row in stated if row["value_type"] == "target" and row["bound"] != "upper")


def _latest(ds: Dataset, area: str, indicators: Iterable[str]) -> Iterable[dict[str, Any]]:
    """Return the latest target of each measure of an area."""
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    for row in _targets(ds, area, indicators):
        measure = row["indicator"], row["definition"], row["kind"], row["unit_measure"]
        if measure not in found or _recency(found[measure]) < _recency(row):
            found[measure] = row
    return found.values()


def _in_order(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Order targets: amounts and ratios before rates of change, then the latest first."""
    return sorted(sorted(rows, key=_recency, reverse=True), key=lambda row: row["kind"] in OF_KIND)


def _recency(row: dict[str, Any]) -> tuple[int, str]:
    return (row["time_period"] or -1, row["observation_id"])


def _evidence(ds: Dataset, row: dict[str, Any]) -> Evidence:
    """Return an observation as evidence, with the sentence of its first mention."""
    passage = ds.passage(row["mention_ids"].split(" ")[0])
    return Evidence(row["observation_id"], *(passage[name] for name in PASSAGE))


def _said(ds: Dataset, row: dict[str, Any], language: str) -> str:
    value, period = format_value(ds, row, language), format_period(row, language)
    return f"{value}（{period}）" if language == "zh" else f"{value} ({period})"


def _quoted(title: str, left: str, right: str) -> str:
    return title if title.startswith(left) else left + title + right
