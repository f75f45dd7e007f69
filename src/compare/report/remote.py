"""Run jobs on a Dask cluster: the project's data and notebooks travel to the worker, the job's folder travels back.

A job runs there as it does here (`compare.report.execute`), in a process and a temporary folder of its own. What comes back is
opened without trust in its names. Nothing here decides which jobs are run.
"""

from __future__ import annotations

import contextlib
import logging
import os
import sys
import tempfile
from collections.abc import Generator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from compare.cluster import run_tasks_dask
from compare.cluster.bundle import pack, pack_files, unpack
from compare.dataset import find_project
from compare.errors import DataError
from compare.report.execute import LOG, Job, Outcome, execute
from compare.report.pdf import find_printer
from compare.workers import Ended, Task, WorkerSettings

_FUNCTION = "compare.report.remote:run_sent"
_BUNDLED = ("data/**/*", "notebooks/*.ipynb")
_OF_PREVIOUS = ("data/**/*", "manifest.json")
_LARGEST = 500_000_000
"""Bytes of a job's folder that are taken back; a report with its workbook and pictures has a few millions."""


@dataclass(frozen=True)
class Sent:
    """A job on its way: the notebook's path from the project, and the archive of the publication it compares with."""

    job: Job
    notebook: str
    previous: bytes = b""


@dataclass(frozen=True)
class Returned:
    """What comes back: the fields of the outcome, and the archive of the job's folder."""

    outcome: dict[str, Any]
    folder: bytes


def run_jobs_dask(root: Path, jobs: Sequence[Job], *, scheduler: str) -> Generator[Outcome]:
    """Run jobs on the workers of a Dask cluster and yield their outcomes as they end, as `run_jobs` does on this machine.

    Parameters
    ----------
    root : pathlib.Path
        The project folder.
    jobs : sequence of Job
        Each with the folder, below the staging folder of this machine, that its files are to be put into.
    scheduler : str
        Address such as ``tcp://10.0.0.5:8786``.

    Yields
    ------
    Outcome
        One per job. A job whose worker is lost runs again on another.

    Raises
    ------
    UsageError, CompareError
        As `compare.cluster.run_tasks_dask`.
    """
    waiting = {job.folder: job for job in jobs}
    settings = WorkerSettings(is_isolated=True, environment={"MPLBACKEND": "agg"})
    tasks = (Task(job.folder, _send(root, job), timeout=float(job.timeout)) for job in jobs)
    ends = run_tasks_dask(_FUNCTION, tasks, scheduler=scheduler, bundle=pack(root, _BUNDLED), settings=settings)
    with contextlib.closing(ends):
        for ended in ends:
            yield _take(waiting[ended.key], ended)


def _take(job: Job, ended: Ended) -> Outcome:
    """Put what came back into the folder of a job; what cannot be opened is the failure of this job alone."""
    folder = Path(job.folder)
    folder.mkdir(parents=True, exist_ok=True)
    error = ended.error
    if ended.value is not None:
        try:
            unpack(ended.value.folder, folder, limit=_LARGEST)
            return Outcome(job, **ended.value.outcome)
        except DataError as problem:
            error = f"what the worker sent cannot be taken: {problem}"
    (folder / LOG).write_text(f"{error}\n", encoding="utf-8", newline="\n")
    return Outcome(job, ended.seconds, error=error)


def _send(root: Path, job: Job) -> Sent:
    previous = str(job.parameters.get("previous", ""))
    archive = pack(Path(job.folder, previous), _OF_PREVIOUS).data if previous else b""
    return Sent(job, Path(job.notebook).relative_to(root).as_posix(), archive)


def run_sent(sent: Sent) -> Returned:
    """Run a job in this process, which is the job's own, and return its folder."""
    with tempfile.TemporaryDirectory(prefix="compare-job-") as scratch:
        folder = _place(sent, Path(scratch))
        folder.mkdir(parents=True)
        if sent.previous:
            unpack(sent.previous, folder / sent.job.parameters["previous"])
        os.environ["IPYTHONDIR"] = str(Path(scratch, "ipython"))
        _print_to(folder / LOG)
        printer = find_printer() if sent.job.printer else ""
        job = replace(sent.job, notebook=str(find_project() / sent.notebook), folder=str(folder), printer=printer)
        outcome = {name: value for name, value in asdict(execute(job)).items() if name != "job"}
        files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
        return Returned(outcome, pack_files(files).data)


def _place(sent: Sent, scratch: Path) -> Path:
    """Return a folder so deep that the way up to the previous publication, which the notebook shows, stays as it is."""
    ups = PurePosixPath(sent.job.parameters.get("previous", "")).parts.count("..")
    return scratch.joinpath("job", *["up"] * ups, sent.job.name)


def _print_to(log: Path) -> None:
    """Let all that this process and its kernel print go to the log of the job."""
    target = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    for descriptor in (1, 2):
        os.dup2(target, descriptor)
    os.close(target)
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
