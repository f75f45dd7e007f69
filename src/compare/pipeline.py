"""The order of the stages, written here and nowhere else.

Each document is read: numbers → mentions → corrections; names without figures; policy instruments; responsible units. Then all
together: observations → derived figures → findings. `build` fills ``data/derived``; `check_inputs` says whether what stands
there was built from the data as they are now.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

import compare.actions
import compare.responsibility
from compare.actions import Phrase, load_instruments
from compare.checks import check
from compare.codelists import Codelists, load_codelists
from compare.dataset import (
    BUILT,
    Dataset,
    Source,
    digest,
    find_project,
    load,
    read_reference,
    read_sources,
    write_table,
    write_whole,
)
from compare.dataset.parts import load_part_words
from compare.derive import derive
from compare.documents import Document, repair
from compare.errors import DataError, collect
from compare.extract import Reader, default_id, extract_document, find_wordings, load_reader, open_document
from compare.harmonise import apply_corrections, observe, read_corrections
from compare.lexicons import Rule
from compare.responsibility import ResponsibilityLexicon, load_responsibility
from compare.schema import conform

MANIFEST = Path("data", "derived", "manifest.json")
_INPUTS = (
    "data/sources.yaml",
    "data/codelists/*.yaml",
    "data/codelists/divisions.csv",
    "data/lexicons/*.yaml",
    "data/corrections/*.yaml",
    "data/reference/*.csv",
    "data/rules/*.yaml",
)


def build(root: Path, *, echo: Callable[[str], None] = lambda line: None) -> Dataset:
    """Build the tables of a project from its documents, codelists, lexicons and corrections.

    Parameters
    ----------
    root : pathlib.Path
        The project folder.
    echo : callable, optional
        Takes one line of the account: rows per stage, coverage, and what differs from the tables that stood there.

    Returns
    -------
    Dataset
        As `compare.load` reads it back. The same inputs give the same bytes.

    Raises
    ------
    DataError
        A document is missing or altered, a codelist, lexicon or correction is wrong. Nothing is written then.
    """
    data = root / "data"
    codelists = load_codelists(data / "codelists")
    sources = read_sources(data / "sources.yaml", codelists)
    reference = read_reference(data / "reference", codelists)
    _check_documents(root, sources)
    tools = _load_tools(root, codelists)
    readings = []
    for source in sources.values():
        reading = _read(open_document(root / source.file, source.id, sources), tools)
        echo(_account(source.id, reading))
        readings.append(reading)
    read = {name: pd.concat([reading[name] for reading in readings], ignore_index=True) for name in readings[0]}
    empty = {name: conform(pd.DataFrame(), name) for name in BUILT}
    words = load_part_words(data / "lexicons", tools.reader.names.lexicons.catalogue)
    observations = observe(read["mentions"], codelists, sources, words=words)
    ds = Dataset(root, codelists, sources, reference=reference, **empty | read | {"observations": observations})
    ds = replace(ds, derived=derive(ds))
    ds = replace(ds, findings=check(ds, words=words))
    _echo_coverage(observations, echo)
    _echo_findings(ds, echo)
    _echo_difference(root, observations, echo)
    for name in BUILT:
        write_table(getattr(ds, name), data / "derived" / f"{name}.csv")
    _write_manifest(root, sources, {name: getattr(ds, name) for name in BUILT})
    return load(root)


@dataclass(frozen=True)
class _Tools:
    """What reading a document needs: codelists and compiled lexicons."""

    root: Path
    reader: Reader
    instruments: tuple[Phrase, ...]
    responsibility: ResponsibilityLexicon

    @property
    def ocr(self) -> tuple[Rule, ...]:
        """The lexicon by which damage of scanning is mended."""
        return self.reader.names.lexicons.ocr


def _load_tools(root: Path, codelists: Codelists) -> _Tools:
    lexicons = root / "data" / "lexicons"
    reader = load_reader(root, codelists)
    return _Tools(root, reader, load_instruments(lexicons, codelists), load_responsibility(lexicons))


def _read(document: Document, tools: _Tools) -> dict[str, pd.DataFrame]:
    """Return all that is read from one document, by table."""
    mentions = _correct(document, tools.reader, tools.root)
    return {
        "mentions": mentions,
        "wordings": find_wordings(document, tools.reader, set(mentions["indicator"].dropna())),
        "actions": compare.actions.find_actions(document, tools.instruments, tools.ocr),
        "responsibilities": compare.responsibility.find_responsibilities(document, tools.responsibility, tools.ocr),
    }


def _account(source_id: str, reading: Mapping[str, pd.DataFrame]) -> str:
    """Say in one line what was read from a document."""
    ledger = reading["mentions"]
    stated = int((ledger["disposition"] == "indicator").sum())
    corrected = int(ledger["rule_id"].str.startswith("correction:").sum())
    unknown = sorted(ledger.loc[ledger["ref_area"].isna(), "ref_area_text"].dropna().unique())
    left = f", areas without a code (left out): {', '.join(unknown)}" if unknown else ""
    used = reading["actions"]["instrument"].nunique()
    units = reading["responsibilities"]["unit_name_full"].nunique()
    return (
        f"{source_id}: {len(ledger)} numbers, {stated} indicator mentions, {corrected} corrected, "
        f"{used} policy instruments, {units} responsible units{left}"
    )


def find_actions(path: Path | str, *, source_id: str | None = None, project: Path | str | None = None) -> pd.DataFrame:
    """Find the policy instruments that a document uses.

    Parameters
    ----------
    path : path or str
        A plain-text file, as for `compare.extract`.
    source_id : str, optional
        Id for the table; the file's name without its ending by default. An id of ``data/sources.yaml`` supplies the metadata.
    project : path or str, optional
        Project folder whose codelists and lexicons are used; see `compare.load`.

    Returns
    -------
    pandas.DataFrame
        Columns of ``schema.ACTIONS``; see `compare.actions.find_actions`.

    Raises
    ------
    DataError
        The file cannot be read, or does not match its entry in ``data/sources.yaml``.
    """
    document, tools = _open(path, source_id, project)
    return compare.actions.find_actions(document, tools.instruments, tools.ocr)


def find_responsibilities(path: Path | str, *, source_id: str | None = None, project: Path | str | None = None) -> pd.DataFrame:
    """Find the units that a document makes responsible for its sections; parameters and errors as for `find_actions`.

    Returns
    -------
    pandas.DataFrame
        Columns of ``schema.RESPONSIBILITIES``; see `compare.responsibility.find_responsibilities`.
    """
    document, tools = _open(path, source_id, project)
    return compare.responsibility.find_responsibilities(document, tools.responsibility, tools.ocr)


def _open(path: Path | str, source_id: str | None, project: Path | str | None) -> tuple[Document, _Tools]:
    root = find_project(project)
    codelists = load_codelists(root / "data" / "codelists")
    sources = read_sources(root / "data" / "sources.yaml", codelists)
    document = open_document(Path(path), source_id or default_id(Path(path)), sources)
    tools = _load_tools(root, codelists)
    return tools.reader.describe(document, repair(document.text, tools.ocr).text), tools


def extract_corrected(path: Path, source_id: str, root: Path) -> pd.DataFrame:
    """Return the ledger of a document with a person's corrections applied, as the shipped tables have it.

    Parameters
    ----------
    path : pathlib.Path
        The document.
    source_id : str
        Names the file of corrections; a document without one has none.
    root : pathlib.Path
        The project folder.

    Returns
    -------
    pandas.DataFrame
        Columns of ``schema.MENTIONS``.

    Raises
    ------
    DataError
        The document or the extraction changed since a correction was written.
    """
    codelists = load_codelists(root / "data" / "codelists")
    sources = read_sources(root / "data" / "sources.yaml", codelists)
    return _correct(open_document(path, source_id, sources), load_reader(root, codelists), root)


def _correct(document: Document, tools: Reader, root: Path) -> pd.DataFrame:
    """Extract a document and apply its corrections."""
    corrections = read_corrections(root / "data" / "corrections" / f"{document.source_id}.yaml")
    found = extract_document(document, tools)
    return apply_corrections(found, corrections, text=document.text, sha256=document.sha256, codelists=tools.codelists)


def check_inputs(root: Path) -> None:
    """Check that the documents are whole and that the built tables belong to the data as they are.

    Raises
    ------
    DataError
        A document is missing or altered; a codelist, lexicon, correction or built table has changed since the last build.
    """
    sources = read_sources(root / "data" / "sources.yaml", load_codelists(root / "data" / "codelists"))
    _check_documents(root, sources)
    try:
        manifest = json.loads((root / MANIFEST).read_text(encoding="utf-8"))
        recorded = {**manifest["inputs"], **manifest["tables"]}
    except FileNotFoundError:
        raise DataError(f"{root / MANIFEST}: the tables have not been built; run: region-compare build") from None
    except (ValueError, KeyError, TypeError) as error:
        raise DataError(f"{root / MANIFEST}: cannot be read ({error!r}); run: region-compare build") from error
    current = {**_inputs(root, sources), **_hashes(root, _table_files())}
    problems = [
        f"{name}: {_change(recorded, current, name)}"
        for name in sorted({*recorded, *current})
        if recorded.get(name) != current.get(name)
    ]
    collect(problems, "data have changed since the tables were built (run: region-compare build):")


def _check_documents(root: Path, sources: Mapping[str, Source]) -> None:
    """Compare every document with its checksum; all that differ are named at once."""
    problems = []
    for source in sources.values():
        path = root / source.file
        if not path.is_file():
            problems.append(f"{source.id}: {source.file} is missing")
        elif (found := digest(path)) != source.sha256:
            problems.append(f"{source.id}: {source.file} has been altered: sha256 {found}, expected {source.sha256}")
    collect(problems, "documents are not as data/sources.yaml describes them (restore them, or correct the entries):")


def _change(recorded: Mapping[str, str], current: Mapping[str, str], name: str) -> str:
    if name not in current:
        return "is gone"
    return "is new" if name not in recorded else "has changed"


def _hashes(root: Path, patterns: tuple[str, ...]) -> dict[str, str]:
    """Return the checksum of every file that matches, by its path from the root with forward slashes."""
    paths = sorted(p for pattern in patterns for p in root.glob(pattern) if p.is_file())
    return {p.relative_to(root).as_posix(): digest(p) for p in paths}


def _inputs(root: Path, sources: Mapping[str, Source]) -> dict[str, str]:
    """Return the checksums of all that a build reads: the documents of ``sources.yaml``, codelists, lexicons, corrections."""
    return _hashes(root, (*_INPUTS, *(source.file for source in sources.values())))


def _table_files() -> tuple[str, ...]:
    return tuple(f"data/derived/{name}.csv" for name in BUILT)


def _write_manifest(root: Path, sources: Mapping[str, Source], tables: Mapping[str, pd.DataFrame]) -> None:
    manifest = {
        "inputs": _inputs(root, sources),
        "rows": {name: len(frame) for name, frame in tables.items()},
        "tables": _hashes(root, _table_files()),
    }
    write_whole(root / MANIFEST, json.dumps(manifest, indent=1, sort_keys=True) + "\n")


def _echo_coverage(observations: pd.DataFrame, echo: Callable[[str], None]) -> None:
    """Print how many observations and indicators each region states."""
    for area, rows in observations.groupby("ref_area"):
        echo(f"{area}: {len(rows)} observations of {rows['indicator'].nunique()} indicators")


def _echo_findings(ds: Dataset, echo: Callable[[str], None]) -> None:
    """Print how many figures were derived, and the findings by severity."""
    echo(f"derived figures: {len(ds.derived)}")
    counts = ds.findings["severity"].value_counts()
    echo("findings: " + ", ".join(f"{counts.get(code, 0)} {code}" for code in ds.codelists.severity))


def _echo_difference(root: Path, observations: pd.DataFrame, echo: Callable[[str], None]) -> None:
    """Print what differs from the observations that were built before."""
    try:
        before = load(root).observations
    except DataError:
        echo("no earlier tables to compare with")
        return
    keys = {"old": set(before["observation_id"]), "new": set(observations["observation_id"])}
    values = dict(zip(before["observation_id"], before["obs_value"], strict=True))
    shared = observations[observations["observation_id"].isin(keys["old"])]
    moved = sum(values[i] != v for i, v in zip(shared["observation_id"], shared["obs_value"], strict=True))
    echo(f"difference: {len(keys['new'] - keys['old'])} new, {len(keys['old'] - keys['new'])} gone, {moved} values moved")
