"""The explorer without a browser: what each press changes in the table, the sentence, the chart, the code and the files."""

from __future__ import annotations

import csv
import io
import shlex
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import compare as cp
from compare.dataset import Dataset, to_rows
from compare.errors import UnknownNameError, UsageError
from compare.explorer import Explorer, explore
from compare.explorer.choice import Choice, cell_key, measure_key
from compare.explorer.drawing import KINDS, draw, kinds_of
from compare.explorer.files import make_file
from compare.explorer.ledger import COLUMNS, HIDDEN, ledger, observations, table_options
from compare.explorer.matrix import matrix
from compare.explorer.moves import press, settle
from compare.explorer.pane import Pane
from compare.explorer.pickers import indicator_picker, region_picker
from compare.explorer.script import commands, python_code
from compare.explorer.sentence import sentence
from compare.explorer.tables import PART, Tables
from compare.explorer.words import WORDS, say
from compare.pages.markup import join

RD = "rd_expenditure_gdp_ratio/standard/ratio"
HIGHTECH = "hightech_enterprises/standard/level"
JIANGYIN, TONGXIANG, YIXING, CHANGZHOU, TIANNING = "CN-320281-HTZ", "CN-330483", "CN-320282", "CN-320400", "CN-320402"


@pytest.fixture(scope="module")
def ds(project_root: Path) -> Dataset:
    """Load the project."""
    return cp.load(project_root)


@pytest.fixture(scope="module")
def tables(ds: Dataset) -> Tables:
    """Return the project as the explorer reads it."""
    return Tables(ds)


@pytest.fixture
def start(tables: Tables) -> Choice:
    """Return the choice at first, in English."""
    return settle(tables, Choice(tuple(tables.usual_areas), language="en"))


def after(tables: Tables, choice: Choice, *names: str) -> Choice:
    """Return the choice after some presses."""
    for name in names:
        choice = press(tables, choice, name)
    return choice


# --- choosing ---


def test_at_first_are_shown_the_shared_measures_of_the_areas_with_a_document(tables: Tables, start: Choice) -> None:
    sources = {source.ref_area for source in tables.ds.sources.values()}
    assert sources <= set(start.regions)
    measures = tables.measures(start)
    assert [measure_key(m) for m in measures] == [
        "/".join(key) for key in cp.comparisons(tables.ds)[["indicator", "definition", "kind"]].itertuples(index=False)
    ]
    assert start.measure == RD


def test_an_area_is_taken_out_and_put_back_in_its_place(tables: Tables, start: Choice) -> None:
    without = press(tables, start, f"region:{CHANGZHOU}")
    assert CHANGZHOU not in without.regions
    assert "Changzhou City" not in str(matrix(tables, without, tables.view(without)))
    assert press(tables, without, f"region:{CHANGZHOU}") == start
    everything = press(tables, start, "region:*")
    assert list(everything.regions) == tables.areas
    assert press(tables, everything, "region:+") == start


def test_an_indicator_taken_out_leaves_the_others_and_its_topic_can_stand_alone(tables: Tables, start: Choice) -> None:
    without = press(tables, start, "indicator:rd_expenditure_gdp_ratio")
    assert "rd_expenditure_gdp_ratio" not in without.indicators
    assert "hightech_enterprises" in without.indicators
    assert without.measure == HIGHTECH  # what was drawn is gone
    finance = press(tables, start, "only:finance")
    assert {tables.ds.codelists.indicator[code].topic for code in finance.indicators} == {"finance"}
    assert press(tables, finance, "indicator:+") == replace(start, measure=start.measure)


