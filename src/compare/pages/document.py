"""The frame of every page: head, policy, style.

The policy forbids the page to load anything from anywhere: even markup that slipped through could neither run nor call out.
"""

from __future__ import annotations

from compare.pages.markup import Html, escape, read_style

POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:; base-uri 'none'; form-action 'none'"

FONTS = "/* fonts */"
"""Stands where the embedded fonts of a page go."""


def document(body: Html, *, language: str, title: str) -> str:
    """Return a complete page around `body`, the content of ``main``."""
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{FONTS}\n{read_style()}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )
