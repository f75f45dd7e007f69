"""The report on regions: what ``notebooks/region_profile.ipynb`` calls, so that the notebook itself stays a page of prose.

`open_profiles` chooses regions and rows, `show_region` draws the figures of one and puts its sections together, `finish` writes
the workbook and the sidecar. What the sections say is decided in `compare.pages`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from compare import pages
from compare.actions import action_matrix, action_similarity
from compare.charts import plot_profile, plot_shares, plot_trajectory
from compare.charts.canvas import PageFigure
from compare.dataset import Dataset, Source, areas_with_data, split_names
from compare.derive import benchmark, derived, required_growth
from compare.pages import Profile
from compare.pages.markup import Html, element, join, link
from compare.pages.profile_overview import overview, overview_lead
from compare.report.made import Made
from compare.report.output import Output, check_names, close_output, open_output
from compare.report.parameters import areas_with_targets, check_values
from compare.responsibility import assign_targets

_DEFAULTS = {"region": "", "regions": "", "indicators": "", "reference": "best", "language": "zh"}
_DRAWN = 6
"""As many trajectories of a region are drawn; the table has all."""


@dataclass(frozen=True)
class Profiles:
    """Profiles in the making.

    Attributes
    ----------
    profiles : tuple of Profile
        The regions, in the order of the page.
    areas : tuple of str
        Those that are compared.
    indicators : tuple of str or None
        The choice; None means all.
    output : Output
        Where files are written.
    """

    profiles: tuple[Profile, ...]
    areas: tuple[str, ...]
    indicators: tuple[str, ...] | None
    output: Output

    @property
    def page(self) -> Profile:
        """Data and language."""
        return self.profiles[0]


def open_profiles(ds: Dataset, *, output: str = "", **parameters: str) -> Profiles:
    """Choose the regions, and what they are compared with.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    output : str, optional
        Folder for figures, workbook and sidecar; ``outputs/interactive`` of the project by default.
    **parameters : str
        `region` (empty: every area with a document and a target), `regions` and `indicators` (comma-separated; empty: all),
        `reference` and `language`, as in the parameters cell.

    Returns
    -------
    Profiles
        One for each region.

    Raises
    ------
    UnknownNameError
        A region, indicator or parameter is not known.
    UsageError
        A value cannot be used.
    """
    check_names(parameters, _DEFAULTS)
    given = check_values(ds, _DEFAULTS | parameters)
    named, indicators = (split_names(given[name]) for name in ("regions", "indicators"))
    chosen = [given["region"]] if given["region"] else areas_with_targets(ds, named, indicators)
    areas = tuple(dict.fromkeys([*(chosen if given["region"] else []), *(named or areas_with_data(ds))]))
    rows = benchmark(ds, reference=given["reference"], indicators=indicators or None, regions=areas, min_areas=1)
    view = {"reference": given["reference"], "is_chapter": not given["region"]}
    profiles = tuple(Profile(ds, given["language"], rows, region=region, **view) for region in chosen)
    return Profiles(profiles, areas, tuple(indicators) or None, open_output(ds.root, output, given["language"]))


def show_region(report: Profiles, profile: Profile) -> Html:
    """Draw the figures of a region and return its part of the page.

    Parameters
    ----------
    report : Profiles
        From `open_profiles`.
    profile : Profile
        One of ``report.profiles``.

    Returns
    -------
    Html
        Who it is, how it stands, what it is silent on, what its targets ask for, and its words.
    """
    ds, region = profile.ds, profile.region
    documented = [source.ref_area for source in ds.sources.values() if source.ref_area in report.areas]
    matrix = action_matrix(ds, regions=documented)
    growth = _growth(profile)
    silence = pages.missing_targets(profile)
    return join(
        [
            pages.opening(profile),
            pages.shared_targets(profile, _profile_chart(report, profile)),
            pages.own_targets(profile),
            pages.named_in_words(profile),
            silence if profile.standing else None,
            pages.required_growth(profile, growth, _trajectories(report, profile, growth)),
            pages.sized(profile),
            _shares(report, profile),
            pages.instruments(profile, matrix, action_similarity(ds, regions=documented)),
            None if profile.standing else silence,
            pages.concerning(profile),
            pages.duties(profile, assign_targets(ds, regions=region, indicators=report.indicators)),
        ]
    )


def _profile_chart(report: Profiles, profile: Profile) -> Html | None:
    """Draw the region among the others; nothing where it shares no measure."""
    if not profile.shared:
        return None
    choice: dict[str, Any] = {"regions": report.areas, "indicators": report.indicators, "language": profile.language}
    figure = plot_profile(profile.ds, profile.region, **choice)
    return _show(report, profile, figure, "profile", profile.word("profile_shared"))


def _show(report: Profiles, profile: Profile, figure: PageFigure, name: str, label: str) -> Html:
    """Save a figure of a region and return it, with a link to the region's quotes."""
    lead = link(f"#quotes-{profile.region}", profile.word("quotes_of_figure"))
    label = f"{profile.area(profile.region)} {label}"
    return report.output.show(figure, f"{profile.region}_{name}", label, leads=[lead])


