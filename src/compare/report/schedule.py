"""Entries for the schedulers that people have: cron, systemd, the Task Scheduler of Windows, GitHub Actions.

An entry wakes ``region-compare report --due`` daily, at each time of day that a specification names; what is due then is
decided by `compare.report.due`. So cron, which forgets what it missed, catches up a day later like the others, a report
that failed is tried again the next day, and a changed specification needs a new entry only where its time of day is new. An
entry works in an empty environment, from any folder, whatever characters its paths hold. Nothing is installed here; the
files say how it is done.
"""

from __future__ import annotations

import getpass
import json
import os
import re
import shlex
import sys
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PureWindowsPath
from xml.sax.saxutils import escape

from compare.errors import UsageError, unknown_name
from compare.report.specifications import FOLDER, Report, find_reports

LOG = "schedule.log"
"""Where cron and Windows write what the command says, in the folder of the runs; systemd and GitHub keep logs of their own."""

_TEMPLATES = Path(__file__).with_name("templates") / "schedule"
_CRON_BYTES = 998
"""cron refuses an entry whose command takes more."""


@dataclass(frozen=True)
class WakeUp:
    """What an entry starts, and when.

    Attributes
    ----------
    python : str
        The interpreter, an absolute path.
    project, outputs : str
        The project folder and the folder of the runs, absolute paths.
    times : tuple of str
        Local times of day, ``HH:MM``, sorted.
    on_failure : str
        What ``report --on-failure`` receives; empty: not given.
    conda : str
        The folder of the conda environment of `python`, whose libraries Windows finds on the search path only; else empty.
    """

    python: str
    project: str
    outputs: str
    times: tuple[str, ...]
    on_failure: str = ""
    conda: str = ""

    @property
    def options(self) -> list[str]:
        """The options of ``report`` besides the folders."""
        return ["--due", *(["--on-failure", self.on_failure] if self.on_failure else [])]

    @property
    def arguments(self) -> list[str]:
        """The arguments of the interpreter; ``-P`` keeps modules of the working folder out."""
        places = ["--project", self.project, "--output", self.outputs]
        return ["-P", "-m", "compare", "report", *places, *self.options]


@dataclass(frozen=True)
class Entry:
    """A file for a scheduler."""

    name: str
    text: str
    encoding: str = "utf-8"


def make_entries(root: Path, system: str, *, outputs: Path, on_failure: str = "") -> tuple[Entry, ...]:
    """Return the files that make `system` wake a project's reports.

    Parameters
    ----------
    root : pathlib.Path
        The project folder.
    system : str
        One of `SYSTEMS`: ``cron``, ``systemd``, ``windows``, ``github``.
    outputs : pathlib.Path
        Folder of the runs.
    on_failure : str, optional
        What is told of a failure, as for ``report``.

    Raises
    ------
    UsageError
        No report has a schedule, or a path cannot be written in an entry of that system.
    """
    if system not in SYSTEMS:
        raise unknown_name("system", system, SYSTEMS)
    times = wake_times(find_reports(root))
    if not times:
        raise UsageError(
            f"{root / FOLDER}: no report has a schedule; give an entry one, such as schedule: [{{every: month, day: 5}}]"
        )
    prefix = Path(sys.prefix)
    conda = str(prefix) if (prefix / "conda-meta").is_dir() else ""
    wake = WakeUp(sys.executable, str(root.absolute()), str(outputs.absolute()), times, on_failure, conda)
    for value in (wake.python, wake.project, wake.outputs, on_failure):
        if any(unicodedata.category(character) in ("Cc", "Cs") for character in value):
            raise UsageError(f"{value!r} holds a line break or another character that an entry cannot hold; rename the folder")
    return SYSTEMS[system](wake)


def wake_times(reports: Iterable[Report]) -> tuple[str, ...]:
    """Return the times of day at which `reports` are due, each once, sorted."""
    return tuple(sorted({schedule.time for report in reports for schedule in report.specification.schedule}))


def _fill(name: str, values: Mapping[str, str]) -> str:
    """Return a template with its ``__NAME__`` replaced, in one pass: a value is never read as template."""
    text = (_TEMPLATES / name).read_text(encoding="utf-8")
    return re.sub(r"__([A-Z]+)__", lambda found: values[found[1]], text)