def test_a_long_matrix_is_shown_in_parts(tables: Tables, start: Choice) -> None:
    everything = after(tables, start, "indicator:*", f"part:{1}")
    assert len(tables.view(everything).measures) == PART
    assert f'data-press="part:1" aria-pressed="true">{PART + 1}–{2 * PART}</button>' in str(
        matrix(tables, everything, tables.view(everything))
    )
    assert after(tables, everything, "part:999").part == tables.parts(everything) - 1


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("region:CN-32040", "unknown region 'CN-32040'; nearest: CN-320404, CN-320402, CN-320400"),
        ("indicator:hightech_enterprise", "unknown indicator 'hightech_enterprise'; nearest: hightech_enterprises"),
        ("reference:bst", "unknown reference 'bst'; nearest: best"),
        ("language:fr", "unknown language 'fr'"),
        ("panel:tabel", "unknown view 'tabel'; nearest: table"),
        ("measure:x/y/z", "unknown measure 'x/y/z'"),
        ("cell:CN-0|" + RD, "unknown region 'CN-0'"),
        ("observation:o1", "unknown observation 'o1'"),
        ("shout:x", "unknown button 'shout'"),
    ],
)
def test_what_is_not_known_is_refused_with_the_nearest(tables: Tables, start: Choice, name: str, message: str) -> None:
    with pytest.raises(UnknownNameError) as error:
        press(tables, start, name)
    assert message in str(error.value)


def test_a_reference_that_is_no_longer_compared_gives_way_to_the_best(tables: Tables, start: Choice) -> None:
    held = press(tables, start, f"reference:{JIANGYIN}")
    assert held.reference == JIANGYIN
    assert press(tables, held, f"region:{JIANGYIN}").reference == "best"
    assert YIXING not in tables.references(start)  # it states no figure that others could be held against


def test_regions_and_indicators_can_be_found_in_both_languages(tables: Tables, start: Choice) -> None:
    shown = str(indicator_picker(tables, replace(start, search="patents")))
    assert "Invention patents in force" in shown
    assert "High-tech enterprises" not in shown
    assert "Invention patents in force" in str(indicator_picker(tables, replace(start, search="专利")))
    assert "有效发明专利拥有量" in str(indicator_picker(tables, replace(start, search="patents", language="zh")))
    areas = str(region_picker(tables, start))
    assert areas.index("prefecture-level city") < areas.index("Changzhou City") < areas.index("Tianning District")
    assert f'data-press="region:{YIXING}" aria-pressed="true"' in areas


def test_a_name_that_is_not_found_is_answered_with_the_nearest(tables: Tables, start: Choice) -> None:
    shown = str(indicator_picker(tables, replace(start, search="patnts")))
    assert "No indicator is called “patnts”. Nearest:" in shown
    assert 'data-press="only:valid_invention_patents"' in shown
    assert "没有名称含“发明专理”的指标。" in str(indicator_picker(tables, replace(start, search="发明专理", language="zh")))
    assert "Try another word" in str(indicator_picker(tables, replace(start, search="qqqqqqqq")))
    assert press(tables, replace(start, search="patnts"), "only:valid_invention_patents").search == ""


def test_shared_indicators_come_first_then_topics(tables: Tables, start: Choice) -> None:
    shown = str(indicator_picker(tables, start))
    assert shown.index("Stated by two areas or more") < shown.index("High-tech enterprises") < shown.index("Talent")
    assert set(tables.indicators) == set(tables.ds.observations.query("value_type == 'target'")["indicator"])


# --- the matrix ---


@pytest.mark.parametrize(
    ("language", "year", "absent", "gap"),
    [("zh", "2020年", "口径不同", "参照"), ("en", "2020", "other definition", "reference")],
)
def test_the_matrix_shows_value_year_gap_and_reason(
    tables: Tables, start: Choice, language: str, year: str, absent: str, gap: str
) -> None:
    choice = press(tables, start, f"language:{language}")
    shown = str(matrix(tables, choice, tables.view(choice)))
    best = f'<td class="number best"><button type="button" data-press="cell:{JIANGYIN}|{RD}" aria-pressed="false" class="best">'
    small = f'<span class="note"><span class="nowrap">{year}\u00a0·</span> <span class="nowrap">{gap}</span></span>'
    assert f"{best}≥ 5.5%{small}</button></td>" in shown  # broken between year and gap only, the dot never first in a line
    assert f'data-press="cell:{TONGXIANG}|{RD}" aria-pressed="false" class="absent">{absent}</button>' in shown
    assert "≤\u00a0−2.3" in shown  # Tianning is held against a bound


