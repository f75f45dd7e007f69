"""Pages as PDF: printed by an installed browser of the Chromium family, else by WeasyPrint.

`find_printer` looks for one before anything runs, `print_page` uses it. The browser gets a profile of its own, a time limit and
no network. What a page looks like in print is the style sheet's to say.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from compare.errors import CompareError, UsageError

WEASYPRINT = "weasyprint"
"""The printer where no browser is found."""

_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
)
_WINDOWS = (
    r"Google\Chrome\Application\chrome.exe",
    r"Microsoft\Edge\Application\msedge.exe",
    r"Chromium\Application\chrome.exe",
)
_MACOS = ("Google Chrome", "Microsoft Edge", "Chromium")
_OPTIONS = (
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--no-pdf-header-footer",
    "--export-tagged-pdf",
    "--generate-pdf-document-outline",
    "--proxy-server=127.0.0.1:9",  # the discard port: nothing answers, so that nothing is asked
)
_SECONDS = 180
"""Given to a browser for one page: a scheduled run must not hold the lock for ever."""

_FILE_LINK = re.compile(r'(<a\b[^>]*?) href="(?!#|https?:)[^"]*"')


def find_printer() -> str:
    """Return what can print pages here: the path of a browser, else ``"weasyprint"``.

    Raises
    ------
    UsageError
        There is neither; the message says what to install.
    """
    browser = next(_browsers(), None)
    if browser:
        return browser
    reason = _why_no_weasyprint()
    if not reason:
        return WEASYPRINT
    raise UsageError(
        "--pdf: no Chromium, Chrome or Edge was found on the path or at its usual place, and WeasyPrint cannot be used "
        f"({reason}). Install one of the browsers, or `pip install weasyprint` with the Pango library of the system "
        "(Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0; macOS: brew install pango), or leave --pdf out"
    )


def _browsers() -> Iterator[str]:
    """Yield the browsers that are installed, those on the path first."""
    for name in _NAMES:
        if found := shutil.which(name):
            yield found
    for path in _usual_places():
        if path.is_file():
            yield str(path)


def _usual_places() -> list[Path]:
    """Return where the installers of Windows and macOS put browsers, which are not on the path there."""
    system: str = sys.platform
    if system == "win32":
        folders = filter(None, map(os.environ.get, ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")))
        return [Path(folder) / place for folder in folders for place in _WINDOWS]
    if system == "darwin":
        owners = (Path("/Applications"), Path.home() / "Applications")
        return [folder / f"{name}.app" / "Contents" / "MacOS" / name for folder in owners for name in _MACOS]
    return []


def _why_no_weasyprint() -> str:
    """Say why WeasyPrint cannot be used; nothing where it can."""
    try:
        _import_weasyprint()
    except (ImportError, OSError) as error:  # OSError: the Pango library of the system is missing
        return str(error).strip().splitlines()[0]
    return ""


def _import_weasyprint() -> Any:
    import weasyprint

    return weasyprint


def print_page(page: Path, target: Path, printer: str) -> Path:
    """Print a page as PDF (A4, tagged, with the fonts of the page inside).

    Parameters
    ----------
    page : pathlib.Path
        A page of a report.
    target : pathlib.Path
        Where to write.
    printer : str
        From `find_printer`.

    Returns
    -------
    pathlib.Path
        `target`.

    Raises
    ------
    CompareError
        The printer failed or took too long.
    """
    text = _FILE_LINK.sub(r"\1", page.read_text(encoding="utf-8"))  # files beside the page are not beside a PDF that is sent
    if printer == WEASYPRINT:
        _print_with_weasyprint(text, target)
    else:
        _print_with_browser(text, target, printer)
    return target


def _print_with_browser(text: str, target: Path, browser: str) -> None:
    with tempfile.TemporaryDirectory(prefix="rc-", ignore_cleanup_errors=True) as folder:
        copy, made = Path(folder) / "page.html", Path(folder) / "page.pdf"
        copy.write_text(text, encoding="utf-8", newline="\n")
        options = [*_OPTIONS, f"--user-data-dir={Path(folder) / 'profile'}", f"--print-to-pdf={made}"]
        options += ["--no-sandbox"] if sys.platform == "linux" and os.geteuid() == 0 else []  # Chromium refuses root otherwise
        try:
            done = subprocess.run(
                [browser, *options, copy.as_uri()], stdin=subprocess.DEVNULL, capture_output=True, timeout=_SECONDS, check=False
            )
        except subprocess.TimeoutExpired:
            raise CompareError(
                f"{browser}: gave no PDF within {_SECONDS} seconds; close it if it hangs, and run again"
            ) from None
        if not made.is_file() or not made.read_bytes().startswith(b"%PDF"):
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()[-3:]
            raise CompareError(f"{browser}: ended with code {done.returncode} and no PDF: {' | '.join(said)}")
        shutil.move(made, target)


def _print_with_weasyprint(text: str, target: Path) -> None:
    weasyprint = _import_weasyprint()
    fetcher = weasyprint.urls.URLFetcher(allowed_protocols=("data",))  # what is written into the page, and nothing else
    weasyprint.HTML(string=text, url_fetcher=fetcher).write_pdf(str(target), pdf_variant="pdf/ua-1")
