"""A synthetic project of any size, written as a real project folder: what the benchmarks of scale and their test load.

The codelists are the shipped ones with areas (province, city, county) and indicators added; every area has a plan for each five
years, and what it states is spread by fixed rules: of twenty pairs of area and indicator one is not stated, one only named in
words, one stated as another kind, one only as a realised value, and two stated by the plan of the area around it as well, so
there are exactly areas × indicators × years observations wherever the areas are a multiple of twenty. Each has its own mention
with a sentence. All values are invented and the same at every run; nothing is extracted from documents, and the tables of
actions, responsibilities and derived figures are empty.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import yaml

from compare.schema import TABLES

SHIPPED = Path(__file__).resolve().parents[1] / "data"
LAST = 2025
PLAN = 5
"""Years of a plan: its baseline, three years of targets or realised values, its final year."""

OUTER = "CN-100000"
"""The area around all others; its plans state what the others' state twice."""

UNSTATED, IN_WORDS, OTHER_KIND, REALISED, TWICE, PAIRS = 0, 1, 2, 3, (4, 5), 20
"""Of twenty pairs of area and indicator, by the rest of the division: what is stated of them."""


@dataclass(frozen=True)
class Template:
    """What an indicator is: kind, unit, direction, what some areas state instead (kind and unit), how it is printed."""

    kind: str
    unit: str
    direction: int
    other: tuple[str, str]
    size: float
    unit_mult: int = 0
    decimals: int = 0
    definitions: int = 0


TEMPLATES = (
    Template("level", "家", 1, ("flow", "家"), 500),
    Template("ratio", "%", 1, ("change_pp", "百分点"), 40, decimals=1),
    Template("annual", "元", 1, ("growth", "%"), 2e10, 8, 1),
    Template("flow", "个", 1, ("level", "个"), 60),
    Template("level", "件", 1, ("flow", "件"), 900, definitions=2),
    Template("ratio", "%", -1, ("change_pp", "百分点"), 25, decimals=2),
    Template("growth", "%", 1, ("annual", "元"), 9, decimals=1),
    Template("annual", "元", 1, ("growth", "%"), 6e8, 4),
    Template("level", "人", 0, ("flow", "人"), 3e5, 4, 1),
    Template("ratio", "件_PER_10K", 1, ("flow", "件"), 30, decimals=1),
)
"""The indicators repeat these ten."""


@dataclass(frozen=True)
class Size:
    """How many areas, indicators and years."""

    areas: int
    indicators: int
    years: int

    @property
    def observations(self) -> int:
        """The number of observations."""
        return self.areas * self.indicators * self.years


def write_project(folder: Path, size: Size) -> Path:
    """Write the project; `years` is a multiple of `PLAN`."""
    data = folder / "data"
    for name in ("derived", "reference"):
        (data / name).mkdir(parents=True)
    shutil.copytree(SHIPPED / "codelists", data / "codelists")
    areas, indicators = make_areas(size.areas), make_indicators(size.indicators)
    _append(data / "codelists" / "ref_area.yaml", areas)
    _append(data / "codelists" / "indicator.yaml", indicators)
    _dump(data / "sources.yaml", make_sources(areas, size.years))
    observations = make_observations(areas, size)
    made = {
        "observations": observations,
        "mentions": _mentions(observations),
        "findings": _findings(observations),
        "wordings": _wordings(areas, size),
    }
    for name, contract in TABLES.items():
        if name != "reference":
            made.get(name, pd.DataFrame()).reindex(columns=list(contract)).to_csv(data / "derived" / f"{name}.csv", index=False)
    reference = _reference(areas, size).reindex(columns=[c for c in TABLES["reference"] if c != "reference_id"])
    reference.to_csv(data / "reference" / "reference.csv", index=False)
    return folder


