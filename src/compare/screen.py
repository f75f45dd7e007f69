"""A run of reports as a person sees it on the screen: a progress bar on a terminal, plain lines anywhere else.

What happened comes from `compare.report.journal`; nothing is decided here. Everything goes to standard error, so that standard
output holds only what a script would want to read.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

from tqdm import tqdm

from compare.errors import shorten
from compare.report.journal import Event


class RunScreen:
    """Shows the events of a run; give it to ``run_reports(watch=…)`` and close it at the end."""

    def __init__(self) -> None:
        self._bar: tqdm[Any] | None = None

    def __call__(self, event: Event) -> None:
        """Show one event."""
        facts = event.facts
        if event.name == "planned":
            self._start(len(facts["make"]))
        lines = _lines(event.name, facts)
        if self._bar is not None and event.name == "made":
            self._bar.set_postfix_str(facts["report"], refresh=False)
        else:
            for line in lines:
                tqdm.write(line, file=sys.stderr)
        if self._bar is not None and event.name in ("made", "failed"):
            self._bar.update()
        if event.name in ("finished", "ended"):
            self.close()

    def _start(self, reports: int) -> None:
        """Show a bar where someone can watch it."""
        if sys.stderr.isatty():
            self._bar = tqdm(total=reports, unit="report", file=sys.stderr, dynamic_ncols=True, leave=False)

    def close(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.close()
            self._bar = None


def _lines(name: str, facts: Mapping[str, Any]) -> list[str]:
    """Put an event into words."""
    if name == "planned":
        reused = [f"unchanged, reused: {shorten(facts['reuse'], len(facts['reuse']))}"] if facts["reuse"] else []
        made = f"reports to make: {len(facts['make'])}"
        return [made if facts["make"] else "no report has to be made; what earlier runs made is published together", *reused]
    if name == "made":
        return [f"{facts['report']}: ok, {facts['seconds']:.1f} s"]
    if name == "failed":
        return [f"{facts['report']}: failed, {facts['seconds']:.1f} s"]
    if name == "unchanged":
        return [
            f"nothing has changed since run {facts['run']}; reused: {', '.join(facts['reports'])}",
            "to make reports all the same: --force",
        ]
    return [_SENTENCES[name].format(**facts)] if name in _SENTENCES else []


_SENTENCES = {
    "nothing_due": "no report is due",
    "found_killed": "run {run} had been cut off; its folder is kept with status failed",
    "kept": "the failed run is kept in {folder}",
    "removed": "old runs removed, as data/reports asks: {runs}",
    "told": "told {target} that the run failed",
    "not_told": "could not tell {target} that the run failed: {error}",
}
