"""What a run is asked for: names, parameters, languages, forms, checked as far as that goes without the data.

Everything refused here is refused before anything is run or written.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from compare.codelists import LANGUAGES
from compare.errors import UsageError
from compare.report.declarations import parse_assignments
from compare.report.due import due as find_due
from compare.report.execute import Job, Outcome
from compare.report.pdf import find_printer
from compare.report.plan import forms
from compare.report.specifications import Report, find_reports
from compare.report.state import read_state

Engine = Callable[[Path, Sequence[Job]], Generator[Outcome]]
"""What runs jobs: from the project and the jobs, each with its folder, to their outcomes as they end."""


@dataclass(frozen=True)
class Order:
    """What is asked for, checked as far as that goes without the data.

    Attributes
    ----------
    root, outputs : pathlib.Path
        The project and the folder of the runs.
    reports, everything : tuple of Report
        Those of the run, and all of the project in the order of the index page; the others are carried over.
    given : mapping
        Parameters given by hand, without the language.
    languages : tuple of str
        In which reports are made.
    has_pdf : bool
        Whether every page is printed; a specification may ask for it, too.
    printer : str
        What prints; empty where no report of the run is printed.
    is_forced : bool
        Whether reports that stand are made again.
    engine : callable
        What runs the notebooks.
    """

    root: Path
    outputs: Path
    reports: tuple[Report, ...]
    everything: tuple[Report, ...]
    given: Mapping[str, str]
    languages: tuple[str, ...]
    has_pdf: bool
    printer: str
    is_forced: bool
    engine: Engine

    @property
    def is_publication(self) -> bool:
        """Whether the reports are as specified."""
        return not self.given

    @property
    def others(self) -> tuple[Report, ...]:
        """Reports of the project that the run does not make."""
        asked = {report.id for report in self.reports}
        return tuple(report for report in self.everything if report.id not in asked)


def read_order(  # noqa: PLR0913  what the user asked for, to be checked together
    root: Path,
    outputs: Path,
    names: Sequence[str],
    engine: Engine,
    *,
    parameters: Sequence[str],
    language: str,
    pdf: bool,
    force: bool,
    due: bool,
) -> Order:
    """Check what the user asked for; parameters and errors are those of `compare.report.run_reports`."""
    everything = find_reports(root)
    reports = find_reports(root, names) if names else everything
    given = parse_assignments(parameters)
    languages = _languages(language, given.pop("language", None))
    _check_declared(reports, given)
    if due and given:
        raise UsageError("--due makes reports as specified: leave out -p, or --due")
    chosen = find_due(reports, read_state(outputs), datetime.now().astimezone()) if due else reports
    printer = find_printer() if any("pdf" in forms(report, has_pdf=pdf) for report in chosen) else ""
    return Order(root, outputs, tuple(chosen), tuple(everything), given, tuple(languages), pdf, printer, force, engine)


def _check_declared(reports: Sequence[Report], given: Mapping[str, str]) -> None:
    """Refuse a parameter that some reports of the run have and others lack; one that none has is refused with its nearest."""
    for name, value in given.items():
        having = [report.id for report in reports if name in report.declared]
        lacking = [report.id for report in reports if name not in report.declared]
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
