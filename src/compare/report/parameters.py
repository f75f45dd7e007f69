"""The values of a report's parameters, checked against the data before any kernel starts, and names written as codes.

How parameters are declared and given is the business of `compare.report.declarations`. Nothing here runs a notebook.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from compare.codelists import LANGUAGES
from compare.dataset import (
    REFERENCES,
    Dataset,
    areas_with_data,
    comparisons,
    resolve_area,
    resolve_areas,
    resolve_indicators,
    resolve_instruments,
    split_names,
)
from compare.errors import UsageError, shorten, unknown_name


def check_values(ds: Dataset, values: Mapping[str, Any]) -> dict[str, Any]:
    """Check the values of the parameters that reports share, and write names as codes.

    What is asked of a choice follows from the parameters that a report declares, never from its name:

    - ``regions``: each has a document or a figure; one will do.
    - ``regions`` and ``indicators``: one of the regions states a target (of the indicators, where some are named).
    - ``reference`` besides: regions are held against each other, so two or more of them share a measure; of indicators that
      are named, one region with a target will do. The reference states what is compared.
    - ``region``: the report is about one region, and `regions` are those it is compared with. It needs no figure of its own,
      because the reasons are worth reading; without it there is a region with a document and a target to write of.
    - ``instruments``: plans are compared by their words; each of the regions has a document, a figure it needs not.
    - ``documents``: ids of documents that there are.
    """
    checked = dict(values)
    if "language" in values and values["language"] not in LANGUAGES:
        raise UsageError(f"language={values['language']!r}: expected one of: {', '.join(LANGUAGES)}")
    resolvers: dict[str, Callable[[Dataset, Sequence[str]], list[str]]]
    resolvers = {"indicators": _indicators, "documents": _documents, "instruments": _instruments}
    resolvers["regions"] = partial(_regions, is_documented="instruments" in values)
    for name, resolve in resolvers.items():
        if name in values:
            checked[name] = ",".join(resolve(ds, split_names(values[name])))
    regions, indicators = (split_names(checked.get(name, "")) for name in ("regions", "indicators"))
    if "region" in values:
        checked["region"] = _region(ds, values["region"], regions, indicators)
    elif "reference" in values:
        _check_shared(ds, regions, indicators)
    elif "indicators" in values:
        _check_stated(ds, regions, indicators)
    if "reference" in values:
        checked["reference"] = _reference(ds, values["reference"], regions, indicators, checked.get("region", ""))
    return checked


def _region(ds: Dataset, name: str, regions: Sequence[str], indicators: Sequence[str]) -> str:
    """Resolve the region that a report is about; empty stands for every area that has a document and a target."""
    if not name:
        if not areas_with_targets(ds, regions, indicators):
            known = ", ".join(areas_with_targets(ds, (), indicators)) or "none"
            raise UsageError(f"regions={','.join(regions)}: none has a document and a target; these areas have: {known}")
        return ""
    usable = areas_with_data(ds)
    choice = f"region={name!r}: expected empty or one of: {', '.join(usable)}"
    try:
        code = resolve_area(ds, name)
    except UsageError as error:
        raise type(error)(f"{choice}; {error}") from None
    if code not in usable:
        raise UsageError(f"{choice}; {code} has no document and no figure")
    if list(regions) == [code]:
        raise UsageError(f"regions={code}: this is the region itself; add some of: {', '.join(a for a in usable if a != code)}")
    return code


def _check_shared(ds: Dataset, regions: Sequence[str], indicators: Sequence[str]) -> None:
    """Refuse regions that have no measure in common; of indicators that are named, one region with a target will do."""
    if len(regions) == 1:
        others = ", ".join(area for area in areas_with_data(ds) if area != regions[0])
        raise UsageError(f"regions={regions[0]}: a comparison needs two or more; add some of: {others}")
    if indicators:
        _check_stated(ds, regions, indicators)
        return
    if max((len(set(areas) & set(regions or areas)) for areas in _stating(ds, indicators)), default=0) < 2:
        raise UsageError(
            f"regions={','.join(regions)}: no measure is stated by two of them; choose others, or name indicators"
            if regions
            else "no measure is stated by two areas of this project: there is nothing to compare; name indicators"
        )


def _check_stated(ds: Dataset, regions: Sequence[str], indicators: Sequence[str]) -> None:
    """Refuse regions of which none states a target, of the indicators where some are named."""
    stating = {area for areas in _stating(ds, indicators) for area in areas}
    if not stating & set(regions or stating):
        known = ", ".join(area for area in areas_with_data(ds) if area in stating) or "none"
        what = shorten(indicators) if indicators else "any indicator"
        raise UsageError(f"regions={','.join(regions)}: none of them states a target for {what}; these do: {known}")


def _stating(ds: Dataset, indicators: Sequence[str]) -> list[list[str]]:
    """Return the areas that state each measure, of the indicators named or of all."""
    measures = comparisons(ds, min_areas=1)
    if indicators:
        measures = measures[measures["indicator"].isin(indicators)]
    return [areas.split() for areas in measures["areas"]]


def _regions(ds: Dataset, names: Sequence[str], *, is_documented: bool) -> list[str]:
    """Resolve names of regions; each must have a document, or, where that is not asked, a figure."""
    usable = areas_with_documents(ds) if is_documented else areas_with_data(ds)
    codes = list(dict.fromkeys(resolve_areas(ds, names)))
    if silent := [code for code in codes if code not in usable]:
        lack = "no document" if is_documented else "no document and no figure"
        raise UsageError(f"regions: {lack} of {shorten(silent)}; expected some of: {', '.join(usable)}")
    return codes


def _documents(ds: Dataset, names: Sequence[str]) -> list[str]:
    """Return ids of documents as they are; each must be known."""
    for name in names:
        if name not in ds.sources:
            error = unknown_name("document", name, ds.sources)
            raise type(error)(f"documents: {error}\n  documents of this project: {', '.join(ds.sources)}")
    return list(names)


def _instruments(ds: Dataset, names: Sequence[str]) -> list[str]:
    """Resolve names of policy instruments."""
    try:
        return list(dict.fromkeys(resolve_instruments(ds, names)))
    except UsageError as error:
        known = ", ".join(ds.codelists.instrument)
        raise type(error)(f"instruments: {error}\n  instruments: {known}") from None


def areas_with_documents(ds: Dataset) -> list[str]:
    """Return the areas that the documents are about."""
    return list(dict.fromkeys(source.ref_area for source in ds.sources.values()))


def areas_with_targets(ds: Dataset, regions: Sequence[str] = (), indicators: Sequence[str] = ()) -> list[str]:
    """Return the areas (of `regions`, or all) that have a document and a target (of `indicators`, or any)."""
    stating = {area for areas in _stating(ds, indicators) for area in areas}
    return [area for area in areas_with_documents(ds) if area in stating and area in (regions or stating)]


def _indicators(ds: Dataset, names: Sequence[str]) -> list[str]:
    """Resolve names of indicators; some area must state a target for each."""
    codes = list(dict.fromkeys(resolve_indicators(ds, names)))
    targets = ds.observations[ds.observations["value_type"] == "target"]
    stated = set(targets["indicator"].dropna())
    if silent := [code for code in codes if code not in stated]:
        raise UsageError(f"indicators: no area states a target for {shorten(silent)}; {len(stated)} others have targets")
    return codes


def _reference(ds: Dataset, reference: str, regions: Sequence[str], indicators: Sequence[str], region: str) -> str:
    """Return a keyword as it is and the name of a region as its code; the region must state what is compared."""
    if reference in REFERENCES:
        return reference
    choice = f"reference={reference!r}: expected {', '.join(REFERENCES)} or a region of the comparison"
    try:
        code = resolve_area(ds, reference)
    except UsageError as error:
        raise type(error)(f"{choice}; {error}") from None
    usable = [area for area in regions or areas_with_data(ds) if area != region]
    if code not in usable:
        raise UsageError(f"{choice}; {code} is not compared here, these are: {', '.join(usable)}")
    stating = {area for areas in _stating(ds, indicators) if len(areas) > 1 or indicators for area in areas}
    if code not in stating:
        known = ", ".join(area for area in usable if area in stating)
        raise UsageError(f"{choice}; {code} states none of the measures compared, these do: {known}")
    return code
