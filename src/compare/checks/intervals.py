"""What a statement leaves possible: intervals, and what can be proved of two of them.

A comparator says on which side of the printed number the value lies: "more than 30" allows 31 and 3000. A contradiction is only
proved where no value that one statement allows can stand beside any value that the other allows. Closed and open ends are told
apart, so that "more than 100 %" lies outside 0 to 100 and "at least 100 %" does not.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

ABOUT = 0.1
"""How far from the printed number a value stated as "about" may lie, as a share of it."""


@dataclass(frozen=True)
class Interval:
    """All values between two ends.

    Attributes
    ----------
    low, high : float
        The ends; infinite where there is none.
    is_low_open, is_high_open : bool
        The end itself is left out.
    """

    low: float
    high: float
    is_low_open: bool = False
    is_high_open: bool = False

    def exceeds(self, other: Interval) -> bool:
        """Say whether every value of this interval is greater than every value of `other`.

        Examples
        --------
        >>> allowed(120, "=").exceeds(allowed(30, ">")), allowed(30, ">").exceeds(allowed(30, "<="))
        (False, True)
        """
        if math.isclose(self.low, other.high, rel_tol=1e-9):
            return self.is_low_open or other.is_high_open
        return self.low > other.high

    def is_apart_from(self, other: Interval) -> bool:
        """Say whether the intervals have no value in common."""
        return self.exceeds(other) or other.exceeds(self)

    def scaled(self, factor: float) -> Interval:
        """Return the interval times a positive number."""
        return replace(self, low=self.low * factor, high=self.high * factor)

    def plus(self, other: Interval) -> Interval:
        """Return what the sum of a value of each can be."""
        low_open = self.is_low_open or other.is_low_open
        return Interval(self.low + other.low, self.high + other.high, low_open, self.is_high_open or other.is_high_open)

    def over(self, other: Interval) -> Interval:
        """Return what the quotient can be, of values that are not negative.

        Examples
        --------
        >>> allowed(730, "=").over(allowed(70, ">=")).high
        10.428571428571429
        """
        low = self.low / other.high if other.high else math.inf
        high = self.high / other.low if other.low else math.inf
        return Interval(low, high, self.is_low_open or other.is_high_open, self.is_high_open or other.is_low_open)


def allowed(value: float, comparator: str, *, floor: float = 0.0) -> Interval:
    """Return the values that a statement allows.

    Parameters
    ----------
    value : float
        The printed number.
    comparator : str
        Code of the codelist ``comparator``.
    floor : float, optional
        What the quantity is never below; minus infinity for rates of change.

    Returns
    -------
    Interval
        A single value for ``=``, `ABOUT` to either side for ``~``, else up or down from the number.

    Examples
    --------
    >>> allowed(20, "<=")
    Interval(low=0.0, high=20, is_low_open=False, is_high_open=False)
    """
    if comparator in {">", ">="}:
        return Interval(value, math.inf, is_low_open=comparator == ">")
    if comparator in {"<", "<="}:
        return Interval(min(floor, value), value, is_high_open=comparator == "<")
    margin = abs(value) * ABOUT if comparator == "~" else 0.0
    return Interval(value - margin, value + margin)
