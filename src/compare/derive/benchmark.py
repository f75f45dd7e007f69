"""Figures derived from stated ones: how far each area stands from a reference, in every shared measure.

Takes the values of `compare.dataset.comparison` as they stand; it looks nothing up and rounds nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from compare.dataset import (
    Dataset,
    Measure,
    check_reference,
    compare_measures,
    comparisons,
    resolve_areas,
    resolve_indicators,
    to_rows,
)
from compare.errors import UsageError


def benchmark(
    ds: Dataset,
    *,
    reference: str = "best",
    indicators: str | Iterable[str] | None = None,
    regions: str | Iterable[str] | None = None,
    min_areas: int = 2,
) -> pd.DataFrame:
    """Hold every shared measure against a reference.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    reference : str, optional
        ``"best"`` or ``"median"`` of the panel, ``"parent"``, or an area; see `compare.dataset.comparison`.
    indicators : str or iterable of str, optional
        Codes or names; without them all that areas share.
    regions : str or iterable of str, optional
        Codes or names of the areas to show.
    min_areas : int, optional
        The least number of areas that state a measure.

    Returns
    -------
    pandas.DataFrame
        The rows of `compare.dataset.comparison` for each measure, with gap and ratio to the reference.

    Raises
    ------
    UsageError
        `min_areas` is less than 1, or the area given as reference states none of the measures.
    UnknownNameError
        A name is not known.
    """
    if min_areas < 1:
        raise UsageError(f"min_areas is {min_areas}; expected 1 or more")
    measures = comparisons(ds, min_areas=min_areas)
    if indicators is not None:
        measures = measures[measures["indicator"].isin(resolve_indicators(ds, indicators))]
    check_reference(ds, reference, measures)
    chosen = resolve_areas(ds, regions) if regions is not None else None
    return compare_measures(ds, map(Measure.of, to_rows(measures)), regions=chosen, reference=reference)
