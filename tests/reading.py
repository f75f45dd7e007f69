"""Reading a page as its reader does: texts, tables, links; for the tests of reports."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html.parser import HTMLParser


class Page(HTMLParser):
    """A page or a part of one.

    Attributes
    ----------
    text : str
        What is read, without markup.
    ids, links : list of str
        Ids of elements, and addresses of links.
    tables : list of list of list of str
        The texts of the cells of each row of each table.
    tags : list of (str, dict)
        The elements with their attributes.
    """

    def __init__(self, markup: object) -> None:
        super().__init__()
        self.text = ""
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tables: list[list[list[str]]] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self._is_cell = False
        self.feed(re.sub(r"<style>.*?</style>", "", str(markup), flags=re.DOTALL))

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append((tag, given))
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given["href"]] if "href" in given else []
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in {"td", "th"}:
            self.tables[-1][-1].append("")
        self._is_cell = tag in {"td", "th"} or (self._is_cell and tag not in {"tr", "table", "h2", "h3", "p"})

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th", "table"}:
            self._is_cell = False

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._is_cell:
            self.tables[-1][-1][-1] += data

    def row(self, start: str) -> list[str]:
        """Return the first row of a table whose first cell begins with `start`."""
        return next(row for table in self.tables for row in table if row and row[0].startswith(start))

    @property
    def broken(self) -> set[str]:
        """Links to a place that the page does not have."""
        return {address for address in self.links if address.startswith("#") and address[1:] not in self.ids}

    @property
    def headings(self) -> list[str]:
        """The ids of the headings of the contents list."""
        return [given["id"] for tag, given in self.tags if tag in {"h2", "h3"} and "id" in given]
