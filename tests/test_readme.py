"""The README says what is true: its Python runs and prints what it shows, its commands and links exist, in both languages."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import click
import pandas as pd
import pytest

from compare.cli import cli

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.zh.md")


def _blocks(name: str, language: str) -> list[str]:
    """Return the fenced blocks of a language; the plain ones hold commands."""
    fenced = (ROOT / name).read_text(encoding="utf-8").split("```")[1::2]
    return [text.partition("\n")[2] for text in fenced if text.partition("\n")[0] == language]


@pytest.mark.parametrize("name", READMES)
def test_the_python_of_the_readme_prints_what_it_shows(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {}
    first, *examples = _blocks(name, "python")
    exec(first, names)
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    with pd.option_context("display.width", 200, "display.max_columns", 20):
        runner.run(doctest.DocTestParser().get_doctest("\n\n".join(examples), names, name, name, 0))
    assert runner.summarize(verbose=False).failed == 0
    assert len(examples) == 3


@pytest.mark.parametrize("name", READMES)
def test_the_commands_of_the_readme_exist_with_their_options(name: str) -> None:
    lines = [line.split("#")[0].split() for block in _blocks(name, "") for line in block.splitlines()]
    commands = [words[1:] for words in lines if words[:1] == ["region-compare"] and words[1] in cli.commands]
    assert {words[0] for words in commands} == {"report", "schedule", "export", "extract", "actions", "check", "build"}
    for command, *rest in commands:
        options = {o for p in cli.commands[command].params if isinstance(p, click.Option) for o in p.opts}
        assert {word for word in rest if word.startswith("-")} <= options, command


@pytest.mark.parametrize("name", READMES)
def test_the_links_of_the_readme_lead_to_files(name: str) -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", (ROOT / name).read_text(encoding="utf-8"))
    assert [t for t in targets if not (ROOT / t).exists()] == []
    assert any(t.endswith(".png") for t in targets)


def test_both_readmes_have_the_same_sections_and_commands() -> None:
    texts = [(ROOT / name).read_text(encoding="utf-8") for name in READMES]
    assert len({len(re.findall(r"^## ", t, re.MULTILINE)) for t in texts}) == 1
    commands = [[" ".join(line.split()[:2]) for b in _blocks(name, "") for line in b.splitlines()] for name in READMES]
    assert commands[0] == commands[1]
