"""The words of the documents behind values, and the lists of sources: the same in every report.

Quotes are text of the documents: they are escaped, with the number that was taken from them highlighted. Which values are
quoted, and which sources are listed, is the report's to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from compare.dataset import Source, comment_text, source_note
from compare.pages.markup import Content, Html, element, join, link, table
from compare.pages.page import Page, Row

_HERE = "\0"
"""Stands in a sentence where an element is to be put; no document holds it."""


def quote_table(
    page: Page,
    rows: Iterable[Row],
    *,
    anchor: Callable[[Row], str],
    head: Callable[[Row], Content],
    heads: Sequence[str],
    caption: Content = None,
) -> Html:
    """Show the words behind values, a line for each mention.

    Parameters
    ----------
    page : Page
        Data and language.
    rows : iterable of mapping
        Values with their ``observation_id``.
    anchor : callable
        Gives the id of the line of a value, for links to it; its further mentions get ``-2``, ``-3`` … behind it.
    head : callable
        Gives what stands at the head of the lines of a value.
    heads : sequence of str
        Keys of the words at the head of the first two columns; the other columns are the same everywhere.
    caption : Html or str, optional
        Title of the table.

    Returns
    -------
    Html
        The table: head, value with remarks, quote, document, characters.
    """
    lines: list[list[Content]] = []
    ids: list[str] = []
    for row in rows:
        for turn, mention in enumerate(mentions_of(page, row)):
            ids.append(anchor(row) if turn == 0 else f"{anchor(row)}-{turn + 1}")
            value = join([page.dated(row), *_remarks(page, row)])
            lines.append([head(row), value, _quote(page, mention), *_place(page, mention)])
    words = [page.word(key) for key in (*heads, "quote", "source", "characters")]
    return table(words, lines, caption=caption, row_ids=ids, classes="quotes")


def mentions_of(page: Page, row: Row) -> list[dict[str, Any]]:
    """Return the mentions that a value was read from, in the order of the text."""
    observation = page.ds.observation(row["observation_id"])
    codes = (observation["mention_ids"] or "").split() if observation else []
    return sorted(map(page.ds.mention, codes), key=lambda mention: (mention["source_id"], mention["char_start"]))


def _remarks(page: Page, row: Row) -> list[Html]:
    """Say what is inferred or mended in a value, such as a year that its sentence does not state."""
    observation = page.ds.observation(row["observation_id"])
    comment = observation["comment"] if observation else None
    return [element("div", comment_text(page.ds, comment, page.language), class_="note")] if comment else []


def _quote(page: Page, mention: Row) -> Html:
    """Return the quote with its number marked; the document's name of the indicator where the quote lacks it; the section."""
    notes = [] if mention["section"] is None else [mention["section"]]
    if words := row_head(mention):
        notes.insert(0, page.word("quoted_indicator", text=words))
    parts = [element("div", note, class_="note") for note in notes]
    return element("td", marked_quote(mention), *parts, class_="quote", lang="zh")


def marked_quote(mention: Row) -> Html:
    """Return the quote of a mention, its number marked."""
    start = int(mention["char_start"]) - int(mention["quote_start"])
    text, number = mention["quote"], mention["text"]
    if start < 0 or text[start : start + len(number)] != number:
        return join([text])
    return join([text[:start], element("mark", number), text[start + len(number) :]])


def row_head(mention: Row) -> str:
    """Return the document's name of the indicator where the quote lacks it, as that of a cell of a table does; else nothing."""
    words = mention["indicator_text"]
    return "" if words is None or _holds(mention["quote"], words) else str(words)


def _holds(quote: str, words: str) -> bool:
    """Say whether a quote holds the words of an indicator; those of a table's row head stand outside the quote of a cell."""
    return all(word in quote for word in words.split())


def _place(page: Page, mention: Row) -> list[Content]:
    source = page.ds.sources[mention["source_id"]]
    number = element("div", document_number(page, source), class_="note nowrap")
    span = element("span", f"{int(mention['char_start'])}–{int(mention['char_end'])}", class_="nowrap")
    return [join([link(f"#s-{source.id}", page.title_of(source)), number]), span]


def quote_anchor(row: Row) -> str:
    """Return the id of the quote of a value, where a page has each value once."""
    return f"q-{row['observation_id']}"


def quoted(row: Row, text: Content) -> Html:
    """Link the value of a row to its quote."""
    return link(f"#{quote_anchor(row)}", text)


def words_of(source_id: str, quote: str, start: int, end: int) -> list[Content]:
    """Return a sentence of a document in quotation marks, and its place as a link to the document."""
    place = link(f"#s-{source_id}", f"{source_id} {start}–{end}", class_="nowrap")
    return [element("span", f"“{' '.join(quote.split())}”", lang="zh"), " ", place]


def document_number(page: Page, source: Source) -> Html:
    """Return the document number, marked as Chinese, or that there is none."""
    number = source.document_number
    language = "zh" if number and page.language != "zh" else None
    return element("span", number or page.word("no_number"), lang=language, class_="nowrap" if number else None)


def source_list(page: Page, sources: Iterable[Source], *others: Content) -> Html:
    """List documents with issuer, document number, date, address, file, checksum, and what else is worth knowing.

    Parameters
    ----------
    page : Page
        Data and language.
    sources : iterable of Source
        Documents; each gets the id ``s-`` and its own.
    *others : Html
        What follows the list, such as the figures of other sources.

    Returns
    -------
    Html
        Heading (id ``sources``) and list.
    """
    items = [element("li", *_source(page, source), id=f"s-{source.id}") for source in sources]
    return join([element("h2", page.word("sources"), id="sources"), element("ol", *items), *others])


def _source(page: Page, source: Source) -> list[Content]:
    issuer = source.issuer if page.language == "zh" else source.issuer_en
    line = page.word("source_line", number=_HERE, issuer=issuer, title=page.title_of(source), issued=page.issued(source))
    before, after = line.split(_HERE)
    parts: list[Content] = [before, document_number(page, source), after, " "]
    if source.address:
        parts += [link(source.address, page.word("source_address")), " "]
    file = page.word("source_file", file=source.file, digest=source.sha256[:16] + "…")
    return [*parts, element("div", file, class_="note"), _note(page, source)]


def _note(page: Page, source: Source) -> Html | None:
    note = source_note(source, page.language)
    return element("div", note, class_="note") if note else None
