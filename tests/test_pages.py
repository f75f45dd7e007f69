"""The sections of a benchmark report: gaps, ranks, baselines, findings and counts in the words a reader sees."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import compare as cp
from compare import pages
from compare.pages.overview import sources_of
from compare.pages.page import Page
from compare.pages.words import MODULES, WORDS
from compare.schema import conform

MINIATURE = Path(__file__).parent / "miniature"
PAGES = Path(pages.__file__).parent
DOT = "<svg xmlns='http://www.w3.org/2000/svg'/>"


@pytest.fixture(scope="module")
def ds() -> cp.Dataset:
    return cp.load(MINIATURE)


def stating(ds: cp.Dataset, indicator: str, values: Mapping[str, str]) -> cp.Dataset:
    """Return the data set with targets of one indicator only: area to comparator and value."""
    rows = ds.observations[ds.observations["value_type"] == "target"]
    model = rows[rows["indicator"] == indicator].head(1)
    new = []
    for n, (area, text) in enumerate(values.items()):
        comparator, value = text.split()
        decimals = len(value.partition(".")[2])
        new.append(
            model.assign(
                ref_area=area, comparator=comparator, obs_value=float(value), decimals=decimals, observation_id=f"o{n}"
            )
        )
    return dataclasses.replace(ds, observations=conform(pd.concat(new), "observations"))


def view_of(ds: cp.Dataset, language: str, *, reference: str = "best", **choice: Any) -> pages.View:
    return pages.View(ds, language, cp.benchmark(ds, reference=reference, **choice), reference)


class Cells(HTMLParser):
    """The texts of a table's cells, row by row, under its heads."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"}:
            self.rows[-1].append("")

    def handle_data(self, data: str) -> None:
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += data

    def column(self, name: str) -> list[str]:
        at = self.rows[0].index(name)
        return [row[at] for row in self.rows[1:]]


def section(view: pages.View, tmp_path: Path, number: int = 0) -> str:
    picture = tmp_path / "dot.svg"
    picture.write_text(DOT, encoding="utf-8")
    return str(pages.measure_section(view, view.measures[number], picture=picture, alt="a dot"))


def cells(view: pages.View, tmp_path: Path) -> Cells:
    return Cells(re.search(r"<table.*?</table>", section(view, tmp_path), re.DOTALL)[0])


def text(markup: object) -> str:
    return re.sub(r"<[^>]+>", "", str(markup))


RANKS = {"XX-10": "= 20", "XX-11": "<= 30", "XX-20": "= 21", "XX-11-HTZ": ">= 49", "XX-21": "= 20"}


@pytest.mark.parametrize(
    ("language", "head", "expected"),
    [
        ("zh", "差距", ["参照", "持平", "落后 1 位", "最多落后 10 位", "至少落后 29 位"]),
        ("en", "Gap", ["reference", "level", "1 place behind", "at most 10 places behind", "at least 29 places behind"]),
    ],
)
def test_a_gap_of_ranks_counts_places(ds: cp.Dataset, tmp_path: Path, language: str, head: str, expected: list[str]) -> None:
    assert cells(view_of(stating(ds, "zone_rank", RANKS), language), tmp_path).column(head) == expected


def test_places_ahead_and_bounds_of_no_gap(ds: cp.Dataset, tmp_path: Path) -> None:
    ranks = {"XX-10": "= 20", "XX-11": "<= 20", "XX-20": "<= 15", "XX-21": ">= 20"}
    named = stating(ds, "zone_rank", ranks)
    zh, en = (cells(view_of(named, x, reference="XX-10"), tmp_path) for x in ("zh", "en"))
    assert dict(zip(zh.column("地区"), zh.column("差距"), strict=True)) == {
        "白石市": "至少领先 5 位",
        "云州市": "参照",
        "青川区": "不落后",
        "黑水县": "不领先",
    }
    assert sorted(en.column("Gap")) == ["at least 5 places ahead", "not ahead", "not behind", "reference"]


