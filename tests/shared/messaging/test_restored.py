"""A database restored from a backup: the other side is further, or has less, and they find each other again."""

import pytest

from shared.messaging.inbox import Inbox, Received
from shared.messaging.outbox import Dispatch, Outbox, Stream

MESSAGING = [model.__table__ for model in (Outbox, Stream, Dispatch, Inbox, Received)]


def back_up(database):
    with database.reading() as session:
        return [[dict(row) for row in session.execute(table.select()).mappings()] for table in MESSAGING]


def restore(database, backup):
    with database.transaction() as session:
        for table in reversed(MESSAGING):
            session.execute(table.delete())
        for table, rows in zip(MESSAGING, backup, strict=True):
            if rows:
                session.execute(table.insert(), rows)


def travel(desk):
    desk.relay()
    desk.receive(*desk.queue)
    desk.queue.clear()


def settle(desk, later):
    """Ask until nothing is unconfirmed; the bound is what makes it a test."""
    for _ in range(4):
        later(6)
        asked, _ = desk.ask()
        if not asked:
            return
        travel(desk)
    raise AssertionError("still unconfirmed")


@pytest.fixture
def lived(desk, later):
    """Ten facts that both sides have settled."""
    desk.publish(10)
    travel(desk)
    settle(desk, later)
    return desk


def test_restored_consumer_gets_what_it_forgot(lived, later):
    backup = back_up(lived.consumer)
    expected = lived.publish(20)
    travel(lived)
    settle(lived, later)
    restore(lived.consumer, backup)
    lived.acted.clear()
    later(6)
    assert lived.tell() == 20
    travel(lived)
    assert sorted(lived.acted) == expected
    settle(lived, later)


def test_restored_consumer_is_asked_until_it_has_what_it_forgot(lived, later):
    backup = back_up(lived.consumer)
    expected = lived.publish(20)
    travel(lived)
    settle(lived, later)
    restore(lived.consumer, backup)
    lived.acted.clear()
    later(6)
    lived.tell()
    lived.relay()
    lived.queue.clear()
    later(12)
    settle(lived, later)
    assert sorted(lived.acted) == expected


@pytest.mark.parametrize("arrives", [True, False])
def test_new_facts_of_a_restored_producer_act_once_under_numbers_already_heard(lived, later, arrives):
    backup = back_up(lived.producer)
    lived.publish(20)
    travel(lived)
    restore(lived.producer, backup)
    lived.acted.clear()
    expected = lived.publish(5)
    lived.relay()
    if arrives:
        lived.receive(*lived.queue)
    lived.queue.clear()
    later(6)
    assert lived.ask() == (True, 5)
    travel(lived)
    settle(lived, later)
    assert sorted(lived.acted) == expected


def test_numbers_lost_with_the_producers_database_are_waited_for_no_longer(lived, later):
    backup = back_up(lived.producer)
    for _ in range(3):
        lived.publish(5)
        lived.relay()
    lived.receive(lived.queue[0], lived.queue[2])
    lived.queue.clear()
    restore(lived.producer, backup)
    lived.acted.clear()
    expected = lived.publish(5)
    travel(lived)
    settle(lived, later)
    assert sorted(lived.acted) == expected
