"""Each check on small data sets: one that it must find, one just beside it that it must not; rules that cannot be used."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare import DataError, load
from compare.checks import CHECKS, Quotient, Rule, check, load_rules
from compare.checks.evidence import INFERRED as PHRASES
from compare.checks.evidence import REPAIRED
from compare.checks.intervals import ABOUT, Interval, allowed
from compare.dataset import Dataset, comment_text
from compare.harmonise import observe
from compare.schema import conform

ROOT = Path(__file__).parents[1]
DS = load(ROOT)
RULES = {rule.id: rule for rule in load_rules(ROOT / "data" / "rules", DS.codelists)}
DISTRICT, ZONE = "CN-320402", "CN-320402-HTZ"


def value(indicator: str, obs_value: float, comparator: str = "=", **changes: Any) -> dict[str, Any]:
    """Return an observation of 天宁 in 2025, of the indicator's own kind, unit and first definition."""
    entry = DS.codelists.indicator[indicator]
    kind = changes.get("kind", entry.kind)
    unit = {"growth": "%", "multiple": "倍", "rank": "位"}.get(kind, entry.unit)
    row = {"source_id": "tianning_2022", "ref_area": DISTRICT, "indicator": indicator, "time_period": 2025, "kind": kind}
    row |= {"definition": entry.definitions[0].id if entry.definitions else "standard", "value_type": "target"}
    row |= {"obs_value": float(obs_value), "comparator": comparator, "unit_measure": unit, "bound": "point", "obs_status": "A"}
    return row | changes


def ends(indicator: str, low: float, high: float, **changes: Any) -> list[dict[str, Any]]:
    """Return a range."""
    lower, upper = value(indicator, low, ">=", bound="lower"), value(indicator, high, "<=", bound="upper")
    return [lower | changes, upper | changes]


def stated(*rows: dict[str, Any], said: tuple[dict[str, Any], ...] = (), figures: tuple[dict[str, Any], ...] = ()) -> Dataset:
    """Return the observations as a data set; `said` are the mentions of the first row, one like the row itself by default."""
    mentions, observations, places = [], [], count()
    for n, row in enumerate(rows):
        changes = said if said and n == 0 else ({},)
        ids = []
        for change in changes:
            place = 100 * next(places)
            ids.append(f"m{place}")
            mention = {
                k: row[k] for k in ("source_id", "ref_area", "indicator", "comparator", "time_period", "kind", "value_type")
            }
            mention |= {"mention_id": ids[-1], "disposition": "indicator"}
            name = DS.codelists.indicator[row["indicator"]].name_zh
            quote = f"{name}为{place:03}"
            mention |= {"quote": quote, "quote_start": place, "quote_end": place + len(quote), "indicator_text": name}
            mention |= {"char_start": place + len(quote) - 3, "char_end": place + len(quote), "unit": row["unit_measure"]}
            mentions.append(mention | change)
        observations.append({"observation_id": f"o{n}", "mention_ids": " ".join(ids)} | row)
    return replace(
        DS,
        mentions=conform(pd.DataFrame(mentions), "mentions"),
        observations=conform(pd.DataFrame(observations), "observations"),
        reference=conform(pd.DataFrame(list(figures)), "reference"),
    )


def figure(indicator: str, obs_value: float, time_period: int, **changes: Any) -> dict[str, Any]:
    """Return a figure of another source, of 天宁."""
    entry = DS.codelists.indicator[indicator]
    row = {"reference_id": f"r{indicator}{time_period}", "ref_area": DISTRICT, "indicator": indicator, "obs_value": obs_value}
    row |= {"definition": "standard", "time_period": time_period, "unit_measure": entry.unit, "vintage": "yearbook"}
    row |= {"qualifier": "exact", "confidence": "official", "source_title": "Statistical Yearbook"}
    return row | changes


def found_by(rule: str, ds: Dataset) -> pd.DataFrame:
    return check(ds, rules=[RULES[rule]])


def series(indicator: str, *values: float, start: int = 2021, **changes: Any) -> Dataset:
    return stated(*(value(indicator, v, time_period=start + n, **changes) for n, v in enumerate(values)))


