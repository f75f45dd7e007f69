"""What reproduces a choice without the explorer: lines of Python and commands.

Every name in them is a code of the data set, written as a literal, so that no text of a document or user becomes code.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping
from typing import Any

from compare.explorer.choice import Choice
from compare.explorer.tables import Tables
from compare.explorer.words import say
from compare.pages.markup import Content, Html, element

_WIDTH = 100


def python_code(tables: Tables, choice: Choice) -> str:
    """Return lines of Python that give the table, the measure drawn, its chart and the quotes of what is shown."""
    regions, reference = _Name("regions"), choice.reference
    lines = ["import compare as cp", "", "ds = cp.load()", f"regions = {_literal(list(choice.regions))}"]
    given: dict[str, Any] = {"regions": regions, "reference": reference}
    if choice.indicators:
        given = {"indicators": list(choice.indicators)} | given | {"min_areas": 1}
    lines += [f"table = {_call('cp.benchmark', [], given)}"]
    if measure := tables.measure(choice):
        what = {"definition": measure.definition, "kind": measure.kind, "regions": regions, "reference": reference}
        lines += [f"rows = {_call('cp.comparison', [measure.indicator], what)}"]
        figure = _call("cp.plot_benchmark", [measure.indicator], what | {"language": choice.language})
        lines += [f"figure = {figure}"]
    if place := _shown(tables, choice):
        lines += [f"quotes = {_call('cp.trace', [], place)}"]
    return "\n".join(lines)


def _shown(tables: Tables, choice: Choice) -> dict[str, Any]:
    """Return area and indicator of what the sentence is shown of."""
    if "|" in choice.shown:
        area, _, key = choice.shown.partition("|")
        return {"ref_area": area, "indicator": key.partition("/")[0]}
    row = tables.ds.observation(choice.shown)
    return {"ref_area": row["ref_area"], "indicator": row["indicator"]} if row else {}


def _call(function: str, positional: list[Any], given: Mapping[str, Any]) -> str:
    """Write a call in one line, or an argument a line where it is long."""
    arguments = ["ds", *map(_literal, positional)] + [f"{name}={_literal(value)}" for name, value in given.items()]
    line = f"{function}({', '.join(arguments)})"
    return line if len(line) <= _WIDTH else f"{function}(\n    " + ",\n    ".join(arguments) + ",\n)"


class _Name(str):
    """The name of a variable, which is written without quotation marks."""


def _literal(value: Any) -> str:
    """Write a value as Python reads it; the names of variables as they are."""
    return str(value) if isinstance(value, _Name) else json.dumps(value, ensure_ascii=False)


def commands(tables: Tables, choice: Choice) -> list[str]:
    """Return the commands that make the report of a choice; none where it cannot be one: fewer than two areas, or no target."""
    stating = {area for measure in tables.measures(choice) for area in tables.stating(measure)}
    if len(choice.regions) < 2 or not stating.intersection(choice.regions):
        return []
    given = {"regions": ",".join(choice.regions), "indicators": ",".join(choice.indicators), "reference": choice.reference}
    parameters = [f"-p {shlex.quote(f'{name}={value}')}" for name, value in given.items() if value]
    return [" ".join(["region-compare report benchmark", f"--language {choice.language}", *parameters])]


def script(tables: Tables, choice: Choice) -> Html:
    """Show the code and the commands, each with a button that copies it."""
    language = choice.language
    command = "\n".join(commands(tables, choice))
    parts: list[Content] = _listing("code", say("code_title", language), python_code(tables, choice), language)
    if command:
        parts += _listing("command", say("command_title", language), command, language)
    else:
        parts.append(element("p", say("command_two", language), class_="note"))
    return element("section", *parts, class_="script")


def _listing(name: str, title: str, text: str, language: str) -> list[Content]:
    copy = element("button", say("copy", language), type="button", data_copy=name)
    return [
        element("div", element("strong", title), copy, class_="head"),
        element("pre", element("code", text, data_text=name), tabindex=0),
    ]
