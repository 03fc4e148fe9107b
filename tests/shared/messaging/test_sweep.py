"""A job that takes up many things one by one: what fails stops none behind it, and is told."""

import pytest
from celery.exceptions import SoftTimeLimitExceeded

from shared.messaging.heartbeat import beat
from shared.messaging.sweep import SomeFailed, sweep


@pytest.fixture
def database(make_database):
    return make_database("registry")


def find(session):
    return ["first", "second", "third"]


def note(session, name):
    """Leave a sign for each but the second, which fails half-way."""
    beat(session, name)
    session.flush()
    if name == "second":
        raise ZeroDivisionError


def signs(database):
    with database.reading() as session:
        rows = session.connection().exec_driver_sql("SELECT name FROM heartbeat ORDER BY name")
        return [row.name for row in rows]


def test_what_fails_stops_none_behind_it_and_is_told_at_the_end(database):
    def run():
        with sweep(database) as sweeping:
            sweeping.each(find, note)
            sweeping.once(lambda session: beat(session, "last"), "last")

    with pytest.raises(SomeFailed, match="1 of 4 failed, the first with ZeroDivisionError"):
        run()
    assert signs(database) == ["first", "last", "third"]


def test_the_time_limit_ends_the_sweep_at_once(database):
    def interrupted(session, name):
        note(session, name)
        raise SoftTimeLimitExceeded

    with pytest.raises(SoftTimeLimitExceeded), sweep(database) as sweeping:
        sweeping.each(find, interrupted)
    assert signs(database) == []
