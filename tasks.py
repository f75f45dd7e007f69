"""Set the project up and run it, with nothing but Python 3.11 or newer: ``python tasks.py TASK [arguments]``.

The first task makes the virtual environment ``.venv`` and installs the versions that ``requirements.lock`` names, checked
against their hashes, from wherever pip is configured to look. Later tasks start at once, until the lock or pyproject.toml
changes. A set-up that was interrupted is noticed and done again. Tasks:

    setup       make or refresh .venv
    report      run the reports, all or those named; arguments go to it, such as: benchmark -p language=en
    build       rebuild the tables in data/derived from the documents
    test        the fast tests; arguments go to pytest
    test-all    all tests
    check       style, formatting, types and import layers
    lab         JupyterLab on the start notebook
    pair        write each notebook as text, notebooks/text, and clear its outputs
    lock        write requirements.lock anew; --upgrade takes the newest versions in range
    clean       remove caches and built packages; --all removes .venv too; reports stay

The Makefile offers the same tasks to those who have make.
"""

import sys

if sys.version_info < (3, 11):  # before anything that an older Python cannot read
    sys.exit(
        f"compare needs Python 3.11 or newer, and this is Python {sys.version.split()[0]} ({sys.executable}).\n"
        "Run tasks.py with a newer one, for example: python3.12 tasks.py setup, or: make setup PYTHON=python3.12\n"
        "On Windows: py -3.12 tasks.py setup"
    )

import difflib
import hashlib
import importlib.util
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).absolute().parent
VENV = ROOT / ".venv"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")
LOCK = ROOT / "requirements.lock"
PROJECT = ROOT / "pyproject.toml"
START = "notebooks/explore.ipynb"
"""What JupyterLab opens with."""
STAMP = VENV / "set-up-complete"
"""Written last: where the environment was made, and the hash of what was installed."""
UNFINISHED = VENV / "set-up-unfinished"
"""Written first and removed last: while it exists, the environment cannot be trusted."""

PIP = ("-m", "pip", "--disable-pip-version-check", "install", "-qq", "--no-warn-script-location", "--root-user-action=ignore")
CACHES = (".pytest_cache", ".mypy_cache", ".ruff_cache", ".import_linter_cache", ".hypothesis", "dist", "build")


def say(message: str) -> None:
    """Print a line about what is being done."""
    print(f"[compare] {message}", flush=True)


def fail(message: str, code: int = 1) -> NoReturn:
    """Print what is wrong and what to do, and stop."""
    print(f"[compare] {message}", file=sys.stderr, flush=True)
    sys.exit(code)


@contextmanager
def timed(message: str) -> Iterator[None]:
    """Say what begins and, once it is done, how long it took."""
    say(f"{message} ...")
    start = time.perf_counter()
    yield
    say(f"... done in {time.perf_counter() - start:.1f} s")


# --- Set-up ----------------------------------------------------------------------------------------------------------


def fingerprint() -> str:
    """Return the text that the stamp holds after a complete set-up: the folder, and the hash of lock and project file."""
    digest = hashlib.sha256(LOCK.read_bytes() + PROJECT.read_bytes()).hexdigest()
    return f"{os.path.realpath(ROOT)}\n{digest}\n"


def read_stamp() -> str:
    """Return what the stamp holds, or nothing where there is none."""
    return STAMP.read_text(encoding="utf-8") if STAMP.is_file() else ""


def starts() -> bool:
    """Tell whether the environment's Python starts, is new enough and finds pip."""
    probe = "import importlib.util as u, sys; sys.exit(sys.version_info < (3, 11) or u.find_spec('pip') is None)"
    return PYTHON.exists() and subprocess.run([PYTHON, "-c", probe], capture_output=True, check=False).returncode == 0


