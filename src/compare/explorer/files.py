"""What can be downloaded: the chart, the table as CSV, the workbook. Each is made when it is asked for.

The files are those of `compare.charts`, `compare.exchange` and `compare.workbook`; nothing is formatted here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from compare.charts.canvas import render
from compare.errors import UsageError, unknown_name
from compare.exchange import write_exchange
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

_WRITERS: Mapping[str, Callable[..., Path]] = {"csv": write_exchange, "xlsx": write_workbook}


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
    if form in _WRITERS:
        return f"comparison_{choice.language}.{form}", _table(tables, choice, form), FILES[form]
    name = choice.measure.partition("/")[0] or "chart"
    return f"{name}_{choice.language}.{form}", _chart(tables, choice, form), FILES[form]


def _table(tables: Tables, choice: Choice, form: str) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"comparison.{form}"
        what = {"indicators": choice.indicators or None, "regions": choice.regions, "language": choice.language}
        return _WRITERS[form](tables.ds, path, reference=choice.reference, **what).read_bytes()


def _chart(tables: Tables, choice: Choice, form: str) -> bytes:
    figure = draw(tables, choice)
    if figure is None:
        raise UsageError(say("no_measure", choice.language))
    return render(figure, form)
