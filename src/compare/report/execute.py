"""Run one notebook in a process of its own.

The runner starts this module as a child, because papermill's working folder and the environment belong to a whole process. It
executes the notebook with papermill in a kernel of the running interpreter, writes the page, and leaves what happened in a JSON
file. It publishes nothing.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

_CELL_TIMEOUT = 900
"""Seconds after which one cell is given up: a scheduled run must not hold the lock for ever."""

_ANSI = re.compile(r"\x1b\[[0-9;]*m")
_LINE = re.compile(r"Cell In\[\d+\], line (\d+)")


@dataclass(frozen=True)
class Job:
    """A notebook to run in one language.

    Attributes
    ----------
    report : str
        Name of the report, which is the id of its specification.
    language : str
        ``"zh"``, ``"en"``, or ``""`` where the notebook has no such parameter.
    notebook : str
        The notebook file.
    folder : str
        Where the report writes; the kernel's working folder.
    parameters : dict
        Name to value, checked.
    variant : str
        Values of the matrix that tell this report from others of its specification, as they stand in its name.
    timeout : int
        Seconds after which the report is given up; 0 for never.
    printer : str
        What makes a PDF of the page, from `compare.report.pdf.find_printer`; empty for no PDF.
    """

    report: str
    language: str
    notebook: str
    folder: str
    parameters: dict[str, Any] = field(default_factory=dict)
    printer: str = ""
    variant: str = ""
    timeout: int = 0

    @property
    def name(self) -> str:
        """Name of the job and of its files: report, variant and language."""
        return "_".join(part for part in (self.report, self.variant, self.language) if part)


@dataclass(frozen=True)
class Outcome:
    """What became of a job; `error` is empty where it went well, `where` names the cell otherwise."""

    job: Job
    seconds: float
    title: str = ""
    error: str = ""
    where: str = ""

    @property
    def is_ok(self) -> bool:
        """Whether the report was made."""
        return not self.error


def is_finished(notebook: Path) -> bool:
    """Say whether papermill ran a notebook to its end without an exception.

    A run that was killed leaves a valid notebook without an exception flag, but no ``end_time``.
    """
    try:
        state = json.loads(notebook.read_text(encoding="utf-8"))["metadata"]["papermill"]
    except (OSError, ValueError, KeyError):
        return False
    return bool(state.get("end_time")) and not state.get("exception")


def execute(job: Job) -> Outcome:
    """Execute `job` and write its page; whatever goes wrong becomes the outcome's error."""
    started = time.monotonic()
    try:
        error, where = _execute_notebook(job)
        title = "" if error else _write_page(job)
    except Exception as problem:  # a dead kernel, a full disk, a template: the report failed, the run goes on
        logging.getLogger(__name__).exception("report %s failed", job.name)
        error, where, title = f"{type(problem).__name__}: {problem}", "", ""
    return Outcome(job, round(time.monotonic() - started, 2), title=title, error=error, where=where)


def _execute_notebook(job: Job) -> tuple[str, str]:
    """Run the notebook; return the error and the cell, both empty where it went well."""
    papermill = _import_papermill()
    target = Path(job.folder) / f"{job.name}.ipynb"
    try:
        _with_one_retry(lambda: _run_papermill(papermill, job, target))
    except papermill.PapermillExecutionError as problem:
        _log_traceback(problem)
        return f"{problem.ename}: {_ANSI.sub('', problem.evalue)}", _describe_cell(problem)
    finally:
        _forget_machine_paths(target, job)
    if not is_finished(target):
        return "the notebook did not run to its end", ""
    return "", ""


def _import_papermill() -> Any:
    """Import papermill without the 2 seconds in which ``rfc3987_syntax`` builds grammars that notebooks never need."""
    sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
    import papermill

    return papermill


def _run_papermill(papermill: Any, job: Job, target: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="rc-") as sockets:
        papermill.execute_notebook(
            job.notebook,
            str(target),
            parameters=job.parameters,
            cwd=job.folder,
            kernel_name="python3",
            language="python",
            progress_bar=False,
            execution_timeout=_CELL_TIMEOUT,
            kernel_manager_class=_kernel_manager(Path(sockets)),
            shutdown_kernel="immediate",
            stdout_file=sys.stdout,
            stderr_file=sys.stderr,
        )


def _kernel_manager(sockets: Path) -> type:
    """Return a kernel manager whose kernel is the running interpreter, whatever kernels are installed under its name.

    Where the system has them, it talks over sockets in a private folder: no ports to race for or to listen to.
    """
    from ipykernel.kernelspec import get_kernel_dict
    from jupyter_client.kernelspec import KernelSpec
    from jupyter_client.manager import AsyncKernelManager

    class OwnKernelManager(AsyncKernelManager):
        def __init__(self, **options: Any) -> None:
            local = {} if sys.platform == "win32" else {"transport": "ipc", "ip": str(sockets / "k")}
            super().__init__(**{**options, **local})

        @property
        def kernel_spec(self) -> KernelSpec:
            return KernelSpec(**get_kernel_dict())

    return OwnKernelManager


def _with_one_retry(run: Callable[[], None]) -> None:
    """Try again once where the kernel died while starting: kernels that start together race for ports."""
    try:
        run()
    except RuntimeError as problem:
        if "Kernel died before replying" not in str(problem):
            raise
        logging.getLogger(__name__).warning("the kernel died while starting; trying once more")
        run()


def _describe_cell(problem: Any) -> str:
    """Name the cell that failed: its number, and the line of it that the traceback points to, else its first."""
    lines = str(problem.source).splitlines()
    pointed = _LINE.findall(_ANSI.sub("", "\n".join(problem.traceback)))
    number = int(pointed[0]) if pointed else 1
    return f"cell [{problem.exec_count}] `{lines[number - 1].strip() if number <= len(lines) else ''}`"


def _log_traceback(problem: Any) -> None:
    print(_ANSI.sub("", "\n".join(problem.traceback)), file=sys.stderr, flush=True)  # noqa: T201  the child's log


def _forget_machine_paths(target: Path, job: Job) -> None:
    """Write names instead of absolute paths into the executed notebook, which is published."""
    if not target.exists():
        return
    notebook = json.loads(target.read_text(encoding="utf-8"))
    state = notebook["metadata"].setdefault("papermill", {})
    state.update(input_path=Path(job.notebook).name, output_path=target.name)
    target.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


def _write_page(job: Job) -> str:
    """Turn the executed notebook into a page, also as PDF where that is asked for, and return the title of the report."""
    from compare.report.html import write_page
    from compare.report.made import read_made
    from compare.report.pdf import print_page

    folder = Path(job.folder)
    made = read_made(folder)
    title = made.title if made else job.name
    page = write_page(folder / f"{job.name}.ipynb", folder / f"{job.name}.html", language=job.language or "en", title=title)
    if job.printer:
        print_page(page, page.with_suffix(".pdf"), job.printer)
    return title


def main() -> int:
    """Run the job of the file named on the command line; the result is written beside it."""
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    file = Path(sys.argv[1])
    outcome = execute(Job(**json.loads(file.read_text(encoding="utf-8"))))
    result = {k: v for k, v in asdict(outcome).items() if k != "job"}
    file.with_suffix(".result").write_text(json.dumps(result, ensure_ascii=False), encoding="utf-8")
    return 0
