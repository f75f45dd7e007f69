"""The command line ``region-compare``: arguments in, exit code out.

Exit codes: 0 done; 1 bad data or document; 2 usage, unknown name or parameter; 3 some reports failed; 4 findings of severity
error; 5 another run holds the lock; 130 interrupted. Commands import what they need when they run, so that ``--help`` is quick
and a broken part does not take the others down.
"""

from __future__ import annotations

import io
import json
import signal
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from compare.errors import CompareError, UsageError

if TYPE_CHECKING:
    import pandas as pd

    from compare.codelists import Language
    from compare.dataset import Dataset

INTERRUPTED = 130
HAS_ERRORS = 4

_ENDINGS = (".xlsx", ".csv", ".parquet")
_FIRST_TABLE = "comparison"

_PROJECT = click.option(
    "--project",
    type=click.Path(path_type=Path, file_okay=False),
    help="The project folder, which holds data/ and notebooks/. Default: COMPARE_PROJECT, else the nearest one above.",
)
_ENGINE = click.option(
    "--engine",
    type=click.Choice(["local", "dask"]),
    default="local",
    help="Where: this machine, or a Dask cluster, for reports and folders. Default: local.",
)
_SCHEDULER = click.option("--scheduler", default="", metavar="ADDRESS", help="Of --engine dask: as tcp://10.0.0.5:8786.")
_FORMAT = click.option(
    "--format", "format_", type=click.Choice(["jsonl", "csv"]), help="Default: by the ending of --output, else jsonl."
)
_OUTPUT = click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file instead of the screen."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="region-compare", prog_name="region-compare")
def cli() -> None:
    """Compare what regional innovation plans promise: figures, workbooks and reports with their sources."""


@cli.command()
@click.argument("names", nargs=-1)
@click.option(
    "-p",
    "--parameter",
    "parameters",
    multiple=True,
    metavar="NAME=VALUE",
    help="A parameter in place of the specification's; repeatable. Such a run stays in its own folder; latest is not touched.",
)
@click.option("--language", default="", metavar="zh|en|both", help="Language of the reports. Default: both, one report each.")
@click.option(
    "--output", type=click.Path(path_type=Path, file_okay=False), help="Folder of the runs. Default: outputs/ of the project."
)
@click.option(
    "--pdf", is_flag=True, help="Print each page as PDF as well, with an installed Chromium, Chrome, Edge or WeasyPrint."
)
@click.option("--force", is_flag=True, help="Make reports again that have not changed.")
@click.option("--explain", is_flag=True, help="Only say which reports would be made, and why.")
@click.option("--due", is_flag=True, help="Only reports that are due by the schedule of data/reports; for schedulers.")
@click.option("--on-failure", default="", metavar="COMMAND|URL", help="Tell this command or address when the run fails.")
@_ENGINE
@_SCHEDULER
@_PROJECT
def report(**asked: Any) -> None:
    """Make the reports NAMES of data/reports, or all of them, as far as anything has changed, and publish them.

    \b
    region-compare report
    region-compare report benchmark --language en
    region-compare report benchmark -p regions=CN-320402,CN-320400 -p reference=median
    region-compare report document_audit -p documents=tianning_2022 --pdf
    region-compare report --explain
    """  # noqa: D301  click's mark for lines that are not to be joined
    from compare.report.run import explain_reports, run_reports
    from compare.screen import RunScreen

    asked["engine"] = _report_engine(asked.pop("engine"), asked.pop("scheduler"))
    if asked.pop("explain"):
        chosen = {name: asked[name] for name in ("language", "output", "project", "pdf")}
        _refuse_beside_explain(asked)
        for name, why in explain_reports(asked["names"], **chosen):
            click.echo(f"{name}: {'; '.join(why) or 'unchanged'}")
        return
    screen = RunScreen()
    try:
        if asked["due"]:  # the log of a scheduler has no times of its own
            click.echo(datetime.now().astimezone().isoformat(sep=" ", timespec="seconds"), err=True)
        published = run_reports(asked.pop("names"), watch=screen, **asked)
    finally:
        screen.close()
    if published.outcomes:
        click.echo(f"run:    {published.folder / 'index.html'}")
    if published.is_publication and published.latest.is_dir():  # where nothing is due, nothing need ever have been published
        click.echo(f"latest: {published.latest / 'index.html'}")
    elif not published.is_publication:
        click.echo("latest is not touched: the run has parameters given by hand", err=True)


def _report_engine(engine: str, scheduler: str) -> Any:
    """Return what runs the notebooks on a cluster; None for this machine."""
    if not _is_cluster(engine, scheduler):
        return None
    from compare.report.remote import run_jobs_dask

    return partial(run_jobs_dask, scheduler=scheduler)