# --- cron -------------------------------------------------------------------------------------------------------------


def cron_entry(wake: WakeUp) -> tuple[Entry, ...]:
    """Return a line of a crontab for each time.

    ``%`` ends a command in a crontab and is escaped. A backslash is refused: what it means differs from one cron to another.
    """
    command = shell_command(wake)
    if "\\" in command:
        raise UsageError("a crontab cannot hold a backslash safely; use folders and a command without one, or systemd")
    command = command.replace("%", "\\%")
    if len(command.encode()) > _CRON_BYTES:
        raise UsageError(
            f"cron reads {_CRON_BYTES} bytes of a command, this one has {len(command.encode())}; shorten the paths"
        )
    lines = [f"{int(minute)} {int(hour)} * * * {command}" for hour, minute in _clock(wake)]
    log = str(Path(wake.outputs, LOG))
    return (Entry("region-compare.crontab", _fill("region-compare.crontab", {"LOG": log, "LINES": "\n".join(lines)})),)


def shell_command(wake: WakeUp) -> str:
    """Return the command for a POSIX shell; it makes the folder of the log, without which nothing could start."""
    outputs = shlex.quote(wake.outputs)
    log = shlex.quote(str(Path(wake.outputs, LOG)))
    return f"mkdir -p {outputs} && {_started(wake)} >>{log} 2>&1"


def _started(wake: WakeUp) -> str:
    return f"PYTHONUTF8=1 {shlex.join([wake.python, *wake.arguments])}"


def _clock(wake: WakeUp) -> list[list[str]]:
    return [time.split(":") for time in wake.times]


# --- systemd ----------------------------------------------------------------------------------------------------------


def systemd_entry(wake: WakeUp) -> tuple[Entry, ...]:
    """Return a service and its timer; the log is the journal, which systemd keeps small.

    A shell starts the interpreter: systemd reads ``$`` in the path of a program and in arguments by different rules, and
    ``env`` takes a path with ``=`` for a variable.
    """
    command = f"/bin/sh -c {quote_systemd(_started(wake))}"
    times = "\n".join(f"OnCalendar=*-*-* {time}:00" for time in wake.times)
    return (
        Entry("region-compare.service", _fill("region-compare.service", {"COMMAND": command})),
        Entry("region-compare.timer", _fill("region-compare.timer", {"TIMES": times})),
    )


def quote_systemd(argument: str) -> str:
    r"""Quote an argument of ``ExecStart``: ``%`` begins a specifier and ``$`` a variable there, also within quotes.

    Examples
    --------
    >>> print(quote_systemd('50% of "$HOME"'))
    "50%% of \"$$HOME\""
    """
    for character, escaped in (("\\", r"\\"), ('"', r"\""), ("%", "%%"), ("$", "$$")):
        argument = argument.replace(character, escaped)
    return f'"{argument}"'


# --- Windows ----------------------------------------------------------------------------------------------------------


def windows_entry(wake: WakeUp) -> tuple[Entry, ...]:
    """Return a task in XML, in the encoding that ``schtasks /XML`` reads."""
    trigger = (
        "    <CalendarTrigger>\n      <StartBoundary>2026-01-01T{}:00</StartBoundary>\n"
        "      <ScheduleByDay>\n        <DaysInterval>1</DaysInterval>\n      </ScheduleByDay>\n    </CalendarTrigger>"
    )
    domain = os.environ.get("USERDOMAIN", "")
    values = {
        "LOG": str(PureWindowsPath(wake.outputs, LOG)),
        "USER": (domain + "\\" if domain else "") + getpass.getuser(),
        "COMMAND": "cmd.exe",
        "ARGUMENTS": f'/d /s /c "{cmd_command(wake)}"',
        "FOLDER": wake.project,
    }
    values = {name: escape(value) for name, value in values.items()}
    values["TRIGGERS"] = "\n".join(map(trigger.format, wake.times))
    return (Entry("region-compare.xml", _fill("region-compare.xml", values), encoding="utf-16"),)


