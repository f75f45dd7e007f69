"""Whatever a user edits: every figure that differs is told once, no other is, and no reason names what nobody touched."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.test_changes import REFERENCE, ROOT, correct, edit_sources
from tests.test_report import write_project

import compare as cp
from compare.dataset import Dataset
from compare.pipeline import build

TABLES = {
    "observation": ("observations", "observation_id"),
    "derived": ("derived", "derived_id"),
    "finding": ("findings", "finding_id"),
    "instrument": ("actions", "action_id"),
    "responsibility": ("responsibilities", "responsibility_id"),
    "reference": ("reference", "reference_id"),
}


def rewrite(path: Path, old: str, new: str) -> bool:
    """Replace a text where it stands in a file; say whether the file is another one."""
    text = path.read_text(encoding="utf-8")
    path.write_bytes(text.replace(old, new, 1).encode())
    return text.replace(old, new, 1) != text


def reword(root: Path, name: str, old: str, new: str) -> set[str]:
    """Change the text of a document."""
    path = root / "data" / "raw" / f"{name}.txt"
    if not rewrite(path, old, new):
        return set()
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    edit_sources(root, lambda entries: next(e for e in entries if e["id"] == name).update(sha256=digest))
    return {f"sources.yaml#{name}"}


def add_omega(root: Path, share: float) -> set[str]:
    """Add a document of another district."""
    content = (
        f"科技创新规划（2021—2025年）\n\n到2025年，研发投入占地区生产总值比重达到{share}%，高新技术企业达到900家。\n".encode()
    )
    (root / "data" / "raw" / "omega.txt").write_bytes(content)
    own = {"id": "omega", "ref_area": "CN-320412", "file": "data/raw/omega.txt", "sha256": hashlib.sha256(content).hexdigest()}
    edit_sources(root, lambda entries: entries.append(entries[0] | own | {"title": "omega规划", "title_en": "Plan omega"}))
    return {"sources.yaml#omega"}


def remove(root: Path, name: str) -> set[str]:
    edit_sources(root, lambda entries: entries.remove(next(e for e in entries if e["id"] == name)))
    return {f"sources.yaml#{name}"}


def end(root: Path, name: str, year: int) -> set[str]:
    """Let the period of a document end in another year."""
    edit_sources(root, lambda entries: next(e for e in entries if e["id"] == name).update(period_end=year))
    return {f"sources.yaml#{name}"} if year != 2025 else set()


def scale(root: Path, factor: int) -> set[str]:
    """Count the residents in other units."""
    changed = rewrite(root / "data" / "codelists" / "denominator.yaml", "multiple: 10000\n", f"multiple: {factor}\n")
    return {"codelists/denominator.yaml#PER_10K"} if changed else set()


def turn(root: Path, _: object) -> set[str]:
    """Let less be better of the first indicator, which is the share of R&D."""
    rewrite(root / "data" / "codelists" / "indicator.yaml", "direction: 1", "direction: -1")
    return {"codelists/indicator.yaml#rd_expenditure_gdp_ratio"}


def forget(root: Path, word: str) -> set[str]:
    """Take a word out of the lexicons."""
    path, old, entry = {
        "新增": ("words.yaml", "words: [新增, ", "flow_strong"),
        "超过": ("comparators.yaml", "(?:超过|", "left.more"),
    }[word]
    assert rewrite(root / "data" / "lexicons" / path, old, old.replace(f"{word}, ", "").replace(f"{word}|", ""))
    return {f"lexicons/{path}#{entry}"}


def count_again(root: Path, factor: int) -> set[str]:
    """Change the population of alpha's district."""
    path = root / "data" / "reference" / REFERENCE
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    chosen = (frame["ref_area"] == "CN-320402") & (frame["indicator"] == "resident_population")
    frame.loc[chosen, "obs_value"] = [str(float(value) * factor) for value in frame.loc[chosen, "obs_value"]]
    frame.to_csv(path, index=False, lineterminator="\n")
    return {"reference"} if factor != 1 else set()


def decide(root: Path, _: object) -> set[str]:
    if "500家" not in (root / "data" / "raw" / "alpha.txt").read_text(encoding="utf-8"):
        return set()
    correct(root)
    return {"corrections/alpha.yaml#fewer"}


