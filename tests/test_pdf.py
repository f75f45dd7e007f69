"""Pages as PDF: a printer is found before anything runs; what it prints is A4, tagged, searchable and self-contained."""

from __future__ import annotations

import json
import shlex
import stat
import sys
from pathlib import Path
from typing import Any

import pypdf
import pytest
from tests.test_report import write_project

from compare.cli import main
from compare.errors import CompareError, UsageError
from compare.pages.document import FONTS, document
from compare.pages.markup import element, join, link
from compare.report import pdf, run_reports
from compare.report.fonts import font_face

CHINESE = "常天政发〔2022〕22号：全社会研发投入占比达到3.2%。"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A page of two sheets with what prints differently: Chinese, links of each kind, a table."""
    body = [
        element("h1", "创新规划"),
        element("p", CHINESE),
        element("p", link("#end", "to the end"), link("figures/a.svg", "SVG"), link("https://plans.example/a", "address")),
        element("p", "“quoted”", lang="en"),
        *(element("p", f"{n}") for n in range(80)),
        element("h2", "末尾", id="end"),
    ]
    text = document(join(body), language="zh", title="一份报告")
    path = tmp_path / "page.html"
    path.write_text(text.replace(FONTS, font_face(text), 1), encoding="utf-8")
    return path


def check_pdf(path: Path) -> None:
    """Assert what a reader of a PDF relies on."""
    reader = pypdf.PdfReader(path)
    root: Any = reader.trailer["/Root"]
    texts = [sheet.extract_text() for sheet in reader.pages]
    assert len(texts) > 1
    assert CHINESE in texts[0].replace("\n", "").replace(" ", "")
    assert [f"{n} / {len(texts)}" in text for n, text in enumerate(texts, 1)] == [True] * len(texts)
    assert reader.metadata is not None
    assert reader.metadata.title == "一份报告"
    assert root["/Lang"] == "zh"
    assert root["/MarkInfo"]["/Marked"]
    assert [round(float(side) * 25.4 / 72) for side in reader.pages[0].mediabox[2:]] == [210, 297]
    links = [entry.get_object() for sheet in reader.pages for entry in sheet.get("/Annots", [])]
    addresses = [str(entry["/A"]["/URI"]) for entry in links if "/URI" in entry.get("/A", {})]
    assert addresses == ["https://plans.example/a"]
    assert len(links) - len(addresses) == 1 + ("跳过目录" in "".join(texts))


def fonts_of(path: Path) -> set[str]:
    names = set()
    for sheet in pypdf.PdfReader(path).pages:
        resources: Any = sheet["/Resources"]
        for entry in resources.get("/Font", {}).values():
            names.add(str(entry.get_object()["/BaseFont"]).partition("+")[2])
    return names


@pytest.mark.slow
@pytest.mark.browser
def test_a_browser_prints_a_page_that_can_be_searched(page: Path, tmp_path: Path) -> None:
    made = pdf.print_page(page, tmp_path / "page.pdf", next(pdf._browsers()))
    check_pdf(made)
    assert {name.partition("-")[0] for name in fonts_of(made)} == {"CompareSansSC"}
    assert [p.name for p in tmp_path.iterdir() if p.suffix not in (".html", ".pdf")] == []


@pytest.mark.slow
def test_weasyprint_prints_the_same(page: Path, tmp_path: Path) -> None:
    if reason := pdf._why_no_weasyprint():
        pytest.skip(f"needs WeasyPrint and Pango: {reason}")
    made = pdf.print_page(page, tmp_path / "page.pdf", pdf.WEASYPRINT)
    check_pdf(made)
    assert {name.partition("-")[0] for name in fonts_of(made)} == {"Compare"}


# --- finding one ---


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A machine without any browser."""
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.setattr(pdf, "_usual_places", list)
    return monkeypatch


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (ImportError("No module named 'weasyprint'"), "No module named 'weasyprint'"),
        (OSError("cannot load library 'libpango-1.0-0'\nmore"), "cannot load library 'libpango-1.0-0'"),
    ],
)
def test_without_a_printer_nothing_runs_and_the_error_says_what_to_install(
    bare: pytest.MonkeyPatch, tmp_path: Path, broken: Exception, reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse() -> None:
        raise broken

    bare.setattr(pdf, "_import_weasyprint", refuse)
    with pytest.raises(UsageError) as error:
        run_reports(["benchmark"], output=tmp_path / "outputs", pdf=True)
    assert (
        f"no Chromium, Chrome or Edge was found on the path or at its usual place, and WeasyPrint cannot be used ({reason})"
        in str(error.value)
    )
    assert "Install one of the browsers, or `pip install weasyprint` with the Pango library" in str(error.value)
    assert not (tmp_path / "outputs").exists()
    assert main(["report", "benchmark", "--pdf", "--output", str(tmp_path / "outputs")]) == 2
    assert "Install one of the browsers" in capsys.readouterr().err


def test_weasyprint_serves_where_there_is_no_browser(bare: pytest.MonkeyPatch) -> None:
    bare.setattr(pdf, "_import_weasyprint", lambda: None)
    assert pdf.find_printer() == pdf.WEASYPRINT


def test_a_browser_on_the_path_is_taken_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}" if name in ("msedge", "google-chrome") else None)
    assert pdf.find_printer() == "/usr/bin/google-chrome"


