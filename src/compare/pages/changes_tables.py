"""The tables of what moved: both sides of each difference with the words of the documents, and why.

The counts and what follows are in `compare.pages.changes`.
"""

from __future__ import annotations

from os.path import commonprefix

from compare.pages.changes import Moved
from compare.pages.markup import Content, Html, element, join, link, table
from compare.pages.page import Row
from compare.pages.tongue import with_chinese

_GROUPS = ("observation", "document", "finding", "reference", "words", "derived", "instrument", "responsibility")
_COLUMNS = ("before", "after", "why")
_OPEN = 12
"""A table with more rows is folded, but for the values and documents."""

_AROUND = 40
"""As many characters of a sentence stand before and after what is highlighted."""


def changes_tables(view: Moved) -> Html:
    """Show every difference with both sides and its reason, a table for each kind of row."""
    shown = [_group(view, group) for group in _GROUPS if view.of(group)]
    note = element("p", view.word("changes_quotes_note"), class_="note") if shown else None
    return join([*shown, note])


def _group(view: Moved, group: str) -> Html:
    rows = view.of(group)
    heads = [view.word(f"changes_{key}") for key in ("what", *_COLUMNS)]
    ids = [row["change_id"] for row in rows]
    made = table(heads, [_line(view, row) for row in rows], classes="changes", row_ids=ids)
    if len(rows) > _OPEN and group not in ("observation", "document"):
        made = element("details", element("summary", view.word("changes_all", n=len(rows))), made)
    return join([element("h2", view.word(f"changes_heading_{group}"), id=group), made])


def _line(view: Moved, row: Row) -> list[Content]:
    area = "" if row["what"] == "document" else row[f"area_{view.language}"] or ""
    name = f"{area} {row[f'item_{view.language}']}".strip()
    year = view.year({"time_period": row["time_period"]}) if row["time_period"] is not None else ""
    notes = [text for text in (year, row[f"detail_{view.language}"]) if text]
    marked = [with_chinese(text, view.language) for text in (name, *notes)]
    head = join([marked[0], *(element("div", text, class_="note") for text in marked[1:])])
    return [head, *(_cell(view, row, column) for column in _COLUMNS)]


def _cell(view: Moved, row: Row, column: str) -> Html:
    """Return the reason or one side of a difference; the head of the column goes with it where columns are stacked."""
    label = view.word(f"changes_{column}")
    if column == "why":
        return element(
            "td", element("div", with_chinese(row[f"why_{view.language}"], view.language), class_="note"), data_label=label
        )
    if row[f"{column}_id"] is None:
        return element("td", element("div", view.word("changes_absent"), class_="note"), data_label=label)
    shown = row[f"{column}_{view.language}"] or (None if row[f"{column}_quote"] else view.word("changes_there"))
    is_message = row["what"] in ("finding", "document")
    said = None if shown is None else with_chinese(shown, view.language)
    value = said if is_message or said is None else element("strong", said)
    quote = None if row["what"] == "finding" else _quote(row, column)
    return element("td", element("div", value, quote), class_="quote", data_label=label)


def _quote(row: Row, side: str) -> Html | None:
    """Return the part of a sentence that matters, highlighted, with a link to its document and the place of the number."""
    quote = row[f"{side}_quote"]
    if not quote:
        return None
    start, end = _span(row, side)
    before, after = quote[max(0, start - _AROUND) : start], quote[end : end + _AROUND]
    lead, tail = ("…" if start > _AROUND else ""), ("…" if end + _AROUND < len(quote) else "")
    mark = element("mark", quote[start:end]) if start < end else None
    words = element("span", "“", lead, before, mark, after, tail, "”", lang="zh")
    source = row[f"{side}_source_id"]
    return element("div", words, " ", link(f"#s-{source}", f"{source} {_place(row, side)}".strip()), class_="note")


def _place(row: Row, side: str) -> str:
    ends = [row[f"{side}_char_{end}"] for end in ("start", "end")]
    return "" if None in ends else "–".join(map(str, ends))


def _span(row: Row, side: str) -> tuple[int, int]:
    """Return what to highlight of a sentence: what the other one lacks, else the number."""
    quote, other = row[f"{side}_quote"], row["after_quote" if side == "before" else "before_quote"]
    if other and other != quote:
        return _difference(quote, other)
    if None in (row[f"{side}_char_start"], row[f"{side}_quote_start"]):
        return 0, 0
    start = row[f"{side}_char_start"] - row[f"{side}_quote_start"]
    end = start + row[f"{side}_char_end"] - row[f"{side}_char_start"]
    return (start, end) if 0 <= start <= end <= len(quote) else (0, 0)


def _difference(quote: str, other: str) -> tuple[int, int]:
    """Return the part of a sentence that another does not have, numbers whole.

    Examples
    --------
    >>> _difference("达3.25%", "达3.45%")
    (1, 5)
    """
    start = len(commonprefix([quote, other]))
    rest, others = quote[start:], other[start:]
    end = len(quote) - len(commonprefix([rest[::-1], others[::-1]]))
    while start > 0 and _is_number(quote[start - 1]):
        start -= 1
    while end < len(quote) and _is_number(quote[end]):
        end += 1
    return start, end


def _is_number(character: str) -> bool:
    return character.isdigit() or character == "."
