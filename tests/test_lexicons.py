"""Every entry of every lexicon does what its examples say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from compare.codelists import Indicator, load_codelists
from compare.errors import DataError
from compare.lexicons import Rule, Synonyms, compile_catalogue, load_lexicons

ROOT = Path(__file__).parents[1]
LEXICONS = load_lexicons(ROOT / "data" / "lexicons", load_codelists(ROOT / "data" / "codelists").indicator)
RULES = [*LEXICONS.ocr, *LEXICONS.decoys, *LEXICONS.comparators, *LEXICONS.kinds]


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_rules_match_their_examples_and_not_their_counter_examples(rule: Rule) -> None:
    assert rule.good, "a rule needs an example"
    assert rule.bad, "a rule needs a counter-example"
    for example in rule.good:
        assert re.search(rule.pattern, example, re.MULTILINE), f"{rule.id} should match {example!r}"
    for example in rule.bad:
        assert not re.search(rule.pattern, example, re.MULTILINE), f"{rule.id} should not match {example!r}"


def test_rule_ids_are_unique() -> None:
    ids = [r.id for r in RULES]
    assert len(ids) == len(set(ids))


def test_no_rule_names_a_document_or_region() -> None:
    areas = load_codelists(ROOT / "data" / "codelists").ref_area
    names = {a.name_zh for a in areas.values() if a.level in ("county", "zone", "city")}
    files = {p.stem for p in (ROOT / "data" / "raw").glob("*")}
    text = "\n".join(p.read_text(encoding="utf-8") for p in (ROOT / "data" / "lexicons").glob("*.yaml"))
    assert [n for n in sorted(names | files) if n in text] == []


def test_every_indicator_is_found_by_each_of_its_aliases() -> None:
    indicators = load_codelists(ROOT / "data" / "codelists").indicator
    missing = []
    for indicator in indicators.values():
        for alias in indicator.aliases:
            found = {h.indicator for h in LEXICONS.catalogue.find(alias.replace(" ", ""))}
            if indicator.id not in found:
                missing.append((indicator.id, alias))
    assert missing == []


def test_words_of_an_alias_may_have_other_words_of_the_clause_between_them() -> None:
    catalogue = compile_catalogue([Indicator("rd", "研发", "R&D", aliases=("研发 占 GDP",))], Synonyms({"R&D": "研发"}))
    assert [(h.start, h.end) for h in catalogue.find("全社会R&D经费支出占GDP比重")] == [(3, 14)]
    assert catalogue.find("研发经费增加,占GDP比重") == []


def test_an_excluding_word_next_to_a_name_hides_it() -> None:
    catalogue = compile_catalogue(
        [Indicator("rd", "研发", "R&D", aliases=("研发经费",), excludes=("规上",))], Synonyms({"规模以上": "规上"})
    )
    assert catalogue.find("规模以上研发经费") == []
    assert len(catalogue.find("全社会研发经费")) == 1


def test_a_pattern_that_does_not_compile_is_named(tmp_path: Path) -> None:
    for name in ("ocr", "comparators", "kinds", "words", "synonyms"):
        (tmp_path / f"{name}.yaml").write_text("[]", encoding="utf-8")
    (tmp_path / "decoys.yaml").write_text("- {id: broken, pattern: '(', gives: other, why: test}", encoding="utf-8")
    with pytest.raises(DataError, match=r"decoys\.yaml: broken: the pattern does not compile"):
        load_lexicons(tmp_path, {})  # type: ignore[arg-type]
