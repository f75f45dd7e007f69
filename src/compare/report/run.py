"""A run of reports from the names a user gives to the published folder: check, decide, execute, publish.

What a user asks for is refused before anything runs where it cannot be had. What goes wrong later is kept: the run gets its
folder with status failed, and ``latest`` stays as it was. Nothing is drawn or worded here.
"""

from __future__ import annotations

import contextlib
import shutil
import time
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import Any

from compare.dataset import Dataset, find_project, load, printable
from compare.errors import CompareError, DataError, ReportError, UsageError, shorten
from compare.report import publish
from compare.report.decide import Case, Decision, read_standing
from compare.report.entries import copy_data, list_entries, list_made, now, versions
from compare.report.execute import LOG, Job, Outcome
from compare.report.hook import tell_failure
from compare.report.inputs import differences, read_inputs
from compare.report.journal import Event, Journal
from compare.report.kept import begin, keep_failed, keep_refused, put_in_place, record_killed
from compare.report.made import read_made
from compare.report.manifest import FAILED, OK, Entry, Manifest, read_manifest
from compare.report.order import Engine, Order, read_order
from compare.report.plan import forms, plan
from compare.report.retention import compared_with, expired
from compare.report.specifications import FOLDER, Report
from compare.report.state import record_done


@dataclass(frozen=True)
class Published:
    """A run that is ok.

    Attributes
    ----------
    folder : pathlib.Path
        The run; where nothing had to be made, the one that made what stands.
    latest : pathlib.Path
        The folder ``latest``.
    outcomes : tuple of Outcome
        What became of each report that was made.
    reused : tuple of str
        Reports that stood, by name.
    is_publication : bool
        Whether ``latest`` holds it; a run with parameters given by hand stays in its own folder.
    """

    folder: Path
    latest: Path
    outcomes: tuple[Outcome, ...]
    reused: tuple[str, ...] = ()
    is_publication: bool = True


def run_reports(  # noqa: PLR0913  the door of the command line: each is one of its options
    names: Sequence[str] = (),
    *,
    parameters: Sequence[str] = (),
    language: str = "",
    output: Path | None = None,
    project: Path | None = None,
    pdf: bool = False,
    force: bool = False,
    due: bool = False,
    on_failure: str = "",
    engine: Engine | None = None,
    watch: Callable[[Event], None] = lambda _: None,
) -> Published:
    """Make the reports that the specifications ask for, as far as they do not stand already, and publish them.

    Parameters
    ----------
    names : sequence of str, optional
        Reports: ids of ``data/reports``, or notebooks that no entry names. None: all.
    parameters : sequence of str, optional
        ``name=value`` texts; every report of the run must declare them. The run is then the user's own: all of it is made, and
        ``latest`` stays as it is.
    language : str, optional
        ``"zh"``, ``"en"`` or ``"both"``, the default.
    output : pathlib.Path, optional
        Folder of the runs and of ``latest``; ``outputs`` of the project by default.
    project : pathlib.Path, optional
        The project folder; found as by `compare.load` by default.
    pdf : bool, optional
        Whether to print each page as PDF as well, with an installed browser or WeasyPrint.
    force : bool, optional
        Whether to make reports that stand.
    due : bool, optional
        Whether to leave out reports that are not due by their schedule.
    on_failure : str, optional
        A command or an address that is told when the run fails; see `compare.report.hook`.
    engine : callable, optional
        What runs the notebooks; processes of this machine by default.
    watch : callable, optional
        Receives each `Event` of the run.

    Returns
    -------
    Published
        The run, all of whose reports are made.

    Raises
    ------
    UsageError
        A report, parameter or value is not known, or there is nothing to make a PDF with. Nothing was run.
    DataError
        The data of the project are missing, altered or wrong. ``latest`` is as it was.
    LockedError
        Another run writes to the same output folder.
    ReportError
        A report failed: the run is kept with status failed, ``latest`` is as it was.
    """
    journal = Journal(watch)
    root = find_project(project)
    outputs = (output or publish.default_outputs(root)).resolve()
    asked: dict[str, Any] = {"parameters": parameters, "language": language, "pdf": pdf, "force": force, "due": due}
    try:
        order = _read_order_kept(root, outputs, names, engine or _run_here, journal, asked)
        return _run_order(order, journal, on_failure) if order.reports else _nothing_due(order, journal)
    except Exception as error:
        tell_failure(on_failure, root, journal, error)
        raise


