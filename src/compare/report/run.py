"""A run of reports from the names a user gives to the published folder: check, execute, publish.

Everything that can be refused is refused before the first kernel starts. Nothing is drawn or worded here.
"""

from __future__ import annotations

import importlib.metadata
import platform
import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from compare.charts.compact import thumbnail
from compare.codelists import LANGUAGES
from compare.dataset import Dataset, find_project, load
from compare.errors import DataError, ReportError, UsageError, shorten, unknown_name
from compare.pages.document import FONTS
from compare.pages.index import IndexEntry, IndexLink, index_page
from compare.pages.markup import picture
from compare.report import publish
from compare.report.declarations import bind, parse_assignments, read_parameters
from compare.report.execute import Job, Outcome
from compare.report.fonts import font_face
from compare.report.made import read_made
from compare.report.parameters import check_values
from compare.report.pdf import find_printer
from compare.report.runner import LOG, Runner

_THUMBNAIL = 560
"""Width of the pictures of the index page, in pixels: a card on a desk is some 480 wide."""

_PACKAGES = ("pandas", "matplotlib", "seaborn", "openpyxl", "papermill", "nbconvert", "ipykernel")


@dataclass(frozen=True)
class Published:
    """A published run: its folder, the folder ``latest``, and what became of each report."""

    folder: Path
    latest: Path
    outcomes: tuple[Outcome, ...]


def run_reports(  # noqa: PLR0913  the door of the command line: each is one of its options
    names: Sequence[str] = (),
    *,
    parameters: Sequence[str] = (),
    language: str = "",
    output: Path | None = None,
    project: Path | None = None,
    pdf: bool = False,
    echo: Callable[[str], None] = lambda _: None,
) -> Published:
    """Run notebooks and publish what they made.

    Parameters
    ----------
    names : sequence of str, optional
        Reports: file names in ``notebooks/`` without ending. None: all.
    parameters : sequence of str, optional
        ``name=value`` texts; every report of the run must declare them.
    language : str, optional
        ``"zh"``, ``"en"`` or ``"both"``, the default.
    output : pathlib.Path, optional
        Folder of the runs and of ``latest``; ``outputs`` of the project by default.
    project : pathlib.Path, optional
        The project folder; found as by `compare.load` by default.
    pdf : bool, optional
        Whether to print each page as PDF as well, with an installed browser or WeasyPrint.
    echo : callable, optional
        Receives a line as each report ends.

    Returns
    -------
    Published
        The run, all of whose reports are made.

    Raises
    ------
    UsageError
        A report, parameter or value is not known, or there is nothing to make a PDF with. Nothing was run.
    DataError
        The data of the project are missing, altered or wrong. Nothing was run.
    LockedError
        Another run writes to the same output folder.
    ReportError
        A report failed: the run is kept with status failed, ``latest`` is as it was.
    """
    root = find_project(project)
    notebooks = find_notebooks(root, names)
    outputs = (output or publish.default_outputs(root)).resolve()
    printer = find_printer() if pdf else ""
    given = parse_assignments(parameters)
    declared = {path: read_parameters(path) for path in notebooks}
    _check_declared({path.stem: frozenset(names) for path, names in declared.items()}, given)
    bound = {path: bind(names, given, notebook=path.stem) for path, names in declared.items()}
    languages = _languages(language, given.get("language"))
    ds = _load_checked(root)
    plans = [replace(job, printer=printer) for path, values in bound.items() for job in _plan(ds, path, values, languages)]
    with publish.writing(outputs), publish.lock(outputs):
        run, staging = publish.stage(outputs)
        try:
            return _run_staged(root, outputs, run, staging, plans, echo)
        finally:
            shutil.rmtree(staging, ignore_errors=True)


