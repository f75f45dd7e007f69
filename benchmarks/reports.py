"""How fast report notebooks run: the papermill command one after another, kernels started from workers, copies of a process.

    python benchmarks/reports.py              # twenty notebooks of the usual kind, in all three ways
    python benchmarks/reports.py --shipped    # the reports of this project, in the last two

The notebooks load pandas, matplotlib and seaborn, draw two charts and write a workbook. Our ways also write the page of each,
which the papermill command does not. CPU is that of all processes, user and system.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import nbformat

from compare.dataset import load
from compare.report.execute import Job
from compare.report.plan import plan
from compare.report.runner import run_jobs
from compare.report.specifications import find_reports
from compare.workers import count_cores
from compare.workers.settings import CAN_FORK

ROOT = Path(__file__).parents[1]
COUNT = 20
CELLS = (
    "number: int = 0",
    "import matplotlib.pyplot as plt\nimport pandas as pd\nimport seaborn as sns",
    "sns.set_theme()\nyears = range(2011, 2026)\nfigures = pd.DataFrame({'year': years})\n"
    "for region in range(6):\n    figures[f'region {region}'] = [(year * 7 + region * 13 + number) % 50 for year in years]\n"
    "table = figures.melt('year', var_name='region', value_name='value')\ntable.head()",
    "chart, axes = plt.subplots(figsize=(8, 4))\nsns.lineplot(table, x='year', y='value', hue='region', ax=axes)\n"
    "chart.savefig('lines.png', dpi=150)\ndisplay(chart)\nplt.close(chart)",
    "chart, axes = plt.subplots(figsize=(8, 4))\nsns.barplot(table, x='region', y='value', ax=axes)\n"
    "chart.savefig('bars.png', dpi=150)\ndisplay(chart)\nplt.close(chart)",
    "with pd.ExcelWriter('figures.xlsx', engine='openpyxl') as book:\n"
    "    table.to_excel(book, sheet_name='long', index=False)\n    figures.to_excel(book, sheet_name='wide', index=False)",
)


def write_notebook(folder: Path) -> Path:
    """Write the notebook, with the first cell for its parameter."""
    cells = [nbformat.v4.new_code_cell(cell) for cell in CELLS]
    cells[0].metadata["tags"] = ["parameters"]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    path = folder / "report.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), path)
    return path


def run_command(jobs: Sequence[Job]) -> None:
    """Run the stock papermill command for one notebook after another."""
    for job in jobs:
        folder = Path(job.folder)
        folder.mkdir(parents=True)
        options = [option for name, value in job.parameters.items() for option in ("-p", name, str(value))]
        command = [
            sys.executable,
            "-m",
            "papermill",
            job.notebook,
            str(folder / "report.ipynb"),
            "--cwd",
            str(folder),
            *options,
        ]
        subprocess.run([*command, "--no-progress-bar"], check=True, stderr=subprocess.PIPE)


def run_ours(jobs: Sequence[Job], *, is_copied: bool) -> None:
    """Run the jobs in one of our ways."""
    for outcome in run_jobs(ROOT, jobs, is_copied=is_copied):
        if not outcome.is_ok:
            sys.exit(f"{outcome.job.name}: {outcome.error} {outcome.where}")


def measure(run: Callable[[Sequence[Job]], None], jobs: Sequence[Job]) -> tuple[float, float]:
    """Run jobs in one way and return the seconds and CPU seconds that took, with all that was started."""
    before, started = os.times(), time.perf_counter()
    run(jobs)
    after = os.times()
    return time.perf_counter() - started, sum(after[:4]) - sum(before[:4])


def shipped() -> list[Job]:
    """Return the jobs of the reports of this project."""
    ds = load(ROOT)
    return [job for report in find_reports(ROOT) for job in plan(ds, report, {})]


def main() -> None:
    """Run each way in turn and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shipped", action="store_true", help="the reports of this project instead of the twenty notebooks")
    parser.add_argument("--count", type=int, default=COUNT, help="how many notebooks (default: %(default)s)")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="rc-benchmark-") as folder:
        notebook = write_notebook(Path(folder))
        jobs = [Job(f"report{n}", "", str(notebook), "", {"number": n}) for n in range(given.count)]
        jobs = shipped() if given.shipped else jobs
        ways: dict[str, Callable[[Sequence[Job]], None]] = {
            "papermill command, one after another": run_command,
            "kernels started from workers": lambda jobs: run_ours(jobs, is_copied=False),
            "copies of a loaded process": lambda jobs: run_ours(jobs, is_copied=True),
        }
        skipped = list(ways)[:1] * given.shipped + list(ways)[2:] * (not CAN_FORK)
        say(f"{len(jobs)} notebooks on {count_cores()} cores")
        say(f"{'':38}{'s':>8}{'s each':>8}{'CPU s':>8}{'CPU each':>10}{'times faster':>14}")
        first = 0.0
        for way in (way for way in ways if way not in skipped):
            placed = [replace(job, folder=str(Path(folder, way.replace(" ", "_"), job.name))) for job in jobs]
            wall, used = measure(ways[way], placed)
            first = first or wall
            each = f"{wall:8.1f}{wall / len(jobs):8.2f}{used:8.1f}{used / len(jobs):10.2f}"
            say(f"{way:38}{each}{first / wall:14.1f}")


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
