"""Reading quantities: numerals, magnitudes and units of measure, as Chinese documents write them.

The unit words are data (codelist ``unit_measure``); the numerals and the magnitudes 十 to 亿 are the language's own.
Nothing here looks at indicators or at more than the characters of one quantity.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from compare.codelists import Codelist, Unit
from compare.errors import DataError

DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
"""Chinese digits and their values (GB/T 15835 names the same set)."""

POWERS = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
"""Magnitude words as powers of ten."""

ARABIC = r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
CHINESE = "[零〇一二两三四五六七八九十百千万亿]+(?:点[零〇一二三四五六七八九]+[百千万亿]*)?"
_MAGNITUDE = "[十百千万亿]{1,3}(?!分点)"


def read_arabic(text: str) -> Decimal:
    """Read digits with an optional decimal point and thousands separators.

    Parameters
    ----------
    text : str
        Half-width or full-width digits.

    Returns
    -------
    decimal.Decimal
        The exact number.

    Raises
    ------
    DataError
        `text` is not a numeral.

    Examples
    --------
    >>> read_arabic("1,200.5")
    Decimal('1200.5')
    """
    if not re.fullmatch(ARABIC, text):
        raise DataError(f"{text!r} is not a numeral; expected digits such as 1200, 1,200 or 3.5")
    return Decimal(text.replace(",", ""))


def read_chinese(text: str) -> Decimal:
    """Read a Chinese numeral.

    Parameters
    ----------
    text : str
        Digits and magnitude words, also with 点; digits alone are read by position (二〇二五 is 2025).

    Returns
    -------
    decimal.Decimal
        The exact number.

    Raises
    ------
    DataError
        `text` is not a numeral.

    Examples
    --------
    >>> [int(read_chinese(t)) for t in ("一千二百", "十五", "二〇二五", "三万五千", "一亿二千万")]
    [1200, 15, 2025, 35000, 120000000]
    >>> read_chinese("三点五"), int(read_chinese("三点五亿"))
    (Decimal('3.5'), 350000000)
    """
    if not re.fullmatch(CHINESE, text):
        raise DataError(f"{text!r} is not a Chinese numeral; expected characters such as 一千二百")
    if "点" in text:
        whole, _, rest = text.partition("点")
        digits = rest.rstrip("".join(POWERS))
        decimals = "".join(str(DIGITS[c]) for c in digits)
        return Decimal(f"{read_chinese(whole)}.{decimals}").scaleb(read_magnitude(rest[len(digits) :]))
    if len(text) > 1 and all(c in DIGITS for c in text):
        return Decimal("".join(str(DIGITS[c]) for c in text))
    return Decimal(_below(text, "亿万千百十"))


def _below(text: str, words: str) -> int:
    """Read a numeral whose largest magnitude word is the first of `words` or a smaller one."""
    if not words:
        return DIGITS[text[-1]] if text else 0
    left, word, right = text.rpartition(words[0])
    if not word:
        return _below(text, words[1:])
    return (_below(left, words) or 1) * int(10 ** POWERS[word]) + _below(right, words[1:])


def read_magnitude(text: str) -> int:
    """Return the power of ten of a magnitude word.

    Examples
    --------
    >>> read_magnitude("亿"), read_magnitude("千万"), read_magnitude("")
    (8, 7, 0)
    """
    return sum(POWERS[c] for c in text)


@dataclass(frozen=True)
class Quantity:
    """A number with its unit, in a text.

    Attributes
    ----------
    start, end : int
        The numeral alone.
    stop : int
        End of the whole quantity, unit included.
    value : float
        In the unit without magnitude (1.5万人 is 15000).
    unit : str
        Code of ``unit_measure``; empty where the text gives none.
    dimension : str
        Dimension of the unit; ``money`` is never assumed.
    unit_mult : int
        Power of ten of the magnitude word (万 is 4).
    is_chinese : bool
        The numeral is written in Chinese characters.
    has_more : bool
        A word such as 余 or 多 says that the value is exceeded.
    role : str
        ``place`` in an order (前20位), ``change`` (增长20%) or empty; set by the reader of the sentence.
    """

    start: int
    end: int
    stop: int
    value: float
    unit: str
    dimension: str
    unit_mult: int = 0
    is_chinese: bool = False
    has_more: bool = False
    role: str = ""


@dataclass(frozen=True)
class UnitReader:
    """The unit words of a codelist, compiled."""

    pattern: re.Pattern[str]
    units: Mapping[str, Unit]

    def find(self, text: str) -> Iterator[Quantity]:
        """Yield every numeral of `text` with what follows it, left to right, without overlap.

        Parameters
        ----------
        text : str
            Any text with half-width digits.

        Yields
        ------
        Quantity
            Arabic numerals with or without a unit; Chinese numerals only where a unit follows; 百分之…
        """
        for match in self.pattern.finditer(text):
            yield self._quantity(match)

    def read_unit(self, text: str) -> Quantity | None:
        """Read a text that is a unit of measure and nothing else, such as 亿元; return one of it, or nothing."""
        found = next(self.find("1" + text), None)
        return found if found and found.unit and found.stop == len(text) + 1 else None

    def _quantity(self, match: re.Match[str]) -> Quantity:
        """Turn one match into a quantity; its numeral is the group that took part."""
        unit = self.units.get(match["unit"] or match["cunit"] or ("%" if match["percent"] else ""))
        group = next(name for name in ("percent", "number", "chinese") if match[name])
        power = read_magnitude(match["magnitude"] or "")
        return Quantity(
            *match.span(group),
            match.end(),
            float(_read_any(match[group]).scaleb(power)),
            unit.id if unit else "",
            unit.dimension if unit else "",
            unit_mult=power,
            is_chinese=not match[group].isascii(),
            has_more=bool(match["more"] or match["cmore"]),
        )


def _read_any(text: str) -> Decimal:
    return read_arabic(text) if text[0].isascii() else read_chinese(text)


def compile_units(units: Codelist[Unit]) -> UnitReader:
    """Compile the surface forms of a unit codelist, the longest first.

    Parameters
    ----------
    units : Codelist of Unit
        Each form must belong to one unit only.

    Returns
    -------
    UnitReader
        Finds quantities in text.

    Raises
    ------
    DataError
        Two units share a form.
    """
    forms: dict[str, Unit] = {}
    for unit in units.values():
        for form in unit.forms:
            if form in forms and forms[form].id != unit.id:
                raise DataError(f"unit_measure.yaml: form {form!r} belongs to {forms[form].id!r} and to {unit.id!r}; keep one")
            forms[form] = unit
    words = "|".join(re.escape(f) for f in sorted(forms, key=lambda f: (-len(f), f)))
    pattern = (
        rf"百分之(?P<percent>{ARABIC}|{CHINESE})"
        rf"|(?P<number>{ARABIC})\s?(?P<magnitude>{_MAGNITUDE})?(?P<more>[余多])?\s?(?P<unit>{words})?"
        rf"|(?P<chinese>{CHINESE})(?P<cmore>[余多])?(?P<cunit>{words})"
    )
    return UnitReader(re.compile(pattern), forms)