def is_usable() -> bool:
    """Tell whether ``.venv`` was finished, is where it was made, and works."""
    made_in = read_stamp().partition("\n")[0]
    return not UNFINISHED.exists() and made_in in ("", os.path.realpath(ROOT)) and starts()


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Hold the set-up lock, which the system releases even when the process is killed."""
    with (ROOT / ".venv.lock").open("w") as handle:
        is_waiting = False
        while not take_lock(handle.fileno()):
            if not is_waiting:
                say("another set-up is running; waiting for it ...")
            is_waiting = True
            time.sleep(0.5)
        yield


def take_lock(descriptor: int) -> bool:
    """Lock the open file, unless another process holds it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def remove_environment() -> None:
    """Remove ``.venv``; refuse a folder of that name that is something else."""
    is_ours = UNFINISHED.exists() or (VENV / "pyvenv.cfg").exists()
    if not is_ours and any(VENV.iterdir()):
        fail(f"{VENV} is not a virtual environment. Move it away, then run this again.")
    if Path(sys.prefix).resolve() == VENV.resolve():
        fail("The environment must be removed, but this Python belongs to it. Run tasks.py with the system's Python.")
    try:
        shutil.rmtree(VENV)
    except OSError as error:
        fail(f"Cannot remove {VENV}: {error}. Close what uses it (JupyterLab, an editor, Excel), then run this again.")


def make_environment() -> None:
    """Make an empty virtual environment in ``.venv``."""
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        package = f"python3.{sys.version_info.minor}-venv"
        fail(
            f"This Python ({sys.executable}) cannot make virtual environments: its modules venv or ensurepip are missing.\n"
            f"On Debian and Ubuntu they are a package of their own: sudo apt-get install {package}"
        )
    with timed(f"making .venv with Python {sys.version.split()[0]}"):
        VENV.mkdir(exist_ok=True)
        UNFINISHED.touch()
        run_or_stop([sys.executable, "-m", "venv", VENV], "The virtual environment could not be made; see above.")


def install() -> None:
    """Install the locked dependencies, then the project itself in place."""
    hint = "Installation failed; see above. Once the cause is removed, run the same task again."
    with timed("installing the dependencies that requirements.lock names (1.3 GB on disk, once)"):
        options = ("--require-hashes", "--only-binary=:all:", "--compile", "-r", LOCK)
        run_or_stop([PYTHON, *PIP, *options], hint)
    with timed("installing the project in place"):
        run_or_stop([PYTHON, *PIP, "--no-deps", "--no-build-isolation", "-e", ROOT], hint)


def setup() -> None:
    """Bring ``.venv`` to the state that the lock describes; nothing happens where it is there already."""
    if is_usable() and read_stamp() == fingerprint():
        return
    with one_at_a_time():
        if not is_usable():
            if VENV.exists():
                say(".venv is unfinished, was moved or does not start: making it anew")
                remove_environment()
            make_environment()
        elif read_stamp() == fingerprint():
            return
        UNFINISHED.touch()
        STAMP.unlink(missing_ok=True)
        install()
        STAMP.write_text(fingerprint(), encoding="utf-8")
        UNFINISHED.unlink()


# --- Running ---------------------------------------------------------------------------------------------------------


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the variables for child processes: the user's own, UTF-8 mode, and `extra`."""
    return {**os.environ, "PYTHONUTF8": "1", **(extra or {})}


def run(command: Sequence[str | Path]) -> int:
    """Run a command in the project folder and return its exit status."""
    return subprocess.run(command, cwd=ROOT, env=environment(), check=False).returncode


def run_or_stop(command: Sequence[str | Path], hint: str) -> None:
    """Run a command and stop with `hint` when it fails."""
    if run(command):
        fail(hint)


def become(arguments: Sequence[str | Path], extra: Mapping[str, str] | None = None) -> NoReturn:
    """Run the environment's Python with `arguments` as the last thing this process does.

    It takes this process's place where the system can do that, so that an interruption reaches it and its exit status is
    passed on.
    """
    os.chdir(ROOT)
    command = [str(PYTHON), *map(str, arguments)]
    if sys.platform != "win32":
        os.execve(PYTHON, command, environment(extra))
    process = subprocess.Popen(command, env=environment(extra))
    while True:
        try:
            sys.exit(process.wait())
        except KeyboardInterrupt:  # the child has received it as well, and tidies up
            continue


# --- Tasks -----------------------------------------------------------------------------------------------------------


def task_setup(arguments: Sequence[str]) -> None:
    """Make or refresh ``.venv``; `setup` has run before every task, so only the result is left to say."""
    if arguments:
        fail(f"setup takes no arguments, and these were given: {' '.join(arguments)}", 2)
    say(f"ready: {VENV}")


def task_report(arguments: Sequence[str]) -> None:
    """Run the reports."""
    become(["-m", "compare", "report", *arguments], {"MPLBACKEND": "Agg"})


