"""The frame of every page: fonts, links, headings, tables, phone, no request; the index page of a run. For all reports."""

from __future__ import annotations

import io
import re
import shutil
from base64 import b64decode
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from tests.test_changes import edit_value
from tests.test_report import CHROMIUM, Elements, write_notebook, write_project

from compare import pages
from compare.pages.document import FONTS, POLICY, document
from compare.pages.index import IndexEntry, IndexLink, index_page
from compare.pages.markup import Html, read_style
from compare.pages.words import WORDS, word
from compare.pipeline import build
from compare.report import run_reports
from compare.report.changes import open_changes
from compare.report.fonts import font_face
from compare.report.html import contents, write_page

ROOT = Path(__file__).parents[1]
REPORTS = sorted(
    path.stem for path in (ROOT / "notebooks").glob("*.ipynb") if '"output: str' in path.read_text(encoding="utf-8")
)
NAMES = ["index.html", *(f"{name}_{x}/{name}_{x}.html" for name in REPORTS for x in ("zh", "en"))]
PHONE = {"width": 390, "height": 844}


# --- fonts and style ---


def faces(page: str) -> dict[tuple[str, str], TTFont]:
    """Return the fonts of a page by family and weight."""
    pattern = r'font-family: "([^"]+)"; font-weight: (\d+); font-display: block;.*?base64,([^"]+)"'
    return {
        (family, weight): TTFont(io.BytesIO(b64decode(data))) for family, weight, data in re.findall(pattern, font_face(page))
    }


def test_the_characters_of_a_page_are_embedded_in_the_weights_it_shows() -> None:
    body = (
        "<h2>粗</h2><table><caption>题</caption><tr><th>头</th><td>细“”</td></tr></table><p><b>数“”</b><strong>重</strong></p>"
    )
    found = faces(body + '<summary>开</summary><a class="primary" href="x">读</a><a href="y">链</a>')
    regular, bold = (set(map(chr, found["Compare Sans SC", weight].getBestCmap())) for weight in ("400", "700"))
    assert set("粗题头细数重开读链0123456789/") <= regular
    assert bold == set("粗题头数重开读“”")
    for weight in ("400", "700"):  # Latin text has narrow quotation marks
        narrow, wide = (found[family, weight] for family in ("Compare Sans Latin", "Compare Sans SC"))
        assert wide["hmtx"][wide.getBestCmap()[ord("“")]][0] == 1000
        assert 300 < narrow["hmtx"][narrow.getBestCmap()[ord("“")]][0] < 600
    assert re.search(r'html\[lang="en"\] body[^{]*\{ font-family: "Compare Sans Latin", var\(--sans\)', read_style())


def test_no_font_of_the_machine_comes_before_the_embedded_one() -> None:
    style = read_style()
    assert re.findall(r"--sans: ([^,]+),", style) == ['"Compare Sans SC"']
    families = re.findall(r"font(?:-family)?: ([^;}]+)", style)
    assert all(re.search(r'var\(--sans\)|inherit|"Compare Sans SC"', family) for family in families)


def test_the_style_sheet_asks_for_nothing_and_uses_colours_that_there_are() -> None:
    style = read_style()
    assert "url(" not in style
    assert "@import" not in style
    assert set(re.findall(r"var\((--[\w-]+)\)", style)) <= set(re.findall(r"(--[\w-]+):", style))


# --- the frame ---


@pytest.mark.slow
def test_a_page_can_be_entered_past_its_contents(tmp_path: Path) -> None:
    write_notebook(tmp_path / "n.ipynb", "x: int = 1")
    text = write_page(tmp_path / "n.ipynb", tmp_path / "n.html", language="zh", title="<题>").read_text(encoding="utf-8")
    parsed = Elements(text)
    assert [a["href"] for tag, a in parsed.found if tag == "a"] == ["#text"]
    assert [a["id"] for _, a in parsed.found if "id" in a] == ["text"]
    assert "<title>&lt;题&gt;</title>" in text


