"""From mentions to observations, on invented documents: merging, ranges, contradictions, units, definitions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare import DataError, Dataset, load
from compare.dataset import to_rows, write_table
from compare.dataset.parts import load_part_words
from compare.harmonise import observe
from compare.harmonise.observations import choose_definition, merge_comparators, read_printed
from compare.lexicons import load_lexicons
from compare.schema import OBSERVATION_KEY, assign_mention_ids, conform

ROOT = Path(__file__).parents[1]
MINIATURE = Path(__file__).parent / "miniature"
DS: Dataset = load(MINIATURE)


def mention(place: int, value: float | None, **changes: Any) -> dict[str, Any]:
    """Return a target of high-tech enterprises of the district, `place` characters into its document."""
    text = "零" if value is None else f"{value:g}"
    stated = {
        "source_id": "qingchuan_2022",
        "char_start": place,
        "char_end": place + len(text),
        "text": text,
        "quote": f"达{text}家",
    }
    stated |= {
        "quote_start": place - 1,
        "quote_end": place + len(text) + 1,
        "disposition": "indicator",
        "value": value,
        "unit": "家",
    }
    stated |= {"comparator": "=", "kind": "level", "time_period": 2025, "value_type": "target", "ref_area": "XX-11"}
    return stated | {"indicator": "hightech_firms", "indicator_text": "高新技术企业"} | changes


def table(*mentions: dict[str, Any]) -> pd.DataFrame:
    return conform(assign_mention_ids(conform(pd.DataFrame(list(mentions)), "mentions")), "mentions")


def observed(*mentions: dict[str, Any]) -> list[dict[str, Any]]:
    return to_rows(observe(table(*mentions), DS.codelists, DS.sources))


def test_rebuild_of_the_miniature_is_byte_for_byte(tmp_path: Path) -> None:
    for mentions in (DS.mentions, DS.mentions.sample(frac=1, random_state=1)):
        write_table(observe(mentions, DS.codelists, DS.sources), tmp_path / "o.csv")
        assert (tmp_path / "o.csv").read_bytes() == (MINIATURE / "data" / "derived" / "observations.csv").read_bytes()


def test_order_of_documents_does_not_matter() -> None:
    parts = [group for _, group in DS.mentions.groupby("source_id")]
    forward, backward = (observe(pd.concat(p), DS.codelists, DS.sources) for p in (parts, parts[::-1]))
    pd.testing.assert_frame_equal(forward, backward)


def test_nothing_stated() -> None:
    assert len(observe(table(mention(5, 1, disposition="date")), DS.codelists, DS.sources)) == 0
    assert observed(mention(5, None), mention(9, 8, indicator=None)) == []


class TestMerging:
    def test_repeated_statement_keeps_all_mentions_and_the_bound(self) -> None:
        (row,) = observed(mention(5, 500), mention(90, 500, comparator=">="))
        assert (row["obs_value"], row["comparator"], row["obs_status"]) == (500, ">=", "A")
        assert len(row["mention_ids"].split()) == 2
        assert row["comment"] == "stated with = and >="

    def test_count_words_of_one_indicator_are_one_unit(self) -> None:
        (row,) = observed(mention(5, 10), mention(50, 10, unit="个"))
        assert row["unit_measure"] == "家"

    @pytest.mark.parametrize(
        ("stated", "merged"),
        [("=", "="), ("=~", "~"), ("= >=", ">="), ("> >=", ">="), ("= >", ">"), ("< <=", "<="), ("~ >", ">"), (">= <=", "=")],
    )
    def test_comparator_of_equal_values(self, stated: str, merged: str) -> None:
        comparators = list(stated) if " " not in stated else stated.split()
        assert merge_comparators(comparators) == merged
        assert merge_comparators(comparators[::-1]) == merged

    def test_unequal_values_are_kept_and_point_at_each_other(self) -> None:
        first, second = observed(mention(5, 500), mention(90, 550))
        assert (first["obs_value"], second["obs_value"]) == (500, 550)
        assert {first["obs_status"], second["obs_status"]} == {"U"}
        assert first["comment"] == f"contradicted by {second['observation_id']}"
        assert second["observation_id"] == first["observation_id"] + "-2"

    def test_flows_of_other_periods_do_not_contradict(self) -> None:
        flow = {"indicator": "incubators", "kind": "flow", "unit": "个"}
        first, second = observed(mention(5, 30, period_start=2021, **flow), mention(90, 12, period_start=2024, **flow))
        assert {first["obs_status"], second["obs_status"]} == {"A"}
        assert first["comment"] == f"another period is {second['observation_id']}"

    def test_another_document_never_merges(self) -> None:
        assert len(observed(mention(5, 500), mention(5, 500, source_id="yunzhou_2021"))) == 2

    @given(
        st.lists(
            st.tuples(st.integers(1, 60), st.sampled_from([8, 9, 10]), st.sampled_from(["=", ">=", "~"])),
            min_size=1,
            max_size=6,
        )
    )
    def test_key_and_value_are_unique_and_no_mention_is_lost(self, stated: list[tuple[int, int, str]]) -> None:
        mentions = table(*(mention(p, v, comparator=c) for p, v, c in stated))
        found = observe(mentions, DS.codelists, DS.sources)
        assert not found.duplicated([*OBSERVATION_KEY, "obs_value"]).any()
        assert found["observation_id"].is_unique
        assert sorted(" ".join(found["mention_ids"]).split()) == sorted(mentions["mention_id"])
        pd.testing.assert_frame_equal(found, observe(mentions.iloc[::-1], DS.codelists, DS.sources))


class TestRanges:
    def test_two_ends_in_one_quote(self) -> None:
        quote = {"quote": "达20—30家", "quote_start": 4, "quote_end": 11}
        rows = observed(mention(5, 20, comparator=">=", **quote), mention(8, 30, comparator="<=", **quote))
        assert [(r["bound"], r["obs_value"], r["obs_status"]) for r in rows] == [("lower", 20, "A"), ("upper", 30, "A")]

    @pytest.mark.parametrize(("low", "high"), [(30, 20), (20, 20)])
    def test_ends_that_do_not_span_a_range_are_points(self, low: int, high: int) -> None:
        quote = {"quote": "达20—30家", "quote_start": 4, "quote_end": 11}
        rows = observed(mention(5, low, comparator=">=", **quote), mention(8, high, comparator="<=", **quote))
        assert {r["bound"] for r in rows} == {"point"}

    def test_bounds_in_two_quotes_are_points(self) -> None:
        rows = observed(mention(5, 20, comparator=">="), mention(80, 30, comparator="<="))
        assert {r["bound"] for r in rows} == {"point"}


class TestUnits:
    def test_base_unit_is_the_indicators(self) -> None:
        (row,) = observed(mention(5, 55, indicator="patents_per_10k", kind="ratio", unit="件"))
        assert row["unit_measure"] == "件_PER_10K"

    @pytest.mark.parametrize(
        ("kind", "unit"), [("growth", "%"), ("growth", "倍"), ("multiple", "倍"), ("change_pp", "百分点"), ("rank", "位")]
    )
    def test_relative_kinds_keep_the_unit_of_the_text(self, kind: str, unit: str) -> None:
        (row,) = observed(mention(5, 2, kind=kind, unit=unit))
        assert row["unit_measure"] == unit

    def test_misfits_and_unknown_codes_are_listed_together(self) -> None:
        with pytest.raises(DataError) as caught:
            observed(
                mention(5, 3, unit="元"),
                mention(15, 3, kind="growth"),
                mention(25, 3, indicator="hightech_firm"),
                mention(35, 3, ref_area="XX-12", unit=None),
            )
        assert str(caught.value).splitlines() == [
            "mentions cannot become observations:",
            "  qingchuan_2022 5:6 '3': unit '元' does not fit hightech_firms of kind level; expected '家'",
            "  qingchuan_2022 15:16 '3': unit '家' does not fit hightech_firms of kind growth; "
            "expected multiple or percent or permille",
            "  qingchuan_2022 25:26 '3': unknown indicator 'hightech_firm'; nearest: hightech_firms",
            "  qingchuan_2022 35:36 '3': no unit for hightech_firms",
            "  qingchuan_2022 35:36 '3': unknown ref_area 'XX-12'; nearest: XX-21, XX-20, XX-11",
        ]

    @pytest.mark.parametrize(
        ("text", "value", "printed"),
        [
            ("500", 500, (0, 0)),
            ("1.50", 15000, (4, 2)),
            ("1,200", 1200, (0, 0)),
            ("２．５", 2.5, (0, 1)),
            ("280", 28e9, (8, 0)),
            ("十五", 15, (0, 0)),
            ("L5", 15000, (0, None)),
            ("3", 0.3, (0, None)),
            ("0", 0, (0, 0)),
        ],
    )
    def test_magnitude_and_decimals_as_printed(self, text: str, value: float, printed: tuple[int, int | None]) -> None:
        assert read_printed(text, value) == printed

    @given(st.integers(1, 9999), st.integers(0, 3), st.sampled_from([0, 4, 8]))
    def test_printed_number_comes_back(self, digits: int, places: int, power: int) -> None:
        text = f"{digits / 10**places:.{places}f}"
        assert read_printed(text, float(text) * 10**power) == (power, places)


class TestDefinitions:
    @pytest.mark.parametrize(
        ("texts", "definition"),
        [
            (("规上工业研发经费", ""), "industry"),
            (("规模以上的规上与工业", ""), "industry"),
            (("研发经费", "全社会研发经费"), "whole_society"),
            (("研发经费", "规上工业企业的"), "industry"),
            (("全社会研发经费", "规上工业"), "whole_society"),
            (("研发经费", "投入"), "whole_society"),
        ],
    )
    def test_words_of_the_indicator_decide_before_the_clause(self, texts: tuple[str, str], definition: str) -> None:
        assert choose_definition(DS.codelists.indicator["rd_gdp_ratio"], *texts) == definition

    def test_only_the_clause_of_the_number_counts(self) -> None:
        quote = "规上工业增加值增长8%，研发占比达3%"
        place = {"quote": quote, "quote_start": 0, "quote_end": len(quote), "indicator_text": "研发占比"}
        (row,) = observed(mention(quote.index("3%"), 3, indicator="rd_gdp_ratio", kind="ratio", unit="%", **place))
        assert row["definition"] == "whole_society"

    def test_indicator_without_variants(self) -> None:
        assert choose_definition(DS.codelists.indicator["incubators"], "孵化器") == "standard"


def test_year_and_area_of_the_document_stand_in_and_the_comment_says_so() -> None:
    (row,) = observed(mention(5, 3, time_period=None, ref_area=None))
    assert (row["time_period"], row["ref_area"]) == (2025, "XX-11")
    assert row["comment"] == "year: end of the document's period; area: the document's"


WORDS = load_part_words(ROOT / "data" / "lexicons", load_lexicons(ROOT / "data" / "lexicons", DS.codelists.indicator).catalogue)


def said(place: int, sentence: str, value: float, **changes: Any) -> dict[str, Any]:
    """Return a mention whose quote begins at `place`: `sentence`, the value and its unit."""
    start = place + len(sentence)
    text = f"{value:g}"
    span = {"char_start": start, "char_end": start + len(text), "text": text}
    quote = {"quote": f"{sentence}{text}家", "quote_start": place, "quote_end": start + len(text) + 1}
    return mention(place, value) | span | quote | changes


def read(*mentions: dict[str, Any]) -> list[tuple[float, str, str | None]]:
    """Return value, status and comment, with `id` for the first identifier."""
    rows = to_rows(observe(table(*mentions), DS.codelists, DS.sources, words=WORDS))
    first = rows[0]["observation_id"]
    return [(r["obs_value"], r["obs_status"], r["comment"] and r["comment"].replace(first, "id")) for r in rows]


HEADLINE = said(0, "到2025年,全县高新技术企业达到", 500)


class TestParts:
    """Uses the shipped words: what is of a part contradicts nothing."""

    def test_a_part_leaves_the_headline_alone(self) -> None:
        assert read(HEADLINE, said(50, "新材料领域高新技术企业达到", 80), said(90, "其中规上高新技术企业", 300)) == [
            (500, "A", None),
            (80, "U", "of a part: 新材料领域"),
            (300, "U", "of a part: 其中规上"),
        ]

    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            (400, [(500, "A", None), (400, "U", "perhaps of a part")]),
            (600, [(500, "U", "contradicted by id-2"), (600, "U", "contradicted by id")]),
        ],
    )
    def test_words_that_nobody_knows_may_mean_a_part_if_it_is_less(self, value: int, expected: list[Any]) -> None:
        assert read(HEADLINE, said(50, "重点跟踪的高新技术企业达到", value)) == expected

    def test_two_plain_totals_contradict_each_other_and_no_part(self) -> None:
        statuses = read(HEADLINE, said(50, "高新技术企业总数达到", 550), said(90, "生物医药高新技术企业达到", 60))
        assert [status for _, status, _ in statuses] == ["U", "U", "U"]
        assert [comment for *_, comment in statuses] == [
            "contradicted by id-2",
            "contradicted by id",
            "of a part: 生物医药",
        ]

    def test_a_value_that_one_statement_gives_the_whole_is_of_the_whole(self) -> None:
        assert read(
            said(0, "其中高新技术企业", 500), said(40, "全县高新技术企业达到", 500), said(90, "其中高新技术企业", 80)
        ) == [
            (500, "A", None),
            (80, "U", "of a part: 其中"),
        ]

    @pytest.mark.parametrize(
        ("sentences", "statuses"),
        [
            (("高新技术企业确保达到", "力争高新技术企业达到"), ["A", "U"]),
            (("力争高新技术企业达到", "高新技术企业确保达到"), ["U", "U"]),
            (("高新技术企业达到", "力争高新技术企业达到"), ["U", "U"]),
        ],
    )
    def test_a_target_beyond_the_one_to_be_met(self, sentences: tuple[str, str], statuses: list[str]) -> None:
        rows = read(said(0, sentences[0], 450), said(50, sentences[1], 500))
        assert [status for _, status, _ in rows] == statuses
        assert (rows[1][2] == "stretch target beyond id") is (statuses[0] == "A")

    def test_without_words_all_contradict_each_other(self) -> None:
        rows = observed(HEADLINE, said(50, "新材料领域高新技术企业达到", 80))
        assert [row["obs_status"] for row in rows] == ["U", "U"]
