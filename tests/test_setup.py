"""Packaging, lock, conda environment, attributes, layers and licences agree and take effect."""

from __future__ import annotations

import ast
import importlib.metadata as metadata
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name as canonical

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CORE = [Requirement(text) for text in PROJECT["dependencies"]]
EXTRAS = {name: [Requirement(text) for text in texts] for name, texts in PROJECT["optional-dependencies"].items()}
ALL = [*CORE, *(requirement for extra in EXTRAS.values() for requirement in extra)]
CONDA_NAMES = {
    "jupyter-client": "jupyter_client",
    "matplotlib": "matplotlib-base",
    "nbconvert": "nbconvert-core",
    "playwright": "playwright-python",
    "seaborn": "seaborn-base",
}
"""Where conda-forge's package, or its package without the optional parts, has another name."""


def locked() -> list[tuple[Requirement, int]]:
    """Return the entries of the lock with the number of their hashes."""
    entries: list[tuple[Requirement, int]] = []
    for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines():
        if line.startswith("    --hash=sha256:"):
            requirement, hashes = entries.pop()
            entries.append((requirement, hashes + 1))
        else:
            entries.append((Requirement(line.removesuffix(" \\")), 0))
    return entries


def git(*arguments: str) -> str:
    """Return what git prints about the checkout; skip where there is none."""
    command = ["git", "-c", "safe.directory=*", "-c", "core.quotePath=off", *arguments]
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=True, encoding="utf-8").stdout


def files() -> Iterator[Path]:
    """Yield the files that are tracked or would be."""
    for name in git("ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0"):
        if name and (ROOT / name).is_file():
            yield ROOT / name


def attributes(name: str) -> dict[str, str]:
    """Return a file's attributes `text` and `eol`."""
    parts: list[str] = git("check-attr", "-z", "text", "eol", "--", name).split("\0")
    return dict(zip(parts[1::3], parts[2::3], strict=True))


# --- Lock and environments ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("requirement", ALL, ids=lambda requirement: requirement.name)
def test_lock_holds_every_dependency_within_its_range(requirement):
    versions = [entry.specifier for entry, _ in locked() if canonical(entry.name) == canonical(requirement.name)]
    assert versions, f"{requirement.name} is not in requirements.lock: run tasks.py lock"
    for pinned in versions:
        assert requirement.specifier.contains(str(pinned).removeprefix("==")), f"{requirement} but locked {pinned}"


def test_lock_pins_and_hashes_everything_and_names_no_host():
    entries = locked()
    assert len(entries) > len(ALL)
    assert [entry.name for entry, hashes in entries if hashes == 0 or not re.fullmatch(r"==[^,*]+", str(entry.specifier))] == []
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in text
    assert "index" not in text.replace("--hash", "")
    assert not (ROOT / "uv.lock").exists()


def test_build_requirements_are_locked_too():
    build = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]["requires"]
    assert {str(Requirement(text)) for text in build} <= {str(requirement) for requirement in EXTRAS["build"]}


def test_conda_environment_has_the_ranges_of_the_project():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    assert environment["channels"] == ["conda-forge"]
    found = {}
    for line in environment["dependencies"]:
        name, _, bounds = line.partition(" ")
        found[name] = SpecifierSet(bounds)
    expected: dict[str, SpecifierSet] = {
        CONDA_NAMES.get(r.name, canonical(r.name)): r.specifier for r in [*CORE, *EXTRAS["build"], *EXTRAS["test"]]
    }
    expected |= {"python": SpecifierSet(PROJECT["requires-python"]), "pip": SpecifierSet()}
    assert found == expected


def test_every_third_party_import_is_a_declared_dependency():
    owners = metadata.packages_distributions()
    declared = {canonical(requirement.name) for requirement in [*CORE, *EXTRAS["cluster"], *EXTRAS["parquet"], *EXTRAS["pdf"]]}
    undeclared = {}
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) and node.module and not node.level else []
            for name in {name.partition(".")[0] for name in names} - sys.stdlib_module_names - {"compare"}:
                if not declared & {canonical(owner) for owner in owners.get(name, [])}:
                    undeclared[name] = str(path.relative_to(ROOT))
    assert undeclared == {}


def test_dependency_page_explains_exactly_the_declared_dependencies():
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^\| `([\w-]+)`", page, re.MULTILINE)) == sorted(requirement.name for requirement in ALL)


def runtime_distributions() -> set[str]:
    """Return the names of the core dependencies and all that they need on this system."""
    seen: set[str] = set()
    waiting = [requirement.name for requirement in CORE]
    while waiting:
        name = canonical(waiting.pop())
        if name not in seen:
            seen.add(name)
            needed = map(Requirement, metadata.requires(name) or [])
            waiting += [r.name for r in needed if r.marker is None or r.marker.evaluate({"extra": ""})]
    return seen


def licence(name: str) -> str:
    """Return what the metadata say of the licence: the expression, else the classifiers, else the start of the free text."""
    about = metadata.metadata(name)
    classifiers = [text for text in about.get_all("Classifier", []) if text.startswith("License ::")]
    return "; ".join(
        about.get_all("License-Expression", []) or classifiers or [text[:200] for text in about.get_all("License", [])]
    )


