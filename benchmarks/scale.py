"""Growth of seconds and memory with the number of observations: ``python benchmarks/scale.py [--largest N] [STEP …]``.

For each of five sizes, from 4,000 to 675,000 observations (300 areas × 150 indicators × 15 years), a synthetic project is
written as a folder (`synthetic`), and each step runs on it in a process of its own. What is timed is the step alone with every
index that it makes for itself; the data are loaded before. Memory is the greatest of the process (``ru_maxrss``), which holds
Python, the libraries and the loaded data. Beside them, on the same files in the same run, stands what a user of plain pandas
would write, and of DuckDB where it is installed. The last line of a step is the exponent of growth: the slope of the logarithm
of CPU seconds against that of observations over the sizes that took `LEAST` or more; 1 is in proportion. A step that took
longer than `PATIENCE` at one size is not run at larger ones.
"""

import argparse
import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pandas as pd
from synthetic import Size, write_project

from compare.checks import check, load_rules
from compare.dataset import Dataset, comparison, comparisons, like_for_like, load, table
from compare.dataset.parts import load_part_words
from compare.derive import attainment, benchmark, derive
from compare.exchange import COLUMNS, TITLES, exchange_table, write_exchange
from compare.lexicons import load_lexicons
from compare.workbook import write_table_workbook, write_workbook

SIZES = (Size(40, 20, 5), Size(80, 40, 10), Size(160, 80, 10), Size(300, 150, 5), Size(300, 150, 15))
PATIENCE = 100.0
"""CPU seconds after which larger sizes are left out."""

CHOSEN = 10
"""Indicators and areas of a selection."""

LEAST = 0.05
"""CPU seconds below which a size says nothing about growth."""


def _indicators(ds: Dataset) -> list[str]:
    return [code for code in ds.codelists.indicator if code.startswith("sim_")]


def _selection(ds: Dataset) -> dict[str, list[str]]:
    """Return the first indicators and counties."""
    counties = [area.id for area in ds.codelists.ref_area.values() if area.id.startswith("SIM-D")]
    return {"indicators": _indicators(ds)[:CHOSEN], "regions": counties[:CHOSEN]}


def table_workbook(ds: Dataset, folder: Path, name: str) -> None:
    """Write one table as a workbook; the rows are made before by `exchange_table` and timed with it."""
    frame = exchange_table(ds, name, language="en")
    write_table_workbook(ds, frame, folder / "table.xlsx", title=TITLES[name], columns=COLUMNS, language="en")


def checks(ds: Dataset) -> pd.DataFrame:
    """Apply the shipped rules, which a synthetic project has none of; the reading of the rules and words is timed too."""
    shipped = load()
    folder = shipped.root / "data" / "lexicons"
    words = load_part_words(folder, load_lexicons(folder, shipped.codelists.indicator).catalogue)
    return check(ds, rules=load_rules(shipped.root / "data" / "rules", shipped.codelists), words=words)


def by_pandas(project: Path) -> pd.DataFrame:
    """Return areas by indicators as plain pandas does: of each the target of the last year that came last in the file."""
    frame = pd.read_csv(project / "data" / "derived" / "observations.csv")
    targets = frame[frame["value_type"] == "target"].sort_values("time_period", kind="stable")
    return targets.pivot_table(index="ref_area", columns="indicator", values="obs_value", aggfunc="last")


def by_duckdb(project: Path) -> Any:
    """Return the same rows in long form by DuckDB."""
    import duckdb

    path = (project / "data" / "derived" / "observations.csv").as_posix()
    chosen = f"SELECT ref_area, indicator, arg_max(obs_value, time_period) FROM read_csv('{path}') WHERE value_type = 'target'"
    return duckdb.sql(f"{chosen} GROUP BY ALL").fetchall()


def pandas_files(project: Path, folder: Path, ending: str) -> None:
    """Read the observations and write them again, as plain pandas does."""
    frame = pd.read_csv(project / "data" / "derived" / "observations.csv")
    path = folder / f"pandas.{ending}"
    if ending == "csv":
        frame.to_csv(path, index=False)
    else:
        frame.to_parquet(path, index=False)


STEPS: Mapping[str, Callable[[Dataset, Path], Any]] = {
    "table, final": lambda ds, _: table(ds),
    "table, all years": lambda ds, _: table(ds, years="all"),
    "comparisons": lambda ds, _: comparisons(ds),
    "comparison of one indicator": lambda ds, _: comparison(ds, _indicators(ds)[0], reference="best"),
    "like_for_like of one": lambda ds, _: like_for_like(ds, _indicators(ds)[0]),
    "like_for_like of all": lambda ds, _: [like_for_like(ds, code) for code in _indicators(ds)],
    "benchmark": lambda ds, _: benchmark(ds),
    "derive": lambda ds, _: derive(ds),
    "checks": lambda ds, _: checks(ds),
    "attainment": lambda ds, _: attainment(ds),
    "workbook of a selection": lambda ds, folder: write_workbook(ds, folder / "workbook.xlsx", **_selection(ds)),
    "workbook of the comparison": lambda ds, folder: table_workbook(ds, folder, "comparison"),
    "workbook of all observations": lambda ds, folder: table_workbook(ds, folder, "observations"),
    "workbook, everything": lambda ds, folder: write_workbook(ds, folder / "workbook.xlsx"),
    "csv of all observations": lambda ds, folder: write_exchange(ds, folder / "all.csv", table="observations"),
    "parquet of all observations": lambda ds, folder: write_exchange(ds, folder / "all.parquet", table="observations"),
}
"""Steps on a loaded project; beside them `load`."""

