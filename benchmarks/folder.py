"""Documents per second and memory of `region-compare extract DIR`, beside a plain loop and a Dask cluster on this machine.

``python benchmarks/folder.py [documents]``; ``python benchmarks/folder.py memory [folder to keep]`` says how memory grows
with the number of (short) documents. The documents are the shipped plans with other figures, so that no two are alike; the
loop reads one after another in this process with everything loaded once. Memory is the most that the caller
and any of its children held; processor time is that of the caller and its children, for Dask of the caller alone.
"""

import argparse
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from compare.dataset import render_table, write_whole
from compare.documents import read_document
from compare.extract import extract_document, load_reader
from compare.workers import count_cores

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = 300
SIZES = (1_000, 5_000, 20_000)


def generate(folder: Path, count: int, longest: int = 0) -> int:
    """Write documents of the shipped texts or of pieces of them, each with figures of its own; return their characters."""
    texts = [path.read_text(encoding="utf-8-sig") for path in sorted((ROOT / "data" / "raw").glob("*.txt"))]
    folder.mkdir(parents=True, exist_ok=True)
    characters = 0
    for number in range(count):
        text = texts[number % len(texts)]
        start = 37 * number % len(text) if longest else 0
        text = text[start : start + (longest or len(text))]
        text = re.sub(r"\d{3,}(?=[家件人万亿])", lambda match, n=number: str(int(match[0]) + n), text)
        (folder / f"plan_{number:07}.txt").write_text(text, encoding="utf-8")
        characters += len(text)
    return characters


def loop(folder: Path, output: Path) -> None:
    """Read one document after another, as a script would."""
    reader = load_reader(ROOT)
    for path in sorted(folder.glob("*.txt")):
        write_whole(output / f"{path.stem}.csv", render_table(extract_document(read_document(path, path.stem), reader)))


def command(folder: Path, output: Path, *more: str) -> str:
    """Run the command in a process of its own and return what it says of its memory: its own, and the most of a child's."""
    program = (
        "import resource, sys; from compare.cli import main; main(sys.argv[1:]);"
        "print(*(resource.getrusage(w).ru_maxrss // 1024 for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))"
    )
    arguments = ["extract", str(folder), "--output", str(output), "--project", str(ROOT), *more]
    done = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, check=True, encoding="utf-8")
    own, child = done.stdout.split()[-2:]
    return f"memory: caller {own} MB, largest worker {child} MB"


def cluster(folder: Path, output: Path) -> str:
    """Start a scheduler and a worker for each core, and run the command on them."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    address = f"tcp://127.0.0.1:{port}"
    dask = [sys.executable, "-m", "dask"]
    worker = [*dask, "worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard"]
    commands = [[*dask, "scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard"], *[worker] * count_cores()]
    with tempfile.TemporaryDirectory() as scratch:
        started = [subprocess.Popen(c, cwd=scratch, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for c in commands]
        try:
            time.sleep(8)
            return timed("Dask", folder, lambda: command(folder, output, "--engine", "dask", "--scheduler", address))
        finally:
            for process in started:
                process.kill()
                process.wait()


def timed(name: str, folder: Path, work: Callable[[], str | None]) -> str:
    """Do the work and say how long it took, in time and in processor time of this process and its children."""
    before, start = os.times(), time.perf_counter()
    said = work() or ""
    seconds, after = time.perf_counter() - start, os.times()
    busy = sum(after[:4]) - sum(before[:4])
    count = sum(1 for _ in folder.glob("*.txt"))
    return f"{name}: {seconds:.1f} s, {count / seconds:.0f} documents/s, {1000 * busy / count:.1f} ms of a core each; {said}\n"


def compare_ways(base: Path, count: int) -> None:
    """Print the figures of each way over the same documents."""
    folder = base / "plans"
    characters = generate(folder, count)
    sys.stdout.write(f"{count} documents, {characters / count:,.0f} characters each, {count_cores()} cores\n")
    sys.stdout.write(timed("loop", folder, lambda: loop(folder, base / "loop")))
    sys.stdout.write(timed("extract", folder, lambda: command(folder, base / "extract")))
    sys.stdout.write(timed("extract again", folder, lambda: command(folder, base / "extract")))
    sys.stdout.write(cluster(folder, base / "dask"))


def show_memory(base: Path) -> None:
    """Print memory and time of short documents, from few to many."""
    for count in SIZES:
        folder = base / f"plans_{count}"
        generate(folder, count, longest=400)
        more = ["--format", "parquet"]
        work = partial(command, folder, base / f"out_{count}", *more)
        sys.stdout.write(timed(f"{count} documents of 400 characters", folder, work))
        sys.stdout.flush()


def main() -> None:
    """Print one kind of figures or the other."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("what", nargs="?", default=str(DOCUMENTS), help="a number of documents, or the word memory")
    parser.add_argument("folder", nargs="?", help="of memory: where the documents stay; without it they are removed")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        if given.what == "memory":
            show_memory(Path(given.folder or scratch))
        else:
            compare_ways(Path(scratch), int(given.what))


if __name__ == "__main__":
    main()