def test_contents_list_the_headings_that_have_an_id() -> None:
    page = '<h2 id="a">A &amp; <a href="#x">b</a></h2><h3 id="b">B</h3><h3>no id</h3><h4 id="c">C</h4><h2 id="d">D</h2>'
    listed = str(contents(page, "en"))
    assert re.findall(r'href="#(\w)">([^<]*)<', listed) == [("a", "A &amp; b"), ("b", "B"), ("d", "D")]
    assert listed.startswith('<nav class="contents" aria-label="Contents">')
    assert str(contents("<h2>x</h2>", "en")) == ""


def test_a_long_contents_list_is_folded_and_still_leads_everywhere() -> None:
    page = '<h2 id="a">A</h2>' + "".join(f'<h3 id="b{n}">B{n}</h3>' for n in range(30)) + '<h2 id="d">D</h2>'
    listed = str(contents(page, "en"))
    assert listed.count("<details>") == 1
    assert '<summary><a href="#a">A</a></summary>' in listed
    assert re.findall(r'href="#(\w+)"', listed) == ["a", *(f"b{n}" for n in range(30)), "d"]


def test_the_policy_forbids_everything_but_what_the_page_holds() -> None:
    text = document(Html("<p>x</p>"), language="en", title="t")
    assert POLICY.startswith("default-src 'none'; img-src data:;")
    assert 'content="default-src &#x27;none&#x27;; img-src data:' in text
    assert '<html lang="en">' in text


# --- the index page ---

MANIFEST: dict[str, Any] = {
    "run": "20260101-120000",
    "status": "ok",
    "started": "2026-01-01T12:00:00+08:00",
    "seconds": 4.2,
    "versions": {"compare": "1.0"},
    "reports": [{"name": "a_zh", "made_in": "20260101-120000", "parameters": {"language": "zh", "regions": ""}}],
    "error": "",
    "data": "d",
    "inputs": {"d": {"data/raw/a.txt": "0" * 64, "data/raw/b.txt": "1" * 64}, "e": {"pandas": "3.0"}},
}


def entry(language: str, report: str = "a", **values: Any) -> IndexEntry:
    links = tuple(IndexLink(f"{report}_{language}/x.{role}", role, "") for role in ("page", "pdf", "workbook", "figure"))
    given = {"title": f"<{report}>", "is_ok": True, "summary": "S.", "links": links} | values
    return IndexEntry(report=report, language=language, **given)


def test_both_languages_of_a_report_stand_side_by_side() -> None:
    text = index_page(MANIFEST, [entry("zh"), entry("en"), entry("zh", "b"), entry("en", "b"), entry("", "c")])
    assert '<ul class="cards pairs">' in text
    assert re.findall(r'<li class="([\w ]+)" lang="(\w\w)"', text) == [
        ("card", "zh"),
        ("card", "en"),
        ("card", "zh"),
        ("card", "en"),
        ("card alone", "en"),
    ]
    assert '<ul class="cards">' in index_page(MANIFEST, [entry("zh"), entry("zh", "b")])


def test_a_card_leads_to_page_pdf_workbook_and_figures() -> None:
    text = index_page(MANIFEST, [entry("en", picture=Html('<img src="data:x" alt="t">'))])
    addresses = re.findall(r'href="(a_en/x\.\w+)"', text)
    assert addresses == ["a_en/x.page", "a_en/x.page", "a_en/x.page", "a_en/x.pdf", "a_en/x.workbook", "a_en/x.figure"]
    assert '<a href="a_en/x.page" class="picture"><img src="data:x" alt="t"></a>' in text
    assert "&lt;a&gt;" in text
    assert "本次运行的1份报告全部生成。" in text
    assert "Reports made: 1 of 1." in text


