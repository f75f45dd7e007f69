"""The reports of a run as its manifest lists them, and the folders of those that are carried over.

What is made is decided in `compare.report.decide`; here made, standing and earlier reports are put together.
"""

from __future__ import annotations

import importlib.metadata
import platform
import shutil
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from compare.report import publish
from compare.report.decide import Case, Decision, Earlier
from compare.report.execute import Outcome
from compare.report.inputs import files_below
from compare.report.made import read_made
from compare.report.manifest import FAILED, OK, Entry
from compare.report.order import Order
from compare.report.plan import shown_parameters
from compare.report.specifications import Report

_PACKAGES = ("pandas", "matplotlib", "seaborn", "openpyxl", "papermill", "nbconvert", "ipykernel")


def list_entries(
    order: Order, case: Case, staging: Path, decisions: Sequence[Decision], outcomes: Sequence[Outcome]
) -> list[Entry]:
    """Return the entries of a run, and copy what is carried over into its staging folder.

    A publication has the reports that were made, those that stand, and what other specifications left in ``latest``. A run with
    parameters given by hand has what it made.
    """
    run = publish.run_of(staging)
    made = {entry.name: entry for entry in list_made(order, run, decisions, outcomes)}
    if not order.is_publication:
        return list(made.values())
    standing = {d.job.name: d.earlier for d in decisions if d.earlier and d.job.name not in made}
    entries = made | {name: replace(earlier.entry, is_current=True, why=[]) for name, earlier in standing.items()}
    left = _left_by_others(order, case, entries)
    entries |= {n: replace(e.entry, is_current=case.is_current(r, e), why=[]) for n, (r, e) in left.items()}
    for earlier in (*standing.values(), *(earlier for _, earlier in left.values())):
        earlier.copy(staging)
    plans = {**(case.standing.latest.plans if case.standing.latest else {}), **case.plans}
    names = [name for report in order.everything if report.id in plans for name in plans[report.id].reports]
    places = {name: place for place, name in enumerate(names)}
    return sorted(entries.values(), key=lambda entry: places.get(entry.name, len(places)))


def list_made(order: Order, run: str, decisions: Sequence[Decision], outcomes: Sequence[Outcome]) -> list[Entry]:
    """Return the entries of the reports that were made or failed, in the order in which they were planned."""
    ended = {outcome.job.name: outcome for outcome in outcomes}
    return [_entry(order, run, d, ended[d.job.name]) for d in decisions if d.job.name in ended]


def _left_by_others(order: Order, case: Case, entries: Collection[str]) -> dict[str, tuple[Report, Earlier]]:
    """Return whole reports of ``latest`` that were not asked for this time and are still specified.

    One that a reader has altered there is taken from the run of which ``latest`` is a copy.
    """
    planned = {name for plan in case.plans.values() for name in plan.reports}
    reports = {report.id: report for report in order.everything}
    run = order.outputs / (case.standing.latest.run if case.standing.latest else publish.LATEST)
    found: dict[str, tuple[Report, Earlier]] = {}
    for name, earlier in case.standing.reports.items():
        report = reports.get(earlier.entry.report)
        if report and name not in entries and (report in order.others or name in planned):
            whole = next((place for place in (earlier, replace(earlier, run=run)) if not place.damage()), None)
            if whole:
                found[name] = report, whole
    return found


def _entry(order: Order, run: str, decision: Decision, outcome: Outcome) -> Entry:
    """Return what the manifest says about a report that was made, or failed."""
    job = outcome.job
    made = read_made(Path(job.folder)) if outcome.is_ok else None
    return Entry(
        job.report,
        job.name,
        variant=job.variant,
        language=job.language,
        title=outcome.title,
        status=OK if outcome.is_ok else FAILED,
        seconds=outcome.seconds,
        parameters=shown_parameters(job),
        made_in=run,
        made_at=now(),
        made_from=decision.made_from,
        why=decision.why if order.is_publication else [],
        error=outcome.error,
        where=outcome.where,
        pdf=Path(job.printer).stem,
        facts=dict(made.facts) if made else {},
    )


def copy_data(root: Path, staging: Path) -> None:
    """Keep the data of a publication beside it, without the documents: the next one says what moved since."""
    for path in files_below(root / "data"):
        name = path.relative_to(root)
        if name.parts[1] != "raw":
            (staging / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, staging / name)


def now() -> str:
    """Return the local time with its offset, to the second, as ISO 8601 writes it."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def versions() -> dict[str, str]:
    """Return the versions of Python and of the packages that a report depends on."""
    own = {"compare": _version("region-compare"), "python": platform.python_version()}
    return own | {package: _version(package) for package in _PACKAGES}


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return "not installed"
