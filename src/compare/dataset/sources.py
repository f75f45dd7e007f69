"""The documents of a project, as ``data/sources.yaml`` lists them: read and checked, not opened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from compare.codelists import Codelists, Language
from compare.errors import DataError, collect, unknown_name
from compare.records import read_records

_HALVES = re.compile(r"(?P<zh>.*[\u3002\uff1b])\s+(?P<en>[A-Z][^\u3002]*)", re.DOTALL)
_ID = re.compile(r"[A-Za-z0-9_-]+")
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


@dataclass(frozen=True, kw_only=True)
class Source:
    """A document, as ``data/sources.yaml`` describes it.

    Attributes
    ----------
    id : str
        Code of the source in the tables.
    title, title_en : str
        Title as printed, and in English.
    issuer, issuer_en : str
        Who issued it.
    ref_area : str
        Area that the document is about.
    document_number : str
        文号; empty where there is none.
    issued : str
        ISO date, or year and month, or year.
    period_start, period_end : int
        Years that the plan covers.
    address : str
        Where it was published; empty where unknown.
    media_type, file, sha256 : str
        The bytes as received; `file` is a path from the project folder.
    note : str
        Anything else worth knowing.
    """

    id: str
    title: str
    title_en: str
    issuer: str
    issuer_en: str
    ref_area: str
    document_number: str = ""
    issued: str
    period_start: int
    period_end: int
    address: str = ""
    media_type: str
    file: str
    sha256: str
    note: str = ""

    def title_in(self, language: Language) -> str:
        """Return the title in `language` (``"zh"`` or ``"en"``)."""
        return self.title if language == "zh" else self.title_en


def source_note(source: Source, language: Language) -> str:
    """Return the note on a document; of one that is written in Chinese and then in English the half of the language.

    Examples
    --------
    >>> from compare import load
    >>> source_note(load().sources["jiangyin_htz_2018"], "en")[:23]
    'Published on 2018-12-31'
    """
    halves = _HALVES.fullmatch(source.note)
    return halves["zh" if language == "zh" else "en"] if halves else source.note


def read_sources(path: Path, codelists: Codelists) -> dict[str, Source]:
    """Read ``sources.yaml``; every id, date and `ref_area` must be fit for tables, links and order.

    Raises
    ------
    DataError
        The file is missing or lists no source, or entries are wrong.
    """
    sources = read_records(path, Source)
    if not sources:
        raise DataError(f"{path}: no sources; add an entry for each document")
    collect([problem for source in sources for problem in _source_problems(source, codelists)], f"{path}:")
    return {source.id: source for source in sources}


def _source_problems(source: Source, codelists: Codelists) -> Iterator[str]:
    """Yield what is wrong with an entry of ``sources.yaml``."""
    if not _ID.fullmatch(source.id):
        yield f"{source.id!r}: field 'id' may hold letters, digits, _ and - only"
    if not _is_date(source.issued):
        yield f"{source.id}: field 'issued': {source.issued!r} is not a date; expected e.g. 2022-04-08, 2022-04 or 2022"
    if source.ref_area not in codelists.ref_area:
        yield f"{source.id}: {unknown_name('ref_area', source.ref_area, codelists.ref_area)}"


def _is_date(text: str) -> bool:
    """Say whether a text is an ISO date, a year and month, or a year."""
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text + "0000-01-01"[len(text) :])
    except ValueError:
        return False
    return True
