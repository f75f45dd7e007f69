"""The notebooks as a reviewer and as a user has them: thin, bilingual, cleared, paired as text, and run with parameters.

What a report's notebook makes is tested with that report; here every notebook must run with what a user would set.
"""

from __future__ import annotations

import ast
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from jupytext.cli import jupytext

from compare.pages import notebook_style
from compare.report.declarations import read_parameters

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
THIN = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.While, ast.Try, ast.With)


def load_pairing() -> Any:
    """Return scripts/pair_notebooks.py as a module."""
    spec = importlib.util.spec_from_file_location("pair_notebooks", ROOT / "scripts" / "pair_notebooks.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def path(request: pytest.FixtureRequest) -> Path:
    """Return each notebook in turn."""
    return request.param


@pytest.fixture
def notebook(path: Path) -> Any:
    """Return its cells."""
    return nbformat.read(path, as_version=4)


# --- as a text ---


def test_a_notebook_is_thin(notebook: Any) -> None:
    nbformat.validate(notebook)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert not [node for node in ast.walk(ast.parse(cell.source)) if isinstance(node, THIN)], cell.source
            assert len(cell.source.splitlines()) <= 20, cell.source


def test_every_note_is_in_chinese_and_in_english(notebook: Any) -> None:
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            assert cell.metadata["tags"] == ["notebook-only"], cell.source
            assert re.search("[\u4e00-\u9fff]", cell.source), cell.source
            assert len(re.findall(r"[A-Za-z]{3,}", re.sub(r"`[^`]*`|\]\([^)]*\)", "", cell.source))), cell.source


def test_links_lead_to_files_that_are_there(path: Path, notebook: Any) -> None:
    for cell in notebook.cells:
        for target in re.findall(r"\]\(([^)#]+)", cell.source) if cell.cell_type == "markdown" else []:
            assert (path.parent / target).is_file(), target


def test_the_parameters_are_plain_and_come_first(path: Path, notebook: Any) -> None:
    parameters = read_parameters(path)
    assert parameters["language"].default == "zh"
    first = next(cell for cell in notebook.cells if cell.cell_type == "code")
    assert first.metadata["tags"] == ["parameters"]
    assert ("output" in parameters) == (path.stem != "explore")
    note = notebook.cells[notebook.cells.index(first) + 1].source
    assert all(f"`{name}`" in note for name in parameters), note


def test_outputs_look_as_in_the_report_and_the_report_has_the_style_once(notebook: Any) -> None:
    [style] = [cell for cell in notebook.cells if "notebook_style" in cell.source]
    assert style.metadata["tags"] == ["notebook-only"]
    sheet = str(notebook_style())
    assert sheet.startswith("<style>.jp-OutputArea-output.jp-RenderedHTMLCommon { & {")
    assert ":root" not in sheet


def test_outputs_are_cleared_and_the_text_is_the_same(path: Path) -> None:
    pairing = load_pairing()
    cleared = pairing.cleared(json.loads(path.read_text(encoding="utf-8")))
    hint = "run: make pair (or python tasks.py pair), and commit what it writes"
    assert path.read_text(encoding="utf-8") == pairing.as_json(cleared), f"{path.name} has outputs or other remains; {hint}"
    text = pairing.text_path(path)
    assert text.is_file(), f"{text.name} is missing; {hint}"
    assert text.read_text(encoding="utf-8") == pairing.as_text(cleared), f"{text.name} differs from {path.name}; {hint}"


def test_no_text_is_left_without_its_notebook() -> None:
    assert {path.stem for path in (ROOT / "notebooks" / "text").glob("*.py")} == {path.stem for path in NOTEBOOKS}


def test_jupyterlab_pairs_the_same_files(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    jupytext(["--paired-paths", str(path)])  # its exit code says nothing
    assert Path(capsys.readouterr().out.strip()) == load_pairing().text_path(path)


def test_what_was_saved_last_counts_and_outputs_go(tmp_path: Path) -> None:
    pairing = load_pairing()
    notebook = shutil.copy(ROOT / "notebooks" / "explore.ipynb", tmp_path / "explore.ipynb")
    assert pairing.pair(notebook) == [tmp_path / "text" / "explore.py"]
    assert pairing.pair(notebook) == []
    run = json.loads(notebook.read_text(encoding="utf-8"))
    run["cells"][1] |= {"execution_count": 3, "outputs": [{"output_type": "stream", "name": "stdout", "text": ["x"]}]}
    run["cells"][0]["metadata"]["editable"] = True
    run["metadata"]["widgets"] = {}
    notebook.write_text(json.dumps(run), encoding="utf-8")
    assert pairing.pair(notebook) == [notebook]
    assert notebook.read_text(encoding="utf-8") == (ROOT / "notebooks" / "explore.ipynb").read_text(encoding="utf-8")
    text = tmp_path / "text" / "explore.py"
    text.write_text(text.read_text(encoding="utf-8").replace('"best"', '"median"'), encoding="utf-8")
    later = notebook.stat().st_mtime + 5
    os.utime(text, (later, later))
    assert notebook in pairing.pair(notebook)
    changed = json.loads(notebook.read_text(encoding="utf-8"))
    assert 'reference: str = "median"' in "".join(changed["cells"][1]["source"])
    assert [cell["id"] for cell in changed["cells"]] == [cell["id"] for cell in run["cells"]]


# --- run, as a user would ---


CHILD = """
import dataclasses, json, sys
from compare.report.execute import Job, execute
print("\\n" + json.dumps(dataclasses.asdict(execute(Job(*json.loads(sys.argv[1]))))))
"""


def run(name: str, folder: Path, **parameters: str) -> dict[str, Any]:
    """Run a notebook with parameters in a process of its own, as a report is run, and return its outcome."""
    job = [name, parameters["language"], str(ROOT / "notebooks" / f"{name}.ipynb"), str(folder)]
    values = parameters | ({"output": "."} if name != "explore" else {})
    environment = {**os.environ, "COMPARE_PROJECT": str(ROOT), "PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", CHILD, json.dumps([*job, values])]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", check=True)
    outcome: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return outcome


@pytest.mark.slow
def test_explore_runs_without_a_browser(tmp_path: Path) -> None:
    chosen = {"regions": "天宁区,CN-320400", "indicators": "高新技术企业数", "reference": "常州市"}
    done = run("explore", tmp_path, language="en", **chosen)
    assert (done["error"], done["where"]) == ("", "")
    shown = (tmp_path / "explore_en.ipynb").read_text(encoding="utf-8")
    assert "Explorer: 2 areas, 3 measures." in shown
    assert "leads among all areas" in shown
    assert "到2025年,力争全区科技型中小微企业达800家,高新技术企业达500家" in shown


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("regions", "CN-32402,CN-320400", "unknown region 'CN-32402'; nearest: CN-320402"),
        ("reference", "bst", "expected best, median, parent or a region of the comparison"),
    ],
)
def test_a_bad_parameter_is_refused_with_what_is_allowed(tmp_path: Path, name: str, value: str, message: str) -> None:
    done = run("explore", tmp_path, language="zh", **{name: value})
    assert message in done["error"]
    assert done["where"].startswith("cell [")


@pytest.mark.slow
def test_benchmark_runs_with_what_a_user_would_set(tmp_path: Path) -> None:
    chosen = {
        "regions": "天宁区,常州市,江阴高新区",
        "indicators": "rd_expenditure_gdp_ratio,高新技术企业数",
        "reference": "median",
    }
    done = run("benchmark", tmp_path, language="zh", **chosen)
    assert (done["error"], done["where"]) == ("", "")
    made = json.loads((tmp_path / "made.json").read_text(encoding="utf-8"))
    assert made["facts"]["areas"] == ["CN-320400", "CN-320402", "CN-320281-HTZ"]
    assert {file["role"] for file in made["files"]} == {"figure", "workbook"}
