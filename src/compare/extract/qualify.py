"""Qualification: comparator, kind, value type and time of a quantity, from the words around it.

The words are lexicons; the reference time comes from the document (its period, 到2025年, a heading), never from the clock.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from compare.codelists import Indicator
from compare.documents import Document
from compare.extract.attach import FROM, RISES
from compare.lexicons import Lexicons
from compare.units import Quantity

_CLAUSE = re.compile(r"[,;:。!?\n]")
_TARGET_YEAR = re.compile(r"(?:到|至|在|力争|截至|截止|于)\s?(20\d{2})\s?年|(20\d{2})\s?年\s?(?:底|末|前)?")
_FIVE_YEAR_END = {"十三五": 2020, "十四五": 2025, "十五五": 2030}
_COMPARED = re.compile(r"(?:较|比)20\d{2}年(?:底|末)?的$")
_ASIDE = re.compile(r"\((20\d{2})年(?:底|末)?\)|(?:较|比)[“\"]?十[一二三四五]五[”\"]?(?:期?末|同期|时期)?")
_SUMMED = re.compile(r"累计|合计|(?:[一二三四五六两]|\d)年(?:共|间)")
_AIM = re.compile(r"[到至]\s?20\d{2}\s?年|力争|争取|目标")
PAST_SECTION = re.compile(
    "回顾|现实基础|发展基础|发展现状|工作基础|基本情况|发展回顾|工作回顾|主要成效|存在问题|面临形势|发展形势"
)
"""Headings under which documents report instead of setting targets."""
_YEARLY = re.compile(r"每年|年均|逐年|当年|全年|年度(?!目标)")
_BASE = re.compile(r"(?:较|比|是|相比|对比|从|由)\s?(20\d{2})\s?年(?:底|末)?|在\s?(20\d{2})\s?年(?:底|末)?的?基础上")


@dataclass(frozen=True)
class Time:
    """The year that a value is for, and the period of a flow; 0 where there is none."""

    year: int
    start: int
    end: int


@dataclass(frozen=True)
class Qualifier:
    """Reads the qualifiers of quantities with the lexicons of a project."""

    lexicons: Lexicons

    def comparator(self, text: str, quantity: Quantity) -> tuple[str, str]:
        """Return the comparator and the id of the rule that gave it (``=`` and no rule where nothing is said).

        Words behind the unit come first (10个以上), then those in front of the number (不少于10个); 余 and 多 mean more than.
        """
        behind = "¦" + text[quantity.stop : quantity.stop + 6]
        before = text[max(0, quantity.start - 10) : quantity.start].rstrip().removesuffix("百分之") + "¦"
        for rule in self.lexicons.comparators:
            side = behind if rule.id.startswith("right.") else before
            match = re.search(rule.pattern, side)
            if match and (match.start() == 0 or side is before):
                return rule.gives, rule.id
        return (">", "more.than") if quantity.has_more else ("=", "")

    def kind(self, before: str, text: str, quantity: Quantity, indicator: Indicator | None) -> str:
        """Return the kind of a quantity (code of ``kind``).

        Parameters
        ----------
        before : str
            The words in front: of the sentence, or the label of a table's row.
        text : str
            The view's text.
        quantity : Quantity
            The quantity.
        indicator : Indicator or None
            What it states, where known: its usual kind decides where the words do not.

        Returns
        -------
        str
            ``level``, ``flow``, ``annual``, ``ratio``, ``rank``, ``growth``, ``multiple`` or ``change_pp``.
        """
        usual = indicator.kind if indicator else ""
        if text.startswith("翻", quantity.start):
            return "multiple"
        clause = _CLAUSE.split(before)[-1]
        tail = text[quantity.end : quantity.stop] or ""
        shown = f"{clause}¦{tail}{_CLAUSE.split(text[quantity.stop :], maxsplit=1)[0][:6]}"
        for rule in self.lexicons.kinds:
            if re.search(rule.pattern, shown) and _suits(rule.gives, quantity, usual):
                return rule.gives
        if usual in ("ratio", "rank", "growth") or quantity.dimension in ("percent", "permille"):
            return usual or "ratio"
        if usual == "annual" and _SUMMED.search(clause):
            return "flow"
        if usual == "annual" or _YEARLY.search(clause):
            return "annual"
        return self._stock_or_flow(before, clause, usual, is_money=quantity.dimension == "money")

    def _stock_or_flow(self, before: str, clause: str, usual: str, *, is_money: bool) -> str:
        """Decide by the nearest verb: additions carry over a list's items, weaker verbs hold for counts of their clause."""
        strong = _last(self.lexicons.words["flow_strong"].pattern, before)
        weak = _last(f"(?:{self.lexicons.words['flow_weak'].pattern})(?!的)", clause)
        other = max(_last(self.lexicons.words[w].pattern, before) for w in ("stock", "flow_weak"))
        own_strong = _last(self.lexicons.words["flow_strong"].pattern, clause)
        if own_strong >= 0 or strong > other:
            return "flow"
        if usual == "flow":
            return "level" if re.search("存量|总量|总数|保有量|拥有量", clause) else "flow"
        own_stock = _last(self.lexicons.words["stock"].pattern, clause)
        return "flow" if weak >= 0 and own_stock < weak and not is_money else usual or "level"

    def adds(self, clause: str) -> bool:
        """Say whether a clause has a verb of addition (新增, 建成, …)."""
        words = self.lexicons.words
        verbs = f"{words['flow_strong'].pattern}|(?:{words['flow_weak'].pattern})(?!的)"
        return bool(_SUMMED.search(clause) or re.search(verbs, clause))

    def base_period(self, before: str) -> str:
        """Return the base year that a rate of change names (较2020年), or an empty text."""
        match = list(_BASE.finditer(before))
        return (match[-1][1] or match[-1][2]) if match else ""

    def is_baseline(self, text: str, quantity: Quantity, start: int) -> bool:
        """Say whether the quantity is the starting point of 从…提高到… or of 较2022年的…增长…."""
        if _COMPARED.search(text[start : quantity.start]):
            return True
        return bool(FROM.search(text[start : quantity.start]) and RISES.match(text[quantity.stop : quantity.stop + 24]))

    def is_existing(self, text: str, quantity: Quantity, start: int, end: int) -> bool:
        """Say whether the sentence speaks of what is already there (目前, 截至, …为骨干) and not of a target."""
        before = text[start : quantity.start]
        clause_end = quantity.stop + len(_CLAUSE.split(text[quantity.stop : end], maxsplit=1)[0])
        own = _CLAUSE.split(before)[-1] + text[quantity.start : clause_end]
        existing = self.lexicons.words["existing"].pattern
        aiming = self.lexicons.words["aiming"].pattern + r"|到\s?20\d{2}\s?年"
        return bool(re.search(existing, own)) or (bool(re.search(existing, before)) and not re.search(aiming, own))