EDITS: dict[str, tuple[Callable[[Path, Any], set[str]], st.SearchStrategy[Any]]] = {
    "share": (lambda root, value: reword(root, "alpha", "3.2%", f"{value}%"), st.sampled_from([0.5, 3.2, 3.4, 3.5, 3.6, 9.9])),
    "number": (lambda root, value: reword(root, "beta", "5000家", f"{value}家"), st.sampled_from([499, 501, 5000, 6000])),
    "clause": (lambda root, _: reword(root, "gamma", "，高新技术企业新增230家", ""), st.none()),
    "line": (lambda root, name: reword(root, name, "\n\n", "\n\n本文件经会议通过。\n\n"), st.sampled_from(["alpha", "beta"])),
    "year": (lambda root, value: reword(root, "gamma", "到2023年", f"到{value}年"), st.sampled_from([2022, 2023, 2024])),
    "end": (lambda root, year: end(root, "beta", year), st.sampled_from([2024, 2025, 2026])),
    "add": (add_omega, st.sampled_from([1.5, 3.5, 3.9])),
    "factor": (scale, st.sampled_from([1000, 10000, 100000])),
    "turn": (turn, st.none()),
    "forget": (forget, st.sampled_from(["新增", "超过"])),
    "population": (count_again, st.sampled_from([1, 2])),
    "correction": (decide, st.none()),
    "remove": (remove, st.sampled_from(["beta", "gamma"])),
}
"""What a user can do, in the order in which it is done: the text before what is decided about it, documents last."""


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    root = write_project(tmp_path_factory.mktemp("every"))
    shutil.copytree(ROOT / "data" / "reference", root / "data" / "reference")
    return build(root)


def rows_of(ds: Dataset, what: str) -> dict[str, tuple[Any, ...]]:
    """Return the rows of a table by their identifiers, as texts."""
    table, identifier = TABLES[what]
    frame = getattr(ds, table)
    return dict(zip(frame[identifier], frame.astype(str).itertuples(index=False, name=None), strict=True))


def sentences(ds: Dataset, observation: str) -> list[tuple[str, ...]]:
    ids = str(next(row["mention_ids"] for row in ds.rows if row["observation_id"] == observation)).split()
    return sorted((m["source_id"], m["text"], m["quote"]) for m in map(ds.mention, ids))


def check(before: Dataset, after: Dataset, edited: set[str]) -> None:
    """Hold what is told against the tables themselves."""
    told = cp.changes(before, after)
    for what in TABLES:
        old, new = rows_of(before, what), rows_of(after, what)
        rows = told[told["what"] == what]
        pairs = list(zip(rows["before_id"], rows["after_id"], strict=True))
        for ids, own, other in (([p[0] for p in pairs], old, new), ([p[1] for p in pairs], new, old)):
            named = Counter(i for i in ids if isinstance(i, str))
            assert {i: n for i, n in named.items() if n > 1} == {}, what
            assert {i for i in own if own[i] != other.get(i)} - set(named) == set(), what
        for left, right in pairs:
            if left == right and old[left] == new[right]:
                assert what == "observation", (what, left)
                assert sentences(before, left) != sentences(after, right), left
    for row in told.to_dict("records"):
        roots = {name for name in str(row["causes"] or "").split() if "#" in name}
        roots = {"reference" if name.startswith("reference#") else name for name in roots}
        assert roots <= edited, (row["what"], row["moved"], row["item_en"], row["why_en"])
        assert row["is_explained"] or len(edited) > 1, (row["what"], row["moved"], row["item_en"], row["why_en"])
        assert roots or not row["is_explained"], (row["what"], row["moved"], row["item_en"], row["why_en"])
    assert edited or told.empty


def project(before: Dataset, edits: dict[str, Any], folder: str) -> tuple[Dataset, set[str]]:
    """Copy the project, do what a user does, and build it; return it with the inputs that are not what they were."""
    root = Path(shutil.copytree(before.root, Path(folder) / "after"))
    edited: set[str] = set()
    for name, (edit, _) in EDITS.items():
        if name in edits:
            edited |= edit(root, edits[name])
    return build(root), edited


def drawn() -> st.SearchStrategy[dict[str, Any]]:
    """Return one to three edits, each with what is written."""
    names = st.sets(st.sampled_from(list(EDITS)), min_size=1, max_size=3)
    return names.flatmap(lambda chosen: st.fixed_dictionaries({name: EDITS[name][1] for name in sorted(chosen)}))


@pytest.mark.slow
@settings(max_examples=15)
@given(edits=drawn())
def test_every_figure_that_differs_is_told_once_with_a_reason_that_was_touched(before: Dataset, edits: dict[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        after, edited = project(before, edits, folder)
        check(before, after, edited)
