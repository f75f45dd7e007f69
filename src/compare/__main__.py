"""``python -m compare``: the command line, where the script ``region-compare`` is not on the path."""

from __future__ import annotations

if __name__ == "__main__":
    import sys

    from compare.cli import main

    sys.exit(main())