def find_notebooks(root: Path, names: Sequence[str] = ()) -> list[Path]:
    """Return the notebooks of the reports `names`, in that order; all of them where no name is given.

    A notebook is a report where its parameters cell declares ``output``; others are interactive.
    """
    found = {path.stem: path for path in sorted((root / "notebooks").glob("*.ipynb"))}
    for name in names:
        if name not in found:
            raise unknown_name("report", name, found)
        if not _is_report(found[name]):
            raise UsageError(
                f"{name!r} is interactive and makes no report: start JupyterLab with make lab (or python tasks.py lab) "
                f"and open notebooks/{name}.ipynb"
            )
    reports = [found[name] for name in dict.fromkeys(names)] or [path for path in found.values() if _is_report(path)]
    if not reports:
        raise DataError(f"{root / 'notebooks'}: there is no report; restore the folder, e.g. with git checkout")
    return reports


def _is_report(notebook: Path) -> bool:
    return "output" in read_parameters(notebook)


def _check_declared(declared: Mapping[str, frozenset[str]], given: Mapping[str, str]) -> None:
    """Refuse a parameter that some reports of the run have and others lack; one that none has is refused with its nearest."""
    for name, value in given.items():
        having = [report for report, names in declared.items() if name in names]
        lacking = [report for report in declared if report not in having]
        if having and lacking:
            have = "has" if len(lacking) == 1 else "have"
            raise UsageError(
                f"-p {name}: {', '.join(lacking)} {have} no such parameter; name the reports that have it: "
                f"region-compare report {' '.join(having)} -p {name}={value}"
            )


def _languages(option: str, parameter: str | None) -> list[str]:
    """Return the languages of the run from ``--language`` and ``-p language=``, which must not differ."""
    if option and parameter and option != parameter:
        raise UsageError(f"--language {option} and -p language={parameter} differ; give one of them")
    choice = option or parameter or "both"
    if choice not in (*LANGUAGES, "both"):
        raise UsageError(f"language={choice!r}: expected one of: {', '.join(LANGUAGES)}, both")
    return list(LANGUAGES) if choice == "both" else [choice]


def _load_checked(root: Path) -> Dataset:
    """Check the files of the project against what is written down about them, then load it."""
    from compare.pipeline import check_inputs

    check_inputs(root)
    return load(root)


def _plan(ds: Dataset, notebook: Path, values: Mapping[str, Any], languages: Sequence[str]) -> list[Job]:
    """Return the jobs of one notebook, with checked parameters and without a folder yet."""
    jobs = []
    for language in languages if "language" in values else [""]:
        own = {**values, **({"language": language} if language else {})}
        checked = check_values(ds, own)
        jobs.append(
            Job(notebook.stem, language, str(notebook), "", {**checked, **({"output": "."} if "output" in own else {})})
        )
    return jobs


def _run_staged(
    root: Path, outputs: Path, run: str, staging: Path, plans: Sequence[Job], echo: Callable[[str], None]
) -> Published:
    """Run the jobs in the staging folder and publish it, as ok or as failed."""
    started, clock = datetime.now().astimezone(), time.monotonic()
    jobs = [replace(job, folder=str(staging / job.name)) for job in plans]
    inputs = _input_digests(root)
    outcomes = _execute_all(root, staging, jobs, echo)
    changed = [path for path, value in _input_digests(root).items() if inputs.get(path) != value]
    if changed:
        raise DataError(f"changed while the reports were reading: {shorten(changed)}; nothing was published, run again")
    status = "ok" if all(outcome.is_ok for outcome in outcomes) else "failed"
    manifest = {
        "run": run,
        "status": status,
        "started": started.isoformat(timespec="seconds"),
        "seconds": round(time.monotonic() - clock, 1),
        "versions": _versions(),
        "reports": [_manifest_entry(outcome) for outcome in outcomes],
        "inputs": inputs,
    }
    _write_index(staging, manifest, outcomes)
    folder = publish.publish(staging, outputs, run, manifest)
    if status == "failed":
        raise _failure(folder, outcomes)
    return Published(folder, publish.replace_latest(folder), tuple(outcomes))


