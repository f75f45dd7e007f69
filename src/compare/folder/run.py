"""From a folder to ledgers and a summary: what is unchanged is kept, the rest goes to workers, a result is written as it comes.

The engine – processes of this machine, or a Dask cluster – is only a way to perform tasks: one function over the same bytes.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
import sys
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, cast

from compare.cluster import run_tasks_dask
from compare.cluster.bundle import Bundle, pack
from compare.cluster.library import library_digest
from compare.codelists import load_codelists
from compare.dataset import find_project, read_sources, whole_file, write_whole
from compare.documents import read_bytes
from compare.errors import CompareError, DataError, UsageError
from compare.exchange.columnar import load_pyarrow
from compare.exchange.texts import csv_line
from compare.folder.reading import Reading, Text
from compare.folder.state import FAILED, LEFT_OUT, OK, Row, State
from compare.folder.walk import Found, find_files
from compare.workers import Ended, WorkerSettings, run_tasks

SUMMARY = "summary.csv"
LEDGERS = "ledgers"
TIMEOUT = 300.0
"""Seconds after which a document is given up; a plan takes a fraction of one."""

_FUNCTION = "compare.folder.reading:read_text"
_SHOWN = ("path", "source_id", "status", "error", "numbers", "mentions", "uncoded", "regions", "seconds", "sha256", "ledger")
_BUNDLED = ("data/sources.yaml", "data/codelists/*", "data/lexicons/*")

Engine = Callable[[Iterator[tuple[str, Any]]], Generator[Ended]]


@dataclass(frozen=True)
class Order:
    """What is to be done with a folder.

    Attributes
    ----------
    folder, output : pathlib.Path
        Where the documents are, and where the ledgers go.
    pattern : str
        Names of the files to read.
    format : str
        One of `compare.folder.FORMATS`.
    is_forced : bool
        Whether to read again what has not changed.
    scheduler : str
        Address of a Dask scheduler; this machine's cores where empty.
    timeout : float
        Seconds after which a document is given up.
    """

    folder: Path
    output: Path
    pattern: str = "*"
    format: str = "csv"
    is_forced: bool = False
    scheduler: str = ""
    timeout: float = TIMEOUT


@dataclass(frozen=True)
class Result:
    """What became of a folder: counts of its summary, the first failures, how many files were not read again."""

    summary: Path
    files: int
    numbers: int
    mentions: int
    uncoded: int
    failed: int
    left_out: int
    unchanged: int
    failures: tuple[Row, ...]


def extract_folder(order: Order, *, project: Path | None = None, on_file: Callable[[int], None] = lambda done: None) -> Result:
    """Read the documents of a folder and write a ledger of each and a summary of all.

    Parameters
    ----------
    order : Order
        What is to be done.
    project : pathlib.Path, optional
        Project whose codelists and lexicons are used; see `compare.load`.
    on_file : callable, optional
        Called as each file is done, with the number of those that are.

    Returns
    -------
    Result
        ``summary.csv`` has a row for every file. One that cannot be read is a row, too; the rest is done.

    Raises
    ------
    UsageError
        The folder is not there, holds no file of the pattern or is the output itself; pyarrow or Dask is missing or the
        scheduler cannot be reached.
    DataError
        The project's codelists or lexicons are wrong.
    LockedError
        Another run writes to the same output folder.
    """
    order = replace(order, folder=order.folder.resolve(), output=order.output.resolve())
    _check(order)
    root = find_project(project)
    bundle = pack(root, _BUNDLED)
    try:
        return _extract(order, root, bundle, on_file)
    except sqlite3.Error as error:
        raise CompareError(
            f"{order.output}: what was done cannot be noted ({error}); free the disk, and run the command again: it goes on"
        ) from error


def _extract(order: Order, root: Path, bundle: Bundle, on_file: Callable[[int], None]) -> Result:
    with State(order.output, order.folder, is_forced=order.is_forced) as state:
        run = _Run(root, order, state, bundle.digest)
        done = 0
        with contextlib.closing(_engine(root, order, bundle)(run.tasks())) as results:
            for ended in results:
                run.keep(ended)
                done += 1
                on_file(done + run.settled)
        on_file(done + run.settled)
        state.forget_gone()
        return _conclude(order, state, run.unchanged)


def _check(order: Order) -> None:
    if not order.folder.is_dir():
        raise UsageError(f"{order.folder}: not a folder")
    if order.output in (order.folder, *order.folder.parents):
        raise UsageError(f"{order.output}: holds the documents themselves; choose another folder with --output")
    if next(find_files(order.folder, pattern=order.pattern, without=order.output), None) is None:
        raise UsageError(f"{order.folder}: no file of the pattern {order.pattern!r}")
    if order.format == "parquet":
        load_pyarrow()


def _engine(root: Path, order: Order, bundle: Bundle) -> Engine:
    settings = WorkerSettings(timeout=order.timeout, environment={"COMPARE_PROJECT": str(root)})
    if not order.scheduler:
        return cast(Engine, partial(run_tasks, _FUNCTION, settings=settings))
    return partial(run_tasks_dask, _FUNCTION, scheduler=order.scheduler, bundle=bundle, settings=settings)


class _Run:
    """The state of one run: which task belongs to which file, while it is with a worker."""

    def __init__(self, root: Path, order: Order, state: State, rules: str) -> None:
        codelists = load_codelists(root / "data" / "codelists")
        sources = read_sources(root / "data" / "sources.yaml", codelists)
        self._registered = {source.sha256: source.id for source in sources.values()}
        self._order, self._state = order, state
        self._made_from = hashlib.sha256(f"{library_digest()} {rules} {order.format} {_python()}".encode()).hexdigest()
        self._out: dict[str, Row] = {}
        self.settled = 0
        self.unchanged = 0

    def tasks(self) -> Iterator[tuple[str, Text]]:
        """Yield a task for each file that has to be read; note what is known of the others."""
        order = self._order
        for found in find_files(order.folder, pattern=order.pattern, without=order.output):
            text = self._prepare(found)
            if text is not None:
                yield found.path, text
            else:
                self.settled += 1

    def _prepare(self, found: Found) -> Text | None:
        row = Row(found.path, found.source_id, status=LEFT_OUT if found.is_left_out else FAILED, error=found.problem)
        if found.problem:
            self._state.note(row)
            return None
        try:
            data = read_bytes(found.file)
        except DataError as error:
            self._state.note(replace(row, error=str(error).removeprefix(f"{found.file}: ")))
            return None
        sha256 = hashlib.sha256(data).hexdigest()
        known = None if self._order.is_forced else self._state.unchanged(found.path, sha256, self._made_from)
        if known:
            self._state.note(known)
            self.unchanged += 1
            return None
        source_id = self._registered.get(sha256, found.source_id)
        self._out[found.path] = replace(row, source_id=source_id, sha256=sha256)
        return Text(found.path, source_id, data, self._order.format)

    def keep(self, ended: Ended) -> None:
        """Write the ledger of a task that has ended, and note what became of it."""
        row = replace(self._out.pop(ended.key), seconds=round(ended.seconds, 3))
        reading: Reading | None = ended.value
        if reading is None or reading.problem:
            self._state.note(replace(row, error=ended.error or (reading.problem if reading else "")))
            return
        ledger = f"{LEDGERS}/{_place(row.source_id, self._order.format)}"
        write_whole(self._order.output / ledger, reading.content)
        row = replace(row, numbers=reading.numbers, mentions=reading.mentions, uncoded=reading.uncoded, regions=reading.regions)
        kept = replace(row, status=OK, error="", ledger=ledger, size=len(reading.content), made_from=self._made_from)
        self._state.note(kept)


def _place(source_id: str, format_: str) -> str:
    """Return where a ledger stands: Parquet in 256 partitions, because engines that read it list folders, not files."""
    name = f"{source_id}.{format_}"
    return f"bucket={hashlib.sha256(source_id.encode()).hexdigest()[:2]}/{name}" if format_ == "parquet" else name


def _python() -> str:
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def _conclude(order: Order, state: State, unchanged: int) -> Result:
    """Write the summary and return its counts."""
    summary = order.output / SUMMARY
    with whole_file(summary) as draft, draft.open("w", encoding="utf-8-sig", newline="") as file:
        file.write(csv_line(_SHOWN))
        file.writelines(csv_line(getattr(row, name) for name in _SHOWN) for row in state.rows())
    totals = state.totals()
    files = {status: counts[0] for status, counts in totals.items()}
    numbers, mentions, uncoded = totals.get(OK, (0, 0, 0, 0))[1:]
    failed, left_out = files.get(FAILED, 0), files.get(LEFT_OUT, 0)
    failures = tuple(state.rows(FAILED, 10))
    return Result(summary, sum(files.values()), numbers, mentions, uncoded, failed, left_out, unchanged, failures)
