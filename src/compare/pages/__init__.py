"""HTML: the index page of a run, and the sections of a report. Whatever a document says is escaped here.

`markup` builds elements, `document` frames a page, `words` holds the wording, `index` is the page of a run. `page`, `values`,
`quoting` and `pictures` are what the sections of all reports share. The benchmark has `view`, and `overview`, `measure` and
`evidence` as its sections; the audit of documents has `audit`, `audit_text` and `audit_tables`.
"""

from compare.pages.audit import audit_legend, audit_opening
from compare.pages.audit_tables import audit_document, audit_sources
from compare.pages.evidence import absences, quotes, sources
from compare.pages.markup import Html
from compare.pages.measure import measure_section, measures_heading
from compare.pages.overview import comparison_table, documents, introduction, lead, reading_notes, report_title
from compare.pages.view import View

__all__ = [
    "Html",
    "View",
    "absences",
    "audit_document",
    "audit_legend",
    "audit_opening",
    "audit_sources",
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
