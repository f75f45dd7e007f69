"""The report on what moved since the previous publication: what ``notebooks/changes.ipynb`` calls.

`open_changes` holds the data against the earlier run that the runner names, the sections of `compare.pages` show the
differences, `finish` writes them as a workbook with the sidecar. Which run is the previous one is decided by the runner.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import pandas as pd

from compare import pages
from compare.changes import (
    CHANGES,
    COLUMNS,
    PLACES,
    STATUSES,
    changes,
    moved_places,
    moved_statuses,
    publication_of,
    read_publication,
    renamed_codes,
)
from compare.dataset import Dataset
from compare.derive import attainment, benchmark
from compare.pages import Moved
from compare.pages.markup import Html, element, join, link
from compare.pages.words import WORDS
from compare.report.made import Made, MadeFile, write_made
from compare.report.output import Output, check_names, open_output
from compare.report.parameters import check_values
from compare.workbook import write_table_workbook

_DEFAULTS = {"previous": "", "language": "zh"}


@dataclass(frozen=True)
class Comparison:
    """The report in the making.

    Attributes
    ----------
    view : Moved
        Both publications, the differences and the language.
    output : Output
        Where files are written.
    """

    view: Moved
    output: Output


def open_changes(ds: Dataset, *, output: str = "", **parameters: str) -> Comparison:
    """Hold a project's data against an earlier publication.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    output : str, optional
        Folder for workbook and sidecar; ``outputs/interactive`` of the project by default.
    **parameters : str
        `previous` (folder of an earlier run; empty: there is none) and `language`, as in the parameters cell.

    Returns
    -------
    Comparison
        The differences, their reasons and what follows from them.

    Raises
    ------
    UnknownNameError
        A parameter is not known.
    DataError
        The earlier run cannot be read, or is not what was published.
    """
    check_names(parameters, _DEFAULTS)
    given = check_values(ds, _DEFAULTS | parameters)
    view = _held(ds, given["language"], given["previous"]) if given["previous"] else _first(ds, given["language"])
    return Comparison(view, open_output(ds.root, output, given["language"]))


def _first(ds: Dataset, language: str) -> Moved:
    rows, places, statuses = (pd.DataFrame(columns=list(columns)) for columns in (CHANGES, PLACES, STATUSES))
    return Moved(ds, language, None, "", "", rows, places, statuses)


def _held(ds: Dataset, language: str, previous: str) -> Moved:
    before = read_publication(previous)
    rows = changes(before, ds)
    codes = renamed_codes(rows, before, ds)
    places = moved_places((before, benchmark(before)), (ds, benchmark(ds)), codes)
    judged = [attainment(side, known_only=False) for side in (before, ds)]
    statuses = moved_statuses(judged[0], judged[1], codes)
    kept = publication_of(before)
    return Moved(ds, language, before, kept.run, kept.started, rows, places, statuses)


def finish(report: Comparison) -> Html | None:
    """Write the workbook and the sidecar, and return the list of the report's files.

    Parameters
    ----------
    report : Comparison
        From `open_changes`.

    Returns
    -------
    Html or None
        A link to the workbook; nothing where there is no earlier publication, and so no workbook.
    """
    view, folder = report.view, report.output.folder
    facts = {
        "previous": view.run,
        "changes": len(view.moved),
        "unexplained": sum(not row["is_explained"] for row in view.moved),
        "kinds": dict(Counter(row["what"] for row in view.moved)),
    }
    title, summary = pages.changes_title(view), pages.changes_lead(view)
    if view.before is None:
        write_made(folder, Made(title, summary, facts=facts))
        return None
    name = f"changes_{view.language}.xlsx"
    label = view.word("changes_workbook")
    heading = WORDS["changes_workbook"]
    write_table_workbook(view.ds, view.rows, folder / name, title=heading, columns=COLUMNS, language=view.language)
    write_made(folder, Made(title, summary, (MadeFile(name, "workbook", label),), facts))
    line = element("p", link(name, name), view.word("colon"), view.word("changes_workbook_note"))
    return join([element("h2", view.word("files"), id="files"), line])