def test_the_reference_changes_the_gaps(tables: Tables, start: Choice) -> None:
    shown = after(tables, start, "reference:median")
    assert "the median of the group" in str(matrix(tables, shown, tables.view(shown)))
    assert tables.rows(shown, tables.measures(shown)[0]) == to_rows(
        cp.comparison(tables.ds, "rd_expenditure_gdp_ratio", regions=shown.regions, reference="median")
    )


def test_without_an_area_there_is_a_message_instead_of_a_table(tables: Tables, start: Choice) -> None:
    nobody = replace(start, regions=())
    assert "Choose at least one area." in str(matrix(tables, nobody, tables.view(nobody)))
    with pytest.raises(UsageError, match="Choose at least one area"):
        make_file(tables, nobody, "csv")


# --- the sentence ---


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_value_leads_to_its_sentence_with_the_number_marked(tables: Tables, start: Choice, language: str) -> None:
    choice = after(tables, start, f"language:{language}", f"cell:{JIANGYIN}|{RD}")
    shown = str(sentence(tables, choice))
    source = tables.ds.sources["jiangyin_htz_2018"]
    assert "全社会研发经费支出占GDP比重达到<mark>5.5</mark>%以上" in shown
    assert (source.title if language == "zh" else source.title_en) in shown
    assert source.document_number in shown
    assert source.issued in shown
    assert "一、指导思想和创新目标 / (二)创新目标" in shown
    assert ("第1366–1369字符" if language == "zh" else "characters 1366–1369") in shown
    assert ("推断或整理：分别以 ≥ 与 = 表述。" if language == "zh" else "Inferred or mended: stated with ≥ and =.") in shown
    assert shown.count("<blockquote") == 2  # once in prose, once in the table


def test_a_mended_number_says_what_was_mended(tables: Tables, start: Choice) -> None:
    row = next(r for r in tables.ds.stated if r["repair"] is not None and r["ref_area"] == TONGXIANG)
    found = next(r for r in tables.ds.rows if row["mention_id"] in r["mention_ids"])
    shown = str(sentence(tables, press(tables, start, f"observation:{found['observation_id']}")))
    assert "mended in the text: ocr.l_for_one_point" in shown
    assert "<mark>L5</mark>" in shown


def test_an_absence_leads_to_its_reason_and_what_it_rests_on(tables: Tables, start: Choice) -> None:
    shown = str(sentence(tables, press(tables, start, f"cell:{TONGXIANG}|{RD}")))
    assert "<strong>other definition</strong>" in shown
    assert "R&amp;D expenditure of industrial enterprises above designated size as a share of GDP (%): 3.5% (2023)" in shown
    assert "规上工业R&amp;D经费支出占GDP比重达到3.5%" in shown
    assert "characters 403–466" in shown


def test_an_area_without_figures_says_why(tables: Tables, start: Choice) -> None:
    choice = after(tables, replace(start, language="zh"), f"cell:{YIXING}|{HIGHTECH}")
    assert "仅有文字" in str(sentence(tables, choice))
    alone = replace(start, regions=(YIXING,))
    assert "words only" in str(matrix(tables, alone, tables.view(alone)))
    assert observations(tables, alone) == []
    assert ledger(tables, alone).empty


def test_a_cell_that_is_no_longer_shown_is_forgotten(tables: Tables, start: Choice) -> None:
    choice = after(tables, start, f"cell:{JIANGYIN}|{RD}", f"region:{JIANGYIN}")
    assert choice.shown == ""
    assert "Click a value and its sentence appears here" in str(sentence(tables, choice))


