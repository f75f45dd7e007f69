"""Seconds and memory of large exports beside plain pandas: ``python benchmarks/workbook.py [rows]``.

The table is that of the shipped observations, repeated with other values and identifiers until it has so many rows. Each way
writes the same table in a process of its own, one after the other: ours (``write_table_workbook``, ``write_csv`` and
``write_parquet``), and ``DataFrame.to_excel`` of pandas with openpyxl. Memory is the greatest of the process (``ru_maxrss``),
which holds Python, the libraries and the table before anything is written. The workbook of the shipped data is timed as well.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd

from compare.dataset import Dataset, load
from compare.exchange import COLUMNS, TITLES, exchange_table
from compare.exchange.columnar import write_parquet
from compare.exchange.texts import write_csv
from compare.workbook import write_table_workbook, write_workbook

ROOT = Path(__file__).resolve().parents[1]
ROWS = 200_000


def make_table(ds: Dataset, rows: int) -> pd.DataFrame:
    """Return the long data repeated to `rows` rows; every copy has its own values and identifiers."""
    frame = exchange_table(ds, "observations", language="en")
    copies = -(-rows // len(frame))
    made = pd.concat([frame] * copies, ignore_index=True).iloc[:rows]
    number = pd.Series(range(rows)) // len(frame)
    identifiers = made["observation_id"] + "-" + number.astype("str")
    return made.assign(obs_value=made["obs_value"] * (1 + number / 1000), observation_id=identifiers)


def by_us(ds: Dataset, frame: pd.DataFrame, folder: Path) -> Path:
    """Write by our export."""
    path = folder / "ours.xlsx"
    return write_table_workbook(ds, frame, path, title=TITLES["observations"], columns=COLUMNS, language="en")


def by_pandas(_: Dataset, frame: pd.DataFrame, folder: Path) -> Path:
    """Write as a user of pandas would."""
    path = folder / "pandas.xlsx"
    frame.to_excel(path, index=False, engine="openpyxl")
    return path


def as_csv(_: Dataset, frame: pd.DataFrame, folder: Path) -> Path:
    """Write CSV for people."""
    write_csv(frame, folder / "ours.csv")
    return folder / "ours.csv"


def as_parquet(ds: Dataset, frame: pd.DataFrame, folder: Path) -> Path:
    """Write Parquet."""
    write_parquet(ds, frame, folder / "ours.parquet", "observations", {})
    return folder / "ours.parquet"


def shipped(ds: Dataset, _: pd.DataFrame, folder: Path) -> Path:
    """Write the whole workbook of the shipped data in both languages."""
    return write_workbook(ds, folder / "workbook.xlsx")


WAYS: Mapping[str, Callable[[Dataset, pd.DataFrame, Path], Path]] = {
    "xlsx, ours": by_us,
    "xlsx, plain pandas": by_pandas,
    "csv, ours": as_csv,
    "parquet, ours": as_parquet,
    "workbook of the shipped data": shipped,
}


def peak() -> float:
    """Return the greatest memory of this process so far in MB."""
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def measure(way: str, rows: int) -> None:
    """Write once and print what it took as JSON; runs in a process of its own."""
    ds = load(ROOT)
    frame = make_table(ds, rows)
    before = peak()
    with tempfile.TemporaryDirectory() as folder:
        wall, cpu = time.perf_counter(), time.process_time()
        path = WAYS[way](ds, frame, Path(folder))
        took = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu, "size": path.stat().st_size / 2**20}
    sys.stdout.write(json.dumps(took | {"before": before, "peak": peak(), "columns": len(frame.columns)}))


def main() -> None:
    """Print a line for each way."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("rows", nargs="?", type=int, default=ROWS, help="rows of the table")
    rows = parser.parse_args().rows
    sys.stdout.write(f"{rows:,} rows; seconds of writing alone; MB of the process before and at its greatest\n")
    for way in WAYS:
        command = [sys.executable, __file__, "--measure", way, str(rows if way != "workbook of the shipped data" else 1)]
        took = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        seconds, memory = f"{took['cpu']:.1f} s CPU, {took['wall']:.1f} s wall", f"{took['before']:.0f} → {took['peak']:.0f} MB"
        sys.stdout.write(f"{way}: {seconds}, {memory}, file {took['size']:.1f} MB\n")
        sys.stdout.flush()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure(sys.argv[2], int(sys.argv[3]))
    else:
        main()
