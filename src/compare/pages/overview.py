"""The opening sections of a benchmark report: what is compared, the main results, the documents, all comparisons.

Every number is counted from the rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from compare.comparability import direction
from compare.dataset import Measure, Source, explain_absence, leaders
from compare.pages.markup import Content, Html, element, join, link, table
from compare.pages.page import stated
from compare.pages.quoting import document_number
from compare.pages.view import View

_WIDE = 3
"""As many areas make a measure widely stated."""


def introduction(view: View) -> Html:
    """Say what is compared and what came out: title, lead, areas, main results."""
    return join(
        [
            element("h1", report_title(view)),
            element("p", lead(view), class_="lead"),
            element("p", view.word("areas_compared", names=view.listing(view.area(code) for code in view.areas))),
            element("h2", view.word("findings"), id="findings"),
            element("ul", *(_finding(view, measure) for measure in view.measures[: view.headline])),
        ]
    )


def report_title(view: View) -> str:
    """Return the title of the report, with the number of documents in it."""
    return view.word("title", documents=len(sources_of(view)))


def lead(view: View) -> str:
    """Return the first sentences: how many documents, areas and measures, issued when, for which years."""
    documents = sources_of(view)
    targets = [row for row in view.ds.rows if row["value_type"] == "target" and row["source_id"] in {s.id for s in documents}]
    counts = {
        "documents": view.count("documents", len(documents)),
        "stating": len({row["source_id"] for row in targets}),
        "areas": view.count("areas", len({row["ref_area"] for row in targets} & set(view.areas))),
        "measures": view.count("measures", len(view.measures)),
    }
    wide = sum(len(stated(view.of(measure))) >= _WIDE for measure in view.measures)
    first = view.word("lead", **counts) + (view.word("lead_wide", wide=wide) if wide else "") + view.word("full_stop")
    years = {row["time_period"] for measure in view.measures for row in stated(view.of(measure))}
    times = {"issued": _span(s.issued[:4] for s in documents), "years": _span(years)}
    return first + view.gap + view.word("lead_times", **times)


def sources_of(view: View) -> list[Source]:
    """Return the documents of the compared areas: their own, and those that their values and references come from."""
    used = set(view.rows["source_id"].dropna()) | set(view.rows["reference_source_id"].dropna())
    areas = set(view.areas)
    return [source for source in view.ds.sources.values() if source.id in used or source.ref_area in areas]


def _span(values: Any) -> str:
    """Return the first and last of some years, or the only one."""
    years = sorted({int(value) for value in values})
    return f"{years[0]}–{years[-1]}" if len(years) > 1 else "".join(str(year) for year in years)


def _finding(view: View, measure: Measure) -> Html:
    """Say in a sentence or two how the areas stand in one measure."""
    rows = view.of(measure)
    known = stated(rows)
    sentences = [_ranked_sentence(view, known)] if _is_one_panel(known) else _panel_sentences(view, known)
    if len({row["time_period"] for row in known}) > 1:
        sentences.append(view.word("finding_years"))
    absent = len(rows) - len(known)
    if absent:
        sentences.append(view.word("finding_absent_one" if absent == 1 else "finding_absent", n=absent))
    name = element("strong", link(f"#m{view.number(measure):02d}", view.label(measure)))
    return element("li", name, view.word("colon"), view.gap.join(sentence for sentence in sentences if sentence))


def _is_one_panel(rows: list[dict[str, Any]]) -> bool:
    return {row["panel"] for row in rows} == {"all"}


def _ranked_sentence(view: View, rows: list[dict[str, Any]]) -> str:
    """Name the best and the last as far as the values settle who they are; else only list the values."""
    listed = view.listing(f"{view.area(row['ref_area'])} {view.dated(row)}" for row in rows)
    frame = pd.DataFrame(rows)
    best, last = leaders(view.ds, frame), leaders(view.ds, frame, is_last=True)
    if len({(row["obs_value"], row["comparator"], row["upper_value"]) for row in rows}) == 1 < len(rows):
        return view.word("finding_equal", names=view.names(row["ref_area"] for row in rows), value=view.value(rows[0]))
    if not best.is_settled:
        return view.word("finding_open" if best.areas or last.areas else "finding_listed", values=listed)
    is_rank, is_less = rows[0]["kind"] == "rank", direction(rows[0]["indicator"], rows[0]["kind"], view.ds.codelists) < 0
    places = ("first", "last") if is_rank else ("lowest", "highest") if is_less else ("highest", "lowest")
    sentence = _end(view, rows, best.areas, places[0])
    if last.is_settled:
        sentence += view.word("clause_break") + _end(view, rows, last.areas, places[1])
    return sentence + view.word("full_stop")


def _end(view: View, rows: list[dict[str, Any]], areas: Sequence[str], place: str) -> str:
    """Say who holds an end of the order; the year only where it is one area's."""
    row = next(row for row in rows if row["ref_area"] in areas)
    value = view.dated(row) if len(areas) == 1 else view.value(row)
    verb = view.word("is" if len(areas) == 1 else "are")
    return view.word("finding_end", who=view.names(areas), verb=verb, place=view.word(f"place_{place}"), value=value)


