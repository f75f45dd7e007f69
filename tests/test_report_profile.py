"""The report on a region: what a reader sees of it, in both languages, with figures and without."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
from tests.reading import Page

import compare as cp
from compare import pages
from compare.errors import UnknownNameError, UsageError
from compare.report import profile, run_reports
from compare.report.declarations import bind, read_parameters
from compare.report.parameters import check_values

ROOT = Path(__file__).parents[1]
MINIATURE = Path(__file__).parent / "miniature"
SOME = "rd_expenditure_gdp_ratio,hightech_enterprises,gazelle_enterprises,tech_smes,invention_patents_per_10k"
SOME += ",valid_invention_patents"


@pytest.fixture(scope="module")
def ds() -> cp.Dataset:
    return cp.load(ROOT)


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the pictures out where a test is about the words: what they show has tests of its own."""
    for name, nothing in {"_profile_chart": None, "_shares": None, "_trajectories": ()}.items():
        monkeypatch.setattr(profile, name, lambda *_, found=nothing: found)


def opened(ds: cp.Dataset, folder: Path, **parameters: str) -> profile.Profiles:
    return profile.open_profiles(ds, output=str(folder), **({"indicators": SOME} | parameters))


def sections(report: profile.Profiles) -> Page:
    """Return the whole page without the list of files."""
    shown = [profile.show_region(report, each) for each in report.profiles]
    return Page(
        "".join(map(str, [profile.title(report), *shown, pages.profile_quotes(report.profiles), profile.sources(report)]))
    )


@pytest.fixture(scope="module")
def district(ds: cp.Dataset, tmp_path_factory: pytest.TempPathFactory) -> Page:
    return sections(opened(ds, tmp_path_factory.mktemp("zh"), region="天宁区"))


# --- a region with figures ---


def test_who_it_is_stands_first_with_document_parent_population_and_gdp(district: Page) -> None:
    facts = {row[0]: row[1] for row in district.tables[0]}
    assert "常州市天宁区人民政府，常天政发〔2022〕22号，2022-04-08发布，规划期2022–2025年" in facts["文件"]
    assert facts["层级"] == "区县级"
    assert facts["所在地区"] == "常州市，江苏省，全国"
    assert facts["常住人口"].startswith("66.8906 万人（2020年） 2020年人口普查数")
    assert re.fullmatch(r"808\.2 亿元（2020年） 首次公布数.*按此数计算> 1,000 亿元（2024年）.*", facts["地区生产总值"])


def test_the_first_sentences_count_what_is_stated(ds: cp.Dataset, tmp_path: Path) -> None:
    own = cp.comparisons(ds, min_areas=1)
    own = own[own["areas"].str.split().map(lambda areas: "CN-320402" in areas) & own["indicator"].isin(SOME.split(","))]
    shared = int((own["n_areas"] > 1).sum())
    report = opened(ds, tmp_path, region="天宁区", language="en")
    first = pages.findings(report.page)[0]
    assert f"states targets of Tianning District for {len(own)} measures: {shared} that other areas state too, " in first
    assert f"{len(own) - shared} that no other does." in first


def test_a_measure_has_value_rank_best_and_gap(district: Page) -> None:
    row = district.row("全社会研发经费支出占地区生产总值比重")
    assert row[1:] == ["3.2%2025年", "4/4", "江阴高新区 ≥ 5.5%（2020年）", "≤ −2.3 百分点"]


def test_an_amount_is_not_ranked_across_levels(district: Page) -> None:
    row = district.row("高新技术企业数（家）")
    assert row[1:3] == ["5002025年", "同层级仅此一个"]
    assert row[3].startswith("其他层级：常州市 > 5,000 家（2025年）天宁高新区 200 家（2025年）")
    assert row[4] == ""


def test_every_value_leads_to_its_quote_and_every_section_has_an_id(district: Page) -> None:
    assert district.broken == set()
    assert len(district.ids) == len(set(district.ids))
    parts = ["facts", "shared", "alone", "missing", "growth", "sized", "shares", "instruments", "concerning", "duties"]
    assert district.headings == [*(f"{part}-CN-320402" for part in parts), "quotes", "sources"]
    assert len([address for address in district.links if address.startswith("#q-o")]) > 15


def test_what_others_state_has_its_reason_and_their_values(district: Page) -> None:
    row = district.row("每万人发明专利拥有量")
    assert "江阴高新区 ≥ 70 件/万人（2020年）" in row[1]
    assert row[2].startswith("口径不同（同类指标，口径或类型不同）相近指标，有效发明专利拥有量（件）：≥ 2,400 件（2025年）")
    assert "有效发明专利拥有量不低于2400件" in row[2]


