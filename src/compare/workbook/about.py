"""The sheets about the workbook: contents, sources and methods.

Names and explanations of codes come from the codelists; the workbook's own words from `labels`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

from compare.codelists import Code
from compare.dataset import area_name, source_note
from compare.workbook.cells import is_missing, write_text
from compare.workbook.content import REFERENCE_GAP, SOURCE_OF_FIGURES, Content, mark
from compare.workbook.families import has_long_charts
from compare.workbook.family_charts import MOST_BARS
from compare.workbook.gap_lines import is_live, reference_name
from compare.workbook.labels import sheet_name, text
from compare.workbook.labels.principles import PRINCIPLES
from compare.workbook.layout import (
    HEAD_ROW,
    LARGE,
    is_large,
    line_height,
    set_up_page,
    set_widths,
    write_heading,
    write_list,
    write_records,
)
from compare.workbook.matrix import is_plain
from compare.workbook.notes import absence_letters, source_list
from compare.workbook.planned import Planned
from compare.workbook.records import Column
from compare.workbook.sheets import link_column
from compare.workbook.styles import dress

_NAME_WIDTH = 44
"""Width of the names of sheets, the longest of which have 31 Chinese characters."""


def write_contents(sheet: Worksheet, content: Content, language: str, planned: Sequence[Planned]) -> None:
    """Fill the first sheet: what the workbook holds, with links, and what it was made from."""
    write_heading(sheet, text("title", language), _regions(content, language), language)
    set_widths(sheet, [_NAME_WIDTH, 110])
    links = [(page.name, "A1") for page in planned]
    heads = (text("sheet", language), text("holds", language))
    columns = [
        Column(heads[0], _NAME_WIDTH, [name for name, _ in links], "jump", links=links),
        Column(heads[1], 110, [page.holds for page in planned], "fact"),
    ]
    row = write_records(sheet, columns, language, HEAD_ROW) + 1
    dress(write_text(sheet.cell(row, 1), text("run_heading", language)), "heading", language)
    dress(sheet.cell(row, 2), "heading", language)
    for key, value in _facts(content, language).items():
        row += 1
        dress(write_text(sheet.cell(row, 1), text(key, language)), "fact", language)
        dress(write_text(sheet.cell(row, 2), value), "fact", language)
        sheet.row_dimensions[row].height = max(16.0, line_height(value, 104))
    set_up_page(sheet, language)


def _regions(content: Content, language: str) -> str:
    names = [area_name(content.ds, source.ref_area, language) for source in content.ds.sources.values()]
    return ("、" if language == "zh" else ", ").join(dict.fromkeys(names))


def _facts(content: Content, language: str) -> Mapping[str, str]:
    """Return what the workbook was made from; nothing of it depends on the clock."""
    sources = content.ds.sources.values()
    chosen = [area_name(content.ds, a, language) for a in content.areas]
    chosen += [content.ds.codelists.indicator[i].name(language) for i in content.observations["indicator"].unique()]
    plain = text("run_plain_text", language, records=f"{LARGE:,}", bars=MOST_BARS)
    return {
        "run_documents": source_list(content.ds, language),
        "run_latest": max((s.issued for s in sources), default=""),
        "run_observations": f"{len(content.observations)} / {len(content.mentions)}",
        "run_reference": reference_name(content, language),
        "run_selection": text("everything", language)
        if content.selection.is_everything
        else text("list_join", language).join(chosen),
        **({"run_plain": plain} if _is_plain(content) else {}),
        "run_version": text("run_version_text", language, sheet=sheet_name("sources", language)),
    }


def _is_plain(content: Content) -> bool:
    """Say whether a sheet holds less than it would in a smaller workbook."""
    lists = (content.observations, content.mentions, content.derived, content.findings, content.actions)
    is_long = any(is_large(len(frame)) for frame in lists) or not is_live(content)
    return is_long or is_plain(content) or has_long_charts(content)


def write_sources(sheet: Worksheet, content: Content, language: str) -> None:
    """Fill the sheet of sources: the plans, then where reference figures come from."""
    sources = list(content.ds.sources.values())
    is_zh = language == "zh"
    columns = [
        Column(text("source", language), 18, [s.id for s in sources]),
        Column(text("region", language), 14, [area_name(content.ds, s.ref_area, language) for s in sources]),
        Column(text("doc_title", language), 42, [s.title_in(language) for s in sources]),
        Column(text("document_number", language), 20, [s.document_number for s in sources]),
        Column(text("issuer", language), 24, [s.issuer if is_zh else s.issuer_en for s in sources]),
        Column(text("issued", language), 12, [s.issued for s in sources]),
        Column(text("plan_period", language), 12, [_years(s.period_start, s.period_end) for s in sources]),
        Column(text("address", language), 20, [s.address for s in sources]),
        _first_quotes(content, [s.id for s in sources], language),
        Column("SHA-256", 34, [s.sha256 for s in sources]),
        Column(text("remark", language), 58, [source_note(s, language) for s in sources]),
    ]
    title = text("sources_title", language, count=len(sources))
    write_list(sheet, columns, language, title=title, note=text("sources_note", language), table=f"Sources_{language}")
    _write_references(sheet, content, language, HEAD_ROW + len(sources) + REFERENCE_GAP - 2)


def _first_quotes(content: Content, ids: Sequence[str], language: str) -> Column:
    """Return a column that leads to the first quote of each document."""
    mentions = content.mentions.drop_duplicates("source_id").set_index("source_id")["mention_id"].to_dict()
    return link_column(content, text("first_quote_row", language), [mentions.get(i) for i in ids], language)


def _years(start: int, end: int) -> str:
    return str(start) if start == end else f"{start}–{end}"


def _write_references(sheet: Worksheet, content: Content, language: str, row: int) -> None:
    """Write a list of the sources of reference figures, a row a source."""
    frame, ds, lists = content.ds.reference, content.ds, content.ds.codelists
    groups = [group for _, group in frame.groupby(SOURCE_OF_FIGURES, dropna=False, sort=True)]
    heading = text("reference_heading", language, count=len(groups))
    dress(write_text(sheet.cell(row, 1), heading), "heading", language)
    areas = [_join(dict.fromkeys(area_name(ds, a, language) for a in g["ref_area"]), language) for g in groups]
    indicators = [_join(dict.fromkeys(_indicator(content, i, language) for i in g["indicator"]), language) for g in groups]
    columns = [
        Column(text("regions", language), 18, areas),
        Column(text("years", language), 14, [_years(*_range(g["time_period"])) for g in groups]),
        Column(text("doc_title", language), 42, [g["source_title"].iloc[0] for g in groups]),
        Column(text("confidence", language), 20, [_named(lists.confidence, g["confidence"], language) for g in groups]),
        Column(text("indicator", language), 24, indicators),
        Column(text("rows", language), 12, [len(g) for g in groups], "number"),
        Column(text("vintage", language), 12, [_named(lists.vintage, g["vintage"], language) for g in groups]),
        Column(text("address", language), 20, [g["source_address"].iloc[0] for g in groups]),
    ]
    if groups:
        write_records(sheet, columns, language, row + 1)


def _range(years: Any) -> tuple[int, int]:
    return int(years.min()), int(years.max())


def _indicator(content: Content, code: str, language: str) -> str:
    known = content.ds.codelists.indicator
    return known[code].name(language) if code in known else code


def _named(codes: Mapping[str, Code], values: Any, language: str) -> str:
    """Return the names of codes, each once, in the order of their list."""
    return _join((code.name(language) for i, code in codes.items() if i in set(values)), language)


def _join(words: Any, language: str) -> str:
    return ("、" if language == "zh" else ", ").join(str(w) for w in words if not is_missing(w))


def write_methods(sheet: Worksheet, content: Content, language: str) -> None:
    """Fill the sheet of methods: the principles, then each codelist that a reader meets."""
    lists = content.ds.codelists
    letters = absence_letters(content.ds)
    write_heading(sheet, text("methods_title", language), "", language)
    set_widths(sheet, [22, 28, 100])
    room = 142 if language == "zh" else 165  # Latin letters are narrower than the digit that widths count in
    row = HEAD_ROW - 1
    for number, words in enumerate(PRINCIPLES, 1):
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=3)
        dress(write_text(sheet.cell(row, 1), f"{number}. {words[language != 'zh']}"), "fact", language)
        sheet.row_dimensions[row].height = line_height(words[language != "zh"], room)
        row += 1
    row = _write_codes(sheet, row + 1, "comparator", {mark(c) or c: code for c, code in lists.comparator.items()}, language)
    row = _write_codes(sheet, row, "reason", {letters[c]: code for c, code in lists.absence.items()}, language)
    for key, codes in (
        ("comparability", lists.comparability),
        ("kind", lists.kind),
        ("value_type", lists.value_type),
        ("level", lists.area_level),
        ("obs_status", lists.obs_status),
        ("severity", lists.severity),
        ("transformation", lists.transformation),
        ("confidence", lists.confidence),
        ("vintage", lists.vintage),
    ):
        row = _write_codes(sheet, row, key, codes, language)
    set_up_page(sheet, language)


def _write_codes(sheet: Worksheet, row: int, key: str, codes: Mapping[str, Code], language: str) -> int:
    """Write one list of codes with heading; return the row after the blank line that follows."""
    for column, words in enumerate((text(key, language), text("name", language), text("meaning", language)), 1):
        dress(write_text(sheet.cell(row, column), words), "heading", language)
    for sign, code in codes.items():
        row += 1
        words = code.description(language)
        room = 96 if language == "zh" else 112
        for column, value in enumerate((sign, code.name(language), words), 1):
            dress(write_text(sheet.cell(row, column), value), "fact", language)
        sheet.row_dimensions[row].height = max(16.0, line_height(words, room), line_height(code.name(language), 26))
    return row + 2
