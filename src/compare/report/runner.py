"""Run jobs in worker processes, several at a time.

Each job begins in a fresh state, with its own folder, environment and log, so that one report can neither change nor take down
another. On Linux its notebook runs in a copy of a process that has loaded what reports need; elsewhere in a fresh kernel that
papermill starts from a worker. What they make is the same. Nothing here knows what a report contains.
"""

from __future__ import annotations

import tempfile
from collections.abc import Generator, Sequence
from pathlib import Path

from compare.report.execute import LOG, Job, Outcome, describe_death
from compare.workers import Task, WorkerSettings, run_tasks
from compare.workers.settings import CAN_FORK

_WAYS = {True: "compare.report.execute:execute_here", False: "compare.report.execute:execute"}


def run_jobs(root: Path, jobs: Sequence[Job], *, is_copied: bool = CAN_FORK, count: int = 0) -> Generator[Outcome]:
    """Run jobs and yield what became of each, as they end.

    Parameters
    ----------
    root : pathlib.Path
        The project that notebooks load.
    jobs : sequence of Job
        Their folders must not exist.
    is_copied : bool, optional
        Whether each notebook runs in a copy of a loaded process, which Linux can; else it has a kernel.
    count : int, optional
        How many run at a time; one per core by default.

    Yields
    ------
    Outcome
        One per job. A job whose process died or was given up names the cell that was running. Closing the iterator ends all.
    """
    with tempfile.TemporaryDirectory(prefix="rc-jobs-", ignore_cleanup_errors=True) as scratch:
        preload = ("compare.report.preload",) if is_copied else ()  # what a kernel needs, it must load itself
        settings = WorkerSettings(count, is_isolated=is_copied, preload=preload, environment=_environment(root, Path(scratch)))
        waiting = {job.folder: job for job in jobs}
        ended = run_tasks(_WAYS[is_copied], map(_task, jobs), settings=settings)
        try:
            for end in ended:
                job = waiting.pop(end.key)
                yield describe_death(job, end.error, end.seconds) if end.error else end.value
        finally:
            ended.close()


def _task(job: Job) -> Task:
    folder = Path(job.folder)
    folder.mkdir(parents=True)
    return Task(job.folder, job, log=str(folder / LOG), timeout=job.timeout)


def _environment(root: Path, scratch: Path) -> dict[str, str]:
    """Return an environment in which a kernel finds the project, and no start-up files of the user."""
    return {
        "COMPARE_PROJECT": str(root),
        "IPYTHONDIR": str(scratch / "ipython"),
        "MPLBACKEND": "agg",
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",  # no advice on debugging in the logs
    }
