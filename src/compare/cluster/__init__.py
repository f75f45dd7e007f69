"""Tasks on a Dask cluster, with the same results as `compare.workers.run_tasks` on one machine.

The cluster is somebody's: this module connects to a scheduler, starts none and leaves nothing behind. What a task needs
travels: its argument with it, the project's data once to each worker. Nothing here knows what a task does. Dask is an extra,
imported when it is used; who can reach the scheduler can run code on its workers, and the other way round.
"""

from __future__ import annotations

import contextlib
import time
import uuid
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import CancelledError
from typing import TYPE_CHECKING, Any

from compare.cluster.bundle import Bundle
from compare.cluster.library import describe_library
from compare.cluster.worker import Missing, Order, Refused, perform
from compare.errors import CompareError, UsageError
from compare.workers import Ended, Task, WorkerSettings

if TYPE_CHECKING:
    from distributed import Client, Future, WorkerPlugin

__all__ = ["Bundle", "run_tasks_dask"]

_DEFAULTS = WorkerSettings()
_PATIENCE = 20.0
"""Seconds to wait for a scheduler, and for a first worker."""

_ALONE = 120.0
"""Seconds without any worker after which a run gives up."""

_TICK = 2.0


def run_tasks_dask(
    function: str,
    tasks: Iterable[Task | tuple[str, Any]],
    *,
    scheduler: str,
    bundle: Bundle,
    settings: WorkerSettings = _DEFAULTS,
    patience: float = _PATIENCE,
) -> Generator[Ended]:
    """Call a function for each task on the workers of a Dask cluster and yield what became of each, as they end.

    Parameters
    ----------
    function : str
        ``"package.module:name"``, as for `compare.workers.run_tasks`. The workers need the same library.
    tasks : iterable of Task or (str, object)
        Taken as workers become free: some two for each thread of the cluster are under way at a time.
    scheduler : str
        Address such as ``tcp://10.0.0.5:8786``.
    bundle : Bundle
        The project's data; ``COMPARE_PROJECT`` of the tasks is where a worker has opened it.
    settings : WorkerSettings, optional
        Timeout, isolation and environment of the tasks; their number is the cluster's.
    patience : float, optional
        Seconds to wait for the scheduler and for its first worker.

    Yields
    ------
    Ended
        One per task. A task whose worker is lost is done by another; one that takes worker after worker with it has failed.
        Closing the iterator, or Ctrl-C, cancels what has not ended.

    Raises
    ------
    UsageError
        Dask is not installed, the scheduler cannot be reached or has no worker, or a worker has another library.
    CompareError
        The scheduler, or all workers, were lost for good.
    """
    client = _connect(scheduler, patience)
    name = f"compare-{bundle.digest[:24]}-{uuid.uuid4().hex}"
    try:
        _check_workers(client, scheduler, patience)
        client.register_plugin(_plugin(bundle), name=name)
        order = Order(function, settings, bundle.digest, describe_library())
        yield from _Window(client, order).run(iter(tasks))
    except CancelledError as problem:  # of futures that nobody here cancelled
        raise _lost_scheduler() from problem
    finally:
        with contextlib.suppress(Exception):  # the scheduler may be gone; what is on it goes with the client
            client.unregister_worker_plugin(name)
        client.close(timeout=5)


def _lost_scheduler() -> CompareError:
    return CompareError(
        "the scheduler was lost; what is done is kept, start it again with its workers and run the command again"
    )


def _connect(scheduler: str, patience: float) -> Client:
    try:
        from distributed import Client
    except ImportError:
        raise UsageError(
            "--engine dask needs the package distributed, which is not installed; install it: "
            "pip install 'region-compare[cluster]'"
        ) from None
    try:
        return Client(scheduler, timeout=patience, set_as_default=False)
    except (OSError, ValueError) as error:
        raise UsageError(
            f"no Dask scheduler answers at {scheduler!r} ({error}); start one with: dask scheduler, and give the address that "
            "it prints, such as --scheduler tcp://127.0.0.1:8786"
        ) from None


def _plugin(bundle: Bundle) -> WorkerPlugin:
    from compare.cluster.plugin import BundlePlugin

    return BundlePlugin(bundle)


def _check_workers(client: Client, scheduler: str, patience: float) -> None:
    """Wait for a worker, then hold the library of each against this one."""
    try:
        client.wait_for_workers(1, timeout=patience)
    except TimeoutError:
        raise UsageError(
            f"the scheduler {scheduler} has no workers; start some with: dask worker {scheduler}, on machines that have "
            "region-compare[cluster] installed"
        ) from None
    for worker, found in client.run(describe_library, on_error="return").items():
        if found != describe_library():
            raise _other_library(worker, found)


def _other_library(worker: str, found: object) -> UsageError:
    shown = f"{type(found).__name__}: {found}" if isinstance(found, BaseException) else found
    return UsageError(
        f"worker {worker}: found {shown}; expected region-compare {describe_library()}. Install the same version there, "
        "with the same lock, and restart the worker"
    )


class _Window:
    """The tasks that are with the cluster: so few that memory stays flat, so many that no worker waits."""

    def __init__(self, client: Client, order: Order) -> None:
        self._client, self._order = client, order
        self._out: dict[Future[Any], Task] = {}
        self._seen = time.monotonic()

    def run(self, tasks: Iterator[Task | tuple[str, Any]]) -> Iterator[Ended]:
        """Keep the window full, and yield each task's end."""
        try:
            while True:
                room = max(4, 2 * self._threads()) - len(self._out)
                while room > 0 and (task := next(tasks, None)) is not None:
                    self._submit(task if isinstance(task, Task) else Task(*task))
                    room -= 1
                if not self._out:
                    return
                for future in self._wait():
                    yield self._open(future, self._out.pop(future))
                    future.release()
        finally:
            self._client.cancel(list(self._out), force=True)

    def _submit(self, task: Task) -> None:
        self._out[self._client.submit(perform, self._order, task, pure=False)] = task

    def _threads(self) -> int:
        """Return how many threads the cluster has now; give up where it has had none for long."""
        try:
            threads: int = sum(self._client.nthreads().values())
        except (OSError, RuntimeError) as error:
            raise _lost_scheduler() from error
        if threads:
            self._seen = time.monotonic()
        elif time.monotonic() - self._seen > _ALONE:
            raise CompareError("all workers were lost; what is done is kept, start workers and run the command again")
        return threads

    def _wait(self) -> list[Future[Any]]:
        from distributed import wait

        with contextlib.suppress(TimeoutError), self._client.as_current():
            wait(list(self._out), timeout=_TICK, return_when="FIRST_COMPLETED")
        return [future for future in self._out if future.done()]

    def _open(self, future: Future[Any], task: Task) -> Ended:
        """Return what a future holds; a task that took its workers with it has failed, a run without scheduler is over."""
        from distributed import KilledWorker

        try:
            ended: Ended | Refused | Missing = future.result()
        except KilledWorker as problem:
            reason = f"{problem.allowed_failures + 1} workers were lost while they were at it"
            return Ended(task.key, None, reason)
        except CancelledError:
            raise
        except Exception as problem:
            return Ended(task.key, None, f"{type(problem).__name__}: {problem}")
        if isinstance(ended, Refused):
            raise _other_library(ended.worker, ended.found)
        if isinstance(ended, Missing):
            raise CompareError(f"worker {ended.worker}: the project's data did not arrive; see its log, and run again")
        return ended
