"""The sidecar ``made.json``: what a notebook leaves behind to say what it made.

The notebook writes it last; the runner reads it for the index page and the manifest. Paths are relative to the report's folder
and must stay inside it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from compare.dataset import write_whole
from compare.errors import DataError

NAME = "made.json"


@dataclass(frozen=True)
class MadeFile:
    """A file of a report: `path` inside its folder, `role` (``workbook``, ``figure``) and what it shows."""

    path: str
    role: str
    label: str


@dataclass(frozen=True)
class Made:
    """What a report made.

    Attributes
    ----------
    title, summary : str
        In the language of the report.
    files : tuple of MadeFile
        In the order of the report.
    facts : mapping
        Numbers about the report for the manifest, such as the areas and measures compared.
    """

    title: str
    summary: str = ""
    files: tuple[MadeFile, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)


def write_made(folder: Path, made: Made) -> Path:
    """Write the sidecar of a report into its folder and return its path."""
    path = folder / NAME
    write_whole(path, json.dumps(asdict(made), ensure_ascii=False, indent=1) + "\n")
    return path


def read_made(folder: Path) -> Made | None:
    """Read the sidecar of a report's folder; None where the notebook wrote none.

    Raises
    ------
    DataError
        It is not what `write_made` writes, or names a file that is missing or lies outside the folder.
    """
    path = folder / NAME
    if not path.exists():
        return None
    try:
        entry = json.loads(path.read_text(encoding="utf-8"))
        made = Made(**{**entry, "files": tuple(MadeFile(**file) for file in entry["files"])})
        _check_types(made)
    except (ValueError, TypeError, KeyError) as error:
        raise DataError(f"{NAME}: cannot be read ({type(error).__name__}: {error}); write it with report.write_made") from None
    _check_files(folder, made.files)
    return made


def _check_types(made: Made) -> None:
    """Refuse what is of another type, or cannot be written down: the run would meet it where all its reports come together."""
    texts = [made.title, made.summary, *(text for file in made.files for text in (file.path, file.role, file.label))]
    if not all(isinstance(text, str) for text in texts) or not isinstance(made.facts, dict):
        raise TypeError("title, summary and what is said of files are texts, facts are a mapping")
    json.dumps(asdict(made), ensure_ascii=False, allow_nan=False).encode()


def _check_files(folder: Path, files: Sequence[MadeFile]) -> None:
    for file in files:
        path = (folder / file.path).resolve()
        if not path.is_relative_to(folder.resolve()) or not path.is_file():
            raise DataError(f"{NAME}: {file.path!r} is not a file of the report's folder")
