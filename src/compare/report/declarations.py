"""Parameters of a report as its notebook declares them and as a user gives them; what they mean to the data is not known here.

A notebook declares its parameters in one code cell tagged ``parameters``, as plain annotated assignments such as
``regions: str = ""``. papermill only warns about an unknown parameter and then runs with the default, so everything is refused
here. Nothing in this module runs a notebook or reads data.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compare.errors import DataError, UsageError, unknown_name

RESERVED = ("output", "previous")
"""Parameters that the runner sets: the folder to write to, and that of the publication to compare with, which `-p` may name."""

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
    open_to_user = [name for name in declared if name != "output"]
    for name in given:
        if name == "output":
            raise UsageError("-p output: the runner sets this parameter; choose the folder with --output")
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
