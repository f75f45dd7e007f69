"""The closing sections of a benchmark report: who states nothing and why, the quotes, the sources.

Quotes are text of the documents: they are escaped, with the number that was taken from them highlighted.
"""

from __future__ import annotations

import re

from compare.dataset import Dataset, Measure, Source, comment_text, comparability_note, to_rows, trace
from compare.pages.markup import Content, Html, element, join, link, table
from compare.pages.overview import document_number, sources_of
from compare.pages.view import Row, View, stated

_HERE = "\0"
"""Stands in a sentence where an element is to be put; no document holds it."""


_HALVES = re.compile(r"(?P<zh>.*[\u3002\uff1b])\s+(?P<en>[A-Z][^\u3002]*)", re.DOTALL)
"""A note in both languages: Chinese sentences, a space, English ones."""


def absences(view: View) -> Html:
    """List for each area what it does not state, by reason."""
    parts: list[Content] = [
        element("h2", view.word("absences"), id="absences"),
        element("p", view.word("absences_note"), class_="note"),
    ]
    column = f"absence_{view.language}"
    for area in view.areas:
        missing = view.rows[(view.rows["ref_area"] == area) & view.rows["obs_value"].isna()]
        if missing.empty:
            continue
        rows: list[list[Content]] = []
        for (code, sentence), group in missing.groupby(["absence", column], sort=False):
            names = join((_measure_link(view, row) for row in to_rows(group)), view.word("list_comma"))
            reason = view.ds.codelists.absence[str(code)].name(view.language)
            reason += comparability_note(view.ds, to_rows(group)[0], view.language)
            rows.append([reason, join([str(sentence), *_rests_on(view, to_rows(group)[0])]), names])
        heads = [view.word(key) for key in ("reason", "explanation", "measures_column")]
        parts.append(element("div", table(heads, rows, caption=view.area(area), classes="reasons"), id=f"a-{area}"))
    return join(parts)


def _rests_on(view: View, row: Row) -> list[Content]:
    """Return the sentence of a document that a reason rests on, with its place."""
    if row["evidence_quote"] is None:
        return []
    source = row["evidence_source_id"]
    place = link(f"#s-{source}", f"{source} {int(row['evidence_start'])}–{int(row['evidence_end'])}")
    words = f"“{' '.join(row['evidence_quote'].split())}”"
    is_said = words in row[f"absence_{view.language}"]
    return [element("div", join([] if is_said else [element("span", words, lang="zh"), " "]), place, class_="note")]


def _measure_link(view: View, row: Row) -> Html:
    measure = Measure.of(row)
    return link(f"#m{view.number(measure):02d}", view.label(measure))


def quotes(view: View) -> Html:
    """Show the words of the documents behind every value compared, with document number and characters."""
    parts: list[Content] = [
        element("h2", view.word("quotes"), id="quotes"),
        element("p", view.word("quotes_note"), class_="note"),
    ]
    heads = [view.word(key) for key in ("area", "target", "quote", "source", "characters")]
    for measure in view.measures:
        number = view.number(measure)
        rows, ids = _quote_rows(view, measure)
        caption = join(
            [view.label(measure), " ", link(f"#m{number:02d}", f"↑ {view.word('see_figure')}", class_="note screen")]
        )
        parts.append(element("div", table(heads, rows, caption=caption, row_ids=ids), id=f"q{number:02d}"))
    return join(parts)


def _quote_rows(view: View, measure: Measure) -> tuple[list[list[Content]], list[str]]:
    """Return a row for each mention behind the values of a measure, and the rows' ids: the first of an area is its anchor."""
    rows: list[list[Content]] = []
    ids: list[str] = []
    for row in stated(view.of(measure)):
        found = trace(view.ds, ref_area=row["ref_area"], indicator=measure.indicator)
        found = found[found["observation_id"] == row["observation_id"]]
        for turn, mention in enumerate(to_rows(found)):
            anchor = f"q{view.number(measure):02d}-{row['ref_area']}"
            ids.append(anchor if turn == 0 else f"{anchor}-{turn + 1}")
            value = join([view.dated(row), *_remarks(view, row)])
            rows.append([view.area(row["ref_area"]), value, _quote(view, mention), *_place(view, mention)])
    return rows, ids


def _remarks(view: View, row: Row) -> list[Html]:
    """Say what is inferred or mended in a value, such as a year that its sentence does not state."""
    found = view.ds.observation(row["observation_id"])
    comment = found["comment"] if found else None
    return [element("div", comment_text(view.ds, comment, view.language), class_="note")] if comment else []


def _quote(view: View, mention: Row) -> Html:
    """Return the quote with its number marked; the document's name of the indicator where the quote lacks it; the section."""
    notes = [] if mention["section"] is None else [mention["section"]]
    if words := row_head(view.ds, mention):
        notes.insert(0, view.word("quoted_indicator", text=words))
    parts = [element("div", note, class_="note") for note in notes]
    return element("td", marked_quote(view.ds, mention), *parts, class_="quote", lang="zh")


def marked_quote(ds: Dataset, mention: Row) -> Html:
    """Return the quote of a mention, its number marked."""
    start = int(mention["char_start"]) - int(ds.mention(mention["mention_id"])["quote_start"])
    text, number = mention["quote"], mention["text"]
    if start < 0 or text[start : start + len(number)] != number:
        return join([text])
    return join([text[:start], element("mark", number), text[start + len(number) :]])


def row_head(ds: Dataset, mention: Row) -> str:
    """Return the document's name of the indicator where the quote lacks it, as a cell of a table does; else nothing."""
    words = ds.mention(mention["mention_id"])["indicator_text"]
    return "" if words is None or _holds(mention["quote"], words) else str(words)


def _holds(quote: str, words: str) -> bool:
    """Say whether a quote holds the words of an indicator; those of a table's row head stand outside the quote of a cell."""
    return all(word in quote for word in words.split())


def _place(view: View, mention: Row) -> list[Content]:
    source = view.ds.sources[mention["source_id"]]
    title = source.title if view.language == "zh" else source.title_en
    number = element("div", document_number(view, source), class_="note nowrap")
    span = element("span", f"{int(mention['char_start'])}–{int(mention['char_end'])}", class_="nowrap")
    return [join([link(f"#s-{source.id}", title), number]), span]


def sources(view: View) -> Html:
    """List the documents with issuer, document number, date, address, file, checksum, and what else is worth knowing."""
    items = []
    for source in sources_of(view):
        line = {
            "issuer": source.issuer if view.language == "zh" else source.issuer_en,
            "title": source.title if view.language == "zh" else source.title_en,
            "issued": source.issued,
        }
        before, after = view.word("source_line", number=_HERE, **line).split(_HERE)
        parts: list[Content] = [before, document_number(view, source), after, " "]
        if source.address:
            parts += [link(source.address, view.word("source_address")), " "]
        file = view.word("source_file", file=source.file, digest=source.sha256[:16] + "…")
        parts += [element("div", file, class_="note"), _note(view, source)]
        items.append(element("li", *parts, id=f"s-{source.id}"))
    return join([element("h2", view.word("sources"), id="sources"), element("ol", *items)])


def _note(view: View, source: Source) -> Html | None:
    """Return the note on a document; a note that is written in Chinese and then in English gives its half."""
    halves = _HALVES.fullmatch(source.note)
    note = source.note if not halves else halves["zh" if view.language == "zh" else "en"]
    return element("div", note, class_="note") if note else None
