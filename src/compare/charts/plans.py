"""What the figures of policy instruments share: the documents by region and years, in a form that tells them apart.

A reader knows a plan by whose it is and for which years; ids of documents are for tables.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from compare.charts.grid import FINE
from compare.charts.style import SIZES, text_width
from compare.charts.text import bind, clean
from compare.charts.words import say
from compare.dataset import Dataset, Source, area_name, format_period
from compare.errors import unknown_name


@dataclass(frozen=True)
class Plan:
    """A document: its id, area and years, and how a sentence names it: with the years only where they are needed."""

    source_id: str
    area: str
    years: str
    name: str


def name_plans(ds: Dataset, ids: Iterable[str], language: str) -> tuple[Plan, ...]:
    """Name documents in the order given.

    Raises
    ------
    UnknownNameError
        A document is not one of the data set's.
    """
    sources = [_find(ds, source_id) for source_id in ids]
    areas = Counter(source.ref_area for source in sources)
    spans = Counter((source.ref_area, _years(source, language)) for source in sources)
    plans = []
    for source in sources:
        area, years = clean(area_name(ds, source.ref_area, language), language), _years(source, language)
        if spans[source.ref_area, years] > 1:
            years = f"{years} {source.document_number or source.issued}"  # two plans of one area for the same years
        name = area if areas[source.ref_area] == 1 else say(language, "qualified", name=area, extra=years)
        plans.append(Plan(source.id, area, years, bind(name)))
    return tuple(plans)


def _find(ds: Dataset, source_id: str) -> Source:
    if source_id not in ds.sources:
        raise unknown_name("document", source_id, ds.sources)
    return ds.sources[source_id]


def _years(source: Source, language: str) -> str:
    return format_period({"period_start": source.period_start, "time_period": source.period_end}, language)


def head_width(plans: Sequence[Plan]) -> float:
    """Return the inches of a column headed by the names of plans: what their longest word and their years need."""
    words = [text_width(word, SIZES["small"], bold=True) for plan in plans for word in plan.area.split() if word.isascii()]
    years = [text_width(word, FINE) for plan in plans for word in plan.years.split()]
    return max(0.6, *words, *years) + 0.11
