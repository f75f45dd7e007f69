"""All derived figures of a project in one table, and the user's one call on it. The order of the steps is written here."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from compare.dataset import Dataset, check_reference, comparisons, resolve_area, resolve_areas, resolve_indicators
from compare.derive.distances import distances
from compare.derive.growth import growth
from compare.derive.implied import implied_baselines, implied_denominators, implied_levels
from compare.derive.rows import identified, joined, looked_up, usable
from compare.derive.shares import shares
from compare.derive.size import per_denominator
from compare.errors import unknown_name


def derive(ds: Dataset, *, reference: str | None = None) -> pd.DataFrame:
    """Compute every derived figure of a project.

    Parameters
    ----------
    ds : Dataset
        A loaded project; its own table of derived figures is not read.
    reference : str, optional
        An area by code or name: gaps and ratios to it are added.

    Returns
    -------
    pandas.DataFrame
        Columns ``schema.DERIVED``, by transformation, area, indicator, definition, kind and year. What each transformation
        computes, and by what rule, is written at the functions of this package; a figure that cannot be computed (a baseline
        of zero, no population) has no row.

    Raises
    ------
    UnknownNameError
        The reference is not known, or an observation is of a document, area, indicator, kind or unit that is not.
    UsageError
        The reference states nothing that others state.

    Examples
    --------
    >>> derive(ds).query("transformation == 'required_growth'")  # doctest: +SKIP
    """
    observations = usable(ds)
    implied = identified(implied_baselines(ds, observations))
    found = [
        per_denominator(ds, observations),
        *distances(ds),
        *(_distances_to(ds, reference) if reference is not None else ()),
        *growth(ds, observations, implied),
        implied_levels(observations),
        implied,
        shares(ds, observations),
        implied_denominators(ds, observations),
    ]
    return _table(ds, map(identified, found))


def derived(
    ds: Dataset,
    *,
    transformations: str | Iterable[str] | None = None,
    indicators: str | Iterable[str] | None = None,
    regions: str | Iterable[str] | None = None,
    reference: str | None = None,
) -> pd.DataFrame:
    """Return derived figures of a project.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    transformations, indicators, regions : str or iterable of str, optional
        Codes or names; without them all.
    reference : str, optional
        An area by code or name: gaps and ratios to it (``gap_to_area``, ``ratio_to_area``) are computed and added.

    Returns
    -------
    pandas.DataFrame
        Columns ``schema.DERIVED``, in the order of `derive`.

    Raises
    ------
    UnknownNameError
        A name is not known; the nearest are given.
    UsageError
        The reference states nothing that others state.

    Examples
    --------
    >>> derived(ds, transformations="per_denominator", regions="天宁区")  # doctest: +SKIP
    """
    wanted = {
        "transformation": transformations if transformations is None else _resolve(ds, transformations),
        "indicator": indicators if indicators is None else resolve_indicators(ds, indicators),
        "ref_area": regions if regions is None else resolve_areas(ds, regions),
    }
    added = _distances_to(ds, reference) if reference is not None else []
    table = joined([ds.derived, *(identified(rows) for rows in added)])
    for name, codes in wanted.items():
        table = table if codes is None else table[table[name].isin(codes)]
    return _table(ds, [rows for _, rows in table.groupby("transformation")])


def _distances_to(ds: Dataset, reference: str) -> list[pd.DataFrame]:
    """Return gaps and ratios to a named area."""
    area = resolve_area(ds, reference)
    check_reference(ds, area, comparisons(ds))
    return distances(ds, [area])


def _resolve(ds: Dataset, names: str | Iterable[str]) -> list[str]:
    """Return the codes of transformations given by code or name."""
    known = {name: code.id for code in ds.codelists.transformation.values() for name in (code.id, code.name_zh, code.name_en)}
    given = [names] if isinstance(names, str) else list(names)
    for name in given:
        if name not in known:
            raise unknown_name("transformation", name, known)
    return [known[name] for name in given]


def _table(ds: Dataset, frames: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Return rows as one table in the order of the codelists; each frame is of one transformation."""
    places = {code: place for place, code in enumerate(ds.codelists.transformation)}
    filled = sorted((rows for rows in frames if len(rows)), key=lambda rows: places[rows["transformation"].iloc[0]])
    return joined([rows.take(_order(ds, rows)) for rows in filled])


def _order(ds: Dataset, rows: pd.DataFrame) -> np.ndarray:
    """Return the order of rows: by area and indicator as the codelists have them, then by the rest of the key.

    All but the identifier goes into one number a row, so that texts are compared only where that number is the same.
    """
    number = np.zeros(len(rows), dtype="int64")
    for name, known in (("ref_area", ds.codelists.ref_area), ("indicator", ds.codelists.indicator)):
        number = number * len(known) + looked_up(rows[name], {code: place for place, code in enumerate(known)})
    for name in ("definition", "kind", "time_period", "unit_measure"):
        codes, values = pd.factorize(rows[name], sort=True)
        number = number * len(values) + codes
    is_tied = pd.Series(number).duplicated(keep=False).to_numpy()
    last = np.zeros(len(rows), dtype="int64")
    last[is_tied] = pd.factorize(rows["derived_id"][is_tied], sort=True)[0]
    return np.lexsort((last, number))