def cmd_command(wake: WakeUp) -> str:
    """Return the command for ``cmd.exe``, which alone can set a variable and write to a log for a task.

    Within quotes ``cmd`` reads nothing but variables, ``%NAME%``, and they cannot be escaped there: a path that looks like one
    is refused. The command that is told of failures may hold quotes itself, so each of its signs is escaped by a caret.
    """
    paths = [wake.python, wake.project, wake.outputs]
    for path in paths:
        if '"' in path or re.search("%[^%]+%", path):
            raise UsageError(f"{path}: Windows reads what stands between two % as the name of a variable; rename the folder")
    python, _, outputs = map(quote_windows, paths)
    arguments = [quote_cmd(argument) if argument == wake.on_failure else quote_windows(argument) for argument in wake.arguments]
    log = PureWindowsPath(wake.outputs, LOG)
    steps = ['set "PYTHONUTF8=1"', f"mkdir {outputs} 2>nul", f'{python} {" ".join(arguments)} >>"{log}" 2>&1']
    if wake.conda:
        below = ["", r"Library\mingw-w64\bin", r"Library\usr\bin", r"Library\bin", "Scripts", "bin"]
        steps.insert(0, f'set "PATH={";".join(str(PureWindowsPath(wake.conda, name)) for name in below)};%PATH%"')
    return " & ".join(steps)


def quote_windows(argument: str) -> str:
    r"""Quote an argument by the rules of ``CommandLineToArgvW``; a plain word stays as it is.

    Examples
    --------
    >>> print(quote_windows("D:\\区域 规划\\"), quote_windows("report"))
    "D:\区域 规划\\" report
    """
    if re.fullmatch(r"[\w-]+", argument, re.ASCII):
        return argument
    doubled = re.sub(r'(\\*)"', r'\1\1\\"', argument)
    return '"' + re.sub(r"(\\+)$", r"\1\1", doubled) + '"'


def quote_cmd(argument: str) -> str:
    """Quote an argument by those rules, and each sign that means something to ``cmd`` by a caret besides."""
    return re.sub(r'([()%!^"<>&|])', r"^\1", quote_windows(argument))


# --- GitHub Actions ---------------------------------------------------------------------------------------------------


def github_entry(wake: WakeUp) -> tuple[Entry, ...]:
    """Return a workflow, which wakes in UTC and tells times by the offset that holds where it was written.

    The runner has a path of its own for the project, so that the entry names none; ``tasks.py`` of the project sets it up.
    """
    if not Path(wake.project, "tasks.py").is_file():
        raise UsageError(f"{wake.project}: the workflow sets the project up by its tasks.py, and there is none; use a checkout")
    offset = datetime.now().astimezone().utcoffset()
    minutes = int(offset.total_seconds()) // 60 if offset else 0
    command = shlex.join(["python", "tasks.py", "report", *wake.options])
    times = [f'    - cron: "{_utc(time, minutes)}" # {time} at UTC{_offset(minutes)}' for time in wake.times]
    values = {"COMMAND": json.dumps(command, ensure_ascii=False), "TIMES": "\n".join(times), "ZONE": posix_zone(minutes)}
    return (Entry("region-compare.yml", _fill("region-compare.yml", values)),)


def _utc(time: str, minutes: int) -> str:
    hour, minute = map(int, time.split(":"))
    hour, minute = divmod((hour * 60 + minute - minutes) % (24 * 60), 60)
    return f"{minute} {hour} * * *"


def _offset(minutes: int) -> str:
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def posix_zone(minutes: int) -> str:
    """Return the value of ``TZ`` for an offset from UTC; POSIX counts it westward.

    Examples
    --------
    >>> posix_zone(480), posix_zone(-210)
    ('<+0800>-08:00', '<-0330>+03:30')
    """
    return f"<{_offset(minutes).replace(':', '')}>{_offset(-minutes)}"


SYSTEMS: Mapping[str, Callable[[WakeUp], tuple[Entry, ...]]] = {
    "cron": cron_entry,
    "systemd": systemd_entry,
    "windows": windows_entry,
    "github": github_entry,
}
"""For each system what writes its entry."""
