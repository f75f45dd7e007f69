"""`compare.workers`: what becomes of tasks that end, fail, die, hang or print, and that nothing outlives the caller."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from compare.workers import Ended, Task, WorkerSettings, run_tasks
from compare.workers.settings import CAN_FORK

HERE = Path(__file__).resolve().parent
WAYS = [pytest.param(False, id="in turn"), pytest.param(True, id="isolated")]


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch) -> Iterator[WorkerSettings]:
    """Settings whose processes carry a marker, none of which may be left 10 seconds after the test."""
    monkeypatch.syspath_prepend(str(HERE))
    marker = uuid.uuid4().hex
    yield WorkerSettings(count=2, environment={"COMPARE_TEST": marker})
    assert_none_left(marker)


def with_way(settings: WorkerSettings, is_isolated: bool, timeout: float = 0) -> WorkerSettings:
    return WorkerSettings(settings.count, timeout, is_isolated, environment=settings.environment)


def marked(marker: str) -> list[psutil.Process]:
    """Return the running processes that carry a marker in their environment."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.environ().get("COMPARE_TEST") == marker and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
        except psutil.Error:
            continue
    return found


def assert_none_left(marker: str) -> None:
    """Assert that within 10 seconds no process carries the marker."""
    deadline = time.monotonic() + 10
    while (left := marked(marker)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not left


def by_key(ended: Iterator[Ended]) -> dict[str, Ended]:
    return {end.key: end for end in ended}


@pytest.mark.parametrize("is_isolated", WAYS)
@pytest.mark.parametrize("count", [1, 3])
def test_results_do_not_depend_on_the_number_of_workers(settings: WorkerSettings, is_isolated: bool, count: int) -> None:
    tasks = [(f"任务 {n}", "文" * n) for n in range(7)] + [("多", "x" * 3_000_000), ("坏", None)]
    chosen = WorkerSettings(count, is_isolated=is_isolated, environment=settings.environment)
    ended = list(run_tasks("worker_tasks:double", tasks, settings=chosen))
    wanted: dict[str, Any] = {key: (value * 2, "") for key, value in tasks if value is not None}
    wanted["坏"] = (None, "TypeError: unsupported operand type(s) for *: 'NoneType' and 'int'")
    assert len(ended) == len(tasks)
    assert {end.key: (end.value, end.error) for end in ended} == wanted


def test_worker_keeps_what_it_has_loaded_and_isolated_task_finds_nothing(settings: WorkerSettings) -> None:
    tasks = [(str(n), n) for n in range(4)]
    one = WorkerSettings(1, environment=settings.environment)
    assert [end.value for end in run_tasks("worker_tasks:count_calls", tasks, settings=one)] == [1, 2, 3, 4]
    isolated = WorkerSettings(1, is_isolated=True, preload=("worker_tasks",), environment=settings.environment)
    assert [end.value for end in run_tasks("worker_tasks:count_calls", tasks, settings=isolated)] == [1, 1, 1, 1]


@pytest.mark.slow
def test_without_forking_each_isolated_task_has_a_new_process(
    settings: WorkerSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("compare.workers.settings.CAN_FORK", False)
    isolated = with_way(settings, True)
    ended = list(run_tasks("worker_tasks:count_calls", [(str(n), n) for n in range(3)], settings=isolated))
    assert sorted((end.key, end.value) for end in ended) == [("0", 1), ("1", 1), ("2", 1)]


@pytest.mark.parametrize("is_isolated", WAYS)
def test_one_task_that_dies_is_its_own_failure(settings: WorkerSettings, is_isolated: bool) -> None:
    deeds = ["kill", "well", "leave", "crash", "exit", "close", "unpicklable", "raise", "well"]
    tasks = [(f"{n} {deed}", deed) for n, deed in enumerate(deeds)]
    ended = by_key(run_tasks("worker_tasks:act", tasks, settings=with_way(settings, is_isolated)))
    assert [ended[key].value for key in ("1 well", "8 well")] == ["done", "done"]
    before = "before the task was finished"
    assert ended["0 kill"].error == f"the process ended with code -9 {before}"
    assert ended["2 leave"].error == f"the process ended with code 0 {before}"
    assert ended["3 crash"].error == f"the process ended with code -11 {before}"
    assert ended["4 exit"].error == "SystemExit: enough"
    assert ended["5 close"].error == "" or "closed file" in ended["5 close"].error
    assert "pickle" in ended["6 unpicklable"].error
    assert ended["7 raise"].error == "IndexError: list index out of range"


@pytest.mark.slow
@pytest.mark.parametrize("is_isolated", WAYS)
def test_task_that_takes_too_long_is_given_up(settings: WorkerSettings, is_isolated: bool) -> None:
    tasks = [Task("hang", "hang", timeout=3), Task("spin", "spin", timeout=4), ("well", "well"), ("again", "well")]
    ended = by_key(run_tasks("worker_tasks:act", tasks, settings=with_way(settings, is_isolated, 30)))
    assert ended["hang"].error == "given up after 3 s"
    assert ended["hang"].seconds < 8
    assert ended["spin"].error == "given up after 4 s"
    assert ended["well"].value == ended["again"].value == "done"


@pytest.mark.parametrize("is_isolated", WAYS)
def test_what_a_task_prints_goes_to_its_log_and_never_into_the_channel(
    settings: WorkerSettings, is_isolated: bool, tmp_path: Path
) -> None:
    logs = {text: tmp_path / f"日志 {text}.txt" for text in ("一", "二")}
    tasks = [Task(text, text, log=str(log)) for text, log in logs.items()] + [("三", "三")]
    ended = by_key(run_tasks("worker_tasks:print_much", tasks, settings=with_way(settings, is_isolated)))
    assert {key: end.value for key, end in ended.items()} == {"一": "一", "二": "二", "三": "三"}
    for text, log in logs.items():
        lines = log.read_bytes().replace(b"\0", b"").decode("utf-8").splitlines()
        assert sorted(lines) == sorted([text, text, "from a child"])


@pytest.mark.slow
@pytest.mark.parametrize("is_isolated", WAYS)
def test_task_works_in_its_folder_and_error_leaves_a_traceback_in_its_log(
    settings: WorkerSettings, is_isolated: bool, tmp_path: Path
) -> None:
    chosen = WorkerSettings(1, is_isolated=is_isolated, environment=settings.environment)
    tasks = [Task("there", None, folder=str(tmp_path)), Task("here", None)]
    ended = by_key(run_tasks("worker_tasks:where", tasks, settings=chosen))
    marker = settings.environment["COMPARE_TEST"]
    assert ended["there"].value == (str(tmp_path), marker)
    assert ended["here"].value == (str(Path.cwd()), marker)
    log = tmp_path / "log.txt"
    assert list(run_tasks("worker_tasks:act", [Task("raise", "raise", log=str(log))], settings=chosen))[0].error
    assert "IndexError: list index out of range" in log.read_text(encoding="utf-8")


def test_tasks_are_taken_only_when_a_worker_is_free(settings: WorkerSettings) -> None:
    taken = itertools.count()
    tasks = ((str(n), n) for n in taken)
    ended = run_tasks("worker_tasks:double", tasks, settings=settings)
    assert next(ended).error == ""
    assert next(taken) <= 5
    ended.close()


@pytest.mark.slow
@pytest.mark.parametrize("is_isolated", WAYS)
def test_closing_the_iterator_ends_what_runs(settings: WorkerSettings, is_isolated: bool) -> None:
    tasks = [("well", "well"), ("hang", "hang"), ("spin", "spin")]
    ended = run_tasks("worker_tasks:act", tasks, settings=with_way(settings, is_isolated))
    assert next(ended).value == "done"
    assert marked(settings.environment["COMPARE_TEST"])
    ended.close()


@pytest.mark.slow
@pytest.mark.parametrize("is_isolated", WAYS)
def test_nothing_outlives_a_killed_caller(settings: WorkerSettings, is_isolated: bool, tmp_path: Path) -> None:
    notes = [tmp_path / "a", tmp_path / "b"]
    program = (
        "from compare.workers import *\n"
        f"tasks = [(n, n) for n in {[str(note) for note in notes]!r}]\n"
        f"list(run_tasks('worker_tasks:leave_note', tasks, settings=WorkerSettings(2, is_isolated={is_isolated})))\n"
    )
    path = os.pathsep.join(filter(None, [*sys.path, str(HERE)]))
    environment = {**os.environ, **settings.environment, "PYTHONPATH": path}
    caller = subprocess.Popen([sys.executable, "-c", program], env=environment)
    deadline = time.monotonic() + 60
    while not all(note.exists() for note in notes) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert len(marked(settings.environment["COMPARE_TEST"])) >= 3
    caller.kill()
    caller.wait()


@pytest.mark.skipif(not CAN_FORK, reason="needs a system on which processes are copied")
def test_process_that_is_copied_has_one_thread(settings: WorkerSettings) -> None:
    preload = ("compare", "compare.charts", "compare.workbook", "worker_tasks")
    isolated = WorkerSettings(1, is_isolated=True, preload=preload, environment=settings.environment)
    assert [end.value for end in run_tasks("worker_tasks:count_threads", [("", None)], settings=isolated)] == [1]
