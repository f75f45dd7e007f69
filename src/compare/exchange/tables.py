"""The tables that leave the suite: rows of a selection, with names beside codes and the words of the document beside values.

Columns keep the names of `compare.schema`; a name stands right after its code as ``…_zh`` and ``…_en``. Nothing is rounded.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd

from compare.codelists import Codelist
from compare.dataset import (
    Dataset,
    Measure,
    Selection,
    check_reference,
    comment_text,
    compare_measures,
    definition_name,
    format_value,
    map_rows,
    map_values,
    select,
    split_ids,
    to_rows,
)
from compare.errors import unknown_name

LANGUAGES = {"zh": ("zh",), "en": ("en",), "both": ("zh", "en")}

_NAMED: Mapping[str, str] = {
    name: name
    for name in (
        *("ref_area", "indicator", "kind", "unit_measure", "transformation"),
        *("check", "severity", "instrument", "instrument_group"),
    )
} | {"level": "area_level"}
"""Column with codes, and the codelist that has their names."""

_PRINTED = ("obs_value", "upper_value", "unit_measure", "unit_mult", "decimals", "comparator")
"""Columns that say how a value is printed."""

_TEXTS = ("comment",)
"""Columns of phrases, which become one column in each language."""


def exchange_table(
    ds: Dataset,
    table: str,
    *,
    indicators: Sequence[str] | None = None,
    regions: Sequence[str] | None = None,
    reference: str | None = "best",
    language: str = "both",
) -> pd.DataFrame:
    """Return a table of a selection as it is written to files.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    table : str
        A key of `TABLES`.
    indicators, regions : sequence of str, optional
        Codes or names; without them all. The comparison then has every measure that two or more areas state.
    reference : str, optional
        What values of the comparison are held against: ``"best"``, ``"median"``, ``"parent"``, a region, or None.
    language : str, optional
        ``"zh"``, ``"en"`` or ``"both"``: in which languages names and sentences stand beside the codes.

    Returns
    -------
    pandas.DataFrame
        The columns are explained in `compare.exchange.COLUMNS`. An area without a value keeps its row in the comparison.

    Raises
    ------
    UnknownNameError
        A table, language, indicator, region or reference is not known; the nearest are given.

    Examples
    --------
    >>> from compare import load
    >>> frame = exchange_table(load(), "comparison", indicators=["rd_expenditure_gdp_ratio"], language="en")
    >>> frame[["ref_area_en", "value_en", "absence"]].iloc[[0, -1]].values.tolist()
    [['Jiangyin National High-tech Zone', '≥ 5.5%', nan], ['Tongxiang City', nan, 'other_definition']]
    """
    check_request(table, language)
    chosen = select(ds, indicators=indicators, regions=regions)
    if reference is not None:
        check_reference(ds, reference, chosen.measures())
    frame = TABLES[table](chosen, reference)
    dropped = tuple(f"_{x}" for x in ("zh", "en") if x not in LANGUAGES[language])
    return frame[[c for c in frame.columns if not str(c).endswith(dropped)]] if dropped else frame


def check_request(table: str, language: str) -> None:
    """Refuse a table or language that is not known, before any data are read."""
    if table not in TABLES:
        error = unknown_name("table", table, TABLES)
        raise type(error)(f"{error}\n  tables: {', '.join(TABLES)}")
    if language not in LANGUAGES:
        raise unknown_name("language", language, LANGUAGES)


def _comparison(chosen: Selection, reference: str | None) -> pd.DataFrame:
    """Return a row for each measure and area, in the order of the measures, with the words of the value."""
    ds, areas = chosen.ds, chosen.stating()
    measures = map(Measure.of, to_rows(chosen.measures()))
    frame = compare_measures(ds, measures, regions=areas, reference=reference)
    frame = _with_quotes(ds, frame.drop(columns="transformation"), frame["observation_id"].map(chosen.first_mentions()))
    return _named(ds, _with_values(ds, frame))


def _observations(chosen: Selection, _: str | None) -> pd.DataFrame:
    ds, frame = chosen.ds, chosen.observations()
    return _named(ds, _with_values(ds, _with_quotes(ds, frame, frame["observation_id"].map(chosen.first_mentions()))))


def _mentions(chosen: Selection, _: str | None) -> pd.DataFrame:
    ds, frame = chosen.ds, chosen.mentions()
    pairs = zip(*(ds.observations[name].tolist() for name in ("observation_id", "mention_ids")), strict=True)
    owners = {mention: code for code, mentions in pairs for mention in split_ids(mentions)}
    frame.insert(1, "observation_id", map_values(frame["mention_id"], owners.get))
    return _named(ds, _with_sources(ds, frame))


def _derived(chosen: Selection, _: str | None) -> pd.DataFrame:
    return _named(chosen.ds, _with_values(chosen.ds, _with_sources(chosen.ds, chosen.derived())))


def _findings(chosen: Selection, _: str | None) -> pd.DataFrame:
    return _named(chosen.ds, _with_sources(chosen.ds, chosen.findings()))


def _actions(chosen: Selection, _: str | None) -> pd.DataFrame:
    ds, frame = chosen.ds, chosen.actions()
    groups = frame["instrument"].map({code: i.group or None for code, i in ds.codelists.instrument.items()}).astype("str")
    frame.insert(list(frame.columns).index("instrument") + 1, "instrument_group", groups)
    return _named(ds, _with_sources(ds, frame))


TABLES: Mapping[str, Callable[[Selection, str | None], pd.DataFrame]] = {
    "comparison": _comparison,
    "observations": _observations,
    "mentions": _mentions,
    "derived": _derived,
    "findings": _findings,
    "actions": _actions,
}
"""The tables by name; the first is the one that is written where none is named."""


def _with_quotes(ds: Dataset, frame: pd.DataFrame, mentions: pd.Series) -> pd.DataFrame:
    """Add document, words and place of a mention for each row."""
    frame = _with_sources(ds, frame)
    shown = ds.mentions[["mention_id", "quote", "text", "char_start", "char_end", "section"]]
    by_id = shown.drop_duplicates("mention_id").set_index("mention_id")
    places = by_id.reindex(mentions.astype("str")).set_axis(frame.index)
    return _behind(frame, "issued", {"quote_number" if c == "text" else str(c): places[c] for c in places})


def _with_sources(ds: Dataset, frame: pd.DataFrame) -> pd.DataFrame:
    """Add title, number and date of the document behind its code."""
    sources = ds.sources.values()
    known: dict[str, dict[str, str | None]] = {
        "title_zh": {s.id: s.title for s in sources},
        "title_en": {s.id: s.title_en for s in sources},
        "document_number": {s.id: s.document_number or None for s in sources},
        "issued": {s.id: s.issued for s in sources},
    }
    return _behind(frame, "source_id", {name: map_values(frame["source_id"], names.get) for name, names in known.items()})


def _with_values(ds: Dataset, frame: pd.DataFrame) -> pd.DataFrame:
    """Add the value as a reader sees it, in both languages, behind the number."""
    printed = frame[[name for name in _PRINTED if name in frame]]
    shown = {f"value_{x}": map_rows(printed, partial(format_value, ds, language=x)) for x in ("zh", "en")}
    return _behind(frame, "obs_value", {name: words.where(frame["obs_value"].notna()) for name, words in shown.items()})


def _named(ds: Dataset, frame: pd.DataFrame) -> pd.DataFrame:
    """Add the names of codes and the words of comments in both languages, each behind its column."""
    for column, codelist in _NAMED.items():
        if column in frame:
            codes: Codelist[Any] = getattr(ds.codelists, codelist)
            known = {f"{column}_{x}": {str(c): codes[c].name(x) for c in codes} for x in ("zh", "en")}
            frame = _behind(frame, column, {name: map_values(frame[column], names.get) for name, names in known.items()})
    if "definition" in frame:
        frame = _behind(frame, "definition", _definitions(ds, frame))
    for column in (c for c in _TEXTS if c in frame):
        comments = frame[column].dropna().unique()
        told = {f"{column}_{x}": {c: comment_text(ds, c, x) or None for c in comments} for x in ("zh", "en")}
        frame = _behind(frame, column, {name: map_values(frame[column], words.get) for name, words in told.items()})
        frame = frame.drop(columns=column)
    return frame


def _definitions(ds: Dataset, frame: pd.DataFrame) -> dict[str, pd.Series]:
    """Return the names of the statistical variants; an indicator without variants has none."""
    indicators, pairs = ds.codelists.indicator, frame[["indicator", "definition"]]

    def name(row: Mapping[str, Any], language: str) -> str | None:
        indicator = indicators[row["indicator"]] if None not in row.values() else None
        return definition_name(indicator, row["definition"], language) if indicator and indicator.definitions else None

    return {f"definition_{x}": map_rows(pairs, partial(name, language=x)) for x in ("zh", "en")}


def _behind(frame: pd.DataFrame, column: str, added: Mapping[str, pd.Series]) -> pd.DataFrame:
    """Return the frame with columns added right behind one of its own."""
    order = [name for c in frame.columns for name in ([c, *added] if c == column else [c])]
    return frame.assign(**added)[order]
