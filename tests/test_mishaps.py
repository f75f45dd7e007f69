"""What goes wrong around a run – in what a report leaves, in the data, in the hook – costs one report, never the run."""

from __future__ import annotations

import json
import os
import shutil
import socket
import threading
from collections.abc import Callable, Generator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from tests.killing import flaws, make_quickly
from tests.test_publications import latest, publish
from tests.test_report import write_notebook

from compare.errors import CompareError, DataError, LockedError, ReportError
from compare.report import hook
from compare.report import publish as publication
from compare.report.execute import Job, Outcome
from compare.report.journal import Event
from compare.report.manifest import Manifest, read_manifest
from compare.report.run import run_reports

POSIX = pytest.mark.skipif(os.name == "nt", reason="links and pipes are of Unix")
Engine = Callable[[Path, Sequence[Job]], Generator[Outcome]]


SPECIFICATIONS = """
- {id: small, matrix: {language: [zh, en]}}
- {id: areas, parameters: {note: fixed}, matrix: {place: [a, b, c, d]}}
"""
AREAS = ["areas_a", "areas_b", "areas_c", "areas_d"]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of six reports, published once; its notebooks read no data, so none are loaded."""
    monkeypatch.setattr("compare.report.run._load_checked", lambda root: None)
    monkeypatch.setattr("compare.report.front.font_face", lambda page: "")
    root = tmp_path / "project"
    (root / "data" / "reports").mkdir(parents=True)
    (root / "data" / "sources.yaml").write_text("[]\n", encoding="utf-8")
    (root / "data" / "reports" / "reports.yaml").write_text(SPECIFICATIONS, encoding="utf-8")
    (root / "notebooks").mkdir()
    write_notebook(root / "notebooks" / "small.ipynb", 'language: str = "zh"\noutput: str = ""')
    write_notebook(root / "notebooks" / "areas.ipynb", 'place: str = ""\nnote: str = ""\noutput: str = ""')
    publish(root)
    return root


def spoiling(spoil: Callable[[Path], object], name: str = "small_zh") -> Engine:
    """Return an engine that makes every report and spoils the folder of one."""

    def engine(root: Path, jobs: Sequence[Job]) -> Generator[Outcome]:
        for outcome in make_quickly(root, jobs):
            if outcome.job.name == name:
                spoil(Path(outcome.job.folder))
            yield outcome

    return engine


def runs(project: Path) -> list[Manifest]:
    """Return the manifests of all runs, the oldest first; each must have one."""
    found = [read_manifest(folder) for folder in sorted((project / "outputs").glob("2*"))]
    assert all(found)
    return [manifest for manifest in found if manifest]


def newest_failed(project: Path) -> Manifest:
    manifest = runs(project)[-1]
    assert manifest.status == "failed"
    return manifest


# --- What a report leaves ---

LEAVINGS = {
    "title of another type": {"title": 5, "files": []},
    "facts of another type": {"title": "t", "files": [], "facts": 5},
    "a file of another type": {"title": "t", "files": [{"path": 5, "role": "figure", "label": "x"}]},
    "half a character": {"title": "\ud800", "files": []},
    "half a character in the facts": {"title": "t", "files": [], "facts": {"a": ["\udfff"]}},
    "a fact that JSON lacks": {"title": "t", "files": [], "facts": {"a": float("nan")}},
}


@pytest.mark.parametrize("left", LEAVINGS.values(), ids=LEAVINGS)
def test_a_sidecar_of_other_types_costs_its_report_alone(project: Path, left: object) -> None:
    before = latest(project).run
    spoil = spoiling(lambda folder: (folder / "made.json").write_text(json.dumps(left), encoding="utf-8"))
    with pytest.raises(ReportError, match="1 of 6 reports failed") as error:
        publish(project, force=True, engine=spoil)
    assert "made.json" in str(error.value)
    assert [entry.name for entry in newest_failed(project).reports if not entry.is_ok] == ["small_zh"]
    assert latest(project).run == before


def test_a_picture_that_is_none_is_not_shown(project: Path) -> None:
    def spoil(folder: Path) -> None:
        (folder / "a.png").write_bytes(b"no picture")
        left = {"title": "Title", "files": [{"path": "a.png", "role": "figure", "label": "x"}]}
        (folder / "made.json").write_text(json.dumps(left), encoding="utf-8")

    assert len(publish(project, force=True, engine=spoiling(spoil))[0]) == 6
    page = (project / "outputs" / "latest" / "index.html").read_text(encoding="utf-8")
    assert "small_zh/a.png" in page
    assert "<img" not in page


@POSIX
@pytest.mark.parametrize("kind", ["link to a file", "link to nothing", "link to a folder", "pipe"])
def test_what_is_no_file_is_not_published(project: Path, tmp_path: Path, kind: str) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "key.txt").write_text("secret", encoding="utf-8")

    def spoil(folder: Path) -> None:
        place = folder / "figures" / "odd"
        place.parent.mkdir()
        if kind == "pipe":
            os.mkfifo(place)
        else:
            place.symlink_to({"link to a file": secret / "key.txt", "link to nothing": "nowhere"}.get(kind, secret))

    with pytest.raises(ReportError, match=r"figures/odd is a link or no file"):
        publish(project, force=True, engine=spoiling(spoil))
    newest_failed(project)
    assert "secret" not in "".join(path.read_text("utf-8") for path in (project / "outputs").rglob("odd") if path.is_file())
    assert (secret / "key.txt").exists()
    assert list(flaws(project / "outputs" / "latest")) == []


def test_an_error_in_characters_that_no_file_can_hold_is_recorded(project: Path) -> None:
    def engine(root: Path, jobs: Sequence[Job]) -> Generator[Outcome]:
        for outcome in make_quickly(root, jobs):
            yield replace(outcome, error="ValueError: \ud800 \x1b]0;title\x07") if outcome.job.name == "small_zh" else outcome

    with pytest.raises(ReportError) as caught:
        publish(project, force=True, engine=engine)
    assert "ValueError: \ufffd" in str(caught.value)
    assert "\x1b" not in str(caught.value)
    [entry] = [entry for entry in newest_failed(project).reports if not entry.is_ok]
    assert entry.error.startswith("ValueError: \ufffd")


def test_what_a_reader_put_into_latest_is_not_published(project: Path) -> None:
    folder = project / "outputs" / "latest"
    (folder / AREAS[0] / "my notes.txt").write_text("mine", encoding="utf-8")
    publish(project, "small", force=True)
    assert not (folder / AREAS[0] / "my notes.txt").exists()
    assert list(flaws(folder)) == []


def test_a_report_that_a_reader_altered_in_latest_is_taken_from_its_run(project: Path) -> None:
    page = project / "outputs" / "latest" / AREAS[0] / f"{AREAS[0]}.html"
    before = page.read_bytes()
    page.write_text("saved again by Excel", encoding="utf-8")
    publish(project, "small", force=True)
    assert page.read_bytes() == before
    assert [entry.name for entry in latest(project).reports][2:] == AREAS


# --- What the run itself meets ---


def test_a_run_that_cannot_be_put_in_place_is_kept_as_failed(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, calls = publication.publish, []

    def refuse_once(*given: object) -> Path:
        calls.append(given)
        if len(calls) == 1:
            raise OSError(28, "No space left on device")
        return whole(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(publication, "publish", refuse_once)
    with pytest.raises(CompareError, match="No space left"):
        publish(project, force=True)
    manifest = newest_failed(project)
    assert "No space left" in manifest.error
    assert len(manifest.reports) == 6


def test_a_full_disk_is_what_the_hook_is_told(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> Path:
        raise OSError(28, "No space left on device")

    told: list[str] = []
    monkeypatch.setattr(publication, "publish", refuse)
    monkeypatch.setattr("compare.report.front.write_index", refuse)
    monkeypatch.setattr(hook, "tell", lambda target, news: told.extend([news["error"]]))
    with pytest.raises(CompareError, match="No space left"):
        publish(project, force=True, on_failure="tell")
    assert len(told) == 1
    assert "No space left" in str(told[0])


def test_an_error_of_the_library_itself_keeps_the_run_and_is_told(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def engine(root: Path, jobs: Sequence[Job]) -> Generator[Outcome]:
        yield from make_quickly(root, jobs[:2])
        raise ZeroDivisionError("a fault")

    told: list[str] = []
    monkeypatch.setattr(hook, "tell", lambda target, news: told.extend([news["error"]]))
    with pytest.raises(ZeroDivisionError):
        publish(project, force=True, engine=engine, on_failure="tell")
    assert newest_failed(project).error == "ZeroDivisionError: a fault"
    assert told == ["a fault"]


def test_reports_that_read_changing_data_are_not_relied_on(project: Path) -> None:
    note = project / "data" / "note.txt"
    note.write_text("1", encoding="utf-8")

    def engine(root: Path, jobs: Sequence[Job]) -> Generator[Outcome]:
        note.write_text("2", encoding="utf-8")
        yield from make_quickly(root, jobs)

    with pytest.raises(DataError, match=r"note\.txt has changed"):
        publish(project, engine=engine)
    note.write_text("1", encoding="utf-8")
    assert len(publish(project)[0]) == 6, "they were made from other data than those of the start"


def test_an_interrupted_run_that_read_changing_data_is_not_relied_on(project: Path) -> None:
    note = project / "data" / "note.txt"
    note.write_text("1", encoding="utf-8")

    def engine(root: Path, jobs: Sequence[Job], change: str = "2") -> Generator[Outcome]:
        note.write_text(change, encoding="utf-8")
        yield from make_quickly(root, jobs[:4])
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publish(project, engine=engine)
    note.write_text("1", encoding="utf-8")
    with pytest.raises(KeyboardInterrupt):
        publish(project, engine=lambda root, jobs: engine(root, jobs, "1"))
    assert len(publish(project)[0]) == 2, "what the second interrupted run made stands, what the first made does not"


def test_reports_of_several_failed_runs_stand(project: Path) -> None:
    (project / "data" / "note.txt").write_text("1", encoding="utf-8")

    def engine(root: Path, jobs: Sequence[Job]) -> Generator[Outcome]:
        yield from make_quickly(root, jobs[:2])
        raise KeyboardInterrupt

    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            publish(project, engine=engine)
    run_reports(["areas"], project=project, parameters=["note=x"], engine=make_quickly)
    assert len(publish(project)[0]) == 2


def test_data_that_come_back_make_a_report_current_again(project: Path) -> None:
    note = project / "data" / "note.txt"
    note.write_text("", encoding="utf-8")
    publish(project, "small")
    assert not all(entry.is_current for entry in latest(project).reports)
    note.unlink()
    publish(project, "areas")
    assert {entry.name for entry in latest(project).reports if entry.is_current} == set(AREAS)


def test_a_killed_run_of_ones_own_is_no_publication(project: Path) -> None:
    def engine(root: Path, jobs: Sequence[Job]) -> Generator[Outcome]:
        shutil.copytree(project / "outputs", project / "killed")  # as a process killed here leaves it
        yield from make_quickly(root, jobs)

    run_reports(["areas"], project=project, parameters=["note=x"], engine=engine)
    shutil.rmtree(project / "outputs")
    (project / "killed").rename(project / "outputs")
    events: list[Event] = []
    publish(project, force=True, watch=events.append)
    assert events[0].name == "found_killed"
    [killed] = [manifest for manifest in runs(project) if manifest.status == "failed"]
    assert not killed.is_publication
    assert killed.started
    assert killed.versions


# --- What is specified ---


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            SPECIFICATIONS + "- {id: small_en, notebook: areas}\n",
            "entries 'small' and 'small_en' both make a report called 'small_en'",
        ),
        (SPECIFICATIONS + "- {id: data, notebook: areas}\n", "id: 'data' is the name of something else"),
        (SPECIFICATIONS + "- {id: nul, notebook: areas}\n", "id: 'nul' is the name of something else"),
        (SPECIFICATIONS.replace("note: fixed", "note: 2026-01-01"), "note: expected str, found"),
        (SPECIFICATIONS.replace("note: fixed", "note: {a: {1: 2}}"), "note: expected str, found"),
    ],
)
def test_a_specification_that_would_mix_reports_is_refused_and_the_refusal_kept(project: Path, text: str, message: str) -> None:
    (project / "data" / "reports" / "reports.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as error:
        publish(project)
    assert message in str(error.value)
    assert message in newest_failed(project).error


# --- The hook and the lock ---


@pytest.mark.parametrize("answer", [b"", b"garbage\r\n\r\n", b"HTTP/1.1 500 no\r\n\r\n"])
def test_an_address_that_answers_nonsense_does_not_hide_why_the_run_failed(answer: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(65536)
                connection.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        problem = hook.tell(f"http://127.0.0.1:{server.getsockname()[1]}/x", {"event": "failed", "error": "\udcff"})
        thread.join()
    assert problem


def test_a_folder_that_cannot_be_locked_is_not_said_to_be_in_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (
        publication.lock(tmp_path),
        pytest.raises(LockedError, match="another run is writing here"),
        publication.lock(tmp_path),
    ):
        pass

    def refuse(_: object) -> None:
        raise OSError(37, "No locks available")

    monkeypatch.setattr(publication, "_take", refuse)
    expected = pytest.raises(CompareError, match="No locks available")
    with expected as caught, publication.writing(tmp_path), publication.lock(tmp_path):
        pass
    assert not isinstance(caught.value, LockedError)
