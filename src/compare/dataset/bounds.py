"""Arithmetic with what is only partly known: comparators and observation statuses of sums, differences, products and quotients.

A comparator says on which side of the printed number the value lies. All quantities here are positive, as amounts, rates and
ranks are; a value reckoned from others is never said to be better known than any of them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

_SIDES: Mapping[str, str] = {"=": "=", ">": ">=", ">=": ">=", "<": "<=", "<=": "<=", "~": "~"}
_OPPOSITE: Mapping[str, str] = {"=": "=", ">": "<", ">=": "<=", "<": ">", "<=": ">=", "~": "~"}
_WEAKNESS = ("A", "P", "E", "F", "B", "D", "U", "O", "M")
"""Codes of ``obs_status``, the firmest first."""

CONTRADICTED = "U"
"""Status of statements of one key that differ."""


def opposite(comparator: str) -> str:
    """Return the comparator of the negative, or of the reciprocal, of a positive value.

    Examples
    --------
    >>> opposite(">="), opposite("~")
    ('<=', '~')
    """
    return _OPPOSITE[comparator]


@cache
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


def is_contradicted(row: Mapping[str, Any]) -> bool:
    """Say whether a document contradicts a value: it is shown with its note, and never ranked, led by or reckoned with."""
    return bool(row.get("obs_status") == CONTRADICTED)


def possible(value: float, comparator: str) -> tuple[float, float]:
    """Return the least and the greatest value that a printed one leaves possible.

    Of what is rounded or approximate (``~``) that is half a unit of its last digit other than zero to either side.

    Examples
    --------
    >>> possible(3.5, ">="), possible(55, "~")
    ((3.5, inf), (54.5, 55.5))
    """
    if comparator == "~":
        exact = Decimal(repr(value)).normalize()
        half = Decimal(5).scaleb(int(exact.as_tuple().exponent) - 1)
        return float(exact - half), float(exact + half)
    if comparator in {">", ">="}:
        return float(value), math.inf
    return (-math.inf, float(value)) if comparator in {"<", "<="} else (float(value), float(value))


def weakest(statuses: Iterable[str]) -> str:
    """Return the weakest of observation statuses: what is computed is no firmer than any of its inputs.

    Examples
    --------
    >>> weakest(["A", "F", "E"])
    'F'
    """
    return max(statuses, key=_WEAKNESS.index)
