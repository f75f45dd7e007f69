"""What a region says in words: indicators without a figure, policy instruments, who answers for what, and what does not fit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from compare.dataset import Measure, to_rows
from compare.pages.markup import Content, Html, element, join, table
from compare.pages.profile import Profile, in_words
from compare.pages.quoting import quoted, words_of

_MANY = 2
"""Of as many other plans one can be the most and another the least alike."""


def named_in_words(profile: Profile) -> Html | None:
    """Show the indicators that a region without any figure names, with its words."""
    rows = [] if profile.standing else in_words(profile)
    if not rows:
        return None
    heads = [profile.word("profile_indicator"), profile.word("quote")]
    lines: list[list[Content]] = []
    for row in rows:
        name = profile.ds.codelists.indicator[row["indicator"]].name(profile.language)
        place = (row["source_id"], row["quote"], int(row["quote_start"]), int(row["quote_end"]))
        lines.append([name, element("td", *words_of(*place), class_="quote")])
    return join([profile.heading("profile_in_words"), table(heads, lines)])


def instruments(profile: Profile, matrix: pd.DataFrame, similarity: pd.DataFrame) -> Html | None:
    """Show which policy instruments the region uses compared with others.

    Parameters
    ----------
    profile : Profile
        The region.
    matrix, similarity : pandas.DataFrame
        From `compare.action_matrix` and `compare.action_similarity`.

    Returns
    -------
    Html or None
        Sentences and a table; with the quotes where the region states no figure, so that its words are all there is. None
        where it has no document.
    """
    own = [source.id for source in profile.ds.sources.values() if source.ref_area == profile.region]
    own = [code for code in own if code in matrix.index]
    if not own:
        return None
    used = matrix.loc[own].sum() > 0
    others = _users(profile, matrix.drop(index=own))
    parts: list[Content] = [
        profile.heading("profile_instruments"),
        element("p", profile.gap.join(_instrument_sentences(profile, used, others))),
    ]
    parts.append(_alike(profile, own[0], similarity))
    if not profile.standing:
        parts.append(_instrument_quotes(profile, own, used, others))
    return join(parts)


def _users(profile: Profile, matrix: pd.DataFrame) -> dict[str, list[str]]:
    """Return the other areas whose plans use each instrument."""
    area = {source.id: source.ref_area for source in profile.ds.sources.values()}
    return {str(code): list(dict.fromkeys(area[str(s)] for s in matrix.index[matrix[code] > 0])) for code in matrix.columns}


def _instrument_sentences(profile: Profile, used: pd.Series, others: dict[str, list[str]]) -> list[str]:
    """Say how many instruments are used, which only here, and which by others and not here."""
    names = {code: profile.ds.codelists.instrument[code].name(profile.language) for code in others}
    own = [code for code in others if used[code]]
    alone = [names[code] for code in own if not others[code]]
    lacking = [code for code in others if not used[code] and others[code]]
    said = [profile.word("profile_uses", n=len(own), all=len(others))]
    said += [profile.word("profile_uses_alone", names=profile.listing(alone))] if alone else []
    if lacking:
        counted = (profile.word("profile_used_by", name=names[code], n=len(others[code])) for code in lacking)
        said.append(profile.word("profile_uses_not", names=profile.listing(counted)))
    return said


def _alike(profile: Profile, source: str, similarity: pd.DataFrame) -> Html | None:
    """Say whose plan is most and whose least alike in its instruments."""
    others = [(row[source], row["source_id"]) for row in to_rows(similarity.reset_index()) if row["source_id"] != source]
    others = [pair for pair in others if pair[0] is not None]
    if len(others) < _MANY:
        return None
    area = {s.id: profile.area(s.ref_area) for s in profile.ds.sources.values()}
    (low, least), (high, most) = min(others), max(others)
    ends = {"most": area[most], "high": f"{high:.2f}", "least": area[least], "low": f"{low:.2f}"}
    return element("p", profile.word("profile_alike", **ends))


def _instrument_quotes(profile: Profile, own: list[str], used: pd.Series, others: dict[str, list[str]]) -> Html:
    """Show each instrument with the sentence that shows it best, and who else uses it."""
    actions = profile.ds.actions[profile.ds.actions["source_id"].isin(own)]
    best: dict[str, dict[str, Any]] = {}
    for row in to_rows(actions):
        if row["instrument"] not in best or row["score"] > best[row["instrument"]]["score"]:
            best[row["instrument"]] = row
    heads = [profile.word(key) for key in ("profile_instrument", "quote", "profile_also")]
    lines: list[list[Content]] = []
    everyone = len({area for areas in others.values() for area in areas})
    for code in (code for code in others if used[code]):
        row = best[code]
        quote = words_of(row["source_id"], row["quote"], int(row["char_start"]), int(row["char_end"]))
        name = profile.ds.codelists.instrument[code].name(profile.language)
        is_everyone = len(others[code]) == everyone > 1
        users = profile.listing(profile.area(area) for area in others[code])
        users = profile.word("profile_also_all", n=everyone) if is_everyone else users
        lines.append([name, element("td", *quote, class_="quote"), users])
    return table(heads, lines)


def duties(profile: Profile, assignments: pd.DataFrame) -> Html | None:
    """Show who answers for which target.

    Parameters
    ----------
    profile : Profile
        The region.
    assignments : pandas.DataFrame
        From `compare.assign_targets`.

    Returns
    -------
    Html or None
        A table by target; a sentence where the plan names no unit; None where there is no target.
    """
    charged: dict[str, list[dict[str, Any]]] = {}
    for row in to_rows(assignments):
        if row["ref_area"] == profile.region:
            charged.setdefault(row["observation_id"], []).append(row)
    shown = {target["observation_id"]: target for target in profile.standing.values()}
    lines = [_duty(profile, shown[code], rows) for code, rows in charged.items() if code in shown and rows[0]["unit_name"]]
    if not shown:
        return None
    if not lines:
        return join([profile.heading("profile_duties"), element("p", profile.word("profile_no_unit"))])
    heads = [profile.word(key) for key in ("measure", "target", "profile_lead", "profile_participants")]
    silent = len(shown) - len(lines)
    note = element("p", profile.word("profile_unassigned", n=silent), class_="note") if silent else None
    return join([profile.heading("profile_duties"), table(heads, lines, numbers=(1,)), note])


def _duty(profile: Profile, target: dict[str, Any], rows: Iterable[dict[str, Any]]) -> list[Content]:
    units: dict[bool, list[str]] = {True: [], False: []}
    for row in rows:
        units[row["role"] == "lead"].append(row["unit_name_full"])
    cells = [element("td", "、".join(names), lang="zh") for names in units.values()]
    return [profile.label(Measure.of(target)), quoted(target, profile.dated(target)), *cells]


def concerning(profile: Profile) -> Html | None:
    """Show the findings about the region and its documents."""
    own = {source.id for source in profile.documents}
    rows = [row for row in profile.ds.found if row["ref_area"] == profile.region or row["source_id"] in own]
    if not rows:
        return None
    heads = [profile.word(key) for key in ("profile_severity", "profile_finding")]
    lines: list[list[Content]] = []
    for row in rows:
        severity = profile.ds.codelists.severity[row["severity"]].name(profile.language)
        message = element("div", str(row[f"message_{profile.language}"]))
        lines.append([severity, element("td", message, *_evidence(profile, row))])
    return join([profile.heading("profile_concerning"), table(heads, lines)])


def _evidence(profile: Profile, row: dict[str, Any]) -> list[Content]:
    """Return the sentences that a finding rests on."""
    said: list[Content] = []
    for name in ("quote", "other"):
        quote = row["quote" if name == "quote" else "other_quote"]
        if quote is not None:
            place = (row[f"{name}_source_id"], quote, int(row[f"{name}_start"]), int(row[f"{name}_end"]))
            said.append(element("div", *words_of(*place), class_="note"))
    return said
