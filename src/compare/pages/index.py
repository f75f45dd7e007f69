"""The index page of a run: what was made, from what, and what failed.

It reads no file and decides no name; the run tells it everything. Both languages stand on one page, since it belongs to both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from compare.pages.document import document
from compare.pages.markup import Html, element, join, link, table
from compare.pages.words import word

_ROLES = ("page", "pdf", "workbook", "notebook", "log")
"""Roles that get a link of their own, in this order; figures are listed together."""


@dataclass(frozen=True)
class IndexLink:
    """A file of a report: address relative to the page, role, and what it shows."""

    address: str
    role: str
    label: str


@dataclass(frozen=True)
class IndexEntry:
    """A report of the run; `summary` is the error where it failed."""

    title: str
    language: str
    is_ok: bool
    summary: str
    links: tuple[IndexLink, ...]


def index_page(manifest: Mapping[str, Any], entries: Sequence[IndexEntry]) -> str:
    """Write the index page of a run."""
    title = both("index_title")
    status = "run_ok" if manifest["status"] == "ok" else "run_failed"
    body = [
        element("h1", title),
        element("p", both(status), class_=None if manifest["status"] == "ok" else "warn"),
        element("ul", *(_card(entry) for entry in entries), class_="cards"),
        element("h2", both("run_facts")),
        _facts(manifest),
        element("h2", both("run_inputs")),
        element("p", both("run_inputs_note"), class_="note"),
        table(["", "SHA-256"], [[path, element("code", digest[:16])] for path, digest in manifest["inputs"].items()]),
    ]
    return document(join(body), language="zh", title=f"{word('index_title', 'zh')} {manifest['run']}")


def both(key: str) -> Html:
    """Return a word of the interface in Chinese and English, each marked with its language."""
    return join([word(key, "zh"), " · ", element("span", word(key, "en"), lang="en")])


def _card(entry: IndexEntry) -> Html:
    """Show one report: title, summary, links."""
    language = entry.language if entry.language in ("zh", "en") else "en"
    named = {role: [item for item in entry.links if item.role == role] for role in _ROLES}
    buttons = [
        element("li", link(item.address, word(f"link_{role}", language), class_="primary" if role == "page" else None))
        for role in _ROLES
        for item in named[role]
    ]
    parts = [
        element("h2", entry.title),
        element("p", entry.summary, class_=None if entry.is_ok else "warn") if entry.summary else None,
        element("ul", *buttons, style="list-style:none;padding:0"),
        _figures([item for item in entry.links if item.role == "figure"], language),
    ]
    return element("li", *parts, class_="card" if entry.is_ok else "card failed", lang=language)


def _figures(links: Sequence[IndexLink], language: str) -> Html | None:
    if not links:
        return None
    items = (element("li", link(item.address, item.label)) for item in links)
    return element("details", element("summary", word("link_figures", language, n=len(links))), element("ul", *items))


def _facts(manifest: Mapping[str, Any]) -> Html:
    """Show when, with what parameters and with what versions the run was made."""
    rows: list[Sequence[Html | str]] = [
        [both("fact_run"), manifest["run"]],
        [both("fact_started"), manifest["started"]],
        [both("fact_seconds"), f"{manifest['seconds']:.1f} s"],
        [both("fact_parameters"), join(_parameters(manifest["reports"]))],
        [both("fact_versions"), ", ".join(f"{name} {version}" for name, version in manifest["versions"].items())],
    ]
    return table(["", ""], rows)


def _parameters(reports: Iterable[Mapping[str, Any]]) -> Iterable[Html]:
    for report in reports:
        values = ", ".join(f"{name}={value}" for name, value in report["parameters"].items() if value != "")
        yield element("div", element("code", f"{report['folder']}: {values}"))
