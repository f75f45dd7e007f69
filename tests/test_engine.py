"""How reports are run: each in a fresh state, in a copy of a process as in a kernel, and alone in its death."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tests.test_kill import marked, until
from tests.test_report import write_notebook

from compare.dataset import load
from compare.report.execute import LOG, Job, Outcome
from compare.report.plan import plan
from compare.report.runner import run_jobs
from compare.report.specifications import find_reports
from compare.workers.settings import CAN_FORK

ROOT = Path(__file__).parents[1]
COPY = pytest.param(True, id="copy", marks=pytest.mark.skipif(not CAN_FORK, reason="processes cannot be copied here"))
KERNEL = pytest.param(False, id="kernel", marks=pytest.mark.slow)
WAYS = pytest.mark.parametrize("is_copied", [COPY, KERNEL])


@pytest.fixture(autouse=True)
def nothing_left(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Give all processes a mark in their environment, and see that none lives 10 seconds after the test."""
    mark = uuid.uuid4().hex
    monkeypatch.setenv("COMPARE_TEST_MARK", mark)
    yield
    assert until(lambda: not marked(mark), 10), [process.cmdline() for process in marked(mark)]


def run(folder: Path, jobs: list[Job], *, is_copied: bool, count: int = 2) -> dict[str, Outcome]:
    """Run jobs in folders below `folder` and return their outcomes by name."""
    placed = [replace(job, folder=str(folder / job.name)) for job in jobs]
    return {outcome.job.name: outcome for outcome in run_jobs(ROOT, placed, is_copied=is_copied, count=count)}


# --- a fresh state for each ---

SPOIL = """
import gc, os, random, sys, threading, time, warnings
import matplotlib.pyplot as plt, numpy as np, pandas as pd
import compare, compare.report.html
os.environ["SPOILT"] = "1"; os.environ.pop("MPLBACKEND"); os.umask(0o077)
os.chdir("/"); sys.path.insert(0, "/spoilt"); sys.modules["spoilt"] = sys
pd.set_option("display.max_rows", 3); plt.rcParams["font.size"] = 99; plt.figure()
compare.load = None; compare.report.html.contents = lambda *_: "spoilt"
threading.Thread(target=time.sleep, args=(600,), daemon=True).start()
warnings.simplefilter("ignore"); random.seed(1); np.random.seed(1); gc.disable()
import builtins; builtins.spoilt = 1; get_ipython().user_ns["spoilt"] = 1
"""

LOOK = """
import builtins, gc, os, random, sys, threading, warnings
import matplotlib.pyplot as plt, numpy as np, pandas as pd
import compare, compare.report.html
state = {
    "environment": {name: value for name, value in os.environ.items() if not name.startswith(("JPY_", "PWD"))},
    "folder": os.getcwd(), "path": sys.path, "modules": sorted(sys.modules), "names": sorted(globals()),
    "pandas": pd.get_option("display.max_rows"), "plots": {k: repr(v) for k, v in plt.rcParams.items()},
    "figures": plt.get_fignums(), "library": [compare.load.__qualname__, compare.report.html.contents.__qualname__],
    "threads": sorted(thread.name.split("-")[0] for thread in threading.enumerate()), "filters": repr(warnings.filters),
    "collector": gc.isenabled(), "builtins": sorted(dir(builtins)), "umask": os.umask(0o022),
}
draws = [random.random(), np.random.random()]
import json
with open("state.json", "w") as file:
    json.dump({"state": state, "draws": draws, "process": os.getpid()}, file)
"""


@pytest.mark.slow
@WAYS
def test_a_notebook_sees_nothing_of_what_others_have_done(tmp_path: Path, is_copied: bool) -> None:
    look = str(write_notebook(tmp_path / "look.ipynb", "x: int = 1", LOOK))
    spoil = str(write_notebook(tmp_path / "spoil.ipynb", "x: int = 1", SPOIL))
    jobs = [Job("before", "", look, ""), Job("spoil", "", spoil, ""), Job("after", "", look, "")]
    done = run(tmp_path / "run", jobs, is_copied=is_copied, count=1)
    assert {name: outcome.error for name, outcome in done.items()} == {"before": "", "spoil": "", "after": ""}
    seen = {name: json.loads((tmp_path / "run" / name / "state.json").read_text()) for name in ("before", "after")}
    for name, found in seen.items():
        assert found["state"].pop("folder") == str(tmp_path / "run" / name)
    assert seen["before"]["state"] == seen["after"]["state"]
    assert seen["before"]["process"] != seen["after"]["process"]
    draws = [seen[name]["draws"][kind] for name in seen for kind in (0, 1)]
    assert len({*draws, 0.13436424411240122, 0.417022004702574}) == 6, "a seed was carried over, or given to all"


# --- the same results ---


def cells(workbook: Path) -> dict[str, Any]:
    """Return all that stands in a workbook, with how it looks."""
    book = openpyxl.load_workbook(workbook)
    return {
        sheet.title: [(cell.value, cell.number_format, cell.font.b) for row in sheet.iter_rows() for cell in row]
        for sheet in book.worksheets
    }


def timeless(notebook: Path) -> Any:
    """Return an executed notebook without times, and without the numbers that papermill draws for cells of its own."""
    content = json.loads(notebook.read_text(encoding="utf-8"))
    for metadata in (content["metadata"], *(cell["metadata"] for cell in content["cells"])):
        metadata.pop("execution", None)
        for name in ("start_time", "end_time", "duration"):
            metadata.get("papermill", {}).pop(name, None)
    for cell in content["cells"]:
        if {"injected-parameters", "papermill-error-cell-tag"} & set(cell["metadata"]["tags"]):
            cell.pop("id")
    return content


