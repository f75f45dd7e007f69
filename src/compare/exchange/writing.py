"""The one call that writes a table of a selection: the ending of the file says how."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from compare.dataset import Dataset, whole_file
from compare.errors import UsageError
from compare.exchange.columnar import load_pyarrow, write_parquet
from compare.exchange.tables import TABLES, exchange_table
from compare.exchange.texts import write_csv

ENDINGS = (".csv", ".parquet")


def write_exchange(  # noqa: PLR0913  what (table and selection), against what, in which languages, where
    ds: Dataset,
    path: str | os.PathLike[str],
    *,
    table: str = next(iter(TABLES)),
    indicators: Sequence[str] | None = None,
    regions: Sequence[str] | None = None,
    reference: str | None = "best",
    language: str = "both",
) -> Path:
    """Write a table of a selection as CSV or Parquet.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    path : path
        Ends in ``.csv`` (UTF-8 with BOM and CRLF, for Excel) or ``.parquet`` (needs pyarrow). A file there is replaced.
    table : str, optional
        A key of `TABLES`: ``"comparison"``, ``"observations"``, ``"mentions"``, ``"derived"``, ``"findings"``, ``"actions"``.
    indicators, regions, reference, language : optional
        See `exchange_table`.

    Returns
    -------
    pathlib.Path
        The file written, whole or not at all.

    Raises
    ------
    UsageError
        The ending is neither, a name is not known, or pyarrow is missing.
    CompareError
        The file cannot be written, for instance because it is open in Excel.

    Examples
    --------
    >>> write_exchange(load(), "outputs/comparison.csv", indicators=["rd_expenditure_gdp_ratio"])  # doctest: +SKIP
    PosixPath('outputs/comparison.csv')
    """
    target = Path(path)
    ending = target.suffix.lower()
    if ending not in ENDINGS:
        raise UsageError(
            f"{target}: expected a name that ends in {' or '.join(ENDINGS)}, found {target.suffix or 'no ending'!r}"
        )
    if ending == ".parquet":
        load_pyarrow()  # before the rows are made, which takes a while
    frame = exchange_table(ds, table, indicators=indicators, regions=regions, reference=reference, language=language)
    chosen = {"indicators": indicators, "regions": regions, "reference": reference, "language": language}
    with whole_file(target) as draft:
        if ending == ".csv":
            write_csv(frame, draft)
        else:
            write_parquet(
                ds, frame, draft, table, {k: v if v is None or isinstance(v, str) else list(v) for k, v in chosen.items()}
            )
    return target
