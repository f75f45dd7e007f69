"""Figures of the comparison: they are returned, never shown; `save_figure` writes them.

`style` holds fonts and colours, `words`, `text` and `labels` the sentences and their lines, `canvas` the page and the saving,
`content` and `headline` what a benchmark figure says, `marks` and `benchmark` how it is drawn, `coverage` the table of who
states what.
"""

from compare.charts.attainment import plot_attainment
from compare.charts.benchmark import alt_text, plot_benchmark
from compare.charts.canvas import save_figure
from compare.charts.coverage import plot_coverage
from compare.charts.family import plot_family
from compare.charts.gaps import plot_gaps
from compare.charts.heatmap import plot_heatmap
from compare.charts.instruments import plot_instruments
from compare.charts.profile import plot_profile
from compare.charts.shares import plot_shares
from compare.charts.similarity import plot_similarity
from compare.charts.trajectory import plot_trajectory

__all__ = [
    "alt_text",
    "plot_attainment",
    "plot_benchmark",
    "plot_coverage",
    "plot_family",
    "plot_gaps",
    "plot_heatmap",
    "plot_instruments",
    "plot_profile",
    "plot_shares",
    "plot_similarity",
    "plot_trajectory",
    "save_figure",
]
