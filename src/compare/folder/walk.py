"""The files of a folder and of the folders in it, in order, with an id for each; nothing is opened.

Nothing is passed over in silence: what is hidden, a link to a folder or no file is named with the reason. Which formats can be
read is the readers' business (`compare.documents`), not decided here by an ending.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

from compare.extract import default_id

_HIDDEN = (".", "~$")
"""What hidden files begin with: on Unix, and the locks that Word, Excel and WPS put beside an open file."""

_LONGEST_ID = 60
_Waiting = tuple[Path, PurePosixPath, tuple[tuple[int, int], ...]]
"""A folder to look into: itself, its path from the first, and what tells those above it from others."""

_MARKED = re.compile(r"-[0-9a-f]{10}")


@dataclass(frozen=True)
class Found:
    """Something that stands in the folder.

    Attributes
    ----------
    path : str
        From the folder, with ``/``; bytes of the name that are no UTF-8 are written as escapes.
    file : pathlib.Path
        The file itself.
    source_id : str
        Its id, unless its bytes are those of a registered document.
    problem : str
        Why it cannot be read; empty for a file.
    is_left_out : bool
        Whether `problem` is no fault: a hidden file, a link to a folder.
    """

    path: str
    file: Path
    source_id: str
    problem: str = ""
    is_left_out: bool = False


def make_id(path: PurePosixPath) -> str:
    """Return an id for the file at `path` (from the folder) that no other file of the folder has.

    A plain name at the top, such as ``plan_2022.txt``, is its id, as for `compare.extract`. Any other – in a sub-folder, with
    spaces or dots, of another ending, long – is marked with ten digits of the checksum of its path. Which other files there
    are plays no part, so that the id of a document stays when others come.

    Examples
    --------
    >>> make_id(PurePosixPath("规划_2022.txt")), make_id(PurePosixPath("常州/规划 v1.2.txt"))
    ('规划_2022', '规划_v1_2-d196a3db5a')
    """
    own = default_id(Path(path.name))
    is_plain = len(path.parts) == 1 and path.name == f"{own}.txt" and len(own) <= _LONGEST_ID
    if is_plain and not _MARKED.fullmatch(own[-11:]):
        return own
    return f"{own[:_LONGEST_ID]}-{hashlib.sha256(path.as_posix().encode('utf-8', 'surrogateescape')).hexdigest()[:10]}"


def find_files(folder: Path, *, pattern: str = "*", without: Path | None = None) -> Iterator[Found]:
    """Yield what stands in a folder, sorted by name within each folder.

    Parameters
    ----------
    folder : pathlib.Path
        The folder; links to folders are not followed.
    pattern : str, optional
        Only files with such names, as ``*.txt``.
    without : pathlib.Path, optional
        A folder to pass over: the one that the ledgers are written to.

    Yields
    ------
    Found
        Files first found broken when they are opened are not known here.
    """
    skipped = without.resolve() if without else None
    waiting: list[_Waiting] = [(folder, PurePosixPath(), ())]
    while waiting:
        path, name, above = waiting.pop()
        try:
            above = (*above, _identity(path))
            with os.scandir(path) as scan:
                entries = sorted(scan, key=lambda entry: entry.name, reverse=True)
        except OSError as error:
            yield _describe(path, name, f"the folder cannot be read: {error.strerror or error}")
            continue
        folders: list[_Waiting] = []
        while entries:  # each is let go with all that the system said of it: there may be a million
            entry = entries.pop()
            here, inner = Path(entry.path), name / entry.name
            is_folder = _is_folder(entry)
            reason = _left_out(entry, here, above)
            if reason and (is_folder or fnmatch(entry.name, pattern)):
                yield _describe(here, inner, reason, is_left_out=True)
            elif is_folder and here.resolve() != skipped:
                folders.append((here, inner, above))
            elif not is_folder and fnmatch(entry.name, pattern):
                yield _describe(here, inner, _not_a_file(here))
        waiting += reversed(folders)


def _identity(folder: Path) -> tuple[int, int]:
    state = folder.stat()
    return state.st_dev, state.st_ino


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself
        return False


def _left_out(entry: os.DirEntry[str], path: Path, above: tuple[tuple[int, int], ...]) -> str:
    """Say why an entry is not read although nothing is wrong with it; empty where it is."""
    try:
        attributes = getattr(entry.stat(follow_symlinks=False), "st_file_attributes", 0)
        if entry.name.startswith(_HIDDEN) or attributes & stat.FILE_ATTRIBUTE_HIDDEN:
            return "hidden"
        if _is_folder(entry) and (entry.is_symlink() or _identity(path) in above):
            return "a link to a folder, which is not followed"
    except OSError:  # gone since the folder was listed, or in a folder that may be listed and not entered: reading it says so
        pass
    return ""


def _not_a_file(path: Path) -> str:
    """Say what stands where a file is expected, without opening it: a pipe would wait for ever."""
    try:
        return "" if stat.S_ISREG(path.stat().st_mode) else "not a regular file"
    except FileNotFoundError:
        return "a link to a file that is not there" if path.is_symlink() else ""
    except OSError as error:
        return f"cannot be read: {error.strerror or error}"


def _describe(file: Path, name: PurePosixPath, problem: str = "", *, is_left_out: bool = False) -> Found:
    """Describe what was found; a backslash of its name is written twice where others stand for bytes."""
    text = name.as_posix()
    if any("\udc80" <= character <= "\udcff" for character in text) or re.search(r"\\x[0-9a-f]{2}", text):
        text = text.replace("\\", "\\\\")
    shown = os.fsencode(text).decode("utf-8", "backslashreplace")
    return Found(shown, file, make_id(name), problem, is_left_out)
