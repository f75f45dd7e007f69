"""HTML: the index page of a run, and the sections of a report. Whatever a document says is escaped here.

`markup` builds elements, `document` frames a page, `words` holds the wording, `index` is the page of a run; `notebook` styles
the outputs of a notebook. `page`, `values`, `quoting` and `pictures` are what the sections of all reports share. The
benchmark has `view`, and `overview`, `measure` and `evidence` as its sections; the report on a region has `profile` and its
`profile_…` modules, that on actuals `actuals` and `actuals_figures`, that on policy actions `actions` and `actions_quotes`,
the audit of documents `audit`, `audit_text` and `audit_tables`, that on what moved `changes` and `changes_tables`.
"""

from compare.pages.actions import actions_opening, matrix_section, similarity_section
from compare.pages.actions_quotes import actions_sources, differences_section, instruments_section, units_section
from compare.pages.actuals import (
    Actuals,
    actuals_lead,
    actuals_opening,
    actuals_quotes,
    actuals_table,
    actuals_title,
    open_targets,
    rule,
)
from compare.pages.actuals_figures import actuals_sources, paces, surroundings
from compare.pages.audit import audit_legend, audit_opening
from compare.pages.audit_tables import audit_document, audit_sources
from compare.pages.changes import Moved, changes_lead, changes_opening, changes_title, compared
from compare.pages.changes_tables import changes_tables
from compare.pages.evidence import absences, quotes, sources
from compare.pages.markup import Html
from compare.pages.measure import measure_section, measures_heading
from compare.pages.notebook import notebook_style
from compare.pages.overview import comparison_table, documents, introduction, lead, reading_notes, report_title
from compare.pages.page import Page
from compare.pages.profile import Profile, findings, opening
from compare.pages.profile_derived import required_growth, shares, sized
from compare.pages.profile_targets import missing_targets, own_targets, profile_quotes, quoted_rows, shared_targets
from compare.pages.profile_words import concerning, duties, instruments, named_in_words
from compare.pages.quoting import source_list
from compare.pages.view import View

__all__ = [
    "Actuals",
    "Html",
    "Moved",
    "Page",
    "Profile",
    "View",
    "absences",
    "actions_opening",
    "actions_sources",
    "actuals_lead",
    "actuals_opening",
    "actuals_quotes",
    "actuals_sources",
    "actuals_table",
    "actuals_title",
    "audit_document",
    "audit_legend",
    "audit_opening",
    "audit_sources",
    "changes_lead",
    "changes_opening",
    "changes_tables",
    "changes_title",
    "compared",
    "comparison_table",
    "concerning",
    "differences_section",
    "documents",
    "duties",
    "findings",
    "instruments",
    "instruments_section",
    "introduction",
    "lead",
    "matrix_section",
    "measure_section",
    "measures_heading",
    "missing_targets",
    "named_in_words",
    "notebook_style",
    "open_targets",
    "opening",
    "own_targets",
    "paces",
    "profile_quotes",
    "quoted_rows",
    "quotes",
    "reading_notes",
    "report_title",
    "required_growth",
    "rule",
    "shared_targets",
    "shares",
    "similarity_section",
    "sized",
    "source_list",
    "sources",
    "surroundings",
    "units_section",
]
