"""A worker beside which messages wait unread is ended; one that works, rests or has no broker is not."""

import signal

import pytest

from shared import clock
from shared.messaging import watchdog
from shared.messaging.heartbeat import beat
from shared.messaging.watchdog import STUCK_SECONDS, Watchdog

PID = 4711


@pytest.fixture
def signals(monkeypatch):
    sent = []
    monkeypatch.setattr(watchdog.os, "kill", lambda pid, number: sent.append((pid, number)))
    return sent


@pytest.fixture
def database(sqlite_database):
    return sqlite_database("registry")


@pytest.fixture
def dog(later, database, monkeypatch):
    monkeypatch.setattr(watchdog, "_seconds", lambda: clock.now().timestamp())
    return Watchdog(database, PID)


def test_silent_worker_beside_waiting_messages_is_asked_to_end_then_killed(dog, signals, later):
    for _ in range(3):
        later(20)
        dog.look(waiting=3)
    assert signals == [(PID, signal.SIGTERM), (PID, signal.SIGKILL)]


def test_worker_that_shows_life_is_left_alone(dog, signals, later, database):
    for _ in range(5):
        later(STUCK_SECONDS)
        with database.transaction() as session:
            beat(session)
        dog.look(waiting=900)
    assert signals == []


@pytest.mark.parametrize("calm", [lambda dog: dog.look(waiting=0), lambda dog: dog.rest()])
def test_empty_queue_or_absent_broker_begins_the_wait_anew(dog, signals, later, calm):
    for _ in range(5):
        later(STUCK_SECONDS / 2)
        dog.look(waiting=1)
        calm(dog)
    assert signals == []


@pytest.mark.parametrize("hours", [2, -2])
def test_clock_that_is_set_is_no_silence(database, signals, later, hours):
    dog = Watchdog(database, PID)
    later(hours * 3600)
    dog.look(waiting=3)
    assert (signals, dog.is_due()) == ([], False)
