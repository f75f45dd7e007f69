"""How a press of a button changes a choice.

A button is named by a text such as ``region:CN-320400``; what is not known is refused. Views draw buttons with these names;
nothing is drawn here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from compare.codelists import LANGUAGES
from compare.dataset import REFERENCES, area_name, resolve_area, resolve_indicator
from compare.errors import UnknownNameError, nearest, unknown_name
from compare.explorer.choice import PANELS, Choice, cell_key, measure_key
from compare.explorer.tables import Tables
from compare.explorer.words import say

_OFFERED = 5
"""How many indicators are offered where none has the name that is looked for."""

ALL, SHARED = "*", "+"
"""Names of buttons that choose all, and what is shared."""


def press(tables: Tables, choice: Choice, name: str) -> Choice:
    """Return the choice that follows when a button is pressed.

    Parameters
    ----------
    tables : Tables
        What is known of the data set.
    choice : Choice
        The choice before.
    name : str
        What the button is for and its value, with a colon between them.

    Returns
    -------
    Choice
        The choice after, with everything in it that the change has made impossible put right.

    Raises
    ------
    UnknownNameError
        There is no such button, area, indicator or measure.
    """
    what, _, value = name.partition(":")
    if what not in _MOVES:
        raise unknown_name("button", what, _MOVES)
    return settle(tables, _MOVES[what](tables, choice, value))


def settle(tables: Tables, choice: Choice) -> Choice:
    """Put right what cannot be: a reference that is not compared, a measure or a cell that is no longer shown."""
    keys = [measure_key(measure) for measure in tables.measures(choice)]
    cells = {cell_key(area, measure) for area in choice.regions for measure in tables.measures(choice)}
    is_gone = "|" in choice.shown and choice.shown not in cells
    return replace(
        choice,
        reference=choice.reference if choice.reference in tables.references(choice) else REFERENCES[0],
        measure=choice.measure if choice.measure in keys else next(iter(keys), ""),
        shown="" if is_gone else choice.shown,
        part=min(choice.part, tables.parts(choice) - 1),
    )


def _region(tables: Tables, choice: Choice, value: str) -> Choice:
    if value in (ALL, SHARED):
        return replace(choice, regions=tuple(tables.areas if value == ALL else tables.usual_areas))
    chosen = _toggled(choice.regions, resolve_area(tables.ds, value))
    return replace(choice, regions=_ordered(chosen, tables.areas))


def _indicator(tables: Tables, choice: Choice, value: str) -> Choice:
    if value in (ALL, SHARED):
        return replace(choice, indicators=tuple(tables.indicators) if value == ALL else (), part=0)
    before = choice.indicators or tuple(tables.shared)
    return replace(choice, indicators=_ordered(_toggled(before, resolve_indicator(tables.ds, value)), tables.indicators))


def _only(tables: Tables, choice: Choice, value: str) -> Choice:
    """Choose one indicator, or those of a topic, and no other."""
    if value in tables.ds.codelists.topic:
        of_topic = [code for code in tables.indicators if tables.ds.codelists.indicator[code].topic == value]
        return replace(choice, indicators=tuple(of_topic), part=0)
    return replace(choice, indicators=(resolve_indicator(tables.ds, value),), part=0, search="")


def _toggled(codes: Iterable[str], code: str) -> set[str]:
    return set(codes) ^ {code}


def _ordered(codes: set[str], order: Iterable[str]) -> tuple[str, ...]:
    """Return codes in the order of the explorer; one that has no data is left out."""
    return tuple(code for code in order if code in codes)


def _reference(tables: Tables, choice: Choice, value: str) -> Choice:
    if value not in tables.references(choice):
        raise unknown_name("reference", value, tables.references(choice))
    return replace(choice, reference=value)


def _language(tables: Tables, choice: Choice, value: str) -> Choice:
    if value not in LANGUAGES:
        raise unknown_name("language", value, LANGUAGES)
    return replace(choice, language=value, search="")


def _panel(tables: Tables, choice: Choice, value: str) -> Choice:
    if value not in PANELS:
        raise unknown_name("view", value, PANELS)
    return replace(choice, panel=value)


def _pick(tables: Tables, choice: Choice, value: str) -> Choice:
    return replace(choice, is_picking=not choice.is_picking)


def _part(tables: Tables, choice: Choice, value: str) -> Choice:
    return replace(choice, part=int(value)) if value.isdecimal() else choice


def _search(tables: Tables, choice: Choice, value: str) -> Choice:
    return replace(choice, search=value)


def _measure(tables: Tables, choice: Choice, value: str) -> Choice:
    keys = [measure_key(measure) for measure in tables.measures(choice)]
    if value not in keys:
        raise unknown_name("measure", value, keys)
    return replace(choice, measure=value)


def _draw(tables: Tables, choice: Choice, value: str) -> Choice:
    return replace(_measure(tables, choice, value), panel="chart")


def _chart(tables: Tables, choice: Choice, value: str) -> Choice:
    return replace(choice, chart=value)


def _cell(tables: Tables, choice: Choice, value: str) -> Choice:
    area, _, key = value.partition("|")
    if area not in choice.regions:
        raise unknown_name("region", area, choice.regions)
    return replace(_measure(tables, choice, key), shown=value)


def _observation(tables: Tables, choice: Choice, value: str) -> Choice:
    if value and tables.ds.observation(value) is None:
        raise UnknownNameError(f"unknown observation {value!r}; the tables were built anew, run the cell again")
    return replace(choice, shown=value)


_MOVES: Mapping[str, Callable[[Tables, Choice, str], Choice]] = {
    "region": _region,
    "indicator": _indicator,
    "only": _only,
    "reference": _reference,
    "language": _language,
    "panel": _panel,
    "pick": _pick,
    "part": _part,
    "search": _search,
    "measure": _measure,
    "draw": _draw,
    "chart": _chart,
    "cell": _cell,
    "observation": _observation,
}


def find_indicators(tables: Tables, choice: Choice) -> list[str]:
    """Return the indicators whose name, other name or code holds every word that is looked for; all where nothing is."""
    words = choice.search.casefold().replace("_", " ").split()
    return [code for code in tables.indicators if all(word in _names(tables, code) for word in words)]


def _names(tables: Tables, code: str) -> str:
    entry = tables.ds.codelists.indicator[code]
    return " ".join((code.replace("_", " "), entry.name_zh, entry.name_en, *entry.aliases)).casefold()


def near_indicators(tables: Tables, choice: Choice) -> list[str]:
    """Return the indicators of whose names a part is most like what is looked for."""
    text = choice.search.strip().casefold()
    parts: dict[str, list[str]] = {}
    for code in tables.indicators:
        entry = tables.ds.codelists.indicator[code]
        for name in (entry.name_zh.casefold(), entry.name_en.casefold()):
            for start in range(max(1, len(name) - len(text) + 1)):
                parts.setdefault(name[start : start + len(text)], []).append(code)
    return list(dict.fromkeys(code for part in nearest(text, parts) for code in parts[part]))[:_OFFERED]


def reference_name(tables: Tables, reference: str, language: str) -> str:
    """Return the name of a reference."""
    return say(f"reference_{reference}", language) if reference in REFERENCES else area_name(tables.ds, reference, language)
