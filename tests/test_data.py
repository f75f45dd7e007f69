"""The committed data: codelists, sources, raw documents and reference figures."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

from compare.codelists import Codelists, Indicator, load_codelists
from compare.dataset import Source, read_sources, read_table
from compare.errors import DataError
from compare.lexicons import load_lexicons
from compare.schema import REFERENCE

DATA = Path(__file__).parents[1] / "data"
SHARED = Path(__file__).parents[2] / "shared"
CODES = load_codelists(DATA / "codelists")
SOURCES = list(read_sources(DATA / "sources.yaml", CODES).values())
INDICATORS = list(CODES.indicator.values())
CONTEXT = {"gdp", "resident_population", "land_area"}
LATER = {"high_value_invention_patents_per_10k"}
CONFIDENCES = {"official", "official_copy", "dataset", "secondary", "encyclopedia", "weak"}


@pytest.fixture(scope="module")
def reference() -> pd.DataFrame:
    return read_table(DATA / "reference" / "regional_reference.csv", "reference")


# --- Sources and raw documents ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("source", SOURCES, ids=lambda s: s.id)
def test_the_raw_bytes_are_those_that_were_received(source: Source) -> None:
    assert hashlib.sha256((DATA.parent / source.file).read_bytes()).hexdigest() == source.sha256


@pytest.mark.parametrize("source", SOURCES, ids=lambda s: s.id)
def test_what_a_source_says_of_itself_is_printed_in_it(source: Source) -> None:
    text = (DATA.parent / source.file).read_text(encoding="utf-8")
    assert source.document_number in text
    assert source.title in text
    assert source.period_start <= source.period_end
    assert source.note


def test_every_raw_file_has_one_source() -> None:
    assert sorted(Path(s.file).name for s in SOURCES) == sorted(p.name for p in (DATA / "raw").iterdir())
    assert all(s.file == f"data/raw/{s.id}.txt" for s in SOURCES)


def test_the_raw_files_equal_the_documents_as_delivered() -> None:
    if not (SHARED / "documents").is_dir():
        pytest.skip("the delivered documents are not on this machine")
    for path in (DATA / "raw").iterdir():
        assert path.read_bytes() == (SHARED / "documents" / path.name).read_bytes(), path.name


# --- Codelists ------------------------------------------------------------------------------------------------------------


def test_every_code_has_a_name_in_both_languages() -> None:
    for codelist in vars(CODES).values():
        for code in codelist.values():
            assert code.name_zh.strip(), code.id
            assert code.name_en.strip(), code.id
            assert bool(code.description_zh) == bool(code.description_en), code.id


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda i: i.id)
def test_an_indicator_is_complete(indicator: Indicator) -> None:
    assert indicator.description_zh.endswith("。")
    assert indicator.description_en.endswith(".")
    assert indicator.topic
    assert indicator.unit
    assert indicator.kind
    assert indicator.aliases
    assert indicator.direction == (-1 if indicator.kind == "rank" else indicator.direction)
    assert indicator.direction in {-1, 0, 1}
    for definition in indicator.definitions:
        assert definition.name_zh
        assert definition.name_en
        assert definition.description_zh
        assert definition.description_en


@pytest.mark.parametrize("indicator", [i for i in INDICATORS if i.definitions], ids=lambda i: i.id)
def test_statistical_variants_can_be_told_apart(indicator: Indicator) -> None:
    ids = [d.id for d in indicator.definitions]
    phrases = [p for d in indicator.definitions for p in d.phrases]
    assert len(set(ids)) == len(ids) >= 2
    assert len(set(phrases)) == len(phrases)
    assert all(d.phrases for d in indicator.definitions[1:]), "only the usual one may go without a phrase"


def test_an_alias_names_one_indicator_however_it_is_spelt() -> None:
    synonyms = load_lexicons(DATA / "lexicons", CODES.indicator).catalogue.synonyms
    spellings = {(synonyms.canonical(alias)[0], i.id) for i in INDICATORS for alias in i.aliases}
    shared = [alias for alias, n in Counter(alias for alias, _ in spellings).items() if n > 1]
    assert shared == []
    assert all(len(set(i.aliases)) == len(i.aliases) for i in INDICATORS)


def test_every_alias_leads_to_its_indicator() -> None:
    """No alias is dead: neither does an excluding word of its own stop it, nor does a longer name of another one win."""
    catalogue = load_lexicons(DATA / "lexicons", CODES.indicator).catalogue
    lost = []
    for indicator in INDICATORS:
        for alias in indicator.aliases:
            hits = catalogue.find(alias.replace(" ", ""))
            best = max(hits, key=lambda h: (h.end, h.weight), default=None)
            if best is None or best.indicator != indicator.id:
                lost.append((indicator.id, alias, best and best.indicator))
    assert lost == []


def test_a_family_has_several_members_and_no_name_of_an_indicator_is_given_twice() -> None:
    families = Counter(i.family for i in INDICATORS if i.family)
    assert [f for f, n in families.items() if n == 1] == []
    for names in ([i.name_zh for i in INDICATORS], [i.name_en for i in INDICATORS]):
        assert len(set(names)) == len(names)


def test_the_indicators_are_those_of_the_evaluation_and_of_the_reference() -> None:
    path = SHARED / "evaluation" / "gold_indicators.json"
    if not path.is_file():
        pytest.skip("the evaluation's list of indicator codes is not on this machine")
    assert set(CODES.indicator) == set(json.loads(path.read_text(encoding="utf-8"))) | CONTEXT | LATER


def test_a_surface_form_means_one_unit() -> None:
    forms = Counter(form for unit in CODES.unit_measure.values() for form in unit.forms)
    assert [f for f, n in forms.items() if n > 1] == []
    assert all(unit.dimension for unit in CODES.unit_measure.values())
    composed = {f"{unit}_{per}" for unit in CODES.unit_measure for per in CODES.denominator}
    unread = {unit.id for unit in CODES.unit_measure.values() if not unit.forms}
    assert unread <= composed, "only units over size are never read"
    assert [f for f in forms if f[0] in "0123456789十百千万亿"] == ["百分点"], "would be read as part of the number"


def test_ratios_and_ranks_have_units_of_their_own() -> None:
    wanted = {"rank": {"rank"}, "growth": {"percent"}, "ratio": {"percent", "permille", "ratio_per_10k"}}
    for indicator in INDICATORS:
        dimension = CODES.unit_measure[indicator.unit].dimension
        assert dimension in wanted.get(indicator.kind, {dimension}), indicator.id
        assert (dimension in {"percent", "rank", "ratio_per_10k"}) == (indicator.kind in wanted), indicator.id


def test_a_name_means_one_area_and_areas_lie_in_larger_ones() -> None:
    names = Counter(n for a in CODES.ref_area.values() for n in {a.name_zh, a.name_en, *a.aliases})
    assert [n for n, count in names.items() if count > 1] == []
    order = ["country", "province", "city", "county", "zone"]
    for area in CODES.ref_area.values():
        if not area.parent:
            assert area.level == "country"
        elif area.level != "group":
            assert order.index(CODES.ref_area[area.parent].level) < order.index(area.level), area.id


def test_the_code_of_a_division_begins_like_that_of_its_parent() -> None:
    for area in CODES.ref_area.values():
        digits, parent = area.id[3:9], area.parent[3:9]
        assert digits.isdigit()
        if area.level in {"city", "county", "zone", "group"}:
            assert digits.startswith(parent.rstrip("0")), area.id
        assert ("-" in area.id[3:]) == (area.level in {"zone", "group"}), area.id


# --- Reference figures ----------------------------------------------------------------------------------------------------


def test_reference_rows_use_known_codes(reference: pd.DataFrame) -> None:
    assert list(reference.columns) == list(REFERENCE)
    assert set(reference["ref_area"]) <= set(CODES.ref_area)
    assert set(reference["qualifier"]) == {"exact", "approximate", "lower_bound", "forecast"}
    assert set(reference["confidence"]) <= CONFIDENCES
    for indicator, unit in zip(reference["indicator"], reference["unit_measure"], strict=True):
        assert unit == CODES.indicator[indicator].unit, indicator


def test_reference_values_are_clean_and_plausible(reference: pd.DataFrame) -> None:
    values = reference["obs_value"]
    assert values.notna().all()
    assert (values > 0).all()
    assert [v for v in values if float(f"{v:.12g}") != v] == []
    assert reference["time_period"].between(2014, 2025).all()
    assert reference["source_title"].notna().all()
    keys = ["ref_area", "indicator", "time_period"]
    assert reference[keys].equals(reference.sort_values(keys, kind="stable")[keys])


def test_reference_file_is_plain_utf8_with_lf() -> None:
    raw = (DATA / "reference" / "regional_reference.csv").read_bytes()
    assert b"\r" not in raw
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert raw.endswith(b"\n")


def test_no_reference_row_was_lost(reference: pd.DataFrame) -> None:
    path = SHARED / "reference" / "regional_reference.csv"
    if not path.is_file():
        pytest.skip("the reference table as delivered is not on this machine")
    with path.open(encoding="utf-8", newline="") as file:
        given = list(csv.DictReader(file))
    texts = ["vintage", "qualifier", "confidence", "source_title", "source_address", "note"]
    before = sorted(
        (r["ref_area"], r["indicator"], int(r["time_period"]), f"{float(r['obs_value']):.12g}", *(r[t] for t in texts))
        for r in given
    )
    table = reference.assign(obs_value=[f"{v:.12g}" for v in reference["obs_value"]])[
        ["ref_area", "indicator", "time_period", "obs_value", *texts]
    ]
    after = sorted(table.astype(object).where(table.notna(), "").itertuples(index=False, name=None))
    assert len(after) == 187
    assert after == before


# --- Broken codelists, each with one mistake ------------------------------------------------------------------------------

SMALL = {
    "ref_area": "- {id: CN-1, name_zh: 国, name_en: Country, level: country}\n"
    "- {id: CN-2, name_zh: 市, name_en: City, level: city, parent: CN-1}\n",
    "indicator": "- {id: patents, name_zh: 专利, name_en: Patents, topic: outputs, unit: 件, kind: level}\n",
    "unit_measure": "- {id: 件, name_zh: 件, name_en: patents, dimension: count, forms: [件]}\n",
    "kind": "- {id: level, name_zh: 存量, name_en: stock}\n",
    "value_type": "- {id: target, name_zh: 目标, name_en: target}\n",
    "comparator": '- {id: "=", name_zh: 等于, name_en: equal to}\n',
    "obs_status": "- {id: A, name_zh: 正常, name_en: normal}\n",
    "absence": "- {id: not_stated, name_zh: 未提出, name_en: not stated}\n",
    "area_level": "- {id: country, name_zh: 国, name_en: country}\n- {id: city, name_zh: 市, name_en: city}\n",
    "topic": "- {id: outputs, name_zh: 产出, name_en: outputs}\n",
    "denominator": "- {id: PER_ONE, name_zh: 件, name_en: per patent, indicator: patents, multiple: 1, dimension: per_one}\n",
    "instrument": "- {id: a, name_zh: 甲, name_en: a, group: g}\n",
    "instrument_group": "- {id: g, name_zh: 组, name_en: group}\n",
    "transformation": "- {id: gap, name_zh: 差距, name_en: gap, formula_zh: 甲 − 乙, formula_en: a − b}\n",
    **dict.fromkeys(
        ("comparability", "attainment", "check", "severity", "role", "vintage", "qualifier", "confidence"),
        "- {id: a, name_zh: 甲, name_en: a}\n",
    ),
}

BROKEN = {
    "duplicate id": (
        "kind",
        "- {id: level, name_zh: 又, name_en: again}\n",
        ("kind.yaml: the entries cannot be used", "id 'level' is given 2 times"),
    ),
    "unknown field": (
        "kind",
        "- {id: flow, name_zh: 增量, nam_en: flow}\n",
        ("entry 2 (flow)", "unknown field 'nam_en'; nearest: name_en"),
    ),
    "missing field": (
        "kind",
        "- {id: flow, name_zh: 增量}\n",
        ("entry 2 (flow)", "field 'name_en' is missing"),
    ),
    "empty field": (
        "kind",
        '- {id: flow, name_zh: "", name_en: flow}\n',
        ("entry 2 (flow)", "field 'name_zh' is missing"),
    ),
    "duplicate key": (
        "kind",
        "- {id: flow, name_zh: 增量, name_zh: 流量, name_en: flow}\n",
        ("kind.yaml: not valid YAML", "duplicate key 'name_zh'"),
    ),
    "number for a text": (
        "kind",
        "- {id: 7, name_zh: 七, name_en: seven}\n",
        ("entry 2 (7): field 'id'", "expected str, found 7 (quote it?)"),
    ),
    "text for a list": (
        "unit_measure",
        "- {id: 家, name_zh: 家, name_en: units, forms: 家}\n",
        ("entry 2 (家): field 'forms'", "expected a list of texts, found '家'"),
    ),
    "wrong parent": (
        "ref_area",
        "- {id: CN-3, name_zh: 区, name_en: X, level: city, parent: CN-22}\n",
        ("ref_area.yaml: CN-3", "unknown parent 'CN-22'; nearest: CN-2"),
    ),
    "wrong unit": (
        "indicator",
        "- {id: x, name_zh: 甲, name_en: X, topic: outputs, unit: 家, kind: level}\n",
        ("indicator.yaml: x", "unknown unit '家'"),
    ),
    "wrong denominator": (
        "denominator",
        "- {id: PER_TWO, name_zh: 二, name_en: two, indicator: patent, multiple: 2}\n",
        ("denominator.yaml: PER_TWO", "unknown indicator 'patent'; nearest: patents"),
    ),
    "not a list": (
        "topic",
        None,
        ("topic.yaml", "expected a YAML list of entries, found dict"),
    ),
}


def _write(folder: Path, **changed: str) -> Path:
    for name, text in (SMALL | changed).items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def test_a_small_set_of_codelists_loads(tmp_path: Path) -> None:
    codes = load_codelists(_write(tmp_path))
    assert isinstance(codes, Codelists)
    assert codes.ref_area["CN-2"].parent == "CN-1"
    assert codes.comparator["="].name("en") == "equal to"
    assert codes.unit_measure["件_PER_ONE"].name("zh") == "件/件"
    assert codes.unit_measure["件_PER_ONE"].dimension == "per_one"


@pytest.mark.parametrize("mistake", BROKEN)
def test_a_mistake_is_named_with_its_file_and_entry(mistake: str, tmp_path: Path) -> None:
    name, entry, messages = BROKEN[mistake]
    text = "outputs: {name_zh: 产出}\n" if entry is None else SMALL[name] + entry
    with pytest.raises(DataError) as caught:
        load_codelists(_write(tmp_path, **{name: text}))
    assert [m for m in messages if m not in str(caught.value)] == []


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    shutil.copytree(DATA / "codelists", tmp_path / "codelists")
    (tmp_path / "codelists" / "absence.yaml").unlink()
    with pytest.raises(DataError, match=r"absence\.yaml: the file is missing; restore it"):
        load_codelists(tmp_path / "codelists")