def task_build(arguments: Sequence[str]) -> None:
    """Rebuild ``data/derived``."""
    become(["-m", "compare", "build", *arguments])


def task_test(arguments: Sequence[str]) -> None:
    """Run the fast tests."""
    become(["-m", "pytest", "-n", "auto", "-m", "not slow", *arguments])


def task_test_all(arguments: Sequence[str]) -> None:
    """Run all tests."""
    become(["-m", "pytest", "-n", "auto", *arguments])


def task_check(arguments: Sequence[str]) -> None:
    """Run every check, also after one has failed, and stop with the first failure's status."""
    if arguments:
        fail(f"check takes no arguments, and these were given: {' '.join(arguments)}", 2)
    checks: dict[str, list[str | Path]] = {
        "ruff check": [PYTHON, "-m", "ruff", "check"],
        "ruff format --check": [PYTHON, "-m", "ruff", "format", "--check"],
        "mypy": [PYTHON, "-m", "mypy"],
        "lint-imports": [SCRIPTS / "lint-imports"],
    }
    statuses = {}
    for name, command in checks.items():
        with timed(name):
            statuses[name] = run(command)
    failed = [name for name, status in statuses.items() if status]
    if failed:
        fail(f"failed: {', '.join(failed)}", statuses[failed[0]])
    say("all checks passed")


def task_lab(arguments: Sequence[str]) -> None:
    """Start JupyterLab on the start notebook; it neither fetches news, nor asks whether it may, nor looks for updates."""
    quiet = ("--LabApp.news_url=None", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate")
    settings = os.pathsep.join(filter(None, (str(ROOT / "scripts" / "lab"), os.environ.get("JUPYTER_CONFIG_PATH"))))
    start = f"--LabApp.default_url=/lab/tree/{START}"
    become(["-m", "jupyterlab", *quiet, start, *arguments], {"JUPYTER_CONFIG_PATH": settings})


def task_pair(arguments: Sequence[str]) -> None:
    """Bring notebooks and their texts to the same state."""
    if arguments:
        fail(f"pair takes no arguments, and these were given: {' '.join(arguments)}", 2)
    become(["scripts/pair_notebooks.py"])


def task_lock(arguments: Sequence[str]) -> None:
    """Resolve the dependencies for all platforms; the file names no host."""
    form = ("--universal", "--generate-hashes", "--no-emit-index-url", "--no-header", "--no-annotate", "--all-extras")
    command = ("-m", "uv", "pip", "compile", "--quiet", *form, "--python-version", "3.11", PROJECT.name, "-o", LOCK.name)
    become([*command, *arguments], {"UV_NO_CONFIG": "1"})


def task_clean(arguments: Sequence[str]) -> None:
    """Remove what can be made again."""
    if list(arguments) not in ([], ["--all"]):
        fail(f"clean takes --all or nothing, and this was given: {' '.join(arguments)}", 2)
    for name in CACHES:
        shutil.rmtree(ROOT / name, ignore_errors=True)
    for folder in ("src", "tests"):
        for cache in (ROOT / folder).rglob("__pycache__"):
            shutil.rmtree(cache, ignore_errors=True)
    if arguments and VENV.exists():
        with one_at_a_time():
            remove_environment()
    say("removed caches and built packages" + (" and .venv" if arguments else ""))


TASKS: dict[str, Callable[[Sequence[str]], None]] = {
    "setup": task_setup,
    "report": task_report,
    "build": task_build,
    "test": task_test,
    "test-all": task_test_all,
    "check": task_check,
    "lab": task_lab,
    "pair": task_pair,
    "lock": task_lock,
    "clean": task_clean,
}


def main(arguments: Sequence[str]) -> None:
    """Run the task that the first argument names."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a path may hold what the console cannot show
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(__doc__)
        sys.exit(0 if arguments else 2)
    name, *rest = arguments
    if name not in TASKS:
        nearest = difflib.get_close_matches(name, TASKS, n=1)
        hint = f" Did you mean {nearest[0]}?" if nearest else ""
        fail(f"There is no task {name!r}.{hint} Tasks: {', '.join(TASKS)}.", 2)
    if name != "clean":
        setup()
    TASKS[name](rest)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        fail("interrupted; the next run starts again where needed", 130)
