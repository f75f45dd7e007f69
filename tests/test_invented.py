"""Plans that no rule was written for at first: what is found in them, counted as `tests/invented/README.md` says."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from compare.documents import read_document
from compare.extract import extract_document, load_reader

ROOT = Path(__file__).parents[1]
PLANS = sorted(p for p in (ROOT / "tests" / "invented").glob("*.txt") if p.with_suffix(".jsonl").exists())
FIELDS = ("comparator", "kind", "time_period", "value_type", "ref_area", "indicator")
SAME_UNIT = [{"家", "个"}, {"人", "名"}, {"个", "项"}, {"个", "件"}, {"次", "场"}]
Record = Mapping[str, Any]


@pytest.fixture(scope="module")
def counts() -> dict[str, int]:
    """Count annotations, those found (span, value, unit), those found with every field, and rows on no annotation."""
    reader = load_reader(ROOT)
    total = dict.fromkeys(("asked", "found", "right", "stated", "false"), 0)
    for plan in PLANS:
        gold = [json.loads(line) for line in plan.with_suffix(".jsonl").read_text(encoding="utf-8").splitlines()]
        ledger = extract_document(read_document(plan, plan.stem), reader).query("disposition == 'indicator'")
        rows = ledger.astype(object).where(ledger.notna(), None).to_dict("records")
        free = list(rows)
        for record in (g for g in gold if not g.get("optional")):
            total["asked"] += 1
            same = [r for r in free if _is_same(r, record)]
            if same:
                best = max(same, key=lambda r: sum(_agrees(r, record, f) for f in FIELDS))
                free.remove(best)
                total["found"] += 1
                total["right"] += all(_agrees(best, record, f) for f in FIELDS)
        total["stated"] += len(rows)
        total["false"] += sum(not any(_overlap(r, g) for g in gold) for r in rows)
    return total


def _overlap(a: Record, b: Record) -> bool:
    return bool(a["char_start"] < b["char_end"] and b["char_start"] < a["char_end"])


def _is_same(row: Record, record: Record) -> bool:
    is_unit = record.get("unit") in (None, row["unit"]) or {row["unit"], record["unit"]} in SAME_UNIT
    return _overlap(row, record) and is_unit and row["value"] == pytest.approx(record["value"])


def _agrees(row: Record, record: Record, field: str) -> bool:
    return record.get(field) is None or row[field] == record[field]


def test_mentions_are_found(counts: dict[str, int]) -> None:
    print(counts)  # noqa: T201  the figures themselves
    assert counts["asked"] == 251
    assert counts["found"] / counts["asked"] >= 0.97


def test_what_is_found_is_right_in_every_field(counts: dict[str, int]) -> None:
    assert counts["right"] / counts["asked"] >= 0.9


def test_little_is_found_where_nothing_is_stated(counts: dict[str, int]) -> None:
    assert counts["false"] / counts["stated"] <= 0.02
