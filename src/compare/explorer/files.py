"""What can be downloaded: the chart, the table as CSV, the workbook. Each is made when it is asked for.

The files are those of `compare.charts`, `compare.dataset` and `compare.workbook`; nothing is formatted here.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from compare.charts.canvas import render
from compare.dataset import render_table
from compare.errors import UsageError, unknown_name
from compare.explorer.choice import Choice
from compare.explorer.drawing import draw
from compare.explorer.pickers import button
from compare.explorer.tables import Tables
from compare.explorer.words import say
from compare.pages.markup import Html, element
from compare.workbook import write_workbook

FILES: Mapping[str, str] = {
    "png": "image/png",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""Ending to media type."""


def file_buttons(choice: Choice) -> Html:
    """Return the buttons that make and download files."""
    labels = {form: say("save_chart", choice.language, form=form.upper()) for form in ("png", "svg", "pdf")}
    labels |= {"csv": say("save_table", choice.language), "xlsx": say("save_workbook", choice.language)}
    buttons = (button(f"save:{form}", label) for form, label in labels.items())
    return element("div", element("strong", say("save_label", choice.language)), *buttons, class_="head")


def make_file(tables: Tables, choice: Choice, form: str) -> tuple[str, bytes, str]:
    """Make a file of a choice.

    Returns
    -------
    tuple of str, bytes, str
        Its name, content and media type.

    Raises
    ------
    UnknownNameError
        There is no such file.
    UsageError
        There is nothing to write.
    """
    if form not in FILES:
        raise unknown_name("file", form, FILES)
    if not choice.regions:
        raise UsageError(say("choose_region", choice.language))
    if form == "csv":
        name, content = "comparison", _csv(tables, choice)
    elif form == "xlsx":
        name, content = "benchmark", _workbook(tables, choice)
    else:
        name, content = choice.measure.partition("/")[0] or "chart", _chart(tables, choice, form)
    return f"{name}_{choice.language}.{form}", content, FILES[form]


def _csv(tables: Tables, choice: Choice) -> bytes:
    return render_table(tables.view(choice, tables.measures(choice)).rows).encode("utf-8")


def _workbook(tables: Tables, choice: Choice) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "benchmark.xlsx"
        what = {"indicators": choice.indicators or None, "regions": choice.regions}
        write_workbook(tables.ds, path, reference=choice.reference, language=choice.language, **what)
        return path.read_bytes()


def _chart(tables: Tables, choice: Choice, form: str) -> bytes:
    figure = draw(tables, choice)
    if figure is None:
        raise UsageError(say("no_measure", choice.language))
    return render(figure, form)
