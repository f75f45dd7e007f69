"""The column contracts, and the identifiers of mentions."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.errors import DataError, UnknownNameError
from compare.schema import MENTIONS, OBSERVATION_KEY, OBSERVATIONS, TABLES, assign_mention_ids, conform


@pytest.mark.parametrize("name", sorted(TABLES))
def test_an_empty_frame_conforms(name: str) -> None:
    table = conform(pd.DataFrame(), name)
    assert dict(table.dtypes.astype(str)) == dict(TABLES[name])
    assert len(table) == 0


def test_columns_are_ordered_filled_and_typed() -> None:
    given_frame = pd.DataFrame({"obs_value": [1, None], "time_period": [2025.0, None], "source_id": ["a", None]}, index=[7, 9])
    table = conform(given_frame, "observations")
    assert list(table.columns) == list(OBSERVATIONS)
    assert table.index.tolist() == [0, 1]
    assert table["time_period"].tolist() == [2025, pd.NA]
    assert table["source_id"].isna().tolist() == [False, True]
    assert list(given_frame.columns) == ["obs_value", "time_period", "source_id"], "the argument is left as it was"


def test_all_problems_are_reported_together() -> None:
    frame = pd.DataFrame({"region": ["a"], "time_period": ["soon"], "obs_value": ["much"]})
    with pytest.raises(DataError) as caught:
        conform(frame, "observations")
    message = str(caught.value)
    assert message.startswith("table 'observations' does not keep its contract:")
    assert "column 'region' is not of the table" in message
    assert "column 'time_period' is not Int64" in message
    assert "column 'obs_value' is not float64" in message


def test_a_year_with_a_fraction_is_refused() -> None:
    with pytest.raises(DataError, match="column 'time_period' is not Int64"):
        conform(pd.DataFrame({"time_period": [2025.5]}), "observations")


def test_an_unknown_table_names_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="unknown table 'mention'; nearest: mentions"):
        conform(pd.DataFrame(), "mention")


def test_the_key_is_of_the_table() -> None:
    assert set(OBSERVATION_KEY) <= set(OBSERVATIONS)


@given(st.lists(st.tuples(st.sampled_from(["a", "b"]), st.integers(0, 9), st.integers(0, 9)), max_size=8))
def test_ids_are_unique_and_no_spreadsheet_takes_them_for_numbers(spans: list[tuple[str, int, int]]) -> None:
    frame = conform(pd.DataFrame(spans, columns=["source_id", "char_start", "char_end"]), "mentions")
    table = conform(assign_mention_ids(frame), "mentions")
    assert table["mention_id"].is_unique
    assert table["mention_id"].str.fullmatch(r"m[0-9a-f]{10}-[0-9]+").all()
    assert list(table.columns) == list(MENTIONS)


def test_the_id_depends_on_the_span_alone() -> None:
    frame = conform(
        pd.DataFrame({"source_id": ["a", "a"], "char_start": [5, 1], "char_end": [6, 2], "value": [1.0, 2.0]}), "mentions"
    )
    table = assign_mention_ids(frame)
    again = assign_mention_ids(frame.iloc[::-1].assign(value=9.0))
    assert table["char_start"].tolist() == [1, 5]
    assert table["mention_id"].tolist() == again["mention_id"].tolist()
