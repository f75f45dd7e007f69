"""Tables that leave the suite: the library's figures with names, CSV that cannot act, Parquet that says what it holds."""

from __future__ import annotations

import csv
import json
import re
import sys
from dataclasses import replace
from functools import cache
from io import StringIO
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from pandas.testing import assert_frame_equal

from compare.dataset import comparison, comparisons, load, to_rows
from compare.errors import CompareError, UnknownNameError, UsageError
from compare.exchange import COLUMNS, TABLES, TITLES, exchange_table, write_exchange
from compare.exchange.columnar import write_parquet
from compare.exchange.texts import write_csv

ROOT = Path(__file__).parents[1]
DS = load(ROOT)
RD = ["rd_expenditure_gdp_ratio"]


@cache
def whole(table: str) -> pd.DataFrame:
    """Return a table of all data, made once."""
    return exchange_table(DS, table)


def read(path: Path) -> list[dict[str, str]]:
    """Read a CSV as a person's program does."""
    return list(csv.DictReader(StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def test_the_comparison_has_a_row_for_each_measure_and_region_with_the_librarys_figures() -> None:
    frame = exchange_table(DS, "comparison", reference="median")
    measures = comparisons(DS)
    assert len(frame) == len(measures) * frame["ref_area"].nunique() > 100
    for m in to_rows(measures.head(3)):
        own = frame[
            (frame["indicator"] == m["indicator"]) & (frame["definition"] == m["definition"]) & (frame["kind"] == m["kind"])
        ]
        areas = list(own["ref_area"])
        expected = comparison(DS, m["indicator"], definition=m["definition"], kind=m["kind"], regions=areas, reference="median")
        shared = [c for c in expected if c in own]
        assert_frame_equal(own[shared].reset_index(drop=True), expected[shared])
        assert set(expected) - set(shared) == {"transformation"}


def test_an_absent_value_is_empty_with_its_reason_and_the_words_it_rests_on() -> None:
    frame = exchange_table(DS, "comparison", indicators=RD).set_index("ref_area")
    yixing = frame.loc["CN-320282"]
    assert pd.isna(yixing["obs_value"])
    assert pd.isna(yixing["value_zh"])
    assert yixing["absence"] == "words_only"
    assert yixing["absence_en"].startswith("“Official interpretation")
    tongxiang = frame.loc["CN-330483"]
    text = (ROOT / DS.sources[tongxiang["evidence_source_id"]].file).read_text(encoding="utf-8")
    assert text[tongxiang["evidence_start"] : tongxiang["evidence_end"]] == tongxiang["evidence_quote"]


def test_a_value_stands_with_its_words_document_and_characters() -> None:
    row = exchange_table(DS, "comparison", indicators=RD).iloc[0]
    assert (row["ref_area_zh"], row["value_zh"], row["value_en"], row["rank"]) == ("江阴高新区", "≥ 5.5%", "≥ 5.5%", 1)
    assert row["document_number"] == "澄高管〔2018〕70号"
    text = (ROOT / DS.sources[row["source_id"]].file).read_text(encoding="utf-8")
    assert text[row["char_start"] : row["char_end"]] == row["quote_number"]
    assert row["quote_number"] in row["quote"]


@pytest.mark.parametrize(
    ("table", "rows"),
    [("observations", DS.observations), ("derived", DS.derived), ("findings", DS.findings), ("actions", DS.actions)],
)
def test_tables_hold_every_row_and_column_of_the_data_set(table: str, rows: pd.DataFrame) -> None:
    frame = whole(table)
    assert len(frame) == len(rows)
    assert set(rows.columns) - set(frame.columns) <= {"comment"}
    key = rows.columns[0]
    assert set(frame[key]) == set(rows[key])


def test_mentions_are_those_that_state_an_indicator_each_with_its_observation() -> None:
    frame = exchange_table(DS, "mentions", regions=["天宁区"])
    assert set(frame["disposition"]) == {"indicator"}
    owner = frame.dropna(subset="observation_id").iloc[0]
    assert owner["mention_id"] in DS.observation(owner["observation_id"])["mention_ids"]


def test_names_stand_beside_codes_in_the_languages_chosen() -> None:
    both, en = (exchange_table(DS, "findings", language=x) for x in ("both", "en"))
    assert both.columns[both.columns.get_loc("severity") + 1] == "severity_zh"
    assert both["severity_zh"].iloc[0] == "警告"
    assert not [c for c in en if str(c).endswith("_zh")]
    assert en["message_en"].iloc[0].startswith("Changzhou City, ")
    actions = exchange_table(DS, "actions").iloc[0]
    assert (actions["instrument_zh"], actions["instrument_group_zh"]) == ("科技型中小企业培育", "企业培育")


@pytest.mark.parametrize("table", list(TABLES))
def test_every_column_is_explained_in_both_languages(table: str) -> None:
    frame = whole(table)
    for words in (TITLES[table], *(COLUMNS[c] for c in frame)):
        zh, en = words
        assert re.search("[\u4e00-\u9fff]", zh)
        assert en
        assert not re.search("[\u4e00-\u9fff]", en)


def test_no_column_is_explained_that_no_table_has() -> None:
    assert set(COLUMNS) == {c for table in TABLES for c in whole(table)}


def test_a_selection_and_unknown_names() -> None:
    frame = exchange_table(DS, "observations", indicators=["高新技术企业数"], regions=["天宁区", "CN-320400"])
    assert set(frame["ref_area"]) == {"CN-320402", "CN-320400"}
    assert set(frame["indicator"]) == {"hightech_enterprises"}
    for change, message in (
        ({"table": "observation"}, "nearest: observations"),
        ({"table": "observation"}, "\n  tables: comparison, observations, mentions, derived, findings, actions"),
        ({"language": "cn"}, "unknown language 'cn'"),
        ({"regions": ["天宁趣"]}, "unknown region '天宁趣'; nearest: "),
        ({"reference": "天宁趣"}, "a reference is an area, or one of best, median, parent"),
        ({"reference": "宜兴市"}, "states none of the measures compared; these areas do: "),
    ):
        with pytest.raises(UsageError) as error:
            exchange_table(DS, **({"table": "comparison"} | change))
        assert message in str(error.value)
    empty = exchange_table(DS, "comparison", indicators=["gdp"])
    assert len(empty) == 0
    assert list(empty.columns) == list(whole("comparison").columns)


def test_csv_is_for_people(tmp_path: Path) -> None:
    path = write_exchange(DS, tmp_path / "made" / "a.csv", indicators=RD)
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\r\n") == len(raw.splitlines()) == 1 + len(exchange_table(DS, "comparison", indicators=RD))
    rows = read(path)
    assert (rows[0]["obs_value"], rows[0]["time_period"], rows[0]["comparator"]) == ("5.5", "2020", ">=")
    assert rows[2]["comparator"] == "=", "a single sign does nothing"
    assert rows[-1]["obs_value"] == "", "absent is empty, not zero"
    assert write_exchange(DS, tmp_path / "b.csv", indicators=RD).read_bytes() == raw


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        ("＝1", "'＝1"),
        ("=", "="),
        ("a\x00b\x1b", "a\ufffdb\ufffd"),
        ('"a",b', '"a",b'),
        ("NA", "NA"),
        ("字" * 40_000, "字" * 40_000),
    ],
)
def test_text_that_could_act_gets_an_apostrophe_and_numbers_never(text: str, cell: str, tmp_path: Path) -> None:
    write_csv(pd.DataFrame({"t": [text], "n": [-1.5], "w": pd.Series([-2], dtype="Int64")}), tmp_path / "a.csv")
    assert read(tmp_path / "a.csv") == [{"t": cell, "n": "-1.5", "w": "-2"}]


