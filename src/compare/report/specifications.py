"""Report specifications: what is made, of what, in which forms, for how long it is kept, and when it is due.

They are entries of ``data/reports/*.yaml``, read strictly and checked as far as that goes without the data. A report notebook
that no entry names has an implied one: its defaults, in every language that it can speak, on no schedule. Expanding a matrix
needs the data and is done by `compare.report.plan`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from compare.codelists import LANGUAGES
from compare.errors import DataError, UsageError, collect, shorten, unknown_name
from compare.records import read_records
from compare.report.declarations import RESERVED, Parameter, read_parameters

FOLDER = Path("data", "reports")
FORMATS = ("html", "pdf")
EVERY = {"month": 1, "quarter": 3, "year": 12}
"""How often a report can be due: the name, and the months between."""

EACH = ("each", "each_family", "each_topic")
"""Words for an axis whose values are found in the data: each area or document; the indicators of each family or topic."""

_ID = re.compile(r"[a-z][a-z0-9_]{0,39}")
_TAKEN = re.compile(r"data|con|prn|aux|nul|(com|lpt)[0-9]")
"""A run keeps its data in a folder of this name, and Windows has no folders of the others."""

_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_LAST_DAY = 28
"""The latest day that every month has."""


@dataclass(frozen=True)
class Schedule:
    """When a report is due.

    Attributes
    ----------
    every : str
        ``month``, ``quarter`` or ``year``.
    day : int
        Day of the month, 1 to 28.
    time : str
        Local time, ``HH:MM``.
    month : int
        Which month of the quarter (1 to 3) or of the year (1 to 12).
    """

    every: str
    day: int = 1
    time: str = "06:30"
    month: int = 1


@dataclass(frozen=True)
class Specification:
    """What ``data/reports`` says about a report.

    Attributes
    ----------
    id : str
        Name of the report on the command line and of its folders.
    notebook : str
        Notebook in ``notebooks/``, without ending; `id` by default.
    parameters : mapping
        Parameter to value, for those that are not the notebook's default.
    matrix : mapping
        Parameter to a list of values, or to one of `EACH`: a report is made for every combination.
    formats : tuple of str
        ``html``, and ``pdf`` where the page is printed as well.
    keep : int
        Runs to keep in which the report was made; 0 keeps all.
    timeout_minutes : int
        After this time one report is given up.
    schedule : tuple of Schedule
        None or one.
    """

    id: str
    notebook: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)
    matrix: Mapping[str, Any] = field(default_factory=dict)
    formats: tuple[str, ...] = ("html",)
    keep: int = 0
    timeout_minutes: int = 30
    schedule: tuple[Schedule, ...] = ()


@dataclass(frozen=True)
class Report:
    """A specification with its notebook file and the parameters that the notebook declares."""

    specification: Specification
    notebook: Path
    declared: Mapping[str, Parameter]

    @property
    def id(self) -> str:
        """Name of the report."""
        return self.specification.id


def read_specifications(root: Path) -> dict[str, Specification]:
    """Read the entries of ``data/reports`` of a project.

    Returns
    -------
    dict of str to Specification
        By id, in the order of files and entries; empty where there is no such folder.

    Raises
    ------
    DataError
        A file is not valid, or an entry has a field or value that is not known; all problems of a file are named at once.
    """
    found: dict[str, Specification] = {}
    for path in sorted((root / FOLDER).glob("*.yaml")):
        entries = read_records(path, Specification)
        problems = [p for entry in entries for p in _problems(entry)]
        problems += [f"id {entry.id!r} stands in another file as well" for entry in entries if entry.id in found]
        collect(problems, f"{path}: the entries cannot be used:")
        found |= {entry.id: entry for entry in entries}
    return found


def _problems(entry: Specification) -> list[str]:
    """Say what is wrong with the values of an entry."""
    where = f"entry {entry.id!r}"
    problems = [] if _ID.fullmatch(entry.id) else [f"{where}: id: expected a-z, 0-9 and _, a letter first, at most 40"]
    if _TAKEN.fullmatch(entry.id):
        problems.append(f"{where}: id: {entry.id!r} is the name of something else in a run, or on Windows; choose another")
    problems += [f"{where}: formats: {unknown_name('format', name, FORMATS)}" for name in entry.formats if name not in FORMATS]
    if "html" not in entry.formats:
        problems.append(f"{where}: formats: expected html, alone or with pdf, found {list(entry.formats)}")
    if entry.keep < 0 or entry.timeout_minutes < 1:
        problems.append(f"{where}: expected keep of 0 or more and timeout_minutes of 1 or more")
    problems += _mapping_problems(entry, where)
    if len(entry.schedule) > 1:
        problems.append(f"{where}: schedule: expected one, found {len(entry.schedule)}; make another entry for the second")
    return problems + [f"{where}: schedule: {p}" for schedule in entry.schedule for p in _schedule_problems(schedule)]


def _mapping_problems(entry: Specification, where: str) -> list[str]:
    """Say what is wrong with parameters and matrix, as far as that shows without the notebook."""
    for name in ("parameters", "matrix"):
        if not isinstance(getattr(entry, name), dict):
            return [f"{where}: {name}: expected a mapping, found {getattr(entry, name)!r}"]
    problems = [f"{where}: {n!r} is both a parameter and an axis of the matrix" for n in entry.parameters if n in entry.matrix]
    for axis, values in entry.matrix.items():
        is_list = isinstance(values, list) and values and all(isinstance(value, str) for value in values)
        if not is_list and values not in EACH:
            expected = f"a list of texts or one of {', '.join(EACH)}"
            problems.append(f"{where}: matrix: {axis}: expected {expected}, found {values!r}")
        elif is_list and len(set(values)) < len(values):
            problems.append(f"{where}: matrix: {axis}: a value is given twice in {values!r}")
    return problems


def _schedule_problems(schedule: Schedule) -> list[str]:
    if schedule.every not in EVERY:
        return [str(unknown_name("rhythm", schedule.every, EVERY))]
    problems = [] if 1 <= schedule.day <= _LAST_DAY else [f"day: expected 1 to {_LAST_DAY}, found {schedule.day}"]
    months = EVERY[schedule.every]
    problems += [] if 1 <= schedule.month <= months else [f"month: expected 1 to {months}, found {schedule.month}"]
    return problems + ([] if _TIME.fullmatch(schedule.time) else [f'time: expected "HH:MM", found {schedule.time!r}'])


def find_reports(root: Path, names: Sequence[str] = ()) -> list[Report]:
    """Return the reports `names` of a project, in that order; all of them where no name is given.

    A notebook can be a report where its parameters cell declares ``output``; others are interactive.

    Raises
    ------
    UnknownNameError
        There is no such report.
    UsageError
        The name is that of an interactive notebook.
    DataError
        A specification names a notebook or a parameter that does not exist, or there is no report at all.
    """
    notebooks = {path.stem: path for path in sorted((root / "notebooks").glob("*.ipynb"))}
    declared = {name: read_parameters(path) for name, path in notebooks.items()}
    specifications = {**read_specifications(root)}
    named = {entry.notebook or entry.id for entry in specifications.values()}
    for name, parameters in declared.items():
        if name not in {*named, *specifications} and "output" in parameters:
            specifications[name] = _implied(name, parameters)
    reports = {entry.id: _report(entry, notebooks, declared) for entry in specifications.values()}
    for name in names:
        if name not in reports and name in notebooks:
            raise UsageError(
                f"{name!r} is interactive and makes no report: start JupyterLab with make lab (or python tasks.py lab) "
                f"and open notebooks/{name}.ipynb"
                if "output" not in declared[name]
                else f"{name!r} is a notebook of other reports: {', '.join(_made_by(specifications, name))}; name one of them"
            )
        if name not in reports:
            raise unknown_name("report", name, reports)
    if not reports:
        raise DataError(f"{root / 'notebooks'}: there is no report; restore the folder, e.g. with git checkout")
    return [reports[name] for name in dict.fromkeys(names or reports)]


def _implied(name: str, declared: Mapping[str, Parameter]) -> Specification:
    """Return the specification of a notebook that no entry names."""
    return Specification(name, name, matrix={"language": list(LANGUAGES)} if "language" in declared else {})


def _made_by(specifications: Mapping[str, Specification], notebook: str) -> list[str]:
    return [entry.id for entry in specifications.values() if (entry.notebook or entry.id) == notebook]


def _report(entry: Specification, notebooks: Mapping[str, Path], declared: Mapping[str, Mapping[str, Parameter]]) -> Report:
    """Join a specification to its notebook, which must declare what the entry sets."""
    notebook = entry.notebook or entry.id
    where = f"{FOLDER.as_posix()}: entry {entry.id!r}"
    if notebook not in notebooks:
        raise DataError(f"{where}: {unknown_name('notebook', notebook, notebooks)}")
    if "output" not in declared[notebook]:
        raise DataError(f"{where}: notebook {notebook!r} declares no parameter 'output', so it makes no report")
    free = [name for name in declared[notebook] if name not in RESERVED]
    for name in (*entry.parameters, *entry.matrix):
        if name not in free:
            raise DataError(f"{where}: {unknown_name('parameter', name, free)}; parameters: {shorten(free) or 'none'}")
    for name, value in entry.parameters.items():
        kind = declared[notebook][name].type
        if type(value) is not kind:
            raise DataError(f"{where}: parameters: {name}: expected {kind.__name__}, found {value!r}")
    return Report(entry, notebooks[notebook], declared[notebook])
