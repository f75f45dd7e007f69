"""Publication of a run: lock, staging folder, manifest, run folder, ``latest``.

A run is built in ``.staging-<run>`` beside its final place, so that one rename publishes it. ``latest`` is a real folder
(Windows), replaced only by a run that is ok: copied to a temporary name, then swapped by two renames.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, Any

from compare.errors import CompareError, LockedError, ReportError

LATEST = "latest"
MANIFEST = "manifest.json"
_STAGING = ".staging-"
_NEW, _OLD = ".latest-new", ".latest-old"


def default_outputs(root: Path) -> Path:
    """Return ``outputs`` of a project, or of the working folder where the project is the data shipped with the package."""
    package = Path(__file__).parents[1]
    return (Path.cwd() if root.is_relative_to(package) else root) / "outputs"


@contextlib.contextmanager
def writing(outputs: Path) -> Iterator[None]:
    """Turn the errors of files and folders below `outputs`, such as a full disk, into one that says what to do."""
    try:
        yield
    except OSError as error:
        place = error.filename or outputs
        raise CompareError(
            f"{place}: {error.strerror or error}; free the file or the disk, or choose another --output"
        ) from error


@contextlib.contextmanager
def lock(outputs: Path) -> Iterator[None]:
    """Hold the lock of an output folder; the system releases it when the process ends, however that happens."""
    outputs.mkdir(parents=True, exist_ok=True)
    with (outputs / ".lock").open("a+b") as file:
        try:
            _take(file)
        except OSError:
            raise LockedError(f"{outputs}: another run is writing here; wait for it, or choose another --output") from None
        yield


def _take(file: IO[bytes]) -> None:
    if sys.platform == "win32":
        import msvcrt

        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def stage(outputs: Path) -> tuple[str, Path]:
    """Create an empty staging folder and return the run's id (its time) and the folder; call it with the lock held.

    Staging folders that stand there belong to runs that were killed, and are removed.
    """
    for left_over in [*outputs.glob(f"{_STAGING}*"), outputs / _NEW]:
        shutil.rmtree(left_over, ignore_errors=True)
    _restore_latest(outputs)
    time = datetime.now()
    while (outputs / (run := f"{time:%Y%m%d-%H%M%S}")).exists():
        time += timedelta(seconds=1)
    folder = outputs / f"{_STAGING}{run}"
    folder.mkdir()
    return run, folder


def _restore_latest(outputs: Path) -> None:
    """Finish or undo a swap that was cut off between its two renames."""
    if (outputs / _OLD).exists() and not (outputs / LATEST).exists():
        (outputs / _OLD).rename(outputs / LATEST)
    shutil.rmtree(outputs / _OLD, ignore_errors=True)


def digest(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def digests(folder: Path, files: Iterable[Path]) -> dict[str, str]:
    """Return path (relative to `folder`, with ``/``) to SHA-256, sorted by path."""
    return {path.relative_to(folder).as_posix(): digest(path) for path in sorted(files)}


def files_below(folder: Path) -> list[Path]:
    """Return every file below `folder`, without hidden files and folders."""
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    ]


def publish(staging: Path, outputs: Path, run: str, manifest: Mapping[str, Any]) -> Path:
    """Write the manifest with the digests of all files, and move the run to its place."""
    entry = {**manifest, "files": digests(staging, files_below(staging))}
    text = json.dumps(entry, ensure_ascii=False, indent=1) + "\n"
    (staging / MANIFEST).write_text(text, encoding="utf-8", newline="\n")
    return staging.rename(outputs / run)


def replace_latest(published: Path) -> Path:
    """Put a copy of a run in the place of ``latest``."""
    outputs = published.parent
    latest, new, old = outputs / LATEST, outputs / _NEW, outputs / _OLD
    try:
        shutil.copytree(published, new)
        if latest.exists():
            latest.rename(old)
        new.rename(latest)
    except (OSError, shutil.Error) as error:
        if old.exists() and not latest.exists():
            old.rename(latest)
        shutil.rmtree(new, ignore_errors=True)
        raise ReportError(
            f"{latest} was not replaced: {_open_file(latest) or error}\n"
            f"  the run is complete in {published}; free the file or the disk and run again, or open the run from there"
        ) from None
    shutil.rmtree(old, ignore_errors=True)
    return latest


def _open_file(folder: Path) -> str:
    """Name the files of `folder` that another program holds open."""
    held = []
    for path in files_below(folder):
        try:
            with path.open("r+b"):
                pass
        except PermissionError:
            held.append(str(path.relative_to(folder.parent)))
    return f"{', '.join(held)} is open in another program" if held else ""
