"""One region among others: what the sections of a profile share, and its opening: who it is, and what came out.

A profile is a `View` of every measure that some area states, seen from one region. Ranks, gaps and reasons come with the rows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from compare.comparability import ancestors
from compare.dataset import Leaders, Measure, Source, denominator_of, figures_of, leaders, measure_name
from compare.pages.markup import Content, Html, element, join, link, table
from compare.pages.page import Row, stated
from compare.pages.quoting import document_number
from compare.pages.tongue import in_own_language
from compare.pages.view import View

_WIDE = 2
"""As many others make what they state worth a line of its own where the region is silent."""

_NAMED = 3
"""As many measures are named in a sentence."""


@dataclass(frozen=True, kw_only=True)
class Profile(View):
    """A region and those it is compared with.

    Attributes
    ----------
    region : str
        Code of the region.
    is_chapter : bool
        Whether it is one of several on the page: its headings stand a level lower.
    """

    region: str
    is_chapter: bool = False

    @cached_property
    def standing(self) -> dict[Measure, dict[str, Any]]:
        """The rows of the region that have a value, by measure."""
        return {m: row for m in self.measures for row in stated(self.of(m)) if row["ref_area"] == self.region}

    def others(self, measure: Measure) -> list[dict[str, Any]]:
        """Return the rows of the other areas that have a value."""
        return [row for row in stated(self.of(measure)) if row["ref_area"] != self.region]

    @property
    def shared(self) -> list[Measure]:
        """The measures that the region and others state."""
        return [m for m in self.standing if self.others(m)]

    @property
    def ranked(self) -> list[Measure]:
        """The shared measures in which the region has a place among others."""
        return [m for m in self.shared if self.standing[m]["rank"] is not None and len(self.group(m)) > 1]

    @property
    def alone(self) -> list[Measure]:
        """The measures that only the region states."""
        return [m for m in self.standing if not self.others(m)]

    @property
    def missing(self) -> dict[Measure, dict[str, Any]]:
        """The rows of the region that have no value where others have one, by measure."""
        silent = {m: row for m in self.measures for row in self.of(m) if row["ref_area"] == self.region and self.others(m)}
        return {m: row for m, row in silent.items() if m not in self.standing}

    @property
    def widely_missing(self) -> dict[Measure, dict[str, Any]]:
        """Of `missing`, what two or more others state."""
        return {m: row for m, row in self.missing.items() if len(self.others(m)) >= _WIDE}

    @property
    def documents(self) -> list[Source]:
        """The region's own documents, then those that its targets stand in."""
        used = {row["source_id"] for row in self.standing.values()}
        own = [source for source in self.ds.sources.values() if source.ref_area == self.region]
        return own + [source for source in self.ds.sources.values() if source.id in used and source not in own]

    def group(self, measure: Measure) -> list[dict[str, Any]]:
        """Return the rows that the region is ranked among: those of its panel that have a value."""
        panel = self.standing[measure]["panel"]
        return [row for row in stated(self.of(measure)) if row["panel"] == panel]

    def ends(self, measure: Measure) -> tuple[Leaders, Leaders]:
        """Return who comes first and who comes last in the region's group."""
        frame = pd.DataFrame(self.group(measure))
        return leaders(self.ds, frame), leaders(self.ds, frame, is_last=True)

    def heading(self, key: str) -> Html:
        """Return the heading of a part by the key of its words; its id is that of the region, too."""
        part = key.removeprefix("profile_")
        return element("h3" if self.is_chapter else "h2", self.word(key), id=f"{part}-{self.region}")

    def titles(self, sources: Iterable[Source]) -> str:
        """Name documents in the marks of the language; a title that begins with its own keeps them."""
        titles = {self.title_of(source): self.word("profile_titled", title=self.title_of(source)) for source in sources}
        return self.listing(title if title[:1] == marked[:1] else marked for title, marked in titles.items())

    def some(self, measures: Iterable[Measure]) -> str:
        """Name the first few measures, and say that there are more."""
        names = [measure_name(self.ds, measure, self.language) for measure in measures]
        return self.listing(names[:_NAMED]) + (self.word("profile_and_more") if len(names) > _NAMED else "")


def span_of(first: int, last: int) -> str:
    """Return two years with a dash, or the one."""
    return f"{first}–{last}" if first != last else str(last)


def chapter_heading(profile: Profile) -> Html | None:
    """Return the heading of a region where there are several."""
    return element("h2", profile.area(profile.region), id=f"r-{profile.region}") if profile.is_chapter else None


def findings(profile: Profile) -> list[str]:
    """Say in some sentences what the region states, how it stands, and what it is silent on."""
    sentences = [_counts(profile), _ranks(profile), _silence(profile), _parts(profile)]
    return [sentence for sentence in sentences if sentence]


def _counts(profile: Profile) -> str:
    titles, name = profile.titles(profile.documents), profile.area(profile.region)
    if not profile.standing:
        key = "profile_silent" if titles else "profile_nothing"
        return profile.word(key, titles=titles, area=name, words=profile.count("indicators", len(in_words(profile))))
    total = profile.count("measures", len(profile.standing))
    counts = {"shared": len(profile.shared), "alone": len(profile.alone), "n": total}
    return profile.word("profile_counts", titles=titles, area=name, **counts)


