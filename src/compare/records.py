"""Strict YAML: lists of mappings in which no key is repeated, read into frozen records.

Every entry is checked for unknown and missing fields and for the types of their values, ids for uniqueness; all problems of a
file are reported together, each with its entry. What the fields mean is the callers' business.
"""

from __future__ import annotations

from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

import yaml

from compare.errors import DataError, collect, unknown_name

R = TypeVar("R")


_SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""PyYAML's safe loader on libyaml, eight times as fast; where PyYAML was built without it, the one in Python."""


class _UniqueLoader(_SafeLoader):  # type: ignore[misc]  # a class of PyYAML, by either name
    """The safe loader, except that a repeated key of a mapping is an error instead of the last value winning."""


def _mapping(loader: yaml.SafeLoader, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: set[Any] = set()
    for key_node, _ in node.value:
        key = loader.construct_object(key_node, deep=True)
        if not isinstance(key, str | int | float | bool | None):
            raise yaml.constructor.ConstructorError(None, None, f"key {key!r} is not a text", key_node.start_mark)
        if key in seen:
            raise yaml.constructor.ConstructorError(None, None, f"duplicate key {key!r}", key_node.start_mark)
        seen.add(key)
    return dict(yaml.SafeLoader.construct_mapping(loader, node, deep=True))


_UniqueLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def read_yaml(path: Path) -> Any:
    """Read a YAML file in which no key is repeated.

    Parameters
    ----------
    path : pathlib.Path
        A UTF-8 file.

    Returns
    -------
    list, dict, str, int, float, bool or None
        What the file holds; dates stay text only where they are quoted.

    Raises
    ------
    DataError
        The file is missing, is not UTF-8 or is not valid YAML, or a key is repeated; the message names line and column.
    """
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_UniqueLoader)  # noqa: S506  a safe loader
    except FileNotFoundError:
        raise DataError(f"{path}: the file is missing; restore it, e.g. with git checkout") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: not valid YAML: {error}") from error


def read_records(path: Path, record: type[R]) -> list[R]:
    """Read a YAML list of mappings as frozen records.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    record : type
        A frozen dataclass; its fields are the keys that an entry may have, those without a default it must have.

    Returns
    -------
    list
        One record an entry, in the order of the file.

    Raises
    ------
    DataError
        The file is not a list of mappings, or entries have unknown, missing or repeated fields or ids.
    """
    entries = read_yaml(path)
    if not isinstance(entries, list):
        raise DataError(f"{path}: expected a YAML list of entries, found {type(entries).__name__}")
    problems: list[str] = []
    records = [_record(entry, record, f"entry {n} ({_id_of(entry)})", problems) for n, entry in enumerate(entries, 1)]
    ids = [_id_of(entry) for entry in entries]
    problems += [f"id {i!r} is given {ids.count(i)} times" for i in sorted({i for i in ids if ids.count(i) > 1 and i != "?"})]
    collect(problems, f"{path}: the entries cannot be used:")
    return [r for r in records if r is not None]


def _id_of(entry: Any) -> str:
    return str(entry.get("id", "?")) if isinstance(entry, dict) else "?"


def _record(entry: Any, record: type[R], where: str, problems: list[str]) -> R | None:
    """Turn one mapping into a record, or note in `problems` why not."""
    if not isinstance(entry, dict):
        problems.append(f"{where}: expected a mapping, found {type(entry).__name__}")
        return None
    known = {f.name: f for f in fields(record)}  # type: ignore[arg-type]  # a dataclass, by contract
    types = get_type_hints(record)
    found = [f"{where}: {unknown_name('field', key, known)}" for key in entry if key not in known]
    required = [n for n, f in known.items() if f.default is MISSING and f.default_factory is MISSING]
    found += [f"{where}: field {name!r} is missing" for name in required if entry.get(name) in (None, "")]
    values = {}
    for key, value in entry.items():
        if key in known:
            values[key] = _value(value, types[key], f"{where}: field {key!r}", found)
    problems += found
    return None if found else record(**values)


def _value(value: Any, annotation: Any, where: str, problems: list[str]) -> Any:
    """Check one field's value against its type; lists become tuples, of texts or of records."""
    if get_origin(annotation) is tuple:
        item = get_args(annotation)[0]
        expected = "texts" if item is str else "entries"
        if not isinstance(value, list) or (item is str and not all(isinstance(v, str) for v in value)):
            problems.append(f"{where}: expected a list of {expected}, found {value!r}")
            return ()
        return tuple(v if item is str else _record(v, item, f"{where} item {n}", problems) for n, v in enumerate(value, 1))
    if annotation in (str, int, bool) and (
        not isinstance(value, annotation) or (annotation is int and isinstance(value, bool))
    ):
        hint = " (quote it?)" if annotation is str else ""
        problems.append(f"{where}: expected {annotation.__name__}, found {value!r}{hint}")
    return value
