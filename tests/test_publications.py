"""Publications: specified, carried over where nothing has changed, explained, kept as long as asked, told of when they fail."""

from __future__ import annotations

import http.server
import json
import shutil
import sys
import threading
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Any

import pytest
from tests.killing import make_quickly
from tests.test_report import write_notebook, write_project

import compare as cp
from compare.errors import DataError, ReportError, UnknownNameError, UsageError
from compare.report import hook
from compare.report import publish as publication
from compare.report.execute import Job, Outcome
from compare.report.journal import Event
from compare.report.manifest import Entry, Manifest, read_manifest
from compare.report.plan import plan
from compare.report.retention import KEPT_FAILURES, compared_with, expired
from compare.report.run import explain_reports, run_reports
from compare.report.specifications import Specification, find_reports, read_specifications
from compare.report.state import read_state

ROOT = Path(__file__).parents[1]
REGIONAL = 'region: str = ""\nnote: str = ""\noutput: str = ""\nprevious: str = ""'
SPECIFICATIONS = """
- id: small
  matrix: {language: [zh, en]}
- id: areas
  notebook: regional
  parameters: {note: fixed}
  matrix: {region: each}
  keep: 2
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with two specifications, published once."""
    root = write_project(tmp_path_factory.mktemp("publications") / "project")
    for notebook in (root / "notebooks").glob("*.ipynb"):
        notebook.unlink()
    write_notebook(root / "notebooks" / "small.ipynb", 'language: str = "zh"\noutput: str = ""')
    write_notebook(root / "notebooks" / "regional.ipynb", REGIONAL)
    (root / "data" / "reports").mkdir()
    (root / "data" / "reports" / "reports.yaml").write_text(SPECIFICATIONS, encoding="utf-8")
    publish(root)
    return root


