"""From a specification to the reports that are to be made: every combination of its matrix, each with checked parameters.

Which values an axis has where the data decide (``each``, ``each_family``, ``each_topic``) is said here and nowhere else.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from compare.dataset import Dataset, comparisons, split_names
from compare.errors import DataError, UsageError
from compare.report.declarations import RESERVED, bind
from compare.report.execute import Job
from compare.report.inputs import Inputs, digest_of
from compare.report.parameters import areas_with_documents, check_values
from compare.report.specifications import EACH, FOLDER, FORMATS, Report

_SAFE = re.compile(r"[A-Za-z0-9-]{1,24}")
Value = tuple[str, str]
"""A value of an axis: how it stands in the name of a report, and what the notebook receives."""


def plan(ds: Dataset, report: Report, given: Mapping[str, str] | None = None) -> list[Job]:
    """Return the reports of a specification, with checked parameters and without a folder yet.

    Parameters
    ----------
    ds : Dataset
        The data that parameters are checked against.
    report : Report
        From `compare.report.specifications.find_reports`.
    given : mapping, optional
        Parameter to text, as a user gave them; each takes the place of what the specification says.

    Returns
    -------
    list of Job
        One for each combination, in the order of the matrix.

    Raises
    ------
    DataError
        A value of the specification cannot be used, or two combinations have the same name.
    UsageError
        A value that the user gave cannot be used.
    """
    given = given or {}
    entry = report.specification
    axes = {name: _values(ds, report, name, values) for name, values in entry.matrix.items() if name not in given}
    fixed = {name: value for name, value in entry.parameters.items() if name not in given}
    defaults = bind(report.declared, given, notebook=report.id) | fixed
    jobs = []
    for combination in itertools.product(*axes.values()):
        chosen = {name: value for name, (_, value) in zip(axes, combination, strict=True)}
        try:
            values = check_values(ds, {**defaults, **chosen})
        except UsageError as error:
            if given:
                raise
            raise DataError(f"{FOLDER.as_posix()}: entry {report.id!r}: {error}") from None
        parts = [part for name, (part, _) in zip(axes, combination, strict=True) if name != "language"]
        jobs.append(_job(report, parts, values))
    _check_names(report, jobs)
    return jobs


def _job(report: Report, parts: Sequence[str], values: Mapping[str, Any]) -> Job:
    """Make the job of one combination; the folder it writes to is its working folder."""
    language = str(values.get("language", ""))
    return Job(report.id, language, str(report.notebook), "", {**values, "output": "."}, variant="_".join(parts))


def _values(ds: Dataset, report: Report, axis: str, values: Any) -> list[Value]:
    """Return the values of an axis: those listed, or those that the data have."""
    if values not in EACH:
        return [(_part(value), value) for value in values]
    if values == "each" and axis in ("region", "regions"):
        return [(_part(area), area) for area in areas_with_documents(ds)]
    if values == "each" and axis == "documents":
        return [(_part(source), source) for source in ds.sources]
    if values != "each" and axis == "indicators":
        return _groups(ds, values.removeprefix("each_"))
    raise DataError(
        f"{FOLDER.as_posix()}: entry {report.id!r}: matrix: {axis}: {values} stands for nothing; "
        "expected each for region, regions or documents, each_family or each_topic for indicators, or a list"
    )


def _groups(ds: Dataset, attribute: str) -> list[Value]:
    """Return the indicators that have a target, by family or topic, in the order of the codelist."""
    stated = set(comparisons(ds, min_areas=1)["indicator"])
    groups: dict[str, list[str]] = {}
    for code, indicator in ds.codelists.indicator.items():
        if code in stated and (group := getattr(indicator, attribute)):
            groups.setdefault(group, []).append(code)
    return [(_part(group), ",".join(codes)) for group, codes in groups.items()]


def _part(value: str) -> str:
    """Return a value as it can stand in the name of a folder anywhere: as it is, or a digest of it."""
    text = "-".join(split_names(value.replace("_", "-")))
    return text if _SAFE.fullmatch(text) else digest_of(value)[:8]


def _check_names(report: Report, jobs: Iterable[Job]) -> None:
    seen: set[str] = set()
    for job in jobs:
        if job.name.casefold() in seen:
            raise DataError(f"{FOLDER.as_posix()}: entry {report.id!r}: two combinations of its matrix are called {job.name!r}")
        seen.add(job.name.casefold())


def forms(report: Report, *, has_pdf: bool) -> list[str]:
    """Return the forms in which a report is made: those of its specification, and PDF where it is asked for."""
    return [form for form in FORMATS if form in report.specification.formats or (form == "pdf" and has_pdf)]


def plan_digest(report: Report, inputs: Inputs) -> str:
    """Return the digest of all that decides which reports there are; where it is known, they need not be planned again."""
    entry = asdict(report.specification)
    decided = {name: entry[name] for name in ("id", "notebook", "parameters", "matrix")}
    declared = {name: [p.type.__name__, p.default] for name, p in report.declared.items()}
    return digest_of([decided, declared, inputs.data.digest, inputs.library.digest])


def shown_parameters(job: Job) -> dict[str, Any]:
    """Return the parameters of a job as the manifest shows them, without those that the runner sets."""
    return {name: value for name, value in job.parameters.items() if name not in RESERVED}
