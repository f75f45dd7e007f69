"""What the data are made from, beside what they were made from: entry by entry, so that a change can be named as a reason.

Documents, corrections, lexicons, codelists, rules of the checks, figures of other sources, the library. Says what differs;
which row of which table follows from it is the business of `compare.changes.causes`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from compare.changes.publication import publication_of
from compare.codelists import Codelist
from compare.dataset import Dataset
from compare.records import read_yaml

Entry = Mapping[str, Any]

_FOLDERS = {"correction": "corrections", "lexicon": "lexicons", "rule": "rules"}
_GUARDS = frozenset({"id", "sha256", "char_start", "char_end", "date", "author", "reason", "reason_zh", "expect"})
"""Fields of a correction that say where, when and why it was made, and not what it does."""

_REMARKS = frozenset({"why", "why_zh", "good", "bad"})
"""Fields of a lexicon that explain an entry or test it."""

_NAMES = frozenset({"name_zh", "name_en", "description_zh", "description_en", "formula_zh", "formula_en"})
"""Fields of a code that only its readers see."""

_QUIET: Mapping[str, frozenset[str]] = {
    "correction": _GUARDS,
    "lexicon": _REMARKS,
    "codelist": _NAMES,
    "rule": frozenset({"why"}),
}


@dataclass(frozen=True)
class Changed:
    """An entry of an input that is not what it was.

    Attributes
    ----------
    kind : str
        ``document``, ``correction``, ``lexicon``, ``codelist``, ``rule``, ``reference``, ``library``.
    file, entry : str
        Where it stands, and its id.
    how : str
        ``new``, ``gone`` or ``changed``.
    fields : tuple of str
        What of it differs, of an entry that stands on both sides.
    before, after : mapping or None
        The entry; None where it is not.
    """

    kind: str
    file: str
    entry: str
    how: str
    fields: tuple[str, ...] = ()
    before: Entry | None = None
    after: Entry | None = None

    @property
    def id(self) -> str:
        """The name under which reasons refer to it."""
        return f"{self.file}#{self.entry}"

    @property
    def effective(self) -> tuple[str, ...]:
        """The fields that something can follow from."""
        return tuple(name for name in self.fields if name not in _QUIET.get(self.kind, frozenset()))

    @property
    def is_effective(self) -> bool:
        """Whether something can follow from it: remarks and names of an entry change no figure."""
        return self.how != "changed" or bool(self.effective)

    def phrases(self) -> tuple[frozenset[str], frozenset[str]]:
        """Return the phrases that the entry has lost and gained."""
        old, new = (frozenset(_phrases(side)) for side in (self.before, self.after))
        return old - new, new - old


def _phrases(entry: Entry | None) -> Iterator[str]:
    """Yield the texts of an entry that stand in lists: forms, words, aliases."""
    for name, value in (entry or {}).items():
        if isinstance(value, list | tuple) and name not in _REMARKS:
            yield from (item for item in value if isinstance(item, str))


def changed_entries(before: Dataset, after: Dataset) -> list[Changed]:
    """Return every entry of an input that differs between two data sets, in the order of the kinds."""
    found = [_hold("document", "sources.yaml", *({s.id: asdict(s) for s in ds.sources.values()} for ds in (before, after)))]
    for kind, folder in _FOLDERS.items():
        old, new = (_files(ds.root / "data" / folder) for ds in (before, after))
        names = sorted({*old, *new})
        found += [_hold(kind, f"{folder}/{name}", old.get(name, {}), new.get(name, {})) for name in names]
    for listed in fields(before.codelists):
        lists = [getattr(ds.codelists, listed.name) for ds in (before, after)]
        found.append(_hold("codelist", f"codelists/{listed.name}.yaml", *map(_codes, lists)))
    found.append(
        _hold("codelist", "codelists/divisions.csv", *(_whole(ds, "codelists/divisions.csv") for ds in (before, after)))
    )
    found.append(_hold("reference", "reference", *({r["reference_id"]: r for r in ds.figures} for ds in (before, after))))
    return [entry for entries in found for entry in entries] + list(_library(before, after))


def _files(folder: Path) -> dict[str, dict[str, Entry]]:
    """Return the entries of the YAML lists of a folder, by file and id."""
    found: dict[str, dict[str, Entry]] = {}
    for path in sorted(folder.glob("*.yaml")):
        entries = read_yaml(path) or []
        found[path.name] = {
            str(entry.get("id", number)): entry for number, entry in enumerate(entries) if isinstance(entry, dict)
        }
    return found


def _codes(codes: Codelist[Any]) -> dict[str, Entry]:
    return {code.id: asdict(code) for code in codes.values()}


def _whole(ds: Dataset, name: str) -> dict[str, Entry]:
    """Return a file as one entry, by its checksum."""
    path = ds.root / "data" / name
    return {path.name: {"sha256": hashlib.sha256(path.read_bytes()).hexdigest()}} if path.is_file() else {}


def _hold(kind: str, file: str, before: Mapping[str, Entry], after: Mapping[str, Entry]) -> list[Changed]:
    """Hold the entries of one file against each other."""
    found = []
    for name in dict.fromkeys([*before, *after]):
        old, new = before.get(name), after.get(name)
        if old is None or new is None:
            found.append(Changed(kind, file, name, "new" if old is None else "gone", (), old, new))
        elif old != new:
            differing = tuple(key for key in dict.fromkeys([*old, *new]) if old.get(key) != new.get(key))
            found.append(Changed(kind, file, name, "changed", differing, old, new))
    return found


def _library(before: Dataset, after: Dataset) -> Iterator[Changed]:
    """Yield the library where both sides recorded it and it is not the same."""
    old, new = publication_of(before), publication_of(after)
    parts: Iterable[str] = ()
    if old.library and new.library:
        parts = sorted(n for n in {*old.library, *new.library} if old.library.get(n) != new.library.get(n))
        is_other = bool(parts)
    else:
        is_other = bool(old.version and new.version) and old.version != new.version
    if is_other:
        yield Changed(
            "library", "library", "compare", "changed", tuple(parts), {"version": old.version}, {"version": new.version}
        )
