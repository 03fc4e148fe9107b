"""What keeps ./sinergi up from starting: one sentence, exit code 2, nothing started."""

import resource
import socket
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from local import databases
from local.__main__ import main
from local.broker import free_port
from local.environment import Ports, environment
from local.place import Place
from shared import storage

pytestmark = pytest.mark.usefixtures("empty_environment")


@pytest.fixture
def empty_environment(monkeypatch):
    for service in ("REGISTRY", "PARTNERS", "NOTIFICATIONS"):
        monkeypatch.delenv(f"SINERGI_{service}_DATABASE_URL", raising=False)


@pytest.fixture
def keys(tmp_path):
    """The keys of an installation whose first start was cut short."""
    (tmp_path / "secrets.json").write_text('{"data_key": "test-only-dddddddddddddddddddddddddddddddddddd"}')


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


def test_a_database_that_is_none(refusal, keys, tmp_path):
    (tmp_path / "registry.sqlite3").write_bytes(b"not a database at all" * 100)
    assert f"The database {tmp_path}/registry.sqlite3 cannot be used: file is not a database" in refusal()


def test_a_database_of_a_newer_version(refusal, keys, tmp_path):
    with sqlite3.connect(tmp_path / "registry.sqlite3") as database:
        database.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        database.execute("INSERT INTO alembic_version VALUES ('from_the_future')")
    database.close()
    assert "registry.sqlite3 was made by a newer version of Sinergi IKM" in refusal()


@pytest.fixture
def begun(refusal, keys, tmp_path):
    """An installation whose databases were made."""
    databases.prepare(Place(tmp_path), environment(Place(tmp_path), Ports()))
    return tmp_path


def test_a_database_that_is_gone(refusal, begun):
    (begun / "partners.sqlite3").unlink()
    assert f"The database {begun}/partners.sqlite3 is gone" in refusal()
    assert not (begun / "partners.sqlite3").exists()


def test_a_database_that_is_empty(refusal, begun):
    (begun / "partners.sqlite3").write_bytes(b"")
    assert f"The database {begun}/partners.sqlite3 is gone" in refusal()
    assert (begun / "partners.sqlite3").stat().st_size == 0


@pytest.mark.parametrize("left", [None, "{}", '{"begun": "yes"}'])
def test_keys_that_are_gone(refusal, begun, left):
    secrets = begun / "secrets.json"
    secrets.unlink() if left is None else secrets.write_text(left)
    assert "secrets.json is gone or lacks its keys" in refusal()
    assert left is None or secrets.read_text() == left


def test_a_stop_on_a_full_disk_says_what_belongs_together(begun):
    said = []
    with closing(sqlite3.connect(begun / "registry.sqlite3")) as reader:
        reader.execute("PRAGMA journal_mode=WAL")
    (begun / "registry.sqlite3").write_bytes(b"no database any more" * 500)
    databases.settle(environment(Place(begun), Ports()), said.append)
    assert [sentence for sentence in said if "registry.sqlite3-wal beside it belongs to it" in sentence] == said != []


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
