"""Run one notebook: execute it with papermill, write its page, and say what became of it.

`execute` gives the notebook a kernel, which is a process of its own; `execute_here` lets it run in this process, which must do
nothing else before or after. The runner calls one of them in its workers: papermill's working folder and the environment
belong to a whole process. Nothing is published here.
"""

from __future__ import annotations

import contextlib
import json
import logging
import re
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

LOG = "log.txt"
"""Name of the log in a job's folder."""

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
    """Execute `job` in a kernel and write its page; whatever goes wrong becomes the outcome's error."""
    return _execute(job, lambda: _with_one_retry(lambda: _run_in_kernel(job)))


def execute_here(job: Job) -> Outcome:
    """Execute `job` in this process and write its page; the process is then as the notebook has left it."""
    return _execute(job, lambda: _run_here(job))


def describe_death(job: Job, error: str, seconds: float) -> Outcome:
    """Return the outcome of a job whose process did not live to tell it: papermill has saved which cell was running."""
    target = _notebook(job)
    where = ""
    with contextlib.suppress(Exception):  # killed while it was written, or whatever the notebook put in its place
        _forget_machine_paths(target, job)
        where = _find_running(target)
    return Outcome(job, round(seconds, 2), error=error, where=where)


def _notebook(job: Job) -> Path:
    return Path(job.folder) / f"{job.name}.ipynb"


def _execute(job: Job, run: Callable[[], None]) -> Outcome:
    started = time.monotonic()
    try:
        error, where = _execute_notebook(job, run)
        title = "" if error else _write_page(job)
    except Exception as problem:  # a dead kernel, a full disk, a template: the report failed, the run goes on
        logging.getLogger(__name__).exception("report %s failed", job.name)
        error, where, title = f"{type(problem).__name__}: {problem}", _find_running(_notebook(job)), ""
    return Outcome(job, round(time.monotonic() - started, 2), title=title, error=error, where=where)


def _execute_notebook(job: Job, run: Callable[[], None]) -> tuple[str, str]:
    """Run the notebook; return the error and the cell, both empty where it went well."""
    papermill, target = import_papermill(), _notebook(job)
    try:
        run()
    except papermill.PapermillExecutionError as problem:
        _log_traceback(problem)
        return f"{problem.ename}: {_ANSI.sub('', problem.evalue)}", _describe_cell(problem)
    finally:
        _forget_machine_paths(target, job)
    if not is_finished(target):
        return "the notebook did not run to its end", ""
    return "", ""


def import_papermill() -> Any:
    """Import papermill without the 2 seconds in which ``rfc3987_syntax`` builds grammars that notebooks never need."""
    if "papermill" not in sys.modules and "rfc3987_syntax" not in sys.modules:
        sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
        import papermill

        del sys.modules["rfc3987_syntax"]  # jsonschema has looked for it; a notebook may have it
    import papermill

    return papermill


def _run_in_kernel(job: Job) -> None:
    with tempfile.TemporaryDirectory(prefix="rc-", ignore_cleanup_errors=True) as sockets:
        manager = _kernel_manager(Path(sockets))
        _run_papermill(job, kernel_manager_class=manager, shutdown_kernel="immediate", coalesce_streams=True)


def _run_here(job: Job) -> None:
    from compare.report import inprocess

    _run_papermill(job, engine_name=inprocess.register())


def _run_papermill(job: Job, **options: Any) -> None:
    import_papermill().execute_notebook(
        job.notebook,
        str(_notebook(job)),
        parameters=job.parameters,
        cwd=job.folder,
        kernel_name="python3",
        language="python",
        progress_bar=False,
        stdout_file=sys.stdout,
        stderr_file=sys.stderr,
        **options,
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


def _find_running(target: Path) -> str:
    """Name the cell of a saved notebook that was begun and gave no reply, with its first line; empty where there is none."""
    try:
        cells = json.loads(target.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, KeyError):
        return ""
    sources = [("".join(cell["source"]).strip(), cell["metadata"]) for cell in cells if cell["cell_type"] == "code"]
    for number, (source, state) in enumerate([pair for pair in sources if pair[0]], start=1):
        is_begun = state.get("papermill", {}).get("start_time")
        if is_begun and "shell.execute_reply" not in state.get("execution", {}):
            return f"cell [{number}] `{source.splitlines()[0]}`"
    return ""


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
