"""The data set of a project: loading it, and the tables, labels and quotes that everything else is made of.

`sources` lists the documents, `store` reads and writes the tables, `labels` names and formats, `absence` says why a value is
missing, `comparing` compares, `leading` says who leads, `tables` shows and traces.
"""

from compare.dataset.absence import Absence, explain_absence
from compare.dataset.comments import comment_text
from compare.dataset.comparing import COMPARISON, REFERENCES, comparison, comparisons
from compare.dataset.labels import (
    ABSENT,
    MARKS,
    STANDARD,
    Measure,
    area_name,
    definition_name,
    format_period,
    format_value,
    measure_label,
    measure_name,
    measure_unit,
    resolve_area,
    resolve_areas,
    resolve_indicator,
    resolve_indicators,
)
from compare.dataset.leading import Leaders, leaders
from compare.dataset.sources import Source, read_sources
from compare.dataset.store import (
    Dataset,
    find_project,
    load,
    read_table,
    render_table,
    to_rows,
    write_table,
    write_whole,
)
from compare.dataset.tables import FIELDS, table, trace

__all__ = [
    "ABSENT",
    "COMPARISON",
    "FIELDS",
    "MARKS",
    "REFERENCES",
    "STANDARD",
    "Absence",
    "Dataset",
    "Leaders",
    "Measure",
    "Source",
    "area_name",
    "comment_text",
    "comparison",
    "comparisons",
    "definition_name",
    "explain_absence",
    "find_project",
    "format_period",
    "format_value",
    "leaders",
    "load",
    "measure_label",
    "measure_name",
    "measure_unit",
    "read_sources",
    "read_table",
    "render_table",
    "resolve_area",
    "resolve_areas",
    "resolve_indicator",
    "resolve_indicators",
    "table",
    "to_rows",
    "trace",
    "write_table",
    "write_whole",
]
