"""Readers: a file's bytes to the stored text that all offsets refer to.

Only plain text so far. Newlines are kept as they are (universal newlines would shift offsets); a byte order mark is dropped.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from compare.errors import DataError

MAX_BYTES = 20_000_000
"""Larger files are refused: a plan has some ten thousand characters."""

_ENCODINGS = ("utf-8-sig", "gb18030")
_HTML = re.compile(r"\s*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass(frozen=True)
class Document:
    """A document as stored.

    Attributes
    ----------
    source_id : str
        Id given by the user or by ``sources.yaml``.
    text : str
        The stored text; never edited.
    sha256 : str
        Of the file's bytes, in hexadecimal.
    ref_area : str
        Code of the region that the document speaks of; empty where unknown.
    issued : int
        Year of issue; 0 where unknown.
    period_start, period_end : int
        First and last year of the plan; 0 where unknown.
    """

    source_id: str
    text: str
    sha256: str
    ref_area: str = ""
    issued: int = 0
    period_start: int = 0
    period_end: int = 0


def read_document(path: Path, source_id: str) -> Document:
    """Read a text file as a document without metadata.

    Parameters
    ----------
    path : pathlib.Path
        A text file in UTF-8, UTF-16 with a byte order mark, or GB18030 (of which GBK and GB2312 are parts).
    source_id : str
        Id for the ledger.

    Returns
    -------
    Document
        With text and checksum; the metadata are empty.

    Raises
    ------
    DataError
        The file is missing, empty, too large, binary or of another encoding.
    """
    return decode_document(read_bytes(path), source_id, str(path))


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file, where they are not more than a document has; errors as for `read_document`."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise DataError(f"{path}: {size:,} bytes; at most {MAX_BYTES:,} are read. Is it the right file?")
        return path.read_bytes()
    except FileNotFoundError:
        raise DataError(f"{path}: no such file") from None
    except OSError as error:
        raise DataError(f"{path}: cannot be read: {error.strerror or error}") from error


def decode_document(data: bytes, source_id: str, name: str) -> Document:
    """Read the bytes of a file as a document without metadata; `name` is what errors call the file, as for `read_document`."""
    return Document(source_id, _decode(data, name), hashlib.sha256(data).hexdigest())


def _decode(data: bytes, path: str) -> str:
    """Decode text bytes: a byte order mark decides, then strict UTF-8, then strict GB18030."""
    if data.startswith((b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise DataError(f"{path}: PDF, Word and other binary formats are not read yet; save it as plain text (.txt, UTF-8)")
    marked = [name for mark, name in _MARKS if data.startswith(mark)]
    for encoding in (*marked, *_ENCODINGS):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        if not text.strip():
            raise DataError(f"{path}: the file holds no text")
        if _HTML.match(text):
            raise DataError(f"{path}: HTML is not read yet; save the page's text as plain text (.txt, UTF-8)")
        return text
    raise DataError(f"{path}: not text in UTF-8, UTF-16 with a byte order mark, or GB18030; save it again as UTF-8")
