"""The kernel's own long work, and the nudges that call its worker."""

from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select, update
from sqlalchemy.exc import OperationalError

from shared.errors import RuleBroken
from shared.language import msg
from shared.messaging import forgetting, positions
from shared.messaging.cli import service_cli
from shared.messaging.heartbeat import BEAT_SECONDS, beat
from shared.messaging.inbox import Inbox
from shared.messaging.long_queue import LONG, Nudger
from shared.messaging.long_work import add_long_work, ask_to_forget, ask_to_replay
from shared.messaging.outbox import Outbox
from shared.messaging.parked import count_parked
from shared.work.asking import ask, get_work, stop
from shared.work.lane import Lane
from shared.work.table import Work

NAME = "partners.account_changed"


@pytest.fixture
def settings(make_settings):
    return make_settings("registry", "sqlite://")


@pytest.fixture
def do(desk, settings):
    """Do the next long work of the consumer, or of the producer, and return it."""
    lane = Lane("registry")
    add_long_work(lane, desk.consumers)

    def done(ask_for, database=desk.consumer):
        with database.transaction() as session:
            work_id = ask_for(session)
        assert lane.take_next(database, settings)
        with database.reading() as session:
            return get_work(session, work_id)

    return done


@pytest.fixture
def stuck(desk):
    """Three facts that failed."""

    def fail(session, event):
        raise KeyError("kecamatan")

    desk.publish(3)
    desk.relay()
    desk.trouble = fail
    desk.receive(*desk.queue)
    desk.trouble = lambda session, event: None
    return desk


def left_parked(desk):
    with desk.consumer.reading() as session:
        return count_parked(session)


def test_all_parked_messages_are_taken_up_again_and_counted(stuck, do):
    work = do(ask_to_replay)
    assert (work.state, work.result, left_parked(stuck)) == ("done", {"done": 3, "refused": 0, "failed": 0}, 0)
    assert str(work.sentence) == "3 pesan selesai, 0 gagal lagi dan tetap tertahan."


def test_those_of_another_name_stay_parked(stuck, do):
    assert do(lambda session: ask_to_replay(session, "partners.offer_opened")).result == {
        "done": 0,
        "refused": 0,
        "failed": 0,
    }
    assert left_parked(stuck) == 3
    assert do(lambda session: ask_to_replay(session, NAME)).result == {"done": 3, "refused": 0, "failed": 0}


def test_what_fails_again_stays_and_is_counted(stuck, do):
    def fail_once(session, event):
        if len(stuck.acted) == 1:
            raise KeyError("kecamatan")

    stuck.trouble = fail_once
    assert (do(ask_to_replay).result, left_parked(stuck)) == ({"done": 1, "refused": 0, "failed": 2}, 2)


LOST = OperationalError("SELECT 1", {}, ConnectionError(), connection_invalidated=True)


def one_after_the_other(*troubles):
    """Let each fact taken up meet the next of some troubles; None lets it act."""
    rest = iter(troubles)

    def meet(session, event):
        if trouble := next(rest):
            raise trouble

    return meet


NO_LONGER = RuleBroken(msg("Please fill this in."))


def test_what_no_longer_applies_is_counted_apart_from_what_is_done(stuck, do):
    stuck.trouble = one_after_the_other(None, NO_LONGER, NO_LONGER)
    work = do(ask_to_replay)
    assert (work.result, left_parked(stuck)) == ({"done": 1, "refused": 2, "failed": 0}, 0)
    assert str(work.sentence) == "1 pesan selesai, 2 tidak berlaku lagi, 0 gagal lagi dan tetap tertahan."


def test_what_no_longer_applied_before_a_kill_is_counted_too(stuck, do):
    stuck.trouble = one_after_the_other(None, NO_LONGER, LOST, NO_LONGER)
    assert (do(ask_to_replay).state, left_parked(stuck)) == ("running", 1)
    with stuck.consumer.transaction() as session:
        session.execute(update(Work).values(claimed_until=None))
    work = do(ask_to_replay)
    assert (work.state, work.result) == ("done", {"done": 1, "refused": 2, "failed": 0})


def test_stopped_between_two_messages_the_others_stay_parked(stuck, do, monkeypatch):
    monkeypatch.setattr("shared.work.hand.NOTED_EVERY_SECONDS", 0)

    def stop_it(session, event):
        if len(stuck.acted) == 1:
            stop(session, session.scalars(select(Work.id)).one())

    stuck.trouble = stop_it
    work = do(ask_to_replay)
    assert (work.state, left_parked(stuck)) == ("stopped", 1)
    assert str(work.sentence) == (
        "Dihentikan: 1 dari 3 pesan sudah dijalankan lagi; yang lain tetap tertahan seperti semula."
    )


def test_what_is_old_is_forgotten_in_slices(desk, do, later, monkeypatch):
    monkeypatch.setattr(forgetting, "AT_ONCE", 2)
    desk.publish(5)
    desk.relay()
    desk.receive(*desk.queue)
    later(32 * 86400)
    desk.ask()
    with desk.producer.transaction() as session:
        positions.confirm(session, "notifications", 5, [])
    work = do(ask_to_forget, desk.producer)
    with desk.producer.reading() as session:
        assert session.scalar(select(func.count()).select_from(Outbox)) == 0
    assert str(work.sentence) == "5 data lama sudah dihapus."
    do(ask_to_forget)
    with desk.consumer.reading() as session:
        assert session.scalar(select(func.count()).select_from(Inbox)) == 0


class Clock:
    def __init__(self, monkeypatch):
        self.seconds = 0.0
        monkeypatch.setattr("shared.messaging.long_queue.time", SimpleNamespace(monotonic=lambda: self.seconds))


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch)


@pytest.fixture
def nudger(sqlite_database, clock):
    nudges = []
    nudger = Nudger(sqlite_database("registry"), lambda: nudges.append(clock.seconds), lambda: nudger.waiting)
    nudger.nudges, nudger.waiting = nudges, 0
    return nudger


def looked(nudger, clock, *, until):
    while clock.seconds < until:
        nudger.look()
        clock.seconds += 0.25
    return nudger.nudges


def test_an_idle_worker_is_nudged_now_and_then(nudger, clock):
    assert looked(nudger, clock, until=2.5 * BEAT_SECONDS) == [0, BEAT_SECONDS, 2 * BEAT_SECONDS]


def test_work_that_waits_is_called_for_at_once_and_again_until_somebody_takes_it(nudger, clock):
    looked(nudger, clock, until=3)
    with nudger.database.transaction() as session:
        ask(session, "test.count", msg("Please fill this in."))
    assert looked(nudger, clock, until=5) == [0, 3, 4]


def test_a_nudge_that_lies_there_is_enough(nudger, clock):
    nudger.waiting = 1
    assert looked(nudger, clock, until=30) == []


def test_the_health_of_the_worker_of_long_work_is_its_own(sqlite_database):
    database = sqlite_database("registry")
    cli = service_cli(lambda: SimpleNamespace(sinergi=SimpleNamespace(database=database)))
    for name, exit_code in (("worker", 1), (LONG, 0)):
        with database.transaction() as session:
            beat(session, name)
        assert CliRunner().invoke(cli, ["worker-health", "--long"]).exit_code == exit_code
