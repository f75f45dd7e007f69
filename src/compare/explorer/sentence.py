"""The sentence behind a value, its number marked; of an absence the reason and what it rests on.

Quotes are text of the documents: they reach the page through `compare.pages` only, which escapes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from compare.dataset import (
    Measure,
    area_name,
    comment_text,
    format_period,
    format_value,
    measure_name,
)
from compare.explorer.choice import Choice, cell_key
from compare.explorer.tables import Tables
from compare.explorer.words import say
from compare.pages.markup import Content, Html, element, join, link
from compare.pages.page import Page
from compare.pages.quoting import document_number, marked_quote, mentions_of, row_head

Row = Mapping[str, Any]


def sentence(tables: Tables, choice: Choice) -> Html:
    """Show where the value comes from that the choice names, or why there is none.

    Parameters
    ----------
    tables : Tables
        What is known of the data set.
    choice : Choice
        What is chosen; `Choice.shown` names the value.

    Returns
    -------
    Html
        Heading, quotes with document, section and characters, and what was inferred or mended, brought into sight by the
        pane; an invitation where nothing is chosen.
    """
    row = _find(tables, choice)
    if row is None:
        return element("section", element("p", say("click_a_value", choice.language), class_="hint"), class_="sentence")
    parts = _absence(tables, choice, row) if row["obs_value"] is None else _stated(tables, choice, row)
    label = say("sentence_label", choice.language)
    return element("section", *parts, class_="sentence", aria_label=label, tabindex=0, data_reveal=choice.shown)


def _find(tables: Tables, choice: Choice) -> Row | None:
    """Return the row of the comparison, or the observation, that is shown."""
    if "|" not in choice.shown:
        return tables.ds.observation(choice.shown)
    measures = [m for m in tables.measures(choice) if choice.shown.endswith(cell_key("", m))]
    rows = [row for measure in measures for row in tables.rows(choice, measure)]
    return next((row for row in rows if cell_key(row["ref_area"], Measure.of(row)) == choice.shown), None)


def _heading(tables: Tables, choice: Choice, row: Row, *value: Content) -> Html:
    name = measure_name(tables.ds, Measure.of(row), choice.language)
    area = area_name(tables.ds, row["ref_area"], choice.language)
    return element("h4", area, " · ", name, say("colon", choice.language), *value)


def _stated(tables: Tables, choice: Choice, row: Row) -> list[Content]:
    """Return heading and quotes of a value."""
    ds, language = tables.ds, choice.language
    value = element("strong", format_value(ds, row, language))
    year = format_period(row, language)
    kind = ds.codelists.value_type[row["value_type"]].name(language)
    mentions = mentions_of(Page(ds, language), row)
    notes = [element("p", note, class_="warn") for note in _remarks(tables, choice, row)]
    brackets = say("brackets", language, text=say("list", language).join(filter(None, (year, kind))))
    return [_heading(tables, choice, row, value, brackets), *(_mention(tables, choice, m) for m in mentions), *notes]


def _remarks(tables: Tables, choice: Choice, row: Row) -> list[str]:
    """Return what was inferred or mended, and what else is stated or contradicts."""
    observation = tables.ds.observation(row["observation_id"]) or {}
    comment = comment_text(tables.ds, observation.get("comment"), choice.language)
    inferred = [say("inferred", choice.language, text=comment)] if comment else []
    note = row.get(f"note_{choice.language}")
    return inferred + ([str(note)] if note is not None else [])


def _mention(tables: Tables, choice: Choice, mention: Row) -> Html:
    """Return a quote with its number marked, and its place."""
    language = choice.language
    lines: list[Content] = [element("blockquote", marked_quote(mention), lang="zh")]
    if words := row_head(mention):
        lines.append(element("p", say("in_table", language, text=words), class_="note"))
    if mention["repair"] is not None:
        lines.append(element("p", say("repaired", language, text=mention["repair"]), class_="warn"))
    place = _place(tables, choice, mention["source_id"], mention["char_start"], mention["char_end"], mention["section"])
    return element("div", *lines, place, class_="mention")


def _absence(tables: Tables, choice: Choice, row: Row) -> list[Content]:
    """Return the reason why there is no value, and the sentence that it rests on."""
    language = choice.language
    reason = tables.ds.codelists.absence[row["absence"]].name(language)
    parts: list[Content] = [
        _heading(tables, choice, row, element("strong", reason)),
        element("p", row[f"absence_{language}"]),
    ]
    if row["evidence_quote"] is not None:
        quote = element("blockquote", row["evidence_quote"], lang="zh")
        place = _place(tables, choice, row["evidence_source_id"], row["evidence_start"], row["evidence_end"], None)
        parts.append(element("div", element("p", say("rests_on", language), class_="note"), quote, place, class_="mention"))
    return parts


def _place(  # noqa: PLR0913  what a place in a document consists of
    tables: Tables, choice: Choice, source_id: str, start: int, end: int, section: str | None
) -> Html:
    """Return document, number, date, section and characters in a line."""
    source, page, language = tables.ds.sources[source_id], Page(tables.ds, choice.language), choice.language
    title = page.title_of(source)
    parts: list[Content] = [
        element("cite", link(source.address, title) if source.address else title),
        document_number(page, source),
        say("issued", language, date=source.issued),
        element("span", section, lang="zh") if section else None,
        say("characters", language, start=start, end=end, file=source.file),
    ]
    return element("p", join([part for part in parts if part is not None], " · "), class_="place")