def _read_order_kept(
    root: Path, outputs: Path, names: Sequence[str], engine: Engine, journal: Journal, asked: Mapping[str, Any]
) -> Order:
    """Check what was asked for; where the specifications cannot be read, a failed run says so to whoever looks there."""
    try:
        return read_order(root, outputs, names, engine, **asked)
    except DataError as error:
        with contextlib.suppress(CompareError), publish.writing(outputs), publish.lock(outputs):
            keep_refused(outputs, journal, error, is_publication=not asked["parameters"])
        raise


def explain_reports(
    names: Sequence[str] = (), *, language: str = "", output: Path | None = None, project: Path | None = None, pdf: bool = False
) -> list[tuple[str, list[str]]]:
    """Say which reports a run would make, and why; nothing is run or written.

    Returns
    -------
    list of (str, list of str)
        Each report with its reasons; none where it stands. Parameters and errors are those of `run_reports`.
    """
    root = find_project(project)
    outputs = (output or publish.default_outputs(root)).resolve()
    order = read_order(root, outputs, names, _run_here, parameters=(), language=language, pdf=pdf, force=False, due=False)
    return [(decision.job.name, decision.why) for decision in _decide(order, _case(order))]


def _load_checked(root: Path) -> Dataset:
    """Check the files of the project against what is written down about them, then load it."""
    from compare.pipeline import check_inputs

    check_inputs(root)
    return load(root)


def _case(order: Order) -> Case:
    """Return all that decisions rest on."""
    ds = cache(partial(_load_checked, order.root))
    inputs, standing = read_inputs(order.root), read_standing(order.outputs)
    return Case(order.root, order.outputs, inputs, standing, ds, has_pdf=order.has_pdf, is_forced=order.is_forced)


def _decide(order: Order, case: Case) -> list[Decision]:
    """Return what must be made and what stands, of the reports and languages asked for."""
    decisions = [d for d in case.decide(order.reports) if d.job.language in ("", *order.languages)]
    if not decisions:
        raise UsageError(f"language={','.join(order.languages)}: none of these reports is made in it")
    _check_names([decision.job for decision in decisions])
    if any(decision.why for decision in decisions) and not case.is_checked:
        case.load()
    return decisions


def _check_names(jobs: Sequence[Job]) -> None:
    """Refuse two specifications whose reports have the same name, and so the same folder."""
    owners: dict[str, str] = {}
    for job in jobs:
        owner = owners.setdefault(job.name.casefold(), job.report)
        if owner != job.report:
            where = f"{FOLDER.as_posix()}: entries {owner!r} and {job.report!r}"
            raise DataError(f"{where} both make a report called {job.name!r}; give one of them another id")


# --- The run ---


def _run_order(order: Order, journal: Journal, on_failure: str) -> Published:
    """Decide and run with the lock held; a run that fails before its reports start is kept as well."""
    by_hand = [] if order.is_publication else _plan_by_hand(order)
    with publish.writing(order.outputs), publish.lock(order.outputs):
        record_killed(order.outputs, order.root, journal, on_failure)
        try:
            case = _case(order)
            decisions = _decide(order, case) if order.is_publication else [case.judge(r, job) for r, job in by_hand]
        except DataError as error:
            keep_refused(order.outputs, journal, error, is_publication=order.is_publication)
            raise
        if order.is_publication and all(decision.is_published for decision in decisions):
            return _unchanged(order, case, decisions, journal)
        return _run_staged(order, case, decisions, journal)


def _plan_by_hand(order: Order) -> list[tuple[Report, Job]]:
    """Plan the reports of a run with parameters given by hand; what they cannot have is refused before there is a folder."""
    _check_previous(order.outputs, order.given.get("previous", ""))
    ds = _load_checked(order.root)
    planned = [(report, job) for report in order.reports for job in plan(ds, report, order.given)]
    return [(report, job) for report, job in planned if job.language in ("", *order.languages)]


def _check_previous(outputs: Path, run: str) -> None:
    """Refuse the name of a run to compare with of which there are no data."""
    if not run:
        return
    runs = [path for path in outputs.glob(publish.RUNS) if (path / "data" / "sources.yaml").is_file() and read_manifest(path)]
    known = sorted((path.name for path in runs), reverse=True)
    if run not in known:
        raise UsageError(f"-p previous={run}: expected the name of a run in {outputs}, one of: {shorten(known) or 'none'}")


