"""The targets of a region beside those of others: what it shares, what only it states, what others state and it does not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from compare.comparability import direction
from compare.dataset import Measure, comparability_note, measure_name, settled_places, start_of
from compare.pages.evidence import rests_on
from compare.pages.markup import Content, Html, element, join, link, table
from compare.pages.page import Row
from compare.pages.profile import Profile
from compare.pages.quoting import quote_anchor, quote_table, quoted
from compare.pages.tongue import with_quote
from compare.pages.values import gap_text


def shared_targets(profile: Profile, chart: Html | None = None) -> Html | None:
    """Show the measures that others state too: chart, value, year, rank in its group, who is best, gap."""
    if not profile.shared:
        return None
    heads = [profile.word(key) for key in ("measure", "target", "rank", "profile_best", "gap")]
    rows = [_standing(profile, measure) for measure in profile.shared]
    notes = [profile.word("profile_shared_note"), profile.word("gap_against", reference=profile.reference_text())]
    notes += [profile.word("gap_bound")] if any(gap.startswith(("≥", "≤", "≈")) for gap in _gaps(profile)) else []
    return join(
        [
            profile.heading("profile_shared"),
            chart,
            table(heads, rows, numbers=(1, 2, 4)),
            element("p", profile.gap.join(notes), class_="note"),
            *_remarks(profile, profile.shared),
        ]
    )


def _standing(profile: Profile, measure: Measure) -> list[Content]:
    row = profile.standing[measure]
    first, _ = profile.ends(measure)
    is_best = first.is_settled and profile.region in first.areas
    year = element("div", profile.year(row), class_="note")
    target = element("td", quoted(row, profile.amount(row)), year, class_="number best" if is_best else "number")
    return [profile.label(measure), target, _rank(profile, measure), _best(profile, measure), _gap(profile, row)]


def _rank(profile: Profile, measure: Measure) -> Content:
    """Return the rank among those of the group that can be ranked, else why there is none."""
    group = profile.group(measure)
    rank = rank_text(profile, group)
    return rank or element("td", profile.word(_unranked(profile, measure, group)), class_="absent number")


def rank_text(profile: Profile, rows: list[dict[str, Any]]) -> str:
    """Return the region's rank among how many, in brackets where bounds leave it open; nothing where it has none."""
    ranks = {row["ref_area"]: row["rank"] for row in rows if row["rank"] is not None}
    if profile.region not in ranks:
        return ""
    rank = f"{ranks[profile.region]}/{len(ranks)}"
    is_settled = profile.region in settled_places(profile.ds, pd.DataFrame(rows))
    return rank if is_settled else profile.word("brackets", text=rank).strip()


def _unranked(profile: Profile, measure: Measure, group: list[dict[str, Any]]) -> str:
    if len(group) == 1:
        return "profile_only_level"
    is_ordered = direction(measure.indicator, measure.kind, profile.ds.codelists) != 0
    return "profile_not_ranked" if is_ordered else "profile_no_order"


def _best(profile: Profile, measure: Measure) -> Content:
    """Return who leads the group with what, as far as it is settled."""
    group = profile.group(measure)
    if len(group) == 1:
        return _elsewhere(profile, measure)
    first, _ = profile.ends(measure)
    if not first.is_settled:
        return element("td", profile.word("profile_unsettled"), class_="absent")
    rows = [row for row in group if row["ref_area"] in first.areas]
    if first.areas == (profile.region,):
        return profile.word("profile_itself")
    return element("td", *_valued(profile, rows))


def _elsewhere(profile: Profile, measure: Measure) -> Html:
    """Return the values of other levels, which are shown and not ranked."""
    label = element("span", profile.word("profile_other_levels"), class_="note")
    return element("td", label, *_valued(profile, profile.others(measure)))


def _valued(profile: Profile, rows: Iterable[Row]) -> list[Content]:
    """Return areas with value and year, each a line, the value linked to its quote."""
    return [
        element("div", profile.area(row["ref_area"]), " ", element("span", quoted(row, profile.dated(row)), class_="nowrap"))
        for row in rows
    ]


def _gap(profile: Profile, row: Row) -> str:
    if row["gap"] is None:
        return ""
    if row["reference_area"] != profile.region:
        return gap_text(profile, row)
    return profile.word("is_reference") if len(profile.group(Measure.of(row))) > 1 else ""


def _gaps(profile: Profile) -> list[str]:
    return [_gap(profile, profile.standing[measure]) for measure in profile.shared]


def _remarks(profile: Profile, measures: Iterable[Measure]) -> list[Html]:
    """Return what else is stated for the same year, or speaks against a value."""
    rows = [(measure, profile.standing[measure][f"note_{profile.language}"]) for measure in measures]
    return [
        element("p", f"{profile.label(measure)}{profile.word('colon')}{note}", class_="note")
        for measure, note in rows
        if note is not None
    ]


def own_targets(profile: Profile) -> Html | None:
    """Show what only the region states, by topic."""
    if not profile.alone:
        return None
    heads = [profile.word(key) for key in ("measure", "target", "year")]
    rows: list[list[Content]] = []
    for topic, measures in _by_topic(profile, profile.alone).items():
        rows += [[_topic(topic, len(heads))], *(_own(profile, measure) for measure in measures)]
    note = element("p", profile.word("profile_alone_note"), class_="note")
    return join([profile.heading("profile_alone"), note, table(heads, rows, numbers=(1,)), *_remarks(profile, profile.alone)])


def _topic(name: str, columns: int) -> Html:
    """Return a line that heads those of a topic."""
    return element("th", name, colspan=columns, scope="rowgroup", class_="soft")


