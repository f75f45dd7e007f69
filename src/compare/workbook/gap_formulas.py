"""The formulas of the live sheet of gaps and the hidden tables that they look up in.

The rules are the library's, written as formulas: a reference is looked up by group and choice; bounds combine as in
`compare.dataset.combine`; a lead counts only where the spans that both statements leave possible do not touch.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from openpyxl.worksheet.worksheet import Worksheet

from compare.dataset import area_name, opposite
from compare.workbook.content import mark
from compare.workbook.labels import text
from compare.workbook.live import LookUp, choice_labels, write_table
from compare.workbook.references import References
from compare.workbook.scale import Scale

At = Callable[[str], str]
"""What gives the address of another cell of the row."""

SIDES: Mapping[str, int] = {"<": -1, "<=": -1, "=": 0, ">": 1, ">=": 1, "~": 2}
"""Comparators as numbers: on which side of the printed number a value may lie."""

_MARKS = ("<=", "=", ">=", "~")
"""Comparators of differences by their number plus 2."""

POSITIONS = ("gaps_ahead", "gaps_behind", "gaps_equal", "gaps_open", "gaps_itself", "gaps_doubted")
"""Words for where a value stands, by their number from 1."""

AHEAD, BEHIND, EQUAL, OPEN, ITSELF, DOUBTED = range(1, 7)
_FAR = 1e300
"""Stands for infinity, which a cell cannot hold."""

_FACTOR = 100_000
"""Keys of the hidden table are the group's number times this, plus the number of the choice."""


@dataclass(frozen=True)
class Tables:
    """The hidden tables of one sheet of gaps."""

    choices: LookUp
    marks: LookUp
    positions: LookUp
    references: LookUp
    keys: Mapping[tuple[int, int], int]


_NOTHING = LookUp("", {}, 0)
NO_TABLES = Tables(_NOTHING, _NOTHING, _NOTHING, _NOTHING, {})
"""Those of a sheet without formulas."""


def write_tables(hidden: Worksheet, references: References, scales: Mapping[int, Scale], language: str) -> Tables:
    """Write the choices, marks, words and references; the number of the chosen reference is to stand in column 4."""
    labels = choice_labels(references.content.ds, references.choices, language)
    numbers = [references.numbers[choice] for choice in references.choices]
    choices = write_table(hidden, 1, {"number": numbers, "label": labels}, language)
    marks = write_table(hidden, 6, {"mark": [mark(c) for c in _MARKS]}, language)
    positions = write_table(hidden, 8, {"position": [text(key, language) for key in POSITIONS]}, language)
    records = _records(references, scales, language)
    keys = {key: n for n, key in enumerate(records, 1)}
    names = ("key", "area", "number", "value", "side", "mark", "year", "decimals", "low", "high", "reason")
    values = {name: [r[name] for r in records.values()] for name in names}
    return Tables(choices, marks, positions, write_table(hidden, 10, values, language), keys)


def _records(references: References, scales: Mapping[int, Scale], language: str) -> dict[tuple[int, int], dict[str, object]]:
    """Return a record for each group and choice."""
    ds, records = references.content.ds, {}
    for group in references.groups:
        scale, sign = scales[group.number], references.sign(group)
        for number, held in references.all_held(group):
            has_value = held.value is not None
            low, high = signed(held.span(scale), sign) if has_value else (None, None)
            records[group.number, number] = {
                "key": group.number * _FACTOR + number,
                "area": area_name(ds, held.area, language) if held.area else text("gaps_middle", language) if has_value else "",
                "number": references.numbers[held.area] if held.area else 0,
                "value": scale.value(held.value),
                "side": SIDES[opposite(held.comparator)],
                "mark": mark(held.comparator),
                "year": held.period,
                "decimals": held.decimals(scale),
                "low": low,
                "high": high,
                "reason": held.reason[language != "zh"],
            }
    return records


