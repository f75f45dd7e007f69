"""The notes under the comparison matrix: marks, reasons, definitions, sources.

Collects sentences from the codelists and the comparisons; decides nothing about values. Writes no cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from string import ascii_lowercase

from compare.codelists import Code, Indicator
from compare.dataset import Dataset, Measure, Source, area_name, comparability_note, measure_name
from compare.workbook.content import Content, mark
from compare.workbook.labels import text

_NAMED = 3
"""Up to how many measures are named before a reason that they share."""


@dataclass(frozen=True)
class TableNotes:
    """Notes of a table.

    Attributes
    ----------
    lines : tuple of str
        Paragraphs under the table, in order.
    markers : Mapping
        What to append to a measure's name, such as ``" [3]"``.
    """

    lines: tuple[str, ...]
    markers: Mapping[Measure, str]


def absence_letters(ds: Dataset) -> Mapping[str, str]:
    """Return the letter that stands for each reason of absence, in the order of the codelist."""
    return dict(zip(ds.codelists.absence, ascii_lowercase, strict=False))


def matrix_notes(content: Content, language: str) -> TableNotes:
    """Write the notes of the comparison matrix."""
    markers: dict[Measure, str] = {}
    definitions: list[str] = []
    for compared in content.comparisons:
        words = definition_words(content.ds, compared.measure, language)
        if words:
            definitions.append(f"[{len(definitions) + 1}] {words}")
            markers[compared.measure] = f" [{len(definitions)}]"
    general = [f"{n}. {line}" for n, line in enumerate(_general(content, language), 1)]
    lines = [
        *_block("notes", general, language),
        *_block("definitions", definitions, language),
        *_block("contradictions", _contradictions(content, language), language),
        *_block("absences", _absences(content, language), language),
        source_line(content, language),
    ]
    return TableNotes(tuple(lines), markers)


def _block(key: str, lines: Iterable[str], language: str) -> list[str]:
    """Return `lines` under their heading or nothing where there are none."""
    found = list(lines)
    return [text(key, language), *found] if found else []


def _general(content: Content, language: str) -> Iterator[str]:
    """Yield the remarks on marks, reasons, references and years, as far as the table needs them."""
    ds, join = content.ds, text("list_join", language)
    rows = [row for compared in content.comparisons for row in compared.rows.values()]
    used = {row["comparator"] for row in rows if row["comparator"] is not None}
    marks = [f"{mark(c)} {code.name(language)}" for c, code in ds.codelists.comparator.items() if c in used and mark(c)]
    if marks:
        yield text("note_marks", language, marks=join.join(marks))
    silent = [row for row in rows if content.is_undocumented(row)]
    absent = {row["absence"] for row in rows if row["absence"] is not None and not content.is_undocumented(row)}
    reasons = [f"{letter} {ds.codelists.absence[c].name(language)}" for c, letter in absence_letters(ds).items() if c in absent]
    if reasons:
        yield text("note_absent", language, reasons=join.join(reasons))
    if silent:
        yield text("note_silent", language)
    if any(row["reference_area"] is not None for row in rows):
        yield text("note_best", language)
    yield text("note_year", language)


def definition_words(ds: Dataset, measure: Measure, language: str) -> str:
    """Return the sentence that says what a measure covers, or an empty text where its name says it all."""
    indicator = ds.codelists.indicator[measure.indicator]
    words = meaning(indicator, next((d for d in indicator.definitions if d.id == measure.definition), None), language)
    return _said(measure_name(ds, measure, language), words, language) if words else ""


def meaning(indicator: Indicator, variant: Code | None, language: str) -> str:
    """Return what an indicator covers in a variant: the words of both, where those of the variant only repeat its name."""
    whole, words = indicator.description(language), variant.description(language) if variant else ""
    if variant and words.rstrip("。.").casefold() == variant.name(language).casefold():
        return (whole + ("" if language == "zh" else " ") + _said(text("definition", language), words, language)).strip()
    return words or whole


def _said(subject: str, words: object, language: str) -> str:
    return f"{subject}：{words}" if language == "zh" else f"{subject}: {words}"


def _contradictions(content: Content, language: str) -> Iterator[str]:
    """Yield what else documents state for a value of the table."""
    for compared in content.comparisons:
        name = measure_name(content.ds, compared.measure, language)
        for row in compared.rows.values():
            if row["note_zh"] is not None:
                area = area_name(content.ds, row["ref_area"], language)
                yield "* " + _said(
                    f"{area}, {name}" if language == "en" else f"{area}，{name}", row[f"note_{language}"], language
                )


def _absences(content: Content, language: str) -> Iterator[str]:
    """Yield for each region why it has no value; a sentence that holds for several measures is written once."""
    comma, stop = ("、", "。") if language == "zh" else (", ", ".")
    for area in content.areas:
        named: dict[str, list[str]] = {}
        for compared in content.comparisons:
            row = compared.rows[area]
            if row["absence"] is not None and not content.is_undocumented(row):
                sentence = f"{row[f'absence_{language}']} ({absence_letters(content.ds)[row['absence']]})"
                sentence += comparability_note(content.ds, row, language)
                named.setdefault(sentence, []).append(measure_name(content.ds, compared.measure, language))
        words = [_said(comma.join(n), sentence, language) if len(n) <= _NAMED else sentence for sentence, n in named.items()]
        if words:
            yield _said(area_name(content.ds, area, language), text("list_join", language).join(words) + stop, language)


def source_line(content: Content, language: str) -> str:
    """Return the line under a table that names the documents."""
    return text("source_line", language, sources=source_list(content.ds, language))


def document_name(source: Source, language: str) -> str:
    """Return the number of a document, its title where it has none."""
    return source.document_number or document_title(source, language)


def document_title(source: Source, language: str) -> str:
    """Return the title of a document, in Chinese in the marks of a title."""
    if language != "zh":
        return source.title_en
    return source.title if "《" in source.title else f"《{source.title}》"


def source_list(ds: Dataset, language: str) -> str:
    """Return the documents with number and date, in one line."""
    named = []
    for source in ds.sources.values():
        details = [d for d in (source.document_number, source.issued) if d]
        if language == "zh":
            named.append(document_title(source, language) + (f"（{'，'.join(details)}）" if details else ""))
        else:
            named.append(document_title(source, language) + (f" ({', '.join(details)})" if details else ""))
    return text("list_join", language).join(named)
