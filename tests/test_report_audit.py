"""The audit of documents: every number of the text in a mark, counts that equal the ledger, explanations both ways linked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import compare as cp
from compare import pages
from compare.dataset import to_rows
from compare.documents import read_document
from compare.errors import UnknownNameError
from compare.lexicons import load_lexicons
from compare.pages.audit import AuditedDocument, AuditView, audit_lead, audit_title, count
from compare.pages.words.audit import REASONS
from compare.report.audit import finish_audit, open_audit
from compare.report.parameters import check_values

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def ds() -> cp.Dataset:
    return cp.load(ROOT)


@pytest.fixture(scope="module")
def views(ds: cp.Dataset, tmp_path_factory: pytest.TempPathFactory) -> dict[str, AuditView]:
    folder = str(tmp_path_factory.mktemp("audit"))
    return {x: open_audit(ds, output=folder, language=x).view for x in ("zh", "en")}


@pytest.fixture(scope="module")
def markup(views: dict[str, AuditView]) -> dict[str, str]:
    return {language: render(view) for language, view in views.items()}


def render(view: AuditView) -> str:
    parts = [pages.audit_opening(view), pages.audit_legend(view)]
    parts += [pages.audit_document(view, document) for document in view.documents]
    return "".join(map(str, [*parts, pages.audit_sources(view)]))


class Stored(HTMLParser):
    """The lines of the stored texts on a page, and the characters of each mark in them, by the mark's address."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.marks: dict[str, str] = {}
        self.found: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self._is_inside = False
        self._mark = ""
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.found.append((tag, given))
        if tag == "p" and self.found[-2][1].get("class") == "line":
            self._is_inside = True
            self.lines.append("")
        if tag == "a":
            self._mark = given["href"] if self._is_inside else ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "p":
            self._is_inside = False
        if tag == "a":
            self._mark = ""

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._is_inside:
            self.lines[-1] += data
            if self._mark:
                self.marks[self._mark] = self.marks.get(self._mark, "") + data


def plain(markup: object) -> str:
    return re.sub(r"<[^>]+>", "", str(markup))


def audited(text: str, *rows: dict[str, Any], ds: cp.Dataset, **values: Any) -> tuple[AuditView, AuditedDocument]:
    """Return an audit of a text of our own, with rows of its ledger."""
    model = dict.fromkeys(ds.mentions.columns)
    source = next(iter(ds.sources.values()))
    whole = [{**model, "mention_id": f"m{n}", "source_id": source.id, **row} for n, row in enumerate(rows)]
    document = AuditedDocument(source, text, tuple(whole), **values)
    return AuditView(ds, "en", (document,), {}, {}), document


def year(start: int, end: int) -> dict[str, Any]:
    return {"char_start": start, "char_end": end, "disposition": "date", "reason": "a year", "rule_id": "date.year"}


# --- the text ---


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_whole_stored_text_stands_on_the_page(views: dict[str, AuditView], language: str) -> None:
    view = views[language]
    for document in view.documents:
        stored = read_document(view.ds.root / document.source.file, document.source.id).text
        assert "\n".join(Stored(str(pages.audit_document(view, document))).lines) == stored


def test_every_digit_of_every_document_is_inside_a_mark(views: dict[str, AuditView]) -> None:
    for document in views["zh"].documents:
        page = str(pages.audit_document(views["zh"], document))
        lines = "".join(re.findall(r'<div class="line"><p[^>]*>(.*?)</p>', page, re.DOTALL))
        outside = re.sub(r"<a\b[^>]*>.*?</a>", "", lines, flags=re.DOTALL)
        assert sum(c.isdecimal() for c in plain(lines)) > 50
        assert not [c for c in plain(outside) if c.isdecimal()], document.source.id
        assert not document.missing


