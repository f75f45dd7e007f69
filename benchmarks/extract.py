"""Characters per second of the extraction, beside a bare regular expression: ``python benchmarks/extract.py [repetitions]``.

The peer finds numbers with a unit and nothing else; it is the least that any reader of plans must do, not a rival.
"""

import argparse
import re
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from compare.documents import Document, read_document
from compare.extract import extract_document, load_reader

ROOT = Path(__file__).resolve().parents[1]
REPETITIONS = 5


def main() -> None:
    """Print the median over repetitions, the two ways in turn."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("repetitions", nargs="?", type=int, default=REPETITIONS, help="times that each document is read")
    repetitions = parser.parse_args().repetitions
    documents = [read_document(path, path.stem) for path in sorted((ROOT / "data" / "raw").glob("*.txt"))]
    start = time.perf_counter()
    reader = load_reader(ROOT)
    sys.stdout.write(f"loading codelists and lexicons: {time.perf_counter() - start:.2f} s\n")
    words = "|".join(re.escape(f) for unit in reader.codelists.unit_measure.values() for f in unit.forms)
    bare = re.compile(rf"\d+(?:\.\d+)?\s?[十百千万亿]*(?:{words})")
    ways: dict[str, Callable[[Document], int]] = {
        "extraction": lambda document: len(extract_document(document, reader)),
        "bare regular expression": lambda document: len(bare.findall(document.text)),
    }
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(repetitions):
        for name, way in ways.items():
            start = time.perf_counter()
            found = sum(map(way, documents))
            times[name].append(time.perf_counter() - start)
            sys.stdout.write(f"  {name}: {found} rows in {times[name][-1]:.4f} s\n")
    characters = sum(len(d.text) for d in documents)
    for name, seconds in times.items():
        rate = characters / statistics.median(seconds)
        sys.stdout.write(f"{name}: {rate:,.0f} characters/s (median of {repetitions}, {characters:,} characters)\n")


if __name__ == "__main__":
    main()