def implied(*pairs: tuple[float, float], comparator: str = "=", figures: tuple[dict[str, Any], ...] = ()) -> Dataset:
    """Return patents and patents per 10,000 people by year from 2023."""
    rows = [value("valid_invention_patents", patents, time_period=2023 + n) for n, (patents, _) in enumerate(pairs)]
    rows += [value("invention_patents_per_10k", rate, comparator, time_period=2023 + n) for n, (_, rate) in enumerate(pairs)]
    return stated(*rows, figures=figures)


INFERRED = {"comment": "year from the plan's period"}
TABLE = {"location": "table row 'x', column 2025"}
CASES = {
    "bounds": (
        "share_limits",
        stated(value("hightech_output_share", 100, ">")),
        stated(value("hightech_output_share", 100, ">="), value("hightech_output_share", 150, kind="growth")),
        "the value is > 100%, above the limit of 100%",
    ),
    "unit_fits": (
        "unit_of_indicator",
        stated(value("hightech_enterprises", 5, unit_measure="元")),
        stated(value("hightech_enterprises", 5, unit_measure="个")),
        "the value is 5 yuan, expected in units",
    ),
    "unit_words": (
        "unit_words",
        stated(value("major_innovation_platforms", 10), said=({"unit": "个"}, {"unit": "家"})),
        stated(value("major_innovation_platforms", 10), said=({"unit": "个"}, {"unit": "个"}, {"unit": None})),
        "the value 10 items is stated in 个 and in 家",
    ),
    "part_whole": (
        "narrower_in_wider",
        stated(value("unicorn_enterprises", 8, ">"), value("unicorn_and_potential_unicorn_enterprises", 8)),
        stated(value("unicorn_enterprises", 3, ">"), value("unicorn_and_potential_unicorn_enterprises", 120)),
        "the whole is 8 units, its part “Unicorn enterprises” > 8 units",
    ),
    "addition_stock": (
        "addition_in_stock",
        stated(value("tech_smes", 900, kind="flow", period_start=2022), value("tech_smes", 800)),
        stated(value("tech_smes", 900, kind="flow", period_start=2022), value("tech_smes", 800, ">=")),
        "the addition over the period is 900 units, the total 800 units",
    ),
    "annual_stock": (
        "yearly_in_stock",
        stated(
            value("major_innovation_platforms", 31, kind="annual", period_start=2022),
            value("innovation_platforms_provincial_plus", 120),
        ),
        stated(
            value("major_innovation_platforms", 30, ">=", kind="annual", period_start=2022),
            value("innovation_platforms_provincial_plus", 120),
        ),
        "31 items a year make 124 items over 2022–2025",
    ),
    "zone_region": (
        "area_in_area",
        stated(value("hightech_enterprises", 600, ref_area=ZONE), value("hightech_enterprises", 500)),
        stated(
            value("hightech_enterprises", 600, ref_area=ZONE),
            value("hightech_enterprises", 500, ">"),
            value("hightech_output_share", 65, ref_area=ZONE),
            value("hightech_output_share", 50),
        ),
        "the value is 600 units, the total 500 units (Tianning District)",
    ),
    "areas_sum": (
        "areas_in_area",
        stated(
            value("hightech_enterprises", 300, ref_area=ZONE),
            value("hightech_enterprises", 250, ref_area="CN-320402-HTZ2"),
            value("hightech_enterprises", 500),
        ),
        stated(
            value("hightech_enterprises", 300, ref_area=ZONE),
            value("hightech_enterprises", 250, "<=", ref_area="CN-320402-HTZ2"),
            value("hightech_enterprises", 500),
        ),
        "the whole is 500 units, Tianning High-tech Zone, Second Zone together 550 units",
    ),
    "text_table": (
        "text_against_table",
        stated(value("hightech_enterprises", 500, ">="), said=({"comparator": ">="}, TABLE | {"comparator": "="})),
        stated(value("hightech_enterprises", 500, ">="), said=({"comparator": ">="}, {"comparator": "="})),
        "≥ 500 units in the text, 500 units in the table",
    ),
    "repeated": (
        "repeated_in_text",
        stated(value("hightech_enterprises", 500, "~"), said=({"comparator": "~"}, {"comparator": None})),
        stated(value("hightech_enterprises", 500, "~"), said=({"comparator": "~"}, TABLE | {"comparator": "="})),
        "≈ 500 units in the text, 500 units elsewhere in the text",
    ),
    "contradiction": (
        "contradicting_values",
        stated(value("hightech_enterprises", 500), value("hightech_enterprises", 600)),
        stated(
            value("hightech_enterprises", 500, ">="),
            value("hightech_enterprises", 600),
            value("hightech_enterprises", 80, value_type="baseline"),
            value("hightech_enterprises", 700, time_period=2026),
        ),
        "500 units in one place, 600 units in another",
    ),
    "documents_differ": (
        "contradicting_documents",
        stated(value("hightech_enterprises", 500), value("hightech_enterprises", 600, source_id="changzhou_2021")),
        stated(value("hightech_enterprises", 500), value("hightech_enterprises", 600)),
        "600 units in",
    ),
    "near_terms": (
        "multiple_beside_amount",
        stated(value("new_registered_enterprises", 2, kind="multiple"), value("new_legal_entity_enterprises", 9000)),
        stated(
            value("new_registered_enterprises", 2, kind="multiple"),
            value("new_registered_enterprises", 20000),
            value("new_legal_entity_enterprises", 9000),
        ),
        "only a multiple is given (2 times)",
    ),
    "implied_steps": (
        "implied_population_steps",
        implied((710, 60), (730, 70)),
        implied((710, 60), (730, 62), (740, 70), comparator=">="),
        "the implied resident population moves from 118,333 people in 2023 to 104,286 people in 2024 (-11.9%)",
    ),
    "implied_reference": (
        "implied_population_reference",
        implied((2400, 20), figures=(figure("resident_population", 669000, 2022),)),
        implied((2400, 36), figures=(figure("resident_population", 669000, 2022),)),
        "1.79 times the 669,000 people of 2022 (source: Statistical Yearbook)",
    ),
    "acceleration": (
        "uneven_steps",
        series("fiscal_sti_expenditure_share", 4.5, 4.7, 5.5),
        series("fiscal_sti_expenditure_share", 4.5, 4.7, 5.3),
        "the later change a year is 4 times the earlier",
    ),
    "jump": (
        "multiplied_level",
        series("hightech_enterprises", 100, 201),
        stated(
            value("hightech_enterprises", 100, time_period=2021),
            value("hightech_enterprises", 390, time_period=2023),
            value("unicorn_enterprises", 1, time_period=2021),
            value("unicorn_enterprises", 10, time_period=2022),
        ),
        "100 units in 2021, 201 units in 2022, 2.01 times as much",
    ),
    "regress": (
        "falling_back",
        series("hightech_zone_national_rank", 49, 54, ref_area=ZONE),
        stated(
            *(value("hightech_zone_national_rank", v, time_period=y) for v, y in ((54, 2022), (49, 2023))),
            value("hightech_enterprises", 500, time_period=2022),
            value("hightech_enterprises", 450, ">=", time_period=2023),
        ),
        "rank 49 in 2021, rank 54 in 2022, which is less good",
    ),
    "multiple_base": (
        "doubled_from",
        stated(
            value("hightech_enterprises", 500),
            value("hightech_enterprises", 2, kind="multiple"),
            figures=(figure("hightech_enterprises", 180, 2021),),
        ),
        stated(
            value("hightech_enterprises", 500),
            value("hightech_enterprises", 2, kind="multiple"),
            figures=(figure("hightech_enterprises", 210, 2021), figure("hightech_enterprises", 90, 2019)),
        ),
        "implies a base of 250 units, but 2021 has 180 units",
    ),
    "stated_reference": (
        "realised_elsewhere",
        stated(value("hightech_enterprises", 500, value_type="actual"), figures=(figure("hightech_enterprises", 400, 2025),)),
        stated(
            value("hightech_enterprises", 500),
            value("hightech_enterprises", 430, value_type="actual"),
            figures=(figure("hightech_enterprises", 400, 2025),),
        ),
        "500 units in the document, 400 units in Statistical Yearbook",
    ),
    "reference_conflict": (
        "sources_differ",
        stated(
            value("hightech_enterprises", 500),
            figures=(figure("gdp", 10e10, 2024), figure("gdp", 11e10, 2024, confidence="secondary", source_title="News")),
        ),
        stated(
            value("hightech_enterprises", 500),
            figures=(figure("gdp", 10e10, 2024), figure("gdp", 11e10, 2024, confidence="weak"), figure("gdp", 12e10, 2023)),
        ),
        "100 billion yuan is used (Statistical Yearbook); there is also 110 billion yuan (News)",
    ),
    "reference_part": (
        "part_of_region",
        stated(
            value("hightech_enterprises", 500),
            figures=(figure("gdp", 10e11, 2024), figure("gdp", 9e11, 2024, ref_area="CN-320400")),
        ),
        stated(
            value("hightech_enterprises", 500),
            figures=(
                figure("gdp", 10e11, 2024),
                figure("gdp", 9e11, 2024, ref_area="CN-320400", qualifier="lower_bound"),
                figure("gdp", 9e11, 2023, ref_area="CN-320400"),
                figure("rd_expenditure_gdp_ratio", 3.6, 2024, unit_measure="%"),
                figure("rd_expenditure_gdp_ratio", 3.1, 2024, unit_measure="%", ref_area="CN-320400"),
            ),
        ),
        "1,000 billion yuan (Statistical Yearbook), but Changzhou City has 900 billion yuan (Statistical Yearbook)",
    ),
    "region_missing": (
        "area_of_figures",
        stated(value("hightech_enterprises", 500), said=({"ref_area": None, "ref_area_text": "某区"}, {"ref_area": None})),
        stated(value("hightech_enterprises", 500)),
        "about “某区”, which has no code: 1",
    ),
    "uncatalogued": (
        "indicator_of_figures",
        stated(
            value("hightech_enterprises", 500),
            said=({"indicator": None, "indicator_text": "隐形冠军"}, {"indicator": None, "indicator_text": "隐形冠军"}),
        ),
        stated(value("hightech_enterprises", 500)),
        "of indicators that are not catalogued: 2 (隐形冠军)",
    ),
}


