"""What the figure of similarity says, before anything is drawn: order and joins of the plans, their coefficients, the finding.

Takes the table of coefficients and computes only the tree. Nothing is ranked by quality: the figure says which plans resemble
each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd
from scipy.cluster.hierarchy import linkage, optimal_leaf_ordering
from scipy.spatial.distance import squareform

from compare.charts.labels import cite
from compare.charts.plans import Plan, name_plans
from compare.charts.text import clean, tie, unbind
from compare.charts.words import join, say
from compare.dataset import Dataset
from compare.errors import UsageError

_NAMED = 2
"""As many tied pairs as a title can name."""


@dataclass(frozen=True)
class Join:
    """Where two groups of plans meet: the places of their middles in the order of the rows, and their coefficients."""

    places: tuple[float, float]
    inner: tuple[float, float]
    coefficient: float


@dataclass(frozen=True)
class Likeness:
    """All that the figure shows; rows and columns of `coefficients` are in the order of `plans`."""

    plans: tuple[Plan, ...]
    coefficients: tuple[tuple[float, ...], ...]
    joins: tuple[Join, ...]
    title: str
    notes: tuple[str, ...]
    source: str
    language: str

    @property
    def pairs(self) -> dict[tuple[int, int], float]:
        """The coefficient of each pair of rows."""
        return {(a, b): self.coefficients[a][b] for a, b in combinations(range(len(self.plans)), 2)}


def read_likeness(ds: Dataset, similarity: pd.DataFrame, language: str) -> Likeness:
    """Collect what the figure shows, with the plans in the order of the tree."""
    named = {plan.source_id: plan for plan in name_plans(ds, similarity.index, language)}
    used = [code for code in similarity.index if pd.notna(similarity.loc[code, code])]
    if len(used) < 2:
        found = ", ".join(used) or "none"
        raise UsageError(
            f"nothing to compare: expected at least two documents with a policy instrument, found {found}; give more regions"
        )
    values = similarity.loc[used, used].to_numpy(dtype="float64")
    order, joins = _tree(values)
    plans = tuple(named[used[n]] for n in order)
    ordered = values[np.ix_(order, order)]
    left_out = [plan.name for code, plan in named.items() if code not in used]
    notes = [say(language, "similarity_note")]
    notes += [say(language, "similarity_left_out", who=join(language, left_out))] if left_out else []
    return Likeness(
        plans=plans,
        coefficients=tuple(tuple(map(float, row)) for row in ordered),
        joins=joins,
        title=clean(_title(plans, ordered, language), language),
        notes=tuple(clean(note, language) for note in notes),
        source=cite(ds, [plan.source_id for plan in named.values()], language),
        language=language,
    )


def _tree(values: np.ndarray) -> tuple[list[int], tuple[Join, ...]]:
    """Join the most alike groups first, and order the plans so that neighbours are alike."""
    distances = squareform(1 - values, checks=False)
    steps = optimal_leaf_ordering(linkage(distances, "average"), distances)
    groups = {n: ([n], 1.0) for n in range(len(values))}
    for number, (a, b, distance, _) in enumerate(steps, len(values)):
        groups[number] = ([*groups[int(a)][0], *groups[int(b)][0]], 1 - float(distance))
    order = groups[len(values) + len(steps) - 1][0]
    if values[order[0]].sum() < values[order[-1]].sum():
        order.reverse()  # the plan least like the others stands last
    places = {n: float(order.index(n)) for n in range(len(values))}
    joins = []
    for number, (a, b, _, _) in enumerate(steps, len(values)):
        one, other = int(a), int(b)
        places[number] = (places[one] + places[other]) / 2
        joins.append(Join((places[one], places[other]), (groups[one][1], groups[other][1]), groups[number][1]))
    return order, tuple(joins)


def show(coefficient: float) -> str:
    """Return a coefficient as the figure prints it."""
    return f"{coefficient:.2f}"


def _title(plans: tuple[Plan, ...], values: np.ndarray, language: str) -> str:
    """Name the most and the least alike; pairs with the same printed coefficient are tied."""
    pairs = {(a, b): show(values[a, b]) for a, b in combinations(range(len(plans)), 2)}
    high, low = (tie(extreme(pairs.values(), key=float)) for extreme in (max, min))
    most, least = (_name_pairs(plans, [pair for pair, text in pairs.items() if text == end], language) for end in (high, low))
    if len(pairs) == 1:
        return say(language, "similarity_pair", most=most, high=high)
    if high == low:
        return say(language, "similarity_equal", n=len(plans), high=high)
    return say(language, "similarity_extremes", most=most, high=high, least=least, low=low)


def _name_pairs(plans: tuple[Plan, ...], pairs: list[tuple[int, int]], language: str) -> str:
    """Name the pairs that share an extreme, or count them where they are many."""
    if len(pairs) > _NAMED:
        return say(language, "similarity_many", n=len(pairs))
    names = [say(language, "similarity_two", a=plans[a].name, b=plans[b].name) for a, b in pairs]
    return names[0] if len(names) == 1 else say(language, "similarity_tied", pairs=join(language, names))


def describe(content: Likeness) -> str:
    """Put the figure into words: every pair with its coefficient, the most alike first."""
    language, plans = content.language, content.plans
    ranked = sorted(content.pairs.items(), key=lambda item: -item[1])
    items = [
        say(
            language,
            "similarity_alt_item",
            pair=say(language, "similarity_two", a=plans[a].name, b=plans[b].name),
            value=show(v),
        )
        for (a, b), v in ranked
    ]
    return unbind(say(language, "similarity_alt", title=content.title, items=join(language, items, "clause")))
