"""The report on policy actions: what ``notebooks/policy_actions.ipynb`` calls.

`open_actions` chooses plans and instruments, `draw_matrix` and `draw_similarity` draw, `finish_actions` writes the workbook and
the sidecar. What the sections say is decided in `compare.pages`.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations

from compare.actions import action_differences, action_matrix, action_similarity
from compare.charts import plot_instruments, plot_similarity
from compare.dataset import Dataset, split_names
from compare.pages.actions import ActionsView, actions_lead, actions_title, matrix_section, similarity_section
from compare.pages.markup import Html
from compare.report.made import Made
from compare.report.output import Output, check_names, close_output, open_output
from compare.report.parameters import check_values

_PARAMETERS = ("regions", "instruments", "language")


@dataclass(frozen=True)
class Actions:
    """A report in the making: what its sections show, the areas that were named (None: all), where its files go."""

    view: ActionsView
    regions: tuple[str, ...] | None
    output: Output


def open_actions(ds: Dataset, *, output: str = "", **parameters: str) -> Actions:
    """Choose the plans and the instruments of a report.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    output : str, optional
        Folder for figures, workbook and sidecar; ``outputs/interactive`` of the project by default.
    **parameters : str
        `regions`, `instruments` (codes or names with commas between them; empty: all) and `language`, as in the parameters
        cell.

    Returns
    -------
    Actions
        Plans in the order of `regions`, else of the sources; instruments in that of the codelist.

    Raises
    ------
    UnknownNameError
        A region, instrument or parameter is not known.
    UsageError
        A region has no document.
    """
    check_names(parameters, _PARAMETERS)
    given = check_values(ds, {"regions": "", "instruments": "", "language": "zh"} | parameters)
    regions = tuple(split_names(given["regions"])) or None
    asked = set(split_names(given["instruments"])) or set(ds.codelists.instrument)
    matrix = action_matrix(ds, regions=regions)
    matrix = matrix[[code for code in matrix.columns if code in asked]]
    areas = dict.fromkeys(ds.sources[name].ref_area for name in matrix.index)
    pairs = {pair: action_differences(ds, *pair) for pair in permutations(areas, 2)}
    differences = {pair: rows[rows["instrument"].isin(asked)] for pair, rows in pairs.items()}
    view = ActionsView(ds, given["language"], matrix, action_similarity(ds, regions=regions), differences)
    return Actions(view, regions, open_output(ds.root, output, given["language"]))


def draw_matrix(actions: Actions) -> Html:
    """Draw which plan uses what, and return the section of the report."""
    view = actions.view
    if not view.matrix.to_numpy().any():
        return matrix_section(view, None)
    drawn = plot_instruments(view.ds, view.matrix, language=view.language)
    return matrix_section(view, actions.output.show(drawn, "instruments", view.word("actions_matrix")))


def draw_similarity(actions: Actions) -> Html:
    """Draw how alike the plans are, and return the section of the report; nothing of a single plan."""
    view = actions.view
    if len(view.plans) < 2:
        return Html("")
    used = action_matrix(view.ds, regions=actions.regions).any(axis="columns")
    if used.sum() < 2:
        return similarity_section(view, None)
    drawn = plot_similarity(view.ds, view.similarity, language=view.language)
    return similarity_section(view, actions.output.show(drawn, "similarity", view.word("actions_similarity")))


def finish_actions(actions: Actions) -> Html:
    """Write the workbook and the sidecar, and return the list of the report's files.

    Parameters
    ----------
    actions : Actions
        From `open_actions`, its figures drawn.

    Returns
    -------
    Html
        Links to the files.
    """
    view = actions.view
    facts = {"documents": [source.id for source in view.plans], "instruments": view.instruments}
    made = Made(actions_title(view), actions_lead(view), facts={**facts, "quotes": int(view.matrix.to_numpy().sum())})
    words = ("actions_workbook", "actions_workbook_note")
    return close_output(actions.output, view, made, workbook="policy_actions", choice={"regions": actions.regions}, words=words)
