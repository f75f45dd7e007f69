"""Numbers that know how they were got: value, comparator and formula, and the few operations that derived figures need.

Decimal arithmetic, so that 3.2 - 3.6 is -0.4 as by hand; nothing is rounded but to the 28 digits of a quotient or a root. What
bounds leave known goes through `compare.dataset.bounds`. Knows no rows, areas or indicators.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from compare.dataset import combine, opposite


class Amount(NamedTuple):
    """A number, on which side of it the true value may lie, and the arithmetic that gave it.

    A tuple, because it is made by the million, and in a quarter of the time of a dataclass.

    Attributes
    ----------
    value : decimal.Decimal
        Never missing and never infinite.
    comparator : str
        Code of the codelist ``comparator``.
    formula : str
        With every number in it; Python reads it, and so does a pocket calculator.
    """

    value: Decimal
    comparator: str
    formula: str


def amount(value: float, comparator: str = "=") -> Amount:
    """Return a stated number.

    Examples
    --------
    >>> amount(28000000000.0, ">").formula, amount(-0.5).formula
    ('28000000000', '(-0.5)')
    """
    shortest = repr(float(value))
    exact = Decimal(shortest)
    text = format(exact.normalize(), "f") if "e" in shortest else shortest.removesuffix(".0")
    return Amount(exact, comparator, f"({text})" if exact < 0 else text)


def add(a: Amount, b: Amount) -> Amount:
    """Return the sum.

    Examples
    --------
    >>> add(amount(12), amount(3, ">="))
    Amount(value=Decimal('15.0'), comparator='>=', formula='12 + 3')
    """
    return Amount(a.value + b.value, combine(a.comparator, b.comparator), f"{a.formula} + {b.formula}")


def subtract(a: Amount, b: Amount) -> Amount:
    """Return the difference.

    Examples
    --------
    >>> subtract(amount(3.2), amount(3.6, ">="))
    Amount(value=Decimal('-0.4'), comparator='<=', formula='3.2 - 3.6')
    """
    return Amount(a.value - b.value, combine(a.comparator, opposite(b.comparator)), f"{a.formula} - {b.formula}")


def divide(a: Amount, b: Amount, factor: int = 1) -> Amount | None:
    """Return the quotient, times `factor`; None of a negative number, or over one that is not above zero.

    Examples
    --------
    >>> divide(amount(2400, ">="), amount(668906), 10000).formula
    '2400 / 668906 * 10000'
    >>> divide(amount(500), amount(5000, ">"), 100).comparator
    '<='
    >>> divide(amount(500), amount(0)) is None
    True
    """
    if a.value < 0 or b.value <= 0:
        return None
    formula = f"{a.formula} / {b.formula}" + (f" * {factor}" if factor != 1 else "")
    return Amount(a.value * factor / b.value, combine(a.comparator, opposite(b.comparator)), formula)


def change_from_multiple(target: Amount, multiple: Amount) -> str:
    """Return what is known of target − target ÷ multiple, the change from a baseline that the two imply.

    Returns
    -------
    str
        Code of the codelist ``comparator``. Both ends of that difference move with the target, so it is not that of a target
        less a baseline that is known on its own: it grows with the multiple, and with the target where the multiple is above
        1; below 1, where the change is a fall, it shrinks with the target, and at 1 there is none whatever the target.

    Examples
    --------
    >>> change_from_multiple(amount(100, ">="), amount(2)), change_from_multiple(amount(100, ">="), amount(0.5))
    ('>=', '<=')
    """
    if multiple.value == 1:
        return combine(multiple.comparator)
    return combine(target.comparator if multiple.value > 1 else opposite(target.comparator), multiple.comparator)


def middle(a: Amount, b: Amount) -> Amount:
    """Return the middle of two numbers, in brackets, so that it can stand in another formula."""
    return Amount((a.value + b.value) / 2, combine(a.comparator, b.comparator), f"(({a.formula} + {b.formula}) / 2)")


def growth_rate(target: Amount, baseline: Amount, years: int) -> Amount | None:
    """Return the compound annual rate of growth in per cent; None where there is none: no year, or a baseline not above zero.

    Notes
    -----
    The "level method" (水平法, 几何平均法) of the mean rate of growth (平均增长速度) in the explanatory notes of the China
    Statistical Yearbook (国家统计局《中国统计年鉴》): the last year held against the base year, as a geometric mean.

    Examples
    --------
    >>> growth_rate(amount(120), amount(80), 2).formula
    '((120 / 80) ** (1 / 2) - 1) * 100'
    >>> round(growth_rate(amount(120), amount(80), 2).value, 2)
    Decimal('22.47')
    """
    ratio = divide(target, baseline)
    if ratio is None or years < 1:
        return None
    value = (_root(ratio.value, years) - 1) * 100
    return Amount(value, ratio.comparator, f"(({ratio.formula}) ** (1 / {years}) - 1) * 100")


def _root(value: Decimal, degree: int) -> Decimal:
    """Return a root: that of floats, made exact by two steps of Newton's method, each of which doubles the digits.

    A tenth of the time of the power with a fraction, which takes a logarithm to 28 digits.
    """
    root = Decimal(float(value) ** (1 / degree))
    for _ in range(2 if value else 0):
        root -= (root - value / root ** (degree - 1)) / degree
    return root


def change_per_year(target: Amount, baseline: Amount, years: int) -> Amount | None:
    """Return the mean change per year, the arithmetic mean of the yearly steps; None without a year between.

    Examples
    --------
    >>> change_per_year(amount(49), amount(64), 2)
    Amount(value=Decimal('-7.5'), comparator='=', formula='(49 - 64) / 2')
    """
    if years < 1:
        return None
    change = subtract(target, baseline)
    return Amount(change.value / years, change.comparator, f"({change.formula}) / {years}")
