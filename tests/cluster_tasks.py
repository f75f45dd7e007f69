"""Tasks for the tests of workers and clusters: what they do must be importable in another process."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from compare.dataset import find_project


def double(number: int) -> int:
    return 2 * number


def slow_double(number: int) -> int:
    time.sleep(0.2)
    return 2 * number


def codelists(_: object) -> list[str]:
    """Name the codelists of the project that the task finds, and write where none may be written."""
    return sorted(path.name for path in (find_project() / "data" / "codelists").iterdir())


def die(_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def take_worker_along(_: object) -> None:
    """Kill the cluster's worker, which is the parent of the process that tasks run in."""
    os.kill(os.getppid(), signal.SIGKILL)
    time.sleep(60)


def touch_and_wait(place: str) -> str:
    Path(place).touch()
    time.sleep(60)
    return place
