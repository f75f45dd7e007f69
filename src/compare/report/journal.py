"""What happens in a run, as events: told to whoever watches, and written to ``log.jsonl`` in the folder of the run.

One JSON object a line with ``time``, ``event`` and the facts of the event. How a screen shows them is the command line's
business.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

NAME = "log.jsonl"


@dataclass(frozen=True)
class Event:
    """Something that happened.

    Attributes
    ----------
    name : str
        In the log: ``planned``, ``made``, ``failed``, ``finished``, and ``ended`` where the run as a whole failed. To the
        watcher besides: ``kept``, ``published``, ``removed``, ``unchanged``, ``nothing_due``, ``found_killed``, ``told``,
        ``not_told``.
    facts : mapping
        What there is to say of it; texts, numbers, and lists of them.
    """

    name: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass
class Journal:
    """The events of a run.

    Attributes
    ----------
    watch : callable
        Receives each event as it happens.
    folder : pathlib.Path or None
        Where the log is written; None before there is a folder, and after it was moved to its place.
    run : pathlib.Path or None
        The folder of the run, once it is in its place.
    """

    watch: Callable[[Event], None] = lambda _: None
    folder: Path | None = None
    run: Path | None = None

    def tell(self, name: str, **facts: Any) -> None:
        """Tell an event to the watcher, and note it where there is a folder."""
        event = Event(name, facts)
        if self.folder:
            time = datetime.now().astimezone().isoformat(timespec="milliseconds")
            with (self.folder / NAME).open("a", encoding="utf-8", newline="\n") as log:
                log.write(json.dumps({"time": time, "event": name, **facts}, ensure_ascii=False) + "\n")
        self.watch(event)
