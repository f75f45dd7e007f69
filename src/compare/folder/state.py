"""What is known of each file of a folder, in a small database beside the ledgers: nothing is kept in memory.

A run that is killed leaves it as of a second ago, and the next run goes on from there. The database is locked while a run
writes, and the system lifts the lock when the process ends.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from types import TracebackType

from compare.dataset import DRAFT
from compare.errors import DataError, LockedError, UsageError

NAME = ".state.sqlite"
OK, FAILED, LEFT_OUT = "ok", "failed", "left out"
_SECONDS = 1.0
"""Between two commits: what a killed run has to do again."""


@dataclass(frozen=True)
class Row:
    """What became of one file: a line of the summary.

    Attributes
    ----------
    path : str
        From the folder.
    source_id : str
        Id in the ledger.
    sha256 : str
        Of its bytes; empty where they could not be read.
    status : str
        ``"ok"``, ``"failed"`` or ``"left out"``.
    error : str
        Why it failed or was left out.
    numbers, mentions, uncoded : int
        Rows of its ledger, those that state an indicator, and those of them without a code.
    regions : str
        Codes of the regions that these are about, separated by spaces.
    seconds : float
        How long a worker took.
    ledger : str
        Its ledger, from the output folder; empty where there is none.
    size : int
        Bytes of the ledger.
    made_from : str
        Digest of library, codelists and lexicons by which it was read.
    """

    path: str
    source_id: str
    sha256: str = ""
    status: str = FAILED
    error: str = ""
    numbers: int = 0
    mentions: int = 0
    uncoded: int = 0
    regions: str = ""
    seconds: float = 0.0
    ledger: str = ""
    size: int = 0
    made_from: str = ""


_COLUMNS = tuple(field.name for field in fields(Row))


class State:
    """The database of an output folder; use it in a ``with`` block."""

    def __init__(self, output: Path, folder: Path, *, is_forced: bool = False) -> None:
        self._output, self._folder = output, folder
        self._committed = time.monotonic()
        output.mkdir(parents=True, exist_ok=True)
        try:
            self._open(output / NAME, is_forced=is_forced)
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise LockedError(f"{output}: another run is writing here; wait for it, or choose another --output") from None
            raise DataError(f"{output / NAME}: {error}; free the file, or choose another --output") from error
        except sqlite3.DatabaseError as error:
            raise DataError(f"{output / NAME}: cannot be read ({error}); delete it: all files are then read anew") from error
        for draft in output.rglob(f"{DRAFT}*"):  # half a ledger, of a run that was killed
            draft.unlink(missing_ok=True)

    def _open(self, file: Path, *, is_forced: bool) -> None:
        self._base = sqlite3.connect(file, timeout=0.5, isolation_level=None)
        run = self._base.execute
        run("PRAGMA locking_mode = EXCLUSIVE")
        run("BEGIN EXCLUSIVE")
        keys = "".join(f", {name}" for name in _COLUMNS[1:])
        run(f"CREATE TABLE IF NOT EXISTS files (path TEXT PRIMARY KEY{keys}, seen INTEGER) WITHOUT ROWID")
        run("CREATE TABLE IF NOT EXISTS replaced (ledger TEXT PRIMARY KEY) WITHOUT ROWID")
        run("CREATE TABLE IF NOT EXISTS folder (path TEXT)")
        known = run("SELECT path FROM folder").fetchone()
        here = os.fsencode(self._folder).decode("utf-8", "backslashreplace")
        if known and known[0] != here and not is_forced:
            raise UsageError(
                f"{self._output}: holds the ledgers of {known[0]}; choose another --output, or --force to replace them"
            )
        run("DELETE FROM folder")
        run("INSERT INTO folder VALUES (?)", (here,))
        run("UPDATE files SET seen = 0")

    def __enter__(self) -> State:
        """Return itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Keep what was noted, also where the run was broken off."""
        with contextlib.closing(self._base):
            if not isinstance(error, sqlite3.Error):
                self._base.execute("COMMIT")

    def unchanged(self, path: str, sha256: str, made_from: str) -> Row | None:
        """Return what is known of a file that was read from the same bytes by the same rules and whose ledger still stands."""
        row = self._known(path)
        if row is None or row.status != OK or (row.sha256, row.made_from) != (sha256, made_from):
            return None
        try:
            return row if (self._output / row.ledger).stat().st_size == row.size else None
        except OSError:
            return None

    def _known(self, path: str) -> Row | None:
        found = self._base.execute(f"SELECT {', '.join(_COLUMNS)} FROM files WHERE path = ?", (path,)).fetchone()
        return Row(*found) if found else None

    def note(self, row: Row) -> None:
        """Keep what became of a file."""
        known = self._known(row.path)
        if known and known.ledger and known.ledger != row.ledger:
            self._base.execute("INSERT OR REPLACE INTO replaced VALUES (?)", (known.ledger,))
        marks = ", ".join("?" * (len(_COLUMNS) + 1))
        self._base.execute(f"INSERT OR REPLACE INTO files VALUES ({marks})", (*astuple(row), 1))
        if time.monotonic() - self._committed > _SECONDS:
            self._base.execute("COMMIT")
            self._base.execute("BEGIN EXCLUSIVE")
            self._committed = time.monotonic()

    def forget_gone(self) -> None:
        """Forget the files that are no longer in the folder, and remove the ledgers that belong to no file."""
        for (path,) in self._base.execute("SELECT path FROM files WHERE seen = 0").fetchall():
            if not os.path.lexists(self._folder / path):
                self._base.execute("INSERT OR REPLACE INTO replaced SELECT ledger FROM files WHERE path = ?", (path,))
                self._base.execute("DELETE FROM files WHERE path = ?", (path,))
        orphans = "SELECT ledger FROM replaced WHERE ledger != '' AND ledger NOT IN (SELECT ledger FROM files)"
        for (ledger,) in self._base.execute(orphans).fetchall():
            (self._output / ledger).unlink(missing_ok=True)
        self._base.execute("DELETE FROM replaced")

    def rows(self, status: str = "", limit: int = -1) -> Iterator[Row]:
        """Yield what is known of the files, by path; those of one status where it is given."""
        columns = ", ".join(_COLUMNS)
        query = f"SELECT {columns} FROM files WHERE status = ? OR ? = '' ORDER BY path LIMIT ?"
        for found in self._base.execute(query, (status, status, limit)):
            yield Row(*found)

    def totals(self) -> dict[str, tuple[int, int, int, int]]:
        """Return by status: files, numbers, mentions, mentions without a code."""
        query = "SELECT status, COUNT(*), SUM(numbers), SUM(mentions), SUM(uncoded) FROM files GROUP BY status"
        return {status: tuple(counts) for status, *counts in self._base.execute(query)}