def make_areas(number: int) -> list[dict[str, Any]]:
    """Return the areas: of a hundred one province, of ten one city, the others counties; parents before their parts."""
    provinces = max(1, number // 100)
    cities = max(1, number // 10)
    made = [_area(f"SIM-P{n}", "province", OUTER) for n in range(provinces)]
    made += [_area(f"SIM-C{n}", "city", f"SIM-P{n % provinces}") for n in range(cities)]
    return made + [_area(f"SIM-D{n}", "county", f"SIM-C{n % cities}") for n in range(number - len(made))]


def _area(code: str, level: str, parent: str) -> dict[str, Any]:
    words = {"province": ("省", "Province"), "city": ("市", "City"), "county": ("县", "County")}[level]
    number = code[5:]
    names = {"name_zh": f"模拟{number}{words[0]}", "name_en": f"Simulated {words[1]} {number}"}
    return {"id": code, **names, "level": level, "parent": parent, "aliases": []}


def make_indicators(number: int) -> list[dict[str, Any]]:
    """Return the indicators, `TEMPLATES` over and over; of five the first two are of one family."""
    made = []
    for n in range(number):
        template = TEMPLATES[n % len(TEMPLATES)]
        variants = [
            {"id": f"variant_{v}", "name_zh": f"口径{v}", "name_en": f"variant {v}"} for v in range(template.definitions)
        ]
        made.append(
            {
                "id": f"sim_{n}",
                "name_zh": f"模拟指标{n}",
                "name_en": f"Simulated indicator {n}",
                "topic": "innovation_input",
                "unit": template.unit,
                "kind": template.kind,
                "direction": template.direction,
                "family": f"sim_{n // 5}" if n % 5 < 2 else "",
                "definitions": variants,
            }
        )
    return made


def make_sources(areas: list[dict[str, Any]], years: int) -> list[dict[str, Any]]:
    """Return a plan for every area and five years, the area around all included."""
    return [
        {
            "id": _plan(code, start),
            "title": f"{code}规划（{start + 1}—{start + PLAN - 1}年）",
            "title_en": f"Plan of {code} ({start + 1}–{start + PLAN - 1})",
            "issuer": f"{code}人民政府",
            "issuer_en": f"Government of {code}",
            "ref_area": code,
            "issued": f"{start + 1}-03-15",
            "period_start": start + 1,
            "period_end": start + PLAN - 1,
            "media_type": "text/plain",
            "file": f"data/raw/{_plan(code, start)}.txt",
            "sha256": f"{n:064x}",
        }
        for n, (code, start) in enumerate(
            (code, start) for code in [OUTER, *(a["id"] for a in areas)] for start in range(LAST - years + 1, LAST + 1, PLAN)
        )
    ]


def _plan(area: str, start: int) -> str:
    return f"plan_{area}_{start}"


def state_of(area: Any, indicator: Any) -> Any:
    """Return what is stated of the nth area and indicator: `UNSTATED` … or above, where it is plain."""
    return (3 * area + 7 * indicator) % PAIRS


def make_observations(areas: list[dict[str, Any]], size: Size) -> pd.DataFrame:
    """Return the observations, in the order of their identifiers."""
    grid = np.indices((size.areas, size.indicators, size.years)).reshape(3, -1)
    stated = state_of(grid[0], grid[1])
    grid, stated = (x[..., stated > IN_WORDS] for x in (grid, stated))
    is_twice = np.isin(stated, TWICE)
    again = np.repeat([False, True], [len(stated), is_twice.sum()])
    a, i, y = np.concatenate([grid, grid[:, is_twice]], axis=1)
    stated = np.concatenate([stated, stated[is_twice]])
    year = LAST - size.years + 1 + y
    own = np.array([area["id"] for area in areas])
    around = np.array([area["parent"] for area in areas])
    plan = np.char.add(
        np.char.add(np.char.add("plan_", np.where(again, around[a], own[a])), "_"), (year - y % PLAN).astype(str)
    )
    frame = pd.DataFrame({"source_id": plan, "ref_area": own[a], "indicator": np.char.add("sim_", i.astype(str))})
    frame["time_period"] = year
    frame["value_type"] = _value_types(a, i, y, stated)
    frame = pd.concat([frame, _printed(a, i, stated)], axis=1)
    frame["obs_value"] = _values(a, i, y, frame, is_again=again)
    numbers = (np.arange(len(frame), dtype=np.uint64) * np.uint64(0x9E3779B97F)) % np.uint64(2**40)
    digits = pd.Series([f"{n:010x}" for n in numbers])
    frame = frame.assign(observation_id="o" + digits, mention_ids="m" + digits + "-1", bound="point", obs_status="A")
    is_bound = (frame["value_type"] == "target") & ((a + i) % 3 == 0)
    frame["comparator"] = np.where(is_bound, np.where((a + i) % 2 == 0, ">=", "~"), "=")
    starts = year - y % PLAN + 1
    return frame.assign(period_start=pd.Series(starts, dtype="Int64").where(frame["kind"] == "flow"))


def _value_types(a: Any, i: Any, y: Any, stated: Any) -> Any:
    """Return for each row: first the baseline, last the final target, between them targets or what came of them."""
    place = y % PLAN
    is_realised = (place < PLAN - 1) & ((a + i) % 3 != 0) | (stated == REALISED)
    return np.where(place == 0, "baseline", np.where(is_realised, "actual", "target"))


def _printed(a: Any, i: Any, stated: Any) -> pd.DataFrame:
    """Return kind, definition, unit and how the number is printed for each row."""
    templates = pd.DataFrame([vars(template) for template in TEMPLATES])
    rows = templates.iloc[i % len(TEMPLATES)].reset_index(drop=True)
    is_other = stated == OTHER_KIND
    variant = np.where(a % 10 == 9, "variant_1", "variant_0")
    return pd.DataFrame(
        {
            "kind": np.where(is_other, rows["other"].str[0], rows["kind"]),
            "unit_measure": np.where(is_other, rows["other"].str[1], rows["unit"]),
            "definition": np.where(rows["definitions"] > 0, variant, "standard"),
            "unit_mult": np.where(is_other, 0, rows["unit_mult"]),
            "decimals": np.where(is_other, 0, rows["decimals"]),
        }
    )


def _values(a: Any, i: Any, y: Any, frame: pd.DataFrame, *, is_again: Any) -> Any:
    """Return values that differ from area to area and grow over the years, as many digits as are printed."""
    size = np.array([t.size for t in TEMPLATES])[i % len(TEMPLATES)]
    spread = 0.5 + ((a * 7919 + i * 104729) % 1009) / 1009
    exact = size * spread * (1 + 0.03 * y) * np.where(is_again, 1.01, 1.0)
    step = 10.0 ** (frame["unit_mult"] - frame["decimals"])
    return ((exact / step).round() * step).round(2).clip(lower=step)


def _mentions(observations: pd.DataFrame) -> pd.DataFrame:
    """Return a mention for each observation, with a sentence of its own, at places that do not overlap."""
    texts = observations["obs_value"].map("{:g}".format)
    before = "到" + observations["time_period"].astype("str") + "年，" + observations["ref_area"] + "的"
    quotes = before + observations["indicator"] + "达到" + texts + observations["unit_measure"] + "，比上年继续提高。"
    start = observations.groupby("source_id").cumcount() * 100
    number = start + before.str.len() + observations["indicator"].str.len() + 2
    kept = ["source_id", "ref_area", "indicator", "time_period", "kind", "value_type", "comparator", "period_start"]
    return observations[kept].assign(
        mention_id=observations["mention_ids"],
        char_start=number,
        char_end=number + texts.str.len(),
        text=texts,
        quote=quotes,
        quote_start=start,
        quote_end=start + quotes.str.len(),
        section="二、工作目标",
        disposition="indicator",
        value=observations["obs_value"],
        unit=observations["unit_measure"],
        indicator_text=observations["indicator"],
        rule_id="attach.before",
        confidence=0.95,
    )


def _findings(observations: pd.DataFrame) -> pd.DataFrame:
    """Return a finding of severity error about every thousandth observation."""
    about = observations.iloc[999::1000].reset_index(drop=True)
    message = {"message_zh": "与同一文件的另一处不符。", "message_en": "Contradicts another passage of the document."}
    kept = about[["source_id", "ref_area", "indicator", "time_period"]]
    return kept.assign(
        finding_id=[f"f{n:010x}" for n in range(len(about))],
        check="contradiction",
        rule_id="same_key",
        severity="error",
        observation_ids=about["observation_id"],
        **message,
    )


def _wordings(areas: list[dict[str, Any]], size: Size) -> pd.DataFrame:
    """Return the places where indicators are only named."""
    a, i = np.indices((size.areas, size.indicators)).reshape(2, -1)
    a, i = a[state_of(a, i) == IN_WORDS], i[state_of(a, i) == IN_WORDS]
    codes = np.array([area["id"] for area in areas])[a]
    quotes = [f"进一步提高sim_{n}的水平。" for n in i]
    ends = [len(quote) for quote in quotes]
    return pd.DataFrame(
        {
            "source_id": [_plan(code, LAST - PLAN + 1) for code in codes],
            "ref_area": codes,
            "indicator": [f"sim_{n}" for n in i],
            "char_start": 5,
            "char_end": [end - 4 for end in ends],
            "quote": quotes,
            "quote_start": 0,
            "quote_end": ends,
        }
    )


def _reference(areas: list[dict[str, Any]], size: Size) -> pd.DataFrame:
    """Return figures of other sources: output and population of every area and year, and every fifth indicator."""
    units: Mapping[str, tuple[str, float]] = {"gdp": ("元", 5e10), "resident_population": ("人", 6e5)} | {
        f"sim_{n}": (TEMPLATES[n % len(TEMPLATES)].unit, TEMPLATES[n % len(TEMPLATES)].size)
        for n in range(0, size.indicators, 5)
    }
    a, i, y = np.indices((size.areas, len(units), size.years)).reshape(3, -1)
    exact = np.array([unit[1] for unit in units.values()])[i] * (0.5 + (a * 97 + i * 31) % 101 / 101) * (1 + 0.03 * y)
    return pd.DataFrame(
        {
            "ref_area": np.array([area["id"] for area in areas])[a],
            "indicator": np.array(list(units))[i],
            "time_period": LAST - size.years + 1 + y,
            "obs_value": exact.round(),
            "unit_measure": np.array([unit[0] for unit in units.values()])[i],
            "vintage": "yearbook",
            "qualifier": "exact",
            "confidence": "official",
            "source_title": "模拟统计年鉴",
            "source_address": "",
            "note": "",
        }
    )


def _append(path: Path, entries: list[dict[str, Any]]) -> None:
    """Add entries to a codelist."""
    text = path.read_text(encoding="utf-8")
    path.write_text(text + yaml.safe_dump(entries, allow_unicode=True, sort_keys=False), encoding="utf-8", newline="\n")


def _dump(path: Path, entries: list[dict[str, Any]]) -> None:
    path.write_text(yaml.safe_dump(entries, allow_unicode=True, sort_keys=False), encoding="utf-8", newline="\n")
