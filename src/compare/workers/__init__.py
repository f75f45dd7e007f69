"""Run a function over many tasks in processes of their own, several at a time.

A task that dies, hangs or leaves processes behind is one task's failure: the others go on, and nothing outlives the caller.
Nothing here knows what a task does; `compare.report` and the extraction of folders build on it. The processes are started as
programs of their own and spoken to over pipes. They are not those of `multiprocessing`, which runs the caller's main module
again in each worker: a script without a guard, or a notebook, would start itself.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from typing import Any

from compare.workers.client import Pool
from compare.workers.settings import Ended, Task, WorkerSettings, count_cores

__all__ = ["Ended", "Task", "WorkerSettings", "count_cores", "run_tasks"]

_DEFAULTS = WorkerSettings()


def run_tasks(
    function: str, tasks: Iterable[Task | tuple[str, Any]], *, settings: WorkerSettings = _DEFAULTS
) -> Generator[Ended]:
    """Call a function for each task in worker processes and yield what became of each, as they end.

    Parameters
    ----------
    function : str
        ``"package.module:name"``; called with a task's argument. It must be importable in a new process.
    tasks : iterable of Task or (str, object)
        Taken one at a time, when a worker is free: a million tasks need no more memory than a few. Arguments and results must
        be picklable.
    settings : WorkerSettings, optional
        How many workers, how long a task may take, and whether each has a process of its own.

    Yields
    ------
    Ended
        One per task, in the order in which they end; with the same content whatever the number of workers. Closing the
        iterator ends all workers, with the tasks that still run.

    Examples
    --------
    >>> ended = run_tasks("math:sqrt", [("four", 4), ("minus one", -1)], settings=WorkerSettings(count=1))
    >>> {end.key: end.value or end.error.split(":")[0] for end in ended}
    {'four': 2.0, 'minus one': 'ValueError'}
    """
    pool = Pool(function, settings)
    try:
        yield from pool.run(iter(tasks))
    finally:
        pool.close()
