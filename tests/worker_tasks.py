"""What the tests of `compare.workers` ask workers to do; importable in a new process."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

_seen: list[Any] = []


def double(value: Any) -> Any:
    return value * 2


def count_calls(value: Any) -> int:
    """Return how many calls this process has had: module state that a fresh process lacks."""
    _seen.append(value)
    return len(_seen)


def print_much(text: str) -> str:
    """Print in every way a task can, and with the length of a message's head."""
    print(text)  # noqa: T201
    sys.stderr.write(text + "\n")
    os.write(1, b"\0" * 64)
    subprocess.run([sys.executable, "-c", "print('from a child')"], check=True)
    return text


def where(_: Any) -> tuple[str, str]:
    return str(Path.cwd()), os.environ.get("COMPARE_TEST", "")


def act(deed: str) -> Any:
    """Do what a task should not do, after starting a process that would go on for ever."""
    deeds: dict[str, Callable[[], Any]] = {
        "kill": lambda: os.kill(os.getpid(), signal.SIGKILL),
        "leave": lambda: os._exit(0),
        "exit": lambda: sys.exit("enough"),
        "crash": lambda: ctypes.string_at(0),
        "hang": lambda: time.sleep(600),
        "spin": _spin,
        "close": lambda: sys.stdout.close(),
        "unpicklable": threading.Lock,
        "raise": lambda: [][1],
        "well": lambda: "done",
    }
    if deed not in ("well", "unpicklable"):
        subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], stdout=subprocess.DEVNULL)
    return deeds[deed]()


def _spin() -> None:
    """Count for ever."""
    while True:
        pass


def leave_note(file: str) -> None:
    """Say that the task is running, then hang."""
    Path(file).write_text(str(os.getpid()), encoding="utf-8")
    time.sleep(600)


def count_threads(_: Any) -> int:
    """Return how many threads the process has that this one is a copy of."""
    return len(list(Path(f"/proc/{os.getppid()}/task").iterdir()))