def results(folder: Path) -> dict[str, Any]:
    """Return what a report made, by file: bytes, where they do not hold a time."""
    readers = {".xlsx": cells, ".ipynb": timeless}
    return {
        path.relative_to(folder).as_posix(): readers.get(path.suffix, Path.read_bytes)(path)
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.slow
@pytest.mark.skipif(not CAN_FORK, reason="processes cannot be copied here")
def test_a_copy_gives_what_a_kernel_gives(tmp_path: Path) -> None:
    ds = load(ROOT)
    jobs = [plan(ds, report, {})[0] for report in find_reports(ROOT, ["benchmark", "policy_actions"])]
    found = {}
    for way in (True, False):
        done = run(tmp_path / str(way), jobs, is_copied=way)
        assert {outcome.error for outcome in done.values()} == {""}
        found[way] = {name: results(tmp_path / str(way) / name) for name in done}
    for name, made in found[True].items():
        assert sorted(made) == sorted(found[False][name])
        assert {Path(file).suffix for file in made} >= {".html", ".ipynb", ".json", ".png", ".svg", ".xlsx"}
        for file, content in made.items():
            assert content == found[False][name][file], f"{name}: {file} differs"


OUTPUTS = (
    "import sys\nprint('one')\nprint('error', file=sys.stderr)\nprint('two')\n1 + 1",
    "from IPython.display import HTML, display\nhandle = display(HTML('old'), display_id='here')\nprint('between')",
    "handle.update(HTML('new'))\nimport pandas as pd\npd.DataFrame({'数': [1]})",
    "import matplotlib.pyplot as plt\nfigure, axes = plt.subplots()\naxes.plot([1, 2])\ndisplay(figure)",
    "import asyncio\nawait asyncio.sleep(0.01)\nprint('awaited')",
    "import logging\nlogging.getLogger('n').warning('careful')\n!echo from a shell",
    "class Own(Exception):\n    pass\n\ndef fail():\n    raise Own('坏')\n\nfail()",
)


@pytest.mark.slow
@pytest.mark.skipif(not CAN_FORK, reason="processes cannot be copied here")
def test_outputs_and_errors_are_those_of_a_kernel(tmp_path: Path) -> None:
    notebook = str(write_notebook(tmp_path / "n.ipynb", "x: int = 1", *OUTPUTS))
    job = Job("n", "", notebook, "", {"x": 2})
    found = {}
    for way in (True, False):
        outcome = run(tmp_path / str(way), [job], is_copied=way)["n"]
        assert (outcome.error, outcome.where) == ("Own: 坏", "cell [9] `fail()`")
        found[way] = timeless(tmp_path / str(way) / "n" / "n.ipynb")
    assert found[True] == found[False]
    kinds = {output["output_type"] for cell in found[True]["cells"] for output in cell.get("outputs", [])}
    assert kinds == {"stream", "display_data", "execute_result", "error"}


# --- alone in its death ---


@WAYS
def test_a_report_that_dies_or_hangs_fails_alone(tmp_path: Path, is_copied: bool) -> None:
    deeds = {
        "killed": "import os, signal\nos.kill(os.getpid(), getattr(signal, 'SIGKILL', signal.SIGTERM))",
        "left": "import os\nos._exit(0)",
        "hung": "import time\ntime.sleep(600)",
        "well": "print('made')",
    }
    notebooks = {name: str(write_notebook(tmp_path / f"{name}.ipynb", "x: int = 1", deed)) for name, deed in deeds.items()}
    limits = {"hung": 3 if is_copied else 20}  # without a kernel to start, and after others have waited for the loading
    jobs = [Job(name, "", notebook, "", timeout=limits.get(name, 0)) for name, notebook in notebooks.items()]
    done = run(tmp_path / "run", jobs, is_copied=is_copied)
    assert {name: (outcome.is_ok, outcome.where) for name, outcome in done.items()} == {
        "killed": (False, "cell [2] `import os, signal`"),
        "left": (False, "cell [2] `import os`"),
        "hung": (False, "cell [2] `import time`"),
        "well": (True, ""),
    }
    assert done["hung"].error == f"given up after {limits['hung']} s"
    if is_copied:
        assert done["killed"].error == "the process ended with code -9 before the task was finished"
    else:
        assert done["killed"].error == "DeadKernelError: Kernel died"
    assert (tmp_path / "run" / "well" / "well.html").exists()
    assert str(tmp_path) not in (tmp_path / "run" / "hung" / "hung.ipynb").read_text(encoding="utf-8")


def test_what_a_failed_cell_says_stands_in_the_log(tmp_path: Path) -> None:
    job = Job("n", "", str(write_notebook(tmp_path / "n.ipynb", "x: int = 1", "print('before')\n1 / 0")), "")
    outcome = run(tmp_path / "run", [job], is_copied=CAN_FORK)["n"]
    assert (outcome.error, outcome.where) == ("ZeroDivisionError: division by zero", "cell [2] `1 / 0`")
    log = (tmp_path / "run" / "n" / LOG).read_text(encoding="utf-8")
    assert "before" in log
    assert "ZeroDivisionError" in log
