"""Extraction: every number of a document gets a disposition.

`extract` is the door; the order of the cascade is written in `ledger`. What the rules find is returned as it is: a person's
corrections are applied by `compare.harmonise`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pandas as pd

from compare.codelists import Codelists, load_codelists, read_divisions
from compare.dataset import Source, find_project, read_sources
from compare.documents import Document, read_document
from compare.errors import DataError
from compare.extract.ledger import Reader, compile_reader
from compare.extract.wordings import find_wordings
from compare.lexicons import load_lexicons
from compare.schema import assign_mention_ids, conform

__all__ = [
    "Reader",
    "default_id",
    "extract",
    "extract_document",
    "find_wordings",
    "load_reader",
    "open_document",
    "with_metadata",
]


def load_reader(root: Path, codelists: Codelists | None = None) -> Reader:
    """Load the codelists (where they are not given) and lexicons of a project and compile them for reading documents."""
    lists = codelists or load_codelists(root / "data" / "codelists")
    divisions = read_divisions(root / "data" / "codelists" / "divisions.csv")
    return compile_reader(lists, divisions, load_lexicons(root / "data" / "lexicons", lists.indicator))


def open_document(path: Path, source_id: str, sources: Mapping[str, Source]) -> Document:
    """Read a file as a document, with the metadata of ``sources.yaml`` where it knows the id.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    source_id : str
        An id of `sources`, whose bytes the file must then have, or any other.
    sources : mapping of str to Source
        The entries of ``sources.yaml``.

    Returns
    -------
    Document
        For another id only text and checksum are filled in; the rest is inferred from the text when it is read.

    Raises
    ------
    DataError
        The file cannot be read, or is not the document that ``sources.yaml`` describes under this id.
    """
    return with_metadata(read_document(path, source_id), sources, str(path))


def with_metadata(document: Document, sources: Mapping[str, Source], name: str) -> Document:
    """Return a document with the metadata of its entry in `sources`, where it has one; errors as for `open_document`."""
    source = sources.get(document.source_id)
    if source is None:
        return document
    if document.sha256 != source.sha256:
        raise DataError(
            f"{name}: not the document {source.id!r} of data/sources.yaml: sha256 {document.sha256}, expected {source.sha256}. "
            "Restore the file, or use another --source-id for a changed document"
        )
    return replace(
        document,
        ref_area=source.ref_area,
        issued=int(source.issued[:4]),
        period_start=source.period_start,
        period_end=source.period_end,
    )


def extract_document(document: Document, tools: Reader) -> pd.DataFrame:
    """Return the ledger of a document: one row for every number, in the columns of ``schema.MENTIONS``."""
    rows = [{name: value for name, value in row.items() if value != ""} for row in tools.read(document)]
    return assign_mention_ids(conform(pd.DataFrame(rows), "mentions"))


def default_id(path: Path) -> str:
    """Return the id of a document that is given none: the name of its file, anything but letters, digits, _ and - as _."""
    return re.sub(r"[^\w\-]", "_", path.stem)


def extract(path: Path | str, *, source_id: str | None = None, project: Path | str | None = None) -> pd.DataFrame:
    """Read a document and account for every number in it.

    Parameters
    ----------
    path : path or str
        A plain-text file (UTF-8, UTF-16 with byte order mark, GB18030).
    source_id : str, optional
        Id for the ledger; the file's name without its ending by default. An id of ``data/sources.yaml`` supplies the document's
        metadata, and the file must then be that document.
    project : path or str, optional
        Project folder whose codelists and lexicons are used; see `compare.load`.

    Returns
    -------
    pandas.DataFrame
        Columns of ``schema.MENTIONS``; no corrections applied. Offsets are code points of the stored text, end exclusive.

    Raises
    ------
    DataError
        The file cannot be read, or does not match its entry in ``data/sources.yaml``.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "plan.txt"
    >>> _ = path.write_text("到2025年,高新技术企业达到500家以上。", encoding="utf-8")
    >>> extract(path).loc[
    ...     lambda t: t.disposition == "indicator", ["indicator", "value", "comparator", "time_period"]
    ... ].values.tolist()
    [['hightech_enterprises', 500.0, '>=', 2025]]
    """
    root = find_project(project)
    name = source_id if source_id is not None else default_id(Path(path))
    codelists = load_codelists(root / "data" / "codelists")
    document = open_document(Path(path), name, read_sources(root / "data" / "sources.yaml", codelists))
    return extract_document(document, load_reader(root, codelists))
