"""A database that was put back from a copy lies elsewhere, in whatever way the file was copied."""

import os
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import update

from shared.database import Database
from shared.messaging.place import born_at, is_same
from shared.messaging.restoration import Restoration, was_moved

WAYS = {
    "removed and copied": lambda copy, file: shutil.copy(copy, file),
    "removed and copied with all its attributes": lambda copy, file: subprocess.run(["cp", "-a", copy, file]),
    "removed and moved there": lambda copy, file: shutil.move(copy, file),
}


@contextmanager
def looked_in(file):
    database = Database(f"sqlite:///{file}")
    with database.transaction() as session:
        yield session
    database.dispose()


@pytest.fixture
def file(tmp_path, make_sqlite_url):
    make_sqlite_url("registry")
    file = tmp_path / "registry.db"
    with looked_in(file) as session:
        assert not was_moved(session)
    return file


@pytest.mark.parametrize("way", WAYS)
def test_file_put_back_is_noticed_once(file, tmp_path, way):
    subprocess.run(["cp", "-a", file, tmp_path / "copy"], check=True)
    file.unlink()
    WAYS[way](tmp_path / "copy", file)
    with looked_in(file) as session:
        assert was_moved(session)
        assert not was_moved(session)


def test_file_whose_number_another_one_had_is_another(file, tmp_path):
    number, born = file.stat().st_ino, born_at(file)
    shutil.copy(file, tmp_path / "copy")
    for _ in range(50):
        file.unlink()
        shutil.copy(tmp_path / "copy", file)
        if file.stat().st_ino == number:
            break
    assert born_at(file) > born
    with looked_in(file) as session:
        assert was_moved(session)


def test_file_that_stayed_is_the_same_after_a_new_start_and_however_it_was_written(file, tmp_path):
    os.utime(file, (0, 0))
    file.chmod(0o600)
    file.rename(tmp_path / "aside.db")
    (tmp_path / "aside.db").rename(file)
    for _ in range(3):
        with looked_in(file) as session:
            session.connection().exec_driver_sql("CREATE TABLE IF NOT EXISTS more (x)")
            assert not was_moved(session)


def test_database_of_a_version_that_knew_only_the_number_has_not_moved(file):
    with looked_in(file) as session:
        session.execute(update(Restoration).values(place=str(file.stat().st_ino)))
    for _ in range(2):
        with looked_in(file) as session:
            assert not was_moved(session)


@pytest.mark.parametrize(
    ("before", "place", "same"),
    [
        ("7", "7", True), ("7", "8", False), ("7", "7@1", True), ("7@1", "7", True), ("7@1", "7@2", False),
        ("7@1", "8@1", False), ("12/5", "12/5", True), ("12/5", "12/6", False), ("memory", "memory", True),
    ],
)  # fmt: skip
def test_a_birth_counts_where_both_know_it(before, place, same):
    assert is_same(before, place) is same


def test_where_the_file_system_keeps_no_birth_there_is_none():
    assert born_at(Path("/proc/self/status")) is None
