"""The report on policy actions: who uses what, how alike plans are, what one has and others lack, each with its quote."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from html.parser import HTMLParser
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

import compare as cp
from compare import pages
from compare.dataset import to_rows
from compare.documents import read_document
from compare.errors import UnknownNameError, UsageError
from compare.pages.actions import ActionsView, actions_lead, actions_title
from compare.report.actions import draw_similarity, open_actions
from compare.report.parameters import check_values

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def ds() -> cp.Dataset:
    return cp.load(ROOT)


@pytest.fixture(scope="module")
def views(ds: cp.Dataset, tmp_path_factory: pytest.TempPathFactory) -> dict[str, ActionsView]:
    folder = str(tmp_path_factory.mktemp("actions"))
    return {x: open_actions(ds, output=folder, language=x).view for x in ("zh", "en")}


def choose(ds: cp.Dataset, folder: Path, **parameters: str) -> ActionsView:
    return open_actions(ds, output=str(folder), **parameters).view


def render(view: ActionsView) -> str:
    parts = [pages.actions_opening(view), pages.matrix_section(view, None), pages.similarity_section(view, None)]
    parts += [pages.differences_section(view), pages.instruments_section(view), pages.units_section(view)]
    return "".join(map(str, [*parts, pages.actions_sources(view)]))


def plain(markup: object) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", str(markup)))


class Tables(HTMLParser):
    """The rows of all tables as texts, by the last heading above them; ids and addresses."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.rows: dict[str, list[list[str]]] = {}
        self.ids: list[str] = []
        self.links: list[str] = []
        self._heading = ""
        self._place = ""
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given["href"]] if tag == "a" else []
        if tag in ("h2", "h3", "h4"):
            self._heading, self._place = "", "heading"
        if tag == "tr":
            self.rows.setdefault(self._heading, []).append([])
        if tag in ("td", "th"):
            self.rows[self._heading][-1].append("")
            self._place = "cell"

    def handle_endtag(self, tag: str) -> None:
        if tag in ("h2", "h3", "h4", "td", "th"):
            self._place = ""

    def handle_data(self, data: str) -> None:
        if self._place == "heading":
            self._heading += data
        if self._place == "cell":
            self.rows[self._heading][-1][-1] += data


def test_the_first_sentence_counts_what_all_and_what_only_one_use(ds: cp.Dataset, views: dict[str, ActionsView]) -> None:
    users = (cp.action_matrix(ds) > 0).sum()
    everywhere, once, used = (users == len(ds.sources)).sum(), (users == 1).sum(), (users > 0).sum()
    zh = f"{len(users)}种政策工具中，5份文件共使用{used}种：{everywhere}种各份都用，{once}种只有一份使用。"
    assert actions_lead(views["zh"]) == zh
    en = f"5 documents use {used} of {len(users)} policy instruments: {everywhere} are used by all of them, {once} by only one."
    assert actions_lead(views["en"]) == en
    assert [actions_title(view) for view in views.values()] == [
        "5份规划的政策工具对比",
        "Policy instruments of 5 plans compared",
    ]


def test_what_only_one_plan_uses_is_named_with_the_plan(ds: cp.Dataset, views: dict[str, ActionsView]) -> None:
    used = cp.action_matrix(ds) > 0
    [code] = used.columns[used.sum() == 1]
    source = ds.sources[used.index[used[code]][0]]
    area, name = ds.codelists.ref_area[source.ref_area], ds.codelists.instrument[code]
    assert f"只有一份使用：{name.name_zh}（{area.name_zh}）" in plain(pages.actions_opening(views["zh"]))
    assert f"Used by only one: {name.name_en} ({area.name_en})" in plain(pages.actions_opening(views["en"]))


def test_most_and_fewest_are_named(ds: cp.Dataset, views: dict[str, ActionsView]) -> None:
    counts = (cp.action_matrix(ds) > 0).sum(axis="columns")
    most, fewest = (ds.codelists.ref_area[ds.sources[name].ref_area].name_zh for name in (counts.idxmax(), counts.idxmin()))
    expected = f"{most}最多，{counts.max()}种；{fewest}最少，{counts.min()}种。"
    assert expected in plain(pages.actions_opening(views["zh"]))


def test_the_matrix_counts_quotes_and_leads_to_them(ds: cp.Dataset, views: dict[str, ActionsView]) -> None:
    matrix = cp.action_matrix(ds)
    tables = Tables(render(views["en"]))
    head, *rows = tables.rows["Which plan uses what"]
    assert head[1:] == [ds.codelists.ref_area[ds.sources[name].ref_area].name_en for name in matrix.index]
    shown = {row[0]: row[1:] for row in rows if len(row) > 1}
    for code in matrix.columns:
        expected = [str(n) if n else "–" for n in matrix[code]]
        assert shown[ds.codelists.instrument[code].name_en] == expected
    assert shown["Instruments used"] == [str(n) for n in (matrix > 0).sum(axis="columns")]
    assert {f"#x-{code}-{name}" for code in matrix for name in matrix.index if matrix.at[name, code]} <= set(tables.links)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_link_leads_somewhere_and_no_id_is_given_twice(views: dict[str, ActionsView], language: str) -> None:
    tables = Tables(render(views[language]))
    assert len(tables.ids) == len(set(tables.ids))
    assert {link[1:] for link in tables.links} <= set(tables.ids)


