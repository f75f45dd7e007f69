"""Entries for schedulers: each says what it should, by the rules of who reads it, whatever the paths hold."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from compare.cli import main
from compare.errors import UsageError
from compare.report.schedule import (
    WakeUp,
    cmd_command,
    cron_entry,
    github_entry,
    make_entries,
    posix_zone,
    quote_cmd,
    quote_systemd,
    quote_windows,
    shell_command,
    systemd_entry,
    windows_entry,
)

ROOT = Path(__file__).parents[1]
POSIX = pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
HOOK = """tell "50%" 'of' $HOME & <b>^|!"""
TIMES = ("06:30", "18:05")
SIGNS = [*"\\\"%$' ^&<>|()!;`~a规"]
ARGUMENTS = st.lists(st.sampled_from(SIGNS) | st.characters(exclude_categories=["Cc", "Cs"])).map("".join)


def wake(folder: Path, on_failure: str = HOOK) -> WakeUp:
    """A project whose path holds what shells, cron, systemd and XML read in their own way."""
    project = folder / """区域 规划 100% 'of' "$HOME" & <b>; $(x)"""
    return WakeUp(str(project / "python"), str(project), str(project / "outputs"), TIMES, on_failure)


WINDOWS = WakeUp(
    r"C:\Users\张 三\miniconda3\envs\region-compare\python.exe", r"D:\规划 (2026) & 50%", "E:\\", TIMES, 'tell "%PATH%" & x^y|z'
)


# --- The shell, and cron ----------------------------------------------------------------------------------------------


@POSIX
@pytest.mark.parametrize("environment", [{}, {"LC_ALL": "C"}, {"LC_ALL": "zh_CN.GBK"}])
def test_a_shell_without_environment_starts_exactly_the_command_that_cron_would_hand_it(tmp_path, environment):
    planned = wake(tmp_path)
    interpreter = Path(planned.python)
    interpreter.parent.mkdir()
    told = "import json, os, sys; print(json.dumps([sys.argv[1:], os.environ.get('PYTHONUTF8'), os.getcwd()])); sys.exit(3)"
    interpreter.write_text(f'#!/bin/sh\nexec \'{sys.executable}\' -c "{told}" "$@"\n', encoding="utf-8")
    interpreter.chmod(0o755)
    lines = [line for line in cron_entry(planned)[0].text.splitlines() if not line.startswith("#")]
    assert [line.split()[:5] for line in lines] == [["30", "6", "*", "*", "*"], ["5", "18", "*", "*", "*"]]
    for line in lines:
        done = subprocess.run(["/bin/sh", "-c", handed_by_cron(line)], env=environment, cwd="/", capture_output=True)
        assert (done.returncode, done.stdout, done.stderr) == (3, b"", b"")
    logged = (interpreter.parent / "outputs" / "schedule.log").read_text(encoding="utf-8").splitlines()
    assert len(logged) == 2, "the log is continued"
    expected = ["-P", "-m", "compare", "report", "--project", planned.project, "--output", planned.outputs, "--due"]
    assert [json.loads(line) for line in logged] == [[[*expected, "--on-failure", HOOK], "1", "/"]] * 2


def handed_by_cron(line: str) -> str:
    """Return what cron gives to the shell: the sixth field up to the first % without a backslash."""
    command = line.split(maxsplit=5)[5]
    kept, _, rest = re.sub(r"(?<!\\)%", "\n", command).partition("\n")
    assert rest == ""
    return kept.replace(r"\%", "%")


@POSIX
def test_an_interpreter_with_an_equals_sign_in_its_path_is_started_by_systemd(tmp_path):
    python = tmp_path / "a=b" / "python"
    python.parent.mkdir()
    python.symlink_to("/bin/echo")
    [command] = re.findall("^ExecStart=(.*)$", systemd_entry(replace(wake(tmp_path), python=str(python)))[0].text, re.MULTILINE)
    done = subprocess.run(read_by_systemd(command), capture_output=True, encoding="utf-8", env={})
    assert done.stdout.startswith("-P -m compare report")


def test_cron_is_not_given_what_it_could_not_read(tmp_path):
    with pytest.raises(UsageError, match="backslash"):
        cron_entry(replace(wake(tmp_path), project="/a\\b"))
    with pytest.raises(UsageError, match="cron reads 998 bytes of a command"):
        cron_entry(replace(wake(tmp_path), project="/" + "规划" * 200))


# --- systemd ----------------------------------------------------------------------------------------------------------


def read_by_systemd(text: str) -> list[str]:
    """Read a command line as systemd.service(5) says: quotes, escapes, then specifiers, then variables."""
    words = re.findall(r'"((?:[^"\\]|\\.)*)"|(\S+)', text)
    plain = [re.sub(r"\\(.)", r"\1", quoted) if quoted else word for quoted, word in words]
    for word in plain:
        assert not re.search(r"(?<!%)(%%)*%(?!%)|(?<!\$)(\$\$)*\$(?!\$)", word), f"specifier or variable in {word}"
    return [word.replace("%%", "%").replace("$$", "$") for word in plain]


@given(ARGUMENTS.filter(bool))
def test_systemd_reads_back_any_argument(argument):
    assert read_by_systemd(quote_systemd(argument)) == [argument]


def test_systemd_starts_the_command_at_the_times(tmp_path):
    planned = wake(tmp_path)
    service, timer = systemd_entry(planned)
    [command] = re.findall("^ExecStart=(.*)$", service.text, re.MULTILINE)
    shell, option, words = read_by_systemd(command)
    assert (shell, option) == ("/bin/sh", "-c")
    assert shlex.split(words) == ["PYTHONUTF8=1", planned.python, *planned.arguments]
    assert re.findall("^OnCalendar=(.*)$", timer.text, re.MULTILINE) == ["*-*-* 06:30:00", "*-*-* 18:05:00"]
    assert "\nPersistent=true\n" in timer.text


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd-analyze")
def test_systemd_finds_nothing_wrong_with_the_units(tmp_path):
    units = []
    for entry in systemd_entry(wake(tmp_path)):
        units.append(tmp_path / entry.name)
        units[-1].write_text(entry.text, encoding=entry.encoding)
    verify = ["systemd-analyze", "verify", "--man=no", "--recursive-errors=no"]
    done = subprocess.run([*verify, *units], capture_output=True, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "")
    for unit in units:  # and it would find something
        unit.write_text(
            unit.read_text(encoding="utf-8").replace("oneshot", "onceshot").replace("06:30", "26:30"), encoding="utf-8"
        )
        assert "ignoring" in subprocess.run([*verify, unit], capture_output=True, encoding="utf-8").stderr
    calendar = subprocess.run(["systemd-analyze", "calendar", "*-*-* 18:05:00"], capture_output=True, encoding="utf-8")
    assert "Next elapse" in calendar.stdout


# --- Windows ----------------------------------------------------------------------------------------------------------

TASK = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
CHILDREN: dict[str, list[str]] = {
    "Task": ["RegistrationInfo", "Triggers", "Principals", "Settings", "Actions"],
    "RegistrationInfo": ["Description"],
    "Triggers": ["CalendarTrigger", "CalendarTrigger"],
    "CalendarTrigger": [
        "Enabled", "StartBoundary", "EndBoundary", "Repetition", "ExecutionTimeLimit", "RandomDelay", "ScheduleByDay",
    ],
    "ScheduleByDay": ["DaysInterval"],
    "Principals": ["Principal"],
    "Principal": ["UserId", "LogonType", "GroupId", "DisplayName", "RunLevel"],
    "Settings": [
        "AllowStartOnDemand", "RestartOnFailure", "MultipleInstancesPolicy", "DisallowStartIfOnBatteries",
        "StopIfGoingOnBatteries", "AllowHardTerminate", "StartWhenAvailable", "NetworkProfileName", "RunOnlyIfNetworkAvailable",
        "WakeToRun", "Enabled", "Hidden", "DeleteExpiredTaskAfter", "IdleSettings", "NetworkSettings", "ExecutionTimeLimit",
        "Priority",
    ],
    "Actions": ["Exec"],
    "Exec": ["Command", "Arguments", "WorkingDirectory"],
}  # fmt: skip
"""The parts of Task Scheduler's schema that an entry uses, in the order in which the schema lists the children."""
BOOLEAN, DURATION = "true|false", r"PT\d+H"
VALUES = {
    "StartBoundary": r"\d{4}-\d\d-\d\dT\d\d:\d\d:00", "DaysInterval": "1", "LogonType": "S4U|Password|InteractiveToken",
    "RunLevel": "LeastPrivilege|HighestAvailable", "MultipleInstancesPolicy": "Parallel|Queue|IgnoreNew|StopExisting",
    "DisallowStartIfOnBatteries": BOOLEAN, "StopIfGoingOnBatteries": BOOLEAN, "StartWhenAvailable": BOOLEAN,
    "RunOnlyIfNetworkAvailable": BOOLEAN, "ExecutionTimeLimit": DURATION,
}  # fmt: skip


