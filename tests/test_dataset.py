"""The data set as a reader sees it, on the invented areas of ``tests/miniature``."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import compare as cp
from compare.codelists import load_codelists
from compare.dataset import read_sources, read_table, to_rows, write_table
from compare.schema import MENTIONS, OBSERVATIONS, conform

MINIATURE = Path(__file__).parent / "miniature"


@pytest.fixture(scope="module")
def ds() -> cp.Dataset:
    return cp.load(MINIATURE)


class TestLoading:
    def test_project_is_found_from_a_folder_inside_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("COMPARE_PROJECT", raising=False)
        monkeypatch.chdir(MINIATURE / "data" / "raw")
        assert cp.find_project() == MINIATURE

    def test_variable_beats_the_working_directory(self, monkeypatch: pytest.MonkeyPatch, project_root: Path) -> None:
        monkeypatch.chdir(project_root)
        monkeypatch.setenv("COMPARE_PROJECT", str(MINIATURE))
        assert cp.find_project() == MINIATURE

    def test_without_any_project_around_the_checkout_is_taken(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.delenv("COMPARE_PROJECT", raising=False)
        monkeypatch.chdir(tmp_path)
        assert (cp.find_project() / "data" / "sources.yaml").is_file()

    def test_folder_that_is_no_project(self, tmp_path: Path) -> None:
        with pytest.raises(cp.UsageError, match=r"is not a project: it has no data/sources\.yaml"):
            cp.load(tmp_path)

    def test_missing_table_says_what_to_run(self, tmp_path: Path) -> None:
        shutil.copytree(MINIATURE, tmp_path / "p")
        (tmp_path / "p" / "data" / "derived" / "observations.csv").unlink()
        with pytest.raises(cp.DataError, match=r"observations\.csv: the table is missing; run: region-compare build"):
            cp.load(tmp_path / "p")

    def test_damaged_table_names_the_column(self, tmp_path: Path) -> None:
        path = tmp_path / "observations.csv"
        path.write_text("observation_id,time_period\no1,soon\n", encoding="utf-8")
        with pytest.raises(cp.DataError, match="observations.csv: not a table 'observations'"):
            read_table(path, "observations")

    def test_source_of_an_unknown_area(self, tmp_path: Path) -> None:
        shutil.copytree(MINIATURE, tmp_path / "p")
        path = tmp_path / "p" / "data" / "sources.yaml"
        path.write_text(path.read_text("utf-8").replace("ref_area: XX-20", "ref_area: XX-22"), encoding="utf-8")
        with pytest.raises(cp.DataError, match="baishi_2022: unknown ref_area 'XX-22'; nearest: XX-2"):
            cp.load(tmp_path / "p")

    @pytest.mark.parametrize(
        ("old", "new", "message"),
        [
            ('issued: "2022-06-30"', 'issued: "2022-06-31"', "baishi_2022: field 'issued': '2022-06-31' is not a date"),
            ('issued: "2022-06-30"', 'issued: "June 2022"', "expected e.g. 2022-04-08, 2022-04 or 2022"),
            ("id: baishi_2022", "id: baishi 2022", "'baishi 2022': field 'id' may hold letters, digits, _ and - only"),
        ],
    )
    def test_source_with_a_field_that_cannot_be_used(self, tmp_path: Path, old: str, new: str, message: str) -> None:
        path = tmp_path / "sources.yaml"
        text = (MINIATURE / "data" / "sources.yaml").read_text("utf-8")
        path.write_text(text.replace(old, new), encoding="utf-8")
        with pytest.raises(cp.DataError, match=re.escape(message)):
            read_sources(path, load_codelists(MINIATURE / "data" / "codelists"))

    def test_year_or_month_will_do_and_no_source_will_not(self, ds: cp.Dataset, tmp_path: Path) -> None:
        path = tmp_path / "sources.yaml"
        text = (MINIATURE / "data" / "sources.yaml").read_text("utf-8")
        path.write_text(text.replace("2022-06-30", "2022").replace("2022-03-15", "2022-03"), encoding="utf-8")
        assert read_sources(path, ds.codelists)["baishi_2022"].issued == "2022"
        path.write_text("[]", encoding="utf-8")
        with pytest.raises(cp.DataError, match="no sources; add an entry for each document"):
            read_sources(path, ds.codelists)

    @pytest.mark.parametrize(
        ("old", "new", "message"),
        [
            ("XX-10", "XX-12", r"population\.csv:\n  line 2: unknown ref_area 'XX-12'; nearest: "),
            ("2020", "", r"population\.csv:\n  line 2: time_period is missing; expected a year"),
            (
                "2020",
                "soon",
                r"(?s)population\.csv: not a table.*line 2: time_period is 'soon'; expected a number; correct the file",
            ),
        ],
    )
    def test_reference_that_cannot_be_used_names_the_file(self, tmp_path: Path, old: str, new: str, message: str) -> None:
        shutil.copytree(MINIATURE, tmp_path / "p")
        path = tmp_path / "p" / "data" / "reference" / "population.csv"
        path.write_text(path.read_text("utf-8").replace(old, new, 1), encoding="utf-8")
        with pytest.raises(cp.DataError, match=message):
            cp.load(tmp_path / "p")

    def test_reference_text_that_looks_missing_stays_text(self, ds: cp.Dataset) -> None:
        assert ds.reference["note"].tolist()[0] == "NA"
        assert ds.reference["note"].isna().tolist() == [False, True]


class TestTables:
    def test_written_table_is_plain_and_sorted(self, tmp_path: Path) -> None:
        frame = pd.DataFrame(
            {"source_id": ["b", "a"], "char_start": [1, 2], "value": [1500.0, 3.2], "text": ['say "x", y', "NA"]}
        )
        write_table(frame, tmp_path / "t.csv")
        assert (tmp_path / "t.csv").read_bytes() == b'source_id,char_start,value,text\na,2,3.2,NA\nb,1,1500,"say ""x"", y"\n'

    @settings(max_examples=40)
    @given(
        st.lists(
            st.tuples(
                st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1),
                st.floats(allow_infinity=False) | st.none(),
                st.integers(0, 9999) | st.none(),
            ),
            max_size=6,
        )
    )
    def test_what_is_written_is_read_back(self, tmp_path_factory: pytest.TempPathFactory, rows: list[tuple]) -> None:
        path = tmp_path_factory.mktemp("t") / "mentions.csv"
        frame = pd.DataFrame(rows, columns=["quote", "value", "time_period"]).assign(source_id="a", char_start=range(len(rows)))
        table = conform(frame, "mentions")
        write_table(table, path)
        first = path.read_bytes()
        read = read_table(path, "mentions")
        pd.testing.assert_frame_equal(read, table)
        write_table(read.iloc[::-1], path)
        assert path.read_bytes() == first

    def test_committed_tables_are_in_canonical_form(self, ds: cp.Dataset, tmp_path: Path) -> None:
        for name, table in (("mentions", ds.mentions), ("observations", ds.observations)):
            write_table(table.sample(frac=1, random_state=1), tmp_path / name)
            assert (tmp_path / name).read_bytes() == (MINIATURE / "data" / "derived" / f"{name}.csv").read_bytes()


class TestNames:
    @pytest.mark.parametrize("name", ["XX-10", "云州市", "云州", "yunzhou city", " Yunzhou City "])
    def test_area_by_code_name_or_alias(self, ds: cp.Dataset, name: str) -> None:
        assert cp.resolve_area(ds, name) == "XX-10"

    def test_unknown_area_names_the_nearest(self, ds: cp.Dataset) -> None:
        with pytest.raises(cp.UnknownNameError, match="unknown region '云洲市'; nearest: 云州市"):
            cp.resolve_area(ds, "云洲市")

    def test_ambiguous_alias(self, ds: cp.Dataset) -> None:
        with pytest.raises(cp.UsageError, match="ambiguous; give one of the codes XX-11, XX-21"):
            cp.resolve_area(ds, "高新区所在区")

    def test_indicator_by_alias_and_unknown(self, ds: cp.Dataset) -> None:
        assert cp.resolve_indicator(ds, "高新技术企业") == "hightech_firms"
        assert cp.resolve_indicator(ds, "HighTech_Firms") == "hightech_firms"
        assert cp.resolve_area(ds, "xx-10") == "XX-10"
        with pytest.raises(cp.UnknownNameError, match="unknown indicator 'rd_ratio'.*: rd_gdp_ratio, rd_revenue_ratio"):
            cp.resolve_indicator(ds, "rd_ratio")
        with pytest.raises(cp.UnknownNameError, match="nearest: hightech_firms"):
            cp.resolve_indicator(ds, "hightec_firms")

    @pytest.mark.parametrize(
        ("measure", "zh", "en"),
        [
            (("hightech_firms", "standard", "level"), "高新技术企业数（家）", "High-tech enterprises (units)"),
            (
                ("hightech_firms", "standard", "flow"),
                "高新技术企业数（期间增量，家）",
                "High-tech enterprises (flow over the period, units)",
            ),
            (
                ("rd_gdp_ratio", "industry", "ratio"),
                "研发经费占地区生产总值比重（规上工业，%）",
                "R&D expenditure / GDP (above-scale industry, %)",
            ),
        ],
    )
    def test_label_names_what_is_not_usual(self, ds: cp.Dataset, measure: tuple[str, str, str], zh: str, en: str) -> None:
        assert cp.measure_label(ds, *measure, "zh") == zh
        assert cp.measure_label(ds, *measure, "en") == en


class TestFormat:
    @pytest.mark.parametrize(
        ("value", "unit", "mult", "decimals", "comparator", "zh", "en"),
        [
            (8, "家", 0, 0, ">=", "≥ 8 家", "≥ 8 units"),
            (3.2, "%", 0, 1, "=", "3.2%", "3.2%"),
            (3.0, "%", 0, 1, "~", "≈ 3.0%", "≈ 3.0%"),
            (500000, "平方米", 4, 0, "=", "50 万平方米", "500,000 m²"),
            (28e9, "元", 8, 0, ">", "> 280 亿元", "> 28 billion yuan"),
            (4.55e9, "元", 8, 1, "=", "45.5 亿元", "4.55 billion yuan"),
            (15000, "家", 4, 1, "=", "1.5 万家", "15,000 units"),
            (2400, "家", 0, 0, "=", "2,400 家", "2,400 units"),
            (5, "位", 0, 0, "=", "第 5 位", "rank 5"),
            (30, "位", 0, 0, "<=", "前 30 位", "rank ≤ 30"),
            (3.125, "%", pd.NA, pd.NA, float("nan"), "3.125%", "3.125%"),
            (1.5e8, "元", 0, pd.NA, "=", "1.5 亿元", "150 million yuan"),
            (100000, "家", 5, 0, "=", "100,000 家", "100,000 units"),
            (float("nan"), "%", 0, 0, "=", "—", "—"),
        ],
    )
    def test_value(
        self, ds: cp.Dataset, value: float, unit: str, mult: int, decimals: int, comparator: str, zh: str, en: str
    ) -> None:
        row = {"obs_value": value, "unit_measure": unit, "unit_mult": mult, "decimals": decimals, "comparator": comparator}
        assert cp.format_value(ds, row, "zh") == zh
        assert cp.format_value(ds, row, "en") == en

    def test_range_and_periods(self, ds: cp.Dataset) -> None:
        row = to_rows(cp.comparison(ds, "patents_per_10k", regions=["XX-20"]))[0]
        assert cp.format_value(ds, row, "zh") == "20—30 件/万人"
        assert cp.format_value(ds, row, "en") == "20–30 patents per 10,000 people"
        assert cp.format_period({"time_period": 2023, "period_start": 2022}, "zh") == "2022—2023年"
        assert cp.format_period({"time_period": 2025, "period_start": pd.NA}, "en") == "2025"
        assert cp.format_period({"time_period": pd.NA}, "zh") == ""


class TestTable:
    def test_final_has_every_area_with_value_or_reason(self, ds: cp.Dataset) -> None:
        frame = cp.table(ds, indicators=["rd_gdp_ratio", "高新技术企业数"])
        assert frame.index.tolist() == ["XX-10", "XX-11", "XX-11-HTZ", "XX-20", "XX-21"]
        values, reasons = (frame.xs(f, axis=1, level="field") for f in ("obs_value", "absence"))
        assert (values.isna().to_numpy() == reasons.notna().to_numpy()).all()
        assert frame.loc["XX-11", ("rd_gdp_ratio", "time_period")] == 2025

    def test_all_is_long_and_named(self, ds: cp.Dataset) -> None:
        frame = cp.table(ds, years="all", regions=["青川区"], indicators=["rd_gdp_ratio"])
        assert frame["obs_value"].tolist() == [2.1, 3.2]
        assert set(frame["ref_area_zh"]) == {"青川区"}
        assert list(frame.columns)[: len(OBSERVATIONS)] == list(OBSERVATIONS)
        assert len(cp.table(ds, years="all")) == len(ds.observations)

    def test_one_name_may_stand_without_a_list(self, ds: cp.Dataset) -> None:
        frame = cp.table(ds, indicators="rd_gdp_ratio", regions="xx-11")
        assert frame.index.tolist() == ["XX-11"]
        assert set(frame.columns.get_level_values("indicator")) == {"rd_gdp_ratio"}

    def test_years_is_checked(self, ds: cp.Dataset) -> None:
        with pytest.raises(cp.UsageError, match="years is 'last'; expected 'final' or 'all'"):
            cp.table(ds, years="last")

    def test_no_indicators(self, ds: cp.Dataset) -> None:
        assert cp.table(ds, indicators=[], regions=["XX-10"]).shape == (1, 0)


class TestTrace:
    def test_quotes_are_slices_of_the_stored_text(self, ds: cp.Dataset) -> None:
        texts = {s.id: (MINIATURE / s.file).read_bytes().decode() for s in ds.sources.values()}
        for row in to_rows(ds.mentions):
            assert texts[row["source_id"]][row["char_start"] : row["char_end"]] == row["text"]
            assert texts[row["source_id"]][row["quote_start"] : row["quote_end"]] == row["quote"]

    def test_both_statements_of_one_target(self, ds: cp.Dataset) -> None:
        found = cp.trace(ds, ref_area="青川区", indicator="高新技术企业数")
        assert found[["text", "comparator", "document_number"]].to_numpy().tolist() == [
            ["500", "=", "青政发〔2022〕8号"],
            ["500", ">=", "青政发〔2022〕8号"],
        ]
        assert len(set(found["observation_id"])) == 1
        assert (found["title"] == "青川区创新行动计划").all()

    def test_one_year(self, ds: cp.Dataset) -> None:
        assert cp.trace(ds, ref_area="XX-11", indicator="rd_gdp_ratio", time_period=2021)["value"].tolist() == [2.1]

    def test_nothing_stated_gives_no_rows(self, ds: cp.Dataset) -> None:
        found = cp.trace(ds, ref_area="XX-21", indicator="rd_gdp_ratio")
        assert len(found) == 0
        assert {"quote", "observation_id"} <= set(found.columns)
        assert set(found.columns) - {"title", "document_number", "issued", "observation_id"} <= set(MENTIONS)


@pytest.mark.parametrize(("value", "shown"), [(1.075, "1.08"), (1.065, "1.06"), (2.675, "2.68"), (-0.125, "-0.12")])
def test_a_tie_is_rounded_as_it_is_written_not_as_it_is_stored(value: float, shown: str) -> None:
    """To the even digit, as GB/T 8170 has it; in binary 1.075 is a little less and would become 1.07."""
    row = {"obs_value": value, "unit_measure": "%", "comparator": "=", "unit_mult": 0, "decimals": 2}
    assert cp.format_value(cp.load(Path(__file__).parents[1]), row, "en") == f"{shown}%"


@pytest.mark.parametrize(
    ("value", "comparator", "unit", "zh", "en"),
    [
        (87399514.835582, "=", "元", "8,740 万元", "87.4 million yuan"),
        (3941525.28, ">=", "元", "≥ 394.1 万元", "≥ 3.941 million yuan"),
        (66.12345678, "<=", "家", "≤ 66.13 家", "≤ 66.13 units"),
        (7.333333333, "=", "家", "7.333 家", "7.333 units"),
        (0.0018945612, "=", "家", "0.001895 家", "0.001895 units"),
        (5400868, "=", "人", "540.0868 万人", "5.400868 million people"),
        (0.1 + 0.2, "=", "%", "0.3%", "0.3%"),
    ],
)
def test_a_quotient_has_four_digits_a_bound_still_holds_and_whole_numbers_are_whole(
    value: float, comparator: str, unit: str, zh: str, en: str
) -> None:
    row = {"obs_value": value, "unit_measure": unit, "comparator": comparator, "unit_mult": 0, "decimals": None}
    ds = cp.load(Path(__file__).parents[1])
    assert (cp.format_value(ds, row, "zh"), cp.format_value(ds, row, "en")) == (zh, en)
