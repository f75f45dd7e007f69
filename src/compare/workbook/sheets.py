"""The list sheets: long data, quotes, definitions, sources.

Each function fills an empty sheet from the chosen content; which rows are chosen and how lists look is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

from compare.codelists import Codelist
from compare.dataset import STANDARD, comment_text, definition_name, split_ids, to_rows
from compare.workbook.cells import is_missing, number_format
from compare.workbook.content import Content, mark
from compare.workbook.families import family_names
from compare.workbook.labels import sheet_name, text
from compare.workbook.layout import print_columns, write_list
from compare.workbook.notes import document_name, meaning
from compare.workbook.records import Column

Records = Sequence[Mapping[str, Any]]


def names(codes: Codelist[Any], values: Sequence[object], language: str) -> list[str]:
    """Return the name of each code; a missing code has none."""
    return ["" if is_missing(v) else codes[str(v)].name(language) for v in values]


def _get(records: Records, field: str) -> list[Any]:
    return [record.get(field) for record in records]


def base_formats(records: Records) -> list[str]:
    """Return number formats that show values in base units with the precision of the document."""
    places = [[0 if is_missing(r[name]) else int(r[name]) for name in ("decimals", "unit_mult")] for r in records]
    return [number_format(max(0, decimals - power)) for decimals, power in places]


def link_column(content: Content, head: str, ids: Sequence[str | None], language: str) -> Column:
    """Return a column of identifiers that lead to their rows, as far as the workbook holds them."""
    places = [content.place_of(i) for i in ids]
    links = [None if p is None else (sheet_name(p[0], language), p[1]) for p in places]
    return Column(head, 15, ids, "link", links=links)


def source_column(content: Content, ids: Sequence[str], language: str) -> Column:
    """Return a column of documents that lead to their rows on the sheet of sources."""
    links = [(sheet_name("sources", language), f"A{content.source_rows[i]}") for i in ids]
    return Column(text("source", language), 18, ids, "link", links=links)


def write_long(sheet: Worksheet, content: Content, language: str) -> None:
    """Fill the sheet of long data: every observation with its first quote."""
    records = to_rows(content.observations)
    firsts = [dict(content.first_mentions.get(r["observation_id"], {})) for r in records]
    printed = [*_what(content, records, language), *_quoted(content, records, firsts, language)]
    columns = [*printed, *_more(content, records, firsts, language)]
    title = text("long_title", language, count=len(records))
    write_list(sheet, columns, language, title=title, note=text("long_note", language), table=f"LongData_{language}")
    print_columns(sheet, len(printed))


def _what(content: Content, records: Records, language: str) -> list[Column]:
    """Return the columns that say what is stated: region, indicator, year, value."""
    lists, head = content.ds.codelists, _heads(language)
    indicators = [lists.indicator[r["indicator"]] for r in records]
    variants = [
        definition_name(i, r["definition"], language) if i.definitions else "" for i, r in zip(indicators, records, strict=True)
    ]
    return [
        Column(head("observation"), 14, _get(records, "observation_id")),
        Column(head("region"), 15, names(lists.ref_area, _get(records, "ref_area"), language)),
        Column(head("indicator"), 30, [i.name(language) for i in indicators]),
        Column(head("definition"), 20, variants),
        Column(head("kind"), 11, names(lists.kind, _get(records, "kind"), language)),
        Column(head("value_type"), 10, names(lists.value_type, _get(records, "value_type"), language)),
        Column(head("year"), 8, _get(records, "time_period"), "number", ["0"] * len(records)),
        Column(head("comparator"), 7, [mark(c) or "=" for c in _get(records, "comparator")], "sign"),
        Column(head("value"), 17, _get(records, "obs_value"), "number", base_formats(records)),
        Column(head("unit"), 12, names(lists.unit_measure, _get(records, "unit_measure"), language)),
    ]


def _quoted(content: Content, records: Records, firsts: Records, language: str) -> list[Column]:
    """Return the columns that say where it is stated first."""
    links = [(sheet_name("quotes", language), f"A{content.mention_rows[m['mention_id']]}") if m else None for m in firsts]
    head, named = _heads(language), [document_name(content.ds.sources[r["source_id"]], language) for r in records]
    return [
        Column(head("quote_row"), 15, _get(firsts, "mention_id"), "link", links=links),
        Column(head("quote"), 56, _get(firsts, "quote")),
        Column(head("document_name"), 20, named),
    ]


def _more(content: Content, records: Records, firsts: Records, language: str) -> list[Column]:
    """Return the columns for work on the screen, which are not printed."""
    lists, head = content.ds.codelists, _heads(language)
    sources = [content.ds.sources[r["source_id"]] for r in records]
    levels = [lists.ref_area[r["ref_area"]].level for r in records]
    topics = [lists.indicator[r["indicator"]].topic or None for r in records]
    found = [content.finding_of.get(r["observation_id"]) for r in records]
    flags = [f"{lists.severity[f['severity']].name(language)}：{f['finding_id']}" if f else "" for f in found]
    places = [(sheet_name("findings", language), f"A{f['row']}") if f else None for f in found]
    return [
        source_column(content, [s.id for s in sources], language),
        Column(head("flagged"), 18, flags, "link", links=places),
        Column(head("document"), 40, [s.title if language == "zh" else s.title_en for s in sources]),
        Column(head("start"), 11, _get(firsts, "char_start"), "number", ["0"] * len(records)),
        Column(head("end"), 11, _get(firsts, "char_end"), "number", ["0"] * len(records)),
        Column(head("n_mentions"), 9, [len(split_ids(r["mention_ids"])) for r in records], "number"),
        Column(head("level"), 12, names(lists.area_level, levels, language)),
        Column(head("topic"), 14, names(lists.topic, topics, language)),
        Column(head("period_start"), 9, _get(records, "period_start"), "number", ["0"] * len(records)),
        Column(head("base_period"), 10, _get(records, "base_period")),
        Column(head("unit_mult"), 10, _get(records, "unit_mult"), "number"),
        Column(head("obs_status"), 12, names(lists.obs_status, _get(records, "obs_status"), language)),
        Column(head("region_code"), 18, _get(records, "ref_area")),
        Column(head("indicator_code"), 36, _get(records, "indicator")),
        Column(head("definition_code"), 22, _get(records, "definition")),
        Column(head("comment"), 30, [comment_text(content.ds, r["comment"], language) for r in records]),
    ]


def _heads(language: str) -> Callable[[str], str]:
    return lambda key: text(key, language)


def write_quotes(sheet: Worksheet, content: Content, language: str) -> None:
    """Fill the sheet of quotes: every statement of an indicator with its words and place."""
    records = to_rows(content.mentions)
    title = text("quotes_title", language, count=len(records))
    columns = _quote_columns(content, records, language)
    write_list(sheet, columns, language, title=title, note=text("quotes_note", language), table=f"Quotes_{language}")
    print_columns(sheet, [c.head for c in columns].index(text("observation", language)) + 1)


def _quote_columns(content: Content, records: Records, language: str) -> list[Column]:
    lists, head = content.ds.codelists, _heads(language)
    owners = [content.observation_of.get(r["mention_id"]) for r in records]
    rows = content.observation_rows
    links = [(sheet_name("long", language), f"A{rows[o]}") if o else None for o in owners]
    sources = [content.ds.sources[r["source_id"]] for r in records]
    indicators = [n or text("uncatalogued", language) for n in names(lists.indicator, _get(records, "indicator"), language)]
    return [
        Column(head("mention"), 15, _get(records, "mention_id")),
        Column(head("document_name"), 20, [document_name(s, language) for s in sources]),
        Column(head("section"), 36, _get(records, "section")),
        Column(head("quote"), 64, _get(records, "quote")),
        Column(head("number"), 10, _get(records, "text")),
        Column(head("start"), 11, _get(records, "char_start"), "number", ["0"] * len(records)),
        Column(head("end"), 11, _get(records, "char_end"), "number", ["0"] * len(records)),
        Column(head("region"), 15, names(lists.ref_area, _get(records, "ref_area"), language)),
        Column(head("indicator"), 28, indicators),
        Column(head("year"), 8, _get(records, "time_period"), "number", ["0"] * len(records)),
        Column(head("observation"), 14, owners, "link", links=links),
        source_column(content, [s.id for s in sources], language),
        Column(head("named"), 24, _get(records, "indicator_text")),
        Column(head("document"), 40, [s.title if language == "zh" else s.title_en for s in sources]),
        Column(head("repair"), 24, _get(records, "repair")),
        Column(head("quote_start"), 9, _get(records, "quote_start"), "number", ["0"] * len(records)),
        Column(head("quote_end"), 9, _get(records, "quote_end"), "number", ["0"] * len(records)),
    ]


def write_definitions(sheet: Worksheet, content: Content, language: str) -> None:
    """Fill the sheet of definitions: the indicators of the chosen data in all their variants."""
    lists, head = content.ds.codelists, _heads(language)
    used = set(content.observations["indicator"]) | {c.measure.indicator for c in content.comparisons}
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
