"""An earlier publication as it was kept: its data read back, but only where every file is still what was published.

A table of another version would be read with empty columns, and a damaged one with wrong figures, so both are refused here.
What has changed since is not asked.
"""

from __future__ import annotations

import importlib.metadata
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import compare.schema
from compare.dataset import BUILT, Dataset, digest, load
from compare.errors import CompareError, DataError, collect
from compare.schema import TABLES

RUN = "manifest.json"
_BUILD = Path("data", "derived", "manifest.json")
_DISTRIBUTION = "region-compare"
_SHOWS = (
    "charts",
    "cli.py",
    "explorer",
    "exchange",
    "pages",
    "palette.py",
    "report",
    "workbook",
    "workers",
    "cluster",
    "folder",
    "screen.py",
)
"""Parts of the package that show or run what others have read and computed: no figure follows from them."""


@dataclass(frozen=True)
class Publication:
    """What is known of how a data set was published.

    Attributes
    ----------
    run : str
        Name of the run; empty for data that no run has published.
    started : str
        When, in ISO 8601; empty likewise.
    version : str
        Version of the library; empty where nobody recorded it.
    library : mapping of str to str
        Path to SHA-256 of the parts of the library that figures follow from; empty where nobody recorded them.
    """

    run: str = ""
    started: str = ""
    version: str = ""
    library: Mapping[str, str] = field(default_factory=dict)


def read_publication(path: str | os.PathLike[str]) -> Dataset:
    """Load the data of an earlier publication.

    Parameters
    ----------
    path : path
        A folder with ``data/``, such as that of a run. It needs no documents.

    Returns
    -------
    Dataset
        As `compare.load` returns it.

    Raises
    ------
    DataError
        There is no such folder; its tables are of another version; a file is damaged, missing, or not the one published.

    Examples
    --------
    >>> read_publication("outputs/20261005-063000")  # doctest: +SKIP
    """
    root = Path(path)
    if not (root / "data" / "sources.yaml").is_file():
        raise DataError(f"{path}: no publication to compare with: it has no data/sources.yaml; give the folder of a run")
    recorded = _read_json(root / _BUILD, ("inputs", "tables"))
    collect(list(_other_columns(root)), f"{path}: the tables are of another version of the library; compare with a later run:")
    collect(list(_damaged(root, recorded["tables"])), f"{path}: the publication is damaged; compare with another run:")
    try:
        ds = load(root)
    except CompareError as error:
        raise DataError(f"{path}: the publication cannot be read: {error}") from error
    kept_out = {source.file for source in ds.sources.values()}
    inputs = {name: value for name, value in recorded["inputs"].items() if name not in kept_out}
    collect(list(_damaged(root, inputs)), f"{path}: the publication is damaged; compare with another run:")
    publication_of(ds)
    return ds


def _read_json(path: Path, keys: tuple[str, ...]) -> Any:
    """Return a manifest, which must map every one of `keys` to a mapping."""
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
        if not all(isinstance(entries[key], dict) for key in keys):
            raise ValueError(f"expected mappings {', '.join(keys)}")
    except FileNotFoundError:
        raise DataError(f"{path}: the manifest is missing; compare with another run") from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(
            f"{path}: the manifest is damaged ({type(error).__name__}: {error}); compare with another run"
        ) from None
    return entries


def _other_columns(root: Path) -> Iterator[str]:
    """Yield the tables whose columns are not those of this version."""
    for name in BUILT:
        path = root / "data" / "derived" / f"{name}.csv"
        if path.is_file():
            with path.open(encoding="utf-8", errors="replace") as file:
                found = file.readline().strip().split(",")
            expected = list(TABLES[name])
            if found != expected:
                lacking, other = (", ".join(c for c in a if c not in b) for a, b in ((expected, found), (found, expected)))
                yield f"{name}.csv: lacks {lacking or 'none'}, has besides {other or 'none'}"


def _damaged(root: Path, recorded: Mapping[str, str]) -> Iterator[str]:
    """Yield the files that are not those recorded."""
    for name, expected in recorded.items():
        path = root / name
        if not path.is_file():
            yield f"{name} is missing"
        elif digest(path) != expected:
            yield f"{name} is not the file that was published"


def publication_of(ds: Dataset) -> Publication:
    """Return what is known of how a data set was published; of one that no run has published, the library that runs now.

    Raises
    ------
    DataError
        The manifest of the run is damaged.
    """
    path = ds.root / RUN
    if not path.exists():
        return Publication(version=_version(), library=_library())
    manifest = _read_json(path, ("versions",))
    parts = manifest.get("inputs", {})
    groups = parts.values() if isinstance(parts, dict) else ()
    named = [name_digest for group in groups if isinstance(group, dict) for name_digest in group.items()]
    library = {str(name): str(value) for name, value in named if _is_reckoning(str(name))}
    run, started, version = (
        text if isinstance(text, str) else ""
        for text in (manifest.get("run"), manifest.get("started"), manifest["versions"].get("compare"))
    )
    return Publication(run, started, version, library)


def _version() -> str:
    try:
        return importlib.metadata.version(_DISTRIBUTION)
    except importlib.metadata.PackageNotFoundError:
        return ""


def _library() -> dict[str, str]:
    """Return the checksums of the parts of the running library that figures follow from."""
    folder = Path(compare.schema.__file__).parent
    names = {path: f"compare/{path.relative_to(folder).as_posix()}" for path in sorted(folder.rglob("*.py"))}
    return {n: digest(path) for path, n in names.items() if _is_reckoning(n)}


def _is_reckoning(name: str) -> bool:
    first, *rest = name.split("/")
    return first == "compare" and name.endswith(".py") and bool(rest) and rest[0] not in (*_SHOWS, "changes", "_data")