def with_second_zone(ds: Dataset) -> Dataset:
    """Add another zone of 天宁, which is not catalogued."""
    areas = ds.codelists.ref_area
    second = replace(areas[ZONE], id="CN-320402-HTZ2", name_zh="第二园区", name_en="Second Zone")
    return replace(ds, codelists=replace(ds.codelists, ref_area=replace(areas, codes={**areas.codes, second.id: second})))


class TestEachCheck:
    def test_all_checks_have_a_case(self) -> None:
        assert list(CASES) == list(CHECKS)
        assert set(CHECKS) == set(DS.codelists.check)

    @pytest.mark.parametrize("code", CASES)
    def test_what_it_must_find(self, code: str) -> None:
        rule, ds, _, message = CASES[code]
        found = found_by(rule, with_second_zone(ds))
        assert set(found["check"]) == {code}
        assert any(message in text for text in found["message_en"]), found["message_en"].tolist()
        assert set(found["severity"]) == {RULES[rule].severity}

    @pytest.mark.parametrize("code", CASES)
    def test_what_it_must_not(self, code: str) -> None:
        rule, _, ds, _ = CASES[code]
        assert found_by(rule, with_second_zone(ds))["message_en"].tolist() == []

    @pytest.mark.parametrize(
        "code", [c for c in CASES if c not in {"reference_conflict", "reference_part", "bounds", "unit_fits"}]
    )
    def test_quotes_are_those_of_the_statements(self, code: str) -> None:
        rule, ds, _, _ = CASES[code]
        quotes = set(ds.mentions["quote"])
        for row in found_by(rule, with_second_zone(ds)).to_dict("records"):
            assert row["quote"] in quotes
            assert pd.isna(row["other_quote"]) or (row["other_quote"] in quotes and row["other_quote"] != row["quote"])

    def test_nothing_is_found_twice(self) -> None:
        rows = [value("hightech_enterprises", v) for v in (500, 600, 700)]
        found = found_by("contradicting_values", stated(*rows))
        assert found["observation_ids"].tolist() == ["o0 o1", "o0 o2"]
        assert found["finding_id"].is_unique


