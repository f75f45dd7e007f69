"""The list sheets: long data, quotes, definitions, sources.

Each function fills an empty sheet from the chosen content; which rows are chosen and how lists look is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
from openpyxl.worksheet.worksheet import Worksheet

from compare.codelists import Codelist
from compare.dataset import STANDARD, comment_text, definition_name, map_rows, split_ids
from compare.workbook.cells import is_missing, number_format
from compare.workbook.content import Content, mark
from compare.workbook.families import family_names
from compare.workbook.labels import sheet_name, text
from compare.workbook.layout import is_large, print_columns, write_list
from compare.workbook.notes import document_name, meaning
from compare.workbook.records import Column

Records = Sequence[Mapping[str, Any]]
WHOLE = ("0",)
"""The number format of years and characters."""


def names(codes: Codelist[Any], values: Sequence[object], language: str) -> list[str]:
    """Return the name of each code; a missing code has none."""
    return ["" if is_missing(v) else codes[str(v)].name(language) for v in values]


def base_format(row: Mapping[str, Any]) -> str:
    """Return the number format that shows a value in base units with the precision of the document."""
    decimals, power = (0 if is_missing(row[name]) else int(row[name]) for name in ("decimals", "unit_mult"))
    return number_format(max(0, decimals - power))


def link_column(content: Content, head: str, ids: Sequence[str | None], language: str) -> Column:
    """Return a column of identifiers that lead to their rows, as far as the workbook holds them."""
    places = () if is_large(len(ids)) else [content.place_of(i) for i in ids]
    links = [None if p is None else (sheet_name(p[0], language), p[1]) for p in places]
    return Column(head, 15, ids, "link", links=links)


def source_column(content: Content, ids: Sequence[str] | pd.Series, language: str) -> Column:
    """Return a column of documents that lead to their rows on the sheet of sources."""
    return _leading(text("source", language), 18, ids, sheet_name("sources", language), content.source_rows, ids)


def _leading(
    head: str, width: float, cells: Any, sheet: str, rows: Mapping[str, int], ids: Sequence[str | None] | pd.Series
) -> Column:
    """Return a column of which each cell leads to the row of its identifier on another sheet, where it has one."""
    known = () if is_large(len(ids)) else ids
    links = [(sheet, f"A{rows[i]}") if i is not None and i in rows else None for i in known]
    return Column(head, width, cells, "link", links=links)


def write_long(sheet: Worksheet, content: Content, language: str) -> None:
    """Fill the sheet of long data: every observation with its first quote."""
    frame = content.observations
    firsts = [content.first_mentions.get(code) for code in frame["observation_id"].tolist()]
    known = content.mentions[["mention_id", "quote", "char_start", "char_end"]].drop_duplicates("mention_id")
    quoted = known.set_index("mention_id", drop=False).reindex(pd.Index(firsts, dtype="str")).reset_index(drop=True)
    printed = [*_what(content, frame, language), *_quoted(content, frame, quoted, language)]
    columns = [*printed, *_more(content, frame, quoted, language)]
    title = text("long_title", language, count=len(frame))
    write_list(sheet, columns, language, title=title, note=text("long_note", language), table=f"LongData_{language}")
    print_columns(sheet, len(printed))


def _what(content: Content, frame: pd.DataFrame, language: str) -> list[Column]:
    """Return the columns that say what is stated: region, indicator, year, value."""
    lists, head = content.ds.codelists, _heads(language)

    def variant(row: Mapping[str, Any]) -> str | None:
        indicator = lists.indicator[row["indicator"]]
        return definition_name(indicator, row["definition"], language) if indicator.definitions else None

    return [
        Column(head("observation"), 14, frame["observation_id"]),
        _named(head("region"), 15, lists.ref_area, frame["ref_area"], language),
        _named(head("indicator"), 30, lists.indicator, frame["indicator"], language),
        Column(head("definition"), 20, map_rows(frame[["indicator", "definition"]], variant)),
        _named(head("kind"), 11, lists.kind, frame["kind"], language),
        _named(head("value_type"), 10, lists.value_type, frame["value_type"], language),
        Column(head("year"), 8, frame["time_period"], "number", WHOLE),
        Column(head("comparator"), 7, frame["comparator"].fillna("="), "sign", say=lambda sign: mark(sign) or "="),
        Column(
            head("value"), 17, frame["obs_value"], "number", map_rows(frame[["decimals", "unit_mult"]], base_format).tolist()
        ),
        _named(head("unit"), 12, lists.unit_measure, frame["unit_measure"], language),
    ]


def _named(head: str, width: float, codes: Codelist[Any], cells: pd.Series, language: str) -> Column:
    """Return a column of the names of codes."""
    return Column(head, width, cells, say=lambda code: codes[code].name(language))


def _quoted(content: Content, frame: pd.DataFrame, quoted: pd.DataFrame, language: str) -> list[Column]:
    """Return the columns that say where it is stated first."""
    head, rows, sources = _heads(language), content.mention_rows, content.ds.sources
    ids = quoted["mention_id"]
    return [
        _leading(head("quote_row"), 15, ids, sheet_name("quotes", language), rows, ids),
        Column(head("quote"), 56, quoted["quote"]),
        Column(head("document_name"), 20, frame["source_id"], say=lambda i: document_name(sources[i], language)),
    ]


def _more(content: Content, frame: pd.DataFrame, quoted: pd.DataFrame, language: str) -> list[Column]:
    """Return the columns for work on the screen, which are not printed."""
    ds, lists, head = content.ds, content.ds.codelists, _heads(language)
    areas, levels = lists.ref_area, lists.area_level
    found = [content.finding_of.get(code) for code in frame["observation_id"].tolist()]
    flags = [f"{lists.severity[f['severity']].name(language)}：{f['finding_id']}" if f else "" for f in found]
    flagged = {f["finding_id"]: f["row"] for f in found if f}
    ids = [f["finding_id"] if f else None for f in found]

    def topic(code: str) -> str:
        found = lists.indicator[code].topic
        return lists.topic[found].name(language) if found else ""

    return [
        source_column(content, frame["source_id"], language),
        _leading(head("flagged"), 18, flags, sheet_name("findings", language), flagged, ids),
        Column(head("document"), 40, frame["source_id"], say=lambda i: ds.sources[i].title_in(language)),
        Column(head("start"), 11, quoted["char_start"], "number", WHOLE),
        Column(head("end"), 11, quoted["char_end"], "number", WHOLE),
        Column(head("n_mentions"), 9, [len(split_ids(ids)) for ids in frame["mention_ids"].tolist()], "number"),
        Column(head("level"), 12, frame["ref_area"], say=lambda area: levels[areas[area].level].name(language)),
        Column(head("topic"), 14, frame["indicator"], say=topic),
        Column(head("period_start"), 9, frame["period_start"], "number", WHOLE),
        Column(head("base_period"), 10, frame["base_period"]),
        Column(head("unit_mult"), 10, frame["unit_mult"], "number"),
        _named(head("obs_status"), 12, lists.obs_status, frame["obs_status"], language),
        Column(head("region_code"), 18, frame["ref_area"]),
        Column(head("indicator_code"), 36, frame["indicator"]),
        Column(head("definition_code"), 22, frame["definition"]),
        Column(head("comment"), 30, frame["comment"], say=lambda words: comment_text(ds, words, language)),
    ]


def _heads(language: str) -> Callable[[str], str]:
    return lambda key: text(key, language)


def write_quotes(sheet: Worksheet, content: Content, language: str) -> None:
    """Fill the sheet of quotes: every statement of an indicator with its words and place."""
    title = text("quotes_title", language, count=len(content.mentions))
    columns = _quote_columns(content, content.mentions, language)
    write_list(sheet, columns, language, title=title, note=text("quotes_note", language), table=f"Quotes_{language}")
    print_columns(sheet, [c.head for c in columns].index(text("observation", language)) + 1)


def _quote_columns(content: Content, frame: pd.DataFrame, language: str) -> list[Column]:
    lists, head, sources = content.ds.codelists, _heads(language), content.ds.sources
    owners = [content.observation_of.get(code) for code in frame["mention_id"].tolist()]
    rows, long = content.observation_rows, sheet_name("long", language)

    def indicator(code: str) -> str:
        return lists.indicator[code].name(language) if code else text("uncatalogued", language)

    return [
        Column(head("mention"), 15, frame["mention_id"]),
        Column(head("document_name"), 20, frame["source_id"], say=lambda i: document_name(sources[i], language)),
        Column(head("section"), 36, frame["section"]),
        Column(head("quote"), 64, frame["quote"]),
        Column(head("number"), 10, frame["text"]),
        Column(head("start"), 11, frame["char_start"], "number", WHOLE),
        Column(head("end"), 11, frame["char_end"], "number", WHOLE),
        _named(head("region"), 15, lists.ref_area, frame["ref_area"], language),
        Column(head("indicator"), 28, frame["indicator"].fillna(""), say=indicator),
        Column(head("year"), 8, frame["time_period"], "number", WHOLE),
        _leading(head("observation"), 14, owners, long, rows, owners),
        source_column(content, frame["source_id"], language),
        Column(head("named"), 24, frame["indicator_text"]),
        Column(head("document"), 40, frame["source_id"], say=lambda i: sources[i].title_in(language)),
        Column(head("repair"), 24, frame["repair"]),
        Column(head("quote_start"), 9, frame["quote_start"], "number", WHOLE),
        Column(head("quote_end"), 9, frame["quote_end"], "number", WHOLE),
    ]


def write_definitions(sheet: Worksheet, content: Content, language: str) -> None:
    """Fill the sheet of definitions: the indicators of the chosen data in all their variants."""
    lists, head = content.ds.codelists, _heads(language)
    used = set(content.observations["indicator"].unique()) | {c.measure.indicator for c in content.comparisons}
    pairs = [(i, d) for code, i in lists.indicator.items() if code in used for d in (i.definitions or (None,))]
    counts = content.observations.groupby(["indicator", "definition"]).size().to_dict()
    indicators = [i for i, _ in pairs]
    other = "en" if language == "zh" else "zh"
    directions = {1: "up", -1: "down", 0: "neutral"}
    meanings, families = [meaning(i, d, language) for i, d in pairs], family_names(content, language)
    columns = [
        Column(head("indicator_code"), 30, [i.id for i in indicators]),
        Column(head("indicator"), 28, [i.name(language) for i in indicators]),
        Column(head("other_name"), 28, [i.name(other) for i in indicators]),
        Column(head("definition"), 18, [d.name(language) if d else "" for _, d in pairs]),
        Column(head("meaning"), 50, meanings),
        Column(head("unit"), 12, names(lists.unit_measure, [i.unit or None for i in indicators], language)),
        Column(head("default_kind"), 12, names(lists.kind, [i.kind or None for i in indicators], language)),
        Column(head("direction"), 12, [text(directions[i.direction], language) for i in indicators]),
        Column(head("topic"), 14, names(lists.topic, [i.topic or None for i in indicators], language)),
        Column(head("family"), 28, [families[i.family] if i.family else "" for i in indicators]),
        Column(head("n_observations"), 13, [counts.get((i.id, d.id if d else STANDARD), 0) for i, d in pairs], "number"),
    ]
    title = text("definitions_title", language, count=len(pairs))
    write_list(sheet, columns, language, title=title, note=text("definitions_note", language), table=f"Definitions_{language}")