def test_no_runtime_dependency_is_gpl_or_agpl():
    licences = {name: licence(name) for name in runtime_distributions()}
    assert len(licences) > len(CORE)
    assert [name for name, text in licences.items() if text in ("", "UNKNOWN")] == []
    assert {name: text for name, text in licences.items() if re.search(r"\bA?GPL|(?<!Lesser )General Public", text)} == {}


# --- Files in git ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["data/raw/plan.txt", "data/raw/annex/plan.html", "data/derived/texts/plan.txt"])
def test_documents_are_never_converted_by_git(name):
    assert attributes(name)["text"] == "unset"


@pytest.mark.parametrize("name", ["data/derived/observations.csv", "src/compare/errors.py", "notebooks/a.ipynb", ".ci/run"])
def test_everything_else_has_lf_on_every_system(name):
    assert attributes(name) == {"text": "auto", "eol": "lf"}


@pytest.mark.parametrize("name", ["src/compare/charts/font.ttf", "docs/chart.png", "tests/book.xlsx"])
def test_binary_files_are_never_converted_by_git(name):
    assert attributes(name)["text"] == "unset"


def test_no_text_file_holds_carriage_returns():
    with_returns = [path for path in files() if b"\r\n" in path.read_bytes()]
    assert [path for path in with_returns if attributes(path.relative_to(ROOT).as_posix())["text"] != "unset"] == []


def test_no_file_names_a_package_registry():
    hosts = ["pypi" + ".org", "files.python" + "hosted", "conda." + "anaconda", "mirrors." + "aliyun", "tuna." + "tsinghua"]
    pattern = re.compile("|".join(map(re.escape, hosts)).encode())
    assert [path for path in files() if pattern.search(path.read_bytes())] == []


@pytest.mark.parametrize(
    ("name", "is_ignored"),
    [
        (".venv/pyvenv.cfg", True),
        ("outputs/20260101-000000/index.html", True),
        ("outputs/README.md", False),
        ("data/derived/observations.csv", False),
        ("src/compare/build/x.py", False),
    ],
)
def test_git_ignores_what_can_be_made_again_and_nothing_else(name, is_ignored):
    git("rev-parse", "--git-dir")
    command = ["git", "-c", "safe.directory=*", "check-ignore", "--no-index", "-q", name]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == (0 if is_ignored else 1)


def test_citation_and_changelog_have_the_version_of_the_project():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    releases = re.split(r"^## \[", changelog, flags=re.MULTILINE)[1:]
    assert citation["version"] == PROJECT["version"]
    assert next(text for text in releases if not text.startswith("Unreleased")).startswith(f"{PROJECT['version']}]")
    assert all("### Data changes" in text for text in releases)


# --- Wheel ----------------------------------------------------------------------------------------------------------


def test_wheel_carries_the_package_the_data_and_the_command(tmp_path):
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        names = wheel.namelist()
        entry_points = wheel.read(f"region_compare-{PROJECT['version']}.dist-info/entry_points.txt").decode()
        shipped = {name: wheel.read(name) for name in names if name.startswith("compare/_data/data/raw/")}
    assert {"compare/__init__.py", "compare/py.typed", "compare/errors.py"} <= set(names)
    assert "region-compare = compare.cli:main" in entry_points
    assert shipped == {f"compare/_data/data/raw/{p.name}": p.read_bytes() for p in (ROOT / "data/raw").iterdir()}
    assert {name for name in names if name.endswith(".ipynb")} == {
        f"compare/_data/notebooks/{path.name}" for path in (ROOT / "notebooks").glob("*.ipynb")
    }
    assert {name.partition("/")[0] for name in names} == {"compare", f"region_compare-{PROJECT['version']}.dist-info"}


# --- Layers ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("module", "line", "broken"),
    [
        ("pipeline", "import compare.derive", None),
        ("charts", "import matplotlib", None),
        ("derive", "import compare.charts", "Layers"),
        ("dataset", "import compare.pipeline", "Layers"),
        ("utils", "", "Layers"),
        ("derive", "import seaborn", "matplotlib, scipy and seaborn"),
        ("pipeline", "import openpyxl", "openpyxl"),
        ("pipeline", "import papermill", "papermill"),
    ],
)
def test_layer_contract_catches_an_import_that_goes_up_or_sideways(tmp_path, module, line, broken):
    pytest.importorskip("importlinter", reason="import-linter is part of the extra dev")
    package = tmp_path / "compare"
    package.mkdir()
    for name in ("__init__", "errors", "schema", "codelists", "records", "palette", "dataset", "derive", "charts", "pipeline"):
        (package / f"{name}.py").touch()
    (package / f"{module}.py").write_text(line + "\n", encoding="utf-8")
    program = "from importlinter.cli import lint_imports_command as main; main()"
    command = [sys.executable, "-c", program, "--config", str(ROOT / "pyproject.toml"), "--no-cache"]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, encoding="utf-8")
    names = re.findall(r"^(.+?)\s*BROKEN", result.stdout, re.MULTILINE)
    assert (result.returncode, len(names)) == ((1, 1) if broken else (0, 0)), result.stdout + result.stderr
    assert all(name.startswith(broken) for name in names)
