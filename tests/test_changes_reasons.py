"""Why a row moved: each input that a user can change is named where it is the cause, in both languages, and nothing else is."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
import yaml
from tests.test_changes import ROOT, correct, edit_sources, only
from tests.test_changes_every_figure import add_omega, count_again, remove, reword, rewrite, scale
from tests.test_report import write_project

import compare as cp
from compare import pages
from compare.changes import moved_places
from compare.dataset import to_rows
from compare.pipeline import build
from compare.report import changes as report

Change = Callable[[Callable[[Path], object]], pd.DataFrame]
SHARE = "rd_expenditure_gdp_ratio"


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of four small plans with figures of other sources."""
    root = write_project(tmp_path_factory.mktemp("reasons"))
    shutil.copytree(ROOT / "data" / "reference", root / "data" / "reference")
    build(root)
    return root


@pytest.fixture
def changed(plain: Path, tmp_path: Path) -> Change:
    """Change a copy of the project, build it, and return what moved."""

    def change(edit: Callable[[Path], object]) -> pd.DataFrame:
        root = Path(shutil.copytree(plain, tmp_path / "after"))
        edit(root)
        return cp.changes(cp.load(plain), build(root))

    return change


def to_median(rows: pd.DataFrame, area: str) -> pd.Series:
    """Return the gap of an area to the median of the share of R&D."""
    rows = rows[(rows["what"] == "derived") & (rows["ref_area"] == area) & (rows["indicator"] == SHARE)]
    found = rows[rows["item_en"].str.contains("gap to the median")]
    assert len(found) == 1, rows[["item_en", "moved"]].to_string()
    return found.iloc[0]


# --- documents ---


def test_an_added_document_brings_its_values_and_moves_what_they_are_held_against(changed: Change) -> None:
    rows = changed(lambda root: add_omega(root, 3.9))
    new = rows[(rows["what"] == "observation") & (rows["moved"] == "new")]
    assert (len(new), set(new["source_id"])) == (2, {"omega"})
    own = rows[rows["source_id"] == "omega"]
    assert set(own["why_zh"]) == {"新增文件《omega规划》"}
    assert set(own["why_en"]) == {"the document “Plan omega” was added"}
    assert rows["is_explained"].all()
    other = to_median(rows, "CN-320402")
    assert (
        other["why_zh"] == "与之比较的数值有变动：武进区全社会研发经费支出占地区生产总值比重（— → 3.9%）；新增文件《omega规划》"
    )


@pytest.mark.slow
def test_a_removed_document_is_the_reason_of_the_new_median(changed: Change) -> None:
    rows = changed(lambda root: remove(root, "gamma"))
    assert set(rows.loc[rows["source_id"] == "gamma", "why_en"]) == {"the document “Plan gamma & more” was removed"}
    why = to_median(rows, "CN-320402")["why_en"]
    assert "Tongxiang" in why
    assert "the document “Plan gamma & more” was removed" in why
    assert rows["is_explained"].all()


@pytest.mark.slow
def test_a_value_is_held_against_its_own_measure_alone(plain: Path, tmp_path: Path) -> None:
    """A value of an earlier year moves as well; the median is of the final years."""
    sides = [Path(shutil.copytree(plain, tmp_path / name)) for name in ("before", "after")]
    for root, value in zip(sides, ("3.0", "3.1"), strict=True):
        earlier = f"到2022年，全社会研发投入占地区生产总值比重达到{value}%。\n\n到2025年"
        reword(root, "beta", "到2025年", earlier)
        if value == "3.1":
            reword(root, "gamma", "3.6%左右", "3.1%")
        build(root)
    rows = cp.changes(*map(cp.load, sides))
    moved = rows[(rows["what"] == "observation") & rows["moved"].str.contains("value")]
    assert set(moved["source_id"]) == {"beta", "gamma"}
    why = to_median(rows, "CN-320402")["why_en"]
    assert "≈ 3.6% → 3.1%" in why
    assert "3.0% → 3.1%" not in why