def test_hostile_documents_cannot_act_in_any_csv(tmp_path: Path) -> None:
    bad = "=HYPERLINK(1)"
    hostile = replace(
        DS,
        mentions=DS.mentions.assign(quote=bad, text=bad, section=bad, indicator_text=bad),
        actions=DS.actions.assign(quote=bad, section=bad),
        findings=DS.findings.assign(quote=bad, found=bad, message_zh=bad),
    )
    for table in TABLES:
        rows = read(write_exchange(hostile, tmp_path / f"{table}.csv", table=table, indicators=[*RD, "hightech_enterprises"]))
        acting = [
            c for row in rows for c in row.values() if len(c) > 1 and c[0] in "=+-@\t\r" and not re.fullmatch(r"-?[\d.e-]+", c)
        ]
        assert acting == []
    assert any(c == "'" + bad for row in rows for c in row.values())


def test_parquet_has_types_and_says_what_it_holds(tmp_path: Path) -> None:
    path = write_exchange(DS, tmp_path / "a.parquet", table="observations", regions=["天宁区"])
    schema = pq.read_schema(path)
    assert [str(schema.field(c).type) for c in ("obs_value", "time_period", "quote")] == ["double", "int64", "string"]
    assert schema.field("obs_value").metadata[b"en"].decode() == COLUMNS["obs_value"][1]
    said = json.loads(schema.metadata[b"compare"])
    assert said["sources"]["tianning_2022"] == DS.sources["tianning_2022"].sha256
    assert said["selection"]["regions"] == ["天宁区"]
    assert (said["table"], said["title_zh"]) == ("observations", TITLES["observations"][0])
    assert_frame_equal(pd.read_parquet(path), exchange_table(DS, "observations", regions=["天宁区"]), check_dtype=False)
    assert str(pd.read_parquet(path)["time_period"].dtype) == "Int64"
    again = write_exchange(DS, tmp_path / "b.parquet", table="observations", regions=["天宁区"])
    assert again.read_bytes() == path.read_bytes()


@pytest.mark.parametrize("table", list(TABLES))
def test_every_table_becomes_parquet_and_comes_back(table: str, tmp_path: Path) -> None:
    write_parquet(DS, whole(table), tmp_path / "a.parquet", table, {})
    assert_frame_equal(pd.read_parquet(tmp_path / "a.parquet"), whole(table), check_dtype=False)


def test_without_pyarrow_the_error_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r"pip install 'region-compare\[parquet\]', or write \.csv or \.xlsx"):
        write_exchange(DS, tmp_path / "a.parquet", table="findings")
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "open.csv"
    target.write_bytes(b"old")
    with pytest.raises(UnknownNameError):
        write_exchange(DS, target, table="nothing")
    with pytest.raises(UsageError, match=r"a\.txt: expected a name that ends in \.csv or \.parquet, found '\.txt'"):
        write_exchange(DS, tmp_path / "a.txt")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(CompareError, match=r"open\.csv: cannot be written; close it in Excel"):
        write_exchange(DS, target, table="findings")
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]
