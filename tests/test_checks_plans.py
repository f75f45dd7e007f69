"""Short plans of ordinary wording, read, observed and checked: no false error, and the errors that are true ones."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from compare import load
from compare.checks import check
from compare.dataset import Dataset, Source
from compare.dataset.parts import PartWords, load_part_words
from compare.documents import read_document
from compare.extract import Reader, extract_document, load_reader
from compare.harmonise import observe

ROOT = Path(__file__).parents[1]
DS = load(ROOT)
DISTRICT, CITY, ZONE = "CN-320402", "CN-320400", "CN-320402-HTZ"


@cache
def tools() -> tuple[Reader, PartWords]:
    reader = load_reader(ROOT)
    return reader, load_part_words(ROOT / "data" / "lexicons", reader.names.lexicons.catalogue)


def planned(text: str, folder: Path, area: str = DISTRICT) -> Dataset:
    """Return a plan of 2022–2025 as a data set, made as the pipeline makes it."""
    path = folder / "plan.txt"
    path.write_text(text, encoding="utf-8")
    reader, words = tools()
    document = replace(read_document(path, "plan"), ref_area=area, issued=2022, period_start=2022, period_end=2025)
    mentions = extract_document(document, reader)
    said = {"title": "规划", "title_en": "Plan", "issuer": "", "issuer_en": "", "issued": "2022-01-01"}
    said |= {"media_type": "text/plain", "file": "plan.txt", "sha256": ""}
    sources = {"plan": Source(id="plan", ref_area=area, period_start=2022, period_end=2025, **said)}
    observations = observe(mentions, reader.codelists, sources, words=words)
    return replace(DS, codelists=reader.codelists, sources=sources, mentions=mentions, observations=observations)


def errors(ds: Dataset) -> list[tuple[str, str]]:
    found = check(ds)
    rows = found[found["severity"] == "error"]
    return list(zip(rows["rule_id"], rows["found"], strict=True))


ORDINARY = {
    "sectors": (
        "到2025年，全区高新技术企业达到500家。到2025年，新材料领域高新技术企业达到80家。到2025年，生物医药高新技术企业达到60家。\n",
        DISTRICT,
    ),
    "sectors under headings": (
        "一、总体目标\n到2025年，高新技术企业达到500家。\n二、做强优势产业\n（一）新材料\n到2025年，高新技术企业达到80家。\n"
        "（二）智能装备产业\n到2025年，规上高新技术企业达到420家。\n",
        DISTRICT,
    ),
    "of which": (
        "到2025年，高新技术企业达到500家，其中新材料领域80家、生物医药领域60家。到2025年，其中，规模以上高新技术企业达到300家。\n",
        DISTRICT,
    ),
    "a clause for the part": (
        "到2025年，全区高新技术企业达到500家。到2025年，在集成电路产业方面，高新技术企业达到70家。\n到2025年，产业园高新技术企业突破120家。\n",
        DISTRICT,
    ),
    "floor and stretch": (
        "到2025年，高新技术企业确保达到450家，力争达到500家。到2025年，确保技术合同成交额达到80亿元。到2025年，力争技术合同成交额达到100亿元。\n",
        DISTRICT,
    ),
    "floor and stretch as nouns": (
        "到2025年，高新技术企业基本目标450家，奋斗目标500家。\n到2025年，基本目标：瞪羚企业达到40家。到2025年，冲刺目标：瞪羚企业达到60家。\n",
        DISTRICT,
    ),
    "districts and zones": (
        "区域\t高新技术企业（家）\t瞪羚企业（家）\n全市\t4000\t500\n天宁区\t500\t60\n天宁高新区\t300\t40\n\n"
        "到2025年，全市高新技术企业达到4000家。到2025年，天宁区高新技术企业达到500家，天宁高新区高新技术企业达到300家。\n",
        CITY,
    ),
    "yearly amounts": (
        "到2025年，高新技术企业达到500家。每年新增高新技术企业60家以上，年均增长10%，2025年比上年增加50家。\n",
        DISTRICT,
    ),
    "baselines": (
        "2021年，高新技术企业300家，研发投入强度3.2%。到2025年，高新技术企业由2021年的300家增加到500家，研发投入强度达到3.8%。\n"
        "指标\t2021年\t2025年\n高新技术企业（家）\t300\t500\n",
        DISTRICT,
    ),
    "ranges": (
        "到2025年，高新技术企业达到450—500家。到2025年，力争高新技术企业达到480家。到2025年，瞪羚企业50家左右，瞪羚企业不少于45家。\n",
        DISTRICT,
    ),
    "years": (
        "高新技术企业2023年达到400家，2024年达到450家，2025年达到500家。到2023年、2024年、2025年，瞪羚企业分别达到40家、50家、60家。\n",
        DISTRICT,
    ),
    "ranks": (
        "到2025年，天宁高新区在全国高新区排名进入前50位，力争进入前40位。到2025年，全省高新区评价排名确保前20位。\n",
        DISTRICT,
    ),
    "city, urban area, own level": (
        "到2025年，全市高新技术企业达到4000家，市区高新技术企业达到2500家。到2025年，市本级高新技术企业达到900家。\n",
        CITY,
    ),
    "a zone's own plan": (
        "到2025年，高新区高新技术企业达到300家。到2025年，园区高新技术企业达到300家以上。到2025年，园区生物医药高新技术企业达到90家。\n",
        ZONE,
    ),
    "parts of a ratio": (
        "到2025年，全社会研发投入强度达到3.8%。到2025年，规上工业领域研发投入强度达到6%。到2025年，新材料领域研发投入强度达到7%。\n",
        DISTRICT,
    ),
}

CONTRADICTING = {
    "two cells": (
        "指标\t2021年\t2025年\n高新技术企业（家）\t300\t500\n技术合同成交额（亿元）\t50\t80\n\n表2\n\n"
        "指标\t2021年\t2025年\n高新技术企业（家）\t300\t550\n",
        [("contradicting_values", "= 550 家")],
    ),
    "two totals": (
        "到2025年，全区高新技术企业达到500家。\n到2025年，天宁区高新技术企业总数达到550家。\n到2025年，新材料领域高新技术企业达到80家。\n",
        [("contradicting_values", "= 550 家")],
    ),
    "a share above the whole": ("到2025年，高新技术产业产值占规上工业总产值比重达到155%。\n", [("share_limits", "= 155 %")]),
    "a part above the whole": (
        "到2025年，独角兽企业达到80家。\n到2025年，独角兽企业和潜在独角兽企业达到60家。\n",
        [("narrower_in_wider", "= 80 家")],
    ),
    "a zone above its district": (
        "天宁高新区到2025年高新技术企业达到600家。\n到2025年，天宁区高新技术企业达到500家。\n",
        [("area_in_area", "= 600 家")],
    ),
}

SECTORS, FLOOR = ORDINARY["sectors"][0], ORDINARY["floor and stretch"][0]


class TestOrdinaryPlans:
    @pytest.mark.parametrize("name", ORDINARY)
    def test_no_false_error(self, name: str, tmp_path: Path) -> None:
        text, area = ORDINARY[name]
        ds = planned(text, tmp_path, area)
        assert len(ds.observations) > 0
        assert errors(ds) == []

    @pytest.mark.parametrize("name", ["sectors", "a clause for the part", "parts of a ratio", "floor and stretch", "ranks"])
    def test_nothing_at_all_is_said_of_parts_and_of_targets_beyond_a_target(self, name: str, tmp_path: Path) -> None:
        text, area = ORDINARY[name]
        found = check(planned(text, tmp_path, area))
        assert found[found["source_id"].notna()].empty

    @pytest.mark.parametrize("name", [n for n in ORDINARY if n not in {"yearly amounts", "ranges"}])
    def test_the_headline_can_be_used(self, name: str, tmp_path: Path) -> None:
        text, area = ORDINARY[name]
        rows = planned(text, tmp_path, area).observations.query("time_period == 2025 and value_type == 'target'")
        for _, same in rows[rows["bound"] == "point"].groupby(["indicator", "kind"]):
            assert list(same["obs_status"]).count("A") == 1
            assert same["obs_status"].iloc[0] == "A"

    def test_what_is_left_out_of_calculations_says_why(self, tmp_path: Path) -> None:
        rows = planned(SECTORS, tmp_path).observations
        assert list(zip(rows["obs_value"], rows["obs_status"], rows["comment"].fillna(""), strict=True)) == [
            (500, "A", ""),
            (80, "U", "of a part: 新材料领域"),
            (60, "U", "of a part: 生物医药"),
        ]

    def test_a_target_beyond_the_target_names_it(self, tmp_path: Path) -> None:
        rows = planned(FLOOR, tmp_path).observations.query("indicator == 'hightech_enterprises'")
        assert list(rows["obs_status"]) == ["A", "U"]
        assert rows["comment"].iloc[1] == f"stretch target beyond {rows['observation_id'].iloc[0]}"


class TestTrueContradictions:
    @pytest.mark.parametrize("name", CONTRADICTING)
    def test_is_an_error(self, name: str, tmp_path: Path) -> None:
        text, expected = CONTRADICTING[name]
        assert errors(planned(text, tmp_path)) == expected

    @pytest.mark.parametrize(
        "text",
        [
            "到2025年，全区高新技术企业达到500家。\n到2025年，力争全区高新技术企业达到550家。\n",  # meant otherwise
            "到2025年，全区高新技术企业达到500家。\n高新技术企业达到550家。\n",  # the year is inferred
            "到2025年，全区高新技术企业达到500家。\n到2025年，重点跟踪的高新技术企业达到550家。\n",  # words nobody knows
            "到2025年，全区高新技术企业达到500家。\n到2025年，其中新材料领域高新技术企业达到550家。\n",  # above the whole
            "到2025年，全区高新技术企业达到500家。\n到2025年，全区高新技术企业达到5000家。\n",  # of another circle
        ],
    )
    def test_is_a_warning_where_it_may_be_the_reading(self, text: str, tmp_path: Path) -> None:
        found = check(planned(text, tmp_path)).query("check == 'contradiction'")
        assert found["severity"].tolist() == ["warning"]

    def test_a_repaired_share_may_be_misread(self, tmp_path: Path) -> None:
        ds = planned(CONTRADICTING["a share above the whole"][0], tmp_path)
        repaired = replace(ds, observations=ds.observations.assign(comment="number repaired"))
        assert errors(repaired) == []
        inferred = replace(ds, observations=ds.observations.assign(comment="year from the plan's period"))
        assert errors(inferred) == [("share_limits", "= 155 %")]


def test_a_bound_in_one_place_does_not_hide_another_value(tmp_path: Path) -> None:
    table = "指标\t单位\t2025年\n高新技术企业\t家\t600\n瞪羚企业\t家\t25\n"
    text = table + "\n到2025年，全区高新技术企业突破600家。\n到2025年，全区高新技术企业达到650家。\n"
    found = check(planned(text, tmp_path)).set_index("rule_id")["severity"]
    assert found["contradicting_values"] == "warning", "the table has 600 without a bound"
    alone = text.partition("\n\n")[2]
    assert "contradicting_values" not in set(check(planned(alone, tmp_path))["rule_id"]), "650 is more than 600"
