"""Plans compared by the policy instruments they use: which uses what, how alike they are, how they differ."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from compare.dataset import Dataset, action_matrix, area_name, documents_of, resolve_area
from compare.errors import UsageError

DIFFERENCES = (
    "instrument",
    "instrument_zh",
    "instrument_en",
    "source_id",
    "quote",
    "char_start",
    "char_end",
    "section",
    "score",
    "action_id",
)
"""Columns of `action_differences`."""


def action_similarity(ds: Dataset, *, regions: str | Iterable[str] | None = None) -> pd.DataFrame:
    """Return how alike documents are in the instruments they use.

    The measure is the coefficient of community: instruments that both use over instruments that either uses (P. Jaccard, The
    distribution of the flora in the alpine zone, New Phytologist 11(2), 1912, pp. 37-50). It asks whether an instrument is
    used, not how often; that neither uses an instrument counts for nothing.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    regions : str or iterable of str, optional
        Codes or names of areas; without them all documents.

    Returns
    -------
    pandas.DataFrame
        Index and columns ``source_id`` in the order of `action_matrix`; symmetric, from 0 to 1, with 1 on the diagonal. NaN
        where neither of the two uses any instrument, so that there is nothing to compare.

    Raises
    ------
    UnknownNameError
        A name is not known.
    """
    used = action_matrix(ds, regions=regions) > 0
    matrix = used.to_numpy(dtype="float64")
    both = matrix @ matrix.T
    own = matrix.sum(axis=1)
    either = own[:, None] + own[None, :] - both
    shares = np.divide(both, either, out=np.full_like(both, np.nan), where=either > 0)
    return pd.DataFrame(shares, index=used.index, columns=used.index.rename("other"))


def action_differences(ds: Dataset, a: str, b: str) -> pd.DataFrame:
    """Return the instruments that the plans of one area use and those of another do not, with the quotes.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    a, b : str
        Code or name of the area that uses them and of the area that does not. Several documents of an area count as one plan.

    Returns
    -------
    pandas.DataFrame
        Columns `DIFFERENCES`; a row per instrument in the order of the codelist, with the quote of `a` that scores highest;
        ``char_start`` and ``char_end`` point into the stored text of ``source_id``. Empty where there is no difference.

    Raises
    ------
    UnknownNameError
        A name is not known.
    UsageError
        An area has no document of its own, so that nothing is known of what it uses.
    """
    ours, theirs = (ds.actions[ds.actions["source_id"].isin(_own_documents(ds, x))] for x in (a, b))
    only = ours[~ours["instrument"].isin(set(theirs["instrument"]))]
    order = {code: n for n, code in enumerate(ds.codelists.instrument)}
    ranked = only.assign(order=only["instrument"].map(order)).sort_values(
        ["order", "score", "source_id", "char_start"], ascending=[True, False, True, True], kind="stable"
    )
    best = ranked.drop_duplicates("instrument")
    names = {f"instrument_{x}": [ds.codelists.instrument[i].name(x) for i in best["instrument"]] for x in ("zh", "en")}
    return best.assign(**names)[list(DIFFERENCES)].reset_index(drop=True)


def _own_documents(ds: Dataset, area: str) -> list[str]:
    """Return the ids of the documents of one area; refuse one that has none."""
    found = documents_of(ds, [resolve_area(ds, area)])
    if not found:
        known = ", ".join(dict.fromkeys(area_name(ds, source.ref_area, "zh") for source in ds.sources.values()))
        raise UsageError(f"{area!r} has no document of its own; these areas have: {known}")
    return found