def check_schema(element: ElementTree.Element) -> None:
    """Check names, order and values of the elements below one."""
    name = element.tag.removeprefix(TASK)
    children = [child.tag.removeprefix(TASK) for child in element]
    if not children:
        assert re.fullmatch(VALUES.get(name, "(?s).+"), element.text or ""), (name, element.text)
        return
    positions = iter(CHILDREN[name])
    assert all(child in positions for child in children), f"{name}: {children}"
    for child in element:
        check_schema(child)


def test_the_task_of_windows_has_the_form_that_its_schema_asks_for():
    [entry] = windows_entry(WINDOWS)
    stored = entry.text.encode(entry.encoding)
    assert stored[:2] in (b"\xff\xfe", b"\xfe\xff")
    task = ElementTree.fromstring(stored)
    check_schema(task)
    assert [e.text for e in task.iter(f"{TASK}StartBoundary")] == ["2026-01-01T06:30:00", "2026-01-01T18:05:00"]
    settings = {e.tag.removeprefix(TASK): e.text for e in task.find(f"{TASK}Settings")}
    assert settings["StartWhenAvailable"] == "true"
    assert settings["RunOnlyIfNetworkAvailable"] == "false"
    assert settings["MultipleInstancesPolicy"] == "IgnoreNew"
    assert task.findtext(f".//{TASK}WorkingDirectory") == WINDOWS.project
    assert task.findtext(f".//{TASK}Arguments") == f'/d /s /c "{cmd_command(WINDOWS)}"'


