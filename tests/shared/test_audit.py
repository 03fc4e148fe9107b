"""The change history is one chain; whoever alters a link is found."""

from datetime import UTC, datetime
from threading import Thread
from uuid import uuid4

import pytest
from sqlalchemy import JSON, String, Text, Uuid, text, update
from sqlalchemy.exc import DBAPIError

from shared.audit import Change, first_broken_link, record
from shared.context import Actor, acting_as
from shared.database import UTCDateTime

UNLOCK = {
    "sqlite": ["DROP TRIGGER change_refuses_update", "DROP TRIGGER change_refuses_delete"],
    "postgresql": ["DROP TRIGGER change_is_append_only ON change"],
}


OTHER = {UTCDateTime: datetime(2026, 1, 1, tzinfo=UTC), Uuid: uuid4(), String: "other", Text: "other", JSON: {"n": 2}}


@pytest.fixture
def database(make_database):
    return make_database("registry")


def note(database, count=1):
    for _ in range(count):
        with database.transaction() as session:
            record(session, noun="ikm", noun_id=uuid4(), action="verify", old={"status": "registered"}, new={"n": 1})


def test_untouched_history_is_whole(database):
    note(database, 5)
    with database.reading() as session:
        assert first_broken_link(session) is None


def test_writers_at_once_make_one_chain(database):
    threads = [Thread(target=note, args=(database, 10)) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as session:
        assert session.query(Change).count() == 50
        assert first_broken_link(session) is None


@pytest.mark.parametrize("statement", ["UPDATE change SET actor_name = 'somebody else'", "DELETE FROM change"])
def test_the_database_refuses_to_alter_the_history(database, statement):
    note(database, 3)
    with pytest.raises(DBAPIError, match="append-only"), database.transaction() as session:
        session.execute(text(statement))
    with database.reading() as session:
        assert first_broken_link(session) is None


@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        ("UPDATE change SET actor_name = 'somebody else' WHERE id = 2", 2),
        ("DELETE FROM change WHERE id = 2", 3),
        ("DELETE FROM change WHERE id = 3", 2),
        ("DELETE FROM change", 0),
    ],
)
def test_whoever_owns_the_database_and_alters_it_all_the_same_is_found(database, statement, broken):
    note(database, 3)
    alter(database, text(statement))
    with database.reading() as session:
        assert first_broken_link(session) == broken


@pytest.mark.parametrize("column", [column for column in Change.__table__.columns if column.name != "id"], ids=str)
def test_no_column_of_a_change_can_be_altered_unseen(sqlite_database, column):
    database = sqlite_database("registry")
    note(database, 3)
    alter(database, update(Change).where(Change.id == 2).values({column: OTHER[type(column.type)]}))
    with database.reading() as session:
        assert first_broken_link(session) == 2


def alter(database, statement):
    with database.transaction() as session:
        for command in UNLOCK[database.engine.dialect.name]:
            session.execute(text(command))
        session.execute(statement)


def test_change_names_who_and_which_story(database):
    with acting_as(Actor(uuid4(), "Rahma", "staff"), "story-1"):
        note(database)
    with database.reading() as session:
        change = session.query(Change).one()
    assert (change.actor_name, change.correlation_id) == ("Rahma", "story-1")


def test_failed_transaction_leaves_no_history(database):
    def fail():
        with database.transaction() as session:
            record(session, noun="ikm", noun_id=uuid4(), action="verify")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with database.reading() as session:
        assert session.query(Change).count() == 0