def test_a_figure_in_two_formats_is_one_figure() -> None:
    links = tuple(
        IndexLink(f"a_en/figures/{n}.{form}", "figure", f"Fig {n} {form.upper()}") for n in (1, 2) for form in ("svg", "png")
    )
    text = index_page(MANIFEST, [entry("en", links=links)])
    assert "<summary>2 figures</summary>" in text
    assert '<li>Fig 1 <a href="a_en/figures/1.svg" aria-label="Fig 1 SVG">SVG</a> · ' in text


def test_a_report_that_is_older_than_the_data_says_so() -> None:
    text = index_page(
        MANIFEST, [entry("zh", older="2026-01-01T06:30:00+08:00"), entry("en", older="2026-01-01T06:30:00+08:00")]
    )
    assert "本报告生成于2026-01-01 06:30，此后数据或程序已有变化" in text
    assert "Made on 2026-01-01 06:30. Data or programs have changed since" in text


def test_the_index_tells_what_was_carried_over() -> None:
    reports = [{"name": "a_zh", "made_in": "20250101-120000", "parameters": {}}]
    text = index_page(MANIFEST | {"reports": reports}, [entry("zh")])
    assert "共1份报告，均已生成；其中1份沿用此前的结果" in text
    assert "Reports: 1, all of them made; 1 carried over from earlier runs." in text


def test_a_run_that_failed_as_a_whole_says_why() -> None:
    text = index_page(MANIFEST | {"status": "failed", "error": "data/<a>: altered"}, [])
    assert '<pre class="warn">data/&lt;a&gt;: altered</pre>' in text


def test_a_failure_is_said_plainly() -> None:
    failed = entry("en", is_ok=False, summary="cell [3] `x`: <KeyError>", links=(IndexLink("a_en/log.txt", "log", ""),))
    text = index_page(MANIFEST | {"status": "failed"}, [entry("zh"), failed])
    assert "本次运行的2份报告中只生成了1份；latest 文件夹仍是上一次成功的结果。" in text
    assert "Reports made: 1 of 2. The folder latest still holds the last good run." in text
    assert '<p class="warn">cell [3] `x`: &lt;KeyError&gt;</p>' in text
    assert 'href="a_en/log.txt"' in text
    card = re.search(r'没有生成的报告：.*Not made:.*<a href="#(report-1)">', text)
    assert card is not None
    assert f'<li class="card failed" lang="en" id="{card[1]}">' in text


def test_the_index_says_what_the_run_was_made_from() -> None:
    text = index_page(MANIFEST, [entry("zh")])
    assert "a_zh: language=zh<" in text
    assert "<summary>2个文件" in text
    assert "data/raw/b.txt" in text
    assert "1" * 16 in text
    assert "1" * 17 not in text


def test_no_english_word_of_a_page_is_chinese() -> None:
    assert [key for key, (_, en) in WORDS.items() if re.search("[一-龥]", en)] == []


# --- every page of every report ---


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project's run of all reports in both languages: the folder ``latest``."""
    root = write_project(tmp_path_factory.mktemp("frame") / "project")
    return run_reports(REPORTS, project=root).latest


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_sound(run: Path, name: str) -> None:
    text = (run / name).read_text(encoding="utf-8")
    parsed = Elements(text)
    ids = [a["id"] for _, a in parsed.found if "id" in a]
    links = [a["href"] for tag, a in parsed.found if tag == "a"]
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids)
    files = {link for link in links if not link.startswith(("#", "https:"))}
    assert all((run / name).parent.joinpath(link).is_file() for link in files)
    levels = [int(tag[1]) for tag, _ in parsed.found if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert all(a.get("scope") in ("col", "row", "rowgroup") for tag, a in parsed.found if tag == "th")
    assert all(a.get("alt", "").strip() for tag, a in parsed.found if tag == "img")
    assert not [tag for tag, _ in parsed.found if tag in ("script", "link", "iframe", "object", "embed", "form", "base")]
    assert not [a for _, a in parsed.found for key in a if key.startswith("on")]
    assert all(a["src"].startswith("data:") for tag, a in parsed.found if "src" in a)
    assert [tag for tag, _ in parsed.found].count("main") == 1
    assert "default-src &#x27;none&#x27;" in text or "default-src 'none'" in text


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in NAMES if "_en/" in name])
def test_what_is_chinese_on_an_english_page_is_marked_so(run: Path, name: str) -> None:
    text = (run / name).read_text(encoding="utf-8")
    body = re.sub(r"<style>.*?</style>|<title>.*?</title>|<[^>]*\blang=\"zh\"[^>]*>[^<]*", "", text, flags=re.DOTALL)
    unmarked = set(re.findall(r">[^<]*[一-龥]{4,}[^<]*", body))
    assert len(unmarked) <= 12, unmarked


