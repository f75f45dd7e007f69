"""The report on targets and actuals: what a reader sees of it, in both languages, with actuals and without."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
from tests.reading import Page

import compare as cp
from compare import pages
from compare.derive import pace_so_far
from compare.errors import UnknownNameError, UsageError
from compare.report import actuals, run_reports
from compare.report.declarations import bind, read_parameters
from compare.report.parameters import check_values

ROOT = Path(__file__).parents[1]
MINIATURE = Path(__file__).parent / "miniature"


@pytest.fixture(scope="module")
def ds() -> cp.Dataset:
    return cp.load(ROOT)


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the pictures out where a test is about the words: what they show has tests of its own."""
    monkeypatch.setattr(actuals, "_trajectories", lambda _: ())


def opened(ds: cp.Dataset, folder: Path, **parameters: str) -> actuals.Landing:
    return actuals.open_actuals(ds, output=str(folder), **parameters)


def sections(report: actuals.Landing) -> Page:
    """Return the whole page without the list of files."""
    view = report.view
    parts = [pages.actuals_opening(view), actuals.table(report), actuals.paces(report), pages.surroundings(view)]
    parts += [pages.open_targets(view), pages.rule(view), pages.actuals_quotes(view), pages.actuals_sources(view)]
    return Page("".join(str(part) for part in parts if part is not None))


@pytest.fixture(scope="module")
def city(ds: cp.Dataset, tmp_path_factory: pytest.TempPathFactory) -> Page:
    return sections(opened(ds, tmp_path_factory.mktemp("zh"), regions="常州市"))


def test_the_first_sentences_count_what_is_known(ds: cp.Dataset, tmp_path: Path) -> None:
    report = opened(ds, tmp_path, language="en")
    found = cp.attainment(ds, known_only=False)
    known = found[found["actual_value"].notna()]
    reached = int((known["status"] == "reached").sum())
    text = Page(pages.actuals_opening(report.view)).text
    assert (
        f"{len(found)} targets of {found['ref_area'].nunique()} areas are of a kind that an actual can be held against." in text
    )
    assert f"A figure of the area was found for {len(known)}: {reached} reached." in text
    own = int(known["is_target_year"].sum())
    assert f"{own} of these figures are of the target's own year, {len(known) - own} are only the latest known." in text


def test_a_result_says_status_actual_year_target_and_share(city: Page) -> None:
    assert "常州市的规划目标实现了没有" in city.text
    assert "常州市 高新技术企业数：已实现，2025年实际值 5,791 家，目标 > 5,000 家，为目标的 115.8%。" in city.text
    latest = (
        "常州市 全社会研发经费支出占地区生产总值比重：已实现，最新已知 ≈ 3.62%（2024年），2025年目标 3.5%，为目标的 ≈ 103.4%。"
    )
    assert latest in city.text


def test_the_table_keeps_year_vintage_qualifier_and_reason(city: Page) -> None:
    row = city.row("全社会研发经费支出占地区生产总值比重")
    assert row[1:5] == ["3.5%2025年", "≈ 3.62%2024年未注明数据版本约数", "≈ 103.4%最新已知", "已实现"]
    assert "目标年前已达到，目标年的情况未知" in row[5]
    assert city.row("高新技术企业数")[3] == "115.8%实现程度"


def test_targets_lead_to_quotes_and_actuals_to_their_sources(city: Page) -> None:
    assert city.broken == set()
    assert len(city.ids) == len(set(city.ids))
    parts = ["findings", "actuals", "pace", "context", "open", "rule", "quotes", "sources"]
    assert city.headings == parts
    assert any(address.startswith("#q-o") for address in city.links)
    assert any(address.startswith("#f-r") for address in city.links)
    figures = city.tables[-1]
    assert figures[0] == ["地区", "指标", "目标年", "数值", "数据版本与性质", "来源可靠性", "出处"]
    assert ["常州市", "高新技术企业数", "2025", "5,791 家"] in [row[:4] for row in figures]


def test_the_pace_so_far_stands_beside_the_one_required(ds: cp.Dataset, city: Page) -> None:
    row = next(row for table in city.tables if "至今每年" in table[0] for row in table if "3.5%" in row)
    assert row == ["全社会研发经费支出占地区生产总值比重", "3.5%", "≈ 0.1 百分点", "≈ 0.155 百分点", "2020–2024"]
    so_far = pace_so_far(ds, cp.attainment(ds, regions="常州市"))
    assert so_far[["indicator", "formula", "comparator", "unit_measure"]].values.tolist() == [
        ["rd_expenditure_gdp_ratio", "(3.62 - 3) / 4", "~", "百分点"]
    ]


def test_figures_stand_with_their_words(city: Page) -> None:
    pictures = [given["alt"] for tag, given in city.tags if tag == "img"]
    assert len(pictures) > 1
    assert all("常州市" in alt for alt in pictures)
    assert {"figures/attainment.svg", "figures/path_01_rd_expenditure_gdp_ratio.png"} <= set(city.links)