def _unchanged(order: Order, case: Case, decisions: Sequence[Decision], journal: Journal) -> Published:
    """Say that everything stands."""
    names = [decision.job.name for decision in decisions]
    latest = case.standing.latest
    run = latest.run if latest else ""
    _record_done(order, run, latest.reports if latest else [], case)
    journal.tell("unchanged", run=run, reports=names)
    return Published(order.outputs / run, order.outputs / publish.LATEST, (), tuple(names))


def _nothing_due(order: Order, journal: Journal) -> Published:
    journal.tell("nothing_due")
    latest = order.outputs / publish.LATEST
    return Published(latest, latest, ())


@dataclass
class _Run:
    """A run in the making: what was decided, where it is built, what has ended so far."""

    order: Order
    case: Case
    journal: Journal
    decisions: Sequence[Decision]
    manifest: Manifest
    staging: Path
    outcomes: list[Outcome] = field(default_factory=list)
    clock: float = field(default_factory=time.monotonic)

    @property
    def chosen(self) -> list[Decision]:
        """What is to be made; with parameters given by hand that is everything."""
        return [decision for decision in self.decisions if decision.why or not self.order.is_publication]

    @property
    def reused(self) -> tuple[str, ...]:
        """Names of the reports that stand."""
        made = {decision.job.name for decision in self.chosen}
        return tuple(d.job.name for d in self.decisions if d.job.name not in made)

    def ended(self, **values: Any) -> Manifest:
        """Return the manifest with `values` and the time that has passed."""
        return replace(self.manifest, seconds=round(time.monotonic() - self.clock, 1), **values)


def _run_staged(order: Order, case: Case, decisions: Sequence[Decision], journal: Journal) -> Published:
    """Make what must be made in the staging folder, carry over what stands, and publish it, as ok or as failed."""
    name, staging = publish.stage(order.outputs)
    journal.folder = staging
    run = _Run(order, case, journal, decisions, _first_manifest(order, case, name), staging)
    try:
        begin(staging, run.manifest)
        manifest, folder = _fill(run)
    except BaseException as problem:
        with contextlib.suppress(Exception):  # a full disk: the first problem is the news
            _keep_ended(run, problem)
        raise
    finally:
        shutil.rmtree(staging, ignore_errors=True)
        journal.folder = None
    if manifest.error:
        raise DataError(f"{manifest.error}; nothing was published, run again")
    if not manifest.is_ok:
        raise _failure(folder, run.outcomes)
    return _conclude(run, manifest, folder)


def _fill(run: _Run) -> tuple[Manifest, Path]:
    """Make and carry over the reports of a run and move it to its place."""
    order, case = run.order, run.case
    plan = {decision.job.name: decision.why for decision in run.chosen}
    run.journal.tell("planned", run=run.manifest.run, make=plan, reuse=run.reused)
    _make(run)
    entries = list_entries(order, case, run.staging, run.decisions, run.outcomes)
    if order.is_publication:
        copy_data(order.root, run.staging)
    error = _changed_meanwhile(order, case)
    is_ok = not error and all(outcome.is_ok for outcome in run.outcomes)
    manifest = run.ended(status=OK if is_ok else FAILED, error=error, reports=_relied_on(entries, error))
    run.journal.tell("finished", status=manifest.status, seconds=manifest.seconds, error=error)
    return manifest, put_in_place(order.outputs, run.journal, manifest)


def _keep_ended(run: _Run, problem: BaseException) -> None:
    """Keep what was made before a run came to its end by a problem, which may be the user."""
    text = "interrupted" if isinstance(problem, KeyboardInterrupt) else f"{type(problem).__name__}: {problem}"
    made = list_made(run.order, run.manifest.run, run.chosen, run.outcomes)
    changed = _changed_meanwhile(run.order, run.case)
    keep_failed(run.order.outputs, run.journal, run.ended(error=printable(text), reports=_relied_on(made, changed)))


def _relied_on(entries: Sequence[Entry], changed: str) -> list[Entry]:
    """Return entries as not current where data changed meanwhile: nobody knows which of them a report has read."""
    return [replace(entry, is_current=entry.is_current and not changed) for entry in entries]


