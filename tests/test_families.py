"""Like for like: the measure ranked, its relatives marked with the reason, the silent areas last."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pandas as pd
import pytest

import compare as cp
from compare.dataset import LIKE_FOR_LIKE, comparison, like_for_like
from compare.schema import conform

ROOT = Path(__file__).parents[1]
DS = cp.load(ROOT)


def test_research_intensity_is_ranked_among_equal_definitions_only() -> None:
    found = like_for_like(DS, "rd_expenditure_gdp_ratio")
    assert list(found.columns) == list(LIKE_FOR_LIKE)
    ranked = found[found["rank"].notna()]
    assert list(ranked["ref_area_zh"]) == ["江阴高新区", "天宁高新区", "常州市", "天宁区"]
    assert set(ranked["comparability"]) == {"same_definition"}
    assert ranked.iloc[0][["value_en", "time_period", "sentence_en"]].tolist() == [
        "≥ 5.5%",
        2020,
        "leads among all areas; the areas' years differ (2020, 2025)",
    ]
    assert "different years (2020, 2025)" in ranked.iloc[2]["sentence_en"]


def test_another_definition_is_shown_and_not_ranked() -> None:
    row = like_for_like(DS, "rd_expenditure_gdp_ratio").set_index("ref_area").loc["CN-330483"]
    assert (row["indicator"], row["value_zh"], row["comparability"]) == ("rd_industrial_gdp_ratio", "3.5%", "same_family")
    assert pd.isna(row["rank"])
    assert row["sentence_zh"].startswith("同类指标，概念不同，不能比较（全社会研发经费支出占地区生产总值比重；")


def test_amounts_are_led_within_each_level() -> None:
    found = like_for_like(DS, "高新技术企业数")
    leads = found[found["sentence_en"].str.startswith("leads")]
    assert list(leads["sentence_zh"]) == ["同级（园区）中领先；各地年份不同（2020、2025）"]
    assert found.loc[found["ref_area"] == "CN-330483", "kind"].tolist() == ["flow"]


def test_who_states_nothing_comes_last_with_the_reason() -> None:
    last = like_for_like(DS, "rd_expenditure_gdp_ratio").iloc[-1]
    assert (last["ref_area"], last["absence"], last["value_en"]) == ("CN-320282", "words_only", "—")
    assert "states no figure at all" in last["sentence_en"]


def test_regions_and_names_are_resolved() -> None:
    found = like_for_like(DS, "rd_expenditure_gdp_ratio", regions=["天宁区", "常州市"])
    assert list(found["ref_area"]) == ["CN-320400", "CN-320402"]
    with pytest.raises(cp.UnknownNameError, match="nearest: rd_expenditure"):
        like_for_like(DS, "rd_expenditur")


@pytest.mark.parametrize("indicator", sorted(set(DS.observations["indicator"])))
def test_the_same_definition_is_said_of_one_measure_only_and_only_that_is_ranked(indicator: str) -> None:
    found = like_for_like(DS, indicator)
    same = found[found["comparability"] == "same_definition"]
    assert len(same[["indicator", "definition", "kind", "unit_measure"]].drop_duplicates()) == 1
    assert set(found.loc[found["rank"].notna(), "comparability"]) <= {"same_definition"}
    assert not same["ref_area"].duplicated().any()
    marked = found[found["comparability"] == "same_family"]
    assert marked["sentence_en"].str.contains("not comparable").all()
    assert (found["sentence_zh"].str.len() > 3).all()
    assert (found["sentence_en"].str.len() > 3).all()


def test_who_shares_the_first_value_is_told_so() -> None:
    found = like_for_like(DS, "rd_institution_coverage_rate")
    first = found[found["rank"] == 1]
    assert list(first["ref_area_zh"]) == ["常州市", "天宁区", "江阴高新区"]
    assert set(first["sentence_zh"]) == {"所有地区中并列领先；各地年份不同（2020、2025）"}


def test_one_area_alone_has_nothing_to_be_compared_with() -> None:
    alone = like_for_like(DS, "rd_industrial_gdp_ratio")
    assert alone.iloc[0][["ref_area", "sentence_zh"]].tolist() == ["CN-330483", "只有该地区提出这一目标，无可比较"]
    assert set(alone[alone["indicator"] == "rd_expenditure_gdp_ratio"]["comparability"]) == {"same_family"}


def test_amounts_at_different_levels_are_side_by_side_though_none_is_ranked() -> None:
    found = like_for_like(DS, "gazelle_enterprises").set_index("ref_area")
    assert found.loc["CN-320402", "sentence_en"].startswith("an amount at different administrative levels")
    assert "the documents do not state the definition" in found.loc["CN-320402", "sentence_en"]
    assert found["rank"].isna().all()


def test_a_value_that_its_document_contradicts_never_leads() -> None:
    rows = DS.observations.copy()
    about = (rows["indicator"] == "rd_expenditure_gdp_ratio") & (rows["ref_area"] == "CN-320281-HTZ")
    doubted = dataclasses.replace(DS, observations=rows.assign(obs_status=rows["obs_status"].where(~about, "U")))
    found = like_for_like(doubted, "rd_expenditure_gdp_ratio").set_index("ref_area_zh")
    assert pd.isna(found.loc["江阴高新区", "rank"].iloc[0])
    assert found.loc["天宁高新区", "sentence_zh"].startswith("所有地区中数值居首，但因界限值或约数不能断定")
    assert cp.comparison(doubted, "rd_expenditure_gdp_ratio", reference="best").loc[0, "reference_value"] == 3.6


def test_an_impossible_value_is_marked_and_not_ranked() -> None:
    row = DS.observations[(DS.observations["indicator"] == "rd_institution_coverage_rate")].iloc[-1]
    finding = {"check": "bounds", "severity": "error", "message_zh": "不可能", "message_en": "cannot be"}
    errors = conform(pd.DataFrame([finding | {"observation_ids": row["observation_id"]}]), "findings")
    doubted = dataclasses.replace(DS, findings=errors)
    found = cp.comparison(doubted, "rd_institution_coverage_rate", definition=row["definition"])
    marked = found.set_index("observation_id").loc[row["observation_id"]]
    assert (marked["obs_status"], marked["note_en"]) == ("U", "cannot be")
    assert pd.isna(marked["rank"])


def test_two_indicators_at_once_are_refused() -> None:
    with pytest.raises(cp.UsageError, match="expected one code or name"):
        like_for_like(DS, ["gdp"])  # type: ignore[arg-type]


class TestRelativeToSize:
    """Amounts over population or GDP, beside values that are stated so."""

    def test_patents_become_comparable_only_through_the_census(self) -> None:
        found = comparison(DS, "valid_invention_patents", per="PER_10K").set_index("ref_area")
        assert set(found["indicator"]) == {"invention_patents_per_10k"}
        assert found.loc["CN-320400", "obs_value"] == 55
        assert pd.isna(found.loc["CN-320400", "transformation"])
        derived = found.loc["CN-320402"]
        assert derived["obs_value"] == pytest.approx(2400 / 668906 * 10000)
        assert (derived["comparator"], derived["transformation"]) == (">=", "per_denominator")
        assert derived["observation_id"] in set(DS.derived["derived_id"])

    def test_a_total_says_what_it_comes_to_where_others_state_it_per_head(self) -> None:
        row = comparison(DS, "invention_patents_per_10k").set_index("ref_area").loc["CN-320402"]
        assert row["absence_en"].endswith("≥ 2,400 patents (2025), which comes to ≥ 35.9 patents per 10,000 people")
        other = comparison(DS, "rd_expenditure_gdp_ratio").set_index("ref_area").loc["CN-330483"]
        assert other["absence_en"].endswith("3.5% (2023)"), "the ratio of industry is no total to divide"

    def test_a_zone_without_a_population_has_no_figure_and_says_why(self) -> None:
        row = comparison(DS, "hightech_enterprises", per="PER_10K").set_index("ref_area").loc["CN-320281-HTZ"]
        assert pd.isna(row["obs_value"])
        assert row["absence"] == "no_denominator"
        assert row["absence_zh"] == "没有江阴高新区自己的常住人口，无法换算：120 家（2020年）"
        assert "120家" in row["evidence_quote"] or "120" in row["evidence_quote"]

    def test_density_is_ranked_across_levels(self) -> None:
        found = comparison(DS, "hightech_enterprises", per="PER_10K").set_index("ref_area")
        assert found.loc["CN-320400", "obs_value"] == pytest.approx(5000 / 5278121 * 10000)
        assert set(found.loc[found["obs_value"].notna(), "panel"]) == {"all"}
        assert found.loc[["CN-320400", "CN-320402"], "rank"].tolist() == [1, 2]

    def test_a_ratio_is_not_divided_again(self) -> None:
        with pytest.raises(cp.UsageError, match="is no amount that size could divide"):
            comparison(DS, "rd_expenditure_gdp_ratio", per="PER_10K")

    def test_an_unknown_denominator_names_the_known_ones(self) -> None:
        with pytest.raises(cp.UnknownNameError, match="unknown denominator 'PER_HEAD'; nearest: PER_"):
            comparison(DS, "hightech_enterprises", per="PER_HEAD")


class TestAbsence:
    """Every empty cell of every comparison carries a reason, with what it rests on."""

    @pytest.mark.parametrize("per", [None, "PER_10K", "PER_100M_YUAN"])
    def test_every_empty_cell_has_a_reason_of_the_codelist_and_its_evidence(self, per: str | None) -> None:
        texts = {s.id: (ROOT / s.file).read_bytes().decode("utf-8-sig") for s in DS.sources.values()}
        shared = cp.comparisons(DS, min_areas=1)
        shared = shared if per is None else shared[shared["is_panelled"]]
        seen = set()
        for measure in shared.itertuples():
            frame = comparison(DS, measure.indicator, definition=measure.definition, kind=measure.kind, per=per)
            empty = frame[frame["obs_value"].isna()]
            assert empty["absence"].isin(list(DS.codelists.absence)).all()
            assert frame.loc[frame["obs_value"].notna(), "absence"].isna().all()
            for row in empty.itertuples():
                seen.add(row.absence)
                assert row.absence_zh
                assert row.absence_en
                has_document = row.ref_area in {s.ref_area for s in DS.sources.values()}
                assert pd.notna(row.evidence_source_id) or not has_document
                if pd.notna(row.evidence_quote):
                    assert texts[row.evidence_source_id][row.evidence_start : row.evidence_end] == row.evidence_quote
                else:
                    assert row.absence in {"not_stated", "words_only"}
        expected = {"not_stated", "words_only", "other_definition", "other_kind", "part_only"}
        assert seen >= expected if per is None else "no_denominator" in seen

    def test_yixing_takes_part_with_its_words(self) -> None:
        row = comparison(DS, "hightech_enterprises").set_index("ref_area").loc["CN-320282"]
        assert row["absence"] == "words_only"
        assert row["absence_zh"].startswith("只有文字表述：“3.发展高新技术企业:筛选优质企业入库培育")
