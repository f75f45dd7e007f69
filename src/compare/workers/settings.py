"""What goes into `compare.workers.run_tasks` and what comes out of it."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

CAN_FORK = sys.platform == "linux"
"""Whether a process may be copied with its modules loaded. macOS has the call, but its own libraries do not survive it."""


class Task(NamedTuple):
    """One call of the function.

    Attributes
    ----------
    key : str
        Names the task in what comes back; need not be unique.
    argument : object
        What the function is called with.
    log : str
        File to which what the task prints is appended, with the traceback of an error; empty to print nothing.
    folder : str
        The task's working folder; the caller's where empty.
    timeout : float
        Seconds after which the task is given up; 0 for what the settings say.
    """

    key: str
    argument: Any
    log: str = ""
    folder: str = ""
    timeout: float = 0.0


@dataclass(frozen=True)
class WorkerSettings:
    """How tasks are run.

    Attributes
    ----------
    count : int
        How many tasks run at a time; as many as the process may use cores where 0.
    timeout : float
        Seconds after which a task is given up and its process ended, with all that it started; 0 for never.
    is_isolated : bool
        Whether each task begins in a fresh state: on Linux in a copy of a process that has only loaded `preload`, elsewhere
        in a new process. Otherwise a worker does one task after another, and modules keep what they have read.
    preload : tuple of str
        Modules that each worker loads before its first task. Where tasks are isolated they must not start threads.
    environment : mapping
        Variables of the workers, beyond the caller's.
    """

    count: int = 0
    timeout: float = 0.0
    is_isolated: bool = False
    preload: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_forking(self) -> bool:
        """Whether tasks run in copies of one loaded process."""
        return self.is_isolated and CAN_FORK


@dataclass(frozen=True)
class Ended:
    """What became of one task.

    Attributes
    ----------
    key : str
        The task's key.
    value : object
        What the function returned; None where it failed.
    error : str
        Why it failed, such as ``"TypeError: …"``, ``"the process ended with code -9 before the task was finished"`` or
        ``"given up after 1800 s"``; empty where it did not.
    seconds : float
        How long it took, without the wait for a worker.
    """

    key: str
    value: Any = None
    error: str = ""
    seconds: float = 0.0


def count_cores() -> int:
    """Return how many cores this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