def _first_manifest(order: Order, case: Case, run: str) -> Manifest:
    """Return what can be said of a run before it is made."""
    latest = case.standing.latest
    plans = {**(latest.plans if latest else {}), **case.plans} if order.is_publication else {}
    known = {report.id for report in order.everything}
    return Manifest(
        run,
        FAILED,
        is_publication=order.is_publication,
        started=now(),
        versions=versions(),
        data=case.inputs.data.digest,
        previous=case.previous.run if case.previous else "",
        plans={name: plan for name, plan in plans.items() if name in known},
        inputs=dict(case.inputs.by_digest()),
    )


def _make(run: _Run) -> None:
    """Run the jobs; the outcomes of the run fill as they end, in the order in which they end."""
    order = run.order
    reports = {report.id: report for report in order.reports}
    jobs = [_ready(decision.job, reports[decision.job.report], run) for decision in run.chosen]
    why = {decision.job.name: decision.why for decision in run.chosen}
    with contextlib.closing(order.engine(order.root, jobs)) as outcomes:  # an interruption ends the processes at once
        for ended in outcomes:
            outcome = _settled(ended)
            run.outcomes.append(outcome)
            facts = {"report": outcome.job.name, "seconds": outcome.seconds, "why": why[outcome.job.name]}
            problem = {} if outcome.is_ok else {"error": outcome.error, "where": outcome.where}
            done = {"done": len(run.outcomes), "all": len(jobs)}
            run.journal.tell("made" if outcome.is_ok else "failed", **facts, **problem, **done)


def _settled(outcome: Outcome) -> Outcome:
    """Return an outcome whose folder holds only what can be published, and whose words can be written anywhere."""
    folder = Path(outcome.job.folder)
    odd = publish.settle(folder)
    problem = f"{odd[0]} is a link or no file; a report leaves files and folders only" if odd else ""
    try:
        read_made(folder)
    except DataError as error:
        problem = problem or str(error)
    return replace(outcome, error=printable(outcome.error or problem), where=printable(outcome.where))


def _ready(job: Job, report: Report, run: _Run) -> Job:
    """Return a job with its folder, its printer and its time limit."""
    printer = run.order.printer if "pdf" in forms(report, has_pdf=run.order.has_pdf) else ""
    limit = report.specification.timeout_minutes * 60
    return replace(job, folder=str(run.staging / job.name), printer=printer, timeout=limit)


def _run_here(root: Path, jobs: Sequence[Job]) -> Generator[Outcome]:
    """Run jobs in processes of this machine."""
    from compare.report.runner import run_jobs

    return run_jobs(root, jobs)


def _changed_meanwhile(order: Order, case: Case) -> str:
    """Name the files that changed while the reports were reading; empty where none did."""
    now, before = read_inputs(order.root), case.inputs
    changed = differences(
        {**before.data.entries, **before.notebooks, **before.library.entries},
        {**now.data.entries, **now.notebooks, **now.library.entries},
    )
    return f"changed while the reports were reading: {shorten(changed)}" if changed else ""


def _conclude(run: _Run, manifest: Manifest, folder: Path) -> Published:
    """Move ``latest``, note what is up to date, and remove what no specification asks to keep."""
    order, places = run.order, [decision.job.name for decision in run.chosen]
    outcomes = tuple(sorted(run.outcomes, key=lambda outcome: places.index(outcome.job.name)))
    if not order.is_publication:
        return Published(folder, order.outputs / publish.LATEST, outcomes, is_publication=False)
    latest = publish.replace_latest(folder)
    _record_done(order, manifest.run, manifest.reports, run.case)
    run.journal.tell("published", run=manifest.run, latest=str(latest))
    folders = [path for path in order.outputs.glob(publish.RUNS) if path.is_dir()]
    runs = [found for path in folders if (found := read_manifest(path))]
    specifications = {report.id: report.specification for report in order.everything}
    old = expired(runs, specifications, {manifest.run, *compared_with(manifest, runs)})
    publish.remove_runs(order.outputs, old)
    if old:
        run.journal.tell("removed", runs=old)
    return Published(folder, latest, outcomes, run.reused)


def _record_done(order: Order, run: str, entries: Sequence[Entry], case: Case) -> None:
    """Note the specifications all of whose reports are there and up to date."""
    good = {entry.name for entry in entries if entry.is_ok and entry.is_current}
    done = [r.id for r in order.reports if (p := case.plans.get(r.id)) and set(p.reports) <= good]
    record_done(order.outputs, done, run, datetime.now().astimezone())


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