def read_by_argv(line: str) -> list[str]:
    """Split a command line as CommandLineToArgvW does its arguments: 2n backslashes before a quote are n, one more keeps it."""
    words, word, is_quoted, is_open = [], "", False, False
    for slashes, sign in re.findall(r'(\\*)("|[^\\"]|$)', line, re.DOTALL):
        word += "\\" * (len(slashes) // 2 if sign == '"' else len(slashes))
        is_open = is_open or bool(slashes or sign.strip())
        if sign == '"' and len(slashes) % 2 == 0:
            is_quoted = not is_quoted
        elif sign in (" ", "\t", "") and not is_quoted:
            words += [word] if is_open else []
            word, is_open = "", False
        else:
            word += sign
    return words


def read_by_cmd(line: str) -> list[tuple[str, str]]:
    """Split a line as cmd.exe does: commands at & outside quotes, each with the target of its >>; a caret keeps a sign."""
    commands, is_quoted, position = [""], False, 0
    targets = [""]
    while position < len(line):
        sign = line[position]
        is_quoted ^= sign == '"'
        if sign == "^" and not is_quoted:
            commands[-1] += line[position + 1]
            position += 1
        elif is_quoted or sign not in "&>":
            commands[-1] += sign
        elif sign == "&":
            commands.append("")
            targets.append("")
        else:
            found = re.compile(r'>>"([^"]*)"|>(\S+)').match(line, position)
            commands[-1] = commands[-1].removesuffix("2")
            targets[-1] += (found[1] or "") + (f" 2>{found[2]}" if found[2] else "")
            position = found.end() - 1
        position += 1
    return [(command.strip(), target) for command, target in zip(commands, targets, strict=True)]


@given(ARGUMENTS)
def test_windows_reads_back_any_argument(argument):
    assert read_by_argv(quote_windows(argument)) == [argument]
    [(command, target)] = read_by_cmd(quote_cmd(argument))
    assert (read_by_argv(command), target) == ([argument], "")


def test_cmd_runs_the_command_with_utf_8_and_a_log():
    mode, folder, (command, log) = read_by_cmd(cmd_command(WINDOWS))
    assert mode == ('set "PYTHONUTF8=1"', "")
    assert folder == (r'mkdir "E:\\"', " 2>nul")
    assert read_by_argv(command) == [WINDOWS.python, *WINDOWS.arguments]
    assert log == r"E:\schedule.log 2>&1"
    assert "^%PATH^%" in cmd_command(WINDOWS), "a variable within the user's command is left to the user's command"


def test_an_environment_of_conda_finds_its_libraries():
    steps = read_by_cmd(cmd_command(replace(WINDOWS, conda=r"C:\envs\region-compare")))
    assert steps[0][0].startswith(r'set "PATH=C:\envs\region-compare;C:\envs\region-compare\Library\mingw-w64\bin;')
    assert steps[0][0].endswith(r';%PATH%"')


def test_a_path_that_windows_would_read_as_a_variable_is_refused():
    with pytest.raises(UsageError, match="as the name of a variable"):
        windows_entry(replace(WINDOWS, project=r"D:\%TEMP%\x"))


# --- GitHub Actions ---------------------------------------------------------------------------------------------------


@pytest.fixture
def checkout(tmp_path: Path) -> WakeUp:
    (tmp_path / "tasks.py").touch()
    return WakeUp(sys.executable, str(tmp_path), str(tmp_path / "outputs"), TIMES, HOOK)


def test_the_workflow_is_valid_and_runs_the_command(checkout, tmp_path):
    [entry] = github_entry(checkout)
    good, bad = tmp_path / "good.yml", tmp_path / "bad.yml"
    good.write_text(entry.text, encoding="utf-8")
    bad.write_text(entry.text.replace("runs-on:", "runs-in:"), encoding="utf-8")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", str(good), str(bad)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env={**os.environ, "PYTHONUTF8": "1"})
    assert done.returncode == 1
    assert "bad.yml::$.jobs.reports" in done.stdout
    assert "good.yml" not in done.stdout
    workflow = yaml.safe_load(entry.text)
    steps = workflow["jobs"]["reports"]["steps"]
    [command] = [step["run"] for step in steps if "tasks.py" in step.get("run", "")]
    assert command.startswith("python tasks.py report --due --on-failure ")
    assert workflow["permissions"] == {"contents": "read"}
    assert all(re.fullmatch(r"actions/[\w/-]+@v\d+", step["uses"]) for step in steps if "uses" in step)


@POSIX
def test_the_workflow_wakes_in_utc_at_the_local_time(checkout, monkeypatch):
    import time

    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    try:
        workflow = yaml.safe_load(github_entry(checkout)[0].text)
    finally:
        monkeypatch.undo()
        time.tzset()
    assert [entry["cron"] for entry in workflow[True]["schedule"]] == ["30 22 * * *", "5 10 * * *"]
    assert workflow["jobs"]["reports"]["env"]["TZ"] == "<+0800>-08:00"


@POSIX
@pytest.mark.parametrize(("minutes", "shown"), [(480, "20:00"), (-210, "08:30"), (345, "17:45"), (0, "12:00")])
def test_the_zone_of_the_workflow_is_read_as_that_offset(minutes, shown):
    code = "from datetime import *; print(f'{datetime(2026, 7, 1, 12, tzinfo=UTC).astimezone():%H:%M}')"
    done = subprocess.run([sys.executable, "-c", code], env={"TZ": posix_zone(minutes)}, capture_output=True, encoding="utf-8")
    assert done.stdout.strip() == shown


def test_a_project_without_tasks_py_has_no_workflow(tmp_path):
    with pytest.raises(UsageError, match="tasks.py"):
        github_entry(wake(tmp_path))


# --- The command ------------------------------------------------------------------------------------------------------


def test_the_entry_is_that_of_the_specifications(capsys):
    assert main(["schedule", "cron", "--project", str(ROOT)]) == 0
    [line] = [line for line in capsys.readouterr().out.splitlines() if not line.startswith("#")]
    outputs = ROOT / "outputs"
    planned = WakeUp(sys.executable, str(ROOT), str(outputs), ("06:30",))
    assert line == f"30 6 * * * {shell_command(planned)}".replace("%", r"\%")


@pytest.mark.parametrize(
    ("system", "files"),
    [
        ("cron", ["region-compare.crontab"]),
        ("systemd", ["region-compare.service", "region-compare.timer"]),
        ("windows", ["region-compare.xml"]),
        ("github", ["region-compare.yml"]),
    ],
)
def test_files_are_written_into_a_folder(system, files, tmp_path, capsys):
    folder = tmp_path / "计划 任务"
    assert main(["schedule", system, "--project", str(ROOT), "--into", str(folder), "--on-failure", HOOK]) == 0
    said = capsys.readouterr()
    assert said.out.splitlines() == [str(folder / name) for name in files]
    is_here = system == "github" or (system == "windows") == (sys.platform == "win32")
    assert ("make it where it is to run" in said.err) is not is_here
    assert sorted(path.name for path in folder.iterdir()) == files
    texts = {path.name: path.read_bytes() for path in folder.iterdir()}
    written = {entry.name: entry for entry in make_entries(ROOT, system, outputs=ROOT / "outputs", on_failure=HOOK)}
    assert {name: text.decode(written[name].encoding) for name, text in texts.items()} == {
        n: e.text for n, e in written.items()
    }
    assert all("__" not in entry.text for entry in written.values())


def test_the_table_is_shown_where_no_system_is_named(tmp_path, capsys):
    assert main(["schedule", "--project", str(ROOT), "--output", str(tmp_path)]) == 0
    assert re.search(r"^benchmark +monthly on day 5, 06:30 +never +\S+ 06:30 +yes$", capsys.readouterr().out, re.MULTILINE)
    assert main(["schedule", "--project", str(ROOT), "--output", str(tmp_path), "--language", "zh"]) == 0
    assert "每月5日06:30" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["schedule", "corn", "--project", str(ROOT)], "unknown system 'corn'; nearest: cron"),
        (["schedule", "cron", "--project", str(ROOT), "--on-failure", "a\nb"], "holds a line break"),
    ],
)
def test_what_cannot_be_written_is_refused(arguments, message, capsys):
    assert main(arguments) == 2
    assert message in capsys.readouterr().err


def test_without_a_schedule_there_is_nothing_to_wake_for(tmp_path, capsys):
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "sources.yaml").touch()
    assert main(["schedule", "cron", "--project", str(tmp_path)]) == 2
    assert "no report has a schedule; give an entry one" in capsys.readouterr().err
