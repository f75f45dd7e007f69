"""Publication of a run: lock, staging folder, manifest, run folder, ``latest``, and what is removed.

A run is built in ``.staging-<run>`` beside its final place, written to the disk, and appears by one rename. ``latest`` is a
real folder (Windows), replaced only by a run that is ok: copied to a temporary name, written to the disk, then exchanged in one
step where the system can do that (Linux, macOS) and by two renames elsewhere. A process that is killed anywhere in this leaves
``latest`` whole; what else it leaves has a hidden name and is cleared by the next run.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO

from compare.dataset import DRAFT, sync, write_whole
from compare.errors import CompareError, LockedError, ReportError
from compare.report import manifest as manifests
from compare.report.exchange import exchange
from compare.report.inputs import digests, files_below
from compare.report.manifest import Manifest

LATEST = "latest"
RUNS = "[0-9]*-[0-9]*"
"""Pattern of the names of runs."""
_STAGING = ".staging-"
_NEW, _OLD = ".latest-new", ".latest-old"
_REMOVED = ".removed-"


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
        except (BlockingIOError, PermissionError):  # what Unix and Windows say of a lock that is held
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


def clean_up(outputs: Path) -> list[Path]:
    """Clear what a killed run left, and return its staging folder, if any, for the record; call it with the lock held.

    A swap of ``latest`` that was cut off between its two renames is undone.
    """
    if (outputs / _OLD).exists() and not (outputs / LATEST).exists():
        (outputs / _OLD).rename(outputs / LATEST)
    for left_over in [outputs / _OLD, outputs / _NEW, *outputs.glob(f"{_REMOVED}*")]:
        shutil.rmtree(left_over, ignore_errors=True)
    for draft in outputs.glob(f"{DRAFT}*"):
        draft.unlink(missing_ok=True)
    return sorted(outputs.glob(f"{_STAGING}*"))


def stage(outputs: Path) -> tuple[str, Path]:
    """Create an empty staging folder and return the run's id (its time) and the folder; call it with the lock held."""
    time = datetime.now()
    while (outputs / (run := f"{time:%Y%m%d-%H%M%S}")).exists() or (outputs / f"{_STAGING}{run}").exists():
        time += timedelta(seconds=1)
    folder = outputs / f"{_STAGING}{run}"
    folder.mkdir()
    return run, folder


def run_of(staging: Path) -> str:
    """Return the id of the run to which a staging folder belongs."""
    return staging.name.removeprefix(_STAGING)


def settle(folder: Path) -> list[str]:
    """Remove from a folder what a publication cannot hold – links, which lead elsewhere, pipes, devices – and return the paths.

    Files that are half written go as well, and what is left can be read and removed by its owner.
    """
    odd = []
    for place, folders, files in os.walk(folder):
        for path in (Path(place, name) for name in (*folders, *files)):
            mode = path.lstat().st_mode
            if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
                odd.append(path.relative_to(folder).as_posix())
                path.unlink()
            elif path.name.startswith(DRAFT) and stat.S_ISREG(mode):
                path.unlink()
            elif (wanted := mode | (stat.S_IRWXU if stat.S_ISDIR(mode) else stat.S_IRUSR | stat.S_IWUSR)) != mode:
                path.chmod(stat.S_IMODE(wanted))
    return odd


def publish(staging: Path, outputs: Path, manifest: Manifest) -> Path:
    """Write the manifest with the digests of all files, write everything to the disk, and move the run to its place."""
    settle(staging)
    files = [path for path in files_below(staging) if path != staging / manifests.NAME]
    text = replace(manifest, files=digests(staging, files)).text()
    write_whole(staging / manifests.NAME, text)
    _sync_tree(staging)
    folder = staging.rename(outputs / manifest.run)
    sync(outputs)
    return folder


def replace_latest(published: Path) -> Path:
    """Put a copy of a run in the place of ``latest``.

    Raises
    ------
    ReportError
        The copy could not be made, or a file in ``latest`` is open in a program that does not let go of it. ``latest`` is as it
        was.
    """
    outputs = published.parent
    latest, new = outputs / LATEST, outputs / _NEW
    try:
        shutil.copytree(published, new)
        _sync_tree(new)
        _swap(new, latest)
        sync(outputs)
    except (OSError, shutil.Error) as error:
        if (outputs / _OLD).exists() and not latest.exists():
            (outputs / _OLD).rename(latest)
        shutil.rmtree(new, ignore_errors=True)
        raise ReportError(
            f"{latest} was not replaced: {_open_file(latest) or error}\n"
            f"  the run is complete in {published}; free the file or the disk and run again, or open the run from there"
        ) from None
    for old in (new, outputs / _OLD):
        shutil.rmtree(old, ignore_errors=True)
    return latest


def _swap(new: Path, latest: Path) -> None:
    """Put `new` in the place of `latest`; what stood there has a hidden name afterwards."""
    if not latest.exists():
        new.rename(latest)
    elif not exchange(new, latest):
        old = latest.with_name(_OLD)
        latest.rename(old)
        new.rename(latest)


def _sync_tree(folder: Path) -> None:
    """Write every file and folder of a tree to the disk, the innermost first."""
    for path in sorted(folder.rglob("*"), reverse=True):
        sync(path)
    sync(folder)


def remove_runs(outputs: Path, runs: Iterable[str]) -> None:
    """Remove runs; each first gets a hidden name, so that nobody sees half of one."""
    for run in runs:
        with contextlib.suppress(OSError):  # a file of it is open on Windows: the next run tries again
            shutil.rmtree((outputs / run).rename(outputs / f"{_REMOVED}{run}"), ignore_errors=True)


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
