"""The figure of policy instruments: which plan uses which, those that all use first, so that a pattern is seen.

A table drawn as a picture: the number of quotes stands in a cell, and the more the darker; a cell without any is blank. It says
nothing of how much is done.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from compare.charts.canvas import MARGIN, Block, PageFigure, compose, text_block
from compare.charts.frame import foot, head
from compare.charts.grid import BLANK, LAST, Cell, Grid, Look, Row, grid_block
from compare.charts.labels import cite
from compare.charts.plans import Plan, head_width, name_plans
from compare.charts.style import SIZES, page_width, style, table_width, text_width
from compare.charts.text import bind, clean, tie, unbind
from compare.charts.words import join, say
from compare.dataset import Dataset
from compare.errors import UsageError, unknown_name
from compare.palette import COLOURS, SHADES

_NAMED = 2
"""As many instruments as a title can name."""

_NUMBERED = 0.45
_BEFORE = 0.15
"""Inches: of a column with a number for its head, of the white behind the labels of the rows."""

_TWO_LINES = 0.6
"""As much of the longest label must fit on one line, so that it takes two at most."""


@dataclass(frozen=True)
class Use:
    """An instrument with the number of quotes in each plan, in the order of the columns."""

    name: str
    quotes: tuple[int, ...]

    @property
    def users(self) -> tuple[int, ...]:
        """The columns of the plans that use it."""
        return tuple(n for n, count in enumerate(self.quotes) if count)


@dataclass(frozen=True)
class Uses:
    """All that the figure shows: plans with the number of instruments that each uses, and instruments."""

    plans: tuple[Plan, ...]
    totals: tuple[int, ...]
    rows: tuple[Use, ...]
    title: str
    source: str
    language: str


def plot_instruments(ds: Dataset, matrix: pd.DataFrame, *, language: str = "zh", size: str = "screen") -> PageFigure:
    """Draw which plan uses which policy instrument.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    matrix : pandas.DataFrame
        From ``compare.action_matrix``: the number of quotes of each document for each instrument.
    language : str, optional
        ``"zh"`` or ``"en"``.
    size : str, optional
        ``"screen"`` or ``"print"``.

    Returns
    -------
    PageFigure
        Neither shown nor saved; see `save_figure`. What most plans use stands first, the plan that uses most on the left.
        Columns have numbers for heads, explained above the table, where names do not fit.

    Raises
    ------
    UnknownNameError
        A document, an instrument, the language or the size is not known.
    UsageError
        `matrix` has no document, or no document uses an instrument.

    Examples
    --------
    >>> figure = plot_instruments(ds, cp.action_matrix(ds), language="en")  # doctest: +SKIP
    """
    uses = read_uses(ds, matrix, language)
    with style():
        return _draw(uses, size)


def read_uses(ds: Dataset, matrix: pd.DataFrame, language: str) -> Uses:
    """Collect what the figure shows, in the order in which it is drawn."""
    for code in matrix.columns:
        if code not in ds.codelists.instrument:
            raise unknown_name("instrument", code, ds.codelists.instrument)
    used = (matrix > 0).sum(axis="columns")
    if not used.sum():
        raise UsageError("nothing to show: no document of the matrix uses a policy instrument; give more regions")
    ordered = matrix.loc[used.sort_values(ascending=False, kind="stable").index]
    plans = name_plans(ds, ordered.index, language)
    names = {code: clean(ds.codelists.instrument[code].name(language), language) for code in ordered.columns}
    rows = [Use(names[code], tuple(map(int, ordered[code]))) for code in ordered.columns]
    rows.sort(key=lambda row: (-len(row.users), row.users))  # stable: the codelist decides within a pattern
    return Uses(
        plans=plans,
        totals=tuple(int(used[plan.source_id]) for plan in plans),
        rows=tuple(rows),
        title=clean(_title(plans, rows, language), language),
        source=cite(ds, matrix.index, language),
        language=language,
    )


def _title(plans: tuple[Plan, ...], rows: list[Use], language: str) -> str:
    """Say how many instruments all plans use, and how many or which only one."""
    count = sum(len(row.users) == len(plans) for row in rows)
    words = {"n": len(plans), "total": len(rows), "count": count, "who": plans[0].name}
    if len(plans) == 1:
        return say(language, "instruments_one", **words)
    few, many = ("both", "all") if count else ("neither", "none")
    key = few if len(plans) == 2 else many
    return join(language, [say(language, f"instruments_{key}", **words), _only(plans, rows, language)], "clause")


def _only(plans: tuple[Plan, ...], rows: list[Use], language: str) -> str:
    """Name what only one plan uses, or count it where it is much."""
    single = [row for row in rows if len(row.users) == 1]
    if not single:
        return say(language, "instruments_only_none")
    if len(single) > _NAMED:
        return say(language, "instruments_only_some", n=len(single))
    pairs = [(bind(row.name), plans[row.users[0]].name) for row in single]
    items = [say(language, "instruments_only_item", name=name, who=who) for name, who in pairs]
    return say(language, "instruments_only_named", items=join(language, items, "and"))


def describe(uses: Uses) -> str:
    """Put the figure into words: for each number of plans the instruments and who uses them."""
    language, text = uses.language, ""
    for n in sorted({len(row.users) for row in uses.rows}, reverse=True):
        rows = [row for row in uses.rows if len(row.users) == n]
        key = "none" if not n else "all" if n == len(uses.plans) else "some"
        items = [row.name if key != "some" else _used_by(uses, row) for row in rows]
        text += say(language, f"instruments_alt_{key}", n=n, items=join(language, items, "clause"))
    return unbind(say(language, "instruments_alt", title=uses.title, items=text)).strip()


def _used_by(uses: Uses, row: Use) -> str:
    who = join(uses.language, [uses.plans[n].name for n in row.users])
    return say(uses.language, "instruments_alt_item", name=row.name, who=who)


def _draw(uses: Uses, size: str) -> PageFigure:
    """Choose the widths, and draw."""
    longest = max(text_width(row.name, SIZES["row"]) for row in uses.rows)
    labels, column = _TWO_LINES * longest + _BEFORE, head_width(uses.plans)
    rest = 2 * MARGIN + labels + LAST
    is_named = rest + column * len(uses.plans) <= page_width(size)
    column = column if is_named else _NUMBERED
    page = table_width(rest + column * len(uses.plans), size)
    labels = min(page - 2 * MARGIN - LAST - column * len(uses.plans), longest + _BEFORE)
    column = (page - 2 * MARGIN - LAST - labels) / len(uses.plans)
    blocks = _blocks(uses, page, grid_block(_grid(uses, is_named=is_named), column, labels), is_named=is_named)
    return compose(blocks, page, describe(uses))


def _grid(uses: Uses, *, is_named: bool) -> Grid:
    """Turn plans into heads and instruments into rows."""
    levels = sorted({count for row in uses.rows for count in row.quotes if count})
    looks = {count: _look(n, len(levels)) for n, count in enumerate(levels)} | {0: BLANK}
    rows = [
        Row(row.name, tuple(Cell(str(n) if n else "", look=looks[n]) for n in row.quotes), str(len(row.users)))
        for row in uses.rows
    ]
    changes = {n for n in range(1, len(rows)) if len(uses.rows[n].users) != len(uses.rows[n - 1].users)}
    totals = tuple(Cell(str(total), look=BLANK) for total in uses.totals)
    rows.append(Row(say(uses.language, "instruments_total"), totals))
    heads = [(plan.area, plan.years) if is_named else (str(n), "") for n, plan in enumerate(uses.plans, 1)]
    changes.add(len(uses.rows))
    return Grid(tuple(heads), tuple(rows), say(uses.language, "instruments_count"), rules=frozenset(changes))


def _look(number: int, count: int) -> Look:
    """Return the look of the `number`-th of `count` numbers of quotes, with letters that all shades bear."""
    return Look(SHADES[-2 - round((count - 1 - number) * 2 / max(count - 1, 1))], COLOURS["text"])


def _blocks(uses: Uses, page: float, table: Block, *, is_named: bool) -> Iterator[Block]:
    language = uses.language
    yield from head(uses.title, [say(language, "instruments_subtitle")], page)
    yield text_block(say(language, "instruments_key"), page, "small", colour="text", after=0.04)
    if not is_named:
        yield text_block(_columns(uses), page, "small", colour="text", after=0.04)
    yield table
    yield from foot([], [say(language, "instruments_note")], uses.source, page, language)


def _columns(uses: Uses) -> str:
    """Explain the numbers above the columns."""
    items = []
    for n, plan in enumerate(uses.plans, 1):
        items.append(tie(f"{n} {say(uses.language, 'qualified', name=plan.area, extra=plan.years)}"))
    return say(uses.language, "instruments_columns", items=join(uses.language, items, "clause"))
