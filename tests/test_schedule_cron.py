"""cron for real: its daemon wakes a project every minute, in its own empty environment under a C locale, and publishes once."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from tests.test_cli import with_notebook, write_project

from compare.report.schedule import make_entries

ROOT = Path(__file__).parents[1]
CRON = shutil.which("cron") or "/usr/sbin/cron"
TABLES = Path("/etc/cron.d")
PIDS = Path("/run/crond.pid")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one line of a document and one tiny report that is due monthly, in a folder that needs care."""
    root = tmp_path / """月报 100% 'of' "$HOME\""""
    write_project(root)
    (root / "data" / "reports").mkdir()
    entry = "- {id: monthly, notebook: small, schedule: [{every: month, day: 5}]}\n"
    (root / "data" / "reports" / "reports.yaml").write_text(entry, encoding="utf-8")
    cell = "from pathlib import Path\nPath(output, '环境.txt').write_text('到期', encoding='utf-8')"
    return with_notebook(root, cell)


@pytest.fixture
def daemon() -> Iterator[Callable[[str], None]]:
    """A cron daemon of the test's own, unless one runs already; returns what installs a table, which is removed afterwards."""
    if not Path(CRON).exists() or not TABLES.is_dir() or os.getuid() != 0:
        pytest.skip("needs cron, and root to start it")
    table = TABLES / f"region-compare-test-{os.getpid()}"
    is_running = PIDS.exists() and PIDS.read_text().strip().isdigit() and Path("/proc", PIDS.read_text().strip()).exists()
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C"}
    process = None if is_running else subprocess.Popen([CRON, "-f"], env=environment, stdin=subprocess.DEVNULL)

    def install(text: str) -> None:
        draft = TABLES / f".{table.name}"  # cron skips names with a dot, so it never reads half a table
        draft.write_text(text, encoding="utf-8")
        draft.chmod(0o644)
        draft.rename(table)

    try:
        yield install
    finally:
        table.unlink(missing_ok=True)
        if process:
            process.terminate()
            process.wait(timeout=10)


def wait_for(condition: Callable[[], bool], seconds: float) -> bool:
    until = time.monotonic() + seconds
    while not condition() and time.monotonic() < until:
        time.sleep(0.5)
    return condition()


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="cron is of POSIX systems")
def test_cron_publishes_what_is_due_and_only_once(project: Path, daemon: Callable[[str], None]) -> None:
    outputs = project / "outputs"
    [entry] = make_entries(project, "cron", outputs=outputs)
    [line] = [line for line in entry.text.splitlines() if not line.startswith("#")]
    fields, command = line.split(maxsplit=5)[:5], line.split(maxsplit=5)[5]
    assert fields == ["30", "6", "*", "*", "*"]
    # The line as it is, but every minute, and as tables of the system are: with the user. This checkout is the one tested.
    daemon(f'SHELL=/bin/sh\nPYTHONPATH="{ROOT / "src"}"\nLC_ALL=C\n* * * * * root {command}\n')
    log, status = outputs / "schedule.log", outputs / "status.json"
    assert wait_for(status.exists, 150), log.read_text(encoding="utf-8") if log.exists() else "cron started nothing"
    latest = outputs / "latest"
    assert json.loads((latest / "manifest.json").read_text(encoding="utf-8"))["status"] == "ok"
    [page] = latest.glob("monthly*/*.html")
    assert "</html>" in page.read_text(encoding="utf-8")
    assert (page.parent / "环境.txt").read_text(encoding="utf-8") == "到期"
    published, lines = runs(outputs), log.read_text(encoding="utf-8")
    done = json.loads(status.read_text(encoding="utf-8"))["reports"]["monthly"]
    assert done["run"] == published[0]
    assert datetime.fromisoformat(done["at"]) <= datetime.now().astimezone()
    assert wait_for(lambda: len(log.read_text(encoding="utf-8")) > len(lines) + 5, 90), "cron did not wake it again"
    time.sleep(5)
    assert runs(outputs) == published, "nothing was due, and something was made"
    assert json.loads(status.read_text(encoding="utf-8"))["reports"]["monthly"] == done
    assert "Traceback" not in log.read_text(encoding="utf-8")


def runs(outputs: Path) -> list[str]:
    """List the runs, hidden folders of unfinished ones among them."""
    return [path.name for path in sorted(outputs.iterdir()) if re.match(r"\.staging-|\d{8}-\d{6}", path.name)]
