"""Runs that are killed, and disks that are full: the last publication stands, and the next run is clean."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from tests.killing import flaws
from tests.test_cli import with_notebook, write_project
from tests.test_report import write_notebook

ROOT = Path(__file__).parents[1]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="kills by SIGKILL, and forks"),
]


@pytest.mark.parametrize("way", ["killed", "full"])
def test_a_run_ended_at_any_file_operation_leaves_the_last_publication_whole(tmp_path: Path, way: str) -> None:
    project = tmp_path / "project"
    (project / "data").mkdir(parents=True)
    (project / "data" / "sources.yaml").write_text("[]\n", encoding="utf-8")
    (project / "notebooks").mkdir()
    write_notebook(project / "notebooks" / "small.ipynb", 'output: str = ""')
    command = [sys.executable, "-m", "tests.killing", str(project), way]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=900, check=True)
    report = json.loads(done.stdout)
    assert report["problems"] == []
    assert report["operations"] > 30, "a run writes more files than that: the operations were not counted"


def start(project: Path, mark: str, error: int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
    """Start the command with a mark in the environment, which all its processes inherit."""
    environment = {**os.environ, "COMPARE_TEST_MARK": mark}
    command = [sys.executable, "-m", "compare", "report", "--force", "--project", str(project)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=error)


def marked(mark: str) -> list[psutil.Process]:
    """Return the living processes that carry a mark."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.environ().get("COMPARE_TEST_MARK") == mark and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
        except psutil.Error:
            continue
    return found


def until(condition: Callable[[], object], seconds: float) -> bool:
    """Wait for something to hold, and say whether it came to hold."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("part", range(8))
def test_a_command_killed_at_any_time_leaves_nothing_alive_and_the_next_run_clean(tmp_path: Path, part: int) -> None:
    project = with_notebook(write_project(tmp_path / "project"), "import time\ntime.sleep(0.5)", "print('made')")
    started = time.monotonic()
    assert start(project, "whole").wait(timeout=120) == 0
    whole = time.monotonic() - started
    process = start(project, mark := f"kill-{os.getpid()}-{part}")
    time.sleep(whole * (part + 0.5) / 8)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert until(lambda: not marked(mark), 10), [p.cmdline() for p in marked(mark)]
    assert list(flaws(project / "outputs" / "latest")) == []
    assert start(project, "next").wait(timeout=120) == 0
    assert list(flaws(project / "outputs" / "latest")) == []
    assert [p.name for p in (project / "outputs").iterdir() if p.name[0] == "." and p.name != ".lock"] == []


def test_a_killed_run_is_kept_on_record(tmp_path: Path) -> None:
    project = with_notebook(write_project(tmp_path / "project"), "open('started', 'w').close()\nimport time\ntime.sleep(60)")
    process = start(project, "record")
    assert until(lambda: list(project.glob("outputs/.staging-*/small/started")), 60)
    process.kill()
    process.wait()
    write_notebook(project / "notebooks" / "small.ipynb", 'output: str = ""', "print('made')")
    again = start(project, "again", subprocess.PIPE)
    _, error = again.communicate(timeout=120)
    assert again.returncode == 0
    assert "had been cut off; its folder is kept with status failed" in error.decode()
    first, second = (
        json.loads(path.read_text(encoding="utf-8")) for path in sorted((project / "outputs").glob("2*/manifest.json"))
    )
    assert (first["status"], second["status"]) == ("failed", "ok")
    assert first["error"] == "the run ended before it was finished: it was killed, or the machine stopped"
    log = [json.loads(line) for line in (project / "outputs" / first["run"] / "log.jsonl").read_text("utf-8").splitlines()]
    assert [line["event"] for line in log] == ["planned", "ended"]


def test_a_kernel_that_dies_is_the_failure_of_its_report(tmp_path: Path) -> None:
    project = with_notebook(write_project(tmp_path / "project"), "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)")
    write_notebook(project / "notebooks" / "other.ipynb", 'output: str = ""', "print('made')")
    process = start(project, mark := f"dies-{os.getpid()}", subprocess.PIPE)
    _, error = process.communicate(timeout=120)
    assert process.returncode == 3
    assert "small.ipynb (-)" in error.decode()
    assert "other: ok" in error.decode()
    [run] = (project / "outputs").glob("2*/manifest.json")
    statuses = {e["name"]: e["status"] for e in json.loads(run.read_text(encoding="utf-8"))["reports"]}
    assert statuses == {"other": "ok", "small": "failed"}
    assert not (project / "outputs" / "latest").exists()
    assert until(lambda: not marked(mark), 10)
