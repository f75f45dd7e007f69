"""The synthetic project of the benchmarks of scale: it loads, and the tables give what its rules say, counted independently."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pandas as pd
import pytest

import compare as cp
from compare.dataset import comparisons, like_for_like, table, to_rows
from compare.derive import benchmark
from compare.exchange import write_exchange

SIZES = [(20, 10, 5), (40, 20, 5)]


def synthetic(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("synthetic", root / "benchmarks" / "synthetic.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["synthetic"] = module  # its dataclasses look for their module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module", params=SIZES, ids=str)
def project(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, project_root: Path) -> Path:
    made = synthetic(project_root)
    folder: Path = made.write_project(tmp_path_factory.mktemp("合成 project") / "p", made.Size(*request.param))
    return folder


@pytest.fixture(scope="module")
def ds(project: Path) -> cp.Dataset:
    return cp.load(project)


def read(project: Path, name: str) -> pd.DataFrame:
    return pd.read_csv(project / "data" / "derived" / f"{name}.csv")


def finals(project: Path) -> pd.DataFrame:
    """Return what a reader of the CSV file would pick: of each area its own plan's target of the last year."""
    frame = read(project, "observations")
    owner = frame["source_id"].str.removeprefix("plan_").str.rpartition("_")[0]
    own = frame[(owner == frame["ref_area"]) & (frame["value_type"] == "target")]
    return own[own["time_period"] == 2025]


def test_there_are_as_many_observations_as_are_asked_for(ds: cp.Dataset, request: pytest.FixtureRequest) -> None:
    areas, indicators, years = request.node.callspec.params["project"]
    assert len(ds.observations) == areas * indicators * years
    assert len(ds.mentions) == len(ds.observations)


def test_rows_are_those_of_the_table_in_its_order(ds: cp.Dataset) -> None:
    assert list(ds.rows) == to_rows(ds.observations)
    chosen = ds.rows[7]
    assert any(row is chosen for row in ds.of_indicator(chosen["indicator"]))
    assert any(row is chosen for row in ds.about(chosen["ref_area"], chosen["indicator"]))


def test_a_mention_is_turned_alone_as_all_are(ds: cp.Dataset) -> None:
    assert [ds.mention(row["mention_id"]) for row in ds.stated[:50]] == list(ds.stated[:50])
    passages = [{name: row[name] for name in ("source_id", "quote", "quote_start", "quote_end")} for row in ds.stated]
    assert [ds.passage(row["mention_id"]) for row in ds.stated] == passages


def test_rows_of_a_long_table_share_the_texts_that_repeat() -> None:
    column = pd.Series([f"area {n % 3}" if n % 7 else None for n in range(2_100)], dtype="str")
    rows = to_rows(pd.DataFrame({"ref_area": column, "time_period": pd.array([2025, None] * 1_050, dtype="Int64")}))
    assert [row["ref_area"] for row in rows] == [None if pd.isna(text) else text for text in column]
    assert [row["time_period"] for row in rows] == [2025, None] * 1_050
    assert len({id(row["ref_area"]) for row in rows}) == 4
    assert len({id(row["time_period"]) for row in rows}) == 2


def test_the_table_has_the_values_of_the_last_plans(ds: cp.Dataset, project: Path) -> None:
    frame = table(ds)
    indicators = dict.fromkeys(column[0] for column in frame.columns)
    found = {(area, i): frame.loc[area, (i, "obs_value")] for i in indicators for area in frame.index}
    shown = {(area, i): (frame.loc[area, (i, "kind")], frame.loc[area, (i, "definition")]) for area, i in found}
    stated = finals(project)
    expected = {
        (row.ref_area, row.indicator): row.obs_value
        for row in stated.itertuples()
        if (row.kind, row.definition) == shown[row.ref_area, row.indicator]
    }
    assert len(expected) > len(stated) / 2
    assert {key: value for key, value in found.items() if pd.notna(value)} == expected


def test_absent_values_say_why(ds: cp.Dataset, project_root: Path) -> None:
    """Counties and indicators without relatives, where the rule by which the project was made leaves one reason only."""
    made, frame = synthetic(project_root), table(ds)
    reasons = {
        made.UNSTATED: "not_stated",
        made.IN_WORDS: "words_only",
        made.REALISED: "not_stated",
        made.OTHER_KIND: "other_kind",
    }
    areas = [area for area in ds.codelists.ref_area if area.startswith("SIM-")]
    pairs = [(n, i) for n, area in enumerate(areas) if area.startswith("SIM-D") for i in (2, 3, 7, 8)]
    expected = {(n, i): reasons[s] for n, i in pairs if (s := made.state_of(n, i)) in reasons}
    assert set(expected.values()) == set(reasons.values())
    assert {(n, i): frame.loc[areas[n], (f"sim_{i}", "absence")] for n, i in expected} == expected


def test_shared_measures_are_counted_as_pandas_counts_them(ds: cp.Dataset, project: Path) -> None:
    targets = read(project, "observations").query("value_type == 'target'")
    counts = targets.groupby(["indicator", "definition", "kind"])["ref_area"].nunique()
    found = comparisons(ds).set_index(["indicator", "definition", "kind"])["n_areas"]
    assert found.to_dict() == counts[counts > 1].to_dict()


def test_the_best_of_each_panel_is_the_greatest_or_least_that_may_lead(ds: cp.Dataset) -> None:
    frame = benchmark(ds)
    frame = frame[frame["obs_value"].notna() & (frame["obs_status"] != "U")]
    checked = 0
    for (indicator, _, kind, _), rows in frame.groupby(["indicator", "definition", "kind", "panel"]):
        sign = ds.codelists.indicator[indicator].direction if kind != "rank" else -1
        able = rows[~rows["comparator"].isin(["<=", "<"] if sign > 0 else [">=", ">"])]
        if sign and len(able) > 1 and rows["reference_value"].notna().any():
            best = able["obs_value"].max() if sign > 0 else able["obs_value"].min()
            assert set(rows["reference_value"]) == {best}
            assert able.loc[able["obs_value"] == best, "rank"].eq(1).all()
            assert (rows["gap"] == rows["obs_value"] - best).all()
            checked += 1
    assert checked > 10


def test_like_for_like_names_every_area_once_for_each_measure(ds: cp.Dataset) -> None:
    frame = like_for_like(ds, "sim_0")
    assert not frame.duplicated(["ref_area", "indicator", "definition", "kind"]).any()
    assert set(frame["ref_area"]) == {source.ref_area for source in ds.sources.values()}


def test_the_whole_long_data_come_back_from_csv(ds: cp.Dataset, tmp_path: Path) -> None:
    frame = pd.read_csv(write_exchange(ds, tmp_path / "all.csv", table="observations"), encoding="utf-8-sig")
    assert frame["obs_value"].tolist() == ds.observations["obs_value"].tolist()
    assert frame["observation_id"].tolist() == ds.observations["observation_id"].tolist()


def test_a_number_cell_that_says_nan_is_named(project: Path, tmp_path: Path) -> None:
    path = tmp_path / "observations.csv"
    path.write_text("observation_id,obs_value\no1,nan\n", encoding="utf-8")
    with pytest.raises(cp.DataError, match="line 2: obs_value is 'nan'; expected a number"):
        cp.dataset.read_table(path, "observations")