@pytest.mark.slow
def test_a_document_of_another_area_takes_its_rows_along(changed: Change) -> None:
    def move(root: Path) -> None:
        edit_sources(root, lambda entries: next(e for e in entries if e["id"] == "alpha").update(ref_area="CN-320412"))

    rows = changed(move)
    own = rows[(rows["source_id"] == "alpha") & rows["what"].isin(["observation", "instrument"])]
    assert len(own) > 2
    assert set(own["why_zh"]) == {"文件目录 data/sources.yaml 的“alpha”有改动（ref_area）"}
    derived = rows[(rows["what"] == "derived") & rows["why_zh"].str.contains("所据的")]
    assert derived["why_zh"].str.contains("天宁区 → 武进区", regex=False).any()
    assert not rows["why_zh"].str.contains("3.2% → 3.2%", regex=False).any()


@pytest.mark.slow
def test_rows_that_only_stand_elsewhere_are_counted_apart(plain: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(plain, tmp_path / "after"))
    reword(root, "alpha", "\n\n", "\n\n本文件经会议通过。\n\n")
    view = report.open_changes(build(root), previous=str(plain), output=str(tmp_path / "o"), language="en").view
    assert {row["what"] for row in view.of("words")} >= {"observation", "instrument"}
    assert view.of("observation") == view.of("instrument") == []
    assert pages.changes_title(view).startswith("Since the earlier data: 1 document changed, ")
    assert "but for words, place or formula" in pages.changes_title(view)


# --- what documents are read with ---


def test_a_word_taken_out_of_a_lexicon_is_named(changed: Change) -> None:
    def forget(root: Path) -> None:
        assert rewrite(root / "data" / "lexicons" / "words.yaml", "words: [新增, ", "words: [")

    row = only(changed(forget), "observation", "kind")
    assert row["why_zh"] == "词表 data/lexicons/words.yaml 的“flow_strong”删除词语“新增”，原文中有该词"
    assert row["why_en"] == "“新增” was removed from “flow_strong” of the lexicon data/lexicons/words.yaml; the sentence has it"


@pytest.mark.slow
def test_a_changed_pattern_is_named_and_not_the_rule_beside_it(changed: Change) -> None:
    def forget(root: Path) -> None:
        assert rewrite(root / "data" / "lexicons" / "comparators.yaml", "(?:超过|", "(?:")

    row = only(changed(forget), "observation", "bound")
    assert (row["before_zh"], row["after_zh"]) == ("> 5,000 家", "5,000 家")
    assert row["why_zh"] == "词表 data/lexicons/comparators.yaml 的“left.more”有改动（pattern）"
    assert row["why_en"] == "“left.more” of the lexicon data/lexicons/comparators.yaml was changed (pattern)"


@pytest.mark.slow
def test_a_reason_of_a_correction_is_in_the_language_of_the_page_where_it_has_one(changed: Change) -> None:
    def explain(root: Path) -> None:
        correct(root)
        path = root / "data" / "corrections" / "alpha.yaml"
        [entry] = yaml.safe_load(path.read_text(encoding="utf-8"))
        path.write_text(yaml.safe_dump([entry | {"reason_zh": "原文系笔误"}], allow_unicode=True), encoding="utf-8")

    row = only(changed(explain), "observation", "value")
    assert row["why_zh"] == "新增人工更正 alpha.yaml#fewer：原文系笔误"
    assert row["why_en"] == "a person's correction was added, alpha.yaml#fewer: the printed number is a slip"


# --- what figures are computed with ---


@pytest.mark.slow
def test_another_factor_of_a_denominator_is_named_and_moves_no_value(changed: Change) -> None:
    rows = changed(lambda root: scale(root, 100000))
    assert set(rows["what"]) == {"derived"}
    assert set(rows["why_zh"]) == {"代码表 data/codelists/denominator.yaml 的“PER_10K”有改动（multiple）"}
    assert set(rows["why_en"]) == {"“PER_10K” of the codelist data/codelists/denominator.yaml was changed (multiple)"}
    assert ((rows["after_value"] / rows["before_value"]).round(6) == 10).all()


