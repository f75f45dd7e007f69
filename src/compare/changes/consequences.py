"""Why a figure that is computed, or a finding, moved: because something moved that it is made from.

Reasons lead down to the rows of `compare.changes.causes`: what a derived figure is computed from, what takes part in a finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from compare.changes.causes import document_causes, entry_cause, fallback
from compare.changes.context import Cause, Context, cause
from compare.changes.inputs import Changed
from compare.changes.matching import Pair, Row

_FEEDS = frozenset({"numerator", "denominator", "direction", "kind", "unit", "definitions", "dimension", "level", "parent"})
_FIELD = frozenset({"new", "gone", "value", "bound", "recoded", "definition", "kind", "value_type", "unit", "period"})
"""How an observation moves that changes what the others of its measure are held against."""

_HELD = ("gap_to_best", "ratio_to_best", "gap_to_median", "ratio_to_median")
"""Transformations that choose or compute what a value is held against from the values of all areas."""

_NAMED = 3
"""As many values are named of those that a row is held against."""

_RANKED = ("kind", "value_type", "obs_status", "vintage", "qualifier", "confidence", "area_level")


class Told:
    """What has been said of rows that moved, by the identifiers that they had and have.

    Derived figures and findings ask it about their inputs; rows are told in the order in which they are computed.
    """

    def __init__(self) -> None:
        self._said: dict[str, tuple[str, tuple[str, str], tuple[tuple[str, str], tuple[str, str]], list[Cause]]] = {}
        self._measures: dict[tuple[object, object], list[str]] = {}

    def tell(self, change: Mapping[str, object], causes: list[Cause]) -> None:
        """Keep what was said of a row of `compare.changes.changes`."""
        areas = [change["area_zh"] or "", change["area_en"] or ""]
        name = (f"{areas[0]}{change['item_zh']}", f"{areas[1]} {change['item_en']}".strip())
        values = tuple(
            (str(change.get(f"{side}_zh") or "—"), str(change.get(f"{side}_en") or "—")) for side in ("before", "after")
        )
        for identifier in (change["before_id"], change["after_id"]):
            if identifier:
                if change["what"] == "observation" and set(str(change["moved"]).split()) & _FIELD:
                    self._measures.setdefault((change["indicator"], change["definition"]), []).append(str(identifier))
                self._said[str(identifier)] = (str(change["change_id"]), name, (values[0], values[1]), causes)

    def field_causes(self, row: Row) -> list[Cause]:
        """Return why a row is held against other values than before: values of its measure that came, went or moved."""
        if row["transformation"] not in _HELD:
            return []
        return self.causes("field", self._measures.get((row["indicator"], row["definition"]), [])[:_NAMED])

    def causes(self, code: str, identifiers: Sequence[str]) -> list[Cause]:
        """Return for each identifier of a row that moved that it did, and why."""
        found: list[Cause] = []
        for identifier in dict.fromkeys(identifiers):
            if identifier in self._said:
                change, name, (old, new), causes = self._said[identifier]
                found.append(cause(code, change, name=name, old=old, new=new))
                found += [c for c in causes if c.code not in ("input", "field")]
        return list(dict.fromkeys(found))


def ids_of(row: Row | None, column: str) -> list[str]:
    """Return the identifiers that a row names."""
    return (row[column] or "").split() if row is not None else []


def derived_causes(context: Context, pair: Pair, told: Told) -> list[Cause]:
    """Return the reasons of a derived figure that moved: its inputs, what it is divided by, the codes that it bears."""
    found = told.causes("input", [*ids_of(pair.before, "input_ids"), *ids_of(pair.after, "input_ids")])
    found += [entry_cause(entry) for entry in _reckoned_by(context, pair)]
    found = found or told.field_causes(pair.row)
    if found:
        return found
    listed = ("indicator", "ref_area", "unit_measure", "transformation", "denominator", *_RANKED)
    files = [f"codelists/{name}.yaml" for name in listed]
    candidates = [e for e in context.of_kind("codelist") if e.file in files] + context.of_kind("reference")
    candidates += [e for e in context.of_kind("document") if "issued" in e.fields]
    return fallback(context, [*candidates, *context.of_kind("library")])


def _reckoned_by(context: Context, pair: Pair) -> Iterator[Changed]:
    """Yield the codes that a derived figure was computed by and that differ."""
    units = [row["unit_measure"] for row in pair.sides]
    for entry in context.of_kind("codelist"):
        if entry.file == "codelists/denominator.yaml":
            is_used = any(row["transformation"] == "per_denominator" for row in pair.sides)
            if is_used and (any(unit.endswith(f"_{entry.entry}") for unit in units) or _is_quotient(context, pair, entry)):
                yield entry
    for listed in ("indicator", "ref_area", "unit_measure", "transformation"):
        names = [row["unit_measure" if listed == "unit_measure" else listed] for row in pair.sides]
        if listed == "ref_area":
            names += [row["reference_area"] for row in pair.sides]
        for entry in context.codes(listed, names):
            if entry.how != "changed" or set(entry.fields) & _FEEDS:
                yield entry


def _is_quotient(context: Context, pair: Pair, entry: Changed) -> bool:
    """Say whether a figure is of an indicator that is by definition divided by a denominator."""
    indicator = (entry.after or entry.before or {}).get("indicator")
    sides = ((pair.before, context.before), (pair.after, context.after))
    known = [ds.codelists.indicator[row["indicator"]].denominator for row, ds in sides if row is not None]
    return indicator in known


def finding_causes(context: Context, pair: Pair, told: Told) -> list[Cause]:
    """Return the reasons of a finding that came, went or reads otherwise: what takes part in it, its rule, its documents."""
    found = told.causes("part", [*ids_of(pair.before, "observation_ids"), *ids_of(pair.after, "observation_ids")])
    rules = {row["rule_id"] for row in pair.sides}
    found += [entry_cause(entry) for entry in context.of_kind("rule") if entry.entry in rules]
    sources = {row[name] for row in pair.sides for name in ("source_id", "quote_source_id", "other_source_id")}
    if not found:
        for source in sorted(s for s in sources if s is not None):
            found += document_causes(context, source) or _changed_text(context, source)
    for listed in ("indicator", "ref_area", "check", "severity"):
        names = [row[listed] for row in pair.sides]
        found += [entry_cause(entry) for entry in context.codes(listed, names)]
    return list(dict.fromkeys(found)) or fallback(context, context.effective)


def _changed_text(context: Context, source: str) -> list[Cause]:
    entry = context.by_id.get(f"sources.yaml#{source}")
    if entry is None or "sha256" not in entry.fields:
        return []
    return [cause("document_text", entry.id, title=context.title(source))]
