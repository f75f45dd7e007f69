"""What reproduces a choice without the explorer: lines of Python and commands.

Every name in them is a code of the data set, written as a literal, so that no text of a document or user becomes code.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping
from typing import Any

from compare.explorer.choice import Choice
from compare.explorer.drawing import kind_of, subject_of
from compare.explorer.tables import Tables
from compare.explorer.words import say
from compare.pages.markup import Content, Html, element

_WIDTH = 100


def python_code(tables: Tables, choice: Choice) -> str:
    """Return lines of Python that give the table, the measure drawn, its chart and the quotes of what is shown."""
    regions, reference = _Name("regions"), choice.reference
    lines = [
        "import compare as cp",
        "from compare import charts",
        "",
        "ds = cp.load()",
        f"regions = {_literal(list(choice.regions))}",
    ]
    given: dict[str, Any] = {"regions": regions, "reference": reference}
    if choice.indicators:
        given = {"indicators": list(choice.indicators)} | given | {"min_areas": 1}
    lines += [f"table = {_call('cp.benchmark', [], given)}"]
    if measure := tables.measure(choice):
        what = {"definition": measure.definition, "kind": measure.kind, "regions": regions, "reference": reference}
        lines += [f"rows = {_call('cp.comparison', [measure.indicator], what)}"]
        lines += _figure(tables, choice, measure.indicator, what | {"language": choice.language})
    if place := _shown(tables, choice):
        lines += [f"quotes = {_call('cp.trace', [], place)}"]
    return "\n".join(lines)


def _figure(tables: Tables, choice: Choice, indicator: str, what: dict[str, Any]) -> list[str]:
    """Return the lines that draw the chart shown."""
    kind = kind_of(tables, choice)
    if kind == "trajectory":
        growth = _call("cp.required_growth", [indicator], {"regions": what["regions"]})
        figure = _call("charts.plot_trajectory", [_Name("growth")], {"language": what["language"]})
        return [f"growth = {growth}", f"figure = {figure}"]
    few = {name: what[name] for name in ("regions", "language")}
    chosen = few | ({"indicators": list(choice.indicators)} if choice.indicators else {})
    arguments: dict[str, tuple[list[Any], dict[str, Any]]] = {
        "family": ([indicator], few),
        "heatmap": ([], chosen),
        "profile": ([subject_of(tables, choice)], chosen),
    }
    return [f"figure = {_call(f'charts.plot_{kind}', *arguments.get(kind, ([indicator], what)))}"] if kind else []


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
    """Return the commands that write the workbook and make the report, which needs two areas and a target of one of them."""
    given = {"regions": ",".join(choice.regions), "indicators": ",".join(choice.indicators), "reference": choice.reference}
    given = {name: value for name, value in given.items() if value}
    options = [f"--{name} {shlex.quote(value)}" for name, value in given.items()]
    export = ["region-compare export", f"--language {choice.language}", *options, "--output comparison.xlsx"]
    parameters = [f"-p {shlex.quote(f'{name}={value}')}" for name, value in given.items()]
    report = ["region-compare report benchmark", f"--language {choice.language}", *parameters]
    stating = {area for measure in tables.measures(choice) for area in tables.stating(measure)}
    is_report = len(choice.regions) > 1 and not stating.isdisjoint(choice.regions)
    return [" ".join(line) for line in ((export, report) if is_report else (export,))]


def script(tables: Tables, choice: Choice) -> Html:
    """Show the code and the commands, each with a button that copies it."""
    language = choice.language
    if not choice.regions:
        return element("p", say("choose_region", language), class_="message", role="status")
    lines = commands(tables, choice)
    parts: list[Content] = _listing("code", say("code_title", language), python_code(tables, choice), language)
    parts += _listing("command", say("command_title", language), "\n".join(lines), language)
    if len(lines) == 1:
        parts.append(element("p", say("command_two", language), class_="note"))
    return element("section", *parts, class_="script")


def _listing(name: str, title: str, text: str, language: str) -> list[Content]:
    copy = element("button", say("copy", language), type="button", data_copy=name)
    return [
        element("div", element("strong", title), copy, class_="head"),
        element("pre", element("code", text, data_text=name), tabindex=0),
    ]
