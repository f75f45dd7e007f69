"""The opening sections of a report on policy actions: what was found, the matrix of plans and instruments, how alike plans are.

The tables come from ``compare.action_matrix``, ``action_similarity`` and ``action_differences`` and are not computed here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Any

import pandas as pd

from compare.dataset import Source, format_period, to_rows
from compare.pages.markup import Content, Html, element, join, link, table
from compare.pages.page import Page, Row


@dataclass(frozen=True)
class ActionsView(Page):
    """Plans and their policy instruments as the pages see them.

    Attributes
    ----------
    matrix : pandas.DataFrame
        Of `compare.action_matrix`: documents by instruments, as many of both as the report is about.
    similarity : pandas.DataFrame
        Of `compare.action_similarity`, of the same documents.
    differences : mapping
        Two areas to the rows of `compare.action_differences`, of the instruments that the report is about.
    """

    matrix: pd.DataFrame
    similarity: pd.DataFrame
    differences: Mapping[tuple[str, str], pd.DataFrame]

    @cached_property
    def plans(self) -> tuple[Source, ...]:
        """The documents."""
        return tuple(self.ds.sources[str(name)] for name in self.matrix.index)

    @cached_property
    def uses(self) -> dict[str, dict[str, int]]:
        """How many quotes show each instrument, by document."""
        counts: dict[Any, dict[Any, int]] = self.matrix.to_dict("index")
        return {str(name): {str(code): int(n) for code, n in row.items()} for name, row in counts.items()}

    @property
    def instruments(self) -> list[str]:
        """The instruments in the order of the codelist."""
        return [str(name) for name in self.matrix.columns]

    @cached_property
    def quotes(self) -> dict[tuple[str, str], list[Row]]:
        """The quotes of each document and instrument, the most telling first."""
        found: dict[tuple[str, str], list[Row]] = {}
        for row in sorted(to_rows(self.ds.actions), key=lambda row: (-row["score"], row["char_start"])):
            found.setdefault((row["source_id"], row["instrument"]), []).append(row)
        return found

    @cached_property
    def groups(self) -> dict[str, list[str]]:
        """The instruments by their group, in the order in which groups first appear."""
        groups: dict[str, list[str]] = {}
        for code in self.instruments:
            groups.setdefault(self.ds.codelists.instrument[code].group, []).append(code)
        return groups

    def group(self, code: str) -> str:
        """Return the name of a group of instruments."""
        return self.ds.codelists.instrument_group[code].name(self.language) if code else self.word("actions_other_group")

    def instrument(self, code: str) -> str:
        """Return the name of an instrument."""
        return self.ds.codelists.instrument[code].name(self.language)

    @cached_property
    def _names(self) -> dict[str, str]:
        areas = Counter(source.ref_area for source in self.plans)
        return {source.id: self.area(source.ref_area) + self._years(source, areas) for source in self.plans}

    def _years(self, source: Source, areas: Mapping[str, int]) -> str:
        years = format_period({"period_start": source.period_start, "time_period": source.period_end}, self.language)
        return self.word("brackets", text=years) if areas[source.ref_area] > 1 else ""

    def plan(self, source: Source) -> str:
        """Return the area of a plan, with its years where the area has several."""
        return self._names[source.id]

    def users(self, code: str) -> list[Source]:
        """Return the plans that use an instrument."""
        return [source for source in self.plans if self.uses[source.id][code]]


def actions_title(view: ActionsView) -> str:
    """Return the title of the report, with the number or the name of its plans."""
    if len(view.plans) == 1:
        return view.word("actions_title_one", name=view.plan(view.plans[0]))
    return view.word("actions_title", documents=len(view.plans))


def actions_lead(view: ActionsView) -> str:
    """Return the first sentence: how many instruments are used, by all and by only one."""
    uses = [len(view.users(code)) for code in view.instruments]
    counts = {"asked": len(uses), "used": sum(n > 0 for n in uses)}
    if len(view.plans) == 1:
        return view.word("actions_lead_one", **counts)
    everywhere, once = uses.count(len(view.plans)), uses.count(1)
    documents = view.count("documents", len(view.plans))
    return view.word("actions_lead", documents=documents, **counts, all=everywhere, one=once)


def actions_opening(view: ActionsView) -> Html:
    """Open the report: title, first sentences, and which instruments all plans use, only one, or none."""
    parts = [
        element("h1", actions_title(view)),
        element("p", actions_lead(view), class_="lead"),
        element("p", view.word("actions_basis"), class_="note"),
        element("h2", view.word("findings"), id="findings"),
        element("ul", *_findings(view)),
    ]
    return join(parts)


def _findings(view: ActionsView) -> Iterable[Html]:
    """Yield a line for each kind of instrument that there is: used by all, by only one, by none; and who uses most."""
    users = {code: view.users(code) for code in view.instruments}
    several = len(view.plans) > 1
    everywhere = [_instrument(view, code) for code, plans in users.items() if len(plans) == len(view.plans)]
    once = [_owned(view, code, plans[0]) for code, plans in users.items() if len(plans) == 1 and several]
    nowhere = [_instrument(view, code) for code, plans in users.items() if not plans]
    for key, found in (("actions_all", everywhere), ("actions_one", once), ("actions_none", nowhere)):
        if found:
            yield _line(view, key, join(found, view.word("list_comma")))
    counts = {source.id: used(view, source) for source in view.plans}
    if max(counts.values()) > min(counts.values()):
        yield _line(view, "actions_most", _most(view, counts))


def used(view: ActionsView, source: Source) -> int:
    """Return how many instruments a plan uses."""
    return sum(n > 0 for n in view.uses[source.id].values())


def _line(view: ActionsView, key: str, text: Content) -> Html:
    return element("li", element("strong", view.word(key)), view.word("colon"), text)


def _instrument(view: ActionsView, code: str) -> Html:
    return link(f"#x-{code}", view.instrument(code))


def _owned(view: ActionsView, code: str, source: Source) -> Html:
    return join([_instrument(view, code), view.word("brackets", text=view.plan(source))])


def _most(view: ActionsView, counts: Mapping[str, int]) -> str:
    most, fewest = max(counts.values()), min(counts.values())
    named = {n: view.listing(view.plan(source) for source in view.plans if counts[source.id] == n) for n in (most, fewest)}
    return view.word("actions_most_text", most=named[most], most_n=most, fewest=named[fewest], fewest_n=fewest)


def matrix_section(view: ActionsView, figure: Content) -> Html:
    """Show which plan uses what: the figure, and the same as a table that leads to the quotes."""
    rows: list[Sequence[Content]] = []
    for group, codes in view.groups.items():
        rows.append([element("th", view.group(group), scope="rowgroup", colspan=len(view.plans) + 1)])
        rows += [[_instrument(view, code), *(_uses(view, source, code) for source in view.plans)] for code in codes]
    totals = [used(view, source) for source in view.plans]
    rows.append([view.word("actions_used"), *totals])
    heads: list[Content] = [
        view.word("actions_instrument"),
        *(link(f"#s-{source.id}", view.plan(source)) for source in view.plans),
    ]
    return join(
        [
            element("h2", view.word("actions_matrix"), id="matrix"),
            figure,
            element("p", view.word("actions_matrix_note"), class_="note"),
            table(heads, rows, classes="wide grouped", numbers=range(1, len(view.plans) + 1)),
        ]
    )


def _uses(view: ActionsView, source: Source, code: str) -> Content:
    """Return how many quotes show an instrument in a plan, as a link to the first."""
    n = view.uses[source.id][code]
    return link(f"#x-{code}-{source.id}", n) if n else element("td", "–", class_="absent number")


def similarity_section(view: ActionsView, figure: Content) -> Html:
    """Show how alike the plans are: the closest and the farthest pairs, and the figure."""
    known = _pairs(view)
    parts: list[Content] = [element("h2", view.word("actions_similarity"), id="similarity")]
    if not known:
        return join([*parts, element("p", view.word("actions_too_few"))])
    best, worst = max(known.values()), min(known.values())
    for key, value in (
        (("actions_closest", best), ("actions_farthest", worst)) if worst < best else (("actions_closest", best),)
    ):
        pairs = (_pair(view, pair, value) for pair, own in known.items() if own == value)
        parts.append(element("p", view.word(key, pairs=view.listing(pairs))))
    note = view.word("actions_similarity_note", n=len(view.ds.codelists.instrument))
    return join([*parts, figure, element("p", note, class_="note")])


def _pairs(view: ActionsView) -> dict[tuple[Source, Source], float]:
    """Return the coefficient of each pair of plans that has one."""
    known: dict[Any, dict[Any, float]] = view.similarity.to_dict("index")
    found = {(a, b): known[a.id][b.id] for a, b in combinations(view.plans, 2)}
    return {pair: value for pair, value in found.items() if value == value}  # not NaN


def _pair(view: ActionsView, pair: tuple[Source, Source], value: float) -> str:
    return view.word("actions_pair", a=view.plan(pair[0]), b=view.plan(pair[1]), value=f"{value:.2f}")
