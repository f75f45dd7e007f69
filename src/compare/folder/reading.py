"""One document in a worker: its bytes to the bytes of its ledger and what the summary says of it.

Runs in a process of its own, on this machine or another, and touches no file but the project's codelists and lexicons, which it
finds by ``COMPARE_PROJECT`` and reads once.
"""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from compare.codelists import load_codelists
from compare.dataset import Source, find_project, read_sources, render_table, to_rows
from compare.documents import decode_document
from compare.errors import CompareError
from compare.extract import Reader, extract_document, load_reader, with_metadata

FORMATS = ("csv", "jsonl", "parquet")


@dataclass(frozen=True)
class Text:
    """A document on its way to a worker; `name` is its path in the folder, for errors."""

    name: str
    source_id: str
    data: bytes
    format: str


@dataclass(frozen=True)
class Reading:
    """What a worker found: the ledger as the bytes of a file, and counts; or `problem`, why the document cannot be read."""

    content: bytes = b""
    numbers: int = 0
    mentions: int = 0
    uncoded: int = 0
    regions: str = ""
    problem: str = ""


@lru_cache(maxsize=1)
def _tools() -> tuple[dict[str, Source], Reader]:
    root = find_project()
    codelists = load_codelists(root / "data" / "codelists")
    return read_sources(root / "data" / "sources.yaml", codelists), load_reader(root, codelists)


def read_text(text: Text) -> Reading:
    """Read a document; a text that is no document is a result, not an error."""
    sources, reader = _tools()
    try:
        document = with_metadata(decode_document(text.data, text.source_id, text.name), sources, text.name)
        ledger = extract_document(document, reader)
        content = _render(ledger, text.format)
    except CompareError as error:
        return Reading(problem=str(error).removeprefix(f"{text.name}: "))
    stated = ledger[ledger["disposition"] == "indicator"]
    regions = " ".join(sorted(stated["ref_area"].dropna().unique()))
    return Reading(content, len(ledger), len(stated), int(stated["indicator"].isna().sum()), regions)


def _render(ledger: pd.DataFrame, format_: str) -> bytes:
    if format_ == "csv":
        return render_table(ledger).encode()
    if format_ == "jsonl":
        return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in to_rows(ledger)).encode()
    from compare.exchange.columnar import write_columns

    target = io.BytesIO()
    write_columns(ledger, target, {"table": "mentions"})
    return target.getvalue()