def _execute_all(root: Path, staging: Path, jobs: Sequence[Job], echo: Callable[[str], None]) -> list[Outcome]:
    scratch = staging / ".jobs"
    scratch.mkdir()
    with Runner(root, scratch) as runner:
        outcomes = runner.run(jobs, lambda o: echo(f"{o.job.name}: {'ok' if o.is_ok else 'failed'}, {o.seconds:.1f} s"))
    shutil.rmtree(scratch, ignore_errors=True)
    return outcomes


def _input_digests(root: Path) -> dict[str, str]:
    """Return the digests of the data and the notebooks."""
    files = [*publish.files_below(root / "data"), *(root / "notebooks").glob("*.ipynb")]
    return publish.digests(root, files)


def _versions() -> dict[str, str]:
    """Return the versions of Python and of the packages that a report depends on."""
    own = {"compare": _version("region-compare"), "python": platform.python_version()}
    return own | {package: _version(package) for package in _PACKAGES}


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return "not installed"


def _manifest_entry(outcome: Outcome) -> dict[str, Any]:
    """Return what the manifest says about one report."""
    job = outcome.job
    made = read_made(Path(job.folder)) if outcome.is_ok else None
    return {
        "report": job.report,
        "language": job.language,
        "status": "ok" if outcome.is_ok else "failed",
        "seconds": outcome.seconds,
        "parameters": {name: value for name, value in job.parameters.items() if name != "output"},
        "folder": job.name,
        "pdf": Path(job.printer).stem,
        "error": outcome.error,
        "where": outcome.where,
        "facts": dict(made.facts) if made else {},
    }


def _write_index(staging: Path, manifest: Mapping[str, Any], outcomes: Sequence[Outcome]) -> None:
    page = index_page(manifest, [_index_entry(outcome) for outcome in outcomes])
    page = page.replace(FONTS, font_face(page), 1)
    (staging / "index.html").write_text(page, encoding="utf-8", newline="\n")


def _index_entry(outcome: Outcome) -> IndexEntry:
    """Return what the index page says about one report: its links, with the page first."""
    job = outcome.job
    made = read_made(Path(job.folder)) if outcome.is_ok else None
    files = [
        (f"{job.name}.html", "page", ""),
        (f"{job.name}.pdf", "pdf", ""),
        *((f.path, f.role, f.label) for f in (made.files if made else ())),
    ]
    files += [(f"{job.name}.ipynb", "notebook", ""), (LOG, "log", "")]
    links = [
        IndexLink(f"{job.name}/{path}", role, label) for path, role, label in files if _has_content(Path(job.folder) / path)
    ]
    summary = made.summary if made else ": ".join(part for part in (outcome.where, outcome.error) if part)
    drawn = next((file for file in (made.files if made else ()) if file.role == "figure" and file.path.endswith(".png")), None)
    small = thumbnail((Path(job.folder) / drawn.path).read_bytes(), _THUMBNAIL) if drawn else None
    shown = picture(small, "png", alt=drawn.label.removesuffix(" PNG")) if drawn and small else None
    return IndexEntry(job.report, outcome.title or job.name, job.language, outcome.is_ok, summary, tuple(links), shown)


def _has_content(file: Path) -> bool:
    """Say whether there is something to open: the log of a report that went well is often empty."""
    return file.is_file() and file.stat().st_size > 0


def _failure(folder: Path, outcomes: Sequence[Outcome]) -> ReportError:
    """Build the error that names each failed report, its cell, its error and its log."""
    failed = [outcome for outcome in outcomes if not outcome.is_ok]
    lines = [f"{len(failed)} of {len(outcomes)} reports failed; {publish.LATEST} is unchanged; the failed run is in {folder}:"]
    for outcome in failed:
        place = (
            f"{Path(outcome.job.notebook).name} ({outcome.job.language or '-'}){', ' + outcome.where if outcome.where else ''}"
        )
        lines += [f"  {place}: {outcome.error}", f"    log: {folder / outcome.job.name / LOG}"]
    return ReportError("\n".join(lines))
