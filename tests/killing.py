"""Runs publications in forked children and ends each at one file operation: by SIGKILL, or by a disk that is full from there
on.

A program of its own (``python -m tests.killing PROJECT killed|full``), because forking wants a process without threads.
It writes one JSON object to standard output: the number of operations, and what was not as it should be.
"""

from __future__ import annotations

import contextlib
import errno
import itertools
import json
import os
import shutil
import signal
import sys
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path
from typing import Any

from compare.errors import CompareError
from compare.report import front, run
from compare.report.execute import Job, Outcome
from compare.report.inputs import digests, files_below
from compare.report.manifest import read_manifest
from compare.report.run import run_reports

WRITING = {"os.rename", "os.mkdir", "os.rmdir", "os.remove", "os.chmod", "os.link", "os.symlink", "os.truncate"}
OK, REFUSED, BROKEN = 0, 1, 2


class Operations:
    """Counts the file operations that write below a folder, and ends the process or fails at one of them."""

    def __init__(self, folder: Path, at: int, way: str) -> None:
        self.folder, self.at, self.way, self.count = str(folder), at, way, 0
        sys.addaudithook(self)

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        flags = arguments[2] if event == "open" and isinstance(arguments[2], int) else 0
        names = "".join(str(a) for a in arguments if isinstance(a, str | os.PathLike))
        if self.folder not in names or not (event in WRITING or flags & (os.O_WRONLY | os.O_RDWR)):
            return
        self.count += 1
        if self.count == self.at and self.way == "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        if self.count >= self.at and self.way == "full" and event not in ("os.remove", "os.rmdir", "os.rename"):
            raise OSError(errno.ENOSPC, "No space left on device", self.folder)


def make_quickly(root: Path, jobs: Sequence[Job]) -> Generator[Outcome]:
    """Stand in for the notebooks, which would take seconds each: write what a report leaves."""
    for job in jobs:
        folder = Path(job.folder)
        folder.mkdir()
        (folder / f"{job.name}.html").write_text(f"{job.name} of {folder.parent.name}", encoding="utf-8")
        yield Outcome(job, 0.1, title=job.name)


def publish_once(project: Path, at: int, way: str) -> tuple[int, int]:
    """Publish in a child that is ended at an operation; return how it ended and how many operations it had begun."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        with contextlib.suppress(BaseException):
            operations = Operations(project / "outputs", at, way)
            code = OK
            try:
                run_reports(project=project, engine=make_quickly, force=True)
            except (CompareError, OSError):
                code = REFUSED
            os.write(writer, str(operations.count).encode())
            os._exit(code)
        os._exit(BROKEN)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        count = int(pipe.read() or at)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), count


def problems(project: Path, at: int, runs: set[str]) -> Iterator[str]:
    """Say what is wrong with the folder of runs after a run that was ended, and after the next one."""
    outputs = project / "outputs"
    yield from (f"{at}: {text}" for text in flaws(outputs / "latest"))
    code, _ = publish_once(project, 0, "")
    if code != OK:
        yield f"{at}: the next run ended with {code}"
    yield from (f"{at}, next: {text}" for text in flaws(outputs / "latest"))
    hidden = [p.name for p in outputs.iterdir() if p.name.startswith(".") and p.name != ".lock"]
    if hidden:
        yield f"{at}, next: left over: {hidden}"
    yield from (f"{at}, next: {run} is gone" for run in sorted(runs) if not (outputs / run).is_dir())
    for folder in outputs.glob("2*"):
        manifest = read_manifest(folder)
        if manifest is None or manifest.status not in ("ok", "failed"):
            yield f"{at}, next: {folder.name} has no manifest with a status"
        elif manifest.is_ok:
            yield from (f"{at}, next: {folder.name}: {text}" for text in flaws(folder))


def flaws(folder: Path) -> Iterator[str]:
    """Say in what a published folder is not whole."""
    manifest = read_manifest(folder)
    if manifest is None:
        yield f"{folder.name} has no manifest"
    elif digests(folder, [path for path in files_below(folder) if path != folder / "manifest.json"]) != manifest.files:
        yield f"{folder.name} is not whole"
    elif not manifest.is_ok or not manifest.is_publication:
        yield f"{folder.name} is not a publication that is ok"


def main(project: Path, way: str) -> None:
    """End a run at each of its operations in turn, until one is no longer reached."""
    outputs = project / "outputs"
    # What takes time and writes nothing: loading the data, which the stand-in for the notebooks does not read, and the fonts.
    run._load_checked = lambda root: None  # type: ignore[assignment,return-value]
    front.font_face = lambda page: page[:0]  # type: ignore[attr-defined]
    code, _ = publish_once(project, 0, "")
    found = [] if code == OK else [f"the first run ended with {code}"]
    for at in itertools.count(1):
        runs = {path.name for path in outputs.glob("2*")}
        code, count = publish_once(project, at, way)
        if count < at:
            break
        if way == "killed" and code != -signal.SIGKILL:
            found.append(f"{at}: it was not killed, but ended with {code}")
        found += problems(project, at, runs)
        for folder in sorted(outputs.glob("2*"))[:-2]:
            shutil.rmtree(folder)
    print(json.dumps({"operations": at - 1, "problems": found}, ensure_ascii=False))  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