PEERS: Mapping[str, Callable[[Path, Path], Any]] = {
    "pandas: read and pivot": lambda project, _: by_pandas(project),
    "pandas: read, write csv": lambda project, folder: pandas_files(project, folder, "csv"),
    "pandas: read, write parquet": lambda project, folder: pandas_files(project, folder, "parquet"),
    "duckdb: read and group": lambda project, _: by_duckdb(project),
}
"""What others need, the reading of the observations included."""


def peak() -> float:
    """Return the greatest memory of this process so far in MB."""
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def measure(step: str, project: Path) -> dict[str, float]:
    """Run a step and return what it took; runs in a process of its own."""
    ds = load(project) if step in STEPS else None
    with tempfile.TemporaryDirectory() as name:
        folder, before = Path(name), peak()
        wall, cpu = time.perf_counter(), time.process_time()
        if ds is not None:
            STEPS[step](ds, folder)
        else:
            (PEERS | {"load": lambda project, _: load(project)})[step](project, folder)
        took = {"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall, "before": before, "peak": peak()}
        sizes = [path.stat().st_size / 2**20 for path in folder.iterdir()]
    return took | {"file": sum(sizes)}


def run(step: str, project: Path) -> dict[str, float] | str:
    """Measure a step in a process of its own; of one that fails the last line of what it says."""
    command = [sys.executable, __file__, "--measure", step, str(project)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=os.environ | {"PYTHONUTF8": "1"})
    return json.loads(done.stdout) if done.returncode == 0 else done.stderr.strip().rpartition("\n")[2]


def exponent(points: Mapping[int, float]) -> float | None:
    """Return the slope of log seconds against log observations."""
    logs = [(math.log(size), math.log(cpu)) for size, cpu in points.items() if cpu >= LEAST]
    if len(logs) < 2:
        return None
    x, y = (sum(values) / len(logs) for values in zip(*logs, strict=True))
    return sum((a - x) * (b - y) for a, b in logs) / sum((a - x) ** 2 for a, _ in logs)


def report(step: str, projects: Mapping[Size, Path]) -> None:
    """Print what a step took at each size, and how it grew."""
    points: dict[int, float] = {}
    for size, project in projects.items():
        if points and max(points.values()) > PATIENCE:
            sys.stdout.write(f"{step}; {size.observations:,}: left out\n")
            continue
        took = run(step, project)
        if isinstance(took, str):
            sys.stdout.write(f"{step}; {size.observations:,}: {took}\n")
            continue
        points[size.observations] = took["cpu"]
        file = f", file {took['file']:.1f} MB" if took["file"] else ""
        times = f"{took['cpu']:.2f} s CPU, {took['wall']:.2f} s wall, {took['before']:.0f} → {took['peak']:.0f} MB"
        sys.stdout.write(f"{step}; {size.observations:,}: {times}{file}\n")
        sys.stdout.flush()
    growth = exponent(points)
    sys.stdout.write(f"{step}; growth: {'too fast to say' if growth is None else f'{growth:.2f}'}\n")


def main() -> None:
    """Write the projects, then print a line for each step and size."""
    parser = argparse.ArgumentParser(description="Growth of seconds and memory with the number of observations.")
    parser.add_argument("steps", nargs="*", metavar="STEP", help=f"of {', '.join(('load', *STEPS, *PEERS))}; without it all")
    parser.add_argument("--largest", type=int, default=SIZES[-1].observations, help="observations of the largest size")
    parser.add_argument("--measure", nargs=2, metavar=("STEP", "PROJECT"), help=argparse.SUPPRESS)
    parser.add_argument("--write", nargs=4, metavar=("AREAS", "INDICATORS", "YEARS", "PROJECT"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.write:
        write_project(Path(given.write[3]), Size(*map(int, given.write[:3])))
        return
    if given.measure:
        sys.stdout.write(json.dumps(measure(given.measure[0], Path(given.measure[1]))))
        return
    with tempfile.TemporaryDirectory() as name:
        projects = {size: Path(name) / str(size.observations) for size in SIZES if size.observations <= given.largest}
        for size, project in projects.items():  # elsewhere: a process begins with the greatest memory of the one that starts it
            write = [sys.executable, __file__, "--write", *map(str, (size.areas, size.indicators, size.years)), str(project)]
            subprocess.run(write, check=True)
        for step in given.steps or ("load", *STEPS, *PEERS):
            if step.startswith("duckdb") and find_spec("duckdb") is None:
                sys.stdout.write(f"{step}: left out; DuckDB is not installed\n")
            else:
                report(step, projects)


if __name__ == "__main__":
    main()
