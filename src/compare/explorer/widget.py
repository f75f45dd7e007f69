"""The explorer as a widget: controls and views around one `Choice`; a change draws anew what depends on it.

Every decision is made in `moves` and in the views; here they are only wired together.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import ipywidgets
from itables.widget import ITable

from compare.codelists import LANGUAGES
from compare.dataset import REFERENCES, Dataset, resolve_areas, resolve_indicators, resolve_reference
from compare.errors import CompareError, UsageError, shorten, unknown_name
from compare.explorer.choice import PANELS, Choice, measure_key
from compare.explorer.drawing import chart, kinds_of
from compare.explorer.files import file_buttons, make_file
from compare.explorer.ledger import ledger, observations, table_options
from compare.explorer.matrix import matrix
from compare.explorer.moves import press, reference_name, settle
from compare.explorer.pane import Pane
from compare.explorer.pickers import indicator_picker, panel_tabs, region_picker, top_bar
from compare.explorer.script import script
from compare.explorer.sentence import sentence
from compare.explorer.tables import Tables
from compare.explorer.words import say
from compare.pages.markup import Html, element, join
from compare.pages.page import Page


def explore(
    ds: Dataset,
    *,
    regions: str | Iterable[str] | None = None,
    indicators: str | Iterable[str] | None = None,
    reference: str = "best",
    language: str = "zh",
) -> Explorer:
    """Open the explorer.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    regions : str or iterable of str, optional
        Codes or names of the areas shown at first; without them those with a document and those that state a shared measure.
    indicators : str or iterable of str, optional
        Codes or names; without them every measure that two or more areas state.
    reference : str, optional
        ``"best"``, ``"median"``, ``"parent"``, or one of the areas that states a measure shown.
    language : str, optional
        ``"zh"`` or ``"en"``.

    Returns
    -------
    Explorer
        A widget, which a notebook shows when it is the last line of a cell.

    Raises
    ------
    UnknownNameError
        A name is not known; the nearest are given.
    UsageError
        There are no data of an area or no target of an indicator, or the reference is not compared.

    Examples
    --------
    >>> explore(ds, regions=["天宁区", "常州市"], language="en")  # doctest: +SKIP
    """
    tables = Tables(ds)
    areas = _known(resolve_areas(ds, regions or []), tables.areas, "regions: no document and no figure of")
    codes = _known(resolve_indicators(ds, indicators or []), tables.indicators, "indicators: no area states a target for")
    if language not in LANGUAGES:
        raise unknown_name("language", language, LANGUAGES)
    choice = Choice(areas or tuple(tables.usual_areas), codes, language=language)
    name = reference if reference in REFERENCES else resolve_reference(ds, reference)
    return Explorer(tables, press(tables, choice, f"reference:{name}"))


def _known(codes: list[str], usable: list[str], what: str) -> tuple[str, ...]:
    """Return codes once each, in the order of the explorer; refuse those without data."""
    empty = [code for code in codes if code not in usable]
    if empty:
        raise UsageError(f"{what} {shorten(empty)}; expected some of: {shorten(usable)}")
    return tuple(code for code in usable if code in codes)


class Explorer(ipywidgets.VBox):  # type: ignore[misc]  # published without types
    """The explorer; `choice` is its state, `press` changes it.

    Parameters
    ----------
    tables : Tables
        What is known of the data set.
    choice : Choice
        What is shown first.
    """

    def __init__(self, tables: Tables, choice: Choice) -> None:
        self._tables = tables
        self.choice = settle(tables, choice)
        self._is_drawing = False
        self._make_controls()
        self._make_views()
        find = ipywidgets.VBox([self._search, self._indicators], layout={"flex": "2 1 24em"})
        self._lists = ipywidgets.HBox([self._regions, find], layout=_row())
        tabs = ipywidgets.HBox([self._tabs, self._reference], layout=_row() | {"align_items": "center"})
        draw = ipywidgets.VBox([ipywidgets.HBox([self._measure, self._chart], layout=_row()), self._picture])
        data = ipywidgets.VBox([self._data_note, self._data])
        views = [self._matrix, draw, data, ipywidgets.VBox([self._files, self._script])]
        self._stack = ipywidgets.Stack(views, selected_index=0)
        super().__init__([self._bar, self._message, self._lists, tabs, self._stack, self._sentence])
        self.add_class("compare-explorer-box")
        self._draw()

    def _make_controls(self) -> None:
        wide = {"description_width": "initial"}
        self._reference = ipywidgets.Dropdown(style=wide)
        self._search = ipywidgets.Text(style=wide, layout={"width": "auto"}, continuous_update=True)
        self._measure = ipywidgets.Dropdown(style=wide, layout={"width": "auto", "max_width": "100%"})
        self._chart = ipywidgets.Dropdown(style=wide)
        controls = {"reference": self._reference, "search": self._search, "measure": self._measure, "chart": self._chart}
        for name, control in controls.items():
            control.observe(lambda change, name=name: self._changed(name, change["new"]), "value")

    def _make_views(self) -> None:
        for name in (
            "bar",
            "message",
            "regions",
            "indicators",
            "tabs",
            "matrix",
            "picture",
            "data_note",
            "files",
            "script",
            "sentence",
        ):
            setattr(self, f"_{name}", Pane(self.press))
        self._regions.layout.flex = self._tabs.layout.flex = "1 1 16em"
        self._data = ITable(text_in_header_can_be_selected=False)  # itables forgets a False that comes with an update
        self._data.observe(self._row_selected, "selected_rows")

    def __repr__(self) -> str:
        """Return a line for those who see no widgets."""
        facts = {"regions": len(self.choice.regions), "measures": len(self._tables.measures(self.choice))}
        return say("explorer", self.choice.language, **facts)

    # --- What the user does ---

    def press(self, name: str) -> None:
        """Do what a button is for, by its name (see `compare.explorer.moves`); what cannot be done is said, not raised.

        Parameters
        ----------
        name : str
            Such as ``region:CN-320400``, ``language:en`` or ``save:xlsx``.
        """
        what, _, value = name.partition(":")
        try:
            if what == "save":
                self._files.save(*make_file(self._tables, self.choice, value))
                return
            before, self.choice = self.choice, press(self._tables, self.choice, name)
        except CompareError as error:
            self._say(str(error))
            return
        self._say("")
        if self.choice == replace(before, search=self.choice.search):
            self._show(self._indicators, indicator_picker(self._tables, self.choice))
        else:
            self._draw()

    def _changed(self, name: str, value: Any) -> None:
        """Follow a control that the user has changed; those that the drawing itself sets change nothing."""
        if not self._is_drawing and value is not None:
            self.press(f"{name}:{value}")

    def _row_selected(self, change: Any) -> None:
        rows = observations(self._tables, self.choice)
        chosen = [rows[place]["observation_id"] for place in change["new"] if place < len(rows)]
        if not self._is_drawing and chosen:
            self.press(f"observation:{chosen[0]}")

    def _say(self, problem: str) -> None:
        language = self.choice.language
        text = say("message_failed", language, text=problem) if problem else ""
        self._message.show(element("p", text, class_="message", role="alert") if text else join([]), language)

    # --- What is shown ---

    def _draw(self) -> None:
        """Show the choice in every control and view."""
        self._is_drawing = True
        try:
            self._set_controls()
            self._set_views()
        finally:
            self._is_drawing = False

    def _set_controls(self) -> None:
        tables, choice = self._tables, self.choice
        for name in ("reference", "search", "measure", "chart"):
            getattr(self, f"_{name}").description = say(f"{name}_label", choice.language)
        self._reference.tooltip = say("reference_title", choice.language)
        references = [(reference_name(tables, r, choice.language), r) for r in tables.references(choice)]
        _offer(self._reference, references, choice.reference)
        label = Page(tables.ds, choice.language).label
        _offer(self._measure, [(label(m), measure_key(m)) for m in tables.measures(choice)], choice.measure)
        self._search.placeholder = say("search_hint", choice.language)
        self._search.value = choice.search

    def _set_views(self) -> None:
        tables, choice = self._tables, self.choice
        self._show(self._bar, top_bar(choice))
        self._show(self._tabs, panel_tabs(choice))
        self._lists.layout.display = "flex" if choice.is_picking else "none"
        self._show(self._regions, region_picker(tables, choice))
        self._show(self._indicators, indicator_picker(tables, choice))
        self._stack.selected_index = PANELS.index(choice.panel)
        getattr(self, f"_draw_{choice.panel}")()
        self._show(self._sentence, sentence(tables, choice) if choice.panel in ("table", "data") else join([]))

    def _show(self, pane: Pane, content: Html) -> None:
        pane.show(content, self.choice.language)

    def _draw_table(self) -> None:
        self._show(self._matrix, matrix(self._tables, self.choice, self._tables.view(self.choice)))

    def _draw_chart(self) -> None:
        kinds = [(say(f"chart_{kind}", self.choice.language), kind) for kind in kinds_of(self._tables, self.choice)]
        _offer(self._chart, kinds, self.choice.chart)
        self._show(self._picture, chart(self._tables, self.choice))

    def _draw_data(self) -> None:
        self._show(self._data_note, element("p", say("data_note", self.choice.language), class_="note"))
        shown = replace(self.choice, shown="", search="", reference="", measure="", chart="", part=0, panel="", is_picking=True)
        if shown != getattr(self, "_data_of", None):  # a table drawn anew forgets its page, its order and what is searched for
            self._data.update(ledger(self._tables, self.choice), **table_options(self.choice.language))
            self._data_of = shown

    def _draw_script(self) -> None:
        self._show(self._script, script(self._tables, self.choice))
        self._show(self._files, file_buttons(self.choice))


def _row() -> dict[str, str]:
    return {"flex_flow": "row wrap", "align_items": "flex-start", "grid_gap": "0 12px"}


def _offer(control: Any, options: list[tuple[str, str]], value: str) -> None:
    """Give a control its options, and the value where it is among them."""
    if tuple(options) != tuple(control.options):
        control.options = options
    codes = [code for _, code in options]
    if codes:
        control.value = value if value in codes else codes[0]
