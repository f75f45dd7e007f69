"""A real Dask scheduler and workers, as processes of their own: the results are those of this machine, whatever is lost."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tests.test_folder import PLAN, digests, summary, write_plans

from compare.cli import main
from compare.cluster import run_tasks_dask
from compare.cluster.bundle import Bundle, pack, unpack, unpack_once
from compare.cluster.library import describe_library
from compare.errors import DataError, UsageError
from compare.workers import WorkerSettings

ROOT = Path(__file__).parents[1]
BUNDLED = ("data/sources.yaml", "data/codelists/*", "data/lexicons/*")
pytest.importorskip("distributed", reason="Dask distributed is not installed: pip install 'region-compare[test]'")


class Cluster:
    """A scheduler and workers on this machine, started as anybody would start them."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
        self.folder = folder
        self.workers: list[subprocess.Popen[bytes]] = []
        port = self.address.rsplit(":", 1)[1]
        self._scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard")

    def add(self, path: str = "", *, nanny: bool = False) -> None:
        options = ["--nthreads", "1", "--no-dashboard", "--local-directory", str(self.folder / f"w{len(self.workers)}")]
        options += ["--nanny" if nanny else "--no-nanny", "--death-timeout", "60"]
        self.workers.append(self._start("worker", self.address, *options, path=path))

    def _start(self, kind: str, *options: str, path: str = "") -> subprocess.Popen[bytes]:
        search = os.pathsep.join([path or str(ROOT / "src"), str(ROOT)])
        command = [sys.executable, "-m", "dask", kind, *options]
        with (self.folder / f"{kind}.log").open("ab") as log:
            return subprocess.Popen(command, stdout=log, stderr=log, cwd=self.folder, env={**os.environ, "PYTHONPATH": search})

    def lose_scheduler(self) -> None:
        self._scheduler.kill()

    def close(self) -> None:
        for process in (*self.workers, self._scheduler):
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    folder = tmp_path / "cluster"
    folder.mkdir()
    made = Cluster(folder)
    try:
        yield made
    finally:
        made.close()


def extract(folder: Path, output: Path, *more: str) -> int:
    return main(["extract", str(folder), "--output", str(output), "--project", str(ROOT), *more])


def without_seconds(output: Path) -> dict[str, dict[str, str]]:
    return {path: {**row, "seconds": ""} for path, row in summary(output).items()}


def while_running(work: Callable[[], Any], until: Callable[[], bool], then: Callable[[], Any]) -> None:
    """Do `then` in the midst of `work`, as soon as `until` says so."""

    def wait() -> None:
        end = time.monotonic() + 120
        while not until() and time.monotonic() < end:
            time.sleep(0.01)
        then()

    thread = threading.Thread(target=wait)
    thread.start()
    work()
    thread.join()


# --- Documents ----------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_folder_read_by_a_cluster_is_the_same_byte_for_byte(cluster: Cluster, tmp_path: Path) -> None:
    folder = write_plans(tmp_path / "规划 库", 12)
    for path in (ROOT / "data" / "raw").glob("*.txt"):
        shutil.copy(path, folder)
    (folder / "empty.txt").touch()
    (folder / "scan.pdf").write_bytes(b"%PDF-1.7")
    cluster.add()
    cluster.add()
    assert extract(folder, tmp_path / "here") == 1
    assert extract(folder, tmp_path / "there", "--engine", "dask", "--scheduler", cluster.address) == 1
    assert digests(tmp_path / "there" / "ledgers") == digests(tmp_path / "here" / "ledgers")
    assert without_seconds(tmp_path / "there") == without_seconds(tmp_path / "here")
    assert len(digests(tmp_path / "here" / "ledgers")) == 17


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_worker_that_is_killed_changes_nothing(cluster: Cluster, tmp_path: Path) -> None:
    folder = write_plans(tmp_path / "plans", 60)
    for number in range(60):
        (folder / f"long_{number:02}.txt").write_text(PLAN.format(number) * 40, encoding="utf-8")
    cluster.add()
    cluster.add()
    output = tmp_path / "there"
    while_running(
        lambda: extract(folder, output, "--engine", "dask", "--scheduler", cluster.address),
        lambda: len(list(output.glob("ledgers/*.csv"))) > 5,
        lambda: cluster.workers[0].send_signal(signal.SIGKILL),
    )
    assert cluster.workers[0].wait(10) == -signal.SIGKILL
    read = {row["status"] for row in summary(output).values()}
    assert read == {"ok"}
    assert extract(folder, tmp_path / "here") == 0
    assert digests(output / "ledgers") == digests(tmp_path / "here" / "ledgers")


