"""Which library this is: its version, its source files and the Python below, to compare what two machines run."""

from __future__ import annotations

import hashlib
import platform
from functools import lru_cache
from importlib import metadata
from pathlib import Path

import compare.errors


@lru_cache(maxsize=1)
def library_digest() -> str:
    """Return the SHA-256 of the package's source files, whatever folder they stand in and however their lines end."""
    package = Path(compare.errors.__file__).parent
    total = hashlib.sha256()
    for path in sorted(package.rglob("*.py"), key=lambda path: path.relative_to(package).as_posix()):
        total.update(f"{path.relative_to(package).as_posix()}\n".encode())
        total.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return total.hexdigest()


def describe_library() -> str:
    """Say which library this is, as ``0.1.0 (source 3f2a…), Python 3.11, pandas 3.0.1``."""
    python = ".".join(platform.python_version_tuple()[:2])
    packages = ", ".join(f"{name} {metadata.version(name)}" for name in ("pandas", "numpy"))
    return f"{metadata.version('region-compare')} (source {library_digest()[:12]}), Python {python}, {packages}"