class TestSeverity:
    def test_exact_values_contradict(self) -> None:
        ds = stated(value("hightech_enterprises", 500), value("hightech_enterprises", 600))
        assert found_by("contradicting_values", ds)["severity"].tolist() == ["error"]

    @pytest.mark.parametrize("change", [INFERRED, {"comment": "number repaired"}, {"comparator": "<="}, {"comparator": "~"}])
    def test_inferred_or_inexact_values_may_be_misread(self, change: dict[str, Any]) -> None:
        ds = stated(value("hightech_enterprises", 500) | change, value("hightech_enterprises", 600))
        assert found_by("contradicting_values", ds)["severity"].tolist() == ["warning"]

    def test_values_of_one_sentence_may_be_a_list(self) -> None:
        ds = stated(value("hightech_enterprises", 500), value("hightech_enterprises", 600))
        starts = ds.mentions["char_start"] - ds.mentions["quote_start"]
        one = replace(ds, mentions=ds.mentions.assign(quote_start=0, char_start=starts, char_end=starts + 3))
        assert found_by("contradicting_values", one)["severity"].tolist() == ["warning"]

    @pytest.mark.parametrize(
        ("sentence", "severities"),
        [
            ("到2025年,高新区高新技术企业达到", []),
            ("其中高新技术企业", []),
            ("到2025年,全区高新技术企业达到", ["error"]),
            ("天宁区高新技术企业达到", ["error"]),
            ("天宁区上市高新技术企业达到", []),
            ("各街道高新技术企业达到", []),
            ("支持各高校,到2025年,高新技术企业达到", ["warning"]),
            ("纳入培育库的高新技术企业达到", ["warning"]),
        ],
    )
    def test_a_sentence_about_a_part_may_be_misread(self, sentence: str, severities: list[str]) -> None:
        quote = {
            "ref_area": None,
            "quote": f"{sentence}500家。",
            "indicator_text": "高新技术企业",
            "quote_start": 0,
            "char_start": len(sentence),
            "char_end": len(sentence) + 3,
        }
        ds = stated(value("hightech_enterprises", 500), value("hightech_enterprises", 600), said=(quote,))
        assert found_by("contradicting_values", ds)["severity"].tolist() == severities

    def test_so_may_one_under_the_heading_of_a_part(self) -> None:
        ds = stated(value("hightech_enterprises", 500), value("hightech_enterprises", 600), said=({"section": "(三)高新区"},))
        assert found_by("contradicting_values", ds)["severity"].tolist() == ["warning"]

    def test_zone_above_its_region_in_an_inferred_year(self) -> None:
        ds = stated(value("hightech_enterprises", 600, ref_area=ZONE, **INFERRED), value("hightech_enterprises", 500))
        assert found_by("area_in_area", ds)["severity"].tolist() == ["warning"]

    def test_errors_come_first(self) -> None:
        ds = stated(
            value("hightech_enterprises", 500, "~"),
            value("hightech_output_share", 130),
            said=({"comparator": "~"}, {"comparator": "="}),
        )
        assert check(ds, rules=[RULES["repeated_in_text"], RULES["share_limits"]])["severity"].tolist() == ["error", "info"]


