"""The closing sections of a benchmark report: who states nothing and why, the quotes, the sources.

What a quote and a source look like is decided in `compare.pages.quoting`.
"""

from __future__ import annotations

from functools import partial

from compare.dataset import Measure, comparability_note, to_rows
from compare.pages.markup import Content, Html, element, join, link, table
from compare.pages.overview import sources_of
from compare.pages.page import Page, Row, stated
from compare.pages.quoting import quote_table, source_list, words_of
from compare.pages.tongue import with_quote
from compare.pages.view import View


def absences(view: View) -> Html:
    """List for each area what it does not state, by reason."""
    parts: list[Content] = [
        element("h2", view.word("absences"), id="absences"),
        element("p", view.word("absences_note"), class_="note"),
    ]
    column = f"absence_{view.language}"
    for area in view.areas:
        missing = view.rows[(view.rows["ref_area"] == area) & view.rows["obs_value"].isna()]
        if missing.empty:
            continue
        rows: list[list[Content]] = []
        for (code, sentence), group in missing.groupby(["absence", column], sort=False):
            names = join((_measure_link(view, row) for row in to_rows(group)), view.word("list_comma"))
            reason = view.ds.codelists.absence[str(code)].name(view.language)
            reason += comparability_note(view.ds, to_rows(group)[0], view.language)
            rows.append([reason, join([with_quote(str(sentence), view.language), *rests_on(view, to_rows(group)[0])]), names])
        heads = [view.word(key) for key in ("reason", "explanation", "measures_column")]
        parts.append(element("div", table(heads, rows, caption=view.area(area), classes="reasons"), id=f"a-{area}"))
    return join(parts)


def rests_on(page: Page, row: Row, *, is_brief: bool = False) -> list[Content]:
    """Return the sentence that a reason rests on, with its place; in brief, or where the reason has it, only the place."""
    if row["evidence_quote"] is None:
        return []
    place = (row["evidence_source_id"], row["evidence_quote"], int(row["evidence_start"]), int(row["evidence_end"]))
    quote, space, where = words_of(*place)
    is_said = is_brief or f"“{' '.join(row['evidence_quote'].split())}”" in row[f"absence_{page.language}"]
    return [element("div", *([where] if is_said else [quote, space, where]), class_="note")]


def _measure_link(view: View, row: Row) -> Html:
    measure = Measure.of(row)
    return link(f"#m{view.number(measure):02d}", view.label(measure))


def quotes(view: View) -> Html:
    """Show the words of the documents behind every value compared, with document number and characters."""
    parts: list[Content] = [
        element("h2", view.word("quotes"), id="quotes"),
        element("p", view.word("quotes_note"), class_="note"),
    ]
    for measure in view.measures:
        number = view.number(measure)
        caption = join(
            [view.label(measure), " ", link(f"#m{number:02d}", f"↑ {view.word('see_figure')}", class_="note screen")]
        )
        shown = quote_table(
            view,
            stated(view.of(measure)),
            anchor=partial(_anchor, number),
            head=lambda row: view.area(row["ref_area"]),
            heads=("area", "target"),
            caption=caption,
        )
        parts.append(element("div", shown, id=f"q{number:02d}"))
    return join(parts)


def _anchor(number: int, row: Row) -> str:
    return f"q{number:02d}-{row['ref_area']}"


def sources(view: View) -> Html:
    """List the documents of the comparison."""
    return source_list(view, sources_of(view))
