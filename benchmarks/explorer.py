"""Seconds that a click in the explorer takes, beside the bare comparisons: ``python benchmarks/explorer.py [repetitions]``.

The peer compares the measures in common and shows nothing; it is the least that a change of areas or reference must do.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable

import compare as cp
from compare.explorer import explore

REPETITIONS = 5
CLICKS = (
    "panel:chart",
    "language:en",
    "panel:table",
    "region:*",
    "reference:median",
    "indicator:*",
    "part:2",
    "panel:data",
)
"""Of `Explorer.press`, in the order of a visit; the first chart also reads fonts."""


def main() -> None:
    """Print the median CPU seconds of each click over repetitions, each with an explorer of its own, and of the peer."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("repetitions", nargs="?", type=int, default=REPETITIONS, help="clicks")
    repetitions = parser.parse_args().repetitions
    ds = cp.load()
    shared = cp.comparisons(ds)[["indicator", "definition", "kind"]].itertuples(index=False, name=None)
    measures = list(shared)
    times: dict[str, list[float]] = {}
    for _ in range(repetitions):
        explorer = explore(ds)
        for click in CLICKS:
            times.setdefault(click, []).append(_seconds(lambda press=explorer.press, name=click: press(name)))
        bare = f"bare comparisons of {len(measures)} measures"
        times.setdefault(bare, []).append(
            _seconds(lambda: [cp.comparison(ds, i, definition=d, kind=k) for i, d, k in measures])
        )
    for name, seconds in times.items():
        sys.stdout.write(f"{name}: {statistics.median(seconds):.2f} s CPU (median of {repetitions})\n")


def _seconds(run: Callable[[], object]) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start


if __name__ == "__main__":
    main()
