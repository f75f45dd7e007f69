"""The ledger: one row for every number of a document, with what it states or why it states nothing.

Here the order of the cascade is written: repair → layout → atoms → attachment → scope → qualification → rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from compare.codelists import Codelists
from compare.documents import Document, Paragraph, View, paragraphs, repair
from compare.documents.metadata import infer_metadata
from compare.extract.atoms import Disposed, dispose, quantities, sentences
from compare.extract.attach import Attacher, Attachment, Sentence
from compare.extract.qualify import Qualifier, aimed_year, time_of, year_before
from compare.extract.scope import Scope
from compare.extract.tables import Cell, Table, find_tables
from compare.lexicons import Lexicons
from compare.units import Quantity, UnitReader, compile_units

Row = dict[str, Any]
_RANGE = re.compile(r"\s?[%％]?\s?(?:[—–\-~～]{1,2}|至|到)\s?")
_FOLD = re.compile(r"翻(?P<n>[一两三]?)番")
_FIRST = re.compile(r"(?P<x>零)[”\"]?的?突破")
_LISTED = ("attach.distributed", "attach.regions", "attach.years")


@dataclass(frozen=True)
class Reader:
    """Everything that reading a document needs: codelists, lexicons, compiled units."""

    codelists: Codelists
    lexicons: Lexicons
    units: UnitReader

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


def reader(codelists: Codelists, lexicons: Lexicons) -> Reader:
    """Compile what reading needs."""
    return Reader(codelists, lexicons, compile_units(codelists.unit_measure))


class _Reading:
    """One document while it is read."""

    def __init__(self, tools: Reader, document: Document) -> None:
        self.tools = tools
        self.view: View = repair(document.text, tools.lexicons.ocr)
        self.text = self.view.text
        self.document = infer_metadata(document, self.text, tools.codelists.ref_area)
        self.parts: list[Paragraph] = paragraphs(self.text)
        self.tables: list[Table] = find_tables(self.text, self.parts, self.document.issued)
        serials = [s for t in self.tables for s in t.serials]
        self.disposed: list[Disposed] = dispose(self.text, tools.lexicons.decoys, serials)
        single = sorted(quantities(self.text, tools.units, self.disposed) + self._worded(), key=lambda q: q.start)
        self.found, self.upper = _joined_ranges(self.text, [_placed(self.text, q) for q in single])
        dimensions = {i.id: tools.codelists.unit_measure[i.unit].dimension for i in tools.codelists.indicator.values()}
        self.attacher = Attacher(tools.lexicons, tools.codelists.indicator, dimensions)
        self.qualifier = Qualifier(tools.lexicons)
        self.scope = Scope(tools.codelists.ref_area, self.document)

    def rows(self) -> list[Row]:
        """Return all rows by position."""
        rows = [
            *self._page_markers(),
            *(self._disposed_row(d) for d in self.disposed),
            *self._table_rows(),
            *self._prose_rows(),
        ]
        indicators = [(r["char_start"], r["char_end"]) for r in rows if r["disposition"] == "indicator"]
        kept = [r for r in rows if r["disposition"] == "indicator" or not _inside(r, indicators)]
        return sorted(kept, key=lambda r: (r["char_start"], r["char_end"]))

    def _worded(self) -> list[Quantity]:
        """Return the targets that have no digit: 翻一番 (twofold) and 零突破 (at least one)."""
        folds = {"": 1, "一": 1, "两": 2, "三": 3}
        found = [
            Quantity(m.start(), m.end(), m.end(), float(2 ** folds[m["n"]]), "倍", "multiple", is_chinese=True)
            for m in _FOLD.finditer(self.text)
        ]
        return found + [Quantity(*m.span("x"), m.end(), 1.0, "", "", is_chinese=True) for m in _FIRST.finditer(self.text)]

    def _row(self, start: int, end: int, **values: Any) -> Row:
        """Return a row for the span ``start:end`` of the view."""
        low, high = self.view.stored(start, end)
        part = self._part(start)
        row: Row = {
            "source_id": self.document.source_id,
            "char_start": low,
            "char_end": high,
            "text": self.document.text[low:high],
            "section": " / ".join(part.section),
            "repair": self.view.repairs(low, high),
        }
        quote = values.pop("quote", None) or self._sentence(start)
        quote_start, quote_end = self.view.stored(*quote)
        quote_start, quote_end = min(quote_start, low), max(quote_end, high)
        return (
            row
            | {"quote": self.document.text[quote_start:quote_end], "quote_start": quote_start, "quote_end": quote_end}
            | values
        )

    def _part(self, position: int) -> Paragraph:
        return next((p for p in self.parts if p.start <= position < p.end), Paragraph(0, len(self.text), (), 0))

    def _sentence(self, position: int) -> tuple[int, int]:
        part = self._part(position)
        return next(
            ((s, e) for s, e in sentences(self.text, part.start, part.end) if s <= position < e), (part.start, part.end)
        )

    def _page_markers(self) -> Iterator[Row]:
        """Yield the rows of page numbers that repair has cut out of the view."""
        for edit in self.view.edits:
            match = re.search(r"\d+", self.document.text[edit.start : edit.end]) if edit.rule == "page_marker" else None
            if match:
                low, high = edit.start + match.start(), edit.start + match.end()
                yield {
                    "source_id": self.document.source_id, "char_start": low, "char_end": high, "text": match[0],
                    "quote": match[0], "quote_start": low, "quote_end": high, "disposition": "ordinal",
                    "reason": "page number of the copy", "rule_id": edit.rule, "confidence": 1.0,
                }  # fmt: skip

    def _disposed_row(self, disposed: Disposed) -> Row:
        return self._row(
            disposed.start,
            disposed.end,
            disposition=disposed.disposition,
            reason=disposed.reason,
            rule_id=disposed.rule,
            confidence=1.0,
        )

    def _table_rows(self) -> Iterator[Row]:
        for cell in (c for t in self.tables for c in t.cells):
            inside = [q for q in self.found if cell.start <= q.start < cell.end]
            for quantity in inside[:1]:
                yield from self._cell_rows(cell, quantity)

    def _cell_rows(self, cell: Cell, quantity: Quantity) -> Iterator[Row]:
        """Yield the rows of one table cell: the label gives the indicator and, where the cell has none, the unit."""
        label = self.text[slice(*cell.label)]
        stated = (
            next(iter(self.tools.units.find(re.sub(r".*[((]", "1", label))), None)
            if re.search(r"[((][^()()]+[))]$", label)
            else None
        )
        if not quantity.unit and stated and stated.unit:
            power = stated.unit_mult
            quantity = replace(
                quantity, unit=stated.unit, dimension=stated.dimension, value=quantity.value * 10**power, unit_mult=power
            )
        hits = self.attacher.fitting(self.attacher.sentence(self.text, *cell.label, []).hits, quantity)
        best = max(hits, key=lambda h: (h.weight, h.end), default=None)
        attachment = Attachment(best.indicator if best else "", cell.label, "table.row", 0.95 if best else 0.5, year=cell.year)
        row = self._indicator_row(quantity, attachment, cell.label[0], self.document.ref_area, "")
        row["value_type"] = "baseline" if cell.is_baseline else "target"
        row |= {"nature": cell.nature, "location": cell.where}
        yield row

    def _prose_rows(self) -> Iterator[Row]:
        in_tables = [(t.start, t.end) for t in self.tables]
        for part in self.parts:
            if any(low <= part.start < high for low, high in in_tables):
                continue
            paragraph = self.text[part.start : part.end]
            section = self.scope.section(part.section[-1] if part.section else "", paragraph)
            for start, end in sentences(self.text, part.start, part.end):
                sentence = self.attacher.sentence(self.text, start, end, self.found)
                yield from self._sentence_rows(sentence, part, section.id if section else "")

    def _sentence_rows(self, sentence: Sentence, part: Paragraph, section: str) -> Iterator[Row]:
        """Yield the rows of the quantities of one sentence."""
        subject = self.scope.subject(self.text[sentence.start : sentence.end])
        for number, quantity in enumerate(sentence.quantities):
            attachments = self.attacher.attach(sentence, number)
            area = subject[0].id if subject else section or self.document.ref_area
            reason = self._unstated(sentence, quantity, attachments)
            if reason:
                yield self._row(
                    quantity.start, quantity.end, disposition="other", reason=reason, rule_id="quantity.none", confidence=0.7
                )
                continue
            for attachment in attachments:
                place = area
                if attachment.area_text:
                    listed = self.scope.listed(*attachment.area_text.split("|"))
                    place = listed.id if listed else area
                row = self._indicator_row(quantity, attachment, sentence.start, place, subject[1] if subject else "")
                row = self._prose_time(row, sentence, quantity, attachment, part)
                if attachment.rule in _LISTED and row["comparator"] == "=" and number:
                    row["comparator"] = self.qualifier.comparator(self.text, sentence.quantities[number - 1])[0]
                yield from self._range_rows(row, quantity)

    def _range_rows(self, row: Row, quantity: Quantity) -> Iterator[Row]:
        """Yield the row itself, or for a range (20—30家) the rows of its two ends."""
        upper = self.upper.get(quantity.start)
        if upper is None:
            yield row
            return
        yield row | {"comparator": ">=", "rule_id": f"{row['rule_id']} range.lower"}
        ends = self._row(upper.start, upper.end, disposition="indicator")
        span = {k: ends[k] for k in ("char_start", "char_end", "text")}
        yield row | span | {"comparator": "<=", "value": upper.value, "rule_id": f"{row['rule_id']} range.upper"}

    def _unstated(self, sentence: Sentence, quantity: Quantity, attachments: Sequence[Attachment]) -> str:
        """Say why a quantity states no indicator; empty where it does."""
        known = any(a.indicator for a in attachments)
        words = self.text[quantity.start : quantity.end]
        if words.startswith("翻") and not known:
            return "multiple of nothing that is named here"
        if not quantity.unit and not (known and all(a.confidence >= 0.9 for a in attachments)):
            return "number without a unit"
        if quantity.dimension in ("time", "length"):
            return "a span of time or a distance"
        if quantity.is_chinese and not known and quantity.dimension not in ("percent", "rank"):
            return "counts what is then named, sets no target"
        return ""

    def _indicator_row(self, quantity: Quantity, attachment: Attachment, start: int, area: str, area_text: str) -> Row:
        """Return the row of a quantity that states an indicator; the time is set by the caller's kind of text."""
        indicator = self.tools.codelists.indicator[attachment.indicator] if attachment.indicator else None
        comparator, comparator_rule = self.qualifier.comparator(self.text, quantity)
        kind = self.qualifier.kind(self.text, quantity, indicator, start)
        if self.text[quantity.start : quantity.end] == "零":
            comparator, kind = ">=", "level"
        unit = "位" if kind == "rank" else quantity.unit.split("_PER_")[0] or self._unit_of(indicator)
        row = self._row(
            quantity.start, quantity.end, disposition="indicator", value=quantity.value, unit=unit, comparator=comparator, kind=kind,
            value_type="target", ref_area=area, ref_area_text=area_text, indicator=attachment.indicator,
            indicator_text=self.text[slice(*attachment.text)].strip("、,和及与的"), confidence=attachment.confidence,
            rule_id=" ".join(filter(None, (attachment.rule, comparator_rule))),
        )  # fmt: skip
        return self._set_time(row, attachment.year)

    def _unit_of(self, indicator: Any) -> str:
        """Return the unit that an indicator's own unit means in a sentence (件_PER_10K is written 件)."""
        if indicator is None:
            return ""
        unit = self.tools.codelists.unit_measure[indicator.unit]
        return unit.id.split("_PER_")[0]

    def _set_time(self, row: Row, year: int) -> Row:
        time = time_of(row["kind"], year, self.document)
        if row["kind"] == "annual":
            time = replace(time, start=year, end=year)
        return row | {"time_period": year or None, "period_start": time.start or None, "period_end": time.end or None}

    def _prose_time(self, row: Row, sentence: Sentence, quantity: Quantity, attachment: Attachment, part: Paragraph) -> Row:
        """Set time and value type of a row from the sentence, the paragraph and the document."""
        before = self.text[sentence.start : quantity.start]
        year = (
            attachment.year
            or year_before(before)
            or aimed_year(self.text[part.start : sentence.start])
            or self.document.period_end
        )
        if self.qualifier.is_baseline(self.text, quantity, sentence.start):
            explicit = re.findall(r"(20\d{2})年", re.split(r"从|由", before)[-1])
            year = int(explicit[-1]) if explicit else max(0, self.document.period_start - 1)
            row |= {"value_type": "baseline"}
        elif self.qualifier.is_existing(self.text, quantity, sentence.start, sentence.end) or year < self.document.issued:
            explicit = re.findall(r"(20\d{2})年", before)
            year = int(explicit[-1]) if explicit else self.document.issued or year
            row |= {"value_type": "actual"}
        row = self._set_time(row, year)
        if row["kind"] in ("growth", "multiple", "change_pp"):
            row |= {"base_period": self.qualifier.base_period(before) or None}
        if row["kind"] == "annual" and re.search("每年|年均|逐年", re.split("[,;]", before)[-1]):
            row |= {"period_start": self.document.period_start or None}
        return row


