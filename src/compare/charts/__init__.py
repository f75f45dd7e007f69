"""Figures of the comparison: they are returned, never shown; `save_figure` writes them.

`style` holds fonts and sizes, `words`, `text` and `labels` the sentences and their lines, `canvas` the page and the saving,
`frame` what stands around the panels. `content` and `headline` say what a benchmark figure shows, `marks`, `ticks`, `panels`
and `benchmark` draw it; so do `gap_…` and `gaps` for the distance to a reference, `path_…` and `trajectory` for the way from
baseline to target, `family_content` and `family` for the measures of a family. `grid` draws tables: `coverage` of who states
what, `placing` and `heatmap` of ranks, `instruments` of which plan uses what. `profiling` and `profile` show one region,
`sharing` and `shares` parts of a whole, `landing` and `attainment` what became of targets, `likeness` and `similarity` how
alike plans are. docs/charts.md lists the questions that they answer.
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
