"""The pipeline: what is committed is what a build gives, byte for byte, and bad inputs build nothing."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

import compare as cp
from compare.dataset import BUILT
from compare.errors import DataError
from compare.pipeline import build, check_inputs

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
TABLES = (*(f"{name}.csv" for name in BUILT), "manifest.json")
COMPARED = ["value", "unit", "comparator", "kind", "time_period", "value_type", "ref_area", "indicator"]
SAME_UNIT = [{"家", "个"}, {"人", "名"}, {"个", "项"}, {"个", "件"}, {"次", "场"}]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    return tmp_path


def _digests(root: Path) -> dict[str, str]:
    return {name: hashlib.sha256((root / "data" / "derived" / name).read_bytes()).hexdigest() for name in TABLES}


def test_the_committed_tables_are_what_a_build_gives_twice(project: Path) -> None:
    committed = _digests(ROOT)
    for name in TABLES:
        (project / "data" / "derived" / name).unlink()
    build(project)
    assert _digests(project) == committed
    build(project)
    assert _digests(project) == committed


def test_a_build_gives_an_account(project: Path) -> None:
    lines: list[str] = []
    ds = build(project, echo=lines.append)
    assert [line.split(":")[0] for line in lines[: len(ds.sources)]] == list(ds.sources)
    assert lines[-1] == "difference: 0 new, 0 gone, 0 values moved"


def test_the_shipped_mentions_quote_the_stored_text() -> None:
    ds = cp.load(ROOT)
    texts = {s.id: (ROOT / s.file).read_bytes().decode("utf-8-sig") for s in ds.sources.values()}
    for row in ds.mentions.itertuples():
        assert row.text == texts[row.source_id][row.char_start : row.char_end]
        assert row.quote == texts[row.source_id][row.quote_start : row.quote_end]


@pytest.mark.skipif(not SHARED.exists(), reason="the annotated documents (../shared/evaluation) are not here")
@pytest.mark.parametrize("source_id", sorted(cp.load(ROOT).sources))
def test_the_shipped_mentions_agree_with_the_annotations(source_id: str) -> None:
    lines = (SHARED / "evaluation" / "gold" / f"{source_id}.jsonl").read_text(encoding="utf-8").splitlines()
    gold = [r for r in map(json.loads, lines) if r["disposition"] == "indicator"]
    mentions = cp.load(ROOT).mentions.query("source_id == @source_id and disposition == 'indicator'")
    found = mentions.astype(object).where(mentions.notna(), None).to_dict("records")

    def key(row: dict[str, object]) -> tuple[object, ...]:
        return (row["char_start"], row["char_end"], *(row[name] for name in COMPARED if name != "unit"))

    units = {key(row): row["unit"] for row in found}
    asked = {key(r): r["unit"] for r in gold if not r.get("optional")}
    assert len(found) == len(units)
    assert asked.keys() - units.keys() == set()
    assert units.keys() - {key(r) for r in gold} == set()
    assert all(units[k] == unit or {units[k], unit} in SAME_UNIT for k, unit in asked.items())


def test_a_missing_and_an_altered_document_are_named_together_and_nothing_is_built(project: Path) -> None:
    (project / "data" / "raw" / "yixing_2023.txt").unlink()
    with (project / "data" / "raw" / "changzhou_2021.txt").open("ab") as file:
        file.write(b"1")
    before = _digests(project)
    with pytest.raises(DataError) as error:
        build(project)
    assert "yixing_2023: data/raw/yixing_2023.txt is missing" in str(error.value)
    assert "changzhou_2021: data/raw/changzhou_2021.txt has been altered: sha256" in str(error.value)
    assert _digests(project) == before


def test_a_correction_whose_sentence_has_changed_stops_the_build(project: Path) -> None:
    path = project / "data" / "corrections" / "changzhou_2021.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace('text: "100"', 'text: "101"'), encoding="utf-8")
    with pytest.raises(DataError, match="characters 1913:1916 are '100', expected '101'"):
        build(project)


def test_tables_that_are_older_than_their_inputs_are_noticed(project: Path) -> None:
    check_inputs(project)
    with (project / "data" / "lexicons" / "words.yaml").open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    with pytest.raises(DataError, match=r"data/lexicons/words\.yaml: has changed"):
        check_inputs(project)


def test_a_table_edited_by_hand_is_noticed(project: Path) -> None:
    path = project / "data" / "derived" / "observations.csv"
    path.write_bytes(path.read_bytes().replace(b"3.5", b"3.6"))
    with pytest.raises(DataError, match=r"data/derived/observations\.csv: has changed"):
        check_inputs(project)


def test_the_order_of_the_documents_does_not_matter(project: Path) -> None:
    path = project / "data" / "sources.yaml"
    head, *entries = path.read_text(encoding="utf-8").split("\n- id: ")
    path.write_text("\n- id: ".join([head, *reversed(entries)]) + "\n", encoding="utf-8")
    pd.testing.assert_frame_equal(build(project).observations, cp.load(ROOT).observations)


def test_files_of_the_system_and_of_excel_do_not_matter(project: Path) -> None:
    for name in ("raw/.DS_Store", "codelists/Thumbs.db", "codelists/~$divisions.csv", "derived/notes.csv"):
        (project / "data" / name).write_bytes(b"\x00")
    check_inputs(project)


@pytest.mark.parametrize("text", ["{", "{}", "[]"])
def test_a_broken_manifest_asks_for_a_build(project: Path, text: str) -> None:
    (project / "data" / "derived" / "manifest.json").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"manifest\.json: cannot be read .*run: region-compare build"):
        check_inputs(project)
