"""What is chosen from: the areas by level, the indicators by topic. Functions of choice and data, in markup.

Which button does what is decided in `moves`.
"""

from __future__ import annotations

from collections.abc import Iterable

from compare.explorer.choice import PANELS, Choice
from compare.explorer.moves import ALL, SHARED, find_indicators, near_indicators
from compare.explorer.tables import Tables
from compare.explorer.words import NAMES, say
from compare.pages.markup import Content, Html, element, join


def button(name: str, *content: Content, is_pressed: bool | None = None, **attributes: str | int | None) -> Html:
    """Build a button that `moves.press` understands; one that is switched on and off tells which it is."""
    pressed = None if is_pressed is None else "true" if is_pressed else "false"
    return element("button", *content, type="button", data_press=name, aria_pressed=pressed, **attributes)


def region_picker(tables: Tables, choice: Choice) -> Html:
    """Show the areas that can be compared, level by level, those chosen pressed."""
    language, areas = choice.language, tables.ds.codelists.ref_area
    head = _head(
        say("regions", language, n=len(choice.regions), total=len(tables.areas)),
        button(f"region:{SHARED}", say("usual", language), title=say("usual_title", language)),
        button(f"region:{ALL}", say("all", language)),
    )
    parts: list[Content] = []
    for level in tables.ds.codelists.area_level.values():
        inside = [areas[code] for code in tables.areas if areas[code].level == level.id]
        buttons = (
            button(f"region:{area.id}", area.name(language), is_pressed=area.id in choice.regions, title=area.id)
            for area in inside
        )
        parts.append(_group(level.name(language), buttons) if inside else None)
    return _picker("regions", head, parts, language)


def indicator_picker(tables: Tables, choice: Choice) -> Html:
    """Show the indicators that have targets, or those of them that are looked for: the shared ones first, then by topic."""
    language, found = choice.language, find_indicators(tables, choice)
    chosen = choice.indicators or tuple(tables.shared)
    head = _head(
        say("indicators", language, n=len(chosen), total=len(tables.indicators)),
        button(f"indicator:{SHARED}", say("shared", language), title=say("shared_title", language)),
        button(f"indicator:{ALL}", say("all", language)),
    )
    if not found:
        return element("section", head, _nothing_found(tables, choice), class_="picker")
    shared = [code for code in found if code in tables.shared]
    groups: list[Content] = [_indicators(tables, choice, say("shared_group", language), shared)]
    for topic in tables.ds.codelists.topic.values():
        codes = [c for c in found if c not in shared and tables.ds.codelists.indicator[c].topic == topic.id]
        only = button(f"only:{topic.id}", say("only_topic", language), class_="quiet", title=say("only_title", language))
        groups.append(_indicators(tables, choice, join([topic.name(language), " ", only]), codes))
    return _picker("indicators", head, groups, language)


def _picker(name: str, head: Html, groups: list[Content], language: str) -> Html:
    label = say(f"{name}_label", language)
    scroll = element("div", *groups, class_="scrolled", data_scroll=name, tabindex=0, role="group", aria_label=label)
    return element("section", head, scroll, class_="picker", aria_label=label)


def _indicators(tables: Tables, choice: Choice, title: Content, codes: list[str]) -> Html | None:
    chosen = choice.indicators or tuple(tables.shared)
    return _group(title, (_indicator(tables, choice, code, code in chosen) for code in codes)) if codes else None


def _indicator(tables: Tables, choice: Choice, code: str, is_pressed: bool) -> Html:
    """Return the button of an indicator, with the number of areas that state it where it is more than one."""
    entry, language = tables.ds.codelists.indicator[code], choice.language
    n = max(len(areas) for measure, areas in tables.stated if measure.indicator == code)
    count = element("span", f" {n}", class_="count", title=say("stated_by", language, n=n)) if n > 1 else None
    other = entry.name("en" if language == "zh" else "zh")
    return button(f"indicator:{code}", entry.name(language), count, is_pressed=is_pressed, title=f"{other} · {code}")


def _nothing_found(tables: Tables, choice: Choice) -> Html:
    """Say that nothing was found, and offer what is most like it."""
    near = near_indicators(tables, choice)
    names = tables.ds.codelists.indicator
    offers = [button(f"only:{code}", names[code].name(choice.language)) for code in near]
    lines: list[Content] = [say("not_found", choice.language, text=choice.search.strip())]
    lines += [" ", say("nearest", choice.language), *offers] if offers else [" ", say("no_nearest", choice.language)]
    return element("p", *lines, class_="message", role="status")


def top_bar(choice: Choice) -> Html:
    """Show what opens and closes the lists, and the languages."""
    key = "close_lists" if choice.is_picking else "open_lists"
    expanded = "true" if choice.is_picking else "false"
    lists = button("pick:", say(key, choice.language), aria_expanded=expanded)
    languages = (
        button(f"language:{code}", name, is_pressed=code == choice.language, lang=code) for code, name in NAMES.items()
    )
    label = say("language_label", choice.language)
    return element("div", lists, element("div", *languages, class_="buttons", role="group", aria_label=label), class_="bar")


def panel_tabs(choice: Choice) -> Html:
    """Show the views as tabs."""
    tabs = (
        button(
            f"panel:{name}", say(f"panel_{name}", choice.language), role="tab", aria_selected=str(name == choice.panel).lower()
        )
        for name in PANELS
    )
    return element("div", *tabs, class_="tabs", role="tablist", aria_label=say("panel_label", choice.language))


def _head(title: str, *buttons: Html) -> Html:
    return element("div", element("strong", title), *buttons, class_="head")


def _group(title: Content, buttons: Iterable[Html]) -> Html:
    return element("div", element("div", title, class_="title"), element("div", *buttons, class_="buttons"), class_="group")
