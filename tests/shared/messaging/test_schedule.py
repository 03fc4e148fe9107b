"""The clock ticks once, however many look at it."""

from datetime import UTC, datetime
from threading import Thread

import pytest

from shared.messaging.schedule import Schedule


@pytest.fixture
def database(make_database):
    return make_database("registry")


def prepared(database, declare):
    schedule = Schedule("registry")
    declare(schedule)
    with database.transaction() as session:
        schedule.prepare(session)
        schedule.prepare(session)
    return schedule


def test_many_clocks_tick_once(database):
    schedule = prepared(database, lambda schedule: schedule.every(seconds=60)(job))
    taken = []
    threads = [Thread(target=lambda: taken.extend(schedule.claim_due(database))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert taken == ["job"]


def test_job_without_work_is_not_started(database):
    schedule = prepared(database, lambda schedule: schedule.every(seconds=1, when=lambda session: False)(job))
    assert schedule.claim_due(database) == []


def test_daily_job_is_due_at_its_wita_time(database, time_machine):
    time_machine.move_to(datetime(2026, 11, 21, 22, 0, tzinfo=UTC))
    schedule = prepared(database, lambda schedule: schedule.daily("07:00")(job))
    assert schedule.claim_due(database) == []
    time_machine.move_to(datetime(2026, 11, 21, 23, 0, tzinfo=UTC))
    assert schedule.claim_due(database) == ["job"]
    assert schedule.claim_due(database) == []


def test_job_whose_time_was_set_by_a_clock_that_was_ahead_runs_once_it_is_right(database, time_machine):
    time_machine.move_to(datetime(2026, 11, 21, 4, 0, tzinfo=UTC))
    schedule = prepared(database, lambda schedule: schedule.every(seconds=60)(job))
    assert schedule.claim_due(database) == ["job"]
    time_machine.move_to(datetime(2026, 11, 21, 2, 0, tzinfo=UTC))
    assert schedule.claim_due(database) == ["job"]
    assert schedule.claim_due(database) == []
    time_machine.shift(61)
    assert schedule.claim_due(database) == ["job"]


def test_daily_job_set_by_a_clock_that_was_ahead_keeps_its_hour(database, time_machine):
    time_machine.move_to(datetime(2026, 12, 21, 0, 0, tzinfo=UTC))
    schedule = prepared(database, lambda schedule: schedule.daily("07:00")(job))
    time_machine.move_to(datetime(2026, 11, 21, 22, 0, tzinfo=UTC))
    assert schedule.claim_due(database) == []
    time_machine.move_to(datetime(2026, 11, 21, 23, 0, tzinfo=UTC))
    assert schedule.claim_due(database) == ["job"]


def test_daily_job_missed_by_a_clock_that_was_behind_runs_once_it_is_right(database, time_machine):
    time_machine.move_to(datetime(2026, 11, 1, 0, 0, tzinfo=UTC))
    schedule = prepared(database, lambda schedule: schedule.daily("07:00")(job))
    time_machine.move_to(datetime(2026, 11, 21, 0, 0, tzinfo=UTC))
    assert schedule.claim_due(database) == ["job"]
    assert schedule.claim_due(database) == []


def job(database):
    """Do nothing, by the clock."""