def _is_cluster(engine: str, scheduler: str) -> bool:
    """Say whether work goes to a cluster, of which the address must be given."""
    if (engine == "dask") != bool(scheduler):
        raise UsageError("--engine dask and --scheduler ADDRESS go together; the scheduler prints its address at its start")
    return engine == "dask"


def _refuse_beside_explain(asked: Mapping[str, Any]) -> None:
    """Refuse what ``--explain`` says nothing about."""
    for name, option in (("parameters", "-p"), ("force", "--force"), ("due", "--due"), ("on_failure", "--on-failure")):
        if asked[name]:
            raise UsageError(f"--explain is about the reports as specified: leave out {option}, or --explain")


@cli.command()
@click.argument("system", required=False, default="", metavar="[cron|systemd|windows|github]")
@click.option("--into", type=click.Path(path_type=Path, file_okay=False), help="Write the files of the entry into this folder.")
@click.option(
    "--output", type=click.Path(path_type=Path, file_okay=False), help="Folder of the runs. Default: outputs/ of the project."
)
@click.option("--on-failure", default="", metavar="COMMAND|URL", help="What the entry tells of failures; see report.")
@click.option("--language", type=click.Choice(["zh", "en"]), default="en", help="Language of the table. Default: en.")
@_PROJECT
def schedule(  # noqa: PLR0913  which entry, where to, and its three settings, or the table in a language
    system: str, into: Path | None, output: Path | None, on_failure: str, language: str, project: Path | None
) -> None:
    """Show when each report is due, or write the entry that wakes the reports on this system.

    \b
    region-compare schedule
    region-compare schedule cron
    region-compare schedule systemd --into ~/.config/systemd/user
    region-compare schedule windows --into .
    region-compare schedule github --into .github/workflows

    The schedules stand in data/reports; the entry says how it is installed. docs/scheduling.md explains.
    """  # noqa: D301  click's mark for lines that are not to be joined
    from datetime import datetime

    from compare.dataset import find_project, write_whole
    from compare.report.agenda import agenda
    from compare.report.publish import default_outputs
    from compare.report.schedule import make_entries
    from compare.report.specifications import find_reports
    from compare.report.state import read_state

    root = find_project(project)
    outputs = (output or default_outputs(root)).resolve()
    if not system:
        _write_exactly(agenda(find_reports(root), read_state(outputs), datetime.now().astimezone(), language))
        return
    entries = make_entries(root, system, outputs=outputs, on_failure=on_failure)
    if (system == "windows") != (sys.platform == "win32") and system != "github":
        click.echo(
            f"the entry names Python and folders of this machine, which has no {system}: make it where it is to run", err=True
        )
    if into is None:
        _write_exactly("\n".join(entry.text for entry in entries))
        return
    for entry in entries:
        write_whole(into / entry.name, entry.text.encode(entry.encoding))
        click.echo(into / entry.name)


@cli.command()
@click.option("--output", required=True, type=click.Path(path_type=Path, dir_okay=False), metavar="FILE.{xlsx,csv,parquet}")
@click.option("--indicators", default="", metavar="NAMES", help="Codes or names, separated by commas. Default: all.")
@click.option("--regions", default="", metavar="NAMES", help="Codes or names, separated by commas. Default: all.")
@click.option(
    "--reference", default="best", metavar="NAME", help="What values are held against: best, median, parent or a region."
)
@click.option("--language", default="both", metavar="zh|en|both", help="Language of names and sentences. Default: both.")
@click.option(
    "--table",
    default="",
    metavar="NAME",
    help="comparison, observations, mentions, derived, findings or actions. Default: comparison; of .xlsx all sheets.",
)
@_PROJECT
def export(  # noqa: PLR0913  where, what (three), against what, in which language, of which project
    output: Path, indicators: str, regions: str, reference: str, language: str, table: str, project: Path | None
) -> None:
    """Write tables of any selection as Excel workbook, CSV or Parquet.

    \b
    region-compare export --output comparison.xlsx
    region-compare export --regions 天宁区,常州市 --indicators 高新技术企业数 --output enterprises.csv
    region-compare export --table observations --language en --output observations.parquet

    Without --table a name that ends in .xlsx gives the workbook with all sheets. A file that is there is replaced, whole or not
    at all. Names are Chinese or English, or codes.
    """  # noqa: D301  click's mark for lines that are not to be joined
    from compare.dataset import load, split_names
    from compare.exchange import check_request
    from compare.pipeline import check_inputs

    if output.suffix.lower() not in _ENDINGS:
        found = output.suffix or "no ending"
        raise UsageError(f"{output}: expected a name that ends in {', '.join(_ENDINGS)}, found {found!r}")
    check_request(table or _FIRST_TABLE, language)
    ds = load(project)
    check_inputs(ds.root)
    names = {"indicators": split_names(indicators) or None, "regions": split_names(regions) or None}
    click.echo(_export(ds, output, table, {**names, "reference": reference, "language": language}))


