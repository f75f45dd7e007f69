"""The index page of a run, from its manifest and the folders of its reports."""

from __future__ import annotations

import logging
from dataclasses import asdict
from pathlib import Path

from compare.charts.compact import thumbnail
from compare.pages.document import FONTS
from compare.pages.index import IndexEntry, IndexLink, index_page
from compare.pages.markup import picture
from compare.report.execute import LOG
from compare.report.fonts import font_face
from compare.report.made import read_made
from compare.report.manifest import Entry, Manifest

_THUMBNAIL = 560
"""Width of the pictures of the index page, in pixels: a card on a desk is some 480 wide."""


def write_index(folder: Path, manifest: Manifest) -> None:
    """Write ``index.html`` into the folder of a run; its reports stand there already."""
    page = index_page(asdict(manifest), [_index_entry(folder / entry.name, entry) for entry in manifest.reports])
    page = page.replace(FONTS, font_face(page), 1)
    (folder / "index.html").write_text(page, encoding="utf-8", newline="\n")


def _index_entry(folder: Path, entry: Entry) -> IndexEntry:
    """Return what the index page says about one report: its links, with the page first."""
    made = read_made(folder) if entry.is_ok else None
    files = [
        (f"{entry.name}.html", "page", ""),
        (f"{entry.name}.pdf", "pdf", ""),
        *((f.path, f.role, f.label) for f in (made.files if made else ())),
    ]
    files += [(f"{entry.name}.ipynb", "notebook", ""), (LOG, "log", "")]
    links = [IndexLink(f"{entry.name}/{path}", role, label) for path, role, label in files if _has_content(folder / path)]
    summary = made.summary if made else ": ".join(part for part in (entry.where, entry.error) if part)
    drawn = next((file for file in (made.files if made else ()) if file.role == "figure" and file.path.endswith(".png")), None)
    small = _thumbnail(folder / drawn.path) if drawn else None
    shown = picture(small, "png", alt=drawn.label.removesuffix(" PNG")) if drawn and small else None
    base = "_".join(part for part in (entry.report, entry.variant) if part)
    return IndexEntry(
        base,
        entry.title or entry.name,
        entry.language,
        entry.is_ok,
        summary,
        tuple(links),
        shown,
        "" if entry.is_current else entry.made_at,
    )


def _thumbnail(file: Path) -> bytes | None:
    """Return a small picture; None where the file is no picture, which is the notebook's affair and not that of the run."""
    try:
        return thumbnail(file.read_bytes(), _THUMBNAIL)
    except Exception as problem:  # Pillow has many words for it, OSError and SyntaxError among them
        logging.getLogger(__name__).warning("%s: cannot be shown on the index page (%s)", file.name, problem)
        return None


def _has_content(file: Path) -> bool:
    """Say whether there is something to open: the log of a report that went well is often empty."""
    return file.is_file() and file.stat().st_size > 0
