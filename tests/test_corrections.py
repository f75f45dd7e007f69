"""A person's decisions about mentions: what each does, and the guards that stop it when the document or the rules change."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from compare import DataError, load
from compare.dataset import to_rows
from compare.harmonise import Correction, apply_corrections, read_corrections

MINIATURE = Path(__file__).parent / "miniature"
DS = load(MINIATURE)
SOURCE = DS.sources["qingchuan_2022"]
TEXT = (MINIATURE / SOURCE.file).read_bytes().decode()
MENTIONS = DS.mentions[DS.mentions["source_id"] == SOURCE.id]
START = TEXT.index("提高到3.2") + 3


def correction(action: str, start: int = START, text: str = "3.2", **changes: Any) -> Correction:
    given = {
        "id": "c1",
        "sha256": SOURCE.sha256,
        "char_start": start,
        "char_end": start + len(text),
        "text": text,
        "action": action,
    }
    given |= {"reason": "the sentence says so", "date": "2026-01-01", "file": f"corrections/{SOURCE.id}.yaml"}
    values: dict[str, Any] = given | changes
    return Correction(**values)


def apply(*corrections: Correction, mentions: pd.DataFrame = MENTIONS) -> pd.DataFrame:
    return apply_corrections(mentions, corrections, text=TEXT, sha256=SOURCE.sha256, codelists=DS.codelists)


def at(frame: pd.DataFrame, start: int) -> list[dict[str, Any]]:
    return to_rows(frame[frame["char_start"] == start])


def problem(*corrections: Correction) -> str:
    with pytest.raises(DataError) as caught:
        apply(*corrections)
    first, *lines = str(caught.value).splitlines()
    assert first == "corrections no longer match (read the sentence again, then mend or remove the entry):"
    return "\n".join(line.removeprefix("  corrections/qingchuan_2022.yaml: entry 'c1': ") for line in lines)


def test_without_corrections_only_order_and_ids_are_set() -> None:
    shuffled = MENTIONS.sample(frac=1, random_state=1).assign(mention_id=None)
    pd.testing.assert_frame_equal(apply(mentions=shuffled), MENTIONS.reset_index(drop=True))


def test_accept() -> None:
    (row,) = at(apply(correction("accept", expect={"value": 3.2, "unit": "%"})), START)
    assert (row["value"], row["rule_id"], row["confidence"]) == (3.2, "correction:c1", 1.0)


def test_reject_keeps_the_number_in_the_ledger() -> None:
    frame = apply(correction("reject"))
    (row,) = at(frame, START)
    assert (row["disposition"], row["reason"], row["value"], row["indicator"]) == ("other", "the sentence says so", None, None)
    assert (row["text"], len(frame)) == ("3.2", len(MENTIONS))


def test_edit_changes_only_what_is_set() -> None:
    (row,) = at(apply(correction("edit", set={"comparator": ">=", "time_period": 2024})), START)
    assert (row["comparator"], row["time_period"], row["value"], row["indicator"]) == (">=", 2024, 3.2, "rd_gdp_ratio")


def test_add_on_a_span_without_a_mention() -> None:
    start = TEXT.index("行动计划")
    values = {
        "indicator": "incubators",
        "value": 1.0,
        "unit": "个",
        "kind": "flow",
        "value_type": "target",
        "ref_area": "XX-11",
    }
    frame = apply(correction("add", start, "行动", set=values))
    (row,) = at(frame, start)
    assert (row["source_id"], row["disposition"], row["value"]) == (SOURCE.id, "indicator", 1.0)
    assert row["quote"] == TEXT[row["quote_start"] : row["quote_end"]] == "青川区创新行动计划（2022—2025年）"
    assert row["mention_id"].endswith("-1")


def test_add_a_second_indicator_on_one_number_and_then_choose_it() -> None:
    values = {
        "indicator": "rd_revenue_ratio",
        "value": 3.2,
        "unit": "%",
        "kind": "ratio",
        "value_type": "target",
        "ref_area": "XX-11",
    }
    frame = apply(correction("add", set=values))
    assert [row["mention_id"][-2:] for row in at(frame, START)] == ["-1", "-2"]
    again = apply(correction("reject", record=2, expect={"indicator": "rd_revenue_ratio"}), mentions=frame)
    assert [row["disposition"] for row in at(again, START)] == ["indicator", "other"]
    with pytest.raises(DataError, match="2 mentions at .* 'record' must say which, found 0"):
        apply(correction("reject"), mentions=frame)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (correction("accept", sha256="0" * 64), f"sha256 of the document is {SOURCE.sha256}, expected {'0' * 64}"),
        (correction("accept", text="3.3"), f"characters {START}:{START + 3} are '3.2', expected '3.3'"),
        (correction("accept", START, "3"), f"no mention at {START}:{START + 1}"),
        (correction("accept", expect={"value": 3.3}), "value is 3.2, expected 3.3"),
        (correction("edit", set={"kind": "ration"}), "unknown kind 'ration'; nearest: ratio, rank"),
        (
            correction("edit", set={"disposition": "maybe"}),
            "unknown disposition 'maybe'; expected one of: date, docref, indicator, name, ordinal, other",
        ),
        (correction("edit", set={"text": "3.3"}), "field 'text' cannot be set; it follows from the span and the correction"),
        (correction("edit", set={"time_period": "2025"}), "field 'time_period': expected a whole number, found '2025'"),
        (correction("accept", record=3), f"1 mentions at {START}:{START + 3}; 'record' must say which, found 3"),
        (correction("add", TEXT.index("2022"), "2022", set={"value": 1.0}), "the number is there as 'date'; use edit"),
    ],
)
def test_guards(wrong: Correction, message: str) -> None:
    assert problem(wrong) == message


def test_all_problems_are_listed_and_one_mention_is_touched_once() -> None:
    twice = dataclasses.replace(correction("reject"), id="c2")
    found = problem(correction("accept"), twice, correction("accept", START, "3"))
    assert f"entry 'c2': the mention at {START}:{START + 3} is already touched by correction:c1" in found
    assert f"no mention at {START}:{START + 1}" in found


def test_reading_a_file(tmp_path: Path) -> None:
    assert read_corrections(tmp_path / "none.yaml") == []
    path = tmp_path / "qingchuan_2022.yaml"
    path.write_text(
        f"- id: c1\n  sha256: {SOURCE.sha256}\n  char_start: {START}\n  char_end: {START + 3}\n  text: '3.2'\n  action: edit\n"
        "  set: {comparator: '>='}\n  expect: {value: 3.2}\n  reason: 以上 follows\n  date: '2026-01-01'\n",
        encoding="utf-8",
    )
    (read,) = read_corrections(path)
    assert read.file == str(path)
    assert at(apply(read), START)[0]["comparator"] == ">="


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("action: drop", "unknown action 'drop'; expected one of: accept, add, edit, reject"),
        ("action: edit", "field 'set' must be given for edit and add, and for these only"),
        ("action: accept\n  set: {kind: ratio}", "field 'set' must be given for edit and add, and for these only"),
        ("action: accept\n  expect: [value]", "field 'expect': expected a mapping of fields to values"),
        ("action: accept\n  expect: {valu: 1}", "expect: unknown field 'valu'; nearest: value"),
        ("action: accept\n  why: x", "unknown field 'why'"),
        ("action: add\n  set: {value: 1}\n  record: 1", "an added mention has no 'expect' and no 'record'"),
    ],
)
def test_malformed_entries(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "c.yaml"
    head = "- id: c1\n  sha256: x\n  char_start: 1\n  char_end: 2\n  text: '3'\n  reason: r\n  date: '2026-01-01'\n"
    path.write_text(f"{head}  {line}\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_corrections(path)
    assert message in str(caught.value)
    assert str(path) in str(caught.value)