def test_browsers_are_found_where_windows_puts_them(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setenv("PROGRAMFILES", r"C:\Program Files")
    monkeypatch.delenv("PROGRAMFILES(X86)", raising=False)
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    places = [str(path).replace("\\", "/") for path in pdf._usual_places()]
    assert places[0] == "C:/Program Files/Google/Chrome/Application/chrome.exe"
    assert f"{tmp_path}/Microsoft/Edge/Application/msedge.exe" in places


def test_browsers_are_found_where_macos_puts_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "darwin")
    assert Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome") in pdf._usual_places()
    assert Path.home() / "Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge" in pdf._usual_places()


# --- a printer that fails ---


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_text("<p>x", encoding="utf-8")
    return path


def script(path: Path, body: str) -> str:
    """Write a program that runs `body`; by the shell, because a first line cannot name a Python whose path has a space."""
    path.write_text(f"#!/bin/sh\nexec {shlex.quote(sys.executable)} -c {shlex.quote(body)}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell")
def test_a_browser_that_fails_is_named_with_what_it_said(empty: Path, tmp_path: Path) -> None:
    browser = script(tmp_path / "browser", "import sys; print('no display', file=sys.stderr); sys.exit(3)")
    with pytest.raises(CompareError, match=r"browser: ended with code 3 and no PDF: no display"):
        pdf.print_page(empty, tmp_path / "page.pdf", browser)
    assert not (tmp_path / "page.pdf").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell")
def test_a_browser_that_hangs_is_given_up(empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_SECONDS", 0.3)
    browser = script(tmp_path / "browser", "import time; time.sleep(60)")
    with pytest.raises(CompareError, match=r"browser: gave no PDF within 0.3 seconds"):
        pdf.print_page(empty, tmp_path / "page.pdf", browser)


# --- in a run ---


@pytest.mark.slow
@pytest.mark.browser
def test_a_run_lists_its_pdfs(tmp_path: Path) -> None:
    root = write_project(tmp_path / "project")
    run = run_reports(["document_audit"], project=root, language="zh", parameters=["documents=beta"], pdf=True)
    name = "document_audit_zh/document_audit_zh.pdf"
    manifest = json.loads((run.folder / "manifest.json").read_text(encoding="utf-8"))
    assert name in manifest["files"]
    assert manifest["reports"][0]["pdf"] == Path(next(pdf._browsers())).stem
    assert f'href="{name}"' in (run.folder / "index.html").read_text(encoding="utf-8")
    reader = pypdf.PdfReader(run.folder / name)
    assert "全社会研发投入占地区生产总值比重达到3.5" in "".join(p.extract_text() for p in reader.pages).replace("\n", "")
    assert str(root).encode() not in (run.folder / name).read_bytes()