def _own(profile: Profile, measure: Measure) -> list[Content]:
    row = profile.standing[measure]
    return [profile.label(measure), quoted(row, profile.amount(row)), profile.year(row)]


def _by_topic(profile: Profile, measures: Iterable[Measure]) -> dict[str, list[Measure]]:
    """Return measures by the name of their topic, in the order of the codelist."""
    codes = profile.ds.codelists
    found: dict[str, list[Measure]] = {}
    for code, topic in codes.topic.items():
        of_topic = [m for m in measures if codes.indicator[m.indicator].topic == code]
        if of_topic:
            found[topic.name(profile.language)] = of_topic
    return found


def missing_targets(profile: Profile) -> Html | None:
    """Show what others state and the region does not, with the reason: first what two or more others state."""
    if not profile.missing:
        return None
    wide = profile.widely_missing
    heads = [profile.word(key) for key in ("measure", "profile_others", "reason")]
    rows: list[list[Content]] = [
        [profile.label(m), element("td", *_valued(profile, profile.others(m))), _reason(profile, r)] for m, r in wide.items()
    ]
    single = {m: row for m, row in profile.missing.items() if m not in wide}
    return join(
        [
            profile.heading("profile_missing"),
            element("p", profile.word("profile_missing_note"), class_="note"),
            table(heads, rows, caption=profile.word("profile_missing_wide"), classes="reasons") if rows else None,
            _single(profile, single) if single else None,
        ]
    )


def _reason(profile: Profile, row: Row) -> Html:
    """Return why there is no value, with the sentence that this rests on."""
    return element("td", _named(profile, row), _explained(profile, row), *rests_on(profile, row))


def _named(profile: Profile, row: Row) -> str:
    name = profile.ds.codelists.absence[row["absence"]].name(profile.language)
    return name + comparability_note(profile.ds, row, profile.language)


def _explained(profile: Profile, row: Row) -> Html:
    return element("div", with_quote(str(row[f"absence_{profile.language}"]), profile.language), class_="note")


def _single(profile: Profile, missing: dict[Measure, dict[str, Any]]) -> Html:
    """Show what one other area states, by topic and reason; each reason is explained once."""
    heads = [profile.word(key) for key in ("measures_column", "reason")]
    rows: list[list[Content]] = []
    told: set[str] = set()
    for topic, measures in _by_topic(profile, missing).items():
        rows.append([_topic(topic, len(heads))])
        reasons: dict[str, list[Measure]] = {}
        for measure in measures:
            reasons.setdefault(str(missing[measure][f"absence_{profile.language}"]), []).append(measure)
        for said, alike in reasons.items():
            row = missing[alike[0]]
            explained = [] if said in told else [_explained(profile, row)]
            told.add(said)
            rows.append(
                [_by_whom(profile, alike), join([_named(profile, row), *explained, *rests_on(profile, row, is_brief=True)])]
            )
    return table(heads, rows, caption=profile.word("profile_missing_single"), classes="reasons")


def _by_whom(profile: Profile, measures: Iterable[Measure]) -> Html:
    """Name measures by the area that states them."""
    stating: dict[str, list[str]] = {}
    for measure in measures:
        for row in profile.others(measure):
            stating.setdefault(row["ref_area"], []).append(measure_name(profile.ds, measure, profile.language))
    lines = (
        profile.word("profile_by", area=profile.area(area), names=profile.listing(names)) for area, names in stating.items()
    )
    return join(element("div", line) for line in lines)


def quoted_rows(profile: Profile) -> list[dict[str, Any]]:
    """Return the rows whose quotes the profile leads to: its own with their baselines, and those of others that it shows."""
    own = list(profile.standing.values())
    found = (start_of(profile.ds, target["observation_id"]) for target in own)
    starts = [row for row in found if row is not None and "observation_id" in row]
    measures = [*profile.shared, *profile.widely_missing]
    return [*own, *starts, *(row for measure in measures for row in profile.others(measure))]


def profile_quotes(profiles: Iterable[Profile]) -> Html:
    """Show the words of the documents behind every value of some profiles, area by area, each value once."""
    listed = list(profiles)
    page = listed[0]
    rows = {row["observation_id"]: row for profile in listed for row in quoted_rows(profile)}
    parts: list[Content] = [
        element("h2", page.word("quotes"), id="quotes"),
        element("p", page.word("quotes_note"), class_="note"),
    ]
    for area in [*(p.region for p in listed), *page.ds.codelists.ref_area]:
        own = [rows.pop(code) for code in [c for c, row in rows.items() if row["ref_area"] == area]]
        if own:
            parts.append(element("div", _quotes_of(page, own, area, _home(listed, area)), id=f"quotes-{area}"))
    return join(parts)


def _home(profiles: list[Profile], area: str) -> str:
    """Return the id of the part of the page that shows the values of an area: its own chapter, else the first that has any."""
    showing = (p for p in profiles if any(row["ref_area"] == area for row in quoted_rows(p)))
    home = next((p for p in profiles if p.region == area), None) or next(showing)
    return f"{'shared' if home.shared else 'facts'}-{home.region}"


def _quotes_of(page: Profile, rows: list[dict[str, Any]], area: str, home: str) -> Html:
    back = link(f"#{home}", "↑", class_="note screen", aria_label=page.word("see_place"))
    return quote_table(
        page,
        rows,
        anchor=quote_anchor,
        head=lambda row: join([page.label(Measure.of(row)), " ", back]),
        heads=("measure", "target"),
        caption=page.area(area),
    )