class TestRanges:
    def test_the_ends_of_a_range_are_one_statement(self) -> None:
        rows = ends("hightech_enterprises", 400, 500)
        assert check(stated(*rows), rules=list(RULES.values())).empty

    def test_a_value_inside_the_range_agrees_with_it(self) -> None:
        rows = [*ends("hightech_enterprises", 400, 500), value("hightech_enterprises", 450)]
        assert found_by("contradicting_values", stated(*rows)).empty

    def test_a_value_outside_does_not(self) -> None:
        rows = [*ends("hightech_enterprises", 400, 500), value("hightech_enterprises", 501)]
        (row,) = found_by("contradicting_values", stated(*rows)).to_dict("records")
        assert {row["found"], row["expected"]} == {"= 501 家", "400-500 家"}
        assert row["severity"] == "warning"

    def test_several_parts_of_a_whole(self) -> None:
        funds = {"angel_fund_size": 1e8, "innovation_fund_of_funds_size": 1e9, "industry_fund_size": 2e10}
        rows = [value(indicator, amount) for indicator, amount in funds.items()]
        assert found_by("hardly_in_wider", stated(*rows, value("fund_assets_under_management", 2.2e10))).empty
        (row,) = found_by("hardly_in_wider", stated(*rows, value("fund_assets_under_management", 2e10))).to_dict("records")
        assert row["found"] == "= 100000000 元 + = 1000000000 元 + = 20000000000 元"


