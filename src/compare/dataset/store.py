"""The frozen `Dataset`: finding a project and loading what ``region-compare build`` has filled.

It extracts, checks and derives nothing; labels and comparisons build on it.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

import compare.schema
from compare.codelists import Codelists, load_codelists
from compare.dataset.files import Records, read_table, to_rows
from compare.dataset.groups import Groups, areas_of_targets, count_units, grouped
from compare.dataset.references import read_reference
from compare.dataset.sources import Source, read_sources
from compare.errors import UsageError

VARIABLE = "COMPARE_PROJECT"
"""Environment variable that names the project folder."""

BUILT = ("mentions", "observations", "derived", "findings", "actions", "responsibilities", "wordings")
"""The tables of ``data/derived``, in the order in which they are built."""

STEPS = ("required_growth", "pace")
"""Transformations of a target that start from its baseline."""

SIZED = "per_denominator"
"""The transformation of amounts that were divided by size."""

PASSAGE = ("source_id", "quote", "quote_start", "quote_end")
"""Columns of a mention that say where its sentence stands."""

_MARKER = Path("data", "sources.yaml")


@dataclass(frozen=True, eq=False)
class Dataset:
    """Everything known about the areas of a project; never changed after loading.

    Attributes
    ----------
    root : pathlib.Path
        The project folder, which holds ``data/``.
    codelists : Codelists
        Areas, indicators, units and the other codes.
    sources : mapping of str to Source
        The documents, by id.
    mentions, observations, reference, derived, findings, actions, responsibilities, wordings : pandas.DataFrame
        Tables of `compare.schema`; take them as read-only.
    """

    root: Path
    codelists: Codelists
    sources: Mapping[str, Source]
    mentions: pd.DataFrame
    observations: pd.DataFrame
    reference: pd.DataFrame
    derived: pd.DataFrame
    findings: pd.DataFrame
    actions: pd.DataFrame
    responsibilities: pd.DataFrame
    wordings: pd.DataFrame

    @cached_property
    def _by_indicator(self) -> Groups:
        return Groups(self.observations, "indicator", "ref_area")

    @cached_property
    def rows(self) -> tuple[dict[str, Any], ...]:
        """The observations as dictionaries, with None for what is missing; turned once, because every comparison reads them."""
        return self._by_indicator.rows()

    def of_indicator(self, indicator: str) -> list[dict[str, Any]]:
        """Return the observations of an indicator, as they stand in `rows`, of which no others are turned for it."""
        return self._by_indicator.of(indicator)

    def about(self, area: str, indicator: str) -> list[dict[str, Any]]:
        """Return the observations of an area and an indicator, likewise."""
        return self._by_indicator.within(indicator, area)

    @cached_property
    def unit_counts(self) -> dict[tuple[str, str, str], Counter[str]]:
        """How often each unit is stated of a measure (indicator, definition, kind): by targets, else by whatever there is."""
        return count_units(self.observations)

    @cached_property
    def stating_areas(self) -> dict[tuple[str, str, str], dict[str, set[str]]]:
        """The areas that state a dated target of a measure (indicator, definition, kind), by unit."""
        return areas_of_targets(self.observations)

    @cached_property
    def _sources_of(self) -> dict[str, list[Source]]:
        found: dict[str, list[Source]] = {}
        for source in self.sources.values():
            found.setdefault(source.ref_area, []).append(source)
        return found

    def sources_of(self, area: str) -> list[Source]:
        """Return an area's own documents."""
        return self._sources_of.get(area, [])

    @cached_property
    def _areas_in(self) -> dict[str, list[str]]:
        pairs = self.observations[["source_id", "ref_area"]].drop_duplicates()
        return {str(source): list(areas) for source, areas in pairs.groupby("source_id", sort=False)["ref_area"]}

    def areas_in(self, sources: Iterable[str]) -> list[str]:
        """Return the areas of which documents state something, document by document, each once."""
        return list(dict.fromkeys(area for source in sources for area in self._areas_in.get(source, ())))

    @cached_property
    def stated(self) -> tuple[dict[str, Any], ...]:
        """The mentions that state an indicator, likewise."""
        return tuple(to_rows(self._stated))

    @property
    def _stated(self) -> pd.DataFrame:
        return self.mentions[self.mentions["disposition"] == "indicator"]

    @cached_property
    def stating(self) -> frozenset[str]:
        """The documents that state an indicator, catalogued or not."""
        return frozenset(self.mentions.loc[self.mentions["disposition"] == "indicator", "source_id"].unique())

    @cached_property
    def found(self) -> tuple[dict[str, Any], ...]:
        """The findings, likewise."""
        return tuple(to_rows(self.findings))

    @cached_property
    def figures(self) -> tuple[dict[str, Any], ...]:
        """The figures of the reference tables, likewise."""
        return tuple(to_rows(self.reference))

    @cached_property
    def _figures_about(self) -> dict[tuple[str, str], list[dict[str, Any]]]:
        found: dict[tuple[str, str], list[dict[str, Any]]] = {}
        for row in self.figures:
            found.setdefault((row["ref_area"], row["indicator"]), []).append(row)
        return found

    def figures_about(self, area: str, indicator: str) -> list[dict[str, Any]]:
        """Return the figures of an area and an indicator, as they stand in `figures`."""
        return self._figures_about.get((area, indicator), [])

    @cached_property
    def computed(self) -> tuple[dict[str, Any], ...]:
        """The derived figures, likewise."""
        return tuple(to_rows(self.derived))

    @cached_property
    def _by_id(self) -> dict[str, dict[str, Any]]:
        return {row["observation_id"]: row for row in self.rows}

    def observation(self, observation_id: str) -> dict[str, Any] | None:
        """Return the observation of an identifier, as it stands in `rows`, if there is one."""
        return self._by_id.get(observation_id)

    @cached_property
    def impossible(self) -> dict[str, dict[str, Any]]:
        """The findings of severity error, by the observations that take part in them."""
        errors = [row for row in reversed(self.found) if row["severity"] == "error"]
        return {i: row for row in errors for i in (row["observation_ids"] or "").split(" ")}

    @cached_property
    def _by_area(self) -> dict[str, list[dict[str, Any]]]:
        return grouped(self.rows, "ref_area")

    def of_area(self, area: str) -> list[dict[str, Any]]:
        """Return the observations of an area, as they stand in `rows`."""
        return self._by_area.get(area, [])

    @cached_property
    def _by_source(self) -> dict[str, list[dict[str, Any]]]:
        return grouped(self.rows, "source_id")

    def of_source(self, source_id: str) -> list[dict[str, Any]]:
        """Return the observations of a document, as they stand in `rows`."""
        return self._by_source.get(source_id, [])

    @cached_property
    def _in_words(self) -> dict[tuple[str, str], dict[str, Any]]:
        is_told = (self.mentions["disposition"] == "indicator") & self.mentions["value"].isna()
        told = [*to_rows(self.mentions[is_told]), *to_rows(self.wordings)]
        return {(row["ref_area"], row["indicator"]): row for row in reversed(told)}

    def in_words(self, area: str, indicator: str) -> dict[str, Any] | None:
        """Return the first place where the documents of an area name an indicator without a figure, if there is one."""
        return self._in_words.get((area, indicator))

    @cached_property
    def _computed_by_indicator(self) -> dict[str, list[dict[str, Any]]]:
        return grouped((row for row in self.computed if row["transformation"] == SIZED), "indicator")

    def sized(self, indicator: str) -> list[dict[str, Any]]:
        """Return the derived figures of an indicator that are amounts over size, as they stand in `computed`."""
        return self._computed_by_indicator.get(indicator, [])

    @cached_property
    def _steps(self) -> dict[str, dict[str, dict[str, Any]]]:
        found: dict[str, dict[str, dict[str, Any]]] = {}
        for row in self.computed:
            if row["transformation"] in STEPS:
                found.setdefault(row["input_ids"].split(" ")[0], {})[row["transformation"]] = row
        return found

    def steps_of(self, observation_id: str) -> dict[str, dict[str, Any]]:
        """Return what was computed of a target from its baseline: ``required_growth`` and ``pace``, as far as there is one."""
        return self._steps.get(observation_id, {})

    @cached_property
    def _by_mention(self) -> Records:
        return Records(self._stated, "mention_id")

    def mention(self, mention_id: str) -> dict[str, Any]:
        """Return the mention of an identifier, like its row in `stated`, of which no others are turned for it."""
        return self._by_mention.pick(mention_id)

    def passage(self, mention_id: str) -> dict[str, Any]:
        """Return only where its sentence stands: `PASSAGE`; each further column would cost as much again."""
        return self._by_mention.pick(mention_id, PASSAGE)


