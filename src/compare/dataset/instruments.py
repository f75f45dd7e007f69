"""Which document uses which policy instrument: what the comparison of plans, charts and workbooks start from."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from compare.dataset.labels import resolve_areas
from compare.dataset.store import Dataset


def action_matrix(ds: Dataset, *, regions: str | Iterable[str] | None = None) -> pd.DataFrame:
    """Return how many quotes show each instrument in each document.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    regions : str or iterable of str, optional
        Codes or names of areas; without them all documents.

    Returns
    -------
    pandas.DataFrame
        Index ``source_id``, every document of the areas in the order of `regions`, else of the sources; a column for every
        instrument in the order of its codelist; counts of rows of table ``actions``, 0 where the document does not use the
        instrument. ``action_matrix(ds) > 0`` is the matrix of which plan uses what.

    Raises
    ------
    UnknownNameError
        A name is not known.
    """
    counts = pd.crosstab(ds.actions["source_id"], ds.actions["instrument"]).astype("int64")
    instruments = pd.Index(ds.codelists.instrument, name="instrument", dtype="str")
    index = pd.Index(documents_of(ds, regions), name="source_id", dtype="str")
    return counts.reindex(index=index, columns=instruments, fill_value=0)


def documents_of(ds: Dataset, regions: str | Iterable[str] | None = None) -> list[str]:
    """Return the ids of the documents of areas, in their order; of all sources where no area is named."""
    if regions is None:
        return list(ds.sources)
    return [s.id for area in dict.fromkeys(resolve_areas(ds, regions)) for s in ds.sources.values() if s.ref_area == area]