def test_hostile_text_stays_text(ds: Dataset, tables: Tables, start: Choice) -> None:
    attack = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    mentions = ds.mentions.assign(
        quote=attack + ds.mentions["quote"], section=attack, quote_start=ds.mentions["quote_start"] - len(attack)
    )
    hostile = Tables(replace_dataset(ds, mentions))
    choice = press(hostile, start, f"cell:{JIANGYIN}|{RD}")
    shown = str(sentence(hostile, choice))
    assert "<script" not in shown
    assert "<img" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    assert "<mark>5.5</mark>" in shown
    searched = str(indicator_picker(tables, replace(start, search=attack)))
    assert "<script" not in searched
    explorer = Explorer(hostile, replace(choice, panel="data", indicators=("rd_expenditure_gdp_ratio",)))
    assert "<script" not in explorer._data._dt_args["data_json"]
    assert "&lt;script&gt;" in explorer._data._dt_args["data_json"]


def replace_dataset(ds: Dataset, mentions: Any) -> Dataset:
    """Return a data set with other mentions."""
    return Dataset(**{name: getattr(ds, name) for name in Dataset.__dataclass_fields__} | {"mentions": mentions})


# --- charts, data, code, files ---


def test_only_charts_that_fit_the_measure_are_offered(tables: Tables, start: Choice) -> None:
    assert kinds_of(tables, start) == ["benchmark", "gaps", "trajectory", "family", "heatmap"]
    assert kinds_of(tables, press(tables, start, "measure:gazelle_enterprises/list_not_stated/level")) == [
        "benchmark",
        "heatmap",
    ]
    assert kinds_of(tables, press(tables, start, f"cell:{JIANGYIN}|{RD}"))[-1] == "profile"
    assert "profile" not in kinds_of(tables, press(tables, start, f"cell:{YIXING}|{RD}"))  # it states no figure
    assert kinds_of(tables, replace(start, regions=())) == []
    assert draw(tables, replace(start, regions=())) is None


@pytest.mark.parametrize(("kind", "language"), list(zip(KINDS, ["zh", "en"] * 3, strict=True)))
def test_the_code_draws_the_chart_and_finds_the_quotes_that_are_shown(
    tables: Tables, start: Choice, kind: str, language: str
) -> None:
    chosen = (
        f"language:{language}",
        "only:outputs",
        "indicator:rd_expenditure_gdp_ratio",
        "reference:median",
        f"cell:{JIANGYIN}|{RD}",
    )
    choice = after(tables, start, *chosen, f"region:{YIXING}", f"chart:{kind}")
    made: dict[str, Any] = {}
    exec(python_code(tables, choice).replace("cp.load()", "known"), {"known": tables.ds}, made)
    assert made["figure"].alt_text == draw(tables, choice).alt_text
    assert to_rows(made["table"]) == to_rows(tables.view(choice, tables.measures(choice)).rows)
    assert to_rows(made["rows"]) == tables.rows(choice, tables.measure(choice))
    assert set(made["quotes"]["text"]) >= {"5.5"}


def test_the_commands_can_be_given_to_the_command_line(tables: Tables, start: Choice) -> None:
    choice = after(tables, start, "only:finance", f"reference:{CHANGZHOU}")
    export, report = (shlex.split(line) for line in commands(tables, choice))
    assert report[:3] == ["region-compare", "report", "benchmark"]
    assert f"regions={','.join(choice.regions)}" in report
    assert f"reference={CHANGZHOU}" in report
    assert export[:2] == ["region-compare", "export"]
    assert export[export.index("--indicators") + 1].split(",") == list(choice.indicators)
    alone = replace(choice, regions=(CHANGZHOU,))
    assert len(commands(tables, alone)) == 1  # a report needs two areas


def test_the_table_of_all_data_has_every_year_and_value(tables: Tables, start: Choice) -> None:
    frame = ledger(tables, start)
    assert list(frame.columns) == ["Area", "Indicator", "Value", "Year", "Type", "Quote", *HIDDEN]
    assert len(frame) == len(observations(tables, start))
    assert {"target", "baseline"} <= set(frame["Type"])
    line = frame[(frame["Area"] == "Jiangyin National High-tech Zone") & (frame["Value"] == "5.1%")].iloc[0]
    assert (line["Year"], line["Type"]) == ("2018", "baseline")
    assert list(ledger(tables, replace(start, language="zh")).columns)[:2] == ["地区", "指标"]
    assert table_options("zh")["language"]["search"] == "查找："


