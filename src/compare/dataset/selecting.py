"""What a user chose of a data set, by indicators and regions: the rows of each table that belong to it.

Shared by whatever leaves the suite as a file of tables. Compares nothing and orders only what has no order of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from compare.dataset.comparing import REFERENCES, resolve_reference
from compare.dataset.instruments import documents_of
from compare.dataset.labels import resolve_areas, resolve_indicators
from compare.dataset.measures import comparisons
from compare.dataset.store import Dataset
from compare.errors import UsageError


@dataclass(frozen=True)
class Selection:
    """Indicators and regions of a data set.

    Attributes
    ----------
    ds : Dataset
        The data set.
    indicators, areas : tuple of str or None
        Codes; None for all.
    """

    ds: Dataset
    indicators: tuple[str, ...] | None
    areas: tuple[str, ...] | None

    @property
    def is_everything(self) -> bool:
        """Whether nothing was left out."""
        return self.indicators is None and self.areas is None

    def of(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return the rows of the chosen indicators and regions of a table that has both."""
        if self.indicators is not None:
            frame = frame[frame["indicator"].isin(self.indicators)]
        return frame if self.areas is None else frame[frame["ref_area"].isin(self.areas)]

    @property
    def least(self) -> int:
        """How many areas must state a measure that is compared: one of chosen indicators, else two."""
        return 2 if self.indicators is None else 1

    def measures(self, min_areas: int | None = None) -> pd.DataFrame:
        """Return the measures of the chosen indicators that at least `min_areas` areas state; without it those compared."""
        found = comparisons(self.ds, min_areas=self.least if min_areas is None else min_areas)
        return found if self.indicators is None else found[found["indicator"].isin(self.indicators)]

    def stating(self) -> list[str]:
        """Return the chosen areas; else those that have a document, then those that state one of the measures."""
        if self.areas is not None:
            return list(self.areas)
        stated = [area for areas in self.measures()["areas"] for area in split_ids(areas)]
        return list(dict.fromkeys([*(source.ref_area for source in self.ds.sources.values()), *stated]))

    def observations(self) -> pd.DataFrame:
        """Return the observations chosen."""
        return self.of(self.ds.observations).reset_index(drop=True)

    def mentions(self) -> pd.DataFrame:
        """Return the mentions that state an indicator: those chosen and those that chosen values rest on, by place."""
        stating = self.ds.mentions[self.ds.mentions["disposition"] == "indicator"]
        behind = {mention for mentions in self.observations()["mention_ids"].tolist() for mention in split_ids(mentions)}
        matching = set(self.of(stating)["mention_id"].tolist())
        found = self.ds.mentions[self.ds.mentions["mention_id"].isin(behind | matching)]
        return found.sort_values(["source_id", "char_start", "mention_id"]).reset_index(drop=True)

    def first_mentions(self) -> dict[str, str]:
        """Return the mention of each chosen observation that comes first in its document."""
        place = dict(zip(*(self.ds.mentions[name].tolist() for name in ("mention_id", "char_start")), strict=True))
        frame = self.observations()
        pairs = zip(frame["observation_id"].tolist(), frame["mention_ids"].tolist(), strict=True)
        known = ((code, [m for m in split_ids(ids) if m in place]) for code, ids in pairs)
        return {code: min(mentions, key=place.__getitem__) for code, mentions in known if mentions}

    def derived(self) -> pd.DataFrame:
        """Return the derived figures chosen."""
        return self.of(self.ds.derived).reset_index(drop=True)

    def findings(self) -> pd.DataFrame:
        """Return the findings about what was chosen or in which a chosen value takes part, the gravest first."""
        frame = self.ds.findings
        chosen = set(self.observations()["observation_id"].tolist())
        takes_part = [not chosen.isdisjoint(split_ids(ids)) for ids in frame["observation_ids"]]
        found = frame[frame.index.isin(self.of(frame).index) | pd.Series(takes_part, index=frame.index, dtype="bool")]
        order = {code: n for n, code in enumerate(self.ds.codelists.severity)}
        return found.sort_values("severity", key=lambda codes: codes.map(order), kind="stable").reset_index(drop=True)

    def documents(self) -> list[str]:
        """Return the ids of the documents of the chosen regions."""
        return documents_of(self.ds, self.areas)

    def actions(self) -> pd.DataFrame:
        """Return the quotes of policy instruments in the documents chosen: by instrument, document and how telling they are."""
        documents = {code: n for n, code in enumerate(self.documents())}
        places = {code: n for n, code in enumerate(self.ds.codelists.instrument)}
        found = self.ds.actions[self.ds.actions["source_id"].isin(documents)]
        keys = found.assign(i=found["instrument"].map(places), d=found["source_id"].map(documents), s=-found["score"])
        return found.loc[keys.sort_values(["i", "d", "s", "char_start"], kind="stable").index].reset_index(drop=True)


def select(ds: Dataset, *, indicators: Sequence[str] | None = None, regions: Sequence[str] | None = None) -> Selection:
    """Choose by codes or names; what is not given is not limited.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    indicators, regions : sequence of str, optional
        Codes or names.

    Returns
    -------
    Selection
        With the rows of each table that belong to it.

    Raises
    ------
    UnknownNameError
        A name is not known.

    Examples
    --------
    >>> from compare import load
    >>> select(load(), regions=["天宁区"]).documents()
    ['tianning_2022']
    """
    codes = None if indicators is None else tuple(dict.fromkeys(resolve_indicators(ds, indicators)))
    areas = None if regions is None else tuple(dict.fromkeys(resolve_areas(ds, regions)))
    return Selection(ds, codes, areas)


def check_reference(ds: Dataset, reference: str, measures: pd.DataFrame) -> None:
    """Refuse an area as reference that states none of the measures: nothing could be held against it."""
    code = resolve_reference(ds, reference)
    stating = set(" ".join(measures["areas"]).split())
    if code not in REFERENCES and stating and code not in stating:
        known = ", ".join(area for area in ds.codelists.ref_area if area in stating)
        raise UsageError(f"reference={reference!r}: {code} states none of the measures compared; these areas do: {known}")


def split_ids(ids: object) -> list[str]:
    """Split identifiers that are separated by spaces; a missing text has none."""
    return ids.split() if isinstance(ids, str) else []


def split_names(text: str) -> list[str]:
    """Split a list of names at commas (also full-width ones), without blanks and repetitions.

    Examples
    --------
    >>> split_names("CN-320402, CN-320400,CN-320402")
    ['CN-320402', 'CN-320400']
    """
    parts = text.replace("\uff0c", ",").replace("\u3001", ",").split(",")
    return list(dict.fromkeys(part.strip() for part in parts if part.strip()))
