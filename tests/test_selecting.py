"""What belongs to a selection: rows of each table, in the order that readers meet."""

from __future__ import annotations

from pathlib import Path

import pytest

from compare.dataset import check_reference, load, select, source_note, split_names, whole_file
from compare.errors import UnknownNameError, UsageError

ROOT = Path(__file__).parents[1]
DS = load(ROOT)


def test_without_names_everything_is_chosen() -> None:
    chosen = select(DS)
    assert chosen.is_everything
    assert [len(f) for f in (chosen.observations(), chosen.derived(), chosen.findings(), chosen.actions())] == [
        len(f) for f in (DS.observations, DS.derived, DS.findings, DS.actions)
    ]
    assert set(chosen.mentions()["disposition"]) == {"indicator"}
    assert chosen.documents() == list(DS.sources)
    assert chosen.measures()["n_areas"].min() == chosen.least == 2


def test_names_of_both_languages_limit_every_table() -> None:
    chosen = select(DS, indicators=["高新技术企业数"], regions=["Tianning District", "CN-320400"])
    assert (chosen.indicators, chosen.areas) == (("hightech_enterprises",), ("CN-320402", "CN-320400"))
    for frame in (chosen.observations(), chosen.derived()):
        assert set(frame["indicator"]) == {"hightech_enterprises"}
        assert set(frame["ref_area"]) <= {"CN-320402", "CN-320400"}
    assert chosen.documents() == ["tianning_2022", "changzhou_2021"]
    behind = {m for ids in chosen.observations()["mention_ids"] for m in ids.split()}
    assert behind <= set(chosen.mentions()["mention_id"])
    with pytest.raises(UnknownNameError, match="unknown region '天宁趣'"):
        select(DS, regions=["天宁趣"])


def test_findings_are_the_gravest_first_and_quotes_of_instruments_the_most_telling() -> None:
    severities = [list(DS.codelists.severity).index(s) for s in select(DS).findings()["severity"]]
    assert severities == sorted(severities)
    actions = select(DS, regions=["宜兴市", "天宁区"]).actions()
    assert list(dict.fromkeys(actions["instrument"])) == [i for i in DS.codelists.instrument if i in set(actions["instrument"])]
    first = actions[actions["instrument"] == actions["instrument"].iloc[0]]
    assert list(dict.fromkeys(first["source_id"])) == ["yixing_2023", "tianning_2022"]
    assert all(group["score"].is_monotonic_decreasing for _, group in actions.groupby(["instrument", "source_id"]))


def test_an_area_that_states_nothing_compared_is_no_reference() -> None:
    measures = select(DS).measures()
    for name in ("best", "median", "parent", "天宁区"):
        check_reference(DS, name, measures)
    with pytest.raises(
        UsageError, match="reference='宜兴市': CN-320282 states none of the measures compared; these areas do: "
    ):
        check_reference(DS, "宜兴市", measures)


def test_names_are_split_at_chinese_and_english_commas() -> None:
    assert split_names(" 天宁区，常州市、CN-330483,天宁区,, ") == ["天宁区", "常州市", "CN-330483"]
    assert split_names("") == []


def test_a_note_is_told_in_its_language() -> None:
    for source in DS.sources.values():
        zh, en = source_note(source, "zh"), source_note(source, "en")
        assert zh.endswith("。")
        assert en.endswith(".")
        assert source.note == f"{zh} {en}"


def test_a_file_appears_when_all_went_well_only(tmp_path: Path) -> None:
    target = tmp_path / "made" / "a.bin"

    def fail() -> None:
        with whole_file(target) as draft:
            draft.write_bytes(b"half")
            raise ValueError("half")

    with pytest.raises(ValueError, match="half"):
        fail()
    assert list(target.parent.iterdir()) == []
    with whole_file(target) as draft:
        draft.write_bytes(b"whole")
        assert not target.exists()
    assert target.read_bytes() == b"whole"
