"""A service as production runs it: a plain WSGI app by environment variables alone."""

import json
import os
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from local.broker import free_port
from local.programs import is_healthy
from shared.web.app import LARGEST_REQUEST
from tests.conftest import environment
from tests.local.test_supervisor import eventually

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def visitors(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The access log: an address a line."""
    return tmp_path_factory.mktemp("log") / "access.log"


@pytest.fixture(scope="module")
def diary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What it writes on standard error."""
    return tmp_path_factory.mktemp("log") / "error.log"


@pytest.fixture(scope="module")
def port(tmp_path_factory, sqlite_templates, visitors, diary) -> Iterator[int]:
    number = free_port()
    settings = environment(
        "registry", f"sqlite:///{sqlite_templates['registry']}", "redis://127.0.0.1:1/0",
        SINERGI_DATA_DIR=str(tmp_path_factory.mktemp("data")),
    )  # fmt: skip
    command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.py", "--workers", "1",
               "--access-logfile", str(visitors), "--access-logformat", "%(h)s",
               "--bind", f"127.0.0.1:{number}", "services.registry.app:create_app()"]  # fmt: skip
    with (
        diary.open("w") as errors,
        subprocess.Popen(command, cwd=ROOT, env={**os.environ, **settings}, stderr=errors) as gunicorn,
    ):
        assert eventually(lambda: is_healthy(number, "registry"), 60)
        yield number
        gunicorn.terminate()


def test_it_serves_although_the_broker_is_away(port):
    assert is_healthy(port, "registry")


def test_the_visitors_address_is_the_one_the_proxy_tells(port, visitors):
    urllib.request.urlopen(
        urllib.request.Request(
            f"http://127.0.0.1:{port}/sistem/registry/hidup", headers={"X-Forwarded-For": "192.0.2.7"}
        )
    ).close()
    assert eventually(lambda: "192.0.2.7" in visitors.read_text())


def test_an_address_the_visitor_made_up_does_not_count(port, visitors):
    forwarded = {"X-Forwarded-For": "203.0.113.66, 192.0.2.8"}
    urllib.request.urlopen(
        urllib.request.Request(f"http://127.0.0.1:{port}/sistem/registry/hidup", headers=forwarded)
    ).close()
    assert eventually(lambda: "192.0.2.8" in visitors.read_text())
    assert "203.0.113.66" not in visitors.read_text()


def test_its_own_lines_are_structured_and_without_complaint(port, diary):
    lines = [json.loads(line) for line in diary.read_text().splitlines()]
    assert any(line["event"].startswith("Starting gunicorn") for line in lines)
    assert {line["service"] for line in lines} == {"registry"}
    assert [line for line in lines if line["level"] in ("error", "critical")] == []


def test_whoever_sends_too_much_is_heard_out_and_answered(port):
    file = b"x" * (LARGEST_REQUEST + 5_000_000)
    head = f"POST /impor/baru HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(file)}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=30) as sender:
        sender.sendall(head.encode() + file)
        assert sender.recv(65_536).startswith(b"HTTP/1.1 ")
