"""Files of a project as one archive that travels to another machine, and back; opened without trust in its names or sizes."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath

from compare.errors import DataError

MAX_BYTES = 2_000_000_000
"""Larger archives are not opened: a project's data are a few megabytes, a report's folder some dozens."""


@dataclass(frozen=True)
class Bundle:
    """An archive and its checksum, by which a worker knows whether it has it already."""

    digest: str
    data: bytes


def pack(root: Path, patterns: Iterable[str]) -> Bundle:
    """Pack the files of `root` that match; the same files give the same bytes."""
    files = {p.relative_to(root).as_posix(): p for pattern in patterns for p in root.glob(pattern) if p.is_file()}
    return pack_files(files)


def pack_files(files: Mapping[str, Path]) -> Bundle:
    """Pack files under the names that are given to them."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name), files[name].read_bytes(), zipfile.ZIP_DEFLATED, 1)
    data = target.getvalue()
    return Bundle(hashlib.sha256(data).hexdigest(), data)


def unpack(data: bytes, folder: Path, *, limit: int = MAX_BYTES) -> None:
    """Open an archive in `folder`, which is made.

    Raises
    ------
    DataError
        A name leads out of the folder, or the content is larger than `limit`. Nothing was written.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        for entry in entries:
            _check_name(entry.filename)
        total = sum(entry.file_size for entry in entries)
        if total > limit:
            raise DataError(f"an archive of {total:,} bytes; at most {limit:,} are opened")
        for entry in entries:
            target = folder / entry.filename
            target.parent.mkdir(parents=True, exist_ok=True)
            # ZipFile reads no more than the size that the entry states and that was added up above.
            target.write_bytes(archive.read(entry))


def _check_name(name: str) -> None:
    path = PurePosixPath(name)
    parts = PureWindowsPath(name)
    if path.is_absolute() or parts.drive or parts.root or ".." in (*path.parts, *parts.parts) or "\\" in name or not path.name:
        raise DataError(f"the archive holds the name {name!r}, which leads out of its folder")


def place_of(digest: str, cache: Path) -> Path:
    """Return where in `cache` the bundle of a checksum is opened."""
    return cache / f"compare-{digest[:24]}"


def unpack_once(bundle: Bundle, cache: Path) -> Path:
    """Open a bundle in `cache` unless it stands there already, and return its folder; it is whole or not there."""
    folder = place_of(bundle.digest, cache)
    if folder.is_dir():
        return folder
    cache.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix="compare-draft-", dir=cache))
    try:
        unpack(bundle.data, draft)
        os.rename(draft, folder)  # noqa: PTH104  one that another process has made meanwhile stays
    except OSError:
        if not folder.is_dir():
            raise
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return folder
