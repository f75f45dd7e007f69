"""The data set of a project: loading it, and the tables, labels and quotes that everything else is made of.

`sources` lists the documents, `files` reads and writes tables, `references` reads the figures of other sources, `store` holds
them together; `labels` names and formats, `measures` lists what areas state, `bounds` reckons with what is partly known,
`figures` picks a figure of another source, `absence` says why a value is missing, `comparing` compares, `leading` says who
leads, `families` shows what is like for like, `instruments` which document uses which policy instrument, `selecting` what a
user chose, `mapping` says what is alike once, `tables` shows and traces.
"""

from compare.codelists import STANDARD
from compare.dataset.absence import Absence, explain_absence
from compare.dataset.baselines import figure_before, own_baseline, own_baselines
from compare.dataset.bounds import combine, is_contradicted, opposite, possible, weakest
from compare.dataset.comments import comment_text
from compare.dataset.comparing import COMPARISON, REFERENCES, compare_measures, compared_rows, comparison, resolve_reference
from compare.dataset.families import LIKE_FOR_LIKE, like_for_like
from compare.dataset.figures import denominator_of, figures_of, input_of, inputs_of, is_second_choice, start_of
from compare.dataset.files import (
    DRAFT,
    digest,
    printable,
    read_table,
    render_table,
    sync,
    to_rows,
    whole_file,
    write_table,
    write_whole,
)
from compare.dataset.instruments import action_matrix, documents_of
from compare.dataset.labels import (
    ABSENT,
    MARKS,
    Measure,
    area_name,
    comparability_note,
    definition_name,
    format_change,
    format_period,
    format_value,
    measure_label,
    measure_name,
    measure_unit,
    resolve_area,
    resolve_areas,
    resolve_indicator,
    resolve_indicators,
    resolve_instruments,
)
from compare.dataset.leading import Leaders, leaders, may_lead, settled_places
from compare.dataset.mapping import map_rows, map_values
from compare.dataset.measures import PER_CENT, areas_with_data, by_level, comparisons, relative_measure, unit_of
from compare.dataset.references import read_reference
from compare.dataset.selecting import Selection, check_reference, select, split_ids, split_names
from compare.dataset.sources import Source, read_sources, source_note
from compare.dataset.store import BUILT, SIZED, Dataset, find_project, load
from compare.dataset.tables import FIELDS, table, trace

__all__ = [
    "DRAFT",
    "ABSENT",
    "BUILT",
    "COMPARISON",
    "FIELDS",
    "LIKE_FOR_LIKE",
    "MARKS",
    "PER_CENT",
    "REFERENCES",
    "SIZED",
    "STANDARD",
    "Absence",
    "Dataset",
    "Leaders",
    "Measure",
    "Selection",
    "Source",
    "action_matrix",
    "area_name",
    "areas_with_data",
    "by_level",
    "check_reference",
    "combine",
    "comment_text",
    "comparability_note",
    "compare_measures",
    "compared_rows",
    "comparison",
    "comparisons",
    "definition_name",
    "denominator_of",
    "digest",
    "documents_of",
    "explain_absence",
    "figure_before",
    "figures_of",
    "find_project",
    "format_change",
    "format_period",
    "format_value",
    "input_of",
    "inputs_of",
    "is_contradicted",
    "is_second_choice",
    "leaders",
    "like_for_like",
    "load",
    "map_rows",
    "map_values",
    "may_lead",
    "measure_label",
    "measure_name",
    "measure_unit",
    "opposite",
    "own_baseline",
    "own_baselines",
    "possible",
    "printable",
    "read_reference",
    "read_sources",
    "read_table",
    "relative_measure",
    "render_table",
    "resolve_area",
    "resolve_areas",
    "resolve_indicator",
    "resolve_indicators",
    "resolve_instruments",
    "resolve_reference",
    "select",
    "settled_places",
    "source_note",
    "split_ids",
    "split_names",
    "start_of",
    "sync",
    "table",
    "to_rows",
    "trace",
    "unit_of",
    "weakest",
    "whole_file",
    "write_table",
    "write_whole",
]
