"""What a report is made from, as digests: data, notebook, library, environment, parameters, the publication compared with.

A report whose digests are those with which it was made need not be made again. Each component keeps what it was computed from,
file by file, so that a difference can be named. Nothing here decides what runs.
"""

from __future__ import annotations

import hashlib
import json
import platform
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from compare.dataset import digest
from compare.errors import shorten
from compare.report.specifications import FOLDER

_LIBRARY = Path(__file__).parents[1]
_SHOWN = 3
"""How many differences of one component are named."""

Digests = Mapping[str, str]
"""Component to digest, as the manifest keeps them for each report."""


@dataclass(frozen=True)
class Component:
    """A part of what reports are made from: path to SHA-256 of each of its files, or package to version."""

    entries: Mapping[str, str]

    @cached_property
    def digest(self) -> str:
        """One digest for all entries."""
        return digest_of(dict(self.entries))


@dataclass(frozen=True)
class Inputs:
    """What all reports of a project are made from, as it is now.

    Attributes
    ----------
    data : Component
        All files of ``data/`` but the report specifications, of which each report depends on its own entry only.
    library : Component
        The files of this package.
    environment : Component
        Python, the system, and the installed packages.
    notebooks : mapping
        Path of each notebook to its SHA-256.
    """

    data: Component
    library: Component
    environment: Component
    notebooks: Mapping[str, str]

    def of_report(self, notebook: str, *, choice: Any, previous: str) -> dict[str, str]:
        """Return the digests of what one report is made from.

        Parameters
        ----------
        notebook : str
            Path of the notebook as in `notebooks`.
        choice : mapping
            Parameters and forms of the report.
        previous : str
            Digest of the data of the publication it is compared with; empty for none.
        """
        return {
            "data": self.data.digest,
            "notebook": self.notebooks[notebook],
            "library": self.library.digest,
            "environment": self.environment.digest,
            "parameters": digest_of(choice),
            "previous": previous,
        }

    def by_digest(self) -> dict[str, dict[str, str]]:
        """Return the entries of each component by its digest, as the manifest keeps them to name differences later."""
        return {part.digest: dict(part.entries) for part in (self.data, self.library, self.environment)}


def read_inputs(root: Path) -> Inputs:
    """Compute the digests of what the reports of a project are made from."""
    data = [path for path in files_below(root / "data") if not path.is_relative_to(root / FOLDER)]
    library = [path for path in files_below(_LIBRARY) if path.suffix != ".pyc" and not path.is_relative_to(root / "data")]
    return Inputs(
        Component(digests(root, data)),
        Component({f"compare/{name}": value for name, value in digests(_LIBRARY, library).items()}),
        Component(_environment()),
        digests(root, (root / "notebooks").glob("*.ipynb")),
    )


def _environment() -> dict[str, str]:
    """Return Python, the system and the installed packages with their versions, read from the names of their folders."""
    system = {"python": platform.python_version(), "system": f"{sys.platform} {platform.machine()}"}
    folders = [path for entry in sys.path if entry for path in Path(entry).glob("*.dist-info")]
    names = sorted(path.name.removesuffix(".dist-info").rpartition("-") for path in folders)
    return system | {name: version for name, _, version in names}


def explain(before: Digests, now: Digests, known: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Say in which components two states differ, and how.

    Parameters
    ----------
    before, now : mapping
        From `Inputs.of_report`.
    known : mapping
        The entries of components by digest, as far as they are known.

    Returns
    -------
    list of str
        One a component that differs; empty where nothing differs.

    Examples
    --------
    >>> files = {"1": {"data/a.csv": "x"}, "2": {"data/a.csv": "y", "data/b.csv": "z"}}
    >>> explain({"data": "1"}, {"data": "2"}, files)
    ['data: data/a.csv has changed, data/b.csv is new']
    """
    reasons = []
    for name in now:
        if before.get(name) != now[name]:
            old, new = known.get(before.get(name, "")), known.get(now[name])
            changes = differences(old, new) if old is not None and new is not None else []
            reasons.append(f"{name}: {shorten(changes, _SHOWN)}" if changes else _WORDS.get(name, f"{name}: has changed"))
    return reasons


_WORDS = {
    "notebook": "notebook: has changed",
    "parameters": "parameters: have changed, or the forms asked for",
    "previous": "previous: another publication to compare with",
}


def differences(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """Name the entries that two states of a component do not share.

    Examples
    --------
    >>> differences({"a": "1", "b": "1"}, {"b": "2", "c": "1"})
    ['a is gone', 'b has changed', 'c is new']
    """
    said = {(True, False): "is gone", (False, True): "is new", (True, True): "has changed"}
    names = [name for name in sorted({*before, *now}) if before.get(name) != now.get(name)]
    return [f"{name} {said[name in before, name in now]}" for name in names]


def digest_of(value: Any) -> str:
    """Return the SHA-256 of a value that JSON can hold, whatever the order of its keys."""
    return hashlib.sha256(json.dumps(value, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def digests(folder: Path, files: Iterable[Path]) -> dict[str, str]:
    """Return path (relative to `folder`, with ``/``) to SHA-256, sorted by path."""
    return {path.relative_to(folder).as_posix(): digest(path) for path in sorted(files)}


def files_below(folder: Path) -> Sequence[Path]:
    """Return every file below `folder`, without hidden files and folders."""
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    ]
