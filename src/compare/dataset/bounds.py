"""Arithmetic with what is only partly known: comparators and observation statuses of sums, differences, products and quotients.

A comparator says on which side of the printed number the value lies. All quantities here are positive, as amounts, rates and
ranks are; a value reckoned from others is never said to be better known than any of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

_SIDES: Mapping[str, str] = {"=": "=", ">": ">=", ">=": ">=", "<": "<=", "<=": "<=", "~": "~"}
_OPPOSITE: Mapping[str, str] = {"=": "=", ">": "<", ">=": "<=", "<": ">", "<=": ">=", "~": "~"}
_WEAKNESS = ("A", "P", "E", "F", "B", "D", "U")
"""Codes of ``obs_status``, the firmest first."""


def opposite(comparator: str) -> str:
    """Return the comparator of the negative, or of the reciprocal, of a positive value.

    Examples
    --------
    >>> opposite(">="), opposite("~")
    ('<=', '~')
    """
    return _OPPOSITE[comparator]


def combine(*comparators: str) -> str:
    """Return the comparator of a sum or product of positive values.

    For a difference or a quotient give the `opposite` of what is subtracted or divided by. Bounds to different sides leave
    nothing but an approximation.

    Examples
    --------
    >>> combine(">", "="), combine(">=", ">="), combine(">=", opposite(">="))
    ('>=', '>=', '~')
    """
    sides = {_SIDES[c] for c in comparators} - {"="}
    return sides.pop() if len(sides) == 1 else "~" if sides else "="


def weakest(statuses: Iterable[str]) -> str:
    """Return the weakest of observation statuses: what is computed is no firmer than any of its inputs.

    Examples
    --------
    >>> weakest(["A", "F", "E"])
    'F'
    """
    return max(statuses, key=_WEAKNESS.index)