@pytest.mark.parametrize("form", ["png", "svg", "pdf"])
def test_the_chart_can_be_downloaded(tables: Tables, start: Choice, form: str) -> None:
    name, content, _ = make_file(tables, start, form)
    assert name == f"rd_expenditure_gdp_ratio_en.{form}"
    assert content[:5] in (b"\x89PNG\r", b"<?xml", b"%PDF-")


def test_the_table_can_be_downloaded_as_the_choice_shows_it(tables: Tables, start: Choice) -> None:
    name, content, media_type = make_file(tables, press(tables, start, "reference:median"), "csv")
    assert (name, media_type) == ("comparison_en.csv", "text/csv")
    lines = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert {line["ref_area"] for line in lines} == set(start.regions)
    with pytest.raises(UnknownNameError, match="unknown file 'docx'"):
        make_file(tables, start, "docx")


# --- the widget ---


def test_the_widget_shows_what_was_pressed(ds: Dataset) -> None:
    shown = {"regions": ["天宁区", "常州市", "江阴高新区"], "indicators": ["rd_expenditure_gdp_ratio", "科技进步贡献率"]}
    explorer = explore(ds, **shown, reference="median", language="zh")
    assert explorer.choice.regions == (CHANGZHOU, TIANNING, JIANGYIN)
    assert repr(explorer) == "对标浏览器：3个地区，2项指标。在 JupyterLab 中打开：make lab"
    assert "全社会研发经费支出占地区生产总值比重" in explorer._matrix.markup
    explorer.press("language:en")
    assert "R&amp;D expenditure as a share of GDP" in explorer._matrix.markup
    assert explorer._reference.options[0] == ("best of the group", "best")
    explorer._matrix._receive(explorer._matrix, {"press": f"cell:{JIANGYIN}|{RD}"}, [])
    assert "<mark>5.5</mark>" in explorer._sentence.markup
    explorer._reference.value = "best"
    assert explorer.choice.reference == "best"
    explorer._search.value = "patents"
    assert "Invention patents in force" in explorer._indicators.markup
    explorer.press(f"draw:{RD}")
    assert (explorer.choice.panel, explorer._stack.selected_index) == ("chart", 1)
    assert explorer._picture.markup.startswith('<div class="chart" tabindex="0"><img src="data:image/svg+xml,')
    assert 'alt="Dot plot.' in explorer._picture.markup
    explorer._chart.value = "gaps"
    assert 'alt="Gap' in explorer._picture.markup


def test_a_row_of_the_data_shows_its_sentence(ds: Dataset) -> None:
    explorer = explore(ds, indicators="rd_expenditure_gdp_ratio", language="en")
    explorer.press("panel:data")
    assert "text_in_header_can_be_selected" not in explorer._data._dt_args  # a click on a head sorts
    rows = list(explorer._data.df["Value"])
    explorer._data.selected_rows = [rows.index("5.1%")]
    assert "<mark>5.1</mark>" in explorer._sentence.markup
    assert f'data-reveal="{explorer.choice.shown}"' in explorer._sentence.markup  # the pane brings it into sight
    drawn = explorer._data._dt_args["data_json"]
    explorer.press("language:zh")
    assert explorer._data._dt_args["data_json"] != drawn