@pytest.fixture
def project(made: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may spoil."""
    return Path(shutil.copytree(made, tmp_path / "project"))


def publish(project: Path, *names: str, **asked: Any) -> tuple[list[str], list[str]]:
    """Publish; return what was made and what was reused."""
    run = run_reports(names, project=project, **{"engine": make_quickly, **asked})
    return [outcome.job.name for outcome in run.outcomes], list(run.reused)


AREAS = ["areas_CN-320402", "areas_CN-320400", "areas_CN-330483", "areas_CN-320282"]
ALL = ["small_zh", "small_en", *AREAS]


def latest(project: Path) -> Manifest:
    manifest = read_manifest(project / "outputs" / "latest")
    assert manifest is not None
    return manifest


# --- specifications ---


def test_a_matrix_makes_a_report_of_every_combination(project: Path) -> None:
    assert [entry.name for entry in latest(project).reports] == ALL
    entry = next(e for e in latest(project).reports if e.name == "areas_CN-320400")
    assert entry.parameters == {"region": "CN-320400", "note": "fixed"}


def test_families_and_topics_are_axes(project: Path) -> None:
    (project / "data" / "reports" / "reports.yaml").write_text(
        "- {id: topics, notebook: n, matrix: {indicators: each_topic}}\n"
        "- {id: families, notebook: n, matrix: {indicators: each_family}}\n",
        encoding="utf-8",
    )
    write_notebook(project / "notebooks" / "n.ipynb", 'indicators: str = ""\noutput: str = ""')
    ds = cp.load(project)
    jobs = {
        job.name: job.parameters["indicators"] for r in find_reports(project, ["topics", "families"]) for job in plan(ds, r)
    }
    topics = {name: codes for name, codes in jobs.items() if name.startswith("topics_")}
    assert topics == {"topics_innovation-input": "rd_expenditure_gdp_ratio", "topics_enterprises": "hightech_enterprises"}
    families = {ds.codelists.indicator[codes].family.replace("_", "-") for codes in topics.values()} - {""}
    assert {name.removeprefix("families_") for name in jobs if name.startswith("families_")} == families


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- id: small\n  matirx: {}", "unknown field 'matirx'; nearest: matrix"),
        ("- id: small\n  formats: [pdf]", "formats: expected html, alone or with pdf"),
        ("- id: small\n  schedule: [{every: mouth}]", "unknown rhythm 'mouth'; nearest: month"),
        ("- id: small\n  schedule: [{every: month, day: 31}]", "day: expected 1 to 28, found 31"),
        ('- id: small\n  schedule: [{every: month, time: "6:30"}]', "time: expected \"HH:MM\", found '6:30'"),
        ("- id: small\n  schedule: [{every: month, month: 2}]", "month: expected 1 to 1, found 2"),
        ("- id: Small", "id: expected a-z, 0-9 and _"),
        ("- id: small\n  matrix: {language: zh}", "expected a list of texts or one of each, each_family, each_topic"),
        ("- id: small\n  matrix: {language: [zh, zh]}", "a value is given twice"),
        ("- id: small\n  matrix: {language: [zh]}\n  parameters: {language: zh}", "both a parameter and an axis"),
        ("- id: small\n  notebook: smal", "unknown notebook 'smal'; nearest: small"),
        ("- id: small\n  parameters: {langauge: zh}", "unknown parameter 'langauge'; nearest: language"),
    ],
)
def test_a_specification_that_cannot_be_used_says_why(project: Path, text: str, message: str) -> None:
    (project / "data" / "reports" / "reports.yaml").write_text(text + "\n", encoding="utf-8")
    with pytest.raises(DataError) as error:
        find_reports(project)
    assert message in str(error.value)
    assert "reports" in str(error.value)


def test_a_value_that_the_data_do_not_know_is_named_with_its_entry(project: Path) -> None:
    (project / "data" / "reports" / "reports.yaml").write_text(
        "- {id: areas, notebook: regional, matrix: {region: [CN-320402, CN-999999]}}\n", encoding="utf-8"
    )
    with pytest.raises(DataError, match="data/reports: entry 'areas': region='CN-999999'"):
        publish(project, "areas")
    with pytest.raises(UnknownNameError, match="unknown report 'aeras'; nearest: areas"):
        publish(project, "aeras")


def test_the_shipped_specifications_name_every_report_of_the_project() -> None:
    named = {entry.notebook or entry.id for entry in read_specifications(ROOT).values()}
    assert named == {report.notebook.stem for report in find_reports(ROOT)}
    assert all(report.specification.schedule for report in find_reports(ROOT))


# --- what is made again ---


def test_nothing_is_made_again_and_no_run_appears(project: Path) -> None:
    runs = sorted(path.name for path in (project / "outputs").iterdir())
    events: list[Event] = []
    assert publish(project, watch=events.append) == ([], ALL)
    assert sorted(path.name for path in (project / "outputs").iterdir()) == runs
    assert [(event.name, event.facts["reports"]) for event in events] == [("unchanged", ALL)]
    assert [why for _, why in explain_reports(project=project)] == [[]] * 6
    assert set(read_state(project / "outputs")) == {"small", "areas"}


def test_force_makes_everything(project: Path) -> None:
    assert publish(project, force=True) == (ALL, [])


def test_a_notebook_that_changed_is_made_again_and_the_rest_is_carried_over(project: Path) -> None:
    before = latest(project).run
    write_notebook(project / "notebooks" / "small.ipynb", 'language: str = "zh"\noutput: str = ""', "1")
    assert dict(explain_reports(project=project))["small_zh"] == ["notebook: has changed"]
    assert publish(project) == (["small_zh", "small_en"], AREAS)
    made_in = {entry.name: entry.made_in for entry in latest(project).reports}
    assert {made_in[name] for name in AREAS} == {before}
    assert made_in["small_zh"] == latest(project).run != before
    text = (project / "outputs" / "latest" / "areas_CN-320400" / "areas_CN-320400.html").read_text(encoding="utf-8")
    assert text == f"areas_CN-320400 of .staging-{before}"


def test_data_that_changed_are_named(project: Path) -> None:
    (project / "data" / "note.txt").write_text("", encoding="utf-8")
    reasons = dict(explain_reports(["small"], project=project))
    assert reasons == dict.fromkeys(("small_zh", "small_en"), ["data: data/note.txt is new"])


def test_another_choice_or_entry_makes_its_reports_only(project: Path) -> None:
    path = project / "data" / "reports" / "reports.yaml"
    path.write_text(SPECIFICATIONS.replace("note: fixed", "note: other").replace("keep: 2", "keep: 3"), encoding="utf-8")
    assert publish(project) == (AREAS, ["small_zh", "small_en"])
    assert all(entry.why == ["parameters: have changed, or the forms asked for"] for entry in latest(project).reports[2:])


def test_a_file_that_was_altered_or_is_gone_makes_its_report_again(project: Path) -> None:
    folder = project / "outputs" / "latest"
    (folder / "small_en" / "small_en.html").write_text("mine", encoding="utf-8")
    (folder / "areas_CN-320400" / "areas_CN-320400.html").unlink()
    assert publish(project)[0] == ["small_en", "areas_CN-320400"]
    assert (folder / "small_en" / "small_en.html").read_text(encoding="utf-8").startswith("small_en of ")


def test_a_report_that_was_not_asked_for_is_carried_over_and_marked_where_it_is_older(project: Path) -> None:
    write_notebook(project / "notebooks" / "regional.ipynb", REGIONAL, "1")
    assert publish(project, "small", force=True)[0] == ["small_zh", "small_en"]
    current = {entry.name: entry.is_current for entry in latest(project).reports}
    assert current == {**dict.fromkeys(ALL[:2], True), **dict.fromkeys(AREAS, False)}
    assert "Data or programs have changed since" in (project / "outputs" / "latest" / "index.html").read_text(encoding="utf-8")


def test_one_language_leaves_the_other_as_it_was(project: Path) -> None:
    assert publish(project, "small", language="en", force=True) == (["small_en"], [])
    assert [entry.name for entry in latest(project).reports] == ALL


def test_a_run_with_parameters_by_hand_stays_in_its_folder(project: Path) -> None:
    before = latest(project).run
    run = run_reports(["areas"], project=project, parameters=["region=CN-320400"], engine=make_quickly)
    assert not run.is_publication
    assert [outcome.job.name for outcome in run.outcomes] == ["areas"]
    assert latest(project).run == before
    manifest = read_manifest(run.folder)
    assert manifest is not None
    assert manifest.reports[0].parameters == {"region": "CN-320400", "note": "fixed"}
    assert publish(project) == ([], ALL)


def test_the_publication_before_is_the_newest_with_other_data(project: Path) -> None:
    first = latest(project).run
    assert latest(project).previous == ""
    path = project / "data" / "README.md"
    path.write_text("x", encoding="utf-8")
    publish(project)
    assert latest(project).previous == first
    publish(project, force=True)
    assert latest(project).previous == first
    assert cp.load(project / "outputs" / first).observations.equals(cp.load(project).observations)
    assert not (project / "outputs" / first / "data" / "raw").exists()


# --- failures ---


def fail(root: Path, jobs: Sequence[Job]) -> Generator[Outcome]:
    """Make all but the reports of one area, which fail."""
    for job in jobs:
        if job.name == "areas_CN-320400":
            Path(job.folder).mkdir()
            yield Outcome(job, 0.1, error="ValueError: no", where="cell [2] `x`")
        else:
            yield from make_quickly(root, [job])


def test_what_was_made_in_a_failed_run_needs_no_second(project: Path) -> None:
    before = latest(project).run
    with pytest.raises(ReportError, match="1 of 6 reports failed"):
        publish(project, force=True, engine=fail)
    assert latest(project).run == before
    assert "areas" not in {name for name, done in read_state(project / "outputs").items() if done.run != before}
    assert publish(project) == ([], ALL), "all of them stand in latest"
    (project / "data" / "note.txt").write_text("", encoding="utf-8")
    with pytest.raises(ReportError, match="1 of 6 reports failed"):
        publish(project, engine=fail)
    assert publish(project) == (["areas_CN-320400"], [name for name in ALL if name != "areas_CN-320400"])


def test_a_run_that_could_not_replace_latest_is_published_by_the_next(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = latest(project).run

    def refuse(published: Path) -> Path:
        raise ReportError("book.xlsx is open in another program")

    with monkeypatch.context() as patch:
        patch.setattr(publication, "replace_latest", refuse)
        with pytest.raises(ReportError, match="book.xlsx is open"):
            publish(project, force=True)
    assert latest(project).run == before
    assert publish(project) == ([], ALL)
    assert latest(project).run > before
    assert publish(project) == ([], ALL)


def test_a_command_is_told_what_failed(project: Path, tmp_path: Path) -> None:
    script = tmp_path / "tell.py"
    script.write_text(
        f"import sys\nopen({str(tmp_path / 'told.json')!r}, 'wb').write(sys.stdin.buffer.read())", encoding="utf-8"
    )
    with pytest.raises(ReportError):
        publish(project, force=True, engine=fail, on_failure=f'"{sys.executable}" "{script}"')
    news = json.loads((tmp_path / "told.json").read_text(encoding="utf-8"))
    assert (news["event"], news["exit_code"], news["project"]) == ("failed", 3, str(project))
    assert news["reports"] == [{"report": "areas_CN-320400", "error": "ValueError: no", "where": "cell [2] `x`"}]
    assert (Path(news["run"]) / "manifest.json").is_file()


def test_an_address_is_told_and_one_that_does_not_answer_changes_nothing(project: Path) -> None:
    told: list[dict[str, Any]] = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Listener) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        assert hook.tell(f"http://127.0.0.1:{server.server_port}/x", {"event": "failed", "error": "错"}) == ""
        thread.join()
    assert told == [{"event": "failed", "error": "错"}]
    events: list[Event] = []
    with pytest.raises(ReportError):
        publish(project, force=True, engine=fail, watch=events.append, on_failure=f"http://127.0.0.1:{server.server_port}/x")
    assert [event.name for event in events][-1] == "not_told"


def test_due_makes_what_is_due_and_no_more(project: Path) -> None:
    path = project / "data" / "reports" / "reports.yaml"
    path.write_text(SPECIFICATIONS + "  schedule: [{every: month}]\n", encoding="utf-8")
    events: list[Event] = []
    assert publish(project, due=True, watch=events.append) == ([], [])
    assert [event.name for event in events] == ["nothing_due"]
    (project / "outputs" / "status.json").unlink()
    assert publish(project, due=True) == ([], AREAS)
    with pytest.raises(UsageError, match="leave out -p, or --due"):
        publish(project, "areas", due=True, parameters=["note=x"])


# --- retention ---


def past(run: str, made: str, **values: Any) -> Manifest:
    return Manifest(run, "ok", reports=[Entry(report, report, made_in=run) for report in made.split()], **values)


def test_a_run_goes_when_no_report_made_in_it_keeps_it() -> None:
    specifications = {"a": Specification("a", keep=1), "b": Specification("b", keep=2), "c": Specification("c")}
    runs = [past("1", "a b"), past("2", "a b"), past("3", "a b"), past("4", "c"), past("5", "c")]
    assert expired(runs, specifications, {"5"}) == ["1"]
    assert expired(runs, specifications, {"5", "1"}) == []
    assert expired([*runs, past("6", "a", is_publication=False), past("0", "gone")], specifications, {"5"}) == ["1"]


def test_what_a_report_is_compared_with_stays_where_the_report_is_carried_over() -> None:
    """A later publication of other reports keeps the report on changes, which leads to the run that it compared with."""
    changes = Entry("changes", "changes", made_in="3", made_from={"previous": "digest"})
    runs = [past("1", "a"), past("2", "a", previous="1"), past("3", "a", previous="2"), past("4", "a", previous="3")]
    latest = Manifest("5", "ok", previous="4", reports=[changes, Entry("a", "a", made_in="5")])
    assert compared_with(latest, runs) == {"2", "4"}
    kept = {"5", *compared_with(latest, runs)}
    assert expired([*runs, latest], {"a": Specification("a", keep=1), "changes": Specification("changes", keep=1)}, kept) == [
        "1",
        "3",
    ]


def test_failed_runs_are_kept_up_to_a_number() -> None:
    runs = [Manifest(f"{n:02}", "failed") for n in range(KEPT_FAILURES + 2)]
    assert expired(runs, {}, set()) == ["00", "01"]


def test_old_publications_are_removed_as_the_specification_says(project: Path) -> None:
    (project / "data" / "reports" / "reports.yaml").write_text(
        "- {id: areas, notebook: regional, matrix: {region: each}, keep: 2}\n- {id: small, keep: 2}\n", encoding="utf-8"
    )
    for _ in range(4):
        publish(project, force=True)
    kept = sorted(path.name for path in (project / "outputs").glob("2*"))
    assert len(kept) == 2
    assert kept[-1] == latest(project).run
