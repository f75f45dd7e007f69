"""Figures derived from stated ones: how far each area stands from a reference.

Takes the values of `compare.dataset.comparison` as they stand; it looks nothing up and rounds nothing. What is missing on
either side stays missing. Bounds count with their bound value, and the result keeps a mark of what that makes of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from compare.dataset import COMPARISON, Dataset, comparison, comparisons, resolve_indicator
from compare.errors import UsageError

_SIDES: Mapping[str, str] = {"=": "=", ">": ">=", ">=": ">=", "<": "<=", "<=": "<=", "~": "~"}
_OPPOSITE: Mapping[str, str] = {"=": "=", ">=": "<=", "<=": ">=", "~": "~"}


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
        The rows of `compare.dataset.comparison` for each measure, with ``gap`` (value less reference), ``ratio`` (value over
        reference) and ``gap_comparator``, the sense in which bounds leave the gap known.

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
    return with_gap(pd.concat(frames, ignore_index=True) if frames else empty)


def with_gap(values: pd.DataFrame) -> pd.DataFrame:
    """Add gap and ratio to rows of `compare.dataset.comparison`.

    Parameters
    ----------
    values : pandas.DataFrame
        With ``obs_value``, ``comparator``, ``reference_value`` and ``reference_comparator``; left as it was.

    Returns
    -------
    pandas.DataFrame
        With ``gap``, ``ratio`` (missing where the reference is zero) and ``gap_comparator``.
    """
    gap = values["obs_value"] - values["reference_value"]
    ratio = values["obs_value"] / values["reference_value"].where(values["reference_value"] != 0, np.nan)
    is_itself = values["ref_area"] == values["reference_area"]
    pairs = zip(values["comparator"], values["reference_comparator"], is_itself, gap, strict=True)
    marks = [None if pd.isna(g) else "=" if own else gap_comparator(c, r) for c, r, own, g in pairs]
    return values.assign(gap=gap, ratio=ratio, gap_comparator=pd.Series(marks, index=values.index, dtype="str"))


def gap_comparator(comparator: str, reference: str | float) -> str:
    """Return what the comparators of a value and of its reference leave known of their difference.

    Parameters
    ----------
    comparator : str
        Of the value.
    reference : str or float
        Of the reference; a missing one, as of a median, counts as approximate.

    Returns
    -------
    str
        ``=``, ``>=`` or ``<=``, or ``~`` where bounds on the same side leave nothing certain.

    Examples
    --------
    >>> gap_comparator(">", "="), gap_comparator("=", ">="), gap_comparator(">=", ">=")
    ('>=', '<=', '~')
    """
    left = _SIDES[comparator]
    right = _OPPOSITE[_SIDES[reference]] if isinstance(reference, str) else "~"
    if "=" in {left, right}:
        return right if left == "=" else left
    return left if left == right else "~"