def side_mark(side: int) -> str:
    """Return the mark of a number of `SIDES`."""
    return mark(_MARKS[side + 1])


def signed(ends: tuple[float, float], sign: int) -> tuple[float, float]:
    """Return the ends of what is possible so that more is better, as numbers that a cell can hold."""
    low, high = sorted((sign or 1) * max(-_FAR, min(_FAR, end)) for end in ends)
    return low, high


def position(own: tuple[float, float], other: tuple[float, float], *, is_itself: bool, is_doubted: bool) -> int:
    """Return where a value stands to its reference, from what both leave possible, signed so that more is better.

    Examples
    --------
    >>> position((5.5, 1e300), (3.6, 3.6), is_itself=False, is_doubted=False) == AHEAD
    True
    """
    if is_itself or is_doubted:
        return ITSELF if is_itself else DOUBTED
    if own[0] == own[1] == other[0] == other[1]:
        return EQUAL
    return AHEAD if own[0] > other[1] else BEHIND if own[1] < other[0] else OPEN


def place_formula(at: At, chosen: str, parent: int | None, tables: Tables) -> str:
    """Return the formula of the record that a value is held against."""
    choice = chosen if parent is None else f"IF({chosen}={parent},{at('parent')},{chosen})"
    return f"MATCH({at('group')}*{_FACTOR}+{choice},{tables.references.range('key')},0)"


def difference_formula(at: At) -> str:
    """Return the formula of value less reference; rounded beyond what any document prints, against noise of floating point."""
    return f'IF({at("value")}="","",ROUND({at("target")}-{at("value")},12))'


def side_formula(at: At, tables: Tables) -> str:
    """Return the formula of what bounds leave known of the difference: sides that agree, or one alone; else none."""
    own, other = at("side"), tables.references.at("side", at("place"))
    both = f"IF({own}=0,{other},IF(OR({other}=0,{own}={other}),{own},{SIDES['~']}))"
    return f'IF({at("value")}="",0,IF({_is_itself(at, tables)},0,{both}))'


def _is_itself(at: At, tables: Tables) -> str:
    return f"{tables.references.at('number', at('place'))}={at('number')}"


def mark_formula(at: At, side: str, tables: Tables) -> str:
    """Return the formula of the mark before a difference or quotient."""
    return f'IF({at(side)}=0,"",{tables.marks.at("mark", f"{at(side)}+2")})'


def ratio_formula(at: At) -> str:
    """Return the formula of value over reference: none of ranks, none over zero."""
    value = at("value")
    return f'IF({value}="","",IF(OR({value}=0,{at("is_rank")}=1),"",{at("target")}/{value}))'


def ratio_side_formula(at: At) -> str:
    """Return the formula of what bounds leave known of the quotient: as of the difference, but nothing below zero."""
    is_sure = f"MIN({at('target')},{at('value')})>0"
    return f'IF(OR({at("ratio")}="",{at("gap_side")}=0),0,IF({is_sure},{at("gap_side")},{SIDES["~"]}))'


def position_formula(at: At, tables: Tables) -> str:
    """Return the formula of the number of the words for where a value stands; zero where they do not apply."""
    low, high = (tables.references.at(name, at("place")) for name in ("low", "high"))
    own_low, own_high = at("low"), at("high")
    is_equal = f"AND({own_low}={own_high},{low}={high},{own_low}={low})"
    ordered = f"IF({is_equal},{EQUAL},IF({own_low}>{high},{AHEAD},IF({own_high}<{low},{BEHIND},{OPEN})))"
    able = f"IF({at('is_doubted')}=1,{DOUBTED},IF({at('is_ordered')}=0,0,{ordered}))"
    return f'IF({at("value")}="",0,IF({_is_itself(at, tables)},{ITSELF},{able}))'


def words_formula(at: At, tables: Tables) -> str:
    """Return the formula of the words for where a value stands."""
    return f'IF({at("position")}=0,"",{tables.positions.at("position", at("position"))})'