def _panel_sentences(view: View, rows: list[dict[str, Any]]) -> list[str]:
    """List the values level by level."""
    sentences = []
    for panel in dict.fromkeys(row["panel"] for row in rows):
        values = view.listing(f"{view.area(row['ref_area'])} {view.dated(row)}" for row in rows if row["panel"] == panel)
        name = view.ds.codelists.area_level[panel].name(view.language)
        sentences.append(view.word("finding_panel", panel=name[:1].upper() + name[1:], values=values))
    return [*sentences, view.word("finding_not_ranked")]


def documents(view: View) -> Html:
    """List the documents: area, title, document number, dates, and how many targets were found and compared."""
    targets = view.ds.observations[view.ds.observations["value_type"] == "target"]
    found = targets["source_id"].value_counts()
    compared = view.rows.loc[view.rows["obs_value"].notna(), "source_id"].value_counts()
    rows: list[list[Content]] = []
    for source in sources_of(view):
        title = view.title_of(source)
        original = element("div", source.title, lang="zh", class_="note") if view.language == "en" else None
        period = f"{source.period_start}–{source.period_end}"
        row: list[Content] = [view.area(source.ref_area), join([link(f"#s-{source.id}", title), original])]
        row += [document_number(view, source)]
        row += [element("span", source.issued, class_="nowrap"), element("span", period, class_="nowrap")]
        rows.append([*row, int(found.get(source.id, 0)), int(compared.get(source.id, 0))])
    heads = [view.word(key) for key in ("area", "document", "number", "issued", "period", "targets", "compared")]
    silent = [view.title_of(s) for s in sources_of(view) if not _states_figures(view, s.id)]
    return join(
        [
            element("h2", view.word("documents"), id="documents"),
            table(heads, rows, classes="documents", numbers=(5, 6)),
            element("p", view.word("documents_note"), class_="note"),
            element("p", view.word("silent_documents", titles=view.listing(silent))) if silent else None,
        ]
    )


def _states_figures(view: View, source: str) -> bool:
    mentions = view.ds.mentions
    return bool(((mentions["source_id"] == source) & (mentions["disposition"] == "indicator")).any())


def reading_notes(view: View) -> Html:
    """Say how the report is to be read."""
    keys = ("read_same", "read_panels", "read_years", "read_bounds", "read_absent")
    items = [element("li", view.word(key)) for key in keys]
    items.append(element("li", view.word("read_reference", reference=view.reference_text())))
    return join([element("h2", view.word("how_to_read"), id="how-to-read"), element("ul", *items)])


def comparison_table(view: View) -> Html:
    """Show measures by areas: value, year and bound, the best of each group shaded, reasons where there is no value."""
    areas = view.areas
    rows: list[list[Content]] = []
    for measure in view.measures:
        cells = {row["ref_area"]: row for row in view.of(measure)}
        head = link(f"#m{view.number(measure):02d}", view.label(measure))
        best = view.best(measure)
        rows.append([head, *(_comparison_cell(view, measure, area, cells.get(area), area in best) for area in areas)])
    heads: list[Content] = [view.word("measure"), *(_area_head(view, area) for area in areas)]
    return join(
        [
            element("h2", view.word("overview"), id="overview"),
            element("p", view.word("overview_note"), class_="note"),
            table(heads, rows, classes="wide", numbers=range(1, len(areas) + 1)),
        ]
    )


def _area_head(view: View, area: str) -> Html:
    level = view.ds.codelists.area_level[view.ds.codelists.ref_area[area].level].name(view.language)
    return join([element("span", view.area(area)), element("div", level, class_="note")])


def _comparison_cell(view: View, measure: Measure, area: str, row: dict[str, Any] | None, is_best: bool) -> Html:
    if row is None:
        why = explain_absence(view.ds, area, measure)
        return element("td", "–", class_="absent number", title=why.sentence_zh if view.language == "zh" else why.sentence_en)
    if row["obs_value"] is None:
        reason = view.ds.codelists.absence[row["absence"]].name(view.language)
        return element("td", link(f"#a-{area}", reason), class_="absent number", title=row[f"absence_{view.language}"])
    value = link(f"#q{view.number(measure):02d}-{area}", view.amount(row))
    return element("td", value, element("div", view.year(row), class_="note"), class_="number best" if is_best else "number")