@pytest.mark.slow
def test_a_scheduler_that_is_lost_is_said_and_what_is_done_is_kept(
    cluster: Cluster, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_plans(tmp_path / "plans", 0)
    for number in range(60):
        (folder / f"long_{number:02}.txt").write_text(PLAN.format(number) * 150, encoding="utf-8")
    cluster.add()
    output, codes = tmp_path / "there", []
    while_running(
        lambda: codes.append(extract(folder, output, "--engine", "dask", "--scheduler", cluster.address)),
        lambda: len(list(output.glob("ledgers/*.csv"))) > 2,
        cluster.lose_scheduler,
    )
    assert codes == [1]
    assert "error: the scheduler was lost; what is done is kept" in capsys.readouterr().err
    kept = len(list(output.glob("ledgers/*.csv")))
    assert 2 < kept < 60
    assert extract(folder, output) == 0
    assert "60 read (0 of them unchanged" not in capsys.readouterr().out


# --- Tasks --------------------------------------------------------------------------------------------------------------


def tasks(cluster: Cluster, function: str, arguments: Sequence[Any], **options: Any) -> dict[str, Any]:
    given = [(str(number), argument) for number, argument in enumerate(arguments)]
    bundle = pack(ROOT, BUNDLED)
    name = f"tests.cluster_tasks:{function}"
    return {end.key: end for end in run_tasks_dask(name, given, scheduler=cluster.address, bundle=bundle, **options)}


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_task_that_kills_its_process_fails_alone(cluster: Cluster) -> None:
    cluster.add()
    ended = tasks(cluster, "die", [None])
    assert ended["0"].error == "the process ended with code -9 before the task was finished"
    assert {end.value for end in tasks(cluster, "double", range(5)).values()} == {0, 2, 4, 6, 8}
    assert cluster.workers[0].poll() is None


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_task_that_takes_worker_after_worker_with_it_fails_alone(cluster: Cluster) -> None:
    for _ in range(2):
        cluster.add(nanny=True)
    ended = tasks(cluster, "take_worker_along", [None])
    assert ended["0"].error.endswith("workers were lost while they were at it")
    assert {end.value for end in tasks(cluster, "double", range(5)).values()} == {0, 2, 4, 6, 8}


@pytest.mark.slow
def test_a_task_that_hangs_is_given_up_and_the_window_stays_small(cluster: Cluster, tmp_path: Path) -> None:
    cluster.add()
    ended = tasks(cluster, "touch_and_wait", [str(tmp_path / "x")], settings=WorkerSettings(timeout=2))
    assert ended["0"].error == "given up after 2 s"
    taken: list[int] = []

    def take(number: int) -> int:
        taken.append(number)
        return number

    given = ((str(number), take(number)) for number in range(50))
    bundle = pack(ROOT, BUNDLED)
    ends = run_tasks_dask("tests.cluster_tasks:slow_double", given, scheduler=cluster.address, bundle=bundle)
    for _ in range(3):
        next(ends)
    assert len(taken) <= 8, "tasks are taken as workers become free"
    ends.close()


def wait_a_little() -> int:
    time.sleep(0.2)
    return 0


@pytest.mark.slow
def test_the_data_reach_workers_that_come_later(cluster: Cluster, tmp_path: Path) -> None:
    cluster.add()
    ends = run_tasks_dask(
        "tests.cluster_tasks:codelists",
        ((str(number), wait_a_little()) for number in range(40)),
        scheduler=cluster.address,
        bundle=pack(ROOT, BUNDLED),
    )
    first = next(ends)
    cluster.add()
    found = [first, *ends]
    assert {end.error for end in found} == {""}
    assert {tuple(end.value) for end in found} == {tuple(sorted(p.name for p in (ROOT / "data" / "codelists").iterdir()))}
    assert len(list(cluster.folder.glob("w*/**/compare-*/data"))) == 2, "both workers have the data"


@pytest.mark.slow
def test_a_worker_with_another_library_is_named(cluster: Cluster, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(ROOT / "src" / "compare", other / "compare", ignore=shutil.ignore_patterns("__pycache__"))
    (other / "compare" / "units.py").write_text("# another\n", encoding="utf-8")
    cluster.add(path=str(other))
    with pytest.raises(UsageError) as caught:
        tasks(cluster, "double", [1])
    assert str(caught.value).startswith("worker tcp://127.0.0.1:")
    assert f"expected region-compare {describe_library()}. Install the same version there" in str(caught.value)


@pytest.mark.slow
def test_a_scheduler_without_workers_says_how_to_start_one(cluster: Cluster) -> None:
    with pytest.raises(UsageError, match=r"has no workers; start some with: dask worker tcp://127\.0\.0\.1"):
        tasks(cluster, "double", [1], patience=3)


def test_a_scheduler_that_does_not_answer_is_told(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(UsageError, match="no Dask scheduler answers at .*start one with: dask scheduler"):
            list(run_tasks_dask("math:sqrt", [], scheduler=address, bundle=pack(ROOT, BUNDLED), patience=0.5))


# --- Bundles ------------------------------------------------------------------------------------------------------------


def test_a_bundle_is_the_same_for_the_same_files_and_opens_once(tmp_path: Path) -> None:
    bundle = pack(ROOT, BUNDLED)
    assert pack(ROOT, BUNDLED) == bundle
    assert bundle.digest == hashlib.sha256(bundle.data).hexdigest()
    folder = unpack_once(bundle, tmp_path)
    assert unpack_once(Bundle(bundle.digest, b"not opened again"), tmp_path) == folder
    assert digests(folder / "data" / "lexicons") == digests(ROOT / "data" / "lexicons")
    assert [path.name for path in tmp_path.iterdir()] == [folder.name]


@pytest.mark.parametrize(
    "name", ["../out.txt", "/out.txt", "a/../../out.txt", "c:/out.txt", "a\\..\\out.txt", "//host/out.txt"]
)
def test_an_archive_that_leads_out_of_its_folder_is_refused(tmp_path: Path, name: str) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("good.txt", "good")
        entry = zipfile.ZipInfo("placeholder")
        entry.filename = name
        archive.writestr(entry, "bad")
    with pytest.raises(DataError, match="leads out of its folder"):
        unpack(data.getvalue(), tmp_path / "folder")
    assert list(tmp_path.iterdir()) == []


def test_an_archive_that_grows_too_large_is_refused(tmp_path: Path) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros", b"\0" * 1_000_000)
    with pytest.raises(DataError, match="at most 100,000 are opened"):
        unpack(data.getvalue(), tmp_path / "folder", limit=100_000)


# --- Reports ------------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_report_made_by_a_cluster_is_the_same(cluster: Cluster, tmp_path: Path) -> None:
    from compare.report.execute import Job
    from compare.report.remote import run_jobs_dask
    from compare.report.runner import run_jobs

    def jobs(where: Path) -> list[Job]:
        given = {"language": "en", "output": "."}
        good = Job("benchmark", "en", str(ROOT / "notebooks" / "benchmark.ipynb"), str(where / "benchmark_en"), given)
        bad = {"language": "en", "output": ".", "regions": ["nowhere"]}
        return [good, Job("benchmark", "en", good.notebook, str(where / "bad"), bad, variant="bad")]

    cluster.add()
    cluster.add()
    here, there = tmp_path / "here", tmp_path / "there"
    local = {outcome.job.variant: outcome for outcome in run_jobs(ROOT, jobs(here))}
    remote = {outcome.job.variant: outcome for outcome in run_jobs_dask(ROOT, jobs(there), scheduler=cluster.address)}
    assert remote[""].is_ok, remote[""].error
    assert [outcome.job for outcome in remote.values()] != []
    assert (remote["bad"].error, remote["bad"].where) == (local["bad"].error, local["bad"].where)
    assert remote["bad"].error
    one, other = digests(here / "benchmark_en"), digests(there / "benchmark_en")
    assert set(one) == set(other)
    differing = {name for name in one if one[name] != other[name] and not name.endswith(("log.txt", ".xlsx", ".ipynb"))}
    assert differing == set(), "pages and pictures are the same"
    for name in (name for name in one if name.endswith(".xlsx")):
        assert cells(here / "benchmark_en" / name) == cells(there / "benchmark_en" / name)
    assert any(name.endswith(".png") for name in one)
    assert any(name.endswith(".html") for name in one)


def cells(path: Path) -> list[tuple[str, str, Any]]:
    book = openpyxl.load_workbook(path)
    return [(sheet.title, cell.coordinate, cell.value) for sheet in book for row in sheet for cell in row]
