"""What keeps ./sinergi up from starting: one sentence, exit code 2, nothing started."""

import resource
import socket
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from local.__main__ import main
from local.broker import free_port
from local.place import Place
from shared import storage

pytestmark = pytest.mark.usefixtures("empty_environment")


@pytest.fixture
def empty_environment(monkeypatch):
    for service in ("REGISTRY", "PARTNERS", "NOTIFICATIONS"):
        monkeypatch.delenv(f"SINERGI_{service}_DATABASE_URL", raising=False)


@pytest.fixture
def refusal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    def run(*arguments: str) -> str:
        code = main(["up", "--data", str(tmp_path), "--port", str(free_port()), *arguments])
        sentence = capsys.readouterr().err
        assert (code, sentence.count("\n")) == (2, 1)
        return sentence

    return run


def test_a_taken_port(refusal):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert f"Port {port} cannot be used" in refusal("--port", str(port))


def test_a_second_instance_on_the_same_data(refusal, tmp_path):
    with Place(tmp_path).lock():
        assert f"already runs on the data in {tmp_path}" in refusal()


def test_a_database_that_is_none(refusal, tmp_path):
    (tmp_path / "registry.sqlite3").write_bytes(b"not a database at all" * 100)
    assert f"The database {tmp_path}/registry.sqlite3 cannot be used: file is not a database" in refusal()


def test_a_database_of_a_newer_version(refusal, tmp_path):
    with sqlite3.connect(tmp_path / "registry.sqlite3") as database:
        database.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        database.execute("INSERT INTO alembic_version VALUES ('from_the_future')")
    database.close()
    assert "registry.sqlite3 was made by a newer version of Sinergi IKM" in refusal()


def test_a_database_that_is_gone(refusal, tmp_path):
    (tmp_path / "secrets.json").write_text('{"admin_password": "rahasia"}')
    (tmp_path / "registry.sqlite3").touch()
    assert f"The database {tmp_path}/partners.sqlite3 is gone" in refusal()
    assert not (tmp_path / "partners.sqlite3").exists()


def test_a_disk_that_is_nearly_full(refusal, tmp_path, monkeypatch):
    monkeypatch.setattr(storage, "ROOM", 10**18)
    assert f"{tmp_path} has no room left or cannot be written" in refusal()


def test_a_disk_without_room(refusal, tmp_path, monkeypatch):
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        sentence = refusal()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert "cannot be written: File too large. Make room, then start again." in sentence


def test_damaged_keys(refusal, tmp_path):
    (tmp_path / "secrets.json").write_text("{")
    assert "secrets.json is damaged" in refusal()


def test_a_data_directory_that_cannot_be_made(tmp_path, capsys):
    (tmp_path / "file").write_text("")
    assert main(["up", "--data", str(tmp_path / "file" / "var")]) == 2
    assert "cannot be used: Not a directory" in capsys.readouterr().err