def _placed(text: str, quantity: Quantity) -> Quantity:
    """Make the number of 前20名 and 第13位 a place in an order."""
    is_place = quantity.dimension in ("count", "rank", "") and re.search(r"(?:前|第|列第|居)$", text[: quantity.start][-3:])
    return replace(quantity, unit="位", dimension="rank") if is_place else quantity


def _joined_ranges(text: str, found: Sequence[Quantity]) -> tuple[list[Quantity], dict[int, Quantity]]:
    """Join the two numbers of a range (3%—3.5%, 20~30家) into one quantity; return also the upper ends by the start of the lower."""
    joined: list[Quantity] = []
    upper: dict[int, Quantity] = {}
    for quantity in found:
        low = joined[-1] if joined and joined[-1].start not in upper else None
        if low and _RANGE.fullmatch(text[low.stop : quantity.start]) and low.unit in ("", quantity.unit) and quantity.unit:
            factor = 10 ** (quantity.unit_mult - low.unit_mult) if not low.unit and not low.unit_mult else 1
            lower = replace(
                low, stop=quantity.stop, value=low.value * factor, unit=quantity.unit, dimension=quantity.dimension,
                unit_mult=quantity.unit_mult,
            )  # fmt: skip
            if lower.value < quantity.value:
                joined[-1] = lower
                upper[lower.start] = quantity
                continue
        joined.append(quantity)
    return joined, upper


def _inside(row: Mapping[str, Any], spans: Sequence[tuple[int, int]]) -> bool:
    return any(low <= row["char_start"] and row["char_end"] <= high for low, high in spans)
