"""What a reader of the workbook sees: numbers that are numbers, marks, reasons, links, and never a formula."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet
from tests.recalculation import differences, recalculate

from compare.codelists import Code
from compare.dataset import Dataset, comparability_note, comparison, comparisons, load, measure_name
from compare.errors import CompareError, UnknownNameError, UsageError
from compare.workbook import write_workbook
from compare.workbook.cells import clean_text
from compare.workbook.content import choose_content, mark
from compare.workbook.labels import CONTENTS, MODULES, SHEETS, TEXTS
from compare.workbook.labels.principles import PRINCIPLES
from compare.workbook.layout import HEAD_ROW
from compare.workbook.matrix import AREA_ROW, FIRST_AREA
from compare.workbook.notes import meaning
from compare.workbook.scale import choose_scale

ROOT = Path(__file__).parents[1]
MINIATURE = ROOT / "tests" / "miniature"
REAL = ROOT / "data" / "derived" / "observations.csv"


@pytest.fixture(scope="module", params=["miniature", "real"])
def ds(request: pytest.FixtureRequest) -> Dataset:
    if request.param == "miniature":
        return load(MINIATURE)
    if not REAL.is_file():
        pytest.skip("data/derived is not built yet; run: region-compare build")
    return load(ROOT)


@pytest.fixture(scope="module")
def path(ds: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_workbook(ds, tmp_path_factory.mktemp("workbook") / "comparison.xlsx")


@pytest.fixture(scope="module")
def book(path: Path) -> Workbook:
    return load_workbook(path)


@pytest.fixture(scope="module")
def mini(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    return load_workbook(write_workbook(load(MINIATURE), tmp_path_factory.mktemp("mini") / "m.xlsx"))


def shown(cell: Cell) -> str:
    """Return what Excel shows of a number: its format applied by hand."""
    section = cell.number_format.split(";")[1 if cell.value < 0 and ";" in cell.number_format else 0]
    match = re.fullmatch(r'(?:"([^"]*)")?(-?[#,0.]+)(?:"([^"]*)")?', section)
    assert match, cell.number_format
    before, digits, after = match.groups()
    places = len(digits.partition(".")[2])
    return f"{before or ''}{'-' if digits[0] == '-' else ''}{abs(cell.value):,.{places}f}{after or ''}"


def rows_of(sheet: Worksheet, column: int = 1) -> dict[str, int]:
    """Return the row of each text of a column, without the number of its note."""
    cells = (sheet.cell(row, column) for row in range(AREA_ROW, sheet.max_row + 1))
    return {re.sub(r" \[\d+\]$", "", str(c.value)): c.row for c in cells if c.value}


def columns_of(sheet: Worksheet, row: int) -> dict[str, int]:
    return {str(c.value): c.column for c in sheet[row] if c.value}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_matrix_holds_the_values_of_the_library_as_numbers(ds: Dataset, book: Workbook, language: str) -> None:
    sheet, content = book[SHEETS["matrix"][language == "en"]], choose_content(ds)
    rows, columns = rows_of(sheet), columns_of(sheet, AREA_ROW)
    assert len(content.comparisons) == len(comparisons(ds))
    for compared in content.comparisons:
        measure = compared.measure
        unit = ds.codelists.unit_measure[measure.unit]
        scale = choose_scale(unit, compared.stated(), language)
        row = rows[measure_name(ds, measure, language)]
        assert sheet.cell(row, 2).value == scale.unit
        frame = comparison(ds, measure.indicator, definition=measure.definition, kind=measure.kind)
        for record in frame.to_dict("records"):
            column = columns[ds.codelists.ref_area[record["ref_area"]].name(language)]
            value, year = sheet.cell(row, column), sheet.cell(row, column + 1)
            if record["obs_value"] != record["obs_value"] and year.value == "—":
                assert record["ref_area"] not in content.documented
                assert value.value is value.fill.patternType is None
                assert value.comment.text == ("无自有文件" if language == "zh" else "no document of its own")
                continue
            if record["obs_value"] != record["obs_value"]:
                assert record["ref_area"] in content.documented or record["absence"] != "not_stated"
                assert value.value is None, "absent is never zero"
                assert value.fill.patternType == "lightUp"
                assert value.comment.text == record[f"absence_{language}"] + comparability_note(ds, record, language)
                assert re.fullmatch("[a-z]", year.value)
                continue
            assert value.data_type == "n"
            assert value.value * 10**scale.power == pytest.approx(record["obs_value"], rel=1e-12)
            start, end = record["period_start"], record["time_period"]
            assert year.value == (end if pd.isna(start) or start >= end else f"{start}–{end}")
            assert shown(value).startswith(mark(record["comparator"])) or record["upper_value"] == record["upper_value"]


@pytest.mark.parametrize(
    ("language", "measure", "area", "expected", "unit"),
    [
        ("zh", "研发经费占地区生产总值比重", "云州市", "3.5%", "%"),
        ("zh", "创新载体面积", "云州市", "≥ 100", "万平方米"),
        ("en", "Floor area for innovation", "Yunzhou City", "≥ 1,000,000", "m²"),
        ("zh", "技术合同成交额", "青川区", "45.5", "亿元"),
        ("zh", "技术合同成交额", "白石市", "0.12", "亿元"),
        ("en", "Technology contract turnover", "Yunzhou City", "> 28,000", "million yuan"),
        ("zh", "每万人发明专利拥有量", "白石市", "20–30", "件/万人"),
        ("zh", "国家高新区排名", "青川高新区", "≤ 30", "位"),
        ("zh", "孵化器数", "青川区", "5*", "个"),
        ("zh", "高新技术企业数", "云州市", "> 5,000", "家"),
    ],
)
def test_matrix_shows_marks_units_and_printed_decimals(
    mini: Workbook, language: str, measure: str, area: str, expected: str, unit: str
) -> None:
    sheet = mini[SHEETS["matrix"][language == "en"]]
    row = rows_of(sheet)[measure]
    assert shown(sheet.cell(row, columns_of(sheet, AREA_ROW)[area])) == expected
    assert sheet.cell(row, 2).value == unit


def test_matrix_groups_regions_by_level_and_says_why_values_are_absent(mini: Workbook) -> None:
    sheet = mini["比较矩阵"]
    levels = [c.value for c in sheet[AREA_ROW - 1] if c.value][2:-1]
    assert levels == ["地级市", "区县级", "园区"]
    notes = "\n".join(str(c.value) for c in sheet["A"] if c.value)
    reason = load(MINIATURE).codelists.absence["other_kind"].name_zh
    assert f"c {reason}" in notes
    assert "高新技术企业数：以“期间增量”表述：230 家（2022—2023年） (c)" in notes
    assert "高新技术企业数：只有文字表述：“大力培育高新技术企业，持续提高研发投入。” (e)" in notes
    assert "* 青川区，孵化器数：同一年份另有表述：6 个" in notes
    assert "资料来源：《云州市科技创新规划》（云政发〔2021〕1号，2021-12-01）" in notes
    assert sheet.freeze_panes == sheet.cell(AREA_ROW + 2, FIRST_AREA).coordinate
    assert sheet.print_title_rows == "$3:$5"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == ("landscape", 9, 0)


def test_regions_without_a_document_and_years_of_a_flow_are_marked(mini: Workbook) -> None:
    for name, area, flow, period in (
        ("比较矩阵", "青川高新区", "孵化器数", "2021–2025"),
        ("Comparison matrix", "Qingchuan High-tech Zone", "Incubators", "2021–2025"),
    ):
        sheet = mini[name]
        row, columns = rows_of(sheet)[flow], columns_of(sheet, AREA_ROW)
        value, mark_cell = sheet.cell(row, columns[area]), sheet.cell(row, columns[area] + 1)
        assert (value.value, mark_cell.value, value.fill.patternType) == (None, "—", None)
        assert value.comment.text in {"无自有文件", "no document of its own"}
        years = [c for c in sheet[row] if c.value == period]
        assert years
        assert all(c.hyperlink for c in years)
    notes = "\n".join(str(c.value) for c in mini["比较矩阵"]["A"] if c.value)
    assert "“—”：未收录该地区自己的文件" in notes
    assert "\n青川高新区：" not in notes, "no reason is made up for it"


def test_repairs_and_comments_are_told_in_the_language_of_the_sheet(tmp_path: Path) -> None:
    ds = load(MINIATURE)
    comment = "year from the plan's period; stated with >= and =; number repaired; stated somehow"
    changed = replace(
        ds,
        observations=ds.observations.assign(comment=comment),
        mentions=ds.mentions.assign(repair="ocr.l_for_one_point → '1.'"),
    )
    book = load_workbook(write_workbook(changed, tmp_path / "repair.xlsx"))
    zh, en = (
        book[name].cell(HEAD_ROW + 1, columns_of(book[name], HEAD_ROW)[head]).value
        for name, head in (
            ("长表", "备注"),
            ("Long data", "Comment"),
        )
    )
    assert zh == "年份取自规划期；分别以 ≥ 与 = 表述；数字经识别修复，见引文；stated somehow"
    assert en == "year from the plan's period; stated with ≥ and =; number repaired, see its quote; stated somehow"
    quotes = book["引文"]
    assert quotes.cell(HEAD_ROW + 1, columns_of(quotes, HEAD_ROW)["识别修复"]).value == "ocr.l_for_one_point → '1.'"


def test_titles_in_brackets_and_variants_without_words_read_well(book: Workbook, ds: Dataset) -> None:
    everything = [str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if isinstance(c.value, str)]
    own = [w for w in everything if w.startswith(("资料来源：", "《"))]
    assert own
    assert not any("《《" in w or w.count("《") != w.count("》") for w in own)
    names = {v.name_zh for i in ds.codelists.indicator.values() for v in i.definitions}
    column = columns_of(book["指标定义"], HEAD_ROW)["定义"]
    assert not {str(c.value).rstrip("。") for c in next(book["指标定义"].iter_cols(column, column))} & names


def test_a_variant_with_no_more_than_a_name_is_told_with_its_indicator() -> None:
    variant = Code("industry", "规模以上工业", "industry", "规模以上工业。", "Industry.")
    indicator = replace(
        load(MINIATURE).codelists.indicator["rd_gdp_ratio"], description_zh="投入强度。", description_en="Intensity."
    )
    assert meaning(indicator, variant, "zh") == "投入强度。口径：规模以上工业。"
    assert meaning(indicator, variant, "en") == "Intensity. Definition: Industry."
    assert meaning(indicator, None, "zh") == "投入强度。"


def test_every_link_leads_to_the_row_that_it_names(ds: Dataset, book: Workbook) -> None:
    lists = {name for key in ("long", "quotes", "derived", "findings", "instrument_quotes", "sources") for name in SHEETS[key]}
    titles = dict(zip(ds.reference["reference_id"], ds.reference["source_title"], strict=True))
    seen = 0
    for sheet in book:
        for cell in (c for row in sheet.iter_rows() for c in row if c.hyperlink):
            name, _, place = cell.hyperlink.location.partition("!")
            target = book[name.strip("'")][place]
            assert target.value, f"{sheet.title}!{cell.coordinate}"
            if sheet.title in lists:
                named = str(cell.value).partition("：")[2] or cell.value  # severity：finding
                row = {c.value for c in target.parent[target.row]}
                assert titles.get(named, named) in row, f"{sheet.title}!{cell.coordinate}"
            seen += 1
    assert seen >= 8 * len(ds.observations)
    for key, names in SHEETS.items():
        if key in CONTENTS and names[0] in book.sheetnames:
            assert [c.hyperlink.location for c in book["目录"]["A"] if c.value == names[0]] == [f"'{names[0]}'!A1"]
    matrix = book["比较矩阵"]
    year = next(c for row in matrix.iter_rows(min_row=AREA_ROW + 2) for c in row if c.hyperlink)
    quote = book["引文"][year.hyperlink.location.partition("!")[2]]
    mention = ds.mentions[ds.mentions["mention_id"] == quote.value].iloc[0]
    assert mention["text"] in [c.value for c in quote.parent[quote.row]]


def test_long_data_holds_every_observation_in_base_units_with_its_quote(ds: Dataset, book: Workbook) -> None:
    sheet, heads = book["长表"], columns_of(book["长表"], HEAD_ROW)
    assert sheet.max_row - HEAD_ROW == len(ds.observations)
    quotes = dict(zip(ds.mentions["mention_id"], ds.mentions["quote"], strict=True))
    for row, record in enumerate(ds.observations.to_dict("records"), HEAD_ROW + 1):
        assert sheet.cell(row, heads["数值（基本单位）"]).value == pytest.approx(record["obs_value"], rel=1e-12)
        assert sheet.cell(row, heads["原文引句"]).value in {clean_text(quotes[m]) for m in record["mention_ids"].split()}
    assert sheet.tables["LongData_zh"].ref.startswith(f"A{HEAD_ROW}:")


def test_only_the_live_sheets_have_formulas_and_no_cell_an_error(book: Workbook) -> None:
    live = {name for key in ("gaps", "gap_data", "profile", "profile_data") for name in SHEETS[key]}
    for sheet in book:
        types = {cell.data_type for row in sheet.iter_rows() for cell in row}
        assert types <= {"n", "s", "f"}, "no error, no truth value"
        assert ("f" in types) == (sheet.title in live), sheet.title


def test_same_data_give_the_same_bytes_without_a_clock(ds: Dataset, path: Path, tmp_path: Path) -> None:
    assert write_workbook(ds, tmp_path / "again.xlsx").read_bytes() == path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        assert {info.date_time[0] for info in archive.infolist()} == {1980}
    properties = load_workbook(path).properties
    assert properties.modified == properties.created
    assert f"{properties.modified:%Y-%m-%d}".startswith(max(s.issued for s in ds.sources.values()))


def test_a_file_that_is_open_elsewhere_is_named_and_left_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "open.xlsx"
    target.write_bytes(b"old")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(CompareError, match=r"open\.xlsx: cannot be written; close it in Excel"):
        write_workbook(load(MINIATURE), target)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_what_cannot_be_used_is_refused_in_words(tmp_path: Path) -> None:
    ds = load(MINIATURE)
    with pytest.raises(UsageError, match=r"ends in \.xlsx"):
        write_workbook(ds, tmp_path / "a.csv")
    with pytest.raises(UnknownNameError, match="unknown language 'fr'"):
        write_workbook(ds, tmp_path / "a.xlsx", language="fr")
    with pytest.raises(UnknownNameError):
        write_workbook(ds, tmp_path / "a.xlsx", regions=["无此地"])
    assert not list(tmp_path.iterdir())


ALWAYS = [key for key in SHEETS if key not in {"relatives", "gap_data", "profile_data"}]
"""The sheets that readers see, of which ``families`` stands for the only family of the miniature that has a chart."""


def shown_sheets(book: Workbook) -> list[str]:
    return [sheet.title for sheet in book if sheet.sheet_state == "visible"]


def test_languages_selections_and_references(tmp_path: Path) -> None:
    ds = load(MINIATURE)
    zh = load_workbook(write_workbook(ds, tmp_path / "zh.xlsx", language="zh", reference=None))
    family = {"families": ("研发经费占地区生产总值比重", "R&D expenditure / GDP".replace("/", "-"))}
    assert shown_sheets(zh) == [(SHEETS | family)[key][0] for key in ALWAYS if key != "gaps"]
    chosen = {"indicators": ["高新技术企业数"], "regions": ["云州市", "XX-20"]}
    en = load_workbook(write_workbook(ds, tmp_path / "en.xlsx", language="en", reference="云州市", **chosen))
    assert shown_sheets(en) == [SHEETS[key][1] for key in ALWAYS if key != "families"], "no family is chosen"
    assert {c.value for c in en["Long data"]["B"][HEAD_ROW:]} == {"Yunzhou City", "Baishi City"}
    assert set(rows_of(en["Comparison matrix"])) >= {"High-tech enterprises", "High-tech enterprises (flow over the period)"}
    none = load_workbook(write_workbook(ds, tmp_path / "none.xlsx", indicators=["rd_revenue_ratio"], language="zh"))
    assert "0 项指标" in none["比较矩阵"]["A1"].value, "an indicator that no plan states gives empty sheets, not an error"


def test_names_are_legal_and_all_words_are_in_both_languages(book: Workbook) -> None:
    assert all(len(n) <= 31 and not re.search(r"[\[\]:*?/\\]", n) for n in book.sheetnames)
    tables = [name for sheet in book for name in sheet.tables]
    assert len(tables) == len(set(tables)) >= 10
    assert all(len(set(t.column_names)) == len(t.column_names) for sheet in book for t in sheet.tables.values())
    assert not any(re.fullmatch(r"[A-Za-z]{1,3}\d+|[Rr]\d*[Cc]\d*", name) for name in tables)
    assert len(TEXTS) == sum(len(module.WORDS) for module in MODULES)
    for zh, en in [*SHEETS.values(), *CONTENTS.values(), *TEXTS.values(), *PRINCIPLES]:
        assert zh
        assert en
        assert not re.search("[\u4e00-\u9fff]", en)
        assert set(re.findall(r"{\w+}", zh)) == set(re.findall(r"{\w+}", en))


@pytest.mark.slow
@pytest.mark.libreoffice
def test_libreoffice_opens_prints_and_calculates_it_without_an_error_value(path: Path, book: Workbook, tmp_path: Path) -> None:
    program = str(shutil.which("soffice") or shutil.which("libreoffice"))
    profile = f"-env:UserInstallation={(tmp_path / 'printing').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    assert (tmp_path / f"{path.stem}.pdf").stat().st_size > 10_000
    (again,) = recalculate([path], tmp_path)
    assert again.sheetnames == book.sheetnames
    assert list(differences(path, again)) == []
    for cell in (c for sheet in book for row in sheet.iter_rows() for c in row if c.data_type == "n" and c.value is not None):
        assert again[cell.parent.title][cell.coordinate].value == pytest.approx(cell.value)