def test_a_gap_of_nothing_keeps_its_mark(ds: cp.Dataset, tmp_path: Path) -> None:
    values = {"XX-10": ">= 3.5", "XX-11": "= 3.5", "XX-20": "= 3.25"}
    found = cells(view_of(stating(ds, "rd_gdp_ratio", values), "zh"), tmp_path)
    assert found.column("差距") == ["参照", "≤ 0 百分点", "≤ −0.25 百分点"]
    assert found.column("名次") == ["1", "1", "3"]


def test_baseline_and_rank_of_each_area(ds: cp.Dataset, tmp_path: Path) -> None:
    found = cells(view_of(ds, "en"), tmp_path)
    assert found.column("Target") == ["3.6%", "3.5%", "3.2%"]
    assert found.column("Baseline") == ["", "", "2.1% (2021)"]
    assert found.column("Rank") == ["1", "2", "3"]
    assert found.column("Gap") == ["reference", "−0.1 percentage points", "−0.4 percentage points"]


def test_the_median_is_shown(ds: cp.Dataset, tmp_path: Path) -> None:
    values = {"XX-10": "= 3.6", "XX-11": "= 3.5"}
    found = cells(view_of(stating(ds, "rd_gdp_ratio", values), "zh", reference="median"), tmp_path)
    assert found.rows[-1][:2] == ["中位数", "3.55%"]
    assert found.column("差距") == ["+0.05 百分点", "−0.05 百分点", "参照"]


def test_a_reference_outside_the_choice_is_shown_with_its_document(ds: cp.Dataset, tmp_path: Path) -> None:
    view = view_of(ds, "zh", reference="parent", regions=["XX-11"], indicators=["rd_gdp_ratio"])
    assert [source.id for source in sources_of(view)] == ["yunzhou_2021", "qingchuan_2022"]
    assert cells(view, tmp_path).rows[-1] == ["云州市", "3.5%", "2025年", "", "参照", "云政发〔2021〕1号"]


def test_flows_show_their_period(ds: cp.Dataset, tmp_path: Path) -> None:
    view = view_of(ds, "zh", indicators=["incubators"])
    assert cells(view, tmp_path).column("目标年") == ["2021—2025年", "2022—2025年"]
    assert "2021—2025年" in text(pages.comparison_table(view))
    assert "2021—2025年" in text(pages.quotes(view))


@pytest.mark.parametrize(
    ("indicator", "values", "zh", "en"),
    [
        (
            "rd_gdp_ratio",
            {"XX-10": "= 3.6", "XX-11": "= 3.6", "XX-20": "= 3.2"},
            "云州市、青川区最高，3.6%；白石市最低，3.2%（2025年）。",
            "Yunzhou City and Qingchuan District are highest with 3.6%; Baishi City is lowest with 3.2% (2025).",
        ),
        (
            "rd_gdp_ratio",
            {"XX-10": "<= 3.5", "XX-11": "= 3.2"},
            "先后不能确定：云州市 ≤ 3.5%（2025年）、青川区 3.2%（2025年）。",
            "The order is not certain: Yunzhou City ≤ 3.5% (2025), Qingchuan District 3.2% (2025).",
        ),
        (
            "rd_gdp_ratio",
            {"XX-10": "= 3.5", "XX-11": ">= 3.2"},
            "先后不能确定：云州市 3.5%（2025年）、青川区 ≥ 3.2%（2025年）。",
            "The order is not certain: Yunzhou City 3.5% (2025), Qingchuan District ≥ 3.2% (2025).",
        ),
        (
            "energy_intensity",
            {"XX-10": "= 0.42", "XX-11": "= 0.38"},
            "青川区最低，0.38 吨标准煤/万元（2025年）；云州市最高，0.42 吨标准煤/万元（2025年）。",
            "Qingchuan District is lowest with 0.38 tce per 10,000 yuan (2025); "
            "Yunzhou City is highest with 0.42 tce per 10,000 yuan (2025).",
        ),
        (
            "zone_rank",
            {"XX-10": "= 5", "XX-11": "= 9"},
            "云州市最靠前，第 5 位（2025年）；青川区最靠后，第 9 位（2025年）。",
            "Yunzhou City is first with rank 5 (2025); Qingchuan District is last with rank 9 (2025).",
        ),
        (
            "rd_gdp_ratio",
            {"XX-10": "= 3.5", "XX-11": "= 3.50"},
            "云州市、青川区的目标相同，均为3.5%。",
            "Yunzhou City and Qingchuan District set the same target, 3.5%.",
        ),
    ],
)
def test_findings_claim_no_more_than_the_values_settle(
    ds: cp.Dataset, indicator: str, values: dict[str, str], zh: str, en: str
) -> None:
    changed = stating(ds, indicator, values)
    dated = dataclasses.replace(
        changed, observations=changed.observations.assign(time_period=2025).astype({"time_period": "Int64"})
    )
    assert zh in text(pages.introduction(view_of(dated, "zh")))
    assert en in text(pages.introduction(view_of(dated, "en")))


