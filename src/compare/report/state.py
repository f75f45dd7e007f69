"""``status.json`` in the folder of the runs: when each report was last found whole and up to date, and by which run.

A run that has nothing to do makes no folder, so the folders alone do not say when a report was last looked at. What is due is
decided by `compare.report.due` from this file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from compare.dataset import write_whole

NAME = "status.json"


@dataclass(frozen=True)
class Done:
    """When a report was last whole and up to date (ISO 8601 with offset), and the run whose files it has."""

    at: str
    run: str

    @property
    def time(self) -> datetime:
        """The time as a datetime with an offset."""
        return datetime.fromisoformat(self.at)


def read_state(outputs: Path) -> dict[str, Done]:
    """Return what the file says of each report; empty where there is no file, or where it cannot be read.

    A file that is lost or spoiled makes every report due: it is made or found unchanged, and the file is written anew.
    """
    try:
        entries = json.loads((outputs / NAME).read_text(encoding="utf-8"))["reports"]
        done = {name: Done(**entry) for name, entry in entries.items()}
        return {name: entry for name, entry in done.items() if entry.time.tzinfo is not None}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}


def record_done(outputs: Path, reports: Iterable[str], run: str, now: datetime) -> None:
    """Note that `reports` are whole and up to date in `run`; what is known of others stays. Call it with the lock held."""
    entries: Mapping[str, Done] = read_state(outputs) | {
        name: Done(now.astimezone().isoformat(timespec="seconds"), run) for name in reports
    }
    text = json.dumps({"reports": {name: asdict(entries[name]) for name in sorted(entries)}}, ensure_ascii=False, indent=1)
    write_whole(outputs / NAME, text + "\n")