def find_project(path: str | os.PathLike[str] | None = None) -> Path:
    """Find the project folder.

    Parameters
    ----------
    path : path, optional
        The folder that holds ``data/sources.yaml``. Without it: the environment variable ``COMPARE_PROJECT``, else the nearest
        parent of the working directory that is a project, else the data shipped with the package.

    Returns
    -------
    pathlib.Path
        The folder, absolute.

    Raises
    ------
    UsageError
        The folder named is not a project, or none was found.
    """
    for given, origin in ((path, "path"), (os.environ.get(VARIABLE), VARIABLE)):
        if given:
            root = Path(given).resolve()
            if not (root / _MARKER).is_file():
                raise UsageError(f"{origin} {str(given)!r} is not a project: it has no {_MARKER.as_posix()}")
            return root
    package = Path(compare.schema.__file__).resolve().parent
    here = Path.cwd()
    for root in (here, *here.parents, package / "_data", *package.parents):
        if (root / _MARKER).is_file():
            return root
    raise UsageError(f"no project found: {here} and its parents have no {_MARKER.as_posix()}; give a path or set {VARIABLE}")


def load(path: str | os.PathLike[str] | None = None) -> Dataset:
    """Load a project that has been built.

    Parameters
    ----------
    path : path, optional
        The project folder; see `find_project`.

    Returns
    -------
    Dataset
        Codelists, sources and tables.

    Raises
    ------
    UsageError
        No project there.
    DataError
        A file is missing or does not keep its contract.

    Examples
    --------
    >>> ds = load()  # doctest: +SKIP
    >>> len(ds.sources)  # doctest: +SKIP
    5
    """
    root = find_project(path)
    data = root / "data"
    codelists = load_codelists(data / "codelists")
    return Dataset(
        root=root,
        codelists=codelists,
        sources=read_sources(data / "sources.yaml", codelists),
        reference=read_reference(data / "reference", codelists),
        **{name: read_table(data / "derived" / f"{name}.csv", name) for name in BUILT},
    )