def _suits(kind: str, quantity: Quantity, usual: str) -> bool:
    """Say whether a kind that the words suggest is possible for the quantity's unit and the indicator's usual kind."""
    if kind == "rank":
        return usual in ("rank", "") and quantity.dimension in ("rank", "")
    if kind == "annual":
        return not usual
    return kind not in ("ratio", "flow") or usual in (kind, "", "level")


def _last(pattern: str, text: str) -> int:
    """Return where the last match of a pattern starts, -1 where there is none."""
    return max((m.start() for m in re.finditer(pattern, text)), default=-1)


def year_before(text: str) -> int:
    """Return the target year that a text names last (到2025年, 2025年底, “十四五”期末), 0 where there is none.

    Examples
    --------
    >>> year_before("到2025年,高新技术企业达"), year_before("“十四五”期末"), year_before("近年来")
    (2025, 2025, 0)
    """
    text = _own_years(text)
    years = [(m.start(), int(m[1] or m[2])) for m in _TARGET_YEAR.finditer(text)]
    years += [(m.start(), year) for name, year in _FIVE_YEAR_END.items() for m in re.finditer(name, text)]
    return max(years)[1] if years else 0


def _own_years(text: str) -> str:
    """Blank the years that a text only compares with (较2020年, 较“十四五”末) or that stand in brackets behind one number."""
    return _ASIDE.sub(lambda m: " " * len(m[0]), _BASE.sub(lambda m: " " * len(m[0]), text))


def bracketed_year(text: str, stop: int) -> int:
    """Return the year that stands in brackets right behind a quantity, 0 where there is none.

    Examples
    --------
    >>> bracketed_year("达到36.8亿元(2024年)。", 8), bracketed_year("达到36.8亿元。", 8)
    (2024, 0)
    """
    match = _ASIDE.match(text, stop)
    return int(match[1]) if match and match[1] else 0


def years_named(text: str) -> list[int]:
    """Return the years that a text names, without the base years of comparisons (较2020年).

    Examples
    --------
    >>> years_named("截至2020年底,较2015年提高")
    [2020]
    """
    return [int(year) for year in re.findall(r"(20\d{2})\s?年", _own_years(text))]


def reported_year(text: str, first: int) -> int:
    """Return the past year that the last sentences of a text report on, 0 where they set targets or name none.

    Parameters
    ----------
    text : str
        What stands in front, in the same paragraph.
    first : int
        First year of the plan; earlier years are past.
    """
    marks = [(m.start(), int(m[1])) for m in re.finditer(r"(?<![到至])(20\d{2})\s?年", _own_years(text))]
    marks += [(m.start(), 0) for m in _AIM.finditer(text)]
    last = max(marks, default=(0, 0))[1]
    return last if last < first else 0


def aimed_year(text: str) -> int:
    """Return the last year introduced by 到 or 至, or of a five-year plan's end: what a paragraph aims at."""
    text = _own_years(text)
    years = [(m.start(), int(m[1])) for m in re.finditer(r"[到至]\s?(20\d{2})\s?年", text)]
    years += [(m.start(), year) for name, year in _FIVE_YEAR_END.items() for m in re.finditer(f'{name}[”"]?(?:期)?末', text)]
    return max(years)[1] if years else 0


def time_of(kind: str, year: int, document: Document) -> Time:
    """Return the year and, for flows and recurring amounts, the period of a value.

    Parameters
    ----------
    kind : str
        Kind of the value.
    year : int
        Year that it is for.
    document : Document
        Whose plan period bounds a flow.

    Returns
    -------
    Time
        A flow runs from the first year of the plan to `year`, a yearly amount is of `year`; stocks and ratios have no period.
    """
    if kind == "annual":
        return Time(year, year, year)
    if kind != "flow" or not year:
        return Time(year, 0, 0)
    start = document.period_start if document.period_start <= year else 0
    return Time(year, start, year)
