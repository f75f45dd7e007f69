"""Run jobs in child processes, several at a time.

Each job is a process of its own (`compare.report.execute`) with its own folder, environment and log, so that one report can
neither change nor take down another. Nothing here knows what a report contains.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from threading import Lock

from compare.report.execute import Job, Outcome

_CHILD = "import sys; from compare.report.execute import main; sys.exit(main())"

LOG = "log.txt"
"""Name of the log in a job's folder."""


class Runner:
    """Child processes that run jobs; leaving the ``with`` block ends those that still run."""

    def __init__(self, project: Path, scratch: Path, workers: int | None = None) -> None:
        self._project = project
        self._scratch = scratch
        self._workers = workers or os.cpu_count() or 1
        self._running: set[subprocess.Popen[bytes]] = set()
        self._lock = Lock()
        self._closed = False

    def __enter__(self) -> Runner:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the children that still run, as after Ctrl-C."""
        with self._lock:
            self._closed = True
            for process in self._running:
                process.terminate()

    def run(self, jobs: Sequence[Job], report: Callable[[Outcome], None] = lambda _: None) -> list[Outcome]:
        """Run `jobs` and return their outcomes in the same order; `report` is called as each ends."""

        def one(job: Job) -> Outcome:
            outcome = self._run_one(job)
            if not self._closed:
                report(outcome)
            return outcome

        pool = ThreadPoolExecutor(max_workers=self._workers)
        try:
            return list(pool.map(one, jobs))
        except BaseException:
            self.__exit__()
            raise
        finally:
            pool.shutdown(cancel_futures=True)

    def _run_one(self, job: Job) -> Outcome:
        started = time.monotonic()
        folder = Path(job.folder)
        folder.mkdir(parents=True)
        ticket = self._scratch / f"{job.name}.json"
        ticket.write_text(json.dumps(asdict(job), ensure_ascii=False), encoding="utf-8")
        with (folder / LOG).open("wb") as log:
            code = self._wait([sys.executable, "-c", _CHILD, str(ticket)], log.fileno())
        result = ticket.with_suffix(".result")
        if not result.exists():
            seconds = round(time.monotonic() - started, 2)
            return Outcome(job, seconds, error=f"the process ended with code {code} before the report was finished")
        return Outcome(job, **json.loads(result.read_text(encoding="utf-8")))

    def _wait(self, command: Sequence[str], log: int) -> int:
        with self._lock:
            if self._closed:
                return -1
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, env=self._environment()
            )
            self._running.add(process)
        try:
            return process.wait()
        finally:
            with self._lock:
                self._running.discard(process)

    def _environment(self) -> dict[str, str]:
        """Return an environment in which a kernel finds this package and project, and no start-up files of the user."""
        return {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(str(Path(p).resolve()) for p in sys.path if p),
            "COMPARE_PROJECT": str(self._project),
            "IPYTHONDIR": str(self._scratch / "ipython"),
            "MPLBACKEND": "agg",
            "PYTHONUTF8": "1",
            "PYTHONHASHSEED": "0",
        }


def run_jobs(root: Path, jobs: Sequence[Job]) -> Iterator[Outcome]:
    """Run jobs, each in a folder of its own, and return their outcomes."""
    with tempfile.TemporaryDirectory(prefix="rc-jobs-") as scratch, Runner(root, Path(scratch)) as runner:
        yield from runner.run(jobs)
