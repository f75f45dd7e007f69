"""What came out for several regions, on the first screen of their profiles: a sentence, and a line for each.

Nothing is counted here that the chapters do not say; the lines lead to them.
"""

from __future__ import annotations

from collections.abc import Sequence

from compare.dataset import Measure, measure_name
from compare.pages.markup import Content, Html, element, join, link, table
from compare.pages.profile import Profile, places_of

_HEADS = ("area", "profile_stating", "profile_of_these", "profile_rankable", "profile_at_first", "profile_at_last")


def overview_lead(profiles: Sequence[Profile]) -> str:
    """Say how many measures each region states a target of."""
    page = profiles[0]
    counts = (page.word("profile_part", area=page.area(each.region), n=len(each.standing)) for each in profiles)
    return page.word("profile_lead_all", areas=page.count("areas", len(profiles)), counts=page.listing(counts))


def overview(profiles: Sequence[Profile]) -> Html:
    """Show, a line for each region, how many measures it states and in which it is first or last."""
    page = profiles[0]
    lines = [_line(profile) for profile in profiles]
    shown = table([page.word(key) for key in _HEADS], lines, numbers=(1, 2, 3), classes="overview")
    return join([shown, element("p", page.word("profile_overview_note"), class_="note")])


def _line(profile: Profile) -> list[Content]:
    counts = (len(found) for found in (profile.standing, profile.shared, profile.ranked))
    places = [_names(profile, measures) for measures in places_of(profile).values()]
    return [link(f"#r-{profile.region}", profile.area(profile.region)), *map(str, counts), *places]


def _names(profile: Profile, measures: Sequence[Measure]) -> Html:
    names = (measure_name(profile.ds, measure, profile.language) for measure in measures)
    return join(names, profile.word("list_comma")) if measures else join(["–"])