@pytest.mark.slow
def test_a_figure_of_another_source_is_the_reason_of_what_is_divided_by_it(changed: Change) -> None:
    rows = changed(lambda root: count_again(root, 2))
    per_head = rows[(rows["what"] == "derived") & (rows["indicator"] == "hightech_enterprises")]
    assert len(per_head)
    assert per_head["why_zh"].str.contains("所据的天宁区常住人口有变动", regex=False).all()
    assert per_head["why_zh"].str.contains("；data/reference 中的数值有改动", regex=False).all()
    assert rows["is_explained"].all()


@pytest.mark.slow
def test_a_changed_rule_is_the_reason_of_its_findings(changed: Change) -> None:
    def limit(root: Path) -> None:
        rule: dict[str, object] = {"id": "low", "check": "bounds", "severity": "error", "severity_if_unsure": "error"}
        rule |= {
            "name_zh": "上限",
            "name_en": "A limit",
            "why": "A test",
            "indicators": [SHARE],
            "kinds": ["ratio"],
            "maximum": 3.4,
        }
        path = root / "data" / "rules" / "ranges.yaml"
        path.write_text(f"{path.read_text(encoding='utf-8')}{yaml.safe_dump([rule], allow_unicode=True)}", encoding="utf-8")

    [row] = changed(limit).to_dict("records")
    assert (row["what"], row["moved"], row["ref_area"]) == ("finding", "new", "CN-320400")
    assert row["why_zh"] == "核查规则 data/rules/ranges.yaml 新增“low”"
    assert row["why_en"] == "“low” was added to the check rules data/rules/ranges.yaml"


# --- the library ---


def published(plain: Path, folder: Path, version: str) -> Path:
    """Copy the project as a run of a library whose parts were others would have left it."""
    root = Path(shutil.copytree(plain, folder / "before"))
    parts = {"1": {"compare/derive/gaps.py": "0" * 64}}
    manifest = {"run": "20260105-063000", "started": "", "versions": {"compare": version}, "inputs": parts}
    (root / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return root


@pytest.mark.slow
def test_another_library_is_the_reason_where_nothing_else_differs(plain: Path, tmp_path: Path) -> None:
    before = published(plain, tmp_path, "0.1")
    path = before / "data" / "derived" / "derived.csv"
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    chosen = frame.index[frame["transformation"] == "gap_to_median"][0]
    frame.loc[chosen, "obs_value"] = "7"
    frame.to_csv(path, index=False, lineterminator="\n")
    [row] = cp.changes(cp.load(before), cp.load(plain)).to_dict("records")
    assert (row["what"], row["before_value"], row["is_explained"]) == ("derived", 7, True)
    assert row["why_en"].startswith("the library was changed (0.1 → ")
    assert row["why_zh"].startswith("程序库有改动（0.1 → ")
    assert cp.changes(cp.load(plain), cp.load(plain)).empty


@pytest.mark.parametrize(("comparator", "is_settled"), [("=", True), (">=", False)])
def test_a_place_beside_a_first_companion_is_settled_unless_a_bound_leaves_it_open(comparator: str, is_settled: bool) -> None:
    """An area alone in its panel has no place; it gets one when another states the same, and that alone leaves nothing open."""
    ds = cp.load(ROOT)
    rows = cp.benchmark(ds, indicators="hightech_enterprises")
    alone = rows[(rows["ref_area"] == "CN-320402") & (rows["comparator"] == "=")]
    assert len(alone) == 1
    assert alone["rank"].isna().all()
    other = alone.assign(ref_area="CN-330483", observation_id="other", obs_value=172.0, comparator=comparator, rank=2)
    both = pd.concat([alone.assign(rank=1), other]).astype(alone.dtypes)
    (place,) = to_rows(moved_places((ds, alone), (ds, both), {}).query("ref_area == 'CN-320402'"))
    assert (place["before_rank"], place["after_rank"], place["is_settled"]) == (None, 1, is_settled)
