"""What a notebook leaves in its folder: pictures, the workbook, the sidecar; the same for every report.

`open_output` finds the folder, `Output` collects what is put there, `close_output` writes the workbook and the sidecar. What a
picture shows and what a page says is not decided here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from compare.charts import save_figure
from compare.charts.canvas import PageFigure
from compare.errors import unknown_name
from compare.pages.markup import Content, Html, element, join, link
from compare.pages.page import Page
from compare.pages.pictures import figure as picture
from compare.report.made import Made, MadeFile, write_made
from compare.report.publish import default_outputs, writing
from compare.workbook import write_workbook

FIGURES = "figures"
FORMATS = ("svg", "png")


@dataclass(frozen=True)
class Output:
    """The folder of a report that is being made.

    Attributes
    ----------
    folder : pathlib.Path
        Where files are written.
    files : dict of str to MadeFile
        The pictures so far, by path; one that is drawn again is counted once.
    """

    folder: Path
    files: dict[str, MadeFile] = field(default_factory=dict)

    def save(self, drawn: PageFigure, stem: str, label: str) -> tuple[Path, tuple[str, ...]]:
        """Save a figure in each format; return the file to embed, and the paths of all as links name them."""
        paths = save_figure(drawn, self.folder / FIGURES / stem, formats=FORMATS)
        names = tuple(path.relative_to(self.folder).as_posix() for path in paths)
        for name, form in zip(names, FORMATS, strict=True):
            self.files[name] = MadeFile(name, "figure", f"{label} {form.upper()}")
        return paths[0], names

    def show(self, drawn: PageFigure, stem: str, label: str, *, leads: Iterable[Content] = ()) -> Html:
        """Save a figure and return it as it stands on the page, with its alternative text."""
        path, names = self.save(drawn, stem, label)
        return picture(path, alt=drawn.alt_text, files=names, leads=leads)


def open_output(root: Path, output: str, language: str) -> Output:
    """Return the folder `output`, by default ``outputs/interactive/<language>`` of a project; it is made."""
    folder = Path(output) if output else default_outputs(root) / "interactive" / language
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
    return Output(folder)


def check_names(parameters: Iterable[str], expected: Iterable[str]) -> None:
    """Refuse a parameter that a report does not have: in a notebook nothing else would."""
    known = tuple(expected)
    for name in parameters:
        if name not in known:
            raise unknown_name("parameter", name, known)


def close_output(
    output: Output, page: Page, made: Made, *, workbook: str, choice: Mapping[str, Any], words: tuple[str, str]
) -> Html:
    """Write the workbook and the sidecar, and return the list of the report's files.

    Parameters
    ----------
    output : Output
        The folder, its pictures drawn.
    page : Page
        Data and language.
    made : Made
        Title, summary and facts of the report; its files are filled in here.
    workbook : str
        Name of the workbook without ending and language.
    choice : mapping
        What of the data the workbook shows, as in `compare.write_workbook`.
    words : (str, str)
        Keys of the words for the workbook: what it is, and what it holds.

    Returns
    -------
    Html
        Heading (id ``files``) and links.
    """
    label, note = map(page.word, words)
    name = f"{workbook}_{page.language}.xlsx"
    write_workbook(page.ds, output.folder / name, language=page.language, **choice)
    files = (MadeFile(name, "workbook", label), *output.files.values())
    write_made(output.folder, Made(made.title, made.summary, files, made.facts))
    line = element("p", link(name, name), page.word("colon"), note)
    return join([element("h2", page.word("files"), id="files"), line])
