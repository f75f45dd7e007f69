"""The errors that `compare` raises for a user's mistake or for bad data.

Each says what is wrong, where, what was found and expected, and what to do. Programming errors keep Python's own classes.
The command line turns the class into its exit code; nothing else depends on it.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

_SHOWN = 10
"""How many problems of one kind a message lists before it counts the rest."""


class CompareError(Exception):
    """Base class of the library's errors.

    Attributes
    ----------
    exit_code : int
        What the command line returns: 1 bad data or document, 2 usage, 3 some reports failed, 5 another run holds the lock.
    """

    exit_code = 1


class DataError(CompareError):
    """A document, codelist, correction or table is missing, altered or wrong. Nothing was published."""


class UsageError(CompareError):
    """An argument, parameter or name given by the user cannot be used."""

    exit_code = 2


class UnknownNameError(UsageError):
    """A region, indicator, unit, source or parameter name is not known."""


class ReportError(CompareError):
    """One or more reports failed; the last good publication stands."""

    exit_code = 3


class LockedError(CompareError):
    """Another run is writing to the same output folder."""

    exit_code = 5


def unknown_name(what: str, name: object, known: Iterable[str], where: str = "") -> UnknownNameError:
    """Build the error for a name that is not known, with the nearest names.

    Parameters
    ----------
    what : str
        What was named, such as ``"indicator"``.
    name : object
        The name as given.
    known : iterable of str
        The names that would have been accepted.
    where : str, optional
        File and entry in which the name stands.

    Returns
    -------
    UnknownNameError
        Not raised here, so that the caller's line shows in the traceback.

    Examples
    --------
    >>> print(unknown_name("unit", "家家", ["家", "件"]))
    unknown unit '家家'; nearest: 家
    """
    candidates = sorted(set(known))
    near = nearest(name, candidates)
    hint = f"nearest: {', '.join(near)}" if near else f"expected one of: {shorten(candidates)}"
    return UnknownNameError(f"{where + ': ' if where else ''}unknown {what} {str(name)!r}; {hint}")


def nearest(name: object, known: Iterable[str], shown: int = 3) -> list[str]:
    """Return the names that are most like one that is not known, the nearest first.

    Examples
    --------
    >>> nearest("家家", ["家", "件"])
    ['家']
    """
    return difflib.get_close_matches(str(name), sorted(set(known)), n=shown, cutoff=0.5)


def shorten(items: Sequence[str], shown: int = _SHOWN) -> str:
    """Join `items` with commas, the first `shown` of them, then how many more there are."""
    more = len(items) - shown
    return ", ".join(items[:shown]) + (f", … and {more} more" if more > 0 else "")


def collect(problems: Sequence[str], heading: str) -> None:
    """Raise one `DataError` that lists all `problems` under `heading`; do nothing where there are none.

    Raises
    ------
    DataError
        Ten problems a line each, then ``… and 27 more``.
    """
    if not problems:
        return
    more = len(problems) - _SHOWN
    lines = [heading, *(f"  {p}" for p in problems[:_SHOWN]), *([f"  … and {more} more"] if more > 0 else [])]
    raise DataError("\n".join(lines))
