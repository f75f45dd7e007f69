"""Which old runs may go. Nothing is removed here; `compare.report.publish` does it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from compare.report.manifest import Manifest
from compare.report.specifications import Specification

KEPT_FAILURES = 10
"""Failed runs that are kept: enough to see since when something is wrong."""


def expired(runs: Sequence[Manifest], specifications: Mapping[str, Specification], needed: Collection[str]) -> list[str]:
    """Return the runs that no specification asks to keep.

    A specification keeps the newest ``keep`` publications in which its report was made. A run goes when none of the reports
    made in it keeps it. Runs with parameters given by hand are the user's own and stay, and so does a run that made a report
    whose specification keeps all, or is gone.

    Parameters
    ----------
    runs : sequence of Manifest
        All runs of a folder, in any order.
    specifications : mapping
        Id to specification.
    needed : collection of str
        Runs that stay in any case: the one that is ``latest``, and those that its reports are compared with.

    Returns
    -------
    list of str
        Ids of runs, the oldest first.
    """
    newest_first = sorted(runs, key=lambda manifest: manifest.run, reverse=True)
    good = [m for m in newest_first if m.is_publication and m.is_ok]
    bad = [m for m in newest_first if m.is_publication and not m.is_ok]
    made = {m.run: {entry.report for entry in m.reports if entry.made_in == m.run} for m in good}
    kept = {m.run for m in bad[:KEPT_FAILURES]} | set(needed)
    for report in {report for reports in made.values() for report in reports}:
        keep = specifications[report].keep if report in specifications else 0
        having = [m.run for m in good if report in made[m.run]]
        kept |= set(having[:keep] if keep else having)
    return sorted(m.run for m in (*good, *bad) if m.run not in kept)


def compared_with(latest: Manifest, runs: Sequence[Manifest]) -> set[str]:
    """Return the runs that the reports of ``latest`` are compared with; one that is carried over, with that of its own run."""
    makers = {entry.made_in for entry in latest.reports if entry.made_from.get("previous")}
    return {latest.previous, *(manifest.previous for manifest in runs if manifest.run in makers)}
