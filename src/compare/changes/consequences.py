"""Why a figure that is computed, or a finding, moved: because something moved that it is made from.

Reasons lead down to the rows of `compare.changes.causes`: what a derived figure is computed from or held against, what takes
part in a finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from compare.changes.causes import document_causes, entry_cause, fallback, text_causes
from compare.changes.context import Cause, Context, cause
from compare.changes.inputs import Changed
from compare.changes.matching import Pair, Row
from compare.changes.moves import GONE, NEW
from compare.codelists import Codelists
from compare.comparability import ancestors
from compare.dataset import Measure

_FEEDS = frozenset({"numerator", "denominator", "direction", "kind", "unit", "definitions", "dimension", "level", "parent"})
_COUNTS = frozenset({NEW, GONE, "value", "bound", "recoded", "definition", "kind", "value_type", "unit", "period", "status"})
_COUNTS |= {"vintage", "qualifier", "confidence"}
"""How a row moves when what is computed from it can differ: not in its words or their place alone."""

_HELD = ("gap_to_", "ratio_to_", "share_of_parent")
"""What the names of transformations begin with that hold a value against those of other areas."""

_SAME = {"zh": "数值相同，原文或位置不同", "en": "the same value, in other words or at another place"}

_DIVIDED = ("per_denominator", "implied_")
"""What the names of transformations begin with that divide by the size of an area, or multiply by it."""

_NAMED = 3
"""As many values are named of those that a row is held against."""

_RANKED = ("kind", "value_type", "obs_status", "vintage", "qualifier", "confidence", "area_level")


@dataclass(frozen=True)
class _Said:
    """What has been said of a row that moved: its id, how it moved, its name, how that reads, and why."""

    change: str
    moves: frozenset[str]
    name: tuple[str, str]
    how: tuple[str, str]
    causes: tuple[Cause, ...]


class Told:
    """What has been said of rows that moved, by the identifiers that they had and have.

    Derived figures and findings ask it about their inputs; rows are told in the order in which they are computed.
    """

    def __init__(self) -> None:
        self._said: dict[str, _Said] = {}
        self._stated: dict[str, list[str]] = {}

    def tell(self, change: Mapping[str, Any], causes: Iterable[Cause]) -> None:
        """Keep what was said of a row of `compare.changes.changes`."""
        name = (f"{change['area_zh'] or ''}{change['item_zh']}", f"{change['area_en'] or ''} {change['item_en']}".strip())
        moves = frozenset(change["moved"].split())
        said = _Said(change["change_id"], moves, name, (_how(change, "zh"), _how(change, "en")), tuple(causes))
        identifiers = [str(i) for i in (change["before_id"], change["after_id"]) if i]
        self._said |= dict.fromkeys(identifiers, said)
        if change["what"] == "observation" and moves & _COUNTS:
            self._stated.setdefault(change["indicator"], []).extend(identifiers)

    def causes(self, code: str, identifiers: Iterable[str]) -> list[Cause]:
        """Return for each identifier of a row that moved that it did, and why."""
        found: list[Cause] = []
        for identifier in dict.fromkeys(identifiers):
            if said := self._said.get(identifier):
                found.append(cause(code, said.change, name=said.name, how=said.how))
                found += [c for c in said.causes if c.code not in ("input", "field")]
        return list(dict.fromkeys(found))

    def stated(self, indicator: str) -> list[str]:
        """Return the identifiers of the observations of an indicator that moved in more than their words."""
        return list(dict.fromkeys(self._stated.get(indicator, ())))

    def counting(self, identifiers: Iterable[str]) -> list[str]:
        """Return the identifiers of the rows that moved in more than their words."""
        return [i for i in dict.fromkeys(identifiers) if i in self._said and self._said[i].moves & _COUNTS]


def _how(change: Mapping[str, Any], language: str) -> str:
    """Say in a language how a row moved: its two sides, or where they read alike what else differs."""
    old, new = (change.get(f"{side}_{language}") or "—" for side in ("before", "after"))
    if old != new:
        return f"{old} → {new}"
    return change.get(f"detail_{language}") or _SAME[language]


def ids_of(row: Row | None, column: str) -> list[str]:
    """Return the identifiers that a row names."""
    return (row[column] or "").split() if row is not None else []


def derived_causes(context: Context, pair: Pair, told: Told) -> list[Cause]:
    """Return the reasons of a derived figure that moved: its inputs, what it is held against, the codes that it bears."""
    if alone := document_causes(context, pair.row["source_id"]):
        return alone
    inputs = [i for row in (pair.before, pair.after) for i in ids_of(row, "input_ids")]
    found = told.causes("input", told.counting(inputs))
    found += [entry_cause(entry) for entry in _reckoned_by(context, pair)]
    found = found or told.causes("field", islice(_held_against(context, pair, told), _NAMED))
    if found := found or told.causes("input", inputs):
        return list(dict.fromkeys(found))
    listed = ("indicator", "ref_area", "unit_measure", "transformation", "denominator", *_RANKED)
    files = [f"codelists/{name}.yaml" for name in listed]
    candidates = [e for e in context.of_kind("codelist") if e.file in files] + context.of_kind("reference")
    candidates += [e for e in context.of_kind("document") if e.how != "changed" or {"issued", "ref_area"} & {*e.fields}]
    return fallback(context, [*candidates, *context.of_kind("library")])


def _held_against(context: Context, pair: Pair, told: Told) -> Iterator[str]:
    """Yield the observations that moved and that a derived figure is held against: of its panel, or of the areas around."""
    row, inputs = pair.row, ids_of(pair.row, "input_ids")
    own = context.side(pair.after is not None).observation(inputs[0]) if inputs else None
    if own is None or not row["transformation"].startswith(_HELD):
        return
    measure = Measure.of(own)
    for identifier in told.stated(measure.indicator):
        peers = ((context.compared(measure, is_after=side).get(identifier), context.side(side)) for side in (False, True))
        if any(peer is not None and _is_held_against(row, peer, ds.codelists) for peer, ds in peers):
            yield identifier


def _is_held_against(row: Row, peer: Row, codelists: Codelists) -> bool:
    """Say whether a value that counts is of an area around that of a derived figure, or else of its panel."""
    area = codelists.ref_area.get(row["ref_area"])
    if area is None:
        return False
    if row["transformation"].endswith("_parent"):
        return peer["ref_area"] in ancestors(area.id, codelists)
    return peer["panel"] in ("all", area.level)


def _reckoned_by(context: Context, pair: Pair) -> Iterator[Changed]:
    """Yield the codes that a derived figure was computed by and that differ."""
    if any(row["transformation"].startswith(_DIVIDED) for row in pair.sides):
        inputs = [i for row in pair.sides for i in ids_of(row, "input_ids")]
        yield from _denominators(context, [*pair.sides, *context.observations(inputs)])
    for listed in ("indicator", "ref_area", "unit_measure", "transformation"):
        names = [row["unit_measure" if listed == "unit_measure" else listed] for row in pair.sides]
        if listed == "ref_area":
            names += [row["reference_area"] for row in pair.sides]
        for entry in context.codes(listed, names):
            if entry.how != "changed" or set(entry.fields) & _FEEDS:
                yield entry


def _denominators(context: Context, rows: Iterable[Row]) -> list[Changed]:
    """Return the denominators that differ and that rows are divided by: by their units, or by what the indicator is."""
    used: set[str | None] = set()
    for row in rows:
        for lists in (context.before.codelists, context.after.codelists):
            used |= {lists.unit_measure[unit].dimension for unit in [row["unit_measure"]] if unit in lists.unit_measure}
            used |= {lists.indicator[code].denominator for code in [row["indicator"]] if code in lists.indicator}
    changed = ((e, e.after or e.before or {}) for e in context.of_kind("codelist") if e.file == "codelists/denominator.yaml")
    return [entry for entry, fields in changed if used & {fields["dimension"], fields["indicator"]}]


def finding_causes(context: Context, pair: Pair, told: Told) -> list[Cause]:
    """Return the reasons of a finding that came, went or reads otherwise: what takes part in it, its rule, its documents."""
    if alone := document_causes(context, pair.row["source_id"]):
        return alone
    parts = [i for row in (pair.before, pair.after) for i in ids_of(row, "observation_ids")]
    found = told.causes("part", told.counting(parts) or parts)
    rules = {row["rule_id"] for row in pair.sides}
    found += [entry_cause(entry) for entry in context.of_kind("rule") if entry.entry in rules]
    sources = {row[name] for row in pair.sides for name in ("source_id", "quote_source_id", "other_source_id")}
    if not found:
        for source in sorted(s for s in sources if s is not None):
            found += document_causes(context, source) or text_causes(context, source)
        found += [entry_cause(entry) for entry in _denominators(context, context.observations(parts))]
    for listed in ("indicator", "ref_area", "check", "severity"):
        names = [row[listed] for row in pair.sides]
        found += [entry_cause(entry) for entry in context.codes(listed, names)]
    return list(dict.fromkeys(found)) or fallback(context, context.effective)