def test_values_are_sorted_as_numbers_unit_by_unit_and_years_as_years(tables: Tables, start: Choice) -> None:
    frame, options = ledger(tables, start), table_options("en")
    by_value = frame.sort_values("value_order", kind="stable")
    counts = [text for text in by_value["Value"] if text.endswith(" units")]
    numbers = [float(text.removesuffix(" units").lstrip("≥>≈ ").replace(",", "")) for text in counts]
    assert numbers == sorted(numbers)
    assert numbers[0] == 1
    assert numbers[-1] == 5000
    is_count = [text.endswith(" units") for text in by_value["Value"]]
    assert sum(a != b for a, b in zip(is_count, is_count[1:], strict=False)) <= 2  # units stand together
    assert set(frame.loc[frame["Year"] == "2021–2025", "year_order"]) == {2025}
    heads = [*COLUMNS, *HIDDEN]
    sorting = {heads[d["targets"]]: heads[d["orderData"]] for d in options["columnDefs"] if "orderData" in d}
    assert sorting == {"value": "value_order", "year": "year_order"}


def test_what_cannot_be_done_is_said_in_the_widget(ds: Dataset) -> None:
    explorer = explore(ds, indicators="rd_expenditure_gdp_ratio", language="en")
    before = explorer.choice
    explorer.press("region:CN-32040")
    assert (
        "That cannot be chosen: unknown region &#x27;CN-32040&#x27;; nearest: CN-320404, CN-320402, CN-320400"
        in explorer._message.markup
    )
    assert explorer.choice == before
    explorer.press(f"region:{CHANGZHOU}")
    assert explorer._message.markup == ""


def test_the_lists_can_be_folded(ds: Dataset) -> None:
    explorer = explore(ds, indicators="rd_expenditure_gdp_ratio")
    explorer.press("pick:")
    assert explorer._lists.layout.display == "none"
    assert 'aria-expanded="false">▸ 选择地区和指标' in explorer._bar.markup


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"regions": "天宁取"}, UnknownNameError, "unknown region '天宁取'; nearest: 天宁, 天宁区, 天宁高新区"),
        ({"indicators": ["patents"]}, UnknownNameError, "unknown indicator 'patents'"),
        ({"regions": "江苏省"}, UsageError, "regions: no document and no figure of CN-320000; expected some of: CN-320400"),
        ({"language": "de"}, UnknownNameError, "unknown language 'de'"),
        ({"reference": "beste"}, UnknownNameError, "a reference is an area, or one of best, median, parent"),
        ({"reference": "宜兴市"}, UnknownNameError, "unknown reference 'CN-320282'"),
    ],
)
def test_bad_arguments_are_refused_with_what_is_allowed(
    ds: Dataset, arguments: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error) as raised:
        explore(ds, **arguments)
    assert message in str(raised.value)


def test_the_pane_lends_its_fonts_and_asks_no_network() -> None:
    sent: list[tuple[Any, Any]] = []
    pane = Pane(lambda name: None)
    pane.send = lambda content, buffers=None: sent.append((content, buffers))
    pane._receive(pane, {"need": "fonts"}, [])
    [(content, fonts)] = sent
    assert content == {"fonts": "Compare Sans SC"}
    assert [font[:4] for font in fonts] == [b"\0\1\0\0"] * 2
    assert "http" not in pane._esm + pane._css
    pane.show(join(["<b>"]), "en")
    assert pane.markup == "&lt;b&gt;"


def test_every_word_is_there_in_both_languages() -> None:
    for key, (zh, en) in WORDS.items():
        assert any("\u4e00" <= c <= "\u9fff" for c in zh) or key in ("list", "colon", "brackets"), key
        assert en.isascii() or not any("\u4e00" <= c <= "\u9fff" for c in en), key
    with pytest.raises(UnknownNameError):
        say("nonsense", "zh")


def test_an_invented_project_can_be_explored(project_root: Path) -> None:
    small = Tables(cp.load(project_root / "tests" / "miniature"))
    choice = settle(small, Choice(tuple(small.areas), tuple(small.indicators), language="en"))
    assert str(matrix(small, choice, small.view(choice))).count("<td") == len(small.measures(choice)) * len(small.areas)
    for measure in small.measures(choice)[:6]:
        for area in choice.regions:
            assert "<h4>" in str(sentence(small, press(small, choice, f"cell:{cell_key(area, measure)}")))
