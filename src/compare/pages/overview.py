"""The opening sections of a benchmark report: what is compared, the main results, the documents, all comparisons.

Every number is counted from the rows.
"""

from __future__ import annotations

from typing import Any

from compare.dataset import Measure, Source
from compare.pages.markup import Content, Html, element, join, link, table
from compare.pages.view import View, has_value, is_missing


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
    """Return the first sentences: how many areas, documents and measures, issued when, for which years."""
    stated = view.rows[view.rows["obs_value"].notna()]
    per_measure = stated.groupby(["indicator", "definition", "kind", "unit_measure"], sort=False)["ref_area"].nunique()
    documents = sources_of(view)
    counts = {"areas": len(view.areas), "documents": len(documents), "measures": len(view.measures)}
    times = {"issued": _span(s.issued[:4] for s in documents), "years": _span(stated["time_period"].dropna())}
    first = view.word("lead", **counts, wide=int((per_measure >= 3).sum()))
    return first + view.gap + view.word("lead_times", **times)


def sources_of(view: View) -> list[Source]:
    """Return the documents of the compared areas: their own, and those that their values come from."""
    used, areas = set(view.rows["source_id"].dropna()), set(view.areas)
    return [source for source in view.ds.sources.values() if source.id in used or source.ref_area in areas]


def document_number(view: View, source: Source) -> Html:
    """Return the document number, marked as Chinese, or that there is none."""
    number = source.document_number
    return element("span", number or view.word("no_number"), lang="zh" if number and view.language != "zh" else None)


def _span(values: Any) -> str:
    """Return the first and last of some years, or the only one."""
    years = sorted({int(value) for value in values})
    return f"{years[0]}–{years[-1]}" if len(years) > 1 else "".join(str(year) for year in years)


def _finding(view: View, measure: Measure) -> Html:
    """Say in a sentence or two how the areas stand in one measure."""
    rows = view.of(measure)
    stated = [row for row in rows if has_value(row)]
    sentences = [_ranked_sentence(view, stated)] if _is_one_panel(stated) else _panel_sentences(view, stated)
    if len({row["time_period"] for row in stated}) > 1:
        sentences.append(view.word("finding_years"))
    absent = len(rows) - len(stated)
    if absent:
        sentences.append(view.word("finding_absent_one" if absent == 1 else "finding_absent", n=absent))
    name = element("strong", link(f"#m{view.number(measure):02d}", view.label(measure)))
    return element("li", name, view.word("colon"), view.gap.join(sentence for sentence in sentences if sentence))


def _is_one_panel(rows: list[dict[str, Any]]) -> bool:
    return {row["panel"] for row in rows} == {"all"}


def _ranked_sentence(view: View, rows: list[dict[str, Any]]) -> str:
    """Name the best and the last; rows come with the best first."""
    ranked = [row for row in rows if not is_missing(row["rank"])]
    if len(ranked) < 2:
        return view.listing(f"{view.area(row['ref_area'])} {view.dated(row)}" for row in rows)
    best, last = ranked[0], ranked[-1]
    if best["obs_value"] == last["obs_value"]:
        names = view.listing(view.area(row["ref_area"]) for row in ranked)
        return view.word("finding_equal", names=names, value=view.value(best))
    tops = [row for row in ranked if row["rank"] == best["rank"]]
    ends = [row for row in ranked if row["obs_value"] == last["obs_value"]]
    who = {
        "best": view.listing(view.area(row["ref_area"]) for row in tops),
        "last": view.listing(view.area(row["ref_area"]) for row in ends),
    }
    values = {
        "best_value": view.dated(best) if len(tops) == 1 else view.value(best),
        "last_value": view.dated(last) if len(ends) == 1 else view.value(last),
    }
    key = "finding_ranked_down" if best["obs_value"] < last["obs_value"] else "finding_ranked"
    return view.word(key, **who, **values)


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
        title = source.title if view.language == "zh" else source.title_en
        original = element("div", source.title, lang="zh", class_="note") if view.language == "en" else None
        period = f"{source.period_start}–{source.period_end}"
        row: list[Content] = [view.area(source.ref_area), join([link(f"#s-{source.id}", title), original])]
        row += [document_number(view, source)]
        row += [element("span", source.issued, class_="nowrap"), element("span", period, class_="nowrap")]
        rows.append([*row, int(found.get(source.id, 0)), int(compared.get(source.id, 0))])
    heads = [view.word(key) for key in ("area", "document", "number", "issued", "period", "targets", "compared")]
    silent = [s.title if view.language == "zh" else s.title_en for s in sources_of(view) if not _states_figures(view, s.id)]
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
        rows.append([head, *(_comparison_cell(view, measure, cells.get(area)) for area in areas)])
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


def _comparison_cell(view: View, measure: Measure, row: dict[str, Any] | None) -> Html:
    if row is None:
        return element("td", "", class_="absent")
    if not has_value(row):
        reason = view.ds.codelists.absence[row["absence"]].name(view.language)
        return element("td", link(f"#a-{row['ref_area']}", reason), class_="absent number")
    is_best = not is_missing(row["rank"]) and row["rank"] == 1
    value = link(f"#q{view.number(measure):02d}-{row['ref_area']}", view.amount(row))
    return element("td", value, element("div", view.year(row), class_="note"), class_="number best" if is_best else "number")
