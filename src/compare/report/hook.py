"""Telling someone that a run failed: a command of theirs, or an address that takes a message. Off unless it is asked for.

The news is one JSON object. A command gets it on its standard input and the folder of the run as ``COMPARE_RUN``; an address
gets it as the body of a POST. Nothing of it ever becomes part of a command line.
"""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from compare.errors import CompareError
from compare.report.journal import Journal
from compare.report.manifest import read_manifest

_SECONDS = 30
"""How long a command or an address may take: news must not hold up the next run."""


def tell(target: str, news: Mapping[str, Any]) -> str:
    """Tell the news to a command or an address; return what went wrong, empty where nothing did.

    Parameters
    ----------
    target : str
        An ``http://`` or ``https://`` address, or else a command for the system's shell, as whoever runs the reports gave it.
    news : mapping
        ``event``, ``project``, ``run`` (its folder), ``exit_code``, ``error``, ``reports`` (those that failed).
    """
    body = json.dumps(news, ensure_ascii=False).encode(
        errors="backslashreplace"
    )  # half a character is written \ud800, as JSON has it
    try:
        if target.startswith(("http://", "https://")):
            return _post(target, body)
        environment = {**os.environ, "COMPARE_RUN": str(news.get("run", ""))}
        # The shell is what makes it a command like any other of the schedule; only the user's own words reach it.
        # What it says goes nowhere: on Windows a pipe to read would be waited for as long as anything that it started lives.
        done = subprocess.run(
            target,
            shell=True,
            input=body,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            env=environment,
            check=False,
        )
    except (OSError, subprocess.SubprocessError) as error:
        return f"{type(error).__name__}: {error}"
    return f"it ended with code {done.returncode}" if done.returncode else ""


def _post(address: str, body: bytes) -> str:
    request = urllib.request.Request(address, data=body, method="POST", headers={"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=_SECONDS) as answer:
            answer.read(1)
    except (OSError, http.client.HTTPException, ValueError) as error:
        return f"{type(error).__name__}: {error}"
    return ""


def tell_failure(target: str, root: Path, run: Journal, error: Exception, *, told_in: Journal | None = None) -> None:
    """Tell whoever asked for it that a run failed; that telling fails changes nothing about the run.

    Parameters
    ----------
    target : str
        As for `tell`; nobody is told where it is empty.
    root : pathlib.Path
        The project.
    run : Journal
        Of the run that failed.
    error : Exception
        Why.
    told_in : Journal, optional
        Where it is noted that somebody was told, if that is another run.
    """
    if not target:
        return
    manifest = read_manifest(run.run) if run.run else None
    failed = [entry for entry in manifest.reports if not entry.is_ok] if manifest else []
    news = {
        "event": "failed",
        "project": str(root),
        "run": str(run.run or ""),
        "exit_code": error.exit_code if isinstance(error, CompareError) else CompareError.exit_code,
        "error": str(error),
        "reports": [{"report": entry.name, "error": entry.error, "where": entry.where} for entry in failed],
    }
    problem = tell(target, news)
    (told_in or run).tell("not_told" if problem else "told", target=target, **({"error": problem} if problem else {}))
