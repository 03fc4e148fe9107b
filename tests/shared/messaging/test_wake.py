"""What is due at once wakes the clock, once for each transaction; a wake-up that is lost costs a second at most."""

import time
from types import SimpleNamespace

import pytest

from shared.messaging.courier import Courier
from shared.messaging.schedule import Schedule
from shared.wake import wake_clock, wake_courier
from tests.statements import statements_of

SETTINGS = object()


def job(database):
    """Do something that is due at once."""


@pytest.fixture
def database(make_database):
    return make_database("registry")


@pytest.fixture
def courier(database):
    """A courier that listens, and whose last look is half a second ago."""
    url = database.engine.url.render_as_string(hide_password=False)
    settings = SimpleNamespace(service="registry", database_url=url)
    courier = Courier(SimpleNamespace(database=database, settings=settings, nudge=lambda: None))
    courier.hear = courier.ended.wait if database.is_sqlite else courier._wait_for_notify()
    courier.hear(0.01)
    courier.looked_at = time.monotonic() - 0.5
    yield courier
    for connection in courier.listener:
        connection.close()


def test_the_courier_looks_soon_after_what_woke_the_clock_was_committed(database, courier):
    with database.transaction() as session:
        wake_clock(session)
    courier.hear(5 if not database.is_sqlite else 0)
    assert courier._is_time_to_look()


def test_what_is_rolled_back_wakes_nobody(database, courier):
    with database.transaction() as session:
        wake_clock(session)
        session.rollback()
    courier.hear(0.01)
    assert not courier.is_called


def test_facts_alone_do_not_wake_the_clock(database, courier):
    with database.transaction() as session:
        wake_courier(session)
    courier.hear(0.01)
    assert not courier.is_called


def test_one_transaction_wakes_the_clock_once(database):
    with statements_of(database.engine) as asked, database.transaction() as session:
        for _ in range(200):
            wake_clock(session)
    assert len(asked) == (0 if database.is_sqlite else 1)


def test_however_often_the_clock_is_woken_some_time_lies_between_two_looks(courier):
    courier.looked_at, courier.is_called = time.monotonic(), True
    assert not courier._is_time_to_look()
    assert courier._until_next_look() <= 0.2


def test_a_wake_up_that_is_lost_leaves_the_work_to_the_next_look(database):
    schedule = Schedule("registry")
    schedule.every(seconds=1, at_once=True)(job)
    with database.transaction() as session:
        schedule.prepare(session)
    assert schedule.claim_due(database, SETTINGS) == ["job"]