def test_only_a_settled_lead_is_shaded(ds: cp.Dataset) -> None:
    def shaded(values: dict[str, str]) -> list[str]:
        markup = str(pages.comparison_table(view_of(stating(ds, "rd_gdp_ratio", values), "zh")))
        return [text(cell) for cell in re.findall(r'<td class="number best">.*?</td>', markup)]

    assert shaded({"XX-10": "= 3.6", "XX-11": "= 3.2"}) == ["3.6%2023年"]
    assert shaded({"XX-10": "<= 3.6", "XX-11": "= 3.2"}) == []


def test_an_area_without_a_document_has_a_dash_with_the_reason(ds: cp.Dataset) -> None:
    zh, en = (str(pages.comparison_table(view_of(ds, x))) for x in ("zh", "en"))
    assert '<td class="absent number" title="该地区没有自己的文件">–</td>' in zh
    assert '<td class="absent number" title="no document of its own">–</td>' in en


@pytest.mark.parametrize(
    ("language", "start"),
    [
        ("zh", "共读取4份文件，其中3份提出目标，涉及4个地区；有8项指标可以比较，其中4项由三个及以上地区提出。"),
        (
            "en",
            "This report reads 4 documents, 3 of them with targets, for 4 areas; 8 measures can be compared, "
            "4 of them stated by three areas or more.",
        ),
    ],
)
def test_the_lead_counts_documents_read_and_documents_with_targets(ds: cp.Dataset, language: str, start: str) -> None:
    assert pages.lead(view_of(ds, language)).startswith(start)


def test_the_lead_says_nothing_of_none(ds: cp.Dataset) -> None:
    view = view_of(ds, "en", regions=["XX-10", "XX-11"], indicators=["rd_gdp_ratio"])
    assert "for 2 areas; 1 measure can be compared. The documents" in pages.lead(view)


def test_every_word_is_used() -> None:
    files = [path for folder in ("pages", "report") for path in (PAGES.parent / folder).glob("*.py") if path.name != "words.py"]
    code = "".join(path.read_text(encoding="utf-8") for path in files)
    composed = ("link_", "n_", "place_", "reference_", "rank_", "audit_is_", "audit_sign_", "audit_action_", "changes_")
    unused = [key for key in WORDS if f'"{key}"' not in code and f"'{key}'" not in code]
    assert [key for key in unused if not key.startswith(composed)] == []


def test_each_word_stands_in_one_module() -> None:
    assert len(WORDS) == sum(len(module.WORDS) for module in MODULES)


def test_a_year_of_issue_alone_is_written_as_a_year(ds: cp.Dataset) -> None:
    source = dataclasses.replace(next(iter(ds.sources.values())), issued="2022")
    dated = dataclasses.replace(source, issued="2022-04-08")
    zh, en = Page(ds, "zh"), Page(ds, "en")
    assert [zh.issued(source), zh.issued(dated), en.issued(source)] == ["2022年", "2022-04-08", "2022"]
