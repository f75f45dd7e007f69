"""Of the whole area, or of a part? The words, their examples, and what they make of mentions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from compare import DataError, load
from compare.dataset.parts import PartEntry, Reach, load_part_words, surest
from compare.lexicons import load_lexicons
from compare.records import read_records

ROOT = Path(__file__).parents[1]
LEXICONS = ROOT / "data" / "lexicons"
DS = load(ROOT)
CATALOGUE = load_lexicons(LEXICONS, DS.codelists.indicator).catalogue
WORDS = load_part_words(LEXICONS, CATALOGUE)
ENTRIES = read_records(LEXICONS / "parts.yaml", PartEntry)
DISTRICT, ZONE = (DS.codelists.ref_area[code] for code in ("CN-320402", "CN-320402-HTZ"))


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_entries_meet_their_examples_and_not_their_counter_examples(entry: PartEntry) -> None:
    assert entry.good
    assert entry.bad
    for example in entry.good:
        assert entry.expression.search(example), f"{entry.id} should meet {example!r}"
    for example in entry.bad:
        assert not entry.expression.search(example), f"{entry.id} should not meet {example!r}"


def test_no_plain_word_is_one_for_a_part() -> None:
    words = {entry.id: set(entry.words) for entry in ENTRIES}
    parts = words["part.any"] | words["part.of"] | words["part.sector"] | words["part.place"]
    assert [w for w in words["plain"] | words["own"] if w in parts] == []


def mention(quote: str, number: str = "500", name: str = "高新技术企业", **changes: Any) -> dict[str, Any]:
    start = quote.rindex(number)
    row = {"quote": quote, "quote_start": 100, "char_start": 100 + start, "char_end": 100 + start + len(number)}
    return row | {"indicator_text": name, "section": None, "location": None} | changes


@pytest.mark.parametrize(
    ("quote", "code", "words"),
    [
        ("到2025年，全区高新技术企业达到500家", "whole", ""),
        ("力争到“十四五”末，高新技术企业总数累计突破500家", "whole", ""),
        ("天宁区高新技术企业达到500家", "whole", ""),
        ("科技型中小企业800家、高新技术企业500家", "whole", ""),
        ("培育500家高新技术企业", "whole", ""),
        ("新材料领域高新技术企业达到500家", "part", "新材料领域"),
        ("其中新增高新技术企业500家", "part", "其中"),
        ("高新技术企业中，新材料领域达到500家", "part", "新材料领域"),
        ("高新技术企业达到800家，其中规上500家", "part", "其中规上"),
        ("培育500家民营高新技术企业", "part", "民营"),
        ("在生物医药产业方面，高新技术企业达到500家", "part", "在生物医药产业方面"),
        ("园区高新技术企业达到500家", "part", "园区"),
        ("国有高新技术企业达到500家", "part", "国有"),
        ("重点跟踪的高新技术企业达到500家", "unclear", "重点跟踪"),
        ("支持各高校创业，高新技术企业达到500家", "unclear", ""),
    ],
)
def test_what_a_sentence_says(quote: str, code: str, words: str) -> None:
    reach = WORDS.reach(mention(quote), DISTRICT)
    assert (reach.code, reach.words) == (code, words)


def test_the_park_is_the_whole_in_its_own_plan() -> None:
    assert WORDS.reach(mention("园区高新技术企业达到500家"), ZONE).code == "whole"


@pytest.mark.parametrize(
    ("label", "code"),
    [("高新技术企业总数(家)", "whole"), ("其中:新材料领域高新技术企业", "part"), ("集团所属高新技术企业", "unclear")],
)
def test_of_a_cell_the_label_counts(label: str, code: str) -> None:
    cell = mention("500", name=label, location="table row 'x', column 2025")
    assert WORDS.reach(cell, DISTRICT).code == code


@pytest.mark.parametrize(("section", "code"), [("二、总体目标", "whole"), ("(三)新材料", "unclear"), ("三、各街道", "unclear")])
def test_a_heading_gives_rise_to_doubt(section: str, code: str) -> None:
    assert WORDS.reach(mention("高新技术企业达到500家", section=section), DISTRICT).code == code


@pytest.mark.parametrize(
    ("quote", "tone"),
    [
        ("高新技术企业确保达到500家", "floor"),
        ("高新技术企业确保达到450家，力争达到500家", "stretch"),
        ("力争到2025年，高新技术企业达到500家", "stretch"),
        ("力争瞪羚企业达到50家，高新技术企业达到500家", ""),
    ],
)
def test_how_a_target_is_meant(quote: str, tone: str) -> None:
    assert WORDS.reach(mention(quote), DISTRICT).tone == tone


def test_a_value_is_of_the_whole_if_one_statement_says_so() -> None:
    assert surest([Reach("part", "其中"), Reach("whole"), Reach("unclear")]) == Reach("whole")
    assert surest([]) == Reach("unclear")


def test_missing_and_unknown_entries_are_named_together(tmp_path: Path) -> None:
    text = (LEXICONS / "parts.yaml").read_text(encoding="utf-8").replace("id: floor", "id: flor")
    (tmp_path / "parts.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as error:
        load_part_words(tmp_path, CATALOGUE)
    assert "the entry 'floor' is missing" in str(error.value)
    assert "flor: nothing uses this entry" in str(error.value)


def test_a_pattern_that_does_not_compile(tmp_path: Path) -> None:
    text = (LEXICONS / "parts.yaml").read_text(encoding="utf-8").replace("pattern: (?:^", "pattern: (?:(^")
    (tmp_path / "parts.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"parts\.yaml: part\.topic: the pattern does not compile"):
        load_part_words(tmp_path, CATALOGUE)
