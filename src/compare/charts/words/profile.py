"""Words of the profile figure."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {}
"""Key to (Chinese, English)."""