def in_words(profile: Profile) -> list[dict[str, Any]]:
    """Return where the region's documents name an indicator without a figure, once for each indicator."""
    found = (profile.ds.in_words(profile.region, code) for code in profile.ds.codelists.indicator)
    return [row for row in found if row is not None]


def _ranks(profile: Profile) -> str:
    """Say where the region is first and last, as far as the values settle it and not all are equal."""
    ranked = profile.ranked
    if not ranked:
        return profile.word("profile_unranked") if profile.shared else ""
    places = places_of(profile)
    said = [
        profile.word(place, n=len(measures), names=profile.some(measures)) for place, measures in places.items() if measures
    ]
    opening = profile.word("profile_ranked", n=profile.count("measures", len(ranked)))
    return opening + profile.word("clause_break").join(said or [profile.word("profile_between")]) + profile.word("full_stop")


def places_of(profile: Profile) -> dict[str, list[Measure]]:
    """Return the measures in which the region is first and last for certain, alone or not, by the key of the words for it."""
    places: dict[str, list[Measure]] = {"profile_first": [], "profile_last": []}
    for measure in profile.ranked:
        for place, end, other in zip(places, profile.ends(measure), reversed(profile.ends(measure)), strict=True):
            if end.is_settled and profile.region in end.areas and set(end.areas) != set(other.areas):
                places[place].append(measure)
    return places


def _silence(profile: Profile) -> str:
    missing = profile.widely_missing
    if not missing:
        return ""
    count = profile.count("measures", len(missing))
    return profile.word("profile_lacks", n=count, area=profile.area(profile.region), names=profile.some(missing))


def _parts(profile: Profile) -> str:
    """Say for which other areas the region's documents set targets."""
    own = {source.id for source in profile.ds.sources.values() if source.ref_area == profile.region}
    counts: dict[str, int] = {}
    for measure in profile.measures:
        for row in profile.others(measure):
            if row["source_id"] in own:
                counts[row["ref_area"]] = counts.get(row["ref_area"], 0) + 1
    said = profile.listing(profile.word("profile_part", area=profile.area(a), n=n) for a, n in counts.items())
    return profile.word("profile_parts", parts=said) if said else ""


def opening(profile: Profile) -> Html:
    """Say what came out, and who the region is."""
    first, *others = findings(profile)
    return join(
        [
            chapter_heading(profile),
            element("p", first, class_="lead"),
            element("p", profile.gap.join(others)) if others else None,
            profile.heading("profile_facts"),
            table(["", ""], _facts(profile), classes="facts"),
            element("p", profile.word("profile_compared", names=_names_of_others(profile)), class_="note"),
        ]
    )


def _names_of_others(profile: Profile) -> str:
    return profile.listing(profile.area(area) for area in profile.areas if area != profile.region)


def _facts(profile: Profile) -> list[list[Content]]:
    """Return the lines on documents, level, surrounding areas, population and GDP."""
    around = [profile.area(code) for code in ancestors(profile.region, profile.ds.codelists)]
    rows: list[list[Content]] = [[profile.word("document"), join(_document(profile, s) for s in profile.documents)]]
    rows.append([profile.word("level"), profile.level(profile.region)])
    if around:
        rows.append([profile.word("profile_around"), profile.word("profile_within").join(around)])
    for code in profile.ds.codelists.denominator:
        rows += _size(profile, code)
    return rows


def _document(profile: Profile, source: Source) -> Html:
    """Return a document with its issuer, number, date and period."""
    issuer = source.issuer if profile.language == "zh" else source.issuer_en
    years = span_of(source.period_start, source.period_end)
    before, after = profile.word(
        "profile_document", issuer=issuer, number="\0", issued=profile.issued(source), years=years
    ).split("\0")
    notes = element("div", before, document_number(profile, source), after, class_="note")
    return element("div", link(f"#s-{source.id}", profile.title_of(source)), notes)


def _size(profile: Profile, code: str) -> list[list[Content]]:
    """Return the line on what amounts are divided by: that figure, and the latest where it is another."""
    ds, entry = profile.ds, profile.ds.codelists.denominator[code]
    used = denominator_of(ds, profile.region, code)
    name = ds.codelists.indicator[entry.indicator].name(profile.language)
    if used is None:
        return [[name, profile.word("profile_no_figure")]]
    known = [row for row in figures_of(ds, profile.region, entry.indicator) if row["obs_status"] != "F"]
    shown = {row["reference_id"]: row for row in (used, known[-1])}
    return [[name, join(_figure(profile, row, row is used and len(shown) > 1) for row in shown.values())]]


def _figure(profile: Profile, row: Row, is_divisor: bool) -> Html:
    """Return a figure of another source: value, year, vintage, confidence, title."""
    ds = profile.ds
    parts: list[Content] = [ds.codelists.vintage[row["vintage"]].name(profile.language)]
    parts.append(in_own_language(row["source_title"], profile.language))
    parts.append(ds.codelists.confidence[row["confidence"]].name(profile.language))
    parts += [profile.word("profile_divisor")] if is_divisor else []
    note = element("span", join(parts, profile.word("clause_break")), class_="note")
    return element("div", profile.dated(row), " ", note)
