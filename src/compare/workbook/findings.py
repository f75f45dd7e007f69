"""The sheet of findings: what the documents contradict, with both quotes, the values that take part and their rows.

Findings come from the data set as they are; the gravest stand first, in bold. An empty list says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from openpyxl.worksheet.worksheet import Worksheet

from compare.dataset import split_ids, to_rows
from compare.workbook.cells import write_text
from compare.workbook.content import Content, Row
from compare.workbook.labels import text
from compare.workbook.layout import HEAD_ROW, print_columns, write_list
from compare.workbook.notes import document_name
from compare.workbook.records import Column
from compare.workbook.sheets import link_column, names
from compare.workbook.styles import dress

_LOOKS = {"error": "error", "warning": "warning"}
"""Looks of the severities that are more than a remark; the word itself says it, too."""

_VALUES = 4
"""How many of the values that take part have a column of their own, with a link."""


def write_findings(sheet: Worksheet, content: Content, language: str) -> None:
    """Fill the sheet of findings."""
    records = to_rows(content.findings)
    printed = [*_what(content, records, language), *_quotes(content, records, language)]
    columns = [*printed, *_more(content, records, language)]
    title, note = _title(content, records, language), text("findings_note", language)
    write_list(sheet, columns, language, title=title, note=note, table=f"Findings_{language}")
    if not records:
        dress(write_text(sheet.cell(HEAD_ROW + 1, 1), text("findings_none", language)), "plain", language)
    print_columns(sheet, len(printed))


def _title(content: Content, records: Sequence[Row], language: str) -> str:
    if not records:
        return text("findings_title_none", language)
    counts = Counter(r["severity"] for r in records)
    named = [f"{code.name(language)} {counts[c]}" for c, code in content.ds.codelists.severity.items() if c in counts]
    join = "，" if language == "zh" else ", "
    return text("findings_title", language, count=len(records), severities=join.join(named))


def _what(content: Content, records: Sequence[Row], language: str) -> list[Column]:
    """Return the columns that say what was found."""
    lists = content.ds.codelists
    grave = [r["severity"] for r in records]
    known = [r["indicator"] if r["indicator"] in lists.indicator else None for r in records]
    return [
        Column(
            text("severity", language), 9, names(lists.severity, grave, language), roles=[_LOOKS.get(g, "body") for g in grave]
        ),
        Column(text("check", language), 16, names(lists.check, [r["check"] for r in records], language)),
        Column(text("region", language), 14, names(lists.ref_area, [r["ref_area"] for r in records], language)),
        Column(text("indicator", language), 24, names(lists.indicator, known, language)),
        Column(text("year", language), 8, [r["time_period"] for r in records], "number", ["0"] * len(records)),
        Column(text("message", language), 62, [r[f"message_{language}"] for r in records]),
    ]


def _quotes(content: Content, records: Sequence[Row], language: str) -> list[Column]:
    """Return the columns of the two quotes that disagree."""
    return [
        column
        for head, words, place in (("first", "quote", "quote"), ("second", "other_quote", "other"))
        for column in (
            Column(text(f"{head}_quote", language), 40, [r[words] for r in records]),
            Column(
                text(f"{head}_document", language), 18, [_name(content, r[f"{place}_source_id"], language) for r in records]
            ),
            Column(text(f"{head}_characters", language), 12, [_span(r, place, language) for r in records]),
        )
    ]


def _name(content: Content, source_id: str | None, language: str) -> str:
    return "" if source_id is None else document_name(content.ds.sources[source_id], language)


def _span(row: Row, place: str, language: str) -> str:
    start, end = row[f"{place}_start"], row[f"{place}_end"]
    return "" if start is None else text("characters", language, start=start, end=end)


def _more(content: Content, records: Sequence[Row], language: str) -> list[Column]:
    """Return the columns for work on the screen: links to quotes and values, and the rule in codes."""
    taking_part = [split_ids(r["observation_ids"]) for r in records]
    columns = []
    for head, place in (("first_row", "quote"), ("second_row", "other")):
        mentions = [content.mention_at(r[f"{place}_source_id"], r[f"{place}_start"], r[f"{place}_end"]) for r in records]
        columns.append(link_column(content, text(head, language), mentions, language))
    for number in range(min(_VALUES, max(map(len, taking_part), default=0))):
        ids = [found[number] if len(found) > number else None for found in taking_part]
        columns.append(link_column(content, text("value_taking_part", language, n=number + 1), ids, language))
    return [
        *columns,
        Column(text("found", language), 40, [r["found"] for r in records]),
        Column(text("expected", language), 40, [r["expected"] for r in records]),
        Column(text("rule_broken", language), 24, [r["rule_id"] for r in records]),
        Column(text("finding", language), 14, [r["finding_id"] for r in records]),
    ]
