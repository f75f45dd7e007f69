"""Policy instruments: the lexicon keeps its examples, quotes point into the text, and the plans' instruments are found."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.actions import Phrase, action_differences, action_matrix, action_similarity, find_actions, load_instruments
from compare.codelists import load_codelists
from compare.dataset import Dataset, load
from compare.documents import Document, read_document
from compare.errors import DataError, UnknownNameError
from compare.lexicons import load_lexicons
from compare.schema import ACTIONS, conform

ROOT = Path(__file__).parents[1]
CODELISTS = load_codelists(ROOT / "data" / "codelists")
LEXICON = load_instruments(ROOT / "data" / "lexicons", CODELISTS)
OCR = load_lexicons(ROOT / "data" / "lexicons", CODELISTS.indicator).ocr
PLANS = sorted((ROOT / "data" / "raw").glob("*.txt"))
INVENTED = ROOT / "tests" / "invented"
GOLD = ROOT.parent / "shared" / "evaluation" / "policy_actions.jsonl"


def find(text: str, source_id: str = "plan") -> pd.DataFrame:
    return find_actions(Document(source_id, text, ""), LEXICON, OCR)


def instruments_of(text: str) -> set[str]:
    return set(find(text)["instrument"])


# The lexicon


@pytest.mark.parametrize("phrase", LEXICON, ids=lambda p: p.id)
def test_phrases_match_their_examples_and_not_their_counter_examples(phrase: Phrase) -> None:
    assert phrase.good, "a phrase needs an example"
    assert phrase.bad, "a phrase needs a counter-example"
    for example in phrase.good:
        assert list(phrase.spans(example)), f"{phrase.id} should match {example!r}"
    for example in phrase.bad:
        assert not list(phrase.spans(example)), f"{phrase.id} should not match {example!r}"


def test_the_examples_of_strong_phrases_are_uses_by_themselves() -> None:
    missed = [(p.id, e) for p in LEXICON if p.weight >= 7 for e in p.good if p.instrument not in instruments_of(f"{e}。")]
    assert missed == []


def test_every_instrument_has_names_and_a_definition_in_both_languages() -> None:
    codes = CODELISTS.instrument
    assert len(codes) == 33
    texts = [t for c in codes.values() for t in (c.name_zh, c.name_en, c.description_zh, c.description_en)]
    assert all(texts)
    assert len(set(texts)) == len(texts)


def write_lexicon(folder: Path, *entries: str) -> Path:
    """Write a lexicon with a phrase for each instrument and these entries."""
    whole = [
        f"- {{id: p{n}, instrument: {code}, weight: 5, pattern: 甲, why: test}}" for n, code in enumerate(CODELISTS.instrument)
    ]
    (folder / "instruments.yaml").write_text("\n".join([*whole, *entries]), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("entry", "error", "message"),
    [
        (
            "{id: x, instrument: gazele_unicorn, weight: 5, pattern: a, why: t}",
            UnknownNameError,
            "x: unknown instrument 'gazele_unicorn'; nearest: gazelle_unicorn",
        ),
        ("{id: x, scope: claus, weight: 1, pattern: a, why: t}", UnknownNameError, "x: unknown scope 'claus'; nearest: clause"),
        ("{id: x, weight: 1, pattern: '(', why: t}", DataError, "x: the pattern does not compile: missing \\)"),
        ("{id: x, weight: 1, pattern: 'a*', why: t}", DataError, "x: the pattern matches nothing at all"),
        ("{id: x, instrument: listing, pattern: a, why: t}", DataError, "x: weight is 0; expected a positive number of points"),
        ("{id: x, instrument: listing, weight: 5, scope: mask, pattern: a, why: t}", DataError, "x: scope is 'mask'"),
        ("{id: x, scope: mask, weight: 1, pattern: a, why: t}", DataError, "x: weight is 1; expected 0 for what is skipped"),
        (
            "{id: x, pattern: a, why: t}",
            DataError,
            "x: weight is 0; expected 0 for what is skipped and another number for a cue",
        ),
    ],
)
def test_a_wrong_entry_is_named(tmp_path: Path, entry: str, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        load_instruments(write_lexicon(tmp_path, f"- {entry}"), CODELISTS)


def test_an_instrument_without_a_phrase_is_named(tmp_path: Path) -> None:
    (tmp_path / "instruments.yaml").write_text(
        "- {id: x, instrument: listing, weight: 5, pattern: a, why: t}", encoding="utf-8"
    )
    with pytest.raises(DataError, match="instrument 'tech_sme_cultivation' has no phrase; add an entry"):
        load_instruments(tmp_path, CODELISTS)


# What counts as a use


def test_a_measure_counts_with_the_clause_that_shows_it() -> None:
    rows = find(
        "三、重点任务\n(一)强化攻关。围绕主导产业编制清单,每年实施“揭榜挂帅”项目20个,"
        "并且为各类企业提供所需要的资金,安排好场地与设备等其他保障条件,为产业发展打下坚实的基础。"
    )
    row = rows[rows["instrument"] == "core_technology_projects"].iloc[0]
    assert row["quote"] == "每年实施“揭榜挂帅”项目20个"
    assert row["section"] == "三、重点任务 / (一)强化攻关"
    assert row["rule_id"] == "core.compete"


@pytest.mark.parametrize("target", ["瞪羚企业50家", "瞪羚企业突破12家,独角兽企业实现零突破", "瞪羚企业五十家"])
def test_a_target_is_still_cultivation(target: str) -> None:
    assert instruments_of(f"到2025年,{target}。") == {"gazelle_unicorn"}


@pytest.mark.parametrize(
    "text",
    [
        "某市科技金融发展三年行动计划(2022—2025年)\n",
        "关键词 | 企业上市,高新技术企业培育,产学研\n",
        "首页 >> 科技招商 >> 揭榜挂帅\n",
        "(区科技局、知识产权局牵头,高新区管委会、人才办按职责分工)",
        "责任单位:市科技金融服务中心、市知识产权保护中心",
        "按照《促进科技成果转化若干规定》执行。",
        "截至2020年底,全市高新技术企业达300家。",
        "一、发展基础\n全市建成众创空间20家,设立天使投资基金。",
        "邻近地区以“揭榜挂帅”机制破解难题的做法值得学习。",
        "本意见不涉及企业创新积分、首台套采购等事项。",
        "高层次人才引进不足,科技金融支撑薄弱。",
        "科技局负责解释,市财政局、市税务局配合。",
        "",
        " \r\n\t",
        "1234567890 abc !@# □□□",
        "今天天气很好,我们去公园散步。",
    ],
)
def test_what_is_no_use_gives_no_row(text: str) -> None:
    rows = find(text)
    assert rows.empty
    assert list(rows.columns) == list(ACTIONS)


def test_a_section_about_an_instrument_scores_above_a_passing_mention() -> None:
    about = find("(三)发展科技金融。设立天使投资基金,完善科技信贷风险补偿机制。").query("instrument == 'st_finance_funds'")
    passing = find("(三)发展众创空间。依托产业基金,建设众创空间10家。").query("instrument == 'st_finance_funds'")
    assert about["score"].iloc[0] > max(passing["score"], default=0) + 0.3


def test_the_sentence_under_a_heading_is_quoted_before_the_heading() -> None:
    rows = find("(二)强化督查考核。\n将科技创新纳入年度综合考核,实行月通报、季评价。").query(
        "instrument == 'monitoring_assessment'"
    )
    assert rows["quote"].iloc[0] == "将科技创新纳入年度综合考核,实行月通报、季评价"


# Spans


def assert_sound(text: str, rows: pd.DataFrame) -> None:
    for row in rows.itertuples():
        assert row.quote == text[row.char_start : row.char_end]
        assert row.quote == row.quote.strip() != ""
        assert len(row.quote) <= 130  # 120 of the repaired text; a page marker inside may add a few characters
        assert 0.33 <= row.score <= 1
        assert re.fullmatch("a[0-9a-f]{10}", row.action_id)
    assert (rows.groupby("instrument").size() <= 3).all()
    assert rows["action_id"].is_unique
    order = list(CODELISTS.instrument)
    assert [order.index(i) for i in rows["instrument"]] == sorted(order.index(i) for i in rows["instrument"])
    assert all(group["score"].is_monotonic_decreasing for _, group in rows.groupby("instrument"))


@pytest.mark.parametrize("plan", [*PLANS, *sorted(INVENTED.glob("*.txt"))], ids=lambda p: p.stem)
def test_quotes_are_the_text_at_their_spans(plan: Path) -> None:
    document = read_document(plan, plan.stem)
    rows = find_actions(document, LEXICON, OCR)
    assert len(rows) > 20
    assert_sound(document.text, rows)
    pd.testing.assert_frame_equal(rows, find_actions(document, LEXICON, OCR))


@pytest.mark.parametrize(
    "change", [lambda t: t.replace("\n", "\r\n"), lambda t: t.replace(",", "，").replace("(", "（").replace(")", "）")]
)
def test_line_ends_and_full_width_signs_change_no_finding(change) -> None:  # type: ignore[no-untyped-def]
    text = "一、重点任务\n(一)培育企业。培育瞪羚企业50家,推动企业在科创板上市;\n(二)集聚人才。实施英才计划,完善人才住房保障。\n"
    changed = find(change(text))
    assert_sound(change(text), changed)
    assert list(changed["quote"]) == [change(q) for q in find(text)["quote"]]
    assert {"gazelle_unicorn", "listing", "talent_programmes", "talent_services"} == set(changed["instrument"])


WORDS = [*"、,;。:\n\r(){}“”|□　１", "截至2020年", "(区科技局牵头,", *(e for p in LEXICON for e in p.good[:1])]


@given(st.lists(st.sampled_from(WORDS), max_size=40).map("".join))
def test_any_text_of_such_words_gives_sound_rows(text: str) -> None:
    assert_sound(text, find(text))


@pytest.mark.parametrize("unit", ["推进产业链与高新技术企业研发机构建设人才", "(区科技局", "| 专利 ", "《培育", "\n(", " "])
def test_long_text_without_order_is_read_to_its_end(unit: str) -> None:
    text = unit * (60_000 // len(unit)) + "。\n实施“揭榜挂帅”制度,组织科技攻关。"
    rows = find(text)
    assert_sound(text, rows)


# The plans


@dataclass(frozen=True)
class Agreement:
    """How far the findings agree with annotations, over all cells document x instrument."""

    cells: int
    agreeing: int
    positive: int
    overlapping: int


def measure(gold: Path, plans: Iterable[Path]) -> Agreement:
    spans: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for record in map(json.loads, gold.read_text(encoding="utf-8").splitlines()):
        spans.setdefault((record["source_id"], record["instrument"]), []).append((record["char_start"], record["char_end"]))
    cells = agreeing = overlapping = 0
    for plan in plans:
        best = find_actions(read_document(plan, plan.stem), LEXICON, OCR).drop_duplicates("instrument").set_index("instrument")
        for code in CODELISTS.instrument:
            asked = spans.get((plan.stem, code), [])
            cells += 1
            agreeing += bool(asked) == (code in best.index)
            if asked and code in best.index:
                low, high = best.loc[code, ["char_start", "char_end"]]
                overlapping += any(low < end and start < high for start, end in asked)
    return Agreement(cells, agreeing, len(spans), overlapping)


def test_the_plans_agree_with_the_evaluation_data() -> None:
    if not GOLD.exists():
        pytest.skip("needs ../shared/evaluation/policy_actions.jsonl, which is not part of the repository")
    found = measure(GOLD, PLANS)
    print(f"\nfive plans: {found}")  # noqa: T201  a figure to report
    assert (found.cells, found.positive) == (165, 138)
    assert found.agreeing >= 0.98 * found.cells
    assert found.overlapping >= 0.9 * found.positive
    records = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    names = {(r["instrument"], r["instrument_zh"]) for r in records}
    assert names == {(c.id, c.name_zh) for c in CODELISTS.instrument.values()}


def test_invented_plans_agree_with_their_annotations() -> None:
    found = measure(INVENTED / "actions.jsonl", sorted(INVENTED.glob("*.txt")))
    print(f"\ninvented plans: {found}")  # noqa: T201  a figure to report
    assert found.cells == 33 * len(list(INVENTED.glob("*.txt")))
    assert found.agreeing >= 0.95 * found.cells
    assert found.overlapping >= 0.95 * found.positive


# Comparing plans


@pytest.fixture(scope="module")
def ds() -> Dataset:
    """Return the project with the instruments of its plans as they are found now."""
    project = load(ROOT)
    found = []
    for source in project.sources.values():
        document = read_document(ROOT / source.file, source.id)
        found.append(find_actions(replace(document, ref_area=source.ref_area), LEXICON, OCR))
    return replace(project, actions=conform(pd.concat(found), "actions"))


def small(ds: Dataset, used: dict[str, str]) -> Dataset:
    """Return `ds` with two documents of one area, one of another and an empty one, which use the instruments given."""
    pattern = next(iter(ds.sources.values()))
    areas = {"a1": "CN-320402", "a2": "CN-320402", "b": "CN-320400", "empty": "CN-320282"}
    rows = [
        {"source_id": s, "instrument": i, "score": 0.5, "char_start": n, "char_end": n + 1, "quote": i, "action_id": f"{s}{n}"}
        for s, codes in used.items()
        for n, i in enumerate(codes.split())
    ]
    sources = {i: replace(pattern, id=i, ref_area=area) for i, area in areas.items()}
    return replace(ds, sources=sources, actions=conform(pd.DataFrame(rows), "actions"))


USED = {"a1": "listing gazelle_unicorn", "a2": "intellectual_property listing", "b": "listing"}


def test_coverage_has_every_document_and_every_instrument(ds: Dataset) -> None:
    matrix = action_matrix(ds)
    assert list(matrix.index) == list(ds.sources)
    assert list(matrix.columns) == list(CODELISTS.instrument)
    assert matrix.to_numpy().sum() == len(ds.actions)
    two = action_matrix(small(ds, USED))
    assert list(two.index) == ["a1", "a2", "b", "empty"]
    assert two.loc["a1"].sum() == 2
    assert two.loc["empty"].sum() == 0
    assert list(action_matrix(small(ds, USED), regions=["宜兴市", "天宁区"]).index) == ["empty", "a1", "a2"]
    with pytest.raises(UnknownNameError, match="unknown .*亚特兰蒂斯"):
        action_matrix(ds, regions="亚特兰蒂斯")


def test_similarity_is_what_is_shared_over_what_either_uses(ds: Dataset) -> None:
    matrix = action_similarity(small(ds, USED))
    assert matrix.loc["a1", "a2"] == pytest.approx(1 / 3)
    assert matrix.loc["a1", "b"] == pytest.approx(1 / 2)
    assert matrix.loc["a1", "empty"] == 0
    assert matrix.isna().sum().sum() == 1
    assert pd.isna(matrix.loc["empty", "empty"])


def test_similarity_of_the_plans_is_symmetric_and_one_with_itself(ds: Dataset) -> None:
    matrix = action_similarity(ds)
    pd.testing.assert_frame_equal(matrix, matrix.T, check_names=False)
    assert [matrix.iloc[n, n] for n in range(len(matrix))] == [1] * len(ds.sources)
    assert matrix.min().min() > 0
    assert list(action_similarity(ds, regions=["CN-320402", "宜兴市"]).columns) == ["tianning_2022", "yixing_2023"]


def test_differences_take_the_documents_of_an_area_together(ds: Dataset) -> None:
    rows = action_differences(small(ds, USED), "天宁区", "常州市")
    assert list(rows["instrument"]) == ["gazelle_unicorn", "intellectual_property"]
    assert list(rows["source_id"]) == ["a1", "a2"]
    assert action_differences(small(ds, USED), "常州市", "天宁区").empty
    assert list(action_differences(small(ds, USED), "宜兴市", "常州市").columns) == list(rows.columns)


def test_differences_quote_what_one_plan_has_and_the_other_has_not(ds: Dataset) -> None:
    rows = action_differences(ds, "CN-320282", "CN-320402")
    assert "core_technology_projects" in set(rows["instrument"])
    matrix = action_matrix(ds) > 0
    assert set(rows["instrument"]) == {i for i in matrix if matrix.loc["yixing_2023", i] and not matrix.loc["tianning_2022", i]}
    text = read_document(ROOT / "data" / "raw" / "yixing_2023.txt", "yixing_2023").text
    assert all(text[r.char_start : r.char_end] == r.quote for r in rows.itertuples())


def test_the_order_of_rows_and_documents_does_not_matter(ds: Dataset) -> None:
    mixed = replace(ds, actions=ds.actions.sample(frac=1, random_state=1))
    pd.testing.assert_frame_equal(action_matrix(mixed), action_matrix(ds))
    pd.testing.assert_frame_equal(action_similarity(mixed), action_similarity(ds))
    pd.testing.assert_frame_equal(
        action_differences(mixed, "CN-320282", "CN-320402"), action_differences(ds, "CN-320282", "CN-320402")
    )