def _export(ds: Dataset, output: Path, table: str, chosen: dict[str, Any]) -> Path:
    """Write what was chosen in the form that the ending of the file names."""
    from compare.exchange import COLUMNS, TITLES, exchange_table, write_exchange
    from compare.workbook import write_table_workbook, write_workbook

    if output.suffix.lower() != ".xlsx":
        return write_exchange(ds, output, table=table or _FIRST_TABLE, **chosen)
    if not table:
        return write_workbook(ds, output, **chosen)
    frame = exchange_table(ds, table, **chosen)
    return write_table_workbook(ds, frame, output, title=TITLES[table], columns=COLUMNS, language=chosen["language"])


@cli.command()
@_PROJECT
def build(project: Path | None) -> None:
    """Build the tables of data/derived from the documents, codelists and corrections."""
    from compare.dataset import find_project
    from compare.pipeline import build as build_tables

    root = find_project(project)
    ds = build_tables(root, echo=click.echo)
    click.echo(f"{root / 'data' / 'derived'}: {len(ds.mentions)} mentions, {len(ds.observations)} observations")


@cli.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--source-id", default=None, help="Id of the document in the ledger. Default: from the name of the file.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["jsonl", "csv", "parquet"]),
    help="Default: by --output, else jsonl; of a folder csv.",
)
@click.option("--output", type=click.Path(path_type=Path), help="A file instead of the screen; of a folder the folder to fill.")
@click.option("--with-corrections", is_flag=True, help="Apply data/corrections/SOURCE-ID.yaml. Default: what the rules find.")
@click.option("--pattern", default="*", metavar="NAMES", help="Of a folder: which files to read, as '*.txt'. Default: all.")
@click.option("--force", is_flag=True, help="Of a folder: read again what has not changed since the last run.")
@_ENGINE
@_SCHEDULER
@click.option("--language", type=click.Choice(["zh", "en"]), default="en", help="Of a folder: of the account. Default: en.")
@_PROJECT
def extract(  # noqa: PLR0913  one document or a folder: what, as which, where to, by whom, of which project
    path: Path,
    source_id: str | None,
    format_: str | None,
    output: Path | None,
    with_corrections: bool,
    pattern: str,
    force: bool,
    engine: str,
    scheduler: str,
    language: Language,
    project: Path | None,
) -> int:
    """List every number of a document with what it states, or why it states nothing (UTF-8, LF).

    \b
    region-compare extract plan.txt --format csv --output plan.csv
    region-compare extract plans --output ledgers
    region-compare extract plans --engine dask --scheduler tcp://10.0.0.5:8786

    Of a folder every file is read, those in sub-folders too, over all cores: a ledger each and summary.csv with a row for every
    file, by default in outputs/extracted/. What has not changed is not read again, and a run that was broken off goes on. Exit
    code 1 where a file could not be read; the others are.
    """  # noqa: D301  click's mark for lines that are not to be joined
    if path.is_dir():
        if source_id or with_corrections:
            raise UsageError("--source-id and --with-corrections are of one document, not of a folder")
        _is_cluster(engine, scheduler)
        return _extract_folder(
            path, output, project, language, pattern=pattern, is_forced=force, format=format_ or "csv", scheduler=scheduler
        )
    if format_ == "parquet" or pattern != "*" or force or scheduler or engine != "local":
        raise UsageError(f"{path}: parquet, --pattern, --force, --engine and --scheduler are of a folder, and this is none")
    from compare.dataset import find_project
    from compare.extract import default_id
    from compare.extract import extract as extract_mentions
    from compare.pipeline import extract_corrected

    root, name = find_project(project), source_id or default_id(path)
    mentions = extract_corrected(path, name, root) if with_corrections else extract_mentions(path, source_id=name, project=root)
    _write_rows(mentions, format_, output)
    click.echo(_account(name, mentions), err=True)
    return 0


def _extract_folder(path: Path, output: Path | None, project: Path | None, language: Language, **options: Any) -> int:
    """Read the documents of a folder, with a bar where a person is watching."""
    from tqdm import tqdm

    from compare.dataset import find_project
    from compare.folder import Order, account, extract_folder, find_files
    from compare.report.publish import default_outputs

    root = find_project(project)
    order = Order(path, output or default_outputs(root) / "extracted" / path.resolve().name, **options)
    is_watched = sys.stderr.isatty()
    length = sum(1 for _ in find_files(path, pattern=order.pattern, without=order.output)) if is_watched else 0
    with tqdm(total=length, unit="file", file=sys.stderr, disable=not is_watched, dynamic_ncols=True, leave=False) as bar:
        try:
            result = extract_folder(order, project=root, on_file=lambda done: bar.update(done - bar.n))
        except KeyboardInterrupt:
            click.echo(f"interrupted; what is done is in {order.output}, the same command goes on from there", err=True)
            return INTERRUPTED
    click.echo(account(result, language))
    return CompareError.exit_code if result.failed else 0


