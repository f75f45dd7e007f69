"""The pages of documentation say what is true: every example prints what stands there, every link leads to a file."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pandas as pd
import pytest

ROOT = Path(__file__).parents[1]
PAGES = sorted(p.relative_to(ROOT).as_posix() for p in (ROOT / "docs").glob("*.md"))
EXECUTED = [page for page in PAGES if ">>>" in (ROOT / page).read_text(encoding="utf-8")]


@pytest.mark.parametrize("page", EXECUTED)
def test_the_page_prints_what_it_shows(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    fenced = (ROOT / page).read_text(encoding="utf-8").split("```")[1::2]
    first, *examples = [text.partition("\n")[2] for text in fenced if text.partition("\n")[0] == "python"]
    names: dict[str, object] = {}
    exec(first, names)
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    with pd.option_context("display.width", 200, "display.max_columns", 20, "display.max_colwidth", 100):
        runner.run(doctest.DocTestParser().get_doctest("\n\n".join(examples), names, page, page, 0))
    found = runner.summarize(verbose=False)
    assert (found.failed, found.attempted > 0) == (0, True)


def test_the_pages_on_comparability_are_executed() -> None:
    assert {"docs/attainment.md", "docs/questions.md"} <= set(EXECUTED)


@pytest.mark.parametrize("page", PAGES)
def test_the_links_of_a_page_lead_to_files(page: str) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)[^)]*\)", (ROOT / page).read_text(encoding="utf-8"))
    assert [t for t in targets if not (ROOT / page).parent.joinpath(t).exists()] == []
