"""The index page of a run: what was made, from what, and what failed.

It reads no file and decides no name; the run tells it everything. Both languages stand on one page, since it belongs to both.
"""

from __future__ import annotations

from collections import Counter
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
    """A report of the run in one language.

    Attributes
    ----------
    report : str
        Name of the report; entries of the same report stand side by side.
    title, language : str
        Its title, and ``"zh"``, ``"en"`` or ``""``.
    is_ok : bool
        Whether it was made.
    summary : str
        Its first sentences; the error where it failed.
    links : tuple of IndexLink
        Its files.
    picture : Html, optional
        Its first figure.
    older : str
        When it was made, where that was from data or programs that have changed since.
    """

    report: str
    title: str
    language: str
    is_ok: bool
    summary: str
    links: tuple[IndexLink, ...]
    picture: Html | None = None
    older: str = ""


def index_page(manifest: Mapping[str, Any], entries: Sequence[IndexEntry]) -> str:
    """Write the index page of a run."""
    good = sum(entry.is_ok for entry in entries)
    kept = sum(report["made_in"] != manifest["run"] for report in manifest["reports"])
    is_ok = manifest["status"] == "ok"
    alone = {name for name, n in Counter(entry.report for entry in entries).items() if n == 1}
    classes = "cards" if alone == {entry.report for entry in entries} else "cards pairs"
    inputs = manifest["inputs"].get(manifest["data"], {})
    body = [
        element("h1", word("index_title", "zh"), element("span", word("index_title", "en"), lang="en", class_="twin")),
        element("p", both(_lead(is_ok, kept), made=good, all=len(entries), kept=kept), class_="lead" if is_ok else "lead warn"),
        _not_made(entries),
        element("pre", manifest["error"], class_="warn") if manifest["error"] else "",
        element("ul", *(_card(n, entry, is_alone=entry.report in alone) for n, entry in enumerate(entries)), class_=classes),
        element("h2", both("run_facts"), id="run"),
        _facts(manifest),
        element("h2", both("run_inputs"), id="inputs"),
        element("p", both("run_inputs_note"), class_="note"),
        element("details", element("summary", both("run_inputs_count", n=len(inputs))), _inputs(inputs)),
    ]
    return document(join(body), language="zh", title=f"{word('index_title', 'zh')} {manifest['run']}")


def _lead(is_ok: bool, kept: int) -> str:
    """Return the key of the sentence that says how the run went."""
    if not is_ok:
        return "run_failed"
    return "run_ok_kept" if kept else "run_ok"


def _not_made(entries: Sequence[IndexEntry]) -> Html:
    """Name the reports that failed, each with a link to its card, which may stand far below."""
    failed = [link(f"#report-{n}", entry.title) for n, entry in enumerate(entries) if not entry.is_ok]
    return element("p", both("run_not_made"), element("br"), join(failed, "、"), class_="warn") if failed else Html("")


def _inputs(inputs: Mapping[str, str]) -> Html:
    return table(["", "SHA-256"], [[path, element("code", digest[:16])] for path, digest in inputs.items()])


def both(key: str, **values: object) -> Html:
    """Return a word of the interface in Chinese and English, each marked with its language."""
    return join([word(key, "zh", **values), " · ", element("span", word(key, "en", **values), lang="en")])


def _card(place: int, entry: IndexEntry, *, is_alone: bool) -> Html:
    """Show one report: title, language, summary, first figure, links."""
    language = entry.language if entry.language in ("zh", "en") else "en"
    named = {role: [item for item in entry.links if item.role == role] for role in _ROLES}
    buttons = [
        element("li", link(item.address, word(f"link_{role}", language), class_="primary" if role == "page" else None))
        for role in _ROLES
        for item in named[role]
    ]
    page = next((item.address for item in named["page"]), "")
    parts = [
        element("p", word("language", language), class_="tag") if entry.language else None,
        element("h2", link(page, entry.title) if page else entry.title),
        element("p", entry.summary, class_=None if entry.is_ok else "warn") if entry.summary else None,
        element("p", word("older", language, time=entry.older[:16].replace("T", " ")), class_="note") if entry.older else None,
        link(page, entry.picture, class_="picture") if page and entry.picture else None,
        element("ul", *buttons, class_="links"),
        _figures([item for item in entry.links if item.role == "figure"], language),
    ]
    classes = ["card", *([] if entry.is_ok else ["failed"]), *(["alone"] if is_alone else [])]
    return element("li", *parts, class_=" ".join(classes), lang=language, id=f"report-{place}")


def _figures(links: Sequence[IndexLink], language: str) -> Html | None:
    if not links:
        return None
    figures: dict[str, list[IndexLink]] = {}
    for item in links:
        figures.setdefault(item.address.rpartition(".")[0], []).append(item)
    items = (element("li", *_formats(formats)) for formats in figures.values())
    return element("details", element("summary", word("link_figures", language, n=len(figures))), element("ul", *items))


def _formats(links: Sequence[IndexLink]) -> list[Html | str]:
    """Name a figure and link each of its files by its format, which stands at the end of the label of a file."""
    forms = [item.address.rpartition(".")[2].upper() for item in links]
    name = links[0].label.removesuffix(f" {forms[0]}")
    named = (link(item.address, form, aria_label=f"{name} {form}") for item, form in zip(links, forms, strict=True))
    return [name, " ", join(named, " · ")]


def _facts(manifest: Mapping[str, Any]) -> Html:
    """Show when, with what parameters and with what versions the run was made."""
    rows: list[Sequence[Html | str]] = [
        [both("fact_run"), manifest["run"]],
        [both("fact_started"), manifest["started"]],
        [both("fact_seconds"), f"{manifest['seconds']:.1f} s"],
        [both("fact_parameters"), join(_parameters(manifest["reports"]))],
        [both("fact_versions"), ", ".join(f"{name} {version}" for name, version in manifest["versions"].items())],
    ]
    return table(["", ""], rows, classes="facts")


def _parameters(reports: Iterable[Mapping[str, Any]]) -> Iterable[Html]:
    for report in reports:
        values = ", ".join(f"{name}={value}" for name, value in report["parameters"].items() if value != "")
        yield element("div", element("code", f"{report['name']}: {values}"))