def test_a_mark_shows_the_characters_of_its_mention(ds: cp.Dataset, markup: dict[str, str]) -> None:
    marks = Stored(markup["en"]).marks
    rows = to_rows(ds.mentions)
    shown = {row["mention_id"]: row["text"] for row in rows if f"#n-{row['mention_id']}" in marks}
    assert len(shown) == len(marks) == len({(row["source_id"], row["char_start"]) for row in rows})
    assert all(marks[f"#n-{name}"] == text.replace("\n", "") for name, text in shown.items())


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_mention_has_an_anchor_and_every_link_leads_somewhere(
    ds: cp.Dataset, markup: dict[str, str], language: str
) -> None:
    found = Stored(markup[language]).found
    ids = [given["id"] for _, given in found if "id" in given]
    assert len(ids) == len(set(ids))
    assert {f"m-{name}" for name in ds.mentions["mention_id"]} <= set(ids)
    links = {given["href"][1:] for tag, given in found if tag == "a" and given["href"].startswith("#")}
    assert links <= set(ids)
    stated = ds.mentions.loc[ds.mentions["disposition"] == "indicator", "mention_id"]
    assert {f"i-{name}" for name in stated} | {f"m-{name}" for name in stated} <= links


def test_the_words_of_a_document_are_no_markup(ds: cp.Dataset) -> None:
    text = "<script>alert(2025)</script>&amp;\n<b>x"
    start = text.index("2025")
    view, document = audited(text, year(start, start + 4), ds=ds)
    page = str(pages.audit_document(view, document))
    assert "<script" not in page
    assert "\n".join(Stored(page).lines) == text


def test_a_digit_without_an_entry_is_framed_and_told_of(ds: cp.Dataset) -> None:
    view, document = audited("到2025年达到50家", year(1, 5), ds=ds)
    page = str(pages.audit_document(view, document))
    assert re.findall(r'<span class="n n-missing"[^>]*>(\d)</span>', page) == ["5", "0"]
    assert "2 digits have no entry" in plain(pages.audit_opening(view))


def test_a_number_that_goes_over_a_line_end_is_one_mark_with_one_anchor(ds: cp.Dataset) -> None:
    view, document = audited("达到1\n50家", year(2, 6), ds=ds)
    page = str(pages.audit_document(view, document))
    assert Stored(page).lines == ["达到1", "50家"]
    assert Stored(page).marks == {"#n-m0": "150"}
    assert page.count('id="m-m0"') == page.count('id="n-m0"') == 1


def test_mentions_on_the_same_characters_share_a_mark(ds: cp.Dataset) -> None:
    _, document = audited("共150家", year(1, 4), year(2, 4), ds=ds)
    assert [(mark.start, mark.end, len(mark.rows)) for mark in document.marks] == [(1, 4, 2)]


# --- the account ---


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_account_equals_the_ledger(ds: cp.Dataset, markup: dict[str, str], language: str) -> None:
    rows = [plain(row.replace("</td>", "|").replace("</th>", "|")) for row in re.findall(r"<tr.*?</tr>", markup[language])]
    account = {row.split("|")[0]: row.split("|")[1:-1] for row in rows[: len(ds.sources) + 2]}
    for source in ds.sources.values():
        own = ds.mentions[ds.mentions["source_id"] == source.id]
        stated = own[own["disposition"] == "indicator"]
        rules = stated["rule_id"].str
        spans, stating = (frame[["char_start", "char_end"]].drop_duplicates() for frame in (own, stated))
        expected = [len(spans), len(stating), len(stated), stated["indicator"].isna().sum(), len(spans) - len(stating)]
        expected += [(rules.contains("year.plan") | rules.contains("year.paragraph")).sum() if len(stated) else 0]
        expected += [own["repair"].notna().sum(), own["rule_id"].str.startswith("correction:").sum()]
        title = source.title if language == "zh" else source.title_en
        assert account[title] == [str(int(n)) for n in expected]
    total = account["合计" if language == "zh" else "Total"]
    assert total[0] == str(len(ds.mentions[["source_id", "char_start", "char_end"]].drop_duplicates()))


def test_the_legend_counts_every_number_once(views: dict[str, AuditView]) -> None:
    view = views["en"]
    cells = re.findall(r'<td class="number">(\d+)</td>', str(pages.audit_legend(view)))
    assert sum(map(int, cells)) == count(view.documents)["numbers"]


def test_first_sentences_say_how_many(views: dict[str, AuditView]) -> None:
    counts = count(views["zh"].documents)
    assert audit_title(views["zh"]) == "逐个数字核对5份文件"
    assert audit_title(views["en"]) == "Every number of 5 documents accounted for"
    assert audit_lead(views["zh"]).startswith(f"5份文件的文本中共有{counts['numbers']}个数字，逐个列入账目：")
    assert f"Statements whose year is inferred: {counts['inferred']}; numbers repaired: {counts['repaired']};" in audit_lead(
        views["en"]
    )
    one = replace(views["en"], documents=views["en"].documents[:1])
    assert audit_title(one) == f"Every number accounted for: {one.documents[0].source.title_en}"
    assert audit_lead(one).startswith("The text of 1 document holds ")


