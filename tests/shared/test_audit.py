"""The change history is one chain; whoever alters a link is found."""

from threading import Thread
from uuid import uuid4

import pytest
from sqlalchemy import text

from shared.audit import Change, first_broken_link, record
from shared.context import Actor, acting_as


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


def test_altered_change_is_found(database):
    note(database, 3)
    with database.transaction() as session:
        session.execute(text("UPDATE change SET actor_name = 'somebody else' WHERE id = 2"))
    with database.reading() as session:
        assert first_broken_link(session) == 2


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
