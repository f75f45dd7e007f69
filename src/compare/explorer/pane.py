"""A widget that shows markup and tells which of its buttons was pressed.

The markup is an `Html` value, whose text `compare.pages.markup` has escaped; nothing else is let in. Its script is in
``pane.js``, its style in ``pane.css``; neither asks a network for anything.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from compare.pages.markup import Html, colour_variables

FAMILY = "Compare Sans SC"
"""What a browser that shows no Chinese is given."""


class Pane(anywidget.AnyWidget):
    """A piece of the explorer with buttons.

    Parameters
    ----------
    pressed : callable
        Receives the name of a button, the text of its attribute ``data-press``.
    """

    _esm = traitlets.Unicode().tag(sync=True)
    _css = traitlets.Unicode().tag(sync=True)
    markup = traitlets.Unicode().tag(sync=True)
    language = traitlets.Unicode().tag(sync=True)

    def __init__(self, pressed: Callable[[str], None]) -> None:
        super().__init__(_esm=_read("pane.js"), _css=colour_variables(".compare-explorer") + _read("pane.css"))
        self._pressed = pressed
        self.on_msg(self._receive)

    def show(self, content: Html, language: str) -> None:
        """Show `content` instead of what was shown; what is the same is not sent again."""
        with self.hold_sync():
            self.language = language
            self.markup = str(content)

    def save(self, name: str, content: bytes, media_type: str) -> None:
        """Let the browser save `content` as a file called `name`."""
        self.send({"save": name, "type": media_type}, [content])

    def _receive(self, _: Any, content: Any, __: Any) -> None:
        if not isinstance(content, dict):
            return
        if isinstance(content.get("press"), str):
            self._pressed(content["press"])
        elif content.get("need") == "fonts":
            self.send({"fonts": FAMILY}, _fonts())


def _read(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


def _fonts() -> list[bytes]:
    """Return the package's fonts, regular and bold."""
    folder = files("compare") / "charts" / "fonts"
    return [(folder / f"CompareSansSC-{weight}.ttf").read_bytes() for weight in ("Regular", "Bold")]
