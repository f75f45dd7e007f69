"""Display units: a value in base units as the number, the decimals and the unit word that a reader expects.

Chinese counts in 万 and 亿, English in millions; the value itself is never changed, only shown in another unit. How a measure
is printed in the documents decides: figures given in 亿元 are shown in 亿元.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from compare.codelists import Unit
from compare.workbook.cells import is_missing

_WORDS = {"zh": {0: "", 4: "万", 8: "亿"}, "en": {0: "", 6: "million "}}
"""Powers of ten for which a language has a word in front of the unit."""

_MOST, _EXACT = 6, 1e-9
"""Decimals that an end of a range may need beyond those printed, and the difference that still counts as none."""


@dataclass(frozen=True)
class Scale:
    """The unit in which the values of one measure are shown.

    Attributes
    ----------
    power : int
        Power of ten.
    unit : str
        Unit word with its magnitude, such as ``亿元``.
    suffix : str
        Sign that stands behind each number; ``"%"`` or empty.
    """

    power: int
    unit: str
    suffix: str = ""

    def value(self, base: object) -> float | None:
        """Return a value given in base units in this unit; missing stays missing.

        Examples
        --------
        >>> Scale(8, "亿元").value(4e10)
        400.0
        """
        if is_missing(base):
            return None
        return round(float(str(base)) / 10.0**self.power, 12)

    def decimals(self, row: Mapping[str, Any]) -> int:
        """Return the decimals that show a value as precisely as its document prints it, both ends of a range, and no more.

        Examples
        --------
        >>> Scale(8, "亿元").decimals({"decimals": 0, "unit_mult": 4, "obs_value": 5e7})
        1
        """
        printed, power = (0 if is_missing(row[name]) else int(row[name]) for name in ("decimals", "unit_mult"))
        places = max(0, printed + self.power - power)
        ends = [self.value(row["obs_value"]), self.value(row.get("upper_value"))]
        shown = [end for end in ends if end is not None]
        while places > printed and all(round(end, places - 1) == end for end in shown):
            places -= 1
        while len(shown) > 1 and places < _MOST and any(abs(round(end, places) - end) > _EXACT for end in shown):
            places += 1
        return places

    def upper(self, row: Mapping[str, Any]) -> str:
        """Return the end of a range as words to stand after its beginning; empty where the value is not a range."""
        end = self.value(row.get("upper_value"))
        return "" if end is None else f"–{end:,.{self.decimals(row)}f}"


def choose_scale(unit: Unit, rows: Iterable[Mapping[str, Any]], language: str) -> Scale:
    """Choose the unit in which most of `rows` are printed, as far as the language has a word for it.

    Parameters
    ----------
    unit : Unit
        The base unit.
    rows : iterable of mapping
        Rows with `unit_mult`, the power of ten of the magnitude word in the document.
    language : str
        ``"zh"`` or ``"en"``.

    Returns
    -------
    Scale
        Of equally frequent units the smaller.
    """
    sign = unit.id if unit.id == "%" else ""
    counts = Counter(0 if is_missing(row["unit_mult"]) else int(row["unit_mult"]) for row in rows)
    printed = min(counts, key=lambda power: (-counts[power], power)) if counts else 0
    power = max(p for p in _WORDS[language] if p <= printed) if language == "zh" or printed >= 8 else 0
    return Scale(power, _WORDS[language][power] + unit.name(language), sign)
