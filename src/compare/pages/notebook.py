"""The style of the pages for the outputs of a notebook, in which sections of a report are read before it is published.

JupyterLab sets every table flush right and knows none of the marks of an audited document. The sheet of the pages is nested in
the outputs here, so that it touches neither the notes nor the window around them. The published page has the sheet itself.
"""

from __future__ import annotations

from compare.pages.markup import Html, read_style

OUTPUTS = ".jp-OutputArea-output.jp-RenderedHTMLCommon"
"""What the sheet is held to: the outputs of JupyterLab and of Notebook."""

_OWN = (
    "& { color: var(--ink); background: #fff; } tbody tr { background: none; } "
    "table { font-size: .82rem; } th, td { padding: .3rem .45rem; }"
)
"""An output is white like a page whatever the theme, its tables without JupyterLab's stripes, narrower and smaller."""


def notebook_style() -> Html:
    """Return the style sheet of the pages for the outputs of a notebook.

    Returns
    -------
    Html
        To be shown once, in a cell with the tag ``notebook-only``.

    Examples
    --------
    >>> notebook_style().text.startswith("<style>.jp-OutputArea-output")
    True
    """
    return Html(f"<style>{OUTPUTS} {{ {read_style().replace(':root', '&')} {_OWN} }}</style>")