class TestPhrases:
    @pytest.mark.parametrize("phrase", [*PHRASES, REPAIRED])
    def test_readers_see_each_phrase_in_their_language(self, phrase: str) -> None:
        assert comment_text(DS, phrase, "zh") != phrase

    def test_observations_are_marked_with_these_very_phrases(self) -> None:
        sure = {
            "disposition": "indicator",
            "value": 500,
            "unit": "家",
            "comparator": "=",
            "kind": "level",
            "value_type": "target",
        }
        sure |= {"source_id": "tianning_2022", "indicator": "hightech_enterprises", "text": "500", "quote": "500家"}
        changes: dict[str, dict[str, Any]] = {
            "year from the paragraph": {"rule_id": "attach.before year.paragraph"},
            "year from the plan's period": {"rule_id": "attach.before year.plan"},
            "year: end of the document's period": {"time_period": None},
            "area: the document's": {"ref_area": None},
            "number repaired": {"repair": "ocr"},
        }
        assert set(changes) == {*PHRASES, REPAIRED}
        for n, (phrase, change) in enumerate(changes.items()):
            place = {"char_start": n, "char_end": n + 3, "quote_start": n, "quote_end": n + 4, "mention_id": f"m{n}"}
            row = sure | place | {"time_period": 2025, "ref_area": DISTRICT} | change
            observed = observe(conform(pd.DataFrame([row]), "mentions"), DS.codelists, DS.sources)
            assert observed["comment"].tolist() == [phrase]

    @pytest.mark.parametrize("phrase", [*PHRASES, REPAIRED])
    def test_only_the_whole_phrase_counts(self, phrase: str) -> None:
        for comment, severity in ((f"stated with = and >=; {phrase}", "warning"), (f"not {phrase}", "error")):
            ds = stated(value("hightech_enterprises", 500, comment=comment), value("hightech_enterprises", 600))
            assert found_by("contradicting_values", ds)["severity"].tolist() == [severity]


class TestOddData:
    """What nobody states on purpose must not stop the others' findings."""

    def rules(self) -> list[Rule]:
        return list(RULES.values())

    def test_a_rate_in_the_unit_of_a_count(self) -> None:
        rows = [value("valid_invention_patents", 700 + n, time_period=2023 + n) for n in range(2)]
        rows += [value("invention_patents_per_10k", 60 + 9 * n, time_period=2023 + n, unit_measure="件") for n in range(2)]
        assert check(stated(*rows, figures=(figure("resident_population", 669000, 2022),)), rules=self.rules()).empty

    def test_a_multiple_of_nought(self) -> None:
        rows = (value("hightech_enterprises", 500), value("hightech_enterprises", 0, kind="multiple"))
        ds = stated(*rows, figures=(figure("hightech_enterprises", 180, 2021),))
        assert check(ds, rules=self.rules()).empty

    def test_a_figure_without_a_value_and_one_of_nought(self) -> None:
        figures = (
            figure("gdp", 0, 2024),
            figure("gdp", None, 2023),
            figure("gdp", 1e10, 2024, reference_id="r", source_title="News"),
        )
        rows = [value("rd_expenditure", 9e9), value("rd_expenditure_gdp_ratio", 3), value("gdp", 5, value_type="actual")]
        assert "error" not in set(check(stated(*rows, figures=figures), rules=self.rules())["severity"])

    def test_what_has_no_year_is_no_step(self) -> None:
        rows = (value("hightech_enterprises", 100, time_period=None), value("hightech_enterprises", 500))
        assert check(stated(*rows), rules=self.rules()).empty

    @pytest.mark.parametrize("status", ["M", "O"])
    def test_what_has_no_value_says_nothing(self, status: str) -> None:
        missing = value("hightech_enterprises", 0, obs_status=status)
        assert check(stated(missing, value("hightech_enterprises", 500)), rules=self.rules()).empty

    @pytest.mark.parametrize("kind", ["level", "rank"])
    def test_a_row_without_value_or_comparator(self, kind: str) -> None:
        rows = [value("hightech_enterprises", 5, kind=kind) | {"obs_value": None}]
        rows += [value("hightech_enterprises", 5, kind=kind) | {"comparator": None}]
        assert check(stated(*rows), rules=self.rules()).empty


class TestImpliedSteps:
    def test_the_step_that_breaks_the_limit_is_named(self) -> None:
        found = found_by("implied_population_steps", implied((700, 70), (700, 70), (700, 60), (700, 60)))
        assert found["found"].tolist() == ["resident_population 100000 (2024), = 116667 (2025), +16.7%"]

    def test_steps_to_either_side_are_two_findings(self) -> None:
        found = found_by("implied_population_steps", implied((700, 70), (700, 60), (700, 70)))
        assert [f.split(", ")[-1] for f in found["found"]] == ["+16.7%", "-14.3%"]

    def test_a_target_is_not_divided_by_a_realised_rate(self) -> None:
        rows = [
            value("valid_invention_patents", 700, time_period=2023),
            value("invention_patents_per_10k", 70, time_period=2023),
        ]
        rows += [value("valid_invention_patents", 900, value_type="actual"), value("invention_patents_per_10k", 70)]
        assert found_by("implied_population_steps", stated(*rows)).empty

    @pytest.mark.parametrize(("definition", "findings"), [("all", 1), ("enterprise_only", 0)])
    def test_definitions_are_series_of_their_own(self, definition: str, findings: int) -> None:
        quotient = Quotient(numerator="rd_institutions_total", rate="rd_expenditure_gdp_ratio", denominator="gdp")
        rule = replace(RULES["implied_gdp_steps"], indicators=(), quotients=(quotient,))
        rows = [value("rd_institutions_total", 300, definition="all", time_period=2024)]
        rows += [value("rd_institutions_total", 100, definition=definition)]
        rows += [value("rd_expenditure_gdp_ratio", 3, time_period=year) for year in (2024, 2025)]
        assert len(check(stated(*rows), rules=[rule])) == findings


COMPARATORS = st.sampled_from(["=", ">", ">=", "<", "<=", "~"])
AMOUNTS = st.integers(0, 50).map(float)


def holds(value: float, stated: float, comparator: str) -> bool:
    """Say in other words than the module's whether a value is one that a statement allows."""
    return {
        "=": value == stated,
        ">": value > stated,
        ">=": value >= stated,
        "<": value < stated,
        "<=": value <= stated,
        "~": abs(value - stated) <= ABOUT * stated,
    }[comparator]


class TestProof:
    @given(AMOUNTS, COMPARATORS, AMOUNTS, COMPARATORS)
    def test_what_is_proved_holds_for_all_values_and_what_is_not_has_a_way_out(
        self, a: float, how_a: str, b: float, how_b: str
    ) -> None:
        grid = [n / 20 for n in range(2001)]
        values_a = [v for v in grid if holds(v, a, how_a)]
        values_b = [v for v in grid if holds(v, b, how_b)]
        if values_a and values_b:  # "< 0" allows nothing
            assert allowed(a, how_a).exceeds(allowed(b, how_b)) == (min(values_a) > max(values_b))

    @given(AMOUNTS, COMPARATORS, AMOUNTS, COMPARATORS, st.data())
    def test_sums_and_quotients_contain_those_of_the_values(
        self, a: float, how_a: str, b: float, how_b: str, data: st.DataObject
    ) -> None:
        one, other = allowed(a, how_a), allowed(b, how_b)
        x, y = (data.draw(st.floats(i.low, min(i.high, i.low + 100))) for i in (one, other))
        total = one.plus(other)
        assert total.low <= x + y <= total.high or math.isclose(x + y, total.high)
        if y > 0:
            quotient = one.over(other)
            assert quotient.low <= x / y * (1 + 1e-9)
            assert x / y <= quotient.high * (1 + 1e-9)

    @given(st.integers(1, 99).map(float), st.integers(1, 99).map(float))
    def test_no_interval_exceeds_itself(self, a: float, b: float) -> None:
        interval = Interval(min(a, b), max(a, b))
        assert not interval.exceeds(interval)
        assert not interval.is_apart_from(interval)

    def test_growth_may_be_negative(self) -> None:
        assert allowed(5, "<=", floor=-math.inf).low == -math.inf


