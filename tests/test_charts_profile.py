"""The profile of a region: its figures as printed, its ranks, those of others at the ends, and what one side alone states."""

from __future__ import annotations

import re
from typing import Any

import pytest
from tests.test_charts import ROOT, ds, each, read, stating, texts
from tests.test_charts_heatmap import renamed
from tests.test_charts_page import check_layout

from compare.charts import plot_profile
from compare.charts.profiling import read_profile
from compare.charts.text import unbind
from compare.dataset import Dataset, Measure, area_name, comparison, comparisons, explain_absence, format_value, load, to_rows
from compare.errors import UnknownNameError
from compare.palette import COLOURS

__all__ = ["ds", "each"]  # fixtures


def stated_by(ds: Dataset, area: str) -> list[dict[str, Any]]:
    """Return the measures that a region shares with another area."""
    return [row for row in to_rows(comparisons(ds)) if area in row["areas"].split()]


def regions(ds: Dataset) -> list[str]:
    return list(dict.fromkeys(source.ref_area for source in ds.sources.values()))


class TestRows:
    def test_every_shared_measure_has_the_region_s_figure_and_rank(self, each: Dataset) -> None:
        for area, language in zip(regions(each)[:2], ("zh", "en"), strict=True):
            expected = {}
            for m in stated_by(each, area):
                frame = comparison(each, m["indicator"], definition=m["definition"], kind=m["kind"])
                row = next(r for r in to_rows(frame) if r["ref_area"] == area)
                n = frame.loc[frame["panel"] == row["panel"], "rank"].notna().sum()
                expected[format_value(each, row, language), None if row["rank"] is None else f"{row['rank']}/{n}"] = True
            lines = read_profile(each, area, None, None, language).lines
            shown = {(unbind(line.own.label), line.rank.strip("()（）") if "/" in line.rank else None): True for line in lines}
            assert shown == expected
            assert len(lines) == len(stated_by(each, area))

    def test_rows_stand_by_topic_in_the_order_of_the_codelist(self, ds: Dataset) -> None:
        names = [topic.name("zh") for topic in ds.codelists.topic.values()]
        shown = [t.get_text() for t in texts(plot_profile(ds, "云州市"), "panel")]
        assert shown == [name for name in names if name in shown]
        assert len(shown) > 1

    def test_dots_stand_between_the_worst_and_the_best_which_is_right(self, ds: Dataset) -> None:
        lines = {line.measure: line for line in read_profile(ds, "云州市", None, None, "zh").lines}
        energy = lines["单位地区生产总值能耗"]  # less is better: 0.45 is left, 0.38 right
        assert not energy.grows_right
        assert {dot.who: round(dot.place, 2) for dot in energy.others} == {"青川区": 1.0, "白石市": 0.0}
        assert energy.own.place == pytest.approx(3 / 7)
        assert lines["每万人发明专利拥有量"].others[0].upper == pytest.approx(10 / 35)  # 20 to 30, of 20 to 55

    def test_ends_name_who_stands_there_with_figure_and_year(self, ds: Dataset) -> None:
        figure = plot_profile(ds, "云州市", indicators="energy_intensity")
        small = read(figure, "small")
        assert "白石市 0.45 吨标准煤/万元（2023年）" in small
        assert "青川区 0.38 吨标准煤/万元（2025年）" in small
        assert "不从零开始" in read(figure, "note")

    def test_where_others_stand_between_all_are_named_from_the_left(self, ds: Dataset) -> None:
        rows = [("XX-10", 3, "=", 2025), ("XX-20", 5, ">=", 2023), ("XX-11", 4, "=", 2025), ("XX-11-HTZ", 1, "=", 2025)]
        figure = plot_profile(stating(ds, *rows), "XX-10", language="en")
        small = read(figure, "small")
        order = ["Qingchuan High-tech Zone 1.0% (2025)", "Qingchuan District 4.0% (2025)", "Baishi City ≥ 5.0% (2023)"]
        assert f"from left: {'; '.join(order)}" in " ".join(small.replace("\u00a0", " ").split())

    def test_an_area_with_the_same_figure_is_a_ring(self, ds: Dataset) -> None:
        same = stating(ds, ("XX-10", 3, "=", 2025), ("XX-20", 3, "=", 2025), ("XX-11", 2, "=", 2025))
        figure = plot_profile(same, "XX-10")
        assert len([line for axes in figure.axes for line in axes.lines if line.get_label() == "halo"]) == 2  # one is the key's
        assert "其他地区数值相同" in read(figure, "key")

    def test_an_amount_alone_at_its_level_is_words_without_an_axis(self, ds: Dataset) -> None:
        [line] = read_profile(ds, "青川区", None, "hightech_firms", "en").lines
        assert (line.others, line.rank) == ((), "not ranked")
        figure = plot_profile(ds, "青川区", indicators="hightech_firms", language="en")
        assert "other levels: Yunzhou City > 5,000 units (2025)" in read(figure, "small").replace("\u00a0", " ")
        assert "Amounts are compared within an administrative level only" in read(figure, "note")

    def test_a_figure_that_its_document_contradicts_says_so(self, ds: Dataset) -> None:
        figure = plot_profile(ds, "青川区", indicators="incubators")
        assert "可靠性低" in read(figure, "year")
        assert read(figure, "rank") == "未排名 ?"
        assert "同一年份另有表述" in read(figure, "note").replace(" ", "")


