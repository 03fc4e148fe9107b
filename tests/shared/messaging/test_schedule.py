"""The clock ticks once, however many look at it."""

from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
from sqlalchemy import text

from shared import clock
from shared.messaging.schedule import Schedule
from shared.messaging.schedule_entry import failing, note_result, note_start

SETTINGS = object()
"""Handed on to those jobs that ask for them."""


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
    threads = [Thread(target=lambda: taken.extend(schedule.claim_due(database, SETTINGS))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert taken == ["job"]


def test_a_job_of_an_earlier_version_is_none_any_more(database):
    prepared(database, lambda schedule: schedule.every(seconds=60)(job))
    with database.transaction() as session:
        note_result(session, "job", "bug", note_start(session, "job", timedelta(seconds=1)))

    def another(database):
        pass

    prepared(database, lambda schedule: schedule.every(seconds=60)(another))
    with database.reading() as session:
        assert failing(session) == []


def test_job_without_work_is_not_started(database):
    schedule = prepared(database, lambda schedule: schedule.every(seconds=1, when=lambda session: False)(job))
    assert schedule.claim_due(database, SETTINGS) == []


def test_daily_job_is_due_at_its_wita_time(database, time_machine):
    time_machine.move_to(datetime(2026, 11, 21, 22, 0, tzinfo=UTC))
    schedule = prepared(database, lambda schedule: schedule.daily("07:00")(job))
    assert schedule.claim_due(database, SETTINGS) == []
    time_machine.move_to(datetime(2026, 11, 21, 23, 0, tzinfo=UTC))
    assert schedule.claim_due(database, SETTINGS) == ["job"]
    assert schedule.claim_due(database, SETTINGS) == []


def test_job_whose_time_was_set_by_a_clock_that_was_ahead_runs_once_it_is_right(database, time_machine):
    time_machine.move_to(datetime(2026, 11, 21, 4, 0, tzinfo=UTC))
    schedule = prepared(database, lambda schedule: schedule.every(seconds=60)(job))
    assert schedule.claim_due(database, SETTINGS) == ["job"]
    time_machine.move_to(datetime(2026, 11, 21, 2, 0, tzinfo=UTC))
    assert schedule.claim_due(database, SETTINGS) == ["job"]
    assert schedule.claim_due(database, SETTINGS) == []
    time_machine.shift(61)
    assert schedule.claim_due(database, SETTINGS) == ["job"]


def test_daily_job_set_by_a_clock_that_was_ahead_keeps_its_hour(database, time_machine):
    time_machine.move_to(datetime(2026, 12, 21, 0, 0, tzinfo=UTC))
    schedule = prepared(database, lambda schedule: schedule.daily("07:00")(job))
    time_machine.move_to(datetime(2026, 11, 21, 22, 0, tzinfo=UTC))
    assert schedule.claim_due(database, SETTINGS) == []
    time_machine.move_to(datetime(2026, 11, 21, 23, 0, tzinfo=UTC))
    assert schedule.claim_due(database, SETTINGS) == ["job"]


def test_daily_job_missed_by_a_clock_that_was_behind_runs_once_it_is_right(database, time_machine):
    time_machine.move_to(datetime(2026, 11, 1, 0, 0, tzinfo=UTC))
    schedule = prepared(database, lambda schedule: schedule.daily("07:00")(job))
    time_machine.move_to(datetime(2026, 11, 21, 0, 0, tzinfo=UTC))
    assert schedule.claim_due(database, SETTINGS) == ["job"]
    assert schedule.claim_due(database, SETTINGS) == []


def refuse(name):
    raise ConnectionError("no broker")


def test_daily_job_whose_start_the_broker_did_not_take_runs_when_it_is_back(database, time_machine):
    schedule = due_daily(database, time_machine)
    for _ in range(2):
        with pytest.raises(ConnectionError):
            schedule.start_due(database, SETTINGS, refuse)
        time_machine.shift(3600)
    assert started(schedule, database) == ["job"]
    assert started(schedule, database) == []


def test_of_several_jobs_the_broker_did_not_take_none_is_lost_and_none_starts_twice(database, time_machine):
    schedule = due_daily(database, time_machine, job, other_job)
    taken = []

    def take_one(name):
        if taken:
            refuse(name)
        taken.append(name)

    with pytest.raises(ConnectionError):
        schedule.start_due(database, SETTINGS, take_one)
    assert sorted([*taken, *started(schedule, database)]) == ["job", "other_job"]


def test_daily_job_whose_start_was_lost_on_the_queue_is_started_again_until_it_is_taken(database, time_machine):
    schedule = due_daily(database, time_machine)
    assert [started(schedule, database), started(schedule, database)] == [["job"], []]
    time_machine.shift(61)
    assert started(schedule, database) == ["job"]
    taken(database)
    time_machine.shift(61)
    assert started(schedule, database) == []


def test_job_whose_start_still_waits_is_not_put_on_the_queue_again(database, time_machine):
    time_machine.move_to(datetime(2026, 11, 21, 4, 0, tzinfo=UTC))
    schedule = prepared(database, lambda schedule: schedule.every(seconds=1)(job))
    starts = []
    for _ in range(30):
        starts += started(schedule, database)
        time_machine.shift(1)
    assert starts == ["job"]
    taken(database)
    assert started(schedule, database) == ["job"]


def test_job_that_cannot_look_for_work_runs_and_stops_no_other(database):
    def declare(schedule):
        schedule.every(seconds=60, when=lambda session: session.execute(text("SELECT * FROM nowhere")))(job)
        schedule.every(seconds=60)(other_job)

    assert sorted(started(prepared(database, declare), database)) == ["job", "other_job"]


def test_a_job_and_what_looks_for_its_work_get_the_settings_where_they_ask_for_them(database):
    def declare(schedule):
        schedule.every(seconds=60, when=lambda session, settings: settings is SETTINGS)(asks_for_settings)
        schedule.every(seconds=60, when=lambda session: True)(job)
        schedule.every(seconds=60)(has_more_to_say)

    schedule = prepared(database, declare)
    names = ["asks_for_settings", "has_more_to_say", "job"]
    assert sorted(started(schedule, database)) == names
    assert [schedule.entries[name].job(database, SETTINGS) for name in names] == [SETTINGS, "worker", None]


def asks_for_settings(database, settings):
    return settings


def has_more_to_say(database, name="worker"):
    return name


def test_job_that_was_killed_is_among_the_failing_until_it_has_come_to_its_end(database, time_machine):
    schedule = due_daily(database, time_machine)
    taken(database)
    for seconds, failed in ((0, []), (64, []), (2, ["job"]), (3600, ["job"])):
        time_machine.shift(seconds)
        schedule.claim_due(database, SETTINGS)
        assert failing_jobs(database) == failed
    ended(database, taken(database))
    assert failing_jobs(database) == []


def test_job_that_began_again_and_was_killed_is_not_hidden_by_the_end_of_the_run_before(database, time_machine):
    schedule = due_daily(database, time_machine)
    first = taken(database)
    time_machine.shift(1)
    taken(database)
    ended(database, first)
    time_machine.shift(70)
    schedule.claim_due(database, SETTINGS)
    assert failing_jobs(database) == ["job"]


@pytest.mark.parametrize("seconds", [5, 10, 60, 120])
def test_a_job_of_any_rhythm_that_is_killed_each_time_stays_among_the_failing(database, time_machine, seconds):
    time_machine.move_to(datetime(2026, 11, 21, 4, 0, tzinfo=UTC))
    schedule = prepared(database, lambda schedule: schedule.every(seconds=seconds)(job))
    begun = clock.now()
    for _ in range(20):
        assert started(schedule, database) == ["job"]
        assert failing_jobs(database) == (["job"] if clock.now() - begun > timedelta(seconds=65) else [])
        last = taken(database)
        time_machine.shift(seconds)
    ended(database, last)
    for _ in range(2):
        assert failing_jobs(database) == []
        schedule.claim_due(database, SETTINGS)
        time_machine.shift(300)


def due_daily(database, time_machine, *jobs):
    """A schedule whose jobs of seven o'clock are due."""
    time_machine.move_to(datetime(2026, 11, 21, 22, 0, tzinfo=UTC))
    schedule = prepared(database, lambda schedule: [schedule.daily("07:00")(each) for each in jobs or (job,)])
    time_machine.move_to(datetime(2026, 11, 21, 23, 0, tzinfo=UTC))
    return schedule


def test_job_that_goes_at_once_starts_again_ahead_of_its_rhythm_but_never_beside_itself(database):
    schedule = prepared(database, lambda schedule: schedule.every(seconds=3600, at_once=True)(job))
    assert started(schedule, database) == ["job"]
    assert started(schedule, database) == []
    until = taken(database)
    assert started(schedule, database) == []
    ended(database, until)
    assert started(schedule, database) == ["job"]


def test_job_that_goes_at_once_keeps_to_its_rhythm_while_it_fails(database, time_machine):
    time_machine.move_to(datetime(2026, 11, 21, 4, 0, tzinfo=UTC))
    schedule = prepared(database, lambda schedule: schedule.every(seconds=60, at_once=True)(job))
    assert started(schedule, database) == ["job"]
    ended(database, taken(database), "trouble")
    assert started(schedule, database) == []
    time_machine.shift(60)
    assert started(schedule, database) == ["job"]


def started(schedule, database):
    names = []
    schedule.start_due(database, SETTINGS, names.append)
    return names


def taken(database):
    with database.transaction() as session:
        return note_start(session, "job", timedelta(seconds=60))


def ended(database, until, error=None):
    with database.transaction() as session:
        note_result(session, "job", error, until)


def failing_jobs(database):
    with database.reading() as session:
        return [entry.name for entry in failing(session)]


def job(database):
    """Do nothing, by the clock."""


def other_job(database):
    """Do nothing either."""
