"""What the user of the explorer has chosen: one frozen record, from which every view follows.

Nothing is looked up here; `moves` says which choices follow each other.
"""

from __future__ import annotations

from dataclasses import dataclass

from compare.dataset import Measure

PANELS = ("table", "chart", "data", "script")
"""The views, in their order."""


@dataclass(frozen=True)
class Choice:
    """A state of the explorer.

    Attributes
    ----------
    regions : tuple of str
        Codes of the areas compared.
    indicators : tuple of str
        Codes of the indicators; empty: every measure that two or more areas of the project state.
    reference : str
        ``best``, ``median``, ``parent`` or the code of a region.
    language : str
        ``"zh"`` or ``"en"``.
    panel : str
        The view that is open, of `PANELS`.
    is_picking : bool
        Whether the lists of areas and indicators are open.
    search : str
        What is looked for among the indicators.
    part : int
        Which part of a long matrix is shown, from 0.
    measure : str
        Key of the measure that is drawn.
    chart : str
        Kind of chart.
    shown : str
        What the sentence is shown of: a cell of the matrix (`cell_key`), an observation, or nothing.
    """

    regions: tuple[str, ...]
    indicators: tuple[str, ...] = ()
    reference: str = "best"
    language: str = "zh"
    panel: str = "table"
    is_picking: bool = True
    search: str = ""
    part: int = 0
    measure: str = ""
    chart: str = "benchmark"
    shown: str = ""


def measure_key(measure: Measure) -> str:
    """Return the text that names a measure in a choice.

    Examples
    --------
    >>> measure_key(Measure("hightech_enterprises", "standard", "level", "家"))
    'hightech_enterprises/standard/level'
    """
    return f"{measure.indicator}/{measure.definition}/{measure.kind}"


def cell_key(area: str, measure: Measure) -> str:
    """Return the text that names a cell of the matrix in a choice."""
    return f"{area}|{measure_key(measure)}"
