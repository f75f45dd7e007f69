"""JupyterLab as a user sees it: a real server, a real browser, no network.

The explorer is opened, run, clicked and read; then the benchmark. The test fails on an error in the browser's console, on an
error of a page and on a request to any other host. Screenshots are kept in ``outputs/screenshots``.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason="needs Playwright")

ROOT = Path(__file__).resolve().parent.parent
SCREENSHOTS = ROOT / "outputs" / "screenshots"
OUTSIDE = re.compile(r"(https?|wss?)://(?!127\.0\.0\.1[:/])")
"""What an address begins with that is not on this machine."""
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
FLAGS += ["--disable-background-networking", "--disable-component-update"]
NOTEBOOK = ".jp-NotebookPanel:not(.lm-mod-hidden)"
"""The notebook that is on top."""

EXPECTED_ERRORS: tuple[str, ...] = ()
"""Beginnings of console errors that JupyterLab itself causes; there are none."""

pytestmark = [pytest.mark.slow, pytest.mark.browser]


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab."""

    address: str
    log: Path

    def kernels(self) -> list[dict[str, Any]]:
        """Return what the server says of its kernels."""
        with urllib.request.urlopen(f"{self.address}/api/kernels", timeout=10) as answer:
            return list(json.load(answer))


@dataclass
class Watched:
    """A page of the browser and what went wrong in it."""

    page: Any
    problems: list[str] = field(default_factory=list)

    def hear(self, message: Any) -> None:
        """Keep an error of the console."""
        if message.type == "error" and not message.text.startswith(EXPECTED_ERRORS or ("\0",)):
            self.problems.append(f"console: {message.text} ({message.location.get('url', '')})")

    def refuse(self, route: Any) -> None:
        """Keep a request to another host, and let it fail."""
        self.problems.append(f"request to outside: {route.request.url}")
        route.abort()

    def connect(self, connection: Any) -> None:
        """Keep a socket to another host."""
        if OUTSIDE.match(connection.url):
            self.problems.append(f"socket to outside: {connection.url}")

    def shoot(self, name: str) -> None:
        """Keep a picture of the window."""
        self.page.screenshot(path=str(SCREENSHOTS / f"{name}.png"))