@pytest.mark.slow
def test_hostile_words_stay_words_on_every_page(run: Path) -> None:
    for name in NAMES[1:]:
        parsed = Elements((run / name).read_text(encoding="utf-8"))
        assert not [a for _, a in parsed.found if "evil.example" in a.get("src", "") + a.get("href", "")], name
        assert not [a for tag, a in parsed.found if tag == "a" and a["href"].startswith("javascript")], name


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    options = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    options += " --disable-component-update --disable-sync"
    program = next(path for path in map(shutil.which, CHROMIUM) if path)
    with sync_playwright() as tool:
        started = tool.chromium.launch(executable_path=program, args=options.split())
        yield started
        started.close()


@pytest.fixture
def phone(browser: Any) -> Iterator[Any]:
    """A page as wide as a phone; what it asks for and what it says on the console stand in `asked` and `said`."""
    page = browser.new_page(viewport=PHONE)
    page.asked, page.said = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("console", lambda message: page.said.append(message.text))
    yield page
    page.close()


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("name", NAMES)
def test_a_page_fits_a_phone_asks_nobody_and_is_set_in_its_own_fonts(run: Path, phone: Any, name: str) -> None:
    address = (run / name).as_uri()
    phone.goto(address)
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert [url for url in phone.asked if not url.startswith("data:")] == [address]
    assert phone.said == []
    assert fonts(phone) <= {"Compare Sans SC", "Compare Sans Latin"}


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("language", ["zh", "en"])
def test_both_sides_of_a_change_and_why_are_read_on_a_phone_without_moving_sideways(
    phone: Any, tmp_path: Path, language: str
) -> None:
    before = write_project(tmp_path / "before")
    after = Path(shutil.copytree(before, tmp_path / "after"))
    edit_value(after)
    view = open_changes(build(after), previous=str(before), output=str(tmp_path), language=language).view
    page = document(pages.changes_tables(view), language=language, title="x")
    (tmp_path / "page.html").write_text(page.replace(FONTS, font_face(page)), encoding="utf-8")
    phone.goto((tmp_path / "page.html").as_uri())
    cells = phone.locator("table.changes td")
    assert cells.evaluate_all("cells => Math.max(...cells.map(cell => cell.getBoundingClientRect().right))") <= PHONE["width"]
    labels = cells.evaluate_all("cells => cells.map(cell => getComputedStyle(cell, '::before').content)")
    assert labels[:3] == [f'"{word(f"changes_{name}", language)}"' for name in ("before", "after", "why")]
    assert fonts(phone) <= {"Compare Sans SC", "Compare Sans Latin"}


def fonts(page: Any) -> set[str]:
    """Return the families of the fonts in which a browser has set the text of a page."""
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument", {"depth": 0})["root"]["nodeId"]
    main = session.send("DOM.querySelector", {"nodeId": root, "selector": "main"})["nodeId"]
    used = session.send("CSS.getPlatformFontsForNode", {"nodeId": main})["fonts"]
    return {font["familyName"] for font in used}
