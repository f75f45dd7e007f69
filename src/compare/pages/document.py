"""The frame of every page: head, policy, style.

The policy forbids the page to load anything from anywhere: even markup that slipped through could neither run nor call out.
"""

from __future__ import annotations

from compare.pages.markup import Html, element, escape, link, read_style
from compare.pages.words import word

POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:; base-uri 'none'; form-action 'none'"

FONTS = "/* fonts */"
"""Stands where the embedded fonts of a page go."""

TEXT = "text"
"""The id where a reader gets to who skips the contents."""


def skip_link(language: str) -> Html:
    """Return the first link of a page, shown when it has the focus: past the contents, for those who use a keyboard."""
    return element("p", link(f"#{TEXT}", word("skip", language)), class_="skip")


def document(body: Html, *, language: str, title: str) -> str:
    """Return a complete page around `body`, the content of ``main``."""
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{FONTS}\n{read_style()}</style>\n</head>\n<body>\n"
        f'{skip_link(language)}\n<main id="{TEXT}">\n{body}\n</main>\n</body>\n</html>\n'
    )
