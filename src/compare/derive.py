"""Figures derived from stated ones: how far each area stands from a reference, in every shared measure.

Takes the values of `compare.dataset.comparison` as they stand; it looks nothing up and rounds nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from compare.dataset import COMPARISON, Dataset, comparison, comparisons, resolve_indicator
from compare.errors import UsageError


def benchmark(
    ds: Dataset,
    *,
    reference: str = "best",
    indicators: Iterable[str] | None = None,
    regions: Sequence[str] | None = None,
    min_areas: int = 2,
) -> pd.DataFrame:
    """Hold every shared measure against a reference.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    reference : str, optional
        ``"best"`` or ``"median"`` of the panel, ``"parent"``, or an area; see `compare.dataset.comparison`.
    indicators : iterable of str, optional
        Codes or names; without them all that areas share.
    regions : sequence of str, optional
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
        `min_areas` is less than 1.
    UnknownNameError
        A name is not known.
    """
    if min_areas < 1:
        raise UsageError(f"min_areas is {min_areas}; expected 1 or more")
    measures = comparisons(ds, min_areas=min_areas)
    if indicators is not None:
        measures = measures[measures["indicator"].isin([resolve_indicator(ds, i) for i in indicators])]
    keys = measures[["indicator", "definition", "kind"]].itertuples(index=False, name=None)
    frames = [comparison(ds, i, definition=d, kind=k, regions=regions, reference=reference) for i, d, k in keys]
    empty = pd.DataFrame(columns=list(COMPARISON)).astype(COMPARISON)
    return pd.concat(frames, ignore_index=True) if frames else empty
