"""What runs in a worker of the cluster: it has each task done by a child process of its own.

The child is a worker of `compare.workers`, as on one machine, so that a task ends, fails, hangs or dies in the same way on
both: a text that kills its process costs this process and not the cluster's worker.
"""

from __future__ import annotations

import atexit
import tempfile
import threading
from dataclasses import dataclass, replace
from pathlib import Path

from compare.cluster.bundle import place_of
from compare.cluster.library import describe_library
from compare.workers import Ended, Task, WorkerSettings
from compare.workers.client import Pool

_OWN = threading.local()


@dataclass(frozen=True)
class Order:
    """What all tasks of a run have in common."""

    function: str
    settings: WorkerSettings
    digest: str
    library: str


@dataclass(frozen=True)
class Refused:
    """A worker that cannot take part: its library is another one."""

    worker: str
    found: str


@dataclass(frozen=True)
class Missing:
    """A worker that has not got the bundle."""

    worker: str


def perform(order: Order, task: Task) -> Ended | Refused | Missing:
    """Do one task in this thread's child process."""
    from distributed import get_worker

    worker = get_worker()
    if describe_library() != order.library:
        return Refused(worker.address, describe_library())
    project = place_of(order.digest, Path(worker.local_directory))
    if not project.is_dir():
        return Missing(worker.address)
    pool = _own_pool(order, project)
    with tempfile.TemporaryDirectory(prefix="compare-task-") as folder:
        return next(pool.run(iter([task._replace(folder=folder)])))


def _own_pool(order: Order, project: Path) -> Pool:
    """Return the pool of this thread: one child, which keeps what it has loaded from task to task."""
    known: tuple[Order, Pool] | None = getattr(_OWN, "pool", None)
    if known is not None:
        if known[0] == order:
            return known[1]
        known[1].close()
    environment = {**order.settings.environment, "COMPARE_PROJECT": str(project)}
    pool = Pool(order.function, replace(order.settings, count=1, environment=environment))
    atexit.register(pool.close)
    _OWN.pool = (order, pool)
    return pool