def _account(name: str, mentions: pd.DataFrame) -> str:
    """Say in one line what was found in a document."""
    stated = mentions[mentions["disposition"] == "indicator"]
    if stated.empty:
        return f"{name}: {len(mentions)} numbers, none states an indicator"
    unknown = int(stated["indicator"].isna().sum())
    areas = ", ".join(sorted(stated["ref_area"].dropna().unique())) or "not recognised"
    return f"{name}: {len(mentions)} numbers, {len(stated)} state an indicator ({unknown} without a code); region: {areas}"


@cli.command()
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--source-id", default=None, help="Id of the document in the table. Default: from the name of the file.")
@_FORMAT
@_OUTPUT
@_PROJECT
def actions(path: Path, source_id: str | None, format_: str | None, output: Path | None, project: Path | None) -> None:
    """List the policy instruments that a document uses, each with its quotes, the best first (UTF-8, LF)."""
    from compare.pipeline import find_actions

    found = find_actions(path, source_id=source_id, project=project)
    _write_rows(found, format_, output)
    click.echo(f"{path.name}: {found['instrument'].nunique()} policy instruments, {len(found)} quotes", err=True)


@cli.command()
@click.option("--format", "format_", type=click.Choice(["text", "jsonl", "csv"]), default="text", help="Default: text.")
@click.option("--language", type=click.Choice(["zh", "en"]), default="en", help="Language of the text. Default: en.")
@_OUTPUT
@_PROJECT
def check(format_: str, language: str, output: Path | None, project: Path | None) -> int:
    """Show what the documents contradict; exit code 4 where a finding has severity error."""
    from compare.dataset import find_project, load
    from compare.pipeline import check_inputs

    root = find_project(project)
    check_inputs(root)
    ds = load(root)
    if format_ == "text":
        _write_text("".join(_finding(row, language) for row in ds.found), output)
    else:
        _write_rows(ds.findings, format_, output)
    counts = ds.findings["severity"].value_counts()
    click.echo(", ".join(f"{counts.get(code, 0)} {code}" for code in ds.codelists.severity), err=True)
    return HAS_ERRORS if counts.get("error", 0) else 0


def _finding(row: Mapping[str, Any], language: str) -> str:
    """Return a finding as lines of text: what was found, and the quotes with their places."""
    lines = [f"{row['severity']} {row['rule_id']}: {row[f'message_{language}']}"]
    for name in ("quote", "other"):
        quote = row["quote" if name == "quote" else "other_quote"]
        if quote is not None:
            place = f"{row[f'{name}_source_id']} {row[f'{name}_start']}-{row[f'{name}_end']}"
            lines.append(f"    {place}: {' '.join(quote.split())}")
    return "\n".join(lines) + "\n"


def _write_rows(frame: pd.DataFrame, format_: str | None, output: Path | None) -> None:
    """Write a table as JSON lines or CSV, to a file or to the screen; without a format by the ending of the file."""
    from compare.dataset import render_table, to_rows

    is_csv = (format_ or (output.suffix[1:] if output else "")) == "csv"
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in to_rows(frame))
    _write_text(render_table(frame) if is_csv else "".join(lines), output)


def _write_text(text: str, output: Path | None) -> None:
    from compare.dataset import write_whole

    if output:
        write_whole(output, text)
    else:
        _write_exactly(text)


def _write_exactly(text: str) -> None:
    """Write to standard output in UTF-8 with LF, whatever the console is."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    sys.stdout.write(text)
    sys.stdout.flush()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    Parameters
    ----------
    arguments : sequence of str, optional
        Without the program's name; those of the process by default.

    Returns
    -------
    int
        As listed at the top of this module. A `CompareError` becomes one message on standard error, without a traceback.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    # A scheduler's stop ends the child processes and cleans up, as Ctrl-C does.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        code = cli.main(
            args=list(sys.argv[1:] if arguments is None else arguments), prog_name="region-compare", standalone_mode=False
        )
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except CompareError as error:
        click.echo(f"error: {error}", err=True)
        return error.exit_code
    except OSError as error:
        click.echo(f"error: {error.filename or 'the file system'}: {error.strerror or error}", err=True)
        return CompareError.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted; nothing was published", err=True)
        return INTERRUPTED
    return code if isinstance(code, int) else 0
