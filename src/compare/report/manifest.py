"""``manifest.json`` of a run: what was made, from what, how it went, and the SHA-256 of every file.

Written once, last, by `compare.report.publish`; read by the next run, which carries over what has not changed, and by people.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

NAME = "manifest.json"
OK, FAILED = "ok", "failed"


@dataclass(frozen=True)
class Entry:
    """One report of a run.

    Attributes
    ----------
    report : str
        Id of its specification.
    name : str
        Its own name, which is that of its folder and its files.
    variant : str
        Values of the matrix that tell it from others of its specification.
    language, title : str
        As the report has them.
    status : str
        ``ok`` or ``failed``; `error` and `where` then say why, and in which cell.
    seconds : float
        Time it took.
    parameters : mapping
        Values as the notebook received them, without those that the runner sets.
    made_in, made_at : str
        The run in which it was made, which is an earlier one where it was carried over, and when (ISO 8601).
    made_from : mapping
        From `compare.report.inputs.Inputs.of_report`.
    is_current : bool
        Whether it was made from the inputs as they were in this run. One that was not asked for may be older, and where the
        inputs changed during the run, nobody knows.
    why : list of str
        Why it was made.
    pdf : str
        What printed the PDF; empty for none.
    facts : mapping
        Numbers about the report, from its sidecar.
    """

    report: str
    name: str
    variant: str = ""
    language: str = ""
    title: str = ""
    status: str = OK
    seconds: float = 0.0
    parameters: Mapping[str, Any] = field(default_factory=dict)
    made_in: str = ""
    made_at: str = ""
    made_from: Mapping[str, str] = field(default_factory=dict)
    is_current: bool = True
    why: list[str] = field(default_factory=list)
    error: str = ""
    where: str = ""
    pdf: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_ok(self) -> bool:
        """Whether the report was made."""
        return self.status == OK


@dataclass(frozen=True)
class Plan:
    """The reports of a specification by name, and the digest of what they follow from: its entry, the data, the library."""

    digest: str
    reports: list[str]


@dataclass(frozen=True)
class Manifest:
    """A run.

    Attributes
    ----------
    run : str
        Its time, which is the name of its folder.
    status, error : str
        ``ok`` or ``failed``; the error of the run as a whole, where it was not that of a report.
    is_publication : bool
        Whether it is of specified reports; one with parameters given by hand is not, and never becomes ``latest``.
    started : str
        Local time with offset, ISO 8601.
    seconds : float
        Time it took.
    versions : mapping
        Package to version.
    data : str
        Digest of the data as they were.
    previous : str
        The publication with other data that this one is compared with; empty for none.
    plans : mapping
        Specification to its `Plan`.
    reports : list of Entry
        In the order of the index page.
    inputs : mapping
        Digest of a component to its entries.
    files : mapping
        Path to SHA-256, of every file but this one.
    """

    run: str
    status: str
    is_publication: bool = True
    error: str = ""
    started: str = ""
    seconds: float = 0.0
    versions: Mapping[str, str] = field(default_factory=dict)
    data: str = ""
    previous: str = ""
    plans: Mapping[str, Plan] = field(default_factory=dict)
    reports: list[Entry] = field(default_factory=list)
    inputs: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_ok(self) -> bool:
        """Whether every report of the run was made."""
        return self.status == OK

    def files_of(self, name: str) -> dict[str, str]:
        """Return path to SHA-256 of the files of one report."""
        return {path: digest for path, digest in self.files.items() if path.startswith(f"{name}/")}

    def text(self) -> str:
        """Return the manifest as its file holds it."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"


def read_manifest(folder: Path) -> Manifest | None:
    """Read the manifest of a run; None where there is none or it is not one of this version: the run is then not relied on."""
    try:
        values = json.loads((folder / NAME).read_text(encoding="utf-8"))
        entries = [Entry(**entry) for entry in values["reports"]]
        plans = {name: Plan(**plan) for name, plan in values["plans"].items()}
        manifest = Manifest(**{**values, "reports": entries, "plans": plans})
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None
    return manifest if all(isinstance(getattr(manifest, f.name), _TYPES[f.name]) for f in fields(Manifest)) else None


_TYPES: Mapping[str, type | tuple[type, ...]] = {
    **dict.fromkeys(("run", "status", "error", "started", "data", "previous"), str),
    **dict.fromkeys(("versions", "plans", "inputs", "files"), dict),
    "is_publication": bool,
    "seconds": (int, float),
    "reports": list,
}