def test_every_quote_is_shown_with_its_plan_and_characters(ds: cp.Dataset, views: dict[str, ActionsView]) -> None:
    tables = Tables(str(pages.instruments_section(views["zh"])))
    texts = {s.id: read_document(ROOT / s.file, s.id).text for s in ds.sources.values()}
    shown = {(heading, row[0], row[2]): row[1] for heading, rows in tables.rows.items() for row in rows[1:]}
    assert len(shown) == len(ds.actions)
    for row in to_rows(ds.actions):
        area = ds.codelists.ref_area[row["ref_area"]].name_zh
        quote = " ".join(texts[row["source_id"]][row["char_start"] : row["char_end"]].split())
        instrument = ds.codelists.instrument[row["instrument"]].name_zh
        assert shown[instrument, area, f"{row['char_start']}–{row['char_end']}"].startswith(quote)


def test_plans_without_an_instrument_are_named_below_it(ds: cp.Dataset, views: dict[str, ActionsView]) -> None:
    matrix = cp.action_matrix(ds)
    code = next(code for code in matrix if (matrix[code] == 0).sum() == 1)
    silent = ds.codelists.ref_area[ds.sources[matrix.index[matrix[code] == 0][0]].ref_area].name_en
    part = str(pages.instruments_section(views["en"])).split(f'id="x-{code}"')[1].split("</section>")[0]
    assert f"Not found in: {silent}." in plain(part)


def test_differences_are_those_of_the_library(ds: cp.Dataset, views: dict[str, ActionsView]) -> None:
    tables = Tables(str(pages.differences_section(views["en"])))
    areas = {code: ds.codelists.ref_area[code].name_en for code in dict.fromkeys(s.ref_area for s in ds.sources.values())}
    found = set()
    for a, name in areas.items():
        for row in tables.rows[name][1:]:
            lacking = [n for n in areas.values() if n != name] if row[1] == "all others" else row[1].split(", ")
            found |= {(a, other, row[0]) for other in lacking}
    expected = set()
    for a, b in permutations(areas, 2):
        expected |= {(a, areas[b], name) for name in cp.action_differences(ds, a, b)["instrument_en"]}
    assert found == expected


def test_the_closest_and_the_farthest_pair_are_named(ds: cp.Dataset, views: dict[str, ActionsView]) -> None:
    known: Any = cp.action_similarity(ds).to_dict()
    pairs = {(a, b): known[a][b] for a in known for b in known if a < b}
    text = plain(pages.similarity_section(views["en"], None))
    for start, pick in (("Most alike: ", max), ("Least alike: ", min)):
        pair = pick(pairs, key=lambda key: pairs[key])
        sentence = text.split(start)[1].split(").")[0]
        names = [ds.codelists.ref_area[ds.sources[name].ref_area].name_en for name in pair]
        assert all(name in sentence for name in names)
        assert sentence.endswith(f"({pairs[pair]:.2f}")


def test_units_stand_with_how_often_they_lead(ds: cp.Dataset, views: dict[str, ActionsView]) -> None:
    section = pages.units_section(views["zh"])
    rows = [row for rows in Tables(str(section)).rows.values() for row in rows]
    charges = ds.responsibilities
    name = charges["source_id"].iloc[0]
    leads = charges[(charges["source_id"] == name) & (charges["role"] == "lead")]["unit_name_full"].value_counts()
    own = next(row for row in rows if row[0] == leads.index[0])
    assert own[1] == str(leads.iloc[0])
    silent = [s for s in ds.sources.values() if s.id not in set(charges["source_id"])]
    names = "、".join(ds.codelists.ref_area[s.ref_area].name_zh for s in silent)
    assert f"没有写明责任单位：{names}。" in plain(section)


def test_chosen_instruments_and_regions_only(ds: cp.Dataset, tmp_path: Path) -> None:
    view = choose(ds, tmp_path, instruments="企业上市培育，tech_sme_cultivation", regions="宜兴市,天宁区", language="zh")
    assert [source.ref_area for source in view.plans] == ["CN-320282", "CN-320402"]
    assert view.instruments == ["tech_sme_cultivation", "listing"]
    assert "2种政策工具中，2份文件共使用2种：1种各份都用，1种只有一份使用。" in plain(pages.actions_opening(view))
    rows = Tables(str(pages.differences_section(view))).rows
    assert [row[0] for row in rows["宜兴市"][1:]] == ["企业上市培育"]
    assert "天宁区" not in rows
    assert "它使用的工具，其他规划都用。" in plain(pages.differences_section(view))


def test_a_single_plan_is_compared_with_nobody(ds: cp.Dataset, tmp_path: Path) -> None:
    actions = open_actions(ds, output=str(tmp_path), regions="宜兴市", language="en")
    assert actions_title(actions.view) == "Policy instruments of Yixing City"
    assert actions_lead(actions.view) == "The document uses 22 of 33 policy instruments."
    assert str(draw_similarity(actions)) == str(pages.differences_section(actions.view)) == ""
    assert "Used by only one" not in plain(pages.actions_opening(actions.view))


@pytest.mark.parametrize(
    ("values", "error", "message"),
    [
        (
            {"instruments": "listnig"},
            UnknownNameError,
            "instruments: unknown instrument 'listnig'; nearest: listing",
        ),
        ({"instruments": "listing", "regions": "武进高新区"}, UsageError, "regions: no document of "),
        ({"instruments": "", "regions": "天宁镇"}, UnknownNameError, "unknown region '天宁镇'"),
    ],
)
def test_what_the_data_do_not_know_is_refused(
    ds: cp.Dataset, values: dict[str, str], error: type[Exception], message: str
) -> None:
    with pytest.raises(error) as raised:
        check_values(ds, values)
    assert message in str(raised.value)


def test_one_region_and_names_of_instruments_will_do(ds: cp.Dataset) -> None:
    given = {"regions": "宜兴市", "instruments": "Bringing enterprises to the stock market", "language": "en"}
    assert check_values(ds, given) == {"regions": "CN-320282", "instruments": "listing", "language": "en"}
