"""Findings on the five documents and on the invented plans: what must be found, what must not, and the table itself."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from compare import DataError, load
from compare.checks import CHECKS, check, load_rules
from compare.codelists import Codelist, read_divisions
from compare.dataset import Dataset, Source
from compare.dataset.parts import load_part_words
from compare.documents import read_document
from compare.extract import extract_document, load_reader
from compare.harmonise import observe
from compare.schema import FINDINGS

ROOT = Path(__file__).parents[1]
INVENTED = ROOT / "tests" / "invented"
DS = load(ROOT)
RULES = load_rules(ROOT / "data" / "rules", DS.codelists)
FOUND = check(DS)

# rule, severity, area, indicator, found, expected, words of the one quote, words of the other
KNOWN = [
    (
        "implied_population_steps",
        "warning",
        "CN-320281-HTZ",
        "invention_patents_per_10k",
        "resident_population 118333 (2018), <= 104286 (2020), -11.9%",
        "-4% ... +6% / year",
        "730件",
        "70件",
    ),
    (
        "uneven_steps",
        "warning",
        "CN-320281-HTZ",
        "fiscal_sti_expenditure_share",
        "= 5.5 % (+0.8 / year)",
        "+0.2 / year (2018-2019)",
        "4.7%",
        "5.5%",
    ),
    (
        "text_against_table",
        "info",
        "CN-320281-HTZ",
        "rd_expenditure_gdp_ratio",
        ">= 5.5 %; = 5.5 %",
        ">= 5.5 %",
        "全社会研发经费支出占GDP比重达到5.5%以上",
        "5.5%",
    ),
    (
        "text_against_table",
        "info",
        "CN-320281-HTZ",
        "invention_patents_per_10k",
        ">= 70 件_PER_10K; = 70 件_PER_10K",
        ">= 70 件_PER_10K",
        "万人有效发明专利拥有量达到70件以上",
        "70件",
    ),
    (
        "text_against_table",
        "info",
        "CN-320281-HTZ",
        "hightech_output_share",
        "~ 55 %; = 55 %",
        "~ 55 %",
        "比重达到55%左右",
        "55%",
    ),
    (
        "repeated_in_text",
        "info",
        "CN-320402",
        "gazelle_enterprises",
        "= 50 家; >= 50 家",
        ">= 50 家",
        "瞪羚企业50家、",
        "瞪羚企业达50家以上",
    ),
    (
        "repeated_in_text",
        "info",
        "CN-320400",
        "innovation_carrier_area",
        "> 1000000 平方米; >= 1000000 平方米",
        ">= 1000000 平方米",
        "新增双创载体面积超100万平方米",
        "高质量建成100万平方米以上",
    ),
    (
        "unit_words",
        "info",
        "CN-320402",
        "major_innovation_platforms",
        "家",
        "个",
        "建成重大创新平台超10个",
        "累计建成重大创新平台超10家",
    ),
    (
        "multiple_beside_amount",
        "info",
        "CN-320400",
        "new_registered_enterprises",
        "= 2 倍; new_legal_entity_enterprises = 130000 家",
        "new_registered_enterprises flow",
        "新增注册企业数",
        "新增法人企业13万家",
    ),
    (
        "yearly_in_stock",
        "warning",
        "CN-320400",
        "major_innovation_platforms",
        ">= 30 个 * 5",
        "innovation_platforms_provincial_plus <= 120 家",
        "每年建设30家以上重大科技创新平台",
        "省级以上创新平台达120家",
    ),
    (
        "implied_gdp_industrial",
        "warning",
        "CN-330483",
        "rd_industrial_gdp_ratio",
        "gdp = 257143000000 元",
        "gdp 2024 = 134710000000 元",
        "研发经费总额达到90亿",
        "规上工业R&D经费支出占GDP比重达到3.5%",
    ),
]


class TestFiveDocuments:
    @pytest.mark.parametrize("known", KNOWN, ids=lambda known: f"{known[0]}-{known[3]}")
    def test_known_contradiction_is_found_once_with_both_quotes(self, known: tuple[str, ...]) -> None:
        rule, severity, area, indicator, found, expected, words, other_words = known
        rows = FOUND[(FOUND["rule_id"] == rule) & (FOUND["indicator"] == indicator) & (FOUND["ref_area"] == area)]
        assert len(rows) == 1
        row = rows.iloc[0]
        assert (row["severity"], row["found"], row["expected"]) == (severity, found, expected)
        assert words in row["quote"]
        assert other_words in row["other_quote"]

    def test_nothing_else_is_found_in_them(self) -> None:
        stated = FOUND[FOUND["source_id"].notna()]
        assert sorted(zip(stated["rule_id"], stated["indicator"], strict=True)) == sorted((k[0], k[3]) for k in KNOWN)

    def test_there_is_no_error(self) -> None:
        assert "error" not in set(FOUND["severity"])

    def test_figures_of_other_sources_that_differ(self) -> None:
        rows = FOUND[FOUND["rule_id"] == "sources_differ"]
        jiaxing = rows[(rows["ref_area"] == "CN-330400") & (rows["indicator"] == "resident_population")].iloc[0]
        assert jiaxing["expected"].startswith("= 5400868 人 (census_2020, official_copy; ")
        assert jiaxing["found"].startswith("= 5411000 人 (year_end, official_copy; ")
        assert jiaxing["quote"] is pd.NA or pd.isna(jiaxing["quote"])
        known = set(DS.reference["reference_id"])
        assert all(known.issuperset(ids.split()) for ids in rows["observation_ids"])

    def test_messages_say_where_what_and_what_was_expected(self) -> None:
        row = FOUND[FOUND["rule_id"] == "implied_population_steps"].iloc[0]
        assert row["message_en"] == (
            "Jiangyin National High-tech Zone, Invention patents in force per 10,000 people, 2020: with “Invention patents in "
            "force” the implied resident population moves from 118,333 people in 2018 to ≤ 104,286 people in 2020 (-11.9%). "
            "Stock and figure per head should imply a steady population. The two rows may differ in definition or denominator."
        )
        assert row["message_zh"] == (
            "江阴高新区，每万人发明专利拥有量，2020年：与“有效发明专利拥有量”一起推算，常住人口由2018年的11.8333 万人"
            "变为2020年的≤ 10.4286 万人（-11.9%）。总量与人均值推算的人口应当平稳。两行的口径或分母可能不同。"
        )

    def test_quotes_are_the_stored_text_at_their_spans(self) -> None:
        held = 0
        for row in FOUND.to_dict("records"):
            for quote, prefix in (("quote", "quote"), ("other_quote", "other")):
                if not pd.isna(row[quote]):
                    text = stored(row[f"{prefix}_source_id"])
                    assert text[row[f"{prefix}_start"] : row[f"{prefix}_end"]] == row[quote]
                    held += 1
        assert held == 2 * len(KNOWN)

    def test_all_that_takes_part_is_named(self) -> None:
        known = {*DS.observations["observation_id"], *DS.reference["reference_id"]}
        assert all(known.issuperset(ids.split()) for ids in FOUND["observation_ids"])
        tongxiang = FOUND[FOUND["rule_id"] == "implied_gdp_industrial"].iloc[0]["observation_ids"].split()
        assert [i[0] for i in tongxiang] == ["o", "o", "r"]


@cache
def stored(source_id: str) -> str:
    path = ROOT / DS.sources[source_id].file
    return path.read_bytes().decode("utf-8")


class TestTable:
    def test_contract(self) -> None:
        assert {name: str(dtype) for name, dtype in FOUND.dtypes.items()} == dict(FINDINGS)
        assert FOUND["finding_id"].str.fullmatch("f[0-9a-f]{10}").all()
        assert FOUND["finding_id"].is_unique

    def test_order_is_severity_then_source_then_place(self) -> None:
        rank = FOUND["severity"].map({"error": 0, "warning": 1, "info": 2})
        keys = list(zip(rank, FOUND["source_id"].fillna("~"), FOUND["quote_start"].fillna(0), strict=True))
        assert keys == sorted(keys)

    def test_order_of_rows_makes_no_difference(self) -> None:
        shuffled = {
            name: getattr(DS, name).sample(frac=1, random_state=7).reset_index(drop=True)
            for name in ("mentions", "observations")  # of two equally good figures of other sources the later row is used
        }
        pd.testing.assert_frame_equal(check(replace(DS, **shuffled)), FOUND)

    def test_each_message_is_in_both_languages(self) -> None:
        assert FOUND["message_zh"].str.contains("[一-龥]").all()
        assert FOUND["message_zh"].str.endswith("。").all()
        assert FOUND["message_en"].str.endswith(".").all()
        quoted = FOUND["message_en"].str.replace(r"\(.*?\)\)?|“.*?”", "", regex=True)
        assert not quoted[FOUND["check"] != "unit_words"].str.contains("[一-龥]").any()

    def test_without_rules_nothing_is_found(self) -> None:
        found = check(load(ROOT / "tests" / "miniature"), rules=())
        assert list(found.columns) == list(FINDINGS)
        assert found.empty

    def test_project_without_its_rules_is_not_clean_but_broken(self) -> None:
        with pytest.raises(DataError, match=r"rules: the folder is missing; restore it"):
            check(load(ROOT / "tests" / "miniature"))


@pytest.fixture(scope="module")
def invented() -> Dataset:
    """Return the invented plans as a data set, made as the pipeline makes it."""
    reader = load_reader(ROOT)
    words = load_part_words(ROOT / "data" / "lexicons", reader.names.lexicons.catalogue)
    areas = {area.id: area for area in read_divisions(ROOT / "data" / "codelists" / "divisions.csv")}
    lists = replace(DS.codelists, ref_area=Codelist("ref_area", {**areas, **DS.codelists.ref_area.codes}))
    ledgers, sources = [], {}
    for path in sorted(INVENTED.glob("*.txt")):
        ledger = extract_document(read_document(path, path.stem), reader)
        stated = ledger[ledger["disposition"] == "indicator"]
        known = stated["ref_area"].dropna()
        sources[path.stem] = Source(
            id=path.stem,
            title=path.stem,
            title_en=path.stem,
            issuer="",
            issuer_en="",
            ref_area=known.iloc[0] if len(known) else "CN-320402",
            issued="2022",
            period_start=int(stated["time_period"].min()),
            period_end=int(stated["time_period"].max()),
            media_type="text/plain",
            file=path.name,
            sha256="",
        )
        ledgers.append(ledger)
    mentions = pd.concat(ledgers, ignore_index=True)
    observations = observe(mentions, lists, sources, words=words)
    return replace(DS, codelists=lists, sources=sources, mentions=mentions, observations=observations)


class TestInventedPlans:
    def test_no_false_error(self, invented: Dataset) -> None:
        found = check(invented)
        print(found.groupby(["source_id", "severity", "check"]).size())  # noqa: T201  the figures themselves
        assert "error" not in set(found["severity"])

    def test_one_finding_for_what_has_no_area(self, invented: Dataset) -> None:
        rows = check(invented).query("check == 'region_missing' and source_id == 'yuhang_2021'")
        assert rows["found"].tolist() == ["3: 未来科技城"]

    def test_two_values_of_one_sentence_are_a_list_that_was_not_read(self, invented: Dataset) -> None:
        rows = check(invented).query("check == 'contradiction'")
        assert list(zip(rows["source_id"], rows["severity"], strict=True)) == [("wuhu_2024", "warning")]
        assert "4000、4500、5000家" in rows.iloc[0]["quote"]

    def test_findings_are_few(self, invented: Dataset) -> None:
        rows = check(invented)
        assert rows["source_id"].notna().sum() <= 4 * len(invented.sources)


class TestDocumentation:
    TEXT = (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")

    @pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
    def test_every_rule_is_listed_as_it_is(self, rule) -> None:
        assert f"| `{rule.id}` | `{rule.check}` | {rule.severity} | {rule.name_en} |" in self.TEXT

    @pytest.mark.parametrize("code", CHECKS)
    def test_every_check_is_listed_as_the_codelist_has_it(self, code: str) -> None:
        entry = DS.codelists.check[code]
        parameters = ", ".join(f"`{p}`" for p in CHECKS[code].needs) or "–"
        assert f"| `{code}` | {entry.description_en} | {parameters} |" in self.TEXT

    def test_nothing_else_is_listed(self) -> None:
        rows = [line for line in self.TEXT.splitlines() if line.startswith("| `")]
        assert len(rows) == len(RULES) + len(CHECKS)
