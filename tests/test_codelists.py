"""Codelists refuse what would hang or break a build, with file and entry."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from compare.codelists import load_codelists, possible_dimensions, read_divisions
from compare.errors import DataError
from compare.lexicons import load_lexicons
from compare.records import read_yaml

ROOT = Path(__file__).parents[1]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "data" / "codelists", tmp_path / "codelists"))


def _change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_areas_that_contain_themselves_are_named(folder: Path) -> None:
    _change(folder / "ref_area.yaml", "level: province\n  parent: CN-100000", "level: province\n  parent: CN-320400")
    with pytest.raises(DataError, match=r"CN-320000: its parents lead back to CN-320000"):
        load_codelists(folder)


def test_definitions_must_be_a_list(folder: Path) -> None:
    _change(folder / "indicator.yaml", "definitions: []", "definitions: 3")
    with pytest.raises(DataError, match=r"field 'definitions': expected a list of entries, found 3"):
        load_codelists(folder)


def test_a_key_that_is_no_text_is_an_error_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("- {[a, b]: 1}", encoding="utf-8")
    with pytest.raises(DataError, match=r"a\.yaml: not valid YAML: .*is not a text"):
        read_yaml(path)


def test_a_missing_word_list_is_named(tmp_path: Path) -> None:
    lexicons = Path(shutil.copytree(ROOT / "data" / "lexicons", tmp_path / "lexicons"))
    _change(lexicons / "words.yaml", "- id: stock", "- id: stocks")
    with pytest.raises(DataError, match=r"words\.yaml:\n  the list 'stock' is missing"):
        load_lexicons(lexicons, load_codelists(ROOT / "data" / "codelists").indicator)


def test_divisions_have_codes_of_six_digits(tmp_path: Path) -> None:
    path = tmp_path / "divisions.csv"
    path.write_text("code,name_zh\n32040,常州市\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"row 2: '32040', '常州市'"):
        read_divisions(path)
    path.write_text("code,name\n320400,常州市\n", encoding="utf-8")
    with pytest.raises(DataError, match="column 'name_zh' is missing"):
        read_divisions(path)


def test_a_ratio_per_head_may_be_printed_in_the_unit_of_its_numerator() -> None:
    codelists = load_codelists(ROOT / "data" / "codelists")
    assert possible_dimensions("invention_patents_per_10k", "ratio", codelists) == {"ratio_per_10k", "count"}
    assert possible_dimensions("invention_patents_per_10k", "growth", codelists) == {"percent", "permille", "multiple"}


def test_areas_have_the_names_that_the_divisions_have_under_their_codes() -> None:
    names = {d.id: d.name_zh for d in read_divisions(ROOT / "data" / "codelists" / "divisions.csv")}
    areas = load_codelists(ROOT / "data" / "codelists").ref_area
    divisions = {a.id: a.name_zh for a in areas.values() if a.level not in ("zone", "group", "country")}
    assert divisions == {code: names[code] for code in divisions}
