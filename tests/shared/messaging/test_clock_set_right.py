"""A clock that was two hours ahead and is set right: nothing waits until time has caught up, no age is negative."""

from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from sqlalchemy import update

from shared.messaging import positions
from shared.messaging.cli import service_cli
from shared.messaging.heartbeat import age_seconds, beat, clock_jumped
from shared.messaging.outbox import Dispatch
from shared.messaging.relay import _claim, relay

AHEAD = 2 * 3600


@pytest.fixture
def set_right(later):
    """Put the clock two hours ahead now, and return what sets it right."""
    later(AHEAD)
    return lambda: later(-AHEAD)


def test_fact_claimed_by_a_courier_that_was_killed_goes_out(desk, set_right):
    desk.publish(1)
    relay(desk.producer, "partners", lambda consumer, batch: None)
    with desk.producer.transaction() as session:
        session.execute(update(Dispatch).values(sent_at=None))
        _claim(session, "partners", "registry", 1)
    set_right()
    desk.relay()
    assert len(desk.queue) == 1


def test_fact_that_is_being_sent_is_left_to_whoever_claimed_it(desk, later):
    desk.publish(1)
    relay(desk.producer, "partners", lambda consumer, batch: None)
    with desk.producer.transaction() as session:
        session.execute(update(Dispatch).values(sent_at=None))
        _claim(session, "partners", "registry", 1)
    desk.relay()
    assert desk.queue == []


def test_lost_fact_is_missed_and_sent_again(desk, set_right):
    desk.publish(1)
    desk.relay()
    desk.queue.clear()
    with desk.producer.transaction() as session:
        positions.note_asked(session, "registry")
    set_right()
    assert desk.ask() == (True, 1)
    desk.relay()
    assert len(desk.queue) == 1


def test_sign_of_life_from_ahead_is_none_and_says_that_the_clock_jumped(desk, set_right):
    with desk.producer.transaction() as session:
        beat(session)
    set_right()
    with desk.producer.transaction() as session:
        assert (age_seconds(session), clock_jumped(session)) == (None, True)
        beat(session)
        assert (age_seconds(session), clock_jumped(session)) == (pytest.approx(0, abs=1), False)


def test_clocks_of_two_machines_may_differ_a_little(desk, later):
    with desk.producer.transaction() as session:
        beat(session)
    later(-2)
    with desk.producer.reading() as session:
        assert (age_seconds(session), clock_jumped(session)) == (0, False)


def test_worker_whose_sign_of_life_lies_ahead_is_not_healthy(desk, set_right):
    with desk.producer.transaction() as session:
        beat(session)
    set_right()
    cli = service_cli(lambda: SimpleNamespace(sinergi=SimpleNamespace(database=desk.producer)))
    told = CliRunner().invoke(cli, ["worker-health"])
    assert told.exit_code == 1
    assert "the clock jumped" in told.output
    with desk.producer.transaction() as session:
        beat(session)
    assert CliRunner().invoke(cli, ["worker-health"]).exit_code == 0
