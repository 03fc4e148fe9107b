"""A disk that is full, or that nothing may be written to, is recognised for what it is."""

import errno
import resource
import sqlite3

import pytest
from psycopg import errors
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, OperationalError

from shared import storage


def test_a_file_that_finds_no_room_is_recognised(tmp_path):
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, hard))
    try:
        with pytest.raises(OSError, match="too large") as full:
            (tmp_path / "upload").write_bytes(b"x" * 100)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert storage.is_full(full.value)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EDQUOT])
def test_so_are_the_other_ways_in_which_a_disk_refuses(number):
    assert storage.is_full(OSError(number, "no"))
    assert not storage.is_full(FileNotFoundError(errno.ENOENT, "no"))


def test_a_database_that_may_not_grow_or_change_is_recognised(sqlite_database):
    database = sqlite_database("partners")
    with database.transaction() as session:
        session.execute(text("PRAGMA max_page_count = 1"))
        with pytest.raises(OperationalError) as full:
            session.execute(text("CREATE TABLE big AS SELECT randomblob(1000000) AS data"))
    assert storage.is_full(full.value)
    with database.reading() as session, pytest.raises(OperationalError) as locked:
        session.execute(text("CREATE TABLE more (data BLOB)"))
    assert storage.is_full(locked.value)


@pytest.mark.parametrize("problem", [errors.DiskFull, errors.ReadOnlySqlTransaction])
def test_postgresql_without_room_or_read_only_is_recognised(problem):
    assert storage.is_full(DBAPIError("INSERT", {}, problem()))
    assert not storage.is_full(DBAPIError("INSERT", {}, errors.DeadlockDetected()))


def test_a_lock_that_is_held_is_no_full_disk():
    busy = sqlite3.OperationalError("database is locked")
    busy.sqlite_errorcode = sqlite3.SQLITE_BUSY
    assert not storage.is_full(OperationalError("BEGIN", {}, busy))


def test_a_service_looks_at_the_folder_of_its_file_and_at_its_uploads(tmp_path):
    assert storage.folders(f"sqlite:///{tmp_path}/db/x.db", tmp_path) == [tmp_path / "db"]
    (tmp_path / "uploads").mkdir()
    assert storage.folders("postgresql://registry@db/registry", tmp_path) == [tmp_path / "uploads"]


def test_a_folder_without_room_has_none(tmp_path, monkeypatch):
    assert storage.has_room(tmp_path)
    monkeypatch.setattr(storage, "ROOM", 10**18)
    assert not storage.has_room(tmp_path)
