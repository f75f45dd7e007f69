"""Derived figures by column against the same rules said plainly, row by row, on invented observations."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import compare as cp
from compare.comparability import AMOUNTS, ancestors, is_panelled
from compare.dataset import Dataset, Measure, denominator_of, figures_of, load, own_baseline, own_baselines, to_rows
from compare.dataset.baselines import figure_before
from compare.derive import derive
from compare.schema import conform

Row = dict[str, Any]
UNITS = {"growth": "%", "multiple": "倍", "change_pp": "百分点", "rank": "位"}


@pytest.fixture(scope="module")
def miniature() -> Dataset:
    return load(Path(__file__).parent / "miniature")


def invented(ds: Dataset, chance: random.Random) -> Dataset:
    """Return a data set with observations that agree on nothing but the codes."""
    mention, sources = ds.stated[0]["mention_id"], chance.sample(list(ds.sources), 2)
    areas, chosen = chance.sample(list(ds.codelists.ref_area), 4), chance.sample(list(ds.codelists.indicator.values()), 3)
    rows = []
    for n in range(chance.randint(1, 120)):
        entry = chance.choice(chosen)
        kind = chance.choice([entry.kind, entry.kind, "level", "flow", "annual", "multiple"])
        year, status = chance.randint(2019, 2026), chance.choice(["A"] * 9 + ["E", "F", "U", "M"])
        row: Row = {"observation_id": f"o{n}", "source_id": chance.choice(sources), "ref_area": chance.choice(areas)}
        row |= {"indicator": entry.id, "definition": entry.usual_definition, "time_period": chance.choice([year, 2025])}
        row |= {"kind": kind, "value_type": chance.choice(["target", "target", "baseline", "actual"])}
        row |= {
            "bound": chance.choice(["point", "point", "lower", "upper"]),
            "obs_value": chance.choice([0.0, 0.5, 2.0, 36.5, 800.0]),
        }
        row |= {"unit_measure": UNITS.get(kind, entry.unit), "comparator": chance.choice(["=", ">=", "<", "~"])}
        row |= {"period_start": chance.choice([None, 2021, 2022]), "base_period": chance.choice([None, "2020"])}
        rows.append(row | {"obs_status": status, "mention_ids": mention})
    return replace(ds, observations=conform(pd.DataFrame(rows), "observations"))


def usable(ds: Dataset) -> list[Row]:
    return [row for row in ds.rows if row["obs_value"] is not None and row["obs_status"] not in {"U", "M", "O"}]


def per_denominator(ds: Dataset) -> Iterator[tuple[Row, Row]]:
    """An amount over the size of its area, where its unit has a form per head (the miniature knows no quotients)."""
    for row in usable(ds):
        for per in ds.codelists.denominator.values():
            is_known = f"{row['unit_measure']}_{per.id}" in ds.codelists.unit_measure
            if row["kind"] in AMOUNTS and is_known and row["indicator"] != per.indicator:
                figure = denominator_of(ds, row["ref_area"], per.id)
                if figure is not None:
                    yield row, figure


def shares(ds: Dataset) -> Iterator[tuple[Row, Row]]:
    """An amount over the same of the nearest area around: what the area's own document says, then the one issued last."""

    def rank(row: Row) -> tuple[bool, list[int], str]:
        source = ds.sources[row["source_id"]]
        return source.ref_area != row["ref_area"], [-ord(c) for c in source.issued], row["observation_id"]

    said: dict[tuple[str, ...], dict[str, Row]] = {}
    for row in sorted(usable(ds), key=rank):
        if is_panelled(row["kind"], row["unit_measure"], ds.codelists):
            key = tuple(
                str(row[n]) for n in ("indicator", "definition", "kind", "unit_measure", "value_type", "bound", "time_period")
            )
            said.setdefault(key, {}).setdefault(row["ref_area"], row)
    for rows in said.values():
        for row in rows.values():
            whole = next((rows[area] for area in ancestors(row["ref_area"], ds.codelists) if area in rows), None)
            if whole is not None and whole["obs_value"] > 0:
                yield row, whole


def paces(ds: Dataset) -> Iterator[tuple[str, ...]]:
    """From the document's own baseline, else a figure of before the plan, else what a multiple beside the target implies."""
    rows = [r for r in usable(ds) if r["kind"] != "annual" or r["period_start"] in {None, r["time_period"]}]
    for own in _by_statement(rows):
        targets = [row for row in own if row["value_type"] == "target"]
        if not targets or own[0]["kind"] not in {"level", "annual", "ratio", "rank"}:
            continue
        last = max(row["time_period"] for row in targets)
        for row in (row for row in targets if row["time_period"] == last):
            start = own_baseline(own) or _figure(ds, row)
            if start is not None and start["time_period"] < last:
                yield row["observation_id"], start.get("observation_id") or start["reference_id"]
    for row in usable(ds):
        if row["kind"] == "flow" and row["value_type"] == "target" and (row["period_start"] or 9999) <= row["time_period"]:
            yield (row["observation_id"],)


def _by_statement(rows: list[Row]) -> Iterator[list[Row]]:
    def statement(row: Row) -> str:
        return str((row["source_id"], row["ref_area"], Measure.of(row)))

    return (list(same) for _, same in groupby(sorted(rows, key=statement), statement))


def _figure(ds: Dataset, row: Row) -> Row | None:
    entry = ds.codelists.indicator[row["indicator"]]
    found = figures_of(ds, row["ref_area"], entry.id, definition=row["definition"], unit=row["unit_measure"])
    same = [figure for figure in found if figure["definition"] == row["definition"]]
    return figure_before(same, ds.sources[row["source_id"]].period_start) if row["kind"] == entry.kind else None


