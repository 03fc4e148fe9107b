"""Both databases keep what two writers do at once, a reader cannot write, and errors tell nothing that is stored."""

import traceback
from datetime import UTC, datetime
from threading import Thread

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from shared.database import insert_if_absent, insert_those_absent, keep_newest
from shared.messaging.heartbeat import Heartbeat, beat
from shared.messaging.outbox import Stream


@pytest.fixture
def database(make_database):
    return make_database("registry")


def test_concurrent_increments_are_all_kept(database):
    with database.transaction() as session:
        session.add(Stream(consumer="x", last_seq=0, confirmed_seq=0))

    def increment():
        for _ in range(20):
            with database.transaction() as session:
                session.get(Stream, "x", with_for_update=True).last_seq += 1

    threads = [Thread(target=increment) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as session:
        assert session.get(Stream, "x").last_seq == 100


def test_of_two_rows_with_one_key_the_first_stays(database):
    with database.transaction() as session:
        told = [
            insert_if_absent(session, Stream, consumer="x", last_seq=number, confirmed_seq=number) for number in (1, 2)
        ]
        assert (told, session.get_one(Stream, "x").last_seq) == ([True, False], 1)


def test_of_many_rows_those_are_told_whose_key_was_free(database):
    rows = [{"consumer": name, "last_seq": 1, "confirmed_seq": 1} for name in ("x", "y", "z")]
    with database.transaction() as session:
        insert_those_absent(session, Stream, rows[1:2])
        assert {name for (name,) in insert_those_absent(session, Stream, rows)} == {"x", "z"}


def test_a_row_that_waits_in_the_session_is_known_before_another_is_inserted(database):
    with database.transaction() as session:
        session.add(Stream(consumer="x", last_seq=1, confirmed_seq=1))
        assert not insert_if_absent(session, Stream, consumer="x", last_seq=2, confirmed_seq=2)


def test_the_newest_is_kept_in_whatever_order_they_come(database):
    with database.transaction() as session:
        for number in (2, 1, 3, 3):
            keep_newest(session, Stream, by="last_seq", consumer="x", last_seq=number, confirmed_seq=10 - number)
        kept = session.get_one(Stream, "x")
        assert (kept.last_seq, kept.confirmed_seq) == (3, 7)


def test_reading_session_cannot_write(database):
    with pytest.raises(DBAPIError), database.reading() as session:
        session.execute(text("DELETE FROM heartbeat"))


def test_whoever_reads_sees_one_moment_and_whoever_writes_the_newest(database):
    def beats(session):
        return session.scalar(select(func.count()).select_from(Heartbeat))

    def beat_elsewhere(name):
        with database.transaction() as session:
            beat(session, name)

    with database.reading() as session:
        assert beats(session) == 0
        beat_elsewhere("meanwhile")
        assert beats(session) == 0
    with database.reading() as session:
        assert beats(session) == 1


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_reading_leaves_no_trace_in_the_connection_that_writes_next(database):
    with database.reading() as session:
        assert session.scalar(text("SHOW transaction_isolation")) == "repeatable read"
    with database.transaction() as session:
        assert session.scalar(text("SHOW transaction_isolation")) == "read committed"
        beat(session)


def test_failed_transaction_leaves_nothing(database):
    def fail_after_writing():
        with database.transaction() as session:
            beat(session)
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_after_writing()
    with database.reading() as session:
        assert session.get(Heartbeat, "worker") is None


def test_instants_come_back_aware(database):
    instant = datetime(2026, 11, 21, 14, 30, tzinfo=UTC)
    with database.transaction() as session:
        session.add(Heartbeat(name="x", at=instant))
    with database.reading() as session:
        assert session.get(Heartbeat, "x").at == instant
        assert session.get(Heartbeat, "x").at.tzinfo is UTC


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO heartbeat (name, at) VALUES (:name, NULL)",
        "INSERT INTO received (producer, watermark) VALUES (:name, 0), (:name, 0)",
        "SELECT * FROM nowhere WHERE name = :name",
    ],
)
def test_an_error_names_no_stored_value(database, statement):
    owner = "Siti Rahma"
    with pytest.raises(DBAPIError) as failure, database.transaction() as session:
        session.execute(text(statement), {"name": owner})
    assert owner not in "".join(traceback.format_exception(failure.value))