BASE = """
- id: first
  check: bounds
  severity: error
  name_zh: 甲
  name_en: A
  why: because
  maximum: 100
"""


def loaded(folder: Path, text: str) -> tuple[Rule, ...]:
    (folder / "rules.yaml").write_text(text, encoding="utf-8")
    return load_rules(folder, DS.codelists)


class TestLoading:
    def test_shipped_rules(self) -> None:
        assert {rule.check for rule in RULES.values()} == set(CHECKS)

    def test_a_folder_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(DataError, match="rules: the folder is missing; restore it"):
            load_rules(tmp_path / "rules", DS.codelists)

    def test_a_folder_without_rules(self, tmp_path: Path) -> None:
        assert load_rules(tmp_path, DS.codelists) == ()

    def test_a_rule(self, tmp_path: Path) -> None:
        (rule,) = loaded(tmp_path, BASE)
        assert (rule.id, rule.check, rule.maximum, rule.minimum) == ("first", "bounds", 100, None)

    @pytest.mark.parametrize(
        ("wrong", "message"),
        [
            (("check: bounds", "check: bound"), "rules.yaml: first: unknown check 'bound'; nearest: bounds"),
            (("severity: error", "severity: errors"), "unknown severity 'errors'; nearest: error"),
            (("maximum: 100", "maximun: 100"), "unknown field 'maximun'; nearest: maximum"),
            (("maximum: 100", "maximum: 1\n  indicators: [hightech_enterprise]"), "nearest: hightech_enterprises"),
            (("maximum: 100", "maximum: 1\n  families: [unicorn]"), "unknown family 'unicorn'; nearest: unicorns"),
            (("maximum: 100", "maximum: 1\n  kinds: [ratios]"), "unknown kind 'ratios'; nearest: ratio"),
            (("maximum: 100", "maximum: 1\n  dimensions: [percents]"), "unknown dimension 'percents'; nearest: percent"),
            (("maximum: 100", "maximum: '100'"), "field 'maximum': expected a number, found '100'"),
            (("maximum: 100", "maximum: 1\n  minimum: 2"), "minimum is 2, above maximum 1"),
            (("  maximum: 100", ""), "check 'bounds' needs 'minimum' or 'maximum'"),
            (
                ("maximum: 100", "maximum: 1\n  factor: 2"),
                "check 'bounds' does not take 'factor'; it takes indicators, families",
            ),
            (("check: bounds", "check: uncatalogued"), "check 'uncatalogued' does not take 'maximum'; it takes none"),
            (("check: bounds", "check: jump\n  factor: 1"), "factor is 1; expected more than 1"),
            (("check: bounds", "check: near_terms"), "check 'near_terms' needs 'families'"),
            (("why: because", "caveat_en: perhaps"), "field 'why' is missing"),
            (("why: because", "why: x\n  caveat_en: perhaps"), "a caveat needs both caveat_zh and caveat_en"),
            (
                ("check: bounds", "check: part_whole\n  wholes: [{parts: [gdp], whole: tech_smes, definitions: [register]}]"),
                "tech_smes: unknown definition 'register'; nearest: national_register",
            ),
            (
                ("check: bounds", "check: part_whole\n  wholes: [{parts: [gdq], whole: gdp}]"),
                "unknown indicator 'gdq'; nearest: gdp",
            ),
        ],
    )
    def test_mistakes_are_named_with_what_was_meant(self, tmp_path: Path, wrong: tuple[str, str], message: str) -> None:
        with pytest.raises(DataError) as error:
            loaded(tmp_path, BASE.replace(*wrong))
        assert message in str(error.value)

    def test_ids_are_unique_over_all_files(self, tmp_path: Path) -> None:
        (tmp_path / "earlier.yaml").write_text(BASE, encoding="utf-8")
        with pytest.raises(DataError, match=r"rules\.yaml: first: the id is taken by a rule of earlier\.yaml"):
            loaded(tmp_path, BASE)

    def test_all_mistakes_are_listed(self, tmp_path: Path) -> None:
        with pytest.raises(DataError) as error:
            loaded(tmp_path, BASE.replace("bounds", "bound").replace("error", "fatal"))
        assert str(error.value).splitlines()[0] == f"{tmp_path}: the rules cannot be used:"
        assert len(str(error.value).splitlines()) == 3
