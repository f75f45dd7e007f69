"""The command line: exit codes, one clear message and no traceback, and output that any console can take."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest

from compare.cli import main
from compare.pipeline import build
from compare.report import publish

ROOT = Path(__file__).parents[1]
PROJECT = ["--project", str(ROOT)]


def run(*arguments: str, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command as a user does."""
    env = {key: value for key, value in os.environ.items() if key != "COMPARE_PROJECT"} | environment
    return subprocess.run([sys.executable, "-m", "compare", *arguments], capture_output=True, cwd=cwd, env=env, timeout=300)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that is whole, with one document and no notebook."""
    return write_project(tmp_path_factory.mktemp("built"))


def write_project(root: Path) -> Path:
    """Write that project."""
    for folder in ("codelists", "lexicons", "rules"):
        shutil.copytree(ROOT / "data" / folder, root / "data" / folder)
    (root / "data" / "raw").mkdir()
    text = "到2025年，高新技术企业达到500家以上。\n".encode()
    (root / "data" / "raw" / "plan.txt").write_bytes(text)
    entry = {
        "id": "plan",
        "title": "规划",
        "title_en": "Plan",
        "issuer": "政府",
        "issuer_en": "Government",
        "ref_area": "CN-320402",
    }
    entry |= {"issued": "2022-01-01", "media_type": "text/plain", "file": "data/raw/plan.txt"}
    entry["sha256"] = hashlib.sha256(text).hexdigest()
    period = {"period_start": 2022, "period_end": 2025}
    (root / "data" / "sources.yaml").write_text(json.dumps([entry | period], ensure_ascii=False), encoding="utf-8")
    build(root)
    return root


@pytest.fixture
def project(built: Path, tmp_path: Path) -> Path:
    """A copy of the project that a test may spoil."""
    return Path(shutil.copytree(built, tmp_path / "project"))


def with_notebook(project: Path, *cells: str) -> Path:
    """Add the report ``small``, made of `cells`."""
    (project / "notebooks").mkdir()
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in ('output: str = ""', *cells)])
    notebook.cells[0].metadata["tags"] = ["parameters"]
    (project / "notebooks" / "small.ipynb").write_text(nbformat.writes(notebook), encoding="utf-8")
    return project


def test_help_and_version_are_answered(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("region-compare, version ")
    assert main(["--help"]) == 0
    shown = capsys.readouterr().out
    assert all(command in shown for command in ("report", "build", "extract"))
    assert main(["report", "--help"]) == 0
    assert "region-compare report benchmark -p regions=CN-320402,CN-320400" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["reprot"], "No such command 'reprot'"),
        (["report", "--colour"], "No such option"),
        (["report", "benchmrk", *PROJECT], "unknown report 'benchmrk'; nearest: benchmark"),
        (["report", "-p", "regionz=x", *PROJECT], "unknown parameter 'regionz'; nearest: regions"),
        (
            ["report", "-p", "region=x", *PROJECT],
            "have no such parameter; name the reports that have it: region-compare report region_profile",
        ),
        (["report", "-p", "regions", *PROJECT], "expected name=value"),
        (["report", "--language", "fr", *PROJECT], "language='fr': expected one of: zh, en, both"),
        (["report", "--language", "zh", "-p", "language=en", *PROJECT], "--language zh and -p language=en differ"),
        (["report", "--project", str(Path(__file__).parent)], "is not a project"),
    ],
)
def test_usage_errors_exit_with_2_and_say_what_is_wrong(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    output = capsys.readouterr()
    assert message in output.err
    assert output.out == ""


def test_an_unknown_region_publishes_nothing_and_shows_no_traceback(project: Path) -> None:
    shutil.copytree(ROOT / "notebooks", project / "notebooks")
    done = run("report", "benchmark", "-p", "regions=CN-32402,CN-320400", cwd=project)
    assert done.returncode == 2
    assert done.stderr.decode().startswith("error: unknown region 'CN-32402'; nearest: CN-320402")
    assert b"Traceback" not in done.stderr
    assert not (project / "outputs").exists()


def test_an_altered_document_exits_with_1(project: Path) -> None:
    with_notebook(project, "")
    raw = project / "data" / "raw" / "plan.txt"
    raw.write_bytes(raw.read_bytes() + b" ")
    done = run("report", cwd=project)
    assert done.returncode == 1
    assert "plan: data/raw/plan.txt has been altered" in done.stderr.decode()
    assert b"Traceback" not in done.stderr
    [kept] = (project / "outputs").glob("*/manifest.json")
    assert f"the failed run is kept in {kept.parent}" in done.stderr.decode()
    assert "has been altered" in json.loads(kept.read_text(encoding="utf-8"))["error"]


def test_a_failing_notebook_exits_with_3(project: Path) -> None:
    done = run("report", cwd=with_notebook(project, "1 / 0"))
    assert done.returncode == 3
    assert "small.ipynb (-), cell [3] `1 / 0`: ZeroDivisionError: division by zero" in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_a_locked_folder_exits_with_5(project: Path, tmp_path: Path) -> None:
    with_notebook(project, "1")
    with publish.lock(tmp_path / "other"):
        done = run("report", "--output", str(tmp_path / "other"), cwd=project)
    assert done.returncode == 5
    assert b"another run is writing here" in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no SIGINT to one process")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_exits_with_130_and_publishes_nothing(project: Path, number: signal.Signals) -> None:
    with_notebook(project, "open('started', 'w').close()\nimport time; time.sleep(60)")
    process = subprocess.Popen([sys.executable, "-m", "compare", "report"], cwd=project, stderr=subprocess.PIPE)
    until = time.monotonic() + 60
    while not list(project.glob("outputs/.staging-*/small/started")) and time.monotonic() < until:
        time.sleep(0.1)
    process.send_signal(number)
    _, error = process.communicate(timeout=30)
    assert process.returncode == 130
    assert error.decode().splitlines()[-1] == "interrupted; nothing was published"
    [kept] = (project / "outputs").glob("2*/manifest.json")
    assert sorted(p.name for p in (project / "outputs").iterdir()) == [".lock", kept.parent.name]
    manifest = json.loads(kept.read_text(encoding="utf-8"))
    assert (manifest["status"], manifest["error"]) == ("failed", "interrupted")


def test_a_report_goes_where_output_says(project: Path) -> None:
    with_notebook(project, "print('made')")
    done = run("report", "small", "--output", "elsewhere", cwd=project, PYTHONIOENCODING="gbk")
    assert done.returncode == 0
    assert (project / "elsewhere" / "latest" / "small" / "small.html").is_file()
    assert b"small: ok, " in done.stderr
    assert str(project / "elsewhere" / "latest" / "index.html") in done.stdout.decode("gbk")
    assert not (project / "outputs").exists()


def test_a_ledger_is_utf_8_with_lf_whatever_the_console_is(project: Path) -> None:
    (project / "新文件.txt").write_bytes("到2025年，瞪羚企业达到50家以上。".encode())
    done = run("extract", "新文件.txt", cwd=project, PYTHONIOENCODING="gbk", LC_ALL="C")
    assert done.returncode == 0
    assert b"\r" not in done.stdout
    assert done.stdout.endswith(b"}\n")
    rows = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
    assert {"瞪羚企业达到50家以上" in row["quote"] for row in rows} == {True}
    written = run("extract", "新文件.txt", "--output", "ledger.jsonl", cwd=project)
    assert written.returncode == 0
    assert (project / "ledger.jsonl").read_bytes() == done.stdout


def test_a_document_that_is_not_there_exits_with_1(tmp_path: Path) -> None:
    done = run("extract", "missing.txt", *PROJECT, cwd=tmp_path)
    assert done.returncode == 1
    assert b"missing.txt" in done.stderr
    assert b"Traceback" not in done.stderr


def test_build_says_what_it_built(project: Path) -> None:
    done = run("build", cwd=project)
    assert done.returncode == 0
    assert "1 observations" in done.stdout.decode()


def shipped(name: str) -> Path:
    return next((ROOT / "data" / "raw").glob(f"{name}*"))


def test_check_shows_what_the_documents_contradict_with_both_quotes() -> None:
    done = run("check", *PROJECT)
    text = done.stdout.decode()
    assert done.returncode == 0, "no finding of the shipped documents is an error"
    assert b"0 error, 4 warning" in done.stderr
    lines = text.splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("warning implied_population_steps: "))
    assert "118,333 people in 2018 to ≤ 104,286 people in 2020" in lines[at]
    assert [line.strip() for line in lines[at + 1 : at + 3]] == [
        "jiangyin_htz_2018 2278-2282: 730件",
        "jiangyin_htz_2018 2312-2315: 70件",
    ]


def test_check_speaks_chinese_and_writes_json_lines(tmp_path: Path) -> None:
    assert "推算" in run("check", *PROJECT, "--language", "zh").stdout.decode()
    path = tmp_path / "findings.jsonl"
    assert run("check", *PROJECT, "--format", "jsonl", "--output", str(path)).returncode == 0
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert {row["severity"] for row in rows} == {"warning", "info"}
    stated = [row for row in rows if row["quote"]]
    texts = {name: shipped(name).read_bytes().decode("utf-8-sig") for name in {row["quote_source_id"] for row in stated}}
    for row in stated:
        assert texts[row["quote_source_id"]][row["quote_start"] : row["quote_end"]] == row["quote"]
        assert texts[row["other_source_id"]][row["other_start"] : row["other_end"]] == row["other_quote"]


def test_check_exits_with_4_where_something_cannot_be(project: Path) -> None:
    text = "到2025年，规模以上工业企业研发机构覆盖率达到120%。\n".encode()
    (project / "data" / "raw" / "plan.txt").write_bytes(text)
    sources = project / "data" / "sources.yaml"
    entries = json.loads(sources.read_text(encoding="utf-8"))
    sources.write_text(json.dumps([entries[0] | {"sha256": hashlib.sha256(text).hexdigest()}]), encoding="utf-8")
    assert run("check", "--project", str(project)).returncode == 1, "the tables are those of another text"
    assert run("build", "--project", str(project)).stdout.count(b"findings: 1 error, 0 warning, 0 info") == 1
    done = run("check", "--project", str(project))
    assert done.returncode == 4
    assert "120%" in done.stdout.decode()
    assert run("check", "--project", str(project), "--format", "csv").returncode == 4


def test_actions_lists_the_instruments_of_a_plan_never_seen(tmp_path: Path) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text(
        "一、重点任务\n(一)实施“揭榜挂帅”，每年攻克10项关键核心技术。\n(二)落实研发费用加计扣除政策。\n", encoding="utf-8"
    )
    done = run("actions", str(plan), "--source-id", "new", "--format", "jsonl", cwd=ROOT)
    rows = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert done.returncode == 0
    assert {"core_technology_projects", "tax_relief_super_deduction"} <= {row["instrument"] for row in rows}
    text = plan.read_bytes().decode()
    assert all(text[row["char_start"] : row["char_end"]] == row["quote"] for row in rows)
    assert b"plan.txt: " in done.stderr


def test_actions_refuses_a_changed_document_under_a_known_id(tmp_path: Path) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text("揭榜挂帅", encoding="utf-8")
    done = run("actions", str(plan), "--source-id", "yixing_2023", cwd=ROOT)
    assert done.returncode == 1
    assert b"not the document 'yixing_2023'" in done.stderr
