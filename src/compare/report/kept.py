"""How a run gets its folder: whole, or as failed with the reason; also one that was refused or killed.

The first thing that a run writes is what is to be said of it should nobody live to say more. Whether it went well is decided by
`compare.report.run`; how a folder is moved is the business of `compare.report.publish`.
"""

from __future__ import annotations

import contextlib
import shutil
from dataclasses import replace
from pathlib import Path

from compare.dataset import write_whole
from compare.errors import CompareError
from compare.report import publish
from compare.report.entries import now
from compare.report.hook import tell_failure
from compare.report.journal import Journal
from compare.report.manifest import FAILED, NAME, Manifest, read_manifest

_KILLED = "the run ended before it was finished: it was killed, or the machine stopped"


def begin(staging: Path, manifest: Manifest) -> None:
    """Note what a run is, for the case that it is killed."""
    write_whole(staging / NAME, manifest.text())


def put_in_place(outputs: Path, journal: Journal, manifest: Manifest) -> Path:
    """Write the index page and move the run to its place."""
    from compare.report.front import write_index

    staging = journal.folder
    if staging is None:
        raise RuntimeError("a run is put in place once, from its staging folder")
    write_index(staging, manifest)
    journal.run = publish.publish(staging, outputs, manifest)
    journal.folder = None
    return journal.run


def keep_failed(outputs: Path, journal: Journal, manifest: Manifest) -> None:
    """Keep a run that failed as a whole: its folder, with what was made, and why it ended."""
    journal.tell("ended", error=manifest.error)
    folder = put_in_place(outputs, journal, replace(manifest, status=FAILED))
    journal.tell("kept", folder=str(folder))


def keep_refused(outputs: Path, journal: Journal, error: Exception, *, is_publication: bool) -> None:
    """Keep a run that ended before its reports began; call it with the lock held."""
    run, journal.folder = publish.stage(outputs)
    keep_failed(outputs, journal, Manifest(run, FAILED, is_publication=is_publication, error=str(error), started=now()))


def record_killed(outputs: Path, root: Path, journal: Journal, on_failure: str) -> None:
    """Clear what a killed run left behind, and keep its record: what it was and its log; one without either is only cleared."""
    for staging in publish.clean_up(outputs):
        begun = read_manifest(staging)
        past = Journal(folder=staging)
        with contextlib.suppress(OSError, CompareError):
            if begun:
                keep_failed(outputs, past, replace(begun, error=_KILLED, reports=[], files={}))
        shutil.rmtree(staging, ignore_errors=True)
        past.folder = None
        journal.tell("found_killed", run=publish.run_of(staging))
        tell_failure(on_failure, root, past, CompareError(_KILLED), told_in=journal)
