"""The executed notebook as one self-contained page: nbconvert with a template of ours.

nbconvert's own pages fetch scripts and fonts from content networks. This one has no script, carries its images and asks for
nothing. What stands on the page is decided by the notebook.
"""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path

from compare.pages.document import FONTS, POLICY, TEXT, skip_link
from compare.pages.markup import Html, element, link, read_style
from compare.pages.words import word
from compare.report.fonts import font_face

TEMPLATES = Path(__file__).with_name("templates")
_HEADING = re.compile(r'<h([23])[^>]*\bid="([^"]+)"[^>]*>(.*?)</h\1>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_LONG = 20
"""Third-level entries; where there are more, the contents list folds them and leaves the first screen to what came out."""


def write_page(notebook: Path, target: Path, *, language: str, title: str) -> Path:
    """Write an executed notebook as a page."""
    page = _render(notebook, language, title)
    start = f'<div id="{TEXT}"></div>'
    page = (
        page.replace("<h2", f"{contents(page, language)}\n{start}\n<h2", 1)
        if "<h2" in page
        else page.replace("<main>", f"<main>{start}")
    )
    page = page.replace(FONTS, font_face(page), 1)
    target.write_text(page + "\n", encoding="utf-8", newline="\n")
    return target


def prepare() -> None:
    """Read the templates and compile what searches pages, so that copies of this process need not."""
    with tempfile.TemporaryDirectory(prefix="rc-") as folder:
        notebook = Path(folder) / "empty.ipynb"
        notebook.write_text(json.dumps({"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}), encoding="utf-8")
        _render(notebook, "en", "")


def _render(notebook: Path, language: str, title: str) -> str:
    from nbconvert.exporters import HTMLExporter

    exporter = HTMLExporter(  # type: ignore[no-untyped-call]
        template_name="page",
        extra_template_basedirs=[str(TEMPLATES)],
        language_code=language,
        exclude_input=True,
        exclude_anchor_links=True,
    )
    resources = {"title": title, "style": read_style(), "policy": POLICY, "skip": str(skip_link(language))}
    resources["output_title"] = word("untitled_output", language)
    page, _ = exporter.from_filename(str(notebook), resources={"page": resources})
    return str(page)


def contents(page: str, language: str) -> Html:
    """Build the contents list from the headings of a page that have an id: second level, with the third level below."""
    items: list[tuple[Html, list[Html]]] = []
    for level, anchor, inner in _HEADING.findall(page):
        entry = link(f"#{anchor}", Html(_TAG.sub("", inner).strip()))
        if level == "2" or not items:
            items.append((entry, []))
        else:
            items[-1][1].append(element("li", entry))
    is_long = sum(len(below) for _, below in items) > _LONG
    listed = (element("li", *_entry(entry, below, is_folded=is_long)) for entry, below in items)
    box = element("div", element("h2", word("contents", language)), element("ol", *listed))
    return element("nav", box, class_="contents", aria_label=word("contents", language)) if items else Html("")


def _entry(entry: Html, below: list[Html], *, is_folded: bool) -> list[Html]:
    """Return an entry with those below it; folded, its triangle opens them and its name still leads to its heading."""
    if not below:
        return [entry]
    listed = element("ol", *below)
    return [element("details", element("summary", entry), listed)] if is_folded else [entry, listed]
