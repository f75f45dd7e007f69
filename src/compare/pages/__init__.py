"""HTML: the index page of a run, and the sections of a report. Whatever a document says is escaped here.

`markup` builds elements, `document` frames a page, `words` holds the wording; `view` is what the sections of a benchmark share;
`overview`, `measure` and `evidence` are its sections, `index` is the page of a run.
"""

from compare.pages.evidence import absences, quotes, sources
from compare.pages.markup import Html
from compare.pages.measure import measure_section, measures_heading
from compare.pages.overview import comparison_table, documents, introduction, lead, reading_notes, report_title
from compare.pages.view import View

__all__ = [
    "Html",
    "View",
    "absences",
    "comparison_table",
    "documents",
    "introduction",
    "lead",
    "measure_section",
    "measures_heading",
    "quotes",
    "reading_notes",
    "report_title",
    "sources",
]