def test_what_surrounds_an_area_stands_year_by_year(city: Page) -> None:
    table = next(table for table in city.tables if table[0][0] == "地区" and "2024" in table[0] and len(table[0]) > 5)
    rows = {row[0]: dict(zip(table[0], row, strict=True)) for row in table[1:]}
    assert rows["全国国家"]["2024"] == "2.69%"
    assert rows["江苏省省级"]["2024"] == ""
    assert rows["常州市地级市"]["2020"] == "≈ 3%预测值"


@pytest.mark.usefixtures("undrawn")
def test_open_targets_say_why_and_nothing_is_borrowed(ds: cp.Dataset, tmp_path: Path) -> None:
    page = sections(opened(ds, tmp_path, regions="天宁区", language="en"))
    assert "no figure of the area is known for any, so nothing can be told" in page.text
    assert "actuals" not in page.ids
    lines = next(table for table in page.tables if table[0] == ["Area", "Reason", "Targets"])[1:]
    borrowed = next(row for row in lines if "what is known is of Changzhou City, and is not borrowed" in row[1])
    assert "High-tech enterprises 500 units (2025)" in borrowed[2]
    assert page.broken == set()


@pytest.mark.usefixtures("undrawn")
def test_what_nothing_is_held_against_is_counted_by_kind(ds: cp.Dataset, tmp_path: Path) -> None:
    page = sections(opened(ds, tmp_path, regions="桐乡市", language="en"))
    flows = {
        (row["indicator"], row["definition"])
        for row in ds.of_area("CN-330483")
        if row["kind"] == "flow" and row["value_type"] == "target" and row["obs_value"] is not None
    }
    assert f"{len(flows)} of kind “flow over the period”" in page.text


def test_the_rule_names_every_status(city: Page, ds: cp.Dataset) -> None:
    rule = next(table for table in city.tables if table[0] == ["状态", "含义"])
    assert [row[0] for row in rule[1:]] == [code.name_zh for code in ds.codelists.attainment.values()]


@pytest.mark.usefixtures("undrawn")
def test_the_miniature_project_has_targets_and_no_actuals(tmp_path: Path) -> None:
    page = sections(opened(cp.load(MINIATURE), tmp_path))
    assert "但都没有找到该地区的数值，不能判断" in page.text
    assert page.broken == set()


@pytest.mark.usefixtures("undrawn")
def test_the_text_of_sources_is_never_markup(ds: cp.Dataset, tmp_path: Path) -> None:
    attack = "<script>alert(1)</script>"
    reference = ds.reference.assign(source_title=attack, note=attack, source_address="javascript:alert(1)")
    page = sections(opened(dataclasses.replace(ds, reference=reference), tmp_path, regions="常州市"))
    assert attack in page.text
    assert "script" not in {tag for tag, _ in page.tags}
    assert not [address for address in page.links if address.startswith("javascript")]


@pytest.mark.parametrize(
    ("given", "error", "message"),
    [
        ({"regions": "常州市"}, None, ""),
        ({"indicators": "高新技术企业数"}, None, ""),
        ({"regions": "宜兴市"}, UsageError, "none of them states a target for any indicator; these do: CN-320402, CN-320400, "),
        (
            {"regions": "桐乡市", "indicators": "gazelle_enterprises"},
            UsageError,
            "none of them states a target for gazelle_enterprises; these do: CN-320402, CN-320400, CN-320281-HTZ",
        ),
        ({"regions": "常州"}, None, ""),
        ({"regions": "CN-32040"}, UnknownNameError, "unknown region 'CN-32040'; nearest: CN-3204"),
        ({"indicators": "gdp"}, UsageError, "indicators: no area states a target for gdp"),
        ({"reference": "best"}, UnknownNameError, "parameters of this report: regions, indicators, language"),
    ],
)
def test_what_the_report_cannot_show_is_refused_with_what_it_can(
    ds: cp.Dataset, given: dict[str, str], error: type[Exception] | None, message: str
) -> None:
    declared = read_parameters(ROOT / "notebooks" / "targets_and_actuals.ipynb")
    if error is None:
        check_values(ds, bind(declared, given, notebook="targets_and_actuals"))
        return
    with pytest.raises(error) as raised:
        check_values(ds, bind(declared, given, notebook="targets_and_actuals"))
    assert message in str(raised.value)


@pytest.mark.slow
def test_the_published_page_reads_well_and_keeps_its_files(tmp_path: Path) -> None:
    run = run_reports(["targets_and_actuals"], parameters=["regions=常州市"], project=ROOT, output=tmp_path)
    for language, title in {
        "zh": "常州市的规划目标实现了没有",
        "en": "The targets of Changzhou City and what became of them",
    }.items():
        folder = run.folder / f"targets_and_actuals_{language}"
        markup = (folder / f"targets_and_actuals_{language}.html").read_text(encoding="utf-8")
        page = Page(markup)
        assert f'<html lang="{language}">' in markup
        assert page.text.strip().startswith(title)
        assert "open_actuals" not in page.text
        assert page.broken == set()
        pictures = [given for tag, given in page.tags if tag == "img"]
        assert pictures
        assert all(len(given["alt"]) > 40 and given["src"].startswith("data:image/svg+xml") for given in pictures)
        assert all((folder / address).is_file() for address in page.links if re.match("figures/|targets_and", address))
        assert f"targets_and_actuals_{language}.xlsx" in page.links
