"""The caller's side: start workers, give each a task when it is free, replace those that die, end those that take too long."""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

from compare.workers.frames import GiveUp, Reply, Request, Start, died, receive, send
from compare.workers.settings import Ended, Task, WorkerSettings, count_cores

_SERVE = "from compare.workers.server import main; main()"
_TICK = 0.5
"""Seconds between two looks at the clock; on Windows also how long Ctrl-C may wait."""

_GRACE = 5.0
"""Seconds that a worker has to end itself and its copies when its pipe is closed."""

_ONE_THREAD = {
    **dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1"),
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
}
"""Keeps numpy, and pyarrow where pandas finds it, from starting threads: a process that is to be copied must have one."""


@dataclass
class _Running:
    """A task that a worker has been given."""

    task: Task
    timeout: float
    started: float = field(default_factory=time.monotonic)
    is_given_up: bool = False

    def end(self, value: Any = None, error: str = "", seconds: float | None = None) -> Ended:
        taken = time.monotonic() - self.started if seconds is None else seconds
        if error and self.is_given_up:
            error = f"given up after {self.timeout:g} s"
        return Ended(self.task.key, value, error, round(taken, 3))

    @property
    def is_late(self) -> bool:
        return bool(self.timeout) and not self.is_given_up and time.monotonic() - self.started > self.timeout


class _Worker:
    """One process, with the tasks it has; a thread puts what it sends into the pool's inbox, and None when it is gone."""

    def __init__(self, settings: WorkerSettings, inbox: SimpleQueue[tuple[_Worker, bytes | None]]) -> None:
        self.running: dict[int, _Running] = {}
        self._is_forking = settings.is_forking
        self._process = _start_process({**(_ONE_THREAD if settings.is_forking else {}), **settings.environment})
        self.send(Start(settings.is_forking, settings.preload))
        Thread(target=self._listen, args=(inbox,), daemon=True).start()

    def _listen(self, inbox: SimpleQueue[tuple[_Worker, bytes | None]]) -> None:
        """Read until the end of the pipe, which nobody else closes: its number could be another's before the next reading."""
        assert self._process.stdout is not None
        with self._process.stdout as pipe:
            message: bytes | None = b""
            while message is not None:
                message = receive(pipe.fileno())
                inbox.put((self, message))

    def send(self, message: Any) -> None:
        """Send a message; a worker that is gone is noticed by the end of its own pipe."""
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):
            send(self._process.stdin.fileno(), message)

    def give_up(self, number: int) -> None:
        """End a task that takes too long: its copy, or this whole worker where it has none."""
        self.running[number].is_given_up = True
        if self._is_forking:
            self.send(GiveUp(number))
        else:
            self._kill()

    def bury(self) -> list[Ended]:
        """Wait for the process and return the tasks that went down with it."""
        code = self._end()
        return [running.end(error=died(code)) for running in self.running.values()]

    def close(self) -> None:
        """Let the process end itself and its copies by closing its pipe; kill it where it does not."""
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):
            self._process.stdin.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_GRACE)
        self._end()

    def _end(self) -> int:
        self._kill()
        code = self._process.wait()
        with contextlib.suppress(OSError):
            if self._process.stdin:
                self._process.stdin.close()
        return code

    def _kill(self) -> None:
        """Kill the process and, where the system has groups, its group."""
        if self._process.returncode is not None:
            return
        if sys.platform == "win32":
            self._process.kill()
        else:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)


def _start_process(environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """Start a worker that finds the same modules, in a group of its own so that Ctrl-C reaches only the caller."""
    path = os.pathsep.join(str(Path(entry).resolve()) for entry in sys.path if entry)
    fixed = {"PYTHONPATH": path, "PYTHONUTF8": "1", "PYTHONHASHSEED": "0"}
    group: dict[str, Any] = {"start_new_session": True}
    if sys.platform == "win32":
        group = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    return subprocess.Popen(
        [sys.executable, "-P", "-c", _SERVE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        bufsize=0,
        env={**os.environ, **fixed, **environment},
        **group,
    )


class Pool:
    """The workers of one call of `compare.workers.run_tasks`."""

    def __init__(self, function: str, settings: WorkerSettings) -> None:
        count = settings.count or count_cores()
        self._function = function
        self._settings = settings
        self._limit, self._capacity = (1, count) if settings.is_forking else (count, 1)
        self._is_single_use = settings.is_isolated and not settings.is_forking
        self._inbox: SimpleQueue[tuple[_Worker, bytes | None]] = SimpleQueue()
        self._workers: list[_Worker] = []
        self._number = 0

    def run(self, tasks: Iterator[Task | tuple[str, Any]]) -> Iterator[Ended]:
        """Keep every worker at a task, and yield each task's end."""
        while True:
            while self._has_room() and (task := next(tasks, None)) is not None:
                self._give(task if isinstance(task, Task) else Task(*task))
            if not any(worker.running for worker in self._workers):
                return
            self._give_up_late()
            with contextlib.suppress(Empty):
                yield from self._take(*self._inbox.get(timeout=_TICK))

    def close(self) -> None:
        """End all workers."""
        for worker in self._workers:
            worker.close()
        self._workers.clear()

    def _has_room(self) -> bool:
        return len(self._workers) < self._limit or any(len(worker.running) < self._capacity for worker in self._workers)

    def _free_worker(self) -> _Worker:
        """Return a worker that can take a task; a new one where there is none."""
        for worker in self._workers:
            if len(worker.running) < self._capacity:
                return worker
        self._workers.append(_Worker(self._settings, self._inbox))
        return self._workers[-1]

    def _give(self, task: Task) -> None:
        worker = self._free_worker()
        self._number += 1
        worker.running[self._number] = _Running(task, task.timeout or self._settings.timeout)
        log, folder = (str(Path(path).resolve()) if path else "" for path in (task.log, task.folder))
        worker.send(Request(self._number, self._function, pickle.dumps(task.argument), log, folder))

    def _give_up_late(self) -> None:
        for worker in self._workers:
            for number in [number for number, running in worker.running.items() if running.is_late]:
                worker.give_up(number)

    def _take(self, worker: _Worker, message: bytes | None) -> Iterator[Ended]:
        """Return the end of the task that a worker's message is about, or of all its tasks where the worker is gone."""
        if worker not in self._workers:
            return
        if message is None:
            self._workers.remove(worker)
            yield from worker.bury()
            return
        reply: Reply = pickle.loads(message)
        ended = _open(worker.running.pop(reply.number), reply)
        if self._is_single_use:
            self._workers.remove(worker)
            worker.close()
        yield ended


def _open(running: _Running, reply: Reply) -> Ended:
    """Unpickle a reply; a result that cannot be read here is the task's failure."""
    try:
        value = pickle.loads(reply.payload) if reply.payload else None
    except Exception as problem:
        return running.end(error=f"{type(problem).__name__}: {problem}", seconds=reply.seconds)
    return running.end(value, reply.error, reply.seconds)
