"""The bootstrap: what it makes, makes anew, leaves alone and says."""

from __future__ import annotations

import ast
import importlib.util
import json
import os
import re
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def tasks(tmp_path, monkeypatch) -> Any:
    """Return tasks.py, loaded from a copy in an empty folder; `commands` collects what it would run."""
    folder = tmp_path / "区域 规划"
    folder.mkdir()
    for name in ("tasks.py", "pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, folder)
    spec = importlib.util.spec_from_file_location("tasks_copy", folder / "tasks.py")
    assert spec is not None
    assert spec.loader is not None
    module: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.commands = []

    def run(command):
        module.commands.append("venv" if "venv" in command else "project" if "-e" in command else "lock")
        (module.VENV / "pyvenv.cfg").touch()
        return 0

    monkeypatch.setattr(module, "run", run)
    monkeypatch.setattr(module, "starts", lambda: (module.VENV / "pyvenv.cfg").exists())
    return module


def test_first_set_up_makes_the_environment_and_the_second_does_nothing(tasks):
    tasks.setup()
    assert tasks.commands == ["venv", "lock", "project"]
    tasks.setup()
    assert tasks.commands == ["venv", "lock", "project"]


@pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml"])
def test_changed_lock_or_project_is_installed_into_the_same_environment(tasks, name):
    tasks.setup()
    with (tasks.ROOT / name).open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    tasks.setup()
    assert tasks.commands == ["venv", "lock", "project", "lock", "project"]


@pytest.mark.parametrize("step", ["venv", "lock", "project"])
def test_interrupted_set_up_is_made_anew(tasks, monkeypatch, step):
    ordinary = tasks.run

    def interrupted(command):
        ordinary(command)
        if tasks.commands[-1] == step:
            raise KeyboardInterrupt
        return 0

    monkeypatch.setattr(tasks, "run", interrupted)
    with pytest.raises(KeyboardInterrupt):
        tasks.setup()
    (tasks.VENV / "left-behind").touch()
    tasks.commands.clear()
    monkeypatch.setattr(tasks, "run", ordinary)
    tasks.setup()
    assert tasks.commands == ["venv", "lock", "project"]
    assert not (tasks.VENV / "left-behind").exists()


def test_failed_installation_stops_with_a_hint(tasks, monkeypatch, capsys):
    monkeypatch.setattr(tasks, "run", lambda command: int("-r" in command))
    with pytest.raises(SystemExit):
        tasks.setup()
    assert "Installation failed" in capsys.readouterr().err
    assert not tasks.STAMP.exists()


def test_environment_of_another_folder_is_made_anew(tasks):
    tasks.setup()
    tasks.STAMP.write_text(tasks.STAMP.read_text(encoding="utf-8").replace("规划", "旧"), encoding="utf-8")
    tasks.setup()
    assert tasks.commands == ["venv", "lock", "project"] * 2


def test_folder_that_is_no_environment_is_left_alone(tasks, capsys):
    tasks.VENV.mkdir()
    (tasks.VENV / "thesis.docx").touch()
    with pytest.raises(SystemExit):
        tasks.setup()
    assert "is not a virtual environment" in capsys.readouterr().err
    assert (tasks.VENV / "thesis.docx").exists()


def test_python_without_ensurepip_is_told_what_to_install(tasks, monkeypatch, capsys):
    monkeypatch.setattr(tasks.importlib.util, "find_spec", lambda name: None if name == "ensurepip" else object())
    with pytest.raises(SystemExit):
        tasks.setup()
    assert f"apt-get install python3.{sys.version_info.minor}-venv" in capsys.readouterr().err


def test_unknown_task_names_the_nearest(tasks, capsys):
    with pytest.raises(SystemExit) as stop:
        tasks.main(["reprot"])
    assert stop.value.code == 2
    assert "Did you mean report?" in capsys.readouterr().err


def test_make_offers_the_tasks_of_the_bootstrap(tasks):
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.findall(r"^TASKS := (.+)$", makefile, re.MULTILINE) == [" ".join(tasks.TASKS)]


def test_an_older_python_can_read_the_bootstrap_as_far_as_its_message():
    source = (ROOT / "tasks.py").read_text(encoding="utf-8")
    body = ast.parse(source, feature_version=(3, 7)).body
    assert [type(node) for node in body[1:3]] == [ast.Import, ast.If]
    assert "needs Python 3.11" in ast.unparse(body[2])


def test_lab_opens_on_the_start_notebook_and_asks_nobody_anything(tasks, monkeypatch):
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", "mine")
    monkeypatch.setattr(tasks, "become", lambda arguments, extra=None: tasks.commands.append((list(arguments), extra)))
    tasks.task_lab(["--no-browser"])
    [(command, extra)] = tasks.commands
    assert "--LabApp.default_url=/lab/tree/notebooks/explore.ipynb" in command
    assert (ROOT / tasks.START).is_file()
    assert command[-1] == "--no-browser"
    assert extra["JUPYTER_CONFIG_PATH"].split(os.pathsep) == [str(tasks.ROOT / "scripts" / "lab"), "mine"]
    settings = json.loads((ROOT / "scripts/lab/labconfig/default_setting_overrides.json").read_text(encoding="utf-8"))
    assert settings["@jupyterlab/apputils-extension:notification"] == {"checkForUpdates": False, "fetchNews": "false"}


def test_pair_takes_no_arguments(tasks, monkeypatch, capsys):
    monkeypatch.setattr(tasks, "become", lambda arguments, extra=None: tasks.commands.append(list(arguments)))
    tasks.task_pair([])
    assert tasks.commands == [["scripts/pair_notebooks.py"]]
    with pytest.raises(SystemExit):
        tasks.task_pair(["benchmark"])
    assert "pair takes no arguments" in capsys.readouterr().err
