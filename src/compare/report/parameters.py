"""Parameters of a report: read from its notebook, given by the user, checked before any kernel starts.

A notebook declares its parameters in one code cell tagged ``parameters``, as plain annotated assignments such as
``regions: str = ""``. papermill only warns about an unknown parameter and then runs with the default, so everything is refused
here. Nothing in this module runs a notebook.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compare.dataset import REFERENCES, Dataset, comparisons, resolve_area, resolve_areas, resolve_indicators, split_names
from compare.errors import DataError, UsageError, shorten, unknown_name

LANGUAGES = ("zh", "en")
RESERVED = ("output",)
"""Parameters that the runner sets itself."""

_TYPES: Mapping[str, type] = {"str": str, "int": int, "float": float, "bool": bool}


@dataclass(frozen=True)
class Parameter:
    """A parameter as its notebook declares it.

    Attributes
    ----------
    name : str
        Name of the variable.
    type : type
        ``str``, ``int``, ``float`` or ``bool``.
    default : str, int, float or bool
        Value without ``-p``.
    """

    name: str
    type: type
    default: Any


def read_parameters(notebook: Path) -> dict[str, Parameter]:
    """Read the declared parameters of a notebook without running it."""
    cells = [c for c in _read_cells(notebook) if "parameters" in c.get("metadata", {}).get("tags", [])]
    if len(cells) > 1:
        raise DataError(f"{notebook.name}: {len(cells)} cells are tagged 'parameters'; keep one")
    if not cells:
        return {}
    try:
        statements = ast.parse("".join(cells[0]["source"])).body
    except SyntaxError as error:
        raise DataError(f"{notebook.name}: the parameters cell is not valid Python: {error.msg}, line {error.lineno}") from None
    declared = [_declaration(statement, notebook.name) for statement in statements]
    return {p.name: p for p in declared}


def _read_cells(notebook: Path) -> list[dict[str, Any]]:
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    except (ValueError, KeyError, TypeError) as error:
        raise DataError(f"{notebook.name}: not a notebook ({type(error).__name__}: {error}); restore the file") from None
    return [c for c in cells if c.get("cell_type") == "code"]


def _declaration(statement: ast.stmt, where: str) -> Parameter:
    """Turn ``name: type = literal`` into a record."""
    try:
        if not isinstance(statement, ast.AnnAssign) or statement.value is None:
            raise ValueError
        if not isinstance(statement.target, ast.Name) or not isinstance(statement.annotation, ast.Name):
            raise ValueError
        kind = _TYPES[statement.annotation.id]
        default = ast.literal_eval(statement.value)
        if type(default) is not kind:
            raise ValueError
    except (ValueError, KeyError):
        raise DataError(
            f"{where}: parameters cell, line {statement.lineno}: found `{ast.unparse(statement)}`, expected "
            f"`name: type = value` with a type of {', '.join(_TYPES)}"
        ) from None
    return Parameter(statement.target.id, kind, default)


def parse_assignments(assignments: Iterable[str]) -> dict[str, str]:
    """Split ``name=value`` texts as given with ``-p``.

    Examples
    --------
    >>> parse_assignments(["reference=median"])
    {'reference': 'median'}
    """
    values: dict[str, str] = {}
    for assignment in assignments:
        name, equals, value = assignment.partition("=")
        name = name.strip()
        if not equals or not name:
            raise UsageError(f"-p {assignment!r}: expected name=value, e.g. -p reference=median")
        if name in values:
            raise UsageError(f"-p {name} is given twice: {values[name]!r} and {value.strip()!r}; keep one")
        values[name] = value.strip()
    return values


def bind(declared: Mapping[str, Parameter], given: Mapping[str, str], *, notebook: str) -> dict[str, Any]:
    """Give every declared parameter its value: the one given, else the default."""
    open_to_user = [name for name in declared if name not in RESERVED]
    for name in given:
        if name in RESERVED:
            raise UsageError(f"-p {name}: the runner sets this parameter; choose the folder with --output")
        if name not in declared:
            error = unknown_name("parameter", name, open_to_user, f"report {notebook!r}")
            raise type(error)(f"{error}\n  parameters of this report: {', '.join(open_to_user) or 'none'}")
    return {name: _convert(p, given[name]) if name in given else p.default for name, p in declared.items()}


def _convert(parameter: Parameter, text: str) -> Any:
    """Read `text` as the type of `parameter`."""
    if parameter.type is bool:
        if text.lower() not in ("true", "false"):
            raise UsageError(f"-p {parameter.name}={text}: expected true or false")
        return text.lower() == "true"
    try:
        return parameter.type(text)
    except ValueError:
        raise UsageError(f"-p {parameter.name}={text}: expected {parameter.type.__name__}") from None


def check_values(ds: Dataset, values: Mapping[str, Any]) -> dict[str, Any]:
    """Check the values of the parameters that all reports share, and write names as codes."""
    checked = dict(values)
    if "language" in values and values["language"] not in LANGUAGES:
        raise UsageError(f"language={values['language']!r}: expected one of: {', '.join(LANGUAGES)}")
    if "regions" in values:
        checked["regions"] = ",".join(_regions(ds, split_names(values["regions"])))
    if "indicators" in values:
        checked["indicators"] = ",".join(_indicators(ds, split_names(values["indicators"])))
    regions, indicators = (split_names(checked.get(name, "")) for name in ("regions", "indicators"))
    if "regions" in values:
        _check_shared(ds, regions, indicators)
    if "reference" in values:
        checked["reference"] = _reference(ds, values["reference"], regions, indicators)
    return checked


def _check_shared(ds: Dataset, regions: Sequence[str], indicators: Sequence[str]) -> None:
    """Refuse regions that have no measure in common; of indicators that are named, one region with a target will do."""
    stating = [set(areas) & set(regions or areas) for areas in _stating(ds, indicators)]
    if max(map(len, stating), default=0) >= (1 if indicators else 2):
        return
    if indicators:
        raise UsageError(f"regions={','.join(regions)}: none of them states a target for {shorten(indicators)}; choose others")
    raise UsageError(
        f"regions={','.join(regions)}: no measure is stated by two of them; choose others, or name indicators"
        if regions
        else "no measure is stated by two areas of this project: there is nothing to compare; name indicators"
    )


def _stating(ds: Dataset, indicators: Sequence[str]) -> list[list[str]]:
    """Return the areas that state each measure, of the indicators named or of all."""
    measures = comparisons(ds, min_areas=1)
    if indicators:
        measures = measures[measures["indicator"].isin(indicators)]
    return [areas.split() for areas in measures["areas"]]


def _regions(ds: Dataset, names: Sequence[str]) -> list[str]:
    """Resolve names of regions; each must have a document or a figure, and a comparison needs two."""
    codes = list(dict.fromkeys(resolve_areas(ds, names)))
    usable = areas_with_data(ds)
    empty = [code for code in codes if code not in usable]
    if empty:
        raise UsageError(f"regions: no document and no figure of {shorten(empty)}; expected some of: {', '.join(usable)}")
    if len(codes) == 1:
        raise UsageError(f"regions={codes[0]}: a comparison needs two or more; add some of: {', '.join(usable)}")
    return codes


def areas_with_data(ds: Dataset) -> list[str]:
    """Return the areas that a report can show: those of the sources, then those with a target of their own."""
    stated = ds.observations.loc[ds.observations["value_type"] == "target", "ref_area"].dropna()
    return list(dict.fromkeys([*(source.ref_area for source in ds.sources.values()), *sorted(stated.unique())]))


def _indicators(ds: Dataset, names: Sequence[str]) -> list[str]:
    """Resolve names of indicators; some area must state a target for each."""
    codes = list(dict.fromkeys(resolve_indicators(ds, names)))
    targets = ds.observations[ds.observations["value_type"] == "target"]
    stated = set(targets["indicator"].dropna())
    silent = [code for code in codes if code not in stated]
    if silent:
        raise UsageError(f"indicators: no area states a target for {shorten(silent)}; {len(stated)} others have targets")
    return codes


def _reference(ds: Dataset, reference: str, regions: Sequence[str], indicators: Sequence[str]) -> str:
    """Return a keyword as it is and the name of a region as its code; the region must state what is compared."""
    if reference in REFERENCES:
        return reference
    choice = f"reference={reference!r}: expected {', '.join(REFERENCES)} or a region of the comparison"
    try:
        code = resolve_area(ds, reference)
    except UsageError as error:
        raise type(error)(f"{choice}; {error}") from None
    usable = list(regions) or areas_with_data(ds)
    if code not in usable:
        raise UsageError(f"{choice}; {code} is not compared here, these are: {', '.join(usable)}")
    stating = {area for areas in _stating(ds, indicators) if len(areas) > 1 or indicators for area in areas}
    if code not in stating:
        known = ", ".join(area for area in usable if area in stating)
        raise UsageError(f"{choice}; {code} states none of the measures compared, these do: {known}")
    return code
