"""What must be made, and what stands: each report of a run is held against the last publication.

A report stands where it was made from the same inputs and all its files are as they were written. Nothing here runs or copies.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path, PurePosixPath

from compare.dataset import Dataset, digest
from compare.report.execute import Job
from compare.report.inputs import Digests, Inputs, explain
from compare.report.manifest import Entry, Manifest, Plan, read_manifest
from compare.report.plan import forms, plan, plan_digest, shown_parameters
from compare.report.publish import LATEST, RUNS
from compare.report.specifications import Report

NEVER_MADE = "it has not been made before"
FORCED = "it was asked for with --force"


@dataclass(frozen=True)
class Earlier:
    """A report of an earlier run: what its manifest says, and where its files are."""

    entry: Entry
    run: Path
    files: Mapping[str, str]

    def damage(self) -> list[str]:
        """Name the files that are gone or not as they were written."""
        return [path for path, value in self.files.items() if not (p := self.run / path).is_file() or digest(p) != value]

    def copy(self, staging: Path) -> None:
        """Copy the files to another run: those that were made, and nothing that somebody put beside them."""
        for path in self.files:
            (staging / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(self.run / path, staging / path)


@dataclass(frozen=True)
class Standing:
    """What stands in a folder of runs: the manifest of ``latest``, and each report that can be carried over, by name."""

    latest: Manifest | None
    reports: Mapping[str, Earlier]


def read_standing(outputs: Path) -> Standing:
    """Read what the last publication holds, and what later runs made that failed: their good reports need no second run."""
    latest = read_manifest(outputs / LATEST)
    found = _of_run(latest, outputs / LATEST) if latest else {}
    for folder in sorted(outputs.glob(RUNS)):
        later = read_manifest(folder) if latest is None or folder.name > latest.run else None
        if later and later.is_publication:
            found |= {name: earlier for name, earlier in _of_run(later, folder).items() if earlier.entry.is_current}
    return Standing(latest, found)


def _of_run(manifest: Manifest, folder: Path) -> dict[str, Earlier]:
    return {e.name: Earlier(e, folder, manifest.files_of(e.name)) for e in manifest.reports if e.is_ok}


@dataclass(frozen=True)
class Decision:
    """A report of a run: the job, what it is made from, why it must be made, and what stands of it.

    Attributes
    ----------
    job : Job
        Without a folder yet.
    made_from : mapping
        Digests of its inputs as they are.
    why : list of str
        Reasons to make it; empty where `earlier` stands.
    earlier : Earlier or None
        The same report of an earlier run.
    """

    job: Job
    made_from: Digests
    why: list[str]
    earlier: Earlier | None

    @property
    def is_published(self) -> bool:
        """Whether it stands in ``latest`` as current, not only in a later run that failed or could not replace ``latest``."""
        earlier = self.earlier
        return not self.why and earlier is not None and earlier.run.name == LATEST and earlier.entry.is_current


@dataclass(frozen=True)
class Case:
    """All that decisions rest on.

    Attributes
    ----------
    root, outputs : pathlib.Path
        The project and the folder of the runs.
    inputs : Inputs
        As they are now.
    standing : Standing
        What earlier runs left.
    load : callable
        Checks and loads the data; called only where the reports must be planned anew.
    has_pdf, is_forced : bool
        As the user asked.
    """

    root: Path
    outputs: Path
    inputs: Inputs
    standing: Standing
    load: Callable[[], Dataset]
    has_pdf: bool = False
    is_forced: bool = False
    plans: dict[str, Plan] = field(default_factory=dict)

    @cached_property
    def previous(self) -> Manifest | None:
        """The newest publication with other data, which is what this one is compared with."""
        latest = self.standing.latest
        run = "" if latest is None else latest.run if latest.data != self.inputs.data.digest else latest.previous
        is_there = bool(run) and (self.outputs / run / "data" / "sources.yaml").is_file()
        return read_manifest(self.outputs / run) if is_there else None

    @property
    def is_checked(self) -> bool:
        """Whether the data as they are were checked by the library as it is: the last publication was made from them."""
        latest = self.standing.latest
        return latest is not None and latest.data == self.inputs.data.digest and self.inputs.library.digest in latest.inputs

    @cached_property
    def known(self) -> Mapping[str, Mapping[str, str]]:
        """The entries of components by digest, of now and of the last publication."""
        latest = self.standing.latest
        return {**(latest.inputs if latest else {}), **self.inputs.by_digest()}

    def decide(self, reports: Iterable[Report]) -> list[Decision]:
        """Return a decision for every report of the specifications."""
        return [self.judge(report, job) for report in reports for job in self._jobs(report)]

    def judge(self, report: Report, job: Job) -> Decision:
        """Hold one report against the earlier one of its name."""
        if "previous" in report.declared:
            previous = self._previous(job)
            folder = f"../../{previous.run}" if previous else ""
            job = replace(job, parameters={**job.parameters, "previous": folder})
        made_from, earlier = self._made_from(report, job), self.standing.reports.get(job.name)
        return Decision(job, made_from, self._reasons(made_from, earlier), earlier)

    def is_current(self, report: Report, earlier: Earlier) -> bool:
        """Say whether an earlier report would be made from the same inputs today."""
        return earlier.entry.made_from == self._made_from(report, _job_again(report, earlier.entry))

    def _made_from(self, report: Report, job: Job) -> dict[str, str]:
        """Return the digests of what a report would be made from today."""
        choice = [shown_parameters(job), forms(report, has_pdf=self.has_pdf)]
        notebook = report.notebook.relative_to(self.root).as_posix()
        previous = self._previous(job) if "previous" in report.declared else None
        return self.inputs.of_report(notebook, choice=choice, previous=previous.data if previous else "")

    def _previous(self, job: Job) -> Manifest | None:
        """Return the publication that a report is compared with: the run that its parameter names, else `previous`."""
        named = PurePosixPath(job.parameters.get("previous", "")).name
        return read_manifest(self.outputs / named) if named else self.previous

    def _reasons(self, made_from: Digests, earlier: Earlier | None) -> list[str]:
        if self.is_forced:
            return [FORCED]
        if earlier is None:
            return [NEVER_MADE]
        reasons = explain(earlier.entry.made_from, made_from, self.known)
        damage = [] if reasons else earlier.damage()
        return reasons + [f"files: {name} is gone or was altered" for name in damage[:1]]

    def _jobs(self, report: Report) -> Sequence[Job]:
        """Return the jobs of a specification: as they were planned before, where nothing that decides them has changed."""
        latest = self.standing.latest
        now = plan_digest(report, self.inputs)
        before = latest.plans.get(report.id) if latest else None
        if before and before.digest == now and all(name in self.standing.reports for name in before.reports):
            self.plans[report.id] = before
            return [_job_again(report, self.standing.reports[name].entry) for name in before.reports]
        jobs = plan(self.load(), report)
        self.plans[report.id] = Plan(now, [job.name for job in jobs])
        return jobs


def _job_again(report: Report, entry: Entry) -> Job:
    """Return the job that made an earlier report."""
    parameters = {**entry.parameters, "output": "."}
    return Job(report.id, entry.language, str(report.notebook), "", parameters, variant=entry.variant)