class TestTitle:
    @pytest.mark.parametrize(
        ("rows", "title"),
        [
            ([("XX-10", 4, "=", 2025), ("XX-20", 3, "=", 2025)], "云州市：1项可排名的目标中，1项居首"),
            ([("XX-10", 2, "=", 2025), ("XX-20", 3, "=", 2025)], "云州市：1项可排名的目标中，1项居末"),
            ([("XX-10", 3, "=", 2025), ("XX-20", 3, "=", 2025)], "云州市：1项可排名的目标中，1项各地相同"),
            ([("XX-10", 4, "=", 2025), ("XX-20", 3, ">=", 2025)], "云州市：1项可排名的目标中，1项居中或不能断定"),
            ([("XX-10", 4, "=", 2025)], "云州市提出的目标与其他地区均不可比"),
            ([("XX-20", 4, "=", 2025)], "云州市没有提出任何有数值的目标"),
        ],
    )
    def test_it_claims_what_the_figures_settle(self, ds: Dataset, rows: list[Any], title: str) -> None:
        assert unbind(read_profile(stating(ds, *rows), "XX-10", None, None, "zh").title) == title

    def test_it_is_written_in_english_too(self, ds: Dataset) -> None:
        profile = read_profile(ds, "白石市", None, None, "en")
        assert unbind(profile.title) == "Baishi City, ranked targets (4): 2 last, 2 in between or not settled"


class TestLists:
    def test_what_one_side_alone_states_is_counted_with_the_reason(self, each: Dataset) -> None:
        every = to_rows(comparisons(each, min_areas=1))
        for area, language in zip(regions(each)[-2:], ("en", "zh"), strict=True):
            alone = [row for row in every if row["areas"] == area]
            missing = [row for row in every if area not in row["areas"].split()]
            lists = dict(read_profile(each, area, None, None, language).lists)
            heads = list(lists)
            assert [f"{len(rows)}" in head for rows, head in zip([r for r in (alone, missing) if r], heads, strict=True)]
            codes = {explain_absence(each, area, Measure.of(row)).code for row in missing}
            reasons = (
                [item for head in heads[-1:] for line in lists[head] for item in re.split("[;；] ?", line)] if missing else []
            )
            for code in codes:
                assert any(item.startswith(each.codelists.absence[code].name(language)) for item in reasons)

    def test_a_region_without_any_figure_gets_a_figure_that_says_so(self, each: Dataset) -> None:
        silent = [area for area in regions(each) if not any(r["value_type"] == "target" for r in each.of_area(area))]
        assert silent, "both projects have a document of words only"
        for area in silent:
            figure = plot_profile(each, area)
            assert read(figure, "title") == f"{area_name(each, area, 'zh')}没有提出任何有数值的目标"
            assert "仅有文字" in read(figure, "note")
            assert not texts(figure, "value")
            assert "资料来源：" in read(figure, "note")

    def test_long_lists_say_how_many_more(self, ds: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("compare.charts.profiling._NAMED_ALONE", 2)
        text = plot_profile(ds, "黑水县", language="en").alt_text
        assert "R&D expenditure / GDP; High-tech enterprises and 8 more" in text

    def test_regions_and_indicators_narrow_the_comparison(self, ds: Dataset) -> None:
        figure = plot_profile(ds, "云州市", regions=["白石市"], indicators=["energy_intensity", "rd_gdp_ratio"])
        assert [t.get_text() for t in texts(figure, "measure")] == ["单位地区生产总值能耗"]
        assert read(figure, "rank") == "1/2"
        assert "仅该地区提出的目标（1项）" in read(figure, "note")


class TestPage:
    def test_the_region_differs_from_the_others_in_shape_too(self, ds: Dataset) -> None:
        figure = plot_profile(ds, "云州市", indicators="energy_intensity")
        shapes = {
            line.get_markeredgecolor(): line.get_marker()
            for axes in figure.axes
            for line in axes.lines
            if str(line.get_label()).startswith("target")
        }
        assert shapes == {COLOURS["subject"]: "s", COLOURS["context"]: "o"}
        assert "本地区（方形）" in read(figure, "key")

    def test_it_fits_about_one_page_in_print(self) -> None:
        real = load(ROOT)
        for area in regions(real):
            for language, most in (("zh", 11.7), ("en", 13.7)):
                assert plot_profile(real, area, language=language, size="print").get_size_inches()[1] < most

    def test_unknown_names_are_refused_with_the_nearest(self, ds: Dataset) -> None:
        with pytest.raises(UnknownNameError, match="unknown region 'Yunzhu City'; nearest: yunzhou city"):
            plot_profile(ds, "Yunzhu City")
        with pytest.raises(UnknownNameError, match="size 'A4'"):
            plot_profile(ds, "云州市", size="A4")

    def test_words_say_what_the_picture_shows(self, ds: Dataset) -> None:
        text = plot_profile(ds, "云州市", language="en").alt_text
        assert text.startswith("Dot plot. Yunzhou City, ranked targets (4): 2 first")
        assert "R&D expenditure / GDP: Yunzhou City 3.5% (2025); rank 2/3; others: Qingchuan High-tech Zone 3.6% (2025)" in text

    @pytest.mark.slow
    @pytest.mark.parametrize("language", ["zh", "en"])
    @pytest.mark.parametrize("size", ["screen", "print"])
    def test_nothing_is_clipped_and_no_texts_overlap(self, each: Dataset, language: str, size: str) -> None:
        for area in regions(each)[1:4]:
            check_layout(plot_profile(each, area, language=language, size=size))
        check_layout(plot_profile(renamed(each), regions(each)[0], language=language, size=size))
