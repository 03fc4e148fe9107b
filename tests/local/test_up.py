"""./sinergi up as a person uses it: started, killed, started again, stopped."""

import json
import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from local.broker import free_port
from local.client import Client
from tests.local.test_supervisor import eventually, processes_with

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60


class Up:
    """One run of the command on a data directory."""

    def __init__(self, data: Path) -> None:
        self.data, self.port = data, free_port()
        command = [sys.executable, "-m", "local", "up", "--data", str(data), "--port", str(self.port)]
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("SINERGI_", "REDIS_"))}
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=clean, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        self.greeting = ""
        for line in self.process.stdout:
            self.greeting += line
            if "Ctrl-C stops everything" in line:
                return
        raise AssertionError(self.greeting)

    def end(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        code = self.process.wait(PATIENCE)
        self.process.stdout.close()
        return code


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "var"
    assert eventually(lambda: not processes_with(str(tmp_path)))


def sign_in_of(greeting: str) -> tuple[str, str]:
    return re.search(r"Sign in +(\S+) +(\S+)", greeting).groups()


def front_page(up: Up) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{up.port}/masuk") as answer:
        return answer.read().decode()


def test_a_person_finds_everything_and_stops_it_with_ctrl_c(data):
    up = Up(data)
    try:
        email, password = sign_in_of(up.greeting)
        assert "/kotak-surat" not in front_page(up)
        assert "/kotak-surat?kunci=" in up.greeting
        site = f"http://127.0.0.1:{up.port}"
        for service in ("registry", "partners", "notifications"):
            assert Client(site).get(f"/sistem/{service}/siap")["ready"]
        assert json.loads((data / "secrets.json").read_text())["admin_password"] == password
        assert "@" in email
    finally:
        assert up.end(signal.SIGINT) == 0
    beside = [path.stat().st_size for path in data.glob("*.sqlite3-wal")]
    assert beside == [0] * len(beside)


def test_after_a_kill_nothing_is_left_and_the_next_start_has_the_data(data):
    first = Up(data)
    _, password = sign_in_of(first.greeting)
    first.end(signal.SIGKILL)
    assert eventually(lambda: not processes_with(str(data)))
    second = Up(data)
    try:
        assert password in second.greeting
        assert "/sandi/lupa sends a link" in second.greeting
        assert "./sinergi admin reset" in second.greeting
    finally:
        assert second.end(signal.SIGTERM) == 0
