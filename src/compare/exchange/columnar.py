"""Parquet: typed columns, with what each says and which data they come from in the file's metadata.

pyarrow is an extra and is imported when a file is written.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any, BinaryIO

import pandas as pd

from compare.dataset import Dataset
from compare.errors import UsageError
from compare.exchange.words import COLUMNS, TITLES
from compare.schema import TEXT

KEY = b"compare"
"""Key of our metadata, JSON in UTF-8, in the schema of the file."""


def write_parquet(ds: Dataset, frame: pd.DataFrame, path: Path, table: str, selection: Mapping[str, Any]) -> None:
    """Write a table as Parquet; the same data give the same bytes.

    Raises
    ------
    UsageError
        pyarrow is not installed.
    """
    said = {"table": table, "title_zh": TITLES[table][0], "title_en": TITLES[table][1], "selection": dict(selection)}
    said["sources"] = {source.id: source.sha256 for source in ds.sources.values()}
    write_columns(frame, path, said)


def write_columns(frame: pd.DataFrame, target: Path | BinaryIO, said: Mapping[str, Any]) -> None:
    """Write rows as Parquet with what is said of them as metadata; errors as for `write_parquet`."""
    arrow, parquet = load_pyarrow()
    types = {TEXT: arrow.string(), "Int64": arrow.int64(), "float64": arrow.float64(), "bool": arrow.bool_()}
    fields = [
        arrow.field(str(name), types[str(dtype)], metadata=dict(zip(("zh", "en"), COLUMNS[str(name)], strict=True)))
        for name, dtype in frame.dtypes.items()
    ]
    metadata = {KEY: json.dumps(said, ensure_ascii=False, sort_keys=True).encode()}
    made = arrow.Table.from_pandas(frame, schema=arrow.schema(fields, metadata=metadata), preserve_index=False)
    parquet.write_table(made.replace_schema_metadata({**made.schema.metadata, **metadata}), target, compression="zstd")


def load_pyarrow() -> tuple[ModuleType, ModuleType]:
    """Import pyarrow, or say how to install it."""
    try:
        import pyarrow as arrow
        from pyarrow import parquet
    except ImportError:
        raise UsageError(
            "Parquet needs the package pyarrow, which is not installed; install it: pip install 'region-compare[parquet]', "
            "or write .csv or .xlsx"
        ) from None
    return arrow, parquet
