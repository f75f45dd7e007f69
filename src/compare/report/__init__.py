"""Reports: notebooks run with checked parameters, turned into self-contained pages and published together.

`specifications` says what is to be made, `declarations` and `parameters` check what is given, `run` goes from names to a
published run, `runner` and `execute` run notebooks in processes of their own, `preload` and `inprocess` serve those that can be
copied, `html` and `fonts` make the page, `publish` puts it in place. `made` and `benchmark` are what notebooks call; the latter
draws, and is imported only by them. What draws or renders is imported when it is first used: a run that has nothing to do must
not wait for it.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from compare.report.made import Made, MadeFile, write_made

if TYPE_CHECKING:
    from compare.report.run import Published, run_reports

__all__ = ["Made", "MadeFile", "Published", "run_reports", "write_made"]


def __getattr__(name: str) -> Any:
    """Import the runner when it is first asked for."""
    if name in ("Published", "run_reports"):
        return getattr(importlib.import_module("compare.report.run"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