# --- explanations ---


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("zh", "全社会研发经费支出占地区生产总值比重：3.2%，2025年，目标值，年份取自规划期"),
        ("en", "R&D expenditure as a share of GDP: 3.2%, 2025, target, year from the plan's period"),
    ],
)
def test_a_statement_is_explained_beside_its_line(markup: dict[str, str], language: str, expected: str) -> None:
    notes = [
        plain(note).replace("&amp;", "&").replace("&#x27;", "'")
        for note in re.findall(r"<li id=\"n-.*?</li>", markup[language])
    ]
    assert f"3.2 {expected}" in notes


def test_a_repair_shows_what_stood_and_what_was_read(views: dict[str, AuditView]) -> None:
    repaired = next(d for d in views["en"].documents if any(row["repair"] for row in d.rows))
    page = plain(str(pages.audit_document(views["en"], repaired)).replace("</td>", "|").replace("</th>", "|"))
    edit = next(e for e in repaired.edits if e.rule == "ocr.l_for_one_point")
    assert f"{repaired.text[edit.start : edit.end]}|{edit.text}|{edit.start}–{edit.end}|A scanner reads" in page
    assert "|(left out)|" in page
    assert "|A page number of the copy, no part of the text.|" in page


def test_a_correction_shows_what_the_rules_gave_and_why_it_changed(views: dict[str, AuditView]) -> None:
    corrected = next(d for d in views["zh"].documents if d.corrections)
    [entry] = corrected.corrections
    page, english = (plain(pages.audit_document(views[language], corrected)) for language in ("zh", "en"))
    assert f"indicator: {entry['expect']['indicator']}" in page
    assert f"indicator: {entry['set']['indicator']}" in page
    assert "这100家是从高新技术企业中遴选" in page
    assert "the hundred are chosen from among the high-tech enterprises" in english
    assert "经人工更正" in page


def test_every_reason_is_told_in_chinese(ds: cp.Dataset, views: dict[str, AuditView]) -> None:
    lexicons = load_lexicons(ROOT / "data" / "lexicons", ds.codelists.indicator)
    assert not [rule.id for rule in (*lexicons.decoys, *lexicons.ocr) if not re.search("[一-龥]", rule.why_zh)]
    reasons = set(ds.mentions["reason"].dropna())
    assert all(re.search("[一-龥]", views["zh"].reason(reason)) for reason in reasons)
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src" / "compare" / "extract").glob("*.py"))
    assert [reason for reason in REASONS if f'"{reason}"' not in code] == []


def test_kinds_of_marks_differ_in_more_than_colour() -> None:
    style = (Path(pages.__file__).parent / "style.css").read_text(encoding="utf-8")
    looks = dict(re.findall(r"^\.n-(\w+) \{[^}]*?border-bottom: (\dpx \w+)", style, re.MULTILINE))
    signs = {pages.words.WORDS[f"audit_sign_{sort}"] for sort in looks if sort != "indicator"}
    assert len(signs) == len(looks) - 1 == 6
    assert Counter(looks.values()).most_common(1)[0][1] <= 2


# --- parameters ---


def test_unknown_documents_are_refused_with_those_there_are(ds: cp.Dataset) -> None:
    with pytest.raises(UnknownNameError) as error:
        check_values(ds, {"documents": "changzhou_2012", "language": "zh"})
    assert "documents: unknown document 'changzhou_2012'; nearest: changzhou_2021" in str(error.value)
    assert f"documents of this project: {', '.join(ds.sources)}" in str(error.value)


def test_only_the_chosen_documents_are_audited(ds: cp.Dataset, tmp_path: Path) -> None:
    audit = open_audit(ds, output=str(tmp_path), documents="yixing_2023，tianning_2022", language="en")
    assert [d.source.id for d in audit.view.documents] == ["yixing_2023", "tianning_2022"]
    assert finish_audit(audit).facts["documents"] == ["yixing_2023", "tianning_2022"]
    assert (tmp_path / "made.json").is_file()
    assert "This document states no indicator." in render(audit.view)
