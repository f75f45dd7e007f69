"""The lines of the sheet of gaps: each value of a group, and what it is held against when the workbook is opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from compare.dataset import is_contradicted
from compare.workbook import gap_formulas as f
from compare.workbook.cells import is_missing
from compare.workbook.content import Content, Row
from compare.workbook.labels import text
from compare.workbook.layout import is_large
from compare.workbook.live import choice_labels
from compare.workbook.references import Group, Held, References, span
from compare.workbook.scale import Scale, choose_scale


@dataclass(frozen=True)
class Line:
    """A row of the sheet: a value of a group and what it is held against when the workbook is opened."""

    group: Group
    row: Row
    scale: Scale
    choice: int
    held: Held

    def differs(self) -> float | None:
        """Return value less reference, in the unit shown."""
        gap = self.scale.value(self.row["gap"])
        return None if gap is None else round(gap, 12)

    def side(self) -> int:
        """Return what bounds leave known of the difference, as a number of `SIDES`; zero where there is no difference."""
        return 0 if is_missing(self.row["gap"]) else f.SIDES[self.row["gap_comparator"]]

    def ratio_side(self) -> int:
        """As `side`, of the quotient: nothing is certain of it below zero."""
        if is_missing(self.row["ratio"]):
            return 0
        is_sure = self.side() == 0 or min(self.row["obs_value"], self.row["reference_value"]) > 0
        return self.side() if is_sure else f.SIDES["~"]


@dataclass(frozen=True)
class Frame:
    """What the columns are made from: the lines, the hidden tables, the address of the chosen number."""

    references: References
    lines: Sequence[Line]
    tables: f.Tables
    chosen: str
    language: str

    def text(self, key: str) -> str:
        """Return words of the sheet."""
        return text(key, self.language)


def reference_name(content: Content, language: str) -> str:
    """Return what the regions are held against, in words."""
    if content.reference is None:
        return text("none", language)
    return choice_labels(content.ds, [References(content).opening()], language)[0]


def is_live(content: Content) -> bool:
    """Say whether the sheet of gaps has formulas; of a large one a program would calculate for minutes after each choice."""
    return not is_large(sum(len(compared.stated()) for compared in content.comparisons))


def make_lines(references: References, language: str) -> list[Line]:
    """Return a line for each value, group by group."""
    units, lines = references.content.ds.codelists.unit_measure, []
    for group in references.groups:
        scale = choose_scale(units[group.compared.measure.unit], group.compared.stated(), language)
        for row in group.rows:
            opening = references.opening()
            choice = references.parent(row) if opening == "parent" else references.numbers[opening]
            lines.append(Line(group, row, scale, choice, references.held_of(group, choice)))
    return lines


def positions(frame: Frame) -> list[int]:
    """Return the number of the words for where each value stands when the workbook is opened."""
    found = []
    for n in frame.lines:
        is_itself = n.held.area == n.row["ref_area"]
        is_doubted, sign = is_contradicted(n.row), frame.references.sign(n.group)
        if n.held.value is None or (sign == 0 and not is_itself and not is_doubted):
            found.append(0)
            continue
        ends = (f.signed(span(n.row, n.scale), sign), f.signed(n.held.span(n.scale), sign))
        found.append(f.position(*ends, is_itself=is_itself, is_doubted=is_doubted))
    return found