def test_amounts_are_shown_by_size_and_as_shares_of_the_parent(district: Page) -> None:
    by_size = next(table for table in district.tables if table[0][:3] == ["指标（单位）", "目标", "每万人"])
    firms = next(row for row in by_size if row[0].startswith("高新技术企业数"))
    assert firms[1:4] == ["500 家（2025年）", "7.47", "2/2"]
    unsettled = next(row for row in by_size if row[0].startswith("瞪羚企业数"))
    assert unsettled[1:4] == ["≥ 50 家（2025年）", "≥ 0.747", "（2/2）"]
    part = next(table for table in district.tables if table[0] == ["指标（单位）", "目标年", "天宁区", "常州市", "份额"])
    assert ["高新技术企业数", "2025年", "500 家", "> 5,000 家", "≤ 10%"] in part


def test_a_figure_stands_over_its_table_with_its_words_and_its_files(district: Page) -> None:
    pictures = [given["alt"] for tag, given in district.tags if tag == "img"]
    assert [alt.partition("：")[0] for alt in pictures][0].endswith("天宁区")
    assert len(pictures) == 2
    assert {"figures/CN-320402_profile.svg", "figures/CN-320402_shares.png", "#quotes-CN-320402"} <= set(district.links)


@pytest.mark.usefixtures("undrawn")
def test_a_pace_has_its_baseline_with_mark_quote_and_basis(ds: cp.Dataset, tmp_path: Path) -> None:
    page = sections(opened(ds, tmp_path, region="江阴高新区", language="en"))
    table = next(table for table in page.tables if "Baseline" in table[0])
    rows = {row[0]: row for row in table}
    assert rows["High-tech enterprises (units)"][1:] == [
        "802018",
        "1202020",
        "22.5%",
        "20 units",
        "baseline stated in the document, 2018",
    ]
    city = sections(opened(ds, tmp_path, region="常州市", language="en"))
    rows = {row[0]: row for table in city.tables if "Baseline" in table[0] for row in table}
    assert rows["High-tech enterprises (units)"][1:3] == ["≥ 2,5002020", "> 5,0002025"]
    assert rows["R&D expenditure as a share of GDP (%)"][5].startswith("baseline from another's forecast, 2020")
    assert page.broken == set()


def test_duties_name_the_lead_and_count_those_without(district: Page) -> None:
    duties = next(table for table in district.tables if table[0][2:] == ["牵头单位", "参与单位"])
    firms = next(row for row in duties if row[0].startswith("高新技术企业数"))
    assert firms[2] == "区科技局"
    assert "区发改局" in firms[3]
    assert re.search(r"另有\d项目标没有指明责任单位", district.text)


def test_gaps_can_be_held_against_the_parent(ds: cp.Dataset, tmp_path: Path) -> None:
    report = opened(ds, tmp_path, region="天宁区", reference="parent", language="en", indicators="rd_expenditure_gdp_ratio")
    page = Page(pages.shared_targets(report.page))
    assert page.row("R&D expenditure as a share of GDP")[-1] == "−0.3 percentage points"
    assert "Gap against the target of the area around it." in page.text


@pytest.mark.usefixtures("undrawn")
def test_a_zone_without_a_document_of_its_own_has_that_of_its_targets(ds: cp.Dataset, tmp_path: Path) -> None:
    page = sections(opened(ds, tmp_path, region="天宁高新区", language="en"))
    assert "Action Plan of Tianning District" in page.tables[0][0][1]
    assert page.row("Resident population")[1] == "no figure of its own is known; that of the area around it is not borrowed"
    assert "instruments-CN-320402-HTZ" not in page.ids
    assert page.broken == set()


# --- a region without figures ---


@pytest.mark.parametrize(
    ("language", "sentence", "instrument"),
    [
        ("zh", "没有为宜兴市提出任何数值，只在文字中提到7项指标。", "在33种政策工具中使用"),
        ("en", "states no figure for Yixing City; it names 7 indicators in words only.", "It uses"),
    ],
)
@pytest.mark.usefixtures("undrawn")
def test_a_region_without_any_figure_is_told_in_its_words(
    ds: cp.Dataset, tmp_path: Path, language: str, sentence: str, instrument: str
) -> None:
    report = opened(ds, tmp_path, region="宜兴市", language=language)
    page = sections(report)
    assert sentence in pages.findings(report.page)[0]
    assert pages.findings(report.page)[0].startswith("《宜兴市创新型企业" if language == "zh" else "“Official interpretation")
    assert (
        "宜兴市的规划：与9个地区比较" if language == "zh" else "What Yixing City plans, compared with 9 other areas"
    ) in page.text
    parts = ["facts", "in_words", "instruments", "missing"]
    assert page.headings == [*(f"{part}-CN-320282" for part in parts), "quotes", "sources"]
    assert "筛选优质企业入库培育" in page.row("高新技术企业数" if language == "zh" else "High-tech enterprises")[1]
    assert instrument in page.text
    assert "揭榜挂帅" in page.text or "open competition" in page.text
    assert page.broken == set()
    absent = page.row("全社会研发经费支出占" if language == "zh" else "R&D expenditure as a share")
    assert absent[2].startswith("仅有文字，无数值" if language == "zh" else "words only, no figure")


# --- several regions, other projects, other people's text ---


