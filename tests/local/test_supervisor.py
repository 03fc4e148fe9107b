"""The supervisor with real processes: order, mending, and nothing left behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from local.child import Program
from local.problems import Problem
from local.supervisor import Supervisor

ROOT = Path(__file__).resolve().parents[2]

# Writes its name down when it is asked to end; ready when a child of its own is, tied to it as a worker's are.
PROGRAM = """
import signal, subprocess, sys, time
name, diary = sys.argv[1:]
def end(*_):
    with open(diary, "a") as file: print(name, file=file)
    sys.exit()
signal.signal(signal.SIGTERM, end)
tie = "from shared.messaging.processes import end_with_parent; end_with_parent()"
pool = f"{tie}; import time; print('ready', flush=True); time.sleep(60)"
subprocess.Popen([sys.executable, "-c", pool, diary])
time.sleep(60)
"""
SUPERVISE = """
import os, sys
from pathlib import Path
from local.child import Program
from local.supervisor import Supervisor
directory, source = sys.argv[1:]
worker = Program("worker", [sys.executable, "-c", source, "worker", directory], lambda lines: "ready" in lines)
Supervisor([[worker]], os.environ, Path("."), Path(directory)).run(lambda: print("all ready", flush=True))
"""


def program(name: str, directory: Path, source: str = PROGRAM) -> Program:
    command = [sys.executable, "-c", source, name, str(directory / "diary")]
    return Program(name, command, lambda lines: "ready" in lines, patience=30)


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def supervise(tmp_path: Path, said: list[str]) -> Callable[..., Supervisor]:
    def make(*stages: list[Program]) -> Supervisor:
        return Supervisor(stages, os.environ, ROOT, tmp_path, said.append)

    return make


def eventually(is_so: Callable[[], bool], seconds: float = 60) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if is_so():
            return True
        time.sleep(0.05)
    return False


def processes_with(mark: str) -> list[str]:
    """Return the command lines of the living processes whose command, environment or directory mentions ``mark``."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            command = (entry / "cmdline").read_bytes() if entry.name.isdigit() else b""
            known_by = (
                command + (entry / "environ").read_bytes() + bytes((entry / "cwd").readlink()) if command else b""
            )
        except OSError:
            continue
        if mark.encode() in known_by:
            found.append(command.replace(b"\0", b" ").decode())
    return found


def test_a_stage_stops_before_the_one_it_needs(supervise, tmp_path):
    supervisor = supervise([program("broker", tmp_path)], [program("web", tmp_path)])
    assert supervisor.start()
    assert len(processes_with(str(tmp_path))) == 4
    supervisor.stop()
    assert (tmp_path / "diary").read_text().split() == ["web", "broker"]
    assert eventually(lambda: not processes_with(str(tmp_path)))


def test_a_crashed_process_is_started_again_and_both_are_told(supervise, said, tmp_path):
    supervisor = supervise([program("worker", tmp_path)])
    supervisor.start()
    (child,) = supervisor.children
    try:
        os.kill(child.process.pid, signal.SIGKILL)
        child.process.wait()
        supervisor._look_after(child)
        assert said == ["worker ended (signal SIGKILL); it starts again in 1 s."]

        def works_again() -> bool:
            supervisor._look_after(child)
            return said[-1] == "worker works again."

        assert eventually(works_again)
    finally:
        supervisor.stop()


def test_what_never_starts_is_named_with_its_log(supervise, tmp_path):
    supervisor = supervise([program("web", tmp_path, "raise SystemExit('no database')")])
    try:
        with pytest.raises(Problem, match=r"web does not start; .*web\.log says why"):
            supervisor.start()
    finally:
        supervisor.stop()
    assert "no database" in (tmp_path / "web.log").read_text()


def test_a_process_that_does_not_listen_is_killed_in_the_end(supervise, tmp_path):
    deaf = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('ready', flush=True); time.sleep(60)"
    )
    supervisor = supervise(
        [Program("deaf", [sys.executable, "-c", deaf], lambda lines: "ready" in lines, patience=0.3)]
    )
    supervisor.start()
    started = time.monotonic()
    supervisor.stop()
    assert time.monotonic() - started < 20
    assert not supervisor.children[0].is_running


def test_warnings_reach_the_terminal_and_routine_does_not(supervise, said, tmp_path):
    talk = """print("ready"); print('{"level": "info", "event": "routine"}')
print('{"level": "warning", "event": "courier_waits", "error": "no broker"}', flush=True); time.sleep(60)"""
    supervisor = supervise([program("worker", tmp_path, f"import time; time.sleep(0.5); {talk}")])
    (child,) = supervisor.children
    child.start()
    try:
        assert eventually(lambda: supervisor._look_after(child) or child.ready)
        assert eventually(lambda: supervisor._look_after(child) or len(said) > 1)
    finally:
        supervisor.stop()
    assert "worker: warning: courier_waits - no broker" in said
    assert not any("routine" in sentence for sentence in said)


def test_a_log_that_cannot_be_read_or_written_ends_nothing_and_is_told_once(supervise, said, tmp_path):
    supervisor = supervise([program("worker", tmp_path)], [program("web", tmp_path)])
    supervisor.start()
    first, second = supervisor.children
    try:
        first.log.path.unlink()
        first.log.path.mkdir()
        for _ in range(3):
            supervisor._look_after(first)
            supervisor._look_after(second)
        assert said == [f"worker cannot be looked after: Is a directory ({first.log.path})."]
        assert first.is_running
        assert second.is_running
    finally:
        supervisor.stop()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_however_the_supervisor_ends_no_process_is_left(number, tmp_path):
    with subprocess.Popen(
        [sys.executable, "-c", SUPERVISE, str(tmp_path), PROGRAM], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as supervisor:
        assert supervisor.stdout.readline() == "all ready\n"
        supervisor.send_signal(number)
        supervisor.wait(60)
    assert eventually(lambda: not processes_with(str(tmp_path)))
