"""What moved between two publications, and why: two data sets held against each other, row by row and input by input.

`publication` reads an earlier publication, `inputs` says which documents, corrections, lexicons, codelists, rules and
figures differ, `matching` which row is which, `moves` how it moved, `causes` and `consequences` why, with `context` as what
they know; `words`, `labels` and `columns` say it, `table` puts it together. `standing` says who stands elsewhere because of
it. No document is read, and no page is written here.
"""

from compare.changes.columns import CHANGES, COLUMNS
from compare.changes.publication import Publication, publication_of, read_publication
from compare.changes.standing import PLACES, STATUSES, moved_places, moved_statuses, renamed_codes
from compare.changes.table import changes

__all__ = [
    "CHANGES",
    "COLUMNS",
    "PLACES",
    "STATUSES",
    "Publication",
    "changes",
    "moved_places",
    "moved_statuses",
    "publication_of",
    "read_publication",
    "renamed_codes",
]
