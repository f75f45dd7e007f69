"""What all test modules share: the project folder, a backend without windows, repeatable examples, skips that say why."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

os.environ.setdefault("MPLBACKEND", "Agg")  # before matplotlib is imported; kernels started by a test inherit it

settings.register_profile("compare", deadline=None, derandomize=True)
settings.load_profile("compare")

PROGRAMS = {"browser": ("chromium", "chromium-browser", "google-chrome"), "libreoffice": ("soffice", "libreoffice")}
"""The programs of which a test with this marker needs one."""


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose program is not installed."""
    for marker, names in PROGRAMS.items():
        if item.get_closest_marker(marker) and not any(map(shutil.which, names)):
            pytest.skip(f"needs one of {', '.join(names)} on the path")


@pytest.fixture(scope="session")
def project_root() -> Path:
    """Return the checkout's folder."""
    return Path(__file__).resolve().parent.parent