def _growth(profile: Profile) -> pd.DataFrame:
    """Return what the targets of a region ask for, an indicator after the other."""
    indicators = dict.fromkeys(measure.indicator for measure in profile.standing)
    frames = [required_growth(profile.ds, indicator, regions=[profile.region]) for indicator in indicators]
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()


def _trajectories(report: Profiles, profile: Profile, growth: pd.DataFrame) -> list[Html]:
    """Draw the paths of the first few targets that have a baseline, and say so where there are more."""
    if growth.empty:
        return []
    based = list(growth.loc[growth["baseline_value"].notna() & growth["pace"].notna(), "indicator"])
    drawn = [
        _show(
            report,
            profile,
            plot_trajectory(profile.ds, growth[growth["indicator"] == indicator], language=profile.language),
            f"path_{number:02d}_{indicator}",
            profile.ds.codelists.indicator[indicator].name(profile.language),
        )
        for number, indicator in enumerate(based[:_DRAWN], start=1)
    ]
    more = element("p", profile.word("profile_trajectories", n=_DRAWN), class_="note") if len(based) > _DRAWN else None
    return [more, *drawn] if more is not None else drawn


def _shares(report: Profiles, profile: Profile) -> Html | None:
    """Draw and show what part of its parent a region is."""
    rows = derived(profile.ds, transformations="share_of_parent", regions=profile.region, indicators=report.indicators)
    if rows.empty:
        return None
    figure = plot_shares(profile.ds, rows, language=profile.language)
    return pages.shares(profile, rows, _show(report, profile, figure, "shares", profile.word("profile_shares")))


def title(report: Profiles) -> Html:
    """Return the title of the page, and what it holds where it is of several regions."""
    page = report.page
    if not page.is_chapter:
        return element("h1", _title(report))
    lead = element("p", _summary(report), class_="lead")
    return join([element("h1", _title(report)), lead, overview(report.profiles)])


def _title(report: Profiles) -> str:
    page = report.page
    if page.is_chapter:
        return page.word("profile_title_all", n=len(report.profiles))
    key = "profile_title" if page.standing else "profile_title_silent"
    return page.word(key, area=page.area(page.region), others=page.count("others", len(report.areas) - 1))


def _summary(report: Profiles) -> str:
    page = report.page
    if page.is_chapter:
        return overview_lead(report.profiles)
    return page.gap.join(pages.findings(page)[:2])


def finish(report: Profiles) -> Html:
    """Write the workbook and the sidecar, and return sources and the list of the report's files.

    Parameters
    ----------
    report : Profiles
        From `open_profiles`, its regions shown.

    Returns
    -------
    Html
        Links to the files.
    """
    page = report.page
    choice: dict[str, Any] = {"indicators": report.indicators, "regions": report.areas, "reference": page.reference}
    facts = {
        "regions": [profile.region for profile in report.profiles],
        "areas": list(report.areas),
        "values": sum(len(profile.standing) for profile in report.profiles),
    }
    made = Made(_title(report), _summary(report), facts=facts)
    words = ("profile_workbook", "profile_workbook_note")
    return close_output(report.output, page, made, workbook="region_profile", choice=choice, words=words)


def sources(report: Profiles) -> Html:
    """List the documents that the page quotes or is about."""
    return pages.source_list(report.page, _sources(report))


def _sources(report: Profiles) -> Iterator[Source]:
    used = {row["source_id"] for profile in report.profiles for row in pages.quoted_rows(profile)}
    for source in report.page.ds.sources.values():
        if source.id in used or source.ref_area in report.areas:
            yield source
