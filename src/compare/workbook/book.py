"""Writing the workbook: which sheets, in which languages, and the same bytes whenever the data are the same.

openpyxl stamps the time into the file; here the properties carry the date of the latest document, and `packing` gives every
part of the archive the same fixed time. The file is written beside its place and moved there whole.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from openpyxl import Workbook

from compare.dataset import Dataset, whole_file
from compare.errors import UsageError, unknown_name
from compare.workbook.about import write_contents, write_methods, write_sources
from compare.workbook.content import Content, choose_content
from compare.workbook.derived import write_derived
from compare.workbook.families import plan_families
from compare.workbook.findings import write_findings
from compare.workbook.gap_lines import is_live
from compare.workbook.gaps import write_gaps
from compare.workbook.instruments import write_instrument_quotes, write_instruments
from compare.workbook.labels import CONTENTS, SHEETS, sheet_name, text
from compare.workbook.matrix import write_matrix
from compare.workbook.packing import EPOCH, pack
from compare.workbook.planned import Planned
from compare.workbook.profile import write_profile
from compare.workbook.sheets import write_definitions, write_long, write_quotes

LANGUAGES = {"zh": ("zh",), "en": ("en",), "both": ("zh", "en")}

_WRITERS = {
    "matrix": write_matrix,
    "gaps": write_gaps,
    "profile": write_profile,
    "instruments": write_instruments,
    "instrument_quotes": write_instrument_quotes,
    "findings": write_findings,
    "long": write_long,
    "quotes": write_quotes,
    "derived": write_derived,
    "definitions": write_definitions,
    "sources": write_sources,
    "methods": write_methods,
}
"""What fills each sheet, by its key in `SHEETS`."""

_GROUPS: Mapping[str, Callable[[Content, str], list[Planned]]] = {"families": plan_families}
"""What plans the sheets of keys that stand for several."""

_CREATOR = "compare"


def write_workbook(
    ds: Dataset,
    path: str | os.PathLike[str],
    *,
    indicators: Sequence[str] | None = None,
    regions: Sequence[str] | None = None,
    reference: str | None = "best",
    language: str = "both",
) -> Path:
    """Write the comparison as an Excel workbook.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    path : path
        Where to write; ends in ``.xlsx``. A file there is replaced.
    indicators : sequence of str, optional
        Codes or names. Without them the comparisons show every measure that two or more regions state; the lists show all data.
    regions : sequence of str, optional
        Codes or names; without them every region that has a plan or states one of the measures.
    reference : str, optional
        What values are held against: ``"best"``, ``"median"``, ``"parent"``, a region, or None for no sheet of gaps.
    language : str, optional
        ``"zh"``, ``"en"``, or ``"both"``: the Chinese sheets, then their English twins.

    Returns
    -------
    pathlib.Path
        The file written. The same data give the same bytes.

    Raises
    ------
    UsageError
        The path is not of an Excel workbook, or a name or language is not known.
    CompareError
        The file cannot be written, for instance because it is open in Excel.

    Examples
    --------
    >>> write_workbook(load(), "outputs/benchmark.xlsx")  # doctest: +SKIP
    PosixPath('outputs/benchmark.xlsx')
    """
    target = check_ending(path)
    if language not in LANGUAGES:
        raise unknown_name("language", language, LANGUAGES)
    content = choose_content(ds, indicators=indicators, regions=regions, reference=reference)
    book = _build(content, LANGUAGES[language])
    with whole_file(target) as draft:
        pack(book, draft)
    return target


def check_ending(path: str | os.PathLike[str]) -> Path:
    """Return the path of a workbook; refuse one with another ending."""
    target = Path(path)
    if target.suffix.lower() != ".xlsx":
        raise UsageError(f"{target}: the name of a workbook ends in .xlsx, found {target.suffix or 'no ending'!r}")
    return target


def _build(content: Content, languages: Sequence[str]) -> Workbook:
    """Return the workbook with all its sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for language in languages:
        planned = _plan(content, language)
        write_contents(book.create_sheet(sheet_name("contents", language)), content, language, planned)
        for page in planned:
            page.write(book.create_sheet(page.name))
    stamp(book, content.ds, text("title", languages[0]))
    return book


def stamp(book: Workbook, ds: Dataset, title: str) -> None:
    """Give the workbook its properties: nothing of them depends on the clock."""
    properties = book.properties
    properties.creator = properties.lastModifiedBy = _CREATOR
    properties.title = title
    properties.created = properties.modified = _date(ds)


def _plan(content: Content, language: str) -> list[Planned]:
    """Return the sheets of one language after its contents, in the order of `SHEETS`."""
    planned: list[Planned] = []
    for key in SHEETS:
        if key in _GROUPS:
            planned += _GROUPS[key](content, language)
        elif key in _WRITERS and key not in _left_out(content):
            write = partial(_WRITERS[key], content=content, language=language)
            holds = CONTENTS["gaps_still" if key == "gaps" and not is_live(content) else key]
            planned.append(Planned(sheet_name(key, language), holds[language != "zh"], write))
    return planned


def _left_out(content: Content) -> set[str]:
    """Return the sheets that would have nothing to choose from."""
    return ({"gaps"} if content.reference is None else set()) | (set() if content.areas else {"profile"})


def _date(ds: Dataset) -> datetime:
    """Return the date of the latest document, which stands for the time of writing; of a date without day its first."""
    known = [s.issued for s in ds.sources.values() if re.fullmatch(r"\d{4}(-\d\d){0,2}", s.issued)]
    return max((datetime.fromisoformat(text + "-01-01"[len(text) - 4 :]) for text in known), default=EPOCH)
