"""Extraction: a disposition for every number, and the right indicator, bound, year and region for those that state one."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.codelists import load_codelists
from compare.dataset import read_sources
from compare.documents import Document
from compare.errors import DataError
from compare.extract import extract, extract_document, load_reader, open_document
from compare.harmonise import observe

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
READER = load_reader(ROOT)
SOURCES = read_sources(ROOT / "data" / "sources.yaml", load_codelists(ROOT / "data" / "codelists"))
PLAN = {"issued": 2022, "period_start": 2021, "period_end": 2025}
Facts = list[tuple[Any, ...]]


def _read(text: str, **metadata: Any) -> pd.DataFrame:
    return extract_document(Document("plan", text, "0" * 64, **{**PLAN, **metadata}), READER)


def _facts(text: str, *columns: str, **metadata: Any) -> Facts:
    found = _read(text, **metadata)
    stated = found[found["disposition"] == "indicator"].astype(object).where(lambda t: t.notna(), None)
    return list(stated[list(columns)].itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("到2025年,高新技术企业达500家,瞪羚企业50家。", [("hightech_enterprises", 500), ("gazelle_enterprises", 50)]),
        ("引进30家高水平孵化机构。", [("high_level_incubators", 30)]),
        ("全社会R&D经费支出占GDP比重达到3.5%。", [("rd_expenditure_gdp_ratio", 3.5)]),
        ("规上工业企业研发投入占主营业务收入的比例达到2.5%。", [("rd_main_revenue_ratio_above_scale_industry", 2.5)]),
        ("形成由1亿元天使基金、200亿元产业基金组成的体系。", [("angel_fund_size", 1e8), ("industry_fund_size", 2e10)]),
        ("新增国家级和省级科技企业孵化器各1家。", [("incubators_national", 1), ("incubators_provincial", 1)]),
        (
            "规上企业研发活动开展率和研发机构设置率分别达到90%和80%。",
            [("rd_activity_rate", 90), ("rd_institution_coverage_rate", 80)],
        ),
        ("高新技术企业数、科技型上市企业数均实现翻一番。", [("hightech_enterprises", 2), ("tech_listed_companies", 2)]),
        ("独角兽企业实现零突破。", [("unicorn_enterprises", 1)]),
        ("实现规模以上工业企业研发机构全覆盖。", [("rd_institution_coverage_rate", 100)]),
        ("实现甲乙丙丁全覆盖。", []),
        ("高新技术企业营业收入达到34万亿元。", [(None, 3.4e13)]),
        ("知识密集型服务业增加值占GDP的比例达到20%。", [(None, 20)]),
        ("高新技术企业和科技型企业分别超过90家和870家。", [("hightech_enterprises", 90), (None, 870)]),
        ("独角兽企业3家、潜在独角兽企业20家。", [("unicorn_enterprises", 3), (None, 20)]),
        ("研发经费总额达到90亿,技术市场成交额超过45亿元。", [("rd_expenditure", 9e9), ("technology_contract_turnover", 4.5e9)]),
        ("全面贯彻的若干家长会共举办7场。", [(None, 7)]),
        ("新增高新技术企业一千二百家。", [("hightech_enterprises", 1200)]),
        ("科技进步贡献率超过百分之六十五。", [("tech_progress_contribution_rate", 65)]),
    ],
)
def test_indicator_and_value(text: str, expected: Facts) -> None:
    assert _facts(text, "indicator", "value") == expected


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("高新技术企业达500家", "="),
        ("高新技术企业超500家", ">"),
        ("高新技术企业突破500家", ">"),
        ("高新技术企业500余家", ">"),
        ("高新技术企业达500家以上", ">="),
        ("高新技术企业不低于500家", ">="),
        ("高新技术企业不少于500家", ">="),
        ("高新技术企业达到500家左右", "~"),
        ("高新技术企业约500家", "~"),
        ("高新技术企业不超过500家", "<="),
    ],
)
def test_comparators(text: str, comparator: str) -> None:
    assert _facts(text, "value", "comparator") == [(500, comparator)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("高新技术企业达500家。", "level"),
        ("新增高新技术企业230家。", "flow"),
        ("新增省科技型企业100家、高新技术企业230家。", "flow"),
        ("每年新增规模以上有研发活动的工业企业300家。", "annual"),
        ("财政科技投入每年递增不少于20%。", "growth"),
        ("高新技术企业数增长1.5倍。", "growth"),
        ("全社会研发投入占地区生产总值比重达3.2%。", "ratio"),
        ("高新技术产业增加值占规上工业增加值比重提高5个百分点。", "change_pp"),
        ("高新技术企业数较2020年翻一番。", "multiple"),
        ("在全国高新区评价排名进入前50位。", "rank"),
    ],
)
def test_kinds(text: str, kind: str) -> None:
    assert _facts(text, "kind")[-1] == (kind,)


def test_both_ends_of_a_change_have_the_indicator_and_the_first_is_the_baseline() -> None:
    text = "研发投入占地区生产总值比重从2020年的2.1%提高到3.0%,高新技术企业由350家增加到600家以上。"
    assert _facts(text, "indicator", "value", "value_type", "time_period", "comparator") == [
        ("rd_expenditure_gdp_ratio", 2.1, "baseline", 2020, "="),
        ("rd_expenditure_gdp_ratio", 3.0, "target", 2025, "="),
        ("hightech_enterprises", 350, "baseline", 2020, "="),
        ("hightech_enterprises", 600, "target", 2025, ">="),
    ]


@pytest.mark.parametrize("dash", ["—", "-", "~", "～", "至"])
def test_a_range_is_two_bounds(dash: str) -> None:
    assert _facts(f"高新技术企业达到20{dash}30家", "text", "value", "unit", "comparator") == [
        ("20", 20, "家", ">="),
        ("30", 30, "家", "<="),
    ]


def test_a_list_of_years_takes_one_value_each() -> None:
    text = "2023年、2024年、2025年高新技术企业分别达到400家、500家和600家。"
    assert _facts(text, "time_period", "value") == [(2023, 400), (2024, 500), (2025, 600)]


def test_the_year_comes_from_the_sentence_then_the_paragraph_then_the_plan() -> None:
    assert _facts("到2023年,高新技术企业达500家。", "time_period") == [(2023,)]
    assert _facts("到2024年,实现跃升。高新技术企业达500家。", "time_period") == [(2024,)]
    assert _facts("高新技术企业达500家。", "time_period") == [(2025,)]
    assert _facts("高新技术企业数较2020年增加到500家。", "time_period") == [(2025,)]


def test_what_exists_already_is_an_actual_value() -> None:
    assert _facts("截至2021年底,全市高新技术企业达到350家。", "value_type", "time_period") == [("actual", 2021)]
    assert _facts("目前,有效发明专利12000件。", "value_type", "time_period") == [("actual", 2022)]
    assert _facts("“十三五”期间,新增高新技术企业230家。", "value_type", "time_period") == [("actual", 2020)]


def test_a_flow_runs_from_the_first_year_of_the_plan() -> None:
    assert _facts("新增高新技术企业230家。", "period_start", "period_end", "time_period") == [(2021, 2025, 2025)]


def test_a_section_about_a_zone_is_about_the_zone_and_a_list_of_zones_takes_one_value_each() -> None:
    area = {"ref_area": "CN-320402"}
    zone = "(五)省级高新区创建工程。打造天宁高新区创新高地。到2025年,高新技术企业达200家。"
    assert _facts(zone, "ref_area", "value", **area) == [("CN-320402-HTZ", 200)]
    assert _facts("(六)企业培育。高新技术企业达500家。", "ref_area", **area) == [("CN-320402",)]
    ranks = "常州、武进两个国家级高新区争取分别进入全国前20位、30位。"
    assert _facts(ranks, "ref_area", "value", "comparator", "unit", ref_area="CN-320400") == [
        ("CN-320400-CZHTZ", 20, "<=", "位"),
        ("CN-320400-WJHTZ", 30, "<=", "位"),
    ]


HEAD = ["序号", "指标", "2021年", "2023年", "2025年"]
ROWS = ["1", "研发经费投入占GDP比重", "2.8%", "3.0%", "3.2%", "2", "高新技术企业总数(家)", "80", "100", "—"]
TABLE = "\n\n".join([*HEAD, *ROWS, "二、任务"])


def test_a_flattened_table_gives_its_columns_years_and_its_labels_units() -> None:
    assert _facts(TABLE, "indicator", "value", "unit", "time_period", "value_type", issued=2021) == [
        ("rd_expenditure_gdp_ratio", 2.8, "%", 2021, "baseline"),
        ("rd_expenditure_gdp_ratio", 3.0, "%", 2023, "target"),
        ("rd_expenditure_gdp_ratio", 3.2, "%", 2025, "target"),
        ("hightech_enterprises", 80, "家", 2021, "baseline"),
        ("hightech_enterprises", 100, "家", 2023, "target"),
    ]


def test_a_table_may_have_bars_a_unit_column_and_a_column_of_nature() -> None:
    text = "指标|单位|2020年|2025年|属性\n高新技术企业数|家|120|300|预期性\n技术合同成交额|亿元|12.5|30|约束性"
    assert _facts(text, "indicator", "value", "time_period", "value_type", "nature", issued=0) == [
        ("hightech_enterprises", 120, 2020, "baseline", "预期性"),
        ("hightech_enterprises", 300, 2025, "target", "预期性"),
        ("technology_contract_turnover", 1.25e9, 2020, "baseline", "约束性"),
        ("technology_contract_turnover", 3e9, 2025, "target", "约束性"),
    ]


def _cells(table: str, **metadata: Any) -> Facts:
    return _facts(table, "indicator", "value", "time_period", "value_type", "comparator", **metadata)


def test_a_column_marked_as_realised_makes_the_others_targets_also_in_the_year_of_issue() -> None:
    text = "指标\n2021年\n(实绩)\n2022年\n2025年\n高新技术企业数(家)\n80\n100\n≥150"
    assert _cells(text, issued=2022) == [
        ("hightech_enterprises", 80, 2021, "baseline", "="),
        ("hightech_enterprises", 100, 2022, "target", "="),
        ("hightech_enterprises", 150, 2025, "target", ">="),
    ]


def test_rows_are_read_by_the_places_of_their_cells() -> None:
    head = "|类别|序号|指标|单位|2020年|2025年|年均增长|责任单位|\n|---|---|---|---|---|---|---|---|\n"
    rows = "|创新主体|1|高新技术企业数|家||300|15.1%|科技局|\n||2|科技型中小企业数|家|200|500—600|—|科技局|"
    assert _cells(head + rows) == [
        ("hightech_enterprises", 300, 2025, "target", "="),
        ("hightech_enterprises", 15.1, 2025, "target", "="),
        ("tech_smes", 200, 2020, "baseline", "="),
        ("tech_smes", 500, 2025, "target", ">="),
        ("tech_smes", 600, 2025, "target", "<="),
    ]
    assert [k for (k,) in _facts(head + rows, "kind")] == ["level", "growth", "level", "level", "level"]
    assert list(_read(head + rows).query("disposition == 'ordinal'")["text"]) == ["1", "2"]


def test_cells_may_be_parted_by_spaces() -> None:
    text = (
        "专栏1 主要指标\n指标 2020年 2025年\n高新技术企业数(家) 900 1800\n技术合同成交额(亿元) 60 150\n一、任务 到2025年 完成"
    )
    assert _cells(text) == [
        ("hightech_enterprises", 900, 2020, "baseline", "="),
        ("hightech_enterprises", 1800, 2025, "target", "="),
        ("technology_contract_turnover", 6e9, 2020, "baseline", "="),
        ("technology_contract_turnover", 1.5e10, 2025, "target", "="),
    ]


def test_a_table_may_name_its_columns_without_a_year() -> None:
    assert _cells("指标|单位|基期值|目标值\n高新技术企业数|家|120|300") == [
        ("hightech_enterprises", 120, 2020, "baseline", "="),
        ("hightech_enterprises", 300, 2025, "target", "="),
    ]


def test_amounts_in_the_unit_of_their_row_are_exact() -> None:
    assert _facts("指标|单位|2020年|2025年\n技术合同成交额|亿元|78.6|90.1", "value") == [(7_860_000_000,), (9_010_000_000,)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("高新技术企业由2020年的500家增加到2025年的800家。", [(500, 2020, "baseline"), (800, 2025, "target")]),
        (
            "高新技术企业突破2000家,较2021年的1350家增长48.1%。",
            [(2000, 2025, "target"), (1350, 2021, "baseline"), (48.1, 2025, "target")],
        ),
    ],
)
def test_baselines_of_other_shapes(text: str, expected: Facts) -> None:
    found = _facts(text, "indicator", "value", "time_period", "value_type")
    assert [f[1:] for f in found] == expected
    assert {f[0] for f in found} == {"hightech_enterprises"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("高新技术企业5年增长20%。", [("hightech_enterprises", 20, "growth")]),
        ("高新技术企业3年累计新增500家。", [("hightech_enterprises", 500, "flow")]),
        ("研发经费支出达百分之三点五。", [(None, 3.5, "ratio")]),
        ("研发经费支出下降20%。", [(None, 20, "growth")]),
        ("新引进高层次人才达到20位。", [("high_level_talents_introduced", 20, "flow")]),
        ("百分之四点五的研发投入强度。", [(None, 4.5, "ratio")]),
    ],
)
def test_durations_decreases_and_numerals(text: str, expected: Facts) -> None:
    assert _facts(text, "indicator", "value", "kind") == expected


def test_a_bound_may_say_that_it_includes_its_value() -> None:
    assert _facts("高新技术企业达到500家（含）以上。", "value", "comparator") == [(500, ">=")]


UNITS = sorted({f for unit in READER.codelists.unit_measure.values() for f in unit.forms})
NAMES = sorted({alias for i in READER.codelists.indicator.values() for alias in i.aliases[:3]})
SHAPES = [
    "{name}达到{n}{unit}。",
    "新增{name}{n}{unit}以上。",
    "{name}增长{n}{unit}。",
    "引进{n}{unit}{name}。",
    "{name}进入前{n}{unit}。",
    "{name}提高{n}{unit}。",
]


@given(
    st.sampled_from(SHAPES),
    st.sampled_from(NAMES),
    st.sampled_from(UNITS),
    st.sampled_from(["3", "1.5万", "二十", "百分之四", "零"]),
)
@settings(max_examples=400, deadline=None)
def test_whatever_is_extracted_can_become_observations(shape: str, name: str, unit: str, number: str) -> None:
    found = _read(shape.format(name=name, unit=unit, n=number), ref_area="CN-320400")
    source = next(iter(SOURCES.values()))
    observe(found.assign(source_id=source.id), READER.codelists, SOURCES)


def test_a_year_in_brackets_is_of_its_own_number() -> None:
    text = "研发经费支出36.8亿元(2020年),高新技术企业达到500家。"
    assert _facts(text, "value", "time_period", "value_type") == [(3.68e9, 2020, "actual"), (500, 2025, "target")]


def test_the_end_of_the_last_plan_is_a_base_and_no_target_year() -> None:
    text = "到2025年,高新技术企业较“十三五”末翻一番,达到1400家;技术合同成交额达到150亿元。"
    assert _facts(text, "value", "time_period") == [(2, 2025), (1400, 2025), (1.5e10, 2025)]


def test_what_is_summed_over_years_is_no_amount_of_one_year() -> None:
    assert _facts("五年累计登记技术合同成交额412.5亿元。", "kind", "period_start") == [("flow", 2021)]


def test_counties_of_the_region_take_their_own_numbers() -> None:
    area = {"ref_area": "CN-610300"}
    text = "渭滨区、金台区高新技术企业分别突破400家和300家。"
    assert _facts(text, "ref_area", "indicator", "value", **area) == [
        ("CN-610302", "hightech_enterprises", 400),
        ("CN-610303", "hightech_enterprises", 300),
    ]
    assert _facts("金台区高新技术企业突破300家。", "ref_area", **area) == [("CN-610303",)]


def test_a_zone_that_nobody_has_catalogued_is_not_the_whole_region() -> None:
    found = _read("到2025年,未来科技城集聚高新技术企业1500家。全市高新技术企业达5000家。", ref_area="CN-320400").query(
        "disposition == 'indicator'"
    )
    assert list(found["ref_area"].isna()) == [True, False]
    assert list(found["ref_area_text"].dropna()) == ["未来科技城"]
    source = SOURCES["changzhou_2021"]
    assert list(observe(found.assign(source_id=source.id), READER.codelists, SOURCES)["obs_value"]) == [5000]


def test_a_number_keeps_its_own_noun_in_a_list() -> None:
    text = "省级以上重点实验室达到25家、瞪羚企业达到40家。"
    assert _facts(text, "indicator", "value") == [("key_laboratories_provincial_plus", 25), ("gazelle_enterprises", 40)]


def test_the_base_year_of_a_comparison_is_not_the_year() -> None:
    text = "截至2020年底,研发投入占地区生产总值比重达3.88%,较2015年提高0.9个百分点。"
    assert _facts(text, "value", "time_period", "value_type", "base_period") == [
        (3.88, 2020, "actual", None),
        (0.9, 2020, "actual", "2015"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "一、发展基础\n2020年,高新技术企业500家。瞪羚企业8家。",
        "2020年,高新技术企业500家。瞪羚企业8家。",
        "第一章 发展回顾\n截至2020年底,高新技术企业500家。\n全区共有瞪羚企业8家。",
    ],
)
def test_what_a_paragraph_or_section_reports_is_no_target(text: str) -> None:
    assert _facts(text, "value", "value_type", "time_period") == [(500, "actual", 2020), (8, "actual", 2020)]


def test_a_report_ends_where_a_target_is_set() -> None:
    text = "2020年,高新技术企业500家。到2025年,瞪羚企业8家。"
    assert _facts(text, "value", "value_type", "time_period") == [(500, "actual", 2020), (8, "target", 2025)]


def test_a_share_takes_the_noun_of_the_clause_before() -> None:
    text = "全社会研发经费支出超过180亿元,占地区生产总值的比重达4.5%以上。"
    assert _facts(text, "indicator", "value") == [("rd_expenditure", 1.8e10), ("rd_expenditure_gdp_ratio", 4.5)]


def test_bare_numbers_of_a_list_have_its_unit() -> None:
    text = "2023年、2024年、2025年高新技术企业依次达到4000、4500、5000家。"
    assert _facts(text, "value", "unit", "time_period") == [(4000, "家", 2023), (4500, "家", 2024), (5000, "家", 2025)]


@pytest.mark.parametrize(
    "text",
    [
        "对年研发费用超过1000万元且增幅达20%以上的企业优先支持。",
        "单户最高授信500万元,单家企业年度使用额度由10万元提高至20万元。",
        "配备2名分管副主任。",
        "推动甲装置、乙装置等5个重大科技设施共享。",
        "对新建平台支持比例不低于70%。",
    ],
)
def test_conditions_and_cases_are_no_targets(text: str) -> None:
    assert set(_read(text)["disposition"]) == {"other"}


def test_a_part_of_a_listed_region_that_is_not_listed_stays_unknown(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text("无锡市某某区科技创新方案(2023—2027年)\n高新技术企业达80家。", encoding="utf-8")
    found = extract(path).query("disposition == 'indicator'")
    assert list(found["value"]) == [80]
    assert found["ref_area"].isna().all()


@pytest.mark.parametrize(
    ("text", "disposition"),
    [
        ("常发〔2021〕1号", {"docref"}),
        ("2022年4月8日", {"date"}),
        ("“十四五”期间实施“532”战略和“1+3+1+X”体系", {"name"}),
        ("G60科创走廊、5G基站、3D打印", {"name"}),
        ("《行动计划》提出了12个具体行动", {"other"}),
        ("发挥人才新政“30条”作用", {"name"}),
        ("落实研发费用175%税前加计扣除政策", {"other"}),
        ("给予最高50万元奖励", {"other"}),
        ("客服热线:0519-83297678 邮编:213000", {"docref"}),
        ("1.主要指标争一流", {"ordinal"}),
    ],
)
def test_numbers_that_state_no_indicator_say_why(text: str, disposition: set[str]) -> None:
    found = _read(text)
    assert set(found["disposition"]) == disposition
    assert found["reason"].notna().all()


def test_a_threshold_is_no_target_but_what_it_qualifies_is() -> None:
    text = "每年新实施投资超5000万元科技成果转化与产业化项目30个以上。"
    found = _read(text)
    assert list(found[["text", "disposition"]].itertuples(index=False, name=None)) == [("5000", "other"), ("30", "indicator")]


ALPHABET = "0123456789.,%年月万亿元家个达到新增超前位以上分别各和、。\n高新技术企业研发一二十零翻番突破(—)12３"


@given(st.text(alphabet=ALPHABET, max_size=160))
@settings(max_examples=300, deadline=None)
def test_every_digit_run_has_a_row_whose_text_is_the_stored_text(text: str) -> None:
    found = _read(text)
    assert all(row.text == text[row.char_start : row.char_end] for row in found.itertuples())
    assert all(row.quote == text[row.quote_start : row.quote_end] for row in found.itertuples())
    assert all(row.quote_start <= row.char_start < row.char_end <= row.quote_end for row in found.itertuples())
    for run in re.finditer(r"[0-9０-９]+", text):
        assert any(r.char_start < run.end() and r.char_end > run.start() for r in found.itertuples()), run
    indicators = found[found["disposition"] == "indicator"]
    assert indicators[["value", "unit", "comparator", "kind"]].notna().all(axis=None)


@pytest.mark.parametrize("source_id", sorted(SOURCES))
def test_every_number_of_the_shipped_documents_is_accounted_for(source_id: str) -> None:
    document = open_document(ROOT / SOURCES[source_id].file, source_id, SOURCES)
    found = extract_document(document, READER)
    for run in re.finditer(r"[0-9０-９]+", document.text):
        assert any(r.char_start < run.end() and r.char_end > run.start() for r in found.itertuples()), run
    assert all(row.text == document.text[row.char_start : row.char_end] for row in found.itertuples())
    assert found["mention_id"].is_unique


def test_an_interpretation_without_figures_yields_no_indicator() -> None:
    found = extract_document(open_document(ROOT / SOURCES["yixing_2023"].file, "yixing_2023", SOURCES), READER)
    assert len(found) > 30
    assert not (found["disposition"] == "indicator").any()


def test_a_known_id_must_have_the_known_bytes(tmp_path: Path) -> None:
    path = tmp_path / "changed.txt"
    path.write_bytes((ROOT / SOURCES["yixing_2023"].file).read_bytes() + b"1")
    with pytest.raises(DataError, match="not the document 'yixing_2023' of data/sources.yaml: sha256"):
        extract(path, source_id="yixing_2023")


def test_an_unknown_document_supplies_its_own_metadata(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes(
        "无锡市科技创新行动计划（2022—2025年）\r\n锡政发〔2022〕8号\r\n新增高新技术企业２３０家。".encode("gb18030")
    )
    row = extract(path).query("disposition == 'indicator'").iloc[0]
    assert (row["ref_area"], row["time_period"], row["period_start"], row["text"], row["value"]) == (
        "CN-320200", 2025, 2022, "２３０", 230,
    )  # fmt: skip


@pytest.mark.skipif(not SHARED.exists(), reason="the annotated documents (../shared/evaluation) are not here")
def test_the_rules_reach_the_annotations_they_are_measured_by(tmp_path: Path) -> None:
    for source in SOURCES.values():
        found = extract_document(open_document(ROOT / source.file, source.id, SOURCES), READER)
        found.to_json(tmp_path / f"{source.id}.jsonl", orient="records", lines=True, force_ascii=False)
    command = [sys.executable, str(SHARED / "evaluation" / "score.py"), str(SHARED / "evaluation" / "gold"), str(tmp_path)]
    command += ["--text", str(SHARED / "documents"), "--json"]
    run = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
    figures = json.loads(run.stdout)
    assert figures["mention_recall"] >= 0.95
    assert figures["mention_precision"] >= 0.95
    assert figures["tuple_recall"] >= 0.85
    assert figures["ledger_coverage"] == 1.0
    assert figures["span_errors"] == 0