@pytest.mark.usefixtures("undrawn")
def test_without_a_region_each_area_with_a_document_and_a_target_has_a_chapter(ds: cp.Dataset, tmp_path: Path) -> None:
    report = opened(ds, tmp_path, indicators="hightech_enterprises", language="en")
    assert [each.region for each in report.profiles] == ["CN-320402", "CN-320400", "CN-320281-HTZ", "CN-330483"]
    page = sections(report)
    assert page.text.startswith("The targets of 4 areas, one by one")
    assert [anchor for anchor in page.headings if anchor.startswith("r-")] == [f"r-{each.region}" for each in report.profiles]
    assert page.broken == set()
    assert len(page.ids) == len(set(page.ids))


@pytest.mark.usefixtures("undrawn")
def test_the_miniature_project_has_profiles_too(tmp_path: Path) -> None:
    report = profile.open_profiles(cp.load(MINIATURE), output=str(tmp_path), region="XX-11", language="zh")
    page = sections(report)
    assert page.row("研发")[1:3] == ["3.2%2025年", "3/3"]
    assert page.broken == set()


@pytest.mark.usefixtures("undrawn")
def test_the_text_of_documents_is_never_markup(ds: cp.Dataset, tmp_path: Path) -> None:
    attack = "<script>alert(1)</script>"
    sources = {code: dataclasses.replace(s, title=attack, title_en=attack, issuer_en=attack) for code, s in ds.sources.items()}
    wordings = ds.wordings.assign(quote=attack)
    findings = ds.findings.assign(quote=attack, message_en=attack)
    spoilt = dataclasses.replace(ds, sources=sources, wordings=wordings, findings=findings)
    for region in ("天宁区", "宜兴市"):
        shown = profile.open_profiles(spoilt, output=str(tmp_path), region=region, indicators=SOME, language="en")
        page = sections(shown)
        assert attack in page.text
        assert "script" not in {tag for tag, _ in page.tags}


# --- parameters ---


@pytest.mark.parametrize(
    ("given", "error", "message"),
    [
        ({"region": "天宁"}, None, ""),
        ({"region": "宜兴市"}, None, ""),
        ({"region": "天宁区", "regions": "常州市"}, None, ""),
        ({"region": "CN-320403"}, UnknownNameError, "expected empty or one of: CN-320402, CN-320282, CN-320400"),
        ({"region": "CN-320403"}, UnknownNameError, "unknown region 'CN-320403'; nearest: CN-3204"),
        ({"region": "江苏省"}, UsageError, "CN-320000 has no document and no figure"),
        ({"region": "天宁区", "regions": "天宁区"}, UsageError, "regions=CN-320402: this is the region itself; add some of: "),
        ({"region": "天宁区", "reference": "天宁区"}, UsageError, "CN-320402 is not compared here, these are: CN-320282, "),
        ({"region": "天宁区", "reference": "宜兴市"}, UsageError, "CN-320282 states none of the measures compared"),
        ({"regions": "宜兴市"}, UsageError, "regions=CN-320282: none has a document and a target; these areas have: CN-320402"),
        ({"regin": "天宁区"}, UnknownNameError, "unknown parameter 'regin'; nearest: region"),
    ],
)
def test_what_the_report_cannot_show_is_refused_with_what_it_can(
    ds: cp.Dataset, given: dict[str, str], error: type[Exception] | None, message: str
) -> None:
    declared = read_parameters(ROOT / "notebooks" / "region_profile.ipynb")
    if error is None:
        check_values(ds, bind(declared, given, notebook="region_profile"))
        return
    with pytest.raises(error) as raised:
        check_values(ds, bind(declared, given, notebook="region_profile"))
    assert message in str(raised.value)


def test_nothing_runs_where_the_region_is_not_known(tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError, match="nearest: "):
        run_reports(["region_profile"], parameters=["region=天宁府"], project=ROOT, output=tmp_path)
    assert list(tmp_path.iterdir()) == []


# --- the published page ---


@pytest.mark.slow
def test_the_published_page_reads_well_and_keeps_its_files(tmp_path: Path) -> None:
    given = ["region=天宁区", f"indicators={SOME}", "regions=常州市,江阴高新区,宜兴市"]
    run = run_reports(["region_profile"], parameters=given, project=ROOT, output=tmp_path)
    for language, title in {
        "zh": "天宁区的规划目标：与3个地区比较",
        "en": "The targets of Tianning District compared with 3 other areas",
    }.items():
        folder = run.folder / f"region_profile_{language}"
        markup = (folder / f"region_profile_{language}.html").read_text(encoding="utf-8")
        page = Page(markup)
        assert f'<html lang="{language}">' in markup
        assert title in page.text
        assert "open_profiles" not in page.text
        assert page.broken == set()
        pictures = [given for tag, given in page.tags if tag == "img"]
        assert pictures
        assert all(len(given["alt"]) > 40 and given["src"].startswith("data:image/svg+xml") for given in pictures)
        assert all((folder / address).is_file() for address in page.links if address.startswith(("figures/", "region_profile")))
        assert f"region_profile_{language}.xlsx" in page.links
    assert "桐乡" not in Page((run.folder / "region_profile_zh" / "region_profile_zh.html").read_text(encoding="utf-8")).text