def implied(ds: Dataset) -> Iterator[tuple[str, str, str]]:
    """A level that a flow adds to, the latest; a target over a multiple of the same document and year."""
    statement = ("source_id", "ref_area", "indicator", "definition")
    for row in (row for row in usable(ds) if row["value_type"] == "target"):
        same = [other for other in usable(ds) if all(other[n] == row[n] for n in statement)]
        if row["kind"] == "flow" and row["period_start"] is not None:
            levels = [x for x in same if x["kind"] == "level" and x["value_type"] != "target" and x["bound"] == "point"]
            levels = [x for x in levels if x["unit_measure"] == row["unit_measure"]]
            levels = [x for x in levels if row["period_start"] - 1 <= x["time_period"] < row["time_period"]]
            for level in sorted(levels, key=lambda x: (x["time_period"], x["observation_id"]))[-1:]:
                yield "implied_level", level["observation_id"], row["observation_id"]
        elif row["kind"] in {"level", "annual", "ratio"}:
            beside = [
                x for x in same if (x["kind"], x["value_type"], x["time_period"]) == ("multiple", "target", row["time_period"])
            ]
            for multiple in (x for x in beside if x["obs_value"] > 0):
                start = int(multiple["base_period"] or ds.sources[row["source_id"]].period_start - 1)
                if start < row["time_period"]:
                    yield "implied_baseline", row["observation_id"], multiple["observation_id"]


def inputs(frame: pd.DataFrame, transformation: str) -> list[str]:
    return sorted(frame.loc[frame["transformation"] == transformation, "input_ids"])


@settings(max_examples=5)
@given(st.randoms(use_true_random=False))
def test_columns_give_what_the_rules_say_of_each_row(miniature: Dataset, chance: random.Random) -> None:
    ds = invented(miniature, chance)
    frame = derive(ds)
    divided = [f"{row['observation_id']} {figure['reference_id']}" for row, figure in per_denominator(ds)]
    assert inputs(frame, "per_denominator") == sorted(divided)
    stated = frame[frame["source_id"].notna()]
    assert inputs(stated, "share_of_parent") == sorted(f"{a['observation_id']} {b['observation_id']}" for a, b in shares(ds))
    for name in ("implied_level", "implied_baseline"):
        assert inputs(frame, name) == sorted(f"{a} {b}" for code, a, b in implied(ds) if code == name)
    by_multiple = set(frame.loc[frame["transformation"] == "implied_baseline", "derived_id"])
    steps = [ids for ids in inputs(frame, "pace") if ids.split(" ")[-1] not in by_multiple]
    assert steps == sorted(map(" ".join, paces(ds)))
    assert frame["derived_id"].is_unique


@pytest.mark.slow
@settings(max_examples=15)
@given(st.randoms(use_true_random=False), st.sampled_from(["best", "median", "parent"]))
def test_gaps_are_those_of_the_comparison(miniature: Dataset, chance: random.Random, reference: str) -> None:
    ds = invented(miniature, chance)
    unusable = set(ds.observations.loc[ds.observations["obs_status"].isin(["U", "M", "O"]), "observation_id"])
    expected = {
        row["observation_id"]: (row["reference_area"], row["gap_comparator"])
        for row in to_rows(cp.benchmark(ds, reference=reference))
        if row["gap"] is not None and row["reference_area"] != row["ref_area"] and row["observation_id"] not in unusable
    }
    found = to_rows(derive(ds).query("transformation == @name", local_dict={"name": f"gap_to_{reference}"}))
    gaps = {row["input_ids"].split(" ")[0]: (row["reference_area"], row["comparator"]) for row in found}
    weak = {code: row for code, row in expected.items() if code not in gaps}
    assert gaps == {code: row for code, row in expected.items() if code in gaps}
    assert all(_rests_on_unusable(ds, code, row[0]) for code, row in weak.items())


def _rests_on_unusable(ds: Dataset, code: str, area: str | None) -> bool:
    """Say whether a value is held against one without a firm status, which gives no derived figure."""
    own = ds.observation(code)
    assert own is not None
    others = [r for r in ds.rows if Measure.of(r) == Measure.of(own) and r["ref_area"] == (area or r["ref_area"])]
    return any(row["obs_status"] in {"U", "M", "O"} for row in others)


@settings(max_examples=25)
@given(st.randoms(use_true_random=False))
def test_baselines_of_many_statements_are_those_of_each(miniature: Dataset, chance: random.Random) -> None:
    groups = list(_by_statement(usable(invented(miniature, chance))))
    numbered = [row | {"statement": n} for n, rows in enumerate(groups) for row in rows]
    found = own_baselines(conform_with(numbered), "statement")
    aimed = {n: rows for n, rows in enumerate(groups) if any(row["value_type"] == "target" for row in rows)}
    expected = {n: start["observation_id"] for n, rows in aimed.items() if (start := own_baseline(rows)) is not None}
    assert dict(zip(found["statement"], found["observation_id"], strict=True)) == expected


def conform_with(rows: list[Row]) -> pd.DataFrame:
    """Return observations as a table, with the column that numbers their statements."""
    frame = pd.DataFrame(rows, columns=[*conform(pd.DataFrame(), "observations").columns, "statement"])
    return conform(frame.drop(columns="statement"), "observations").assign(statement=frame["statement"].astype("int64"))