def wait_until(what: Callable[[], bool], log: Path, pause: Callable[[], object]) -> None:
    """Wait a minute at most until something is so; then show what the server has said."""
    end = time.monotonic() + 60
    while not what():
        if time.monotonic() > end:
            pytest.fail(log.read_text(encoding="utf-8"))
        pause()


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Lab]:
    """Start JupyterLab on a copy of the notebooks, with settings of its own, and end it whatever happens."""
    notebooks, log, port = tmp_path / "notebooks", tmp_path / "log.txt", free_port()
    shutil.copytree(ROOT / "notebooks", notebooks, ignore=shutil.ignore_patterns(".*"))
    own = {f"JUPYTER_{name}_DIR": str(tmp_path / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")}
    own |= {f"JUPYTERLAB_{name}_DIR": str(tmp_path / name.lower()) for name in ("SETTINGS", "WORKSPACES")}
    own |= {"IPYTHONDIR": str(tmp_path / "ipython"), "COMPARE_PROJECT": str(ROOT), "PYTHONUTF8": "1"}
    own |= {"JUPYTER_CONFIG_PATH": str(ROOT / "scripts" / "lab"), "PYTHONPATH": str(ROOT / "src")}
    options = (
        "--no-browser --ip=127.0.0.1 --allow-root --ServerApp.port_retries=0 --IdentityProvider.token= --LabApp.news_url=None"
    )
    options += " --LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"
    command = [sys.executable, "-m", "jupyterlab", *options.split(), f"--port={port}", f"--ServerApp.root_dir={notebooks}"]
    address = f"http://127.0.0.1:{port}"
    with log.open("w", encoding="utf-8") as output:
        server = subprocess.Popen(command, env={**os.environ, **own}, stdout=output, stderr=subprocess.STDOUT)
        try:
            is_up = lambda: f"{address}/lab" in log.read_text(encoding="utf-8") or server.poll() is not None  # noqa: E731
            wait_until(is_up, log, lambda: time.sleep(0.2))
            assert server.poll() is None, log.read_text(encoding="utf-8")
            yield Lab(address, log)
        finally:
            server.terminate()
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


@pytest.fixture
def watched() -> Iterator[Watched]:
    """Open a browser window that may reach this machine only, and close it whatever happens."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    chromium = next(filter(None, map(shutil.which, CHROMIUM)))
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        try:
            context = browser.new_context(viewport={"width": 1400, "height": 1000})
            context.set_default_timeout(30_000)
            watched = Watched(context.new_page())
            context.route(OUTSIDE, watched.refuse)
            watched.page.on("console", watched.hear)
            watched.page.on("pageerror", lambda error: watched.problems.append(f"page: {error}"))
            watched.page.on("websocket", watched.connect)
            yield watched
        finally:
            browser.close()


def open_and_run(lab: Lab, watched: Watched, name: str, last: str) -> None:
    """Open a notebook, run all its cells and wait for what the last one shows.

    What is sent before the kernel's connection is settled is lost, so this waits for it, and asks a second time.
    """
    page, before = watched.page, {kernel["id"] for kernel in lab.kernels()}
    page.dblclick(f'.jp-DirListing-item:has-text("{name}")')
    page.wait_for_selector(f'.lm-TabBar-tab.lm-mod-current:has-text("{name}")')
    page.wait_for_selector(f"{NOTEBOOK} .jp-CodeCell")

    def is_connected() -> bool:
        return any(k["connections"] and k["execution_state"] == "idle" and k["id"] not in before for k in lab.kernels())

    wait_until(is_connected, lab.log, lambda: page.wait_for_timeout(300))
    for _ in range(3):
        page.wait_for_timeout(1000)
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_text("Run All Cells", exact=True).click()
        try:
            page.wait_for_selector(f"{NOTEBOOK} .jp-InputPrompt:text-matches('[0-9*]')", timeout=5000)
            break
        except sync_api.TimeoutError:
            continue
    page.wait_for_selector(f"{NOTEBOOK} {last}", timeout=60_000)


def follow_a_value(watched: Watched) -> None:
    """Click a value, change the language and the indicators, and read what the explorer says."""
    page = watched.page
    page.set_viewport_size({"width": 1280, "height": 720})
    page.locator(".compare-explorer-box").first.evaluate("box => box.scrollIntoView()")
    page.wait_for_selector(".compare-explorer .sentence .hint")
    assert page.locator(".compare-explorer table.matrix").evaluate("t => t.scrollWidth <= t.parentElement.clientWidth")
    watched.shoot("explorer_zh")
    page.click('button[data-press="cell:CN-320281-HTZ|rd_expenditure_gdp_ratio/standard/ratio"]')
    assert page.inner_text(".compare-explorer .sentence mark >> nth=0") == "5.5"
    bottom = page.locator(".compare-explorer .sentence mark").first.evaluate("mark => mark.getBoundingClientRect().bottom")
    assert 0 < bottom < 690, "the sentence of a value that was clicked is in sight, on a small screen, too"
    page.set_viewport_size({"width": 1400, "height": 1000})
    assert "澄高管〔2018〕70号" in page.inner_text(".compare-explorer .sentence")
    watched.shoot("explorer_zh_sentence")
    page.click('button[data-press="language:en"]')
    page.wait_for_selector('.compare-explorer th:has-text("Jiangyin National High-tech Zone")')
    page.click('button[data-press="cell:CN-330483|rd_expenditure_gdp_ratio/standard/ratio"]')
    page.wait_for_selector('.compare-explorer .sentence h4:has-text("other definition")')
    watched.shoot("explorer_en_absence")
    page.get_by_label("Find an indicator").type("patnts")
    page.click('.compare-explorer .message button[data-press="only:valid_invention_patents"]')
    page.wait_for_selector(
        '.compare-explorer button[data-press="draw:rd_expenditure_gdp_ratio/standard/ratio"]', state="detached"
    )
    page.click('button[data-press="draw:valid_invention_patents/standard/level"]')
    alt = page.get_attribute(".compare-explorer .chart img", "alt")
    assert "Invention patents in force – targets: Tianning District ≥ 2,400" in alt
    watched.shoot("explorer_en_chart")


def filter_the_table(watched: Watched) -> None:
    """Sort the table of all data as numbers, search it and choose a row."""
    page = watched.page
    page.click('button[data-press="indicator:+"]')
    page.click('button[data-press="panel:data"]')
    page.click(".dt-scroll-head th:has-text('Value')")
    page.wait_for_function("document.querySelector('.dt-scroll-body tbody td:nth-child(3)').textContent !== '3.5%'")
    values = page.locator(".dt-scroll-body tbody tr td:nth-child(3)").all_inner_texts()
    counts = [float(re.sub("[^0-9.]", "", text)) for text in values if text.endswith(" units")]
    assert counts == sorted(counts)
    assert counts[-1] == 5000
    page.fill(".dt-container input[type=search]", "5.5")
    page.wait_for_function("document.querySelectorAll('.dt-scroll-body tbody tr').length < 10")
    page.click(".dt-scroll-body tbody td:text-is('≥ 5.5%')")  # not where it stood before it was sorted
    page.wait_for_selector(".compare-explorer .sentence mark:has-text('5.5')")
    watched.shoot("explorer_en_data")
    page.click('button[data-press="panel:script"]')
    assert 'cp.trace(ds, ref_area="CN-320281-HTZ"' in page.inner_text(".compare-explorer .script pre >> nth=0")
    with page.expect_download() as download:
        page.click('button[data-press="save:csv"]')
    assert download.value.suggested_filename == "comparison_en.csv"
    watched.shoot("explorer_en_script")


def test_the_explorer_and_a_report_work_in_jupyterlab_without_a_network(lab: Lab, watched: Watched) -> None:
    watched.page.goto(f"{lab.address}/lab")
    open_and_run(lab, watched, "explore.ipynb", ".compare-explorer table.matrix")
    follow_a_value(watched)
    filter_the_table(watched)
    open_and_run(lab, watched, "benchmark.ipynb", "figure img")
    picture = watched.page.locator(f"{NOTEBOOK} figure img").first
    picture.scroll_into_view_if_needed()
    assert picture.evaluate("image => image.naturalWidth > 0")
    cell = watched.page.locator(f"{NOTEBOOK} .scroll td").first
    assert cell.evaluate("cell => getComputedStyle(cell).textAlign") == "left", "tables look as in the report"
    watched.shoot("benchmark")
    assert watched.problems == []
