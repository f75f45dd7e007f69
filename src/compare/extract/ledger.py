"""The ledger: one row for every number of a document, with what it states or why it states nothing.

Here the order of the cascade is written: repair → layout → atoms → attachment → scope → qualification → rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from compare.codelists import Area, Codelists, possible_dimensions
from compare.documents import PAGE_MARKER, Document, Paragraph, paragraphs, repair
from compare.documents.metadata import infer_metadata
from compare.extract.atoms import Disposed, dispose, join_ranges, quantities, sentences
from compare.extract.attach import attach
from compare.extract.names import Attachment, Names, Sentence
from compare.extract.qualify import (
    PAST_SECTION,
    Qualifier,
    aimed_year,
    bracketed_year,
    reported_year,
    time_of,
    year_before,
    years_named,
)
from compare.extract.scope import Scope
from compare.extract.tables import Cell, find_tables
from compare.lexicons import Lexicons
from compare.units import Quantity, UnitReader, compile_units

Row = dict[str, Any]
_LISTED = ("attach.distributed", "attach.regions", "attach.years")
_DECREASE = re.compile(r"(?:下降|降低|减少|压减|缩减)[^,。;、\d]{0,8}$")
_UNIT_IN_LABEL = re.compile(r"[(:]([^()\d]+)\)?$")
_CLAUSE_END = re.compile(r"(?:[及或]?以上|左右|以内)?[”’\"]?(?:[,。;:!?、)\n]|$)")
_YEARLY = re.compile("每年|年均|逐年")


@dataclass(frozen=True)
class Reader:
    """Everything that reading a document needs: codelists, other divisions, compiled units and names, qualifiers."""

    codelists: Codelists
    divisions: tuple[Area, ...]
    units: UnitReader
    names: Names
    qualifier: Qualifier

    def read(self, document: Document) -> list[Row]:
        """Account for every number of a document.

        Parameters
        ----------
        document : Document
            The stored text with the metadata that are known.

        Returns
        -------
        list of dict
            Rows with the field names of ``schema.MENTIONS``, by position; identifiers are not yet set.
        """
        return _Reading(self, document).rows()

    def describe(self, document: Document, text: str) -> Document:
        """Return a document with the metadata that its own words, the repaired `text`, tell where they are not known."""
        return infer_metadata(document, text, (*self.codelists.ref_area.values(), *self.divisions))


def compile_reader(codelists: Codelists, divisions: Sequence[Area], lexicons: Lexicons) -> Reader:
    """Compile what reading needs from the codelists and lexicons of a project; of `divisions` those that have no code there."""
    others = tuple(d for d in divisions if d.id not in codelists.ref_area)
    dimensions = {i.id: codelists.unit_measure[i.unit].dimension for i in codelists.indicator.values()}
    names = Names(lexicons, codelists.indicator, dimensions)
    return Reader(codelists, others, compile_units(codelists.unit_measure), names, Qualifier(lexicons))


class _Reading:
    """One document while it is read."""

    def __init__(self, tools: Reader, document: Document) -> None:
        lexicons = tools.names.lexicons
        self.tools = tools
        self.view = repair(document.text, lexicons.ocr)
        self.text = self.view.text
        self.document = tools.describe(document, self.text)
        self.parts = paragraphs(self.text)
        past = self.document.issued or self.document.period_start - 1
        self.tables = find_tables(self.text, self.parts, past, lambda word: tools.units.read_unit(word) is not None)
        self.disposed = dispose(self.text, lexicons.decoys, [s for t in self.tables for s in t.serials])
        self.found, self.upper = join_ranges(self.text, quantities(self.text, tools.units, self.disposed))
        self.scope = Scope(tools.codelists, tools.divisions, self.document)

    def rows(self) -> list[Row]:
        """Return all rows by position; a number inside an indicator's span has no row of its own."""
        rows = [*self._page_markers(), *map(self._disposed_row, self.disposed), *self._table_rows(), *self._prose_rows()]
        stated = [(r["char_start"], r["char_end"]) for r in rows if r["disposition"] == "indicator"]
        kept = [r for r in rows if r["disposition"] == "indicator" or not _is_inside(r, stated)]
        return sorted(kept, key=lambda r: (r["char_start"], r["char_end"]))

    def _row(self, start: int, end: int, **values: Any) -> Row:
        """Return a row for the span ``start:end`` of the view, with its text, its sentence and its section."""
        low, high = self.view.stored(start, end)
        part = next((p for p in self.parts if p.start <= start < p.end), Paragraph(0, len(self.text), (), 0))
        around = sentences(self.text, part.start, part.end)
        quote = self.view.stored(*next(((s, e) for s, e in around if s <= start < e), (part.start, part.end)))
        quote_start, quote_end = min(quote[0], low), max(quote[1], high)
        return {
            "source_id": self.document.source_id,
            "char_start": low,
            "char_end": high,
            "text": self.document.text[low:high],
            "quote": self.document.text[quote_start:quote_end],
            "quote_start": quote_start,
            "quote_end": quote_end,
            "section": " / ".join(part.section),
            "repair": self.view.repairs(low, high),
        } | values

    def _page_markers(self) -> Iterator[Row]:
        """Yield the rows of the page numbers that repair has cut out of the view."""
        for edit in self.view.edits:
            match = re.search(r"\d+", self.document.text[edit.start : edit.end]) if edit.rule == PAGE_MARKER else None
            if match:
                low, high = edit.start + match.start(), edit.start + match.end()
                span = {"char_start": low, "char_end": high, "quote_start": low, "quote_end": high}
                said = {"disposition": "ordinal", "reason": "page number of the copy", "rule_id": edit.rule, "confidence": 1.0}
                yield {"source_id": self.document.source_id, "text": match[0], "quote": match[0], **span, **said}

    def _disposed_row(self, number: Disposed) -> Row:
        said = {"disposition": number.disposition, "reason": number.reason, "rule_id": number.rule, "confidence": 1.0}
        return self._row(number.start, number.end, **said)

    def _table_rows(self) -> Iterator[Row]:
        """Yield the rows of tables: value cells by label, column and unit; what else stands there says nothing by itself."""
        for table in self.tables:
            inside = [q for q in self.found if table.start <= q.start < table.end]
            for cell in table.cells:
                stated = [self._with_unit_of_row(q, cell) for q in inside if cell.start <= q.start < cell.end]
                inside = [q for q in inside if not cell.start <= q.start < cell.end]
                quantities_of_cell, upper = join_ranges(self.text, stated)
                self.upper |= upper
                for quantity in quantities_of_cell:
                    yield from self._ends(self._cell_row(cell, quantity), quantity)
            for quantity in inside:
                said = {"disposition": "other", "reason": "in a table, in no column of values", "rule_id": "table.rest"}
                yield self._row(quantity.start, quantity.end, confidence=0.7, **said)

    def _with_unit_of_row(self, quantity: Quantity, cell: Cell) -> Quantity:
        """Give a bare number the unit of its row's unit cell, or that its label ends with: 企业总数(家), 基金规模(亿元)."""
        match = _UNIT_IN_LABEL.search(self.text[slice(*cell.label)])
        unit = self.tools.units.read_unit(cell.unit or (match[1] if match else ""))
        if quantity.unit or unit is None:
            return quantity
        value = float(Decimal(str(quantity.value)).scaleb(unit.unit_mult))
        return replace(quantity, value=value, unit=unit.unit, dimension=unit.dimension, unit_mult=unit.unit_mult)

    def _cell_row(self, cell: Cell, quantity: Quantity) -> Row:
        of_change = replace(quantity, role="change") if cell.is_growth else quantity
        hits = self.tools.names.fitting(self.tools.names.sentence(self.text, *cell.label, []).hits, of_change)
        best = max(hits, key=lambda h: (h.weight, h.end), default=None)
        confidence = 0.95 if best else 0.5
        attachment = Attachment(best.indicator if best else "", cell.label, "table.row", confidence)
        kind = "growth" if cell.is_growth else ""
        row = self._indicator_row(quantity, attachment, self.text[slice(*cell.label)], kind=kind)
        past = self.document.period_start - 1 if self.document.period_start else 0
        year = cell.year or (past if cell.is_baseline else self.document.period_end)
        said = {"value_type": "baseline" if cell.is_baseline else "target", "nature": cell.nature, "location": cell.where}
        return self._timed(row, year) | said | {"ref_area": self.document.ref_area}

    def _prose_rows(self) -> Iterator[Row]:
        """Yield the rows of all sentences outside tables."""
        for part in self.parts:
            if any(t.start < part.end and part.start < t.end for t in self.tables):
                continue
            zone = self.scope.section(part.section[-1] if part.section else "", self.text[part.start : part.end])
            for start, end in sentences(self.text, part.start, part.end):
                sentence = self.tools.names.sentence(self.text, start, end, self.found)
                yield from self._sentence_rows(sentence, part, zone.id if zone else self.document.ref_area)

    def _sentence_rows(self, sentence: Sentence, part: Paragraph, area: str) -> Iterator[Row]:
        """Yield the rows of the quantities of one sentence; `area` is what its section is about."""
        subject, words = self.scope.subject(self.text[sentence.start : sentence.end])
        for number, quantity in enumerate(sentence.quantities):
            attachments = attach(self.tools.names, sentence, number)
            if self.text.startswith("全覆盖", quantity.start) and not any(a.indicator for a in attachments):
                continue
            is_heading = bool(part.level) and sentence.start == part.start
            reason = self._unstated(quantity, attachments, is_heading=is_heading)
            if reason:
                said = {"disposition": "other", "reason": reason, "rule_id": "quantity.none", "confidence": 0.7}
                yield self._row(quantity.start, quantity.end, **said)
                continue
            for attachment in attachments:
                listed = self.scope.listed(attachment.area_item, attachment.area_tail)
                is_nameless = attachment.rule == "attach.regions" and not listed
                if is_nameless or self._falls(sentence, quantity):
                    attachment = replace(attachment, indicator="", area_item="", confidence=0.4)
                row = self._indicator_row(quantity, attachment, sentence.before(quantity))
                row |= {
                    "ref_area": listed or subject or ("" if words else area),
                    "ref_area_text": attachment.area_item if listed else words,
                }
                if attachment.rule in _LISTED and number and row["comparator"] == "=":
                    row["comparator"] = self.tools.qualifier.comparator(self.text, sentence.quantities[number - 1])[0]
                yield from self._ends(self._in_time(row, sentence, quantity, attachment.year, part), quantity)

    def _falls(self, sentence: Sentence, quantity: Quantity) -> bool:
        """Say whether the quantity is a rate of decrease; no indicator of the catalogue is one."""
        return quantity.role == "change" and bool(_DECREASE.search(sentence.before(quantity)))

    def _ends(self, row: Row, quantity: Quantity) -> Iterator[Row]:
        """Yield the row itself, or for a range (20—30家) one row for each of its ends."""
        upper = self.upper.get(quantity.start)
        if upper is None:
            yield row
            return
        yield row | {"comparator": ">=", "rule_id": f"{row['rule_id']} range.lower"}
        end = self._row(upper.start, upper.end)
        span = {key: end[key] for key in ("char_start", "char_end", "text", "repair")}
        yield row | span | {"comparator": "<=", "value": upper.value, "rule_id": f"{row['rule_id']} range.upper"}

    def _unstated(self, quantity: Quantity, attachments: Sequence[Attachment], *, is_heading: bool) -> str:
        """Say why a quantity states no indicator; empty where it does."""
        is_known = any(a.indicator for a in attachments)
        if is_heading and quantity.dimension == "multiple" and not is_known:
            return "heading that sums up what follows"
        ends = _CLAUSE_END.match(self.text, quantity.stop) or quantity.unit_mult
        if not quantity.unit and not (is_known and ends and all(a.confidence >= 0.9 for a in attachments)):
            return "number without a unit"
        if quantity.dimension.startswith(("time", "length")):
            return "a span of time or a distance"
        if quantity.is_chinese and not is_known and quantity.dimension not in ("percent", "rank", "multiple"):
            return "counts what is then named, sets no target"
        return ""

    def _indicator_row(self, quantity: Quantity, attachment: Attachment, before: str, *, kind: str = "") -> Row:
        """Return the row of a quantity that states an indicator; `before` is what stands in front of it. Time is set later."""
        indicator = self.tools.codelists.indicator[attachment.indicator] if attachment.indicator else None
        comparator, comparator_rule = self.tools.qualifier.comparator(self.text, quantity)
        kind = kind or self.tools.qualifier.kind(before, self.text, quantity, indicator)
        if self.text[quantity.start : quantity.end] == "零":
            comparator, kind = ">=", "level"
        unit = "位" if kind == "rank" else quantity.unit or (indicator.unit if indicator else "")
        unit = ("名" if unit == "位" and kind != "rank" else unit).removesuffix("_PER_10K")
        if indicator and not self._is_possible(indicator.id, kind, unit):
            attachment = replace(attachment, indicator="", confidence=0.4)
        return self._row(
            quantity.start,
            quantity.end,
            disposition="indicator",
            value=quantity.value,
            unit=unit,
            comparator=comparator,
            kind=kind,
            value_type="target",
            indicator=attachment.indicator,
            indicator_text=self.text[slice(*attachment.text)].strip("、,和及与的"),
            rule_id=" ".join(filter(None, (attachment.rule, comparator_rule))),
            confidence=attachment.confidence,
        )

    def _is_possible(self, indicator: str, kind: str, unit: str) -> bool:
        """Say whether an indicator's value of this kind can be in this unit; what cannot be is another indicator's."""
        lists = self.tools.codelists
        return lists.unit_measure[unit].dimension in possible_dimensions(indicator, kind, lists)

    def _timed(self, row: Row, year: int) -> Row:
        """Set the year of a row and the period of a flow or a yearly amount; 0 is unknown."""
        time = time_of(row["kind"], year, self.document)
        return row | {"time_period": year or None, "period_start": time.start or None, "period_end": time.end or None}

    def _in_time(self, row: Row, sentence: Sentence, quantity: Quantity, year: int, part: Paragraph) -> Row:
        """Set time and value type of a row from its list, its sentence, its paragraph or the document, in this order."""
        before, clause = sentence.before(quantity), re.split("[,;]", sentence.before(quantity))[-1]
        first = self.document.period_start
        own = year or bracketed_year(self.text, quantity.stop) or year_before(before)
        above = aimed_year(self.text[part.start : sentence.start])
        aimed = own or above or self.document.period_end
        if self.tools.qualifier.is_baseline(self.text, quantity, sentence.start):
            named = re.findall(r"(20\d{2})年", re.split(r"从|由|自|较|比", before)[-1])
            row, aimed = row | {"value_type": "baseline"}, int(named[-1]) if named else max(0, first - 1)
        elif past := self._past_year(sentence, quantity, part, own):
            row, aimed = row | {"value_type": "actual"}, past
            row["kind"] = "level" if row["kind"] == "flow" and not self.tools.qualifier.adds(clause) else row["kind"]
        elif not own:
            row["rule_id"] += " year.paragraph" if above else " year.plan"
        row = self._timed(row, aimed)
        if row["kind"] in ("growth", "multiple", "change_pp"):
            row["base_period"] = self.tools.qualifier.base_period(before)
        if row["kind"] == "annual" and first and _YEARLY.search(clause):
            row["period_start"] = first
        return row

    def _past_year(self, sentence: Sentence, quantity: Quantity, part: Paragraph, own: int) -> int:
        """Return the year of a realised value, 0 where the quantity is a target; `own` is the year that its sentence names."""
        issued, first = self.document.issued, self.document.period_start
        before, earlier = sentence.before(quantity), self.text[part.start : sentence.start]
        reported = 0 if own else reported_year(earlier, first or issued)
        is_past = not re.search("力争|目标", before) and own <= max(issued, first - 1)
        is_past_section = is_past and PAST_SECTION.search(" ".join(part.section))
        is_existing = self.tools.qualifier.is_existing(self.text, quantity, sentence.start, sentence.end)
        if not (reported or is_past_section or is_existing or 0 < own < max(issued, first)):
            return 0
        opening = next(p.start for p in self.parts if p.section[:1] == part.section[:1])
        named = [*years_named(self.text[opening : part.start]), *years_named(earlier), reported, own, *years_named(before)]
        past = [year for year in reversed(named) if 0 < year < (first or issued)]
        return next(iter([*past, *(year for year in (own, issued, self.document.period_end) if year)]), 0)


def _is_inside(row: Mapping[str, Any], spans: Sequence[tuple[int, int]]) -> bool:
    return any(low <= row["char_start"] and row["char_end"] <= high for low, high in spans)
