"""Long work is done once, whole, in the name of whoever asked; what stops, fails or dies says so and goes on."""

import sqlite3
import time
from datetime import timedelta
from threading import Barrier, Thread
from types import SimpleNamespace
from uuid import uuid4

import pytest
from sqlalchemy import update
from sqlalchemy.exc import OperationalError

from shared.clock import now
from shared.context import Actor, acting_as, actor, correlation_id
from shared.errors import NotFound, RuleBroken
from shared.language import msg
from shared.messaging.forgetting import forget_work
from shared.work import hand as at_hand
from shared.work.asking import get_work, live_about, stop, stop_about
from shared.work.claims import Lost, take_oldest
from shared.work.lane import ATTEMPTS, BROKE, KILLED, UNKNOWN
from shared.work.table import Work

SRI = Actor(uuid4(), "Sri", "staff")


def let_the_hold_run_out(desk):
    with desk.database.transaction() as session:
        session.execute(update(Work).values(claimed_until=now() - timedelta(seconds=1)))


def take(desk):
    with desk.database.transaction() as session:
        return take_oldest(session)


def test_work_is_done_in_the_name_and_the_story_of_whoever_asked(desk):
    seen = []
    desk.before = lambda number: seen.append((actor().name, correlation_id()))
    with acting_as(SRI, "the-click"):
        work_id = desk.ask()
    assert (desk.do(), desk.do()) == (True, False)
    work = desk.look(work_id)
    assert (work.state, work.done, work.of, work.percent, work.story) == ("done", 3, 3, 100, "the-click")
    assert set(seen) == {("Sri", "the-click")}


def test_the_same_asked_twice_is_one_piece_of_work_until_it_has_ended(desk):
    first = desk.ask(alone="count")
    assert desk.ask(alone="count") == first
    desk.do()
    assert desk.ask(alone="count") != first


def test_the_same_asked_after_a_stop_is_done_after_all(desk):
    work_id = desk.ask(alone="count")
    stopped(desk, work_id)
    assert desk.ask(alone="count") == work_id
    desk.do()
    assert (desk.look(work_id).state, desk.look(work_id).stopped_by, desk.counted) == ("done", None, [1, 2, 3])


def test_the_same_asked_while_a_stop_is_being_obeyed_is_done_anew(desk):
    work_id = desk.ask(alone="count")
    desk.before = lambda number: number == 2 and stopped(desk, work_id)
    desk.do()
    assert desk.look(work_id).state == "stopped"
    again = desk.ask(alone="count")
    desk.before = lambda number: None
    desk.do()
    assert (again != work_id, desk.look(again).state) == (True, "done")


def test_the_same_asked_at_the_same_moment_is_one_piece_of_work(desk):
    together, ids = Barrier(4), []

    def click():
        together.wait()
        ids.append(desk.ask(alone="count"))

    threads = [Thread(target=click) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(ids), len(set(ids))) == (4, 1)


def test_two_workers_never_do_one_piece_of_work(desk):
    for _ in range(5):
        desk.ask()
    together = Barrier(3)

    def worker():
        together.wait()
        while desk.do():
            pass

    threads = [Thread(target=worker) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(desk.counted) == sorted([1, 2, 3] * 5)


def test_work_that_is_stopped_ends_at_its_next_step_and_keeps_what_it_did(desk):
    work_id = desk.ask()
    with acting_as(SRI):
        desk.before = lambda number: number == 2 and stopped(desk, work_id)
        desk.do()
    work = desk.look(work_id)
    assert (work.state, work.stopped_by, desk.counted) == ("stopped", "Sri", [1])
    assert str(work.sentence) == "Dihentikan setelah 1 dari 3."
    assert desk.left == ["Stopped after {done} of {of}."]


def stopped(desk, work_id):
    with desk.database.transaction() as session, acting_as(SRI):
        stop(session, work_id)


def test_work_that_is_stopped_before_it_began_is_never_begun(desk):
    about = uuid4()
    work_id = desk.ask(noun="list", noun_id=about)
    with desk.database.transaction() as session:
        stop_about(session, "list", about)
    desk.do()
    assert (desk.look(work_id).state, desk.counted, len(desk.left)) == ("stopped", [], 1)


def test_a_stop_that_comes_too_late_changes_nothing(desk):
    work_id = desk.ask()
    desk.do()
    stopped(desk, work_id)
    assert (desk.look(work_id).state, desk.look(work_id).stopped_by) == ("done", None)
    with desk.database.transaction() as session, pytest.raises(NotFound):
        stop(session, uuid4())


def test_work_whose_worker_was_killed_goes_on_where_it_stood(desk):
    work_id = desk.ask()
    desk.before = lambda number: number == 3 and killed()
    with pytest.raises(SystemExit):
        desk.do()
    assert (desk.look(work_id).state, desk.do()) == ("running", False)
    desk.before = lambda number: None
    let_the_hold_run_out(desk)
    assert desk.do()
    assert (desk.look(work_id).state, desk.counted) == ("done", [1, 2, 3])


def killed():
    raise SystemExit  # nothing that a lane catches


def test_a_step_of_an_attempt_that_lost_its_work_is_undone(desk):
    work_id = desk.ask()

    def somebody_else_takes_it(number):
        let_the_hold_run_out(desk)
        assert take(desk).id == work_id

    desk.before = lambda number: number == 2 and somebody_else_takes_it(number)
    desk.do()
    work = desk.look(work_id)
    assert (work.state, work.done, work.attempts, desk.left) == ("running", 1, 2, [])


def test_an_attempt_that_lost_its_work_commits_nothing(desk):
    desk.ask()
    first = at_hand.Hand(desk.database, desk.settings, take(desk))
    let_the_hold_run_out(desk)
    take(desk)
    with pytest.raises(Lost), desk.database.transaction() as session:
        first.leave(session, "done", None)


def test_work_that_kills_its_worker_three_times_is_given_up_with_a_sentence(desk):
    work_id = desk.ask()
    for _ in range(ATTEMPTS):
        assert take(desk).id == work_id
        let_the_hold_run_out(desk)
    desk.do()
    work = desk.look(work_id)
    assert (work.state, work.sentence.template, desk.counted) == ("failed", KILLED.template, [])
    assert desk.left == [KILLED.template]


def test_a_worker_that_is_asked_to_end_hands_its_work_back_at_once(desk):
    work_id = desk.ask()
    desk.before = lambda number: number == 2 and at_hand.ending.set()
    desk.do()
    work = desk.look(work_id)
    assert (work.state, work.done, work.attempts, work.claimed_until) == ("waiting", 1, 0, None)
    at_hand.ending.clear()
    desk.before = lambda number: None
    desk.do()
    assert desk.counted == [1, 2, 3]


@pytest.mark.parametrize(
    ("error", "said"),
    [(RuleBroken(msg("Please fill this in.")), "Please fill this in."), (KeyError("x"), BROKE.template)],
)
def test_what_fails_says_why_and_puts_back_what_waited(desk, error, said):
    def fail(number):
        raise error

    desk.before = fail
    work_id = desk.ask()
    desk.do()
    assert (desk.look(work_id).state, desk.look(work_id).sentence.template, desk.left) == ("failed", said, [said])
    assert desk.look(work_id).error == (None if isinstance(error, RuleBroken) else "KeyError('x')")


def test_a_trouble_that_may_pass_is_as_a_kill_and_told_only_where_it_stays(desk):
    def lock(number):
        raise OperationalError("UPDATE", None, busy)

    busy = sqlite3.OperationalError("database is locked")
    busy.sqlite_errorcode = 5
    desk.before = lock
    work_id = desk.ask()
    for attempt in range(1, ATTEMPTS + 1):
        assert desk.do()
        assert (desk.look(work_id).state, desk.left) == (
            ("running", []) if attempt < ATTEMPTS else ("failed", desk.left)
        )
        let_the_hold_run_out(desk)
    assert desk.left == [BROKE.template]


def test_work_ends_even_where_putting_back_what_waited_fails(desk):
    def fail(session, work, said):
        raise KeyError("left")

    desk.lane("test.count", left=fail)(desk.count)
    desk.before = lambda number: {}["missing"]
    work_id = desk.ask()
    for _ in range(ATTEMPTS + 1):
        with pytest.raises(KeyError):
            desk.do()
        let_the_hold_run_out(desk)
    assert desk.do()
    assert desk.look(work_id).state == "failed"


def test_work_of_another_version_is_refused_with_a_sentence(desk):
    work_id = desk.ask("test.unheard-of")
    desk.do()
    assert (desk.look(work_id).state, desk.look(work_id).sentence.template) == ("failed", UNKNOWN.template)


@pytest.mark.parametrize("ahead", [timedelta(hours=2), timedelta(days=40)])
def test_work_held_by_a_clock_that_was_ahead_is_taken_up_once_it_is_right(desk, time_machine, ahead):
    desk.ask()
    time_machine.move_to(now() + ahead)
    take(desk)
    time_machine.shift(-ahead)
    assert desk.do()


def test_the_pulse_holds_on_to_work_during_a_long_step_and_lets_go_where_it_hangs(desk, monkeypatch):
    monkeypatch.setattr("shared.work.pulse.BEAT_SECONDS", 0.01)
    alive, held = [], []

    def long_step(number):
        let_the_hold_run_out(desk)
        later = len(alive) + 2  # one may have been on its way
        while len(alive) < later:
            time.sleep(0.01)
        held.append(take(desk) is None)

    desk.before = long_step
    work_id = desk.ask()
    desk.lane.take_next(desk.database, desk.settings, lambda session: alive.append(1))
    assert (desk.look(work_id).state, held) == ("done", [True] * 3)
    hand = at_hand.Hand(desk.database, desk.settings, desk.look(work_id))
    desk.lane.in_hand = hand
    assert not desk.lane.hangs
    hand.stepped_at -= 31 * 60
    assert desk.lane.hangs


@pytest.mark.parametrize("steps", [[0.06], [0.03, 0.03], [0.01] * 6])
def test_after_so_much_writing_others_are_let_in_whether_in_one_step_or_in_many(desk, monkeypatch, steps):
    clock = [1000.0]
    slept = []
    # Of this module alone: other threads of the process would find no sleep in theirs.
    monkeypatch.setattr(at_hand, "time", SimpleNamespace(monotonic=lambda: clock[0], sleep=slept.append))

    def write(hand):
        for seconds in (*steps, 0):
            with hand.transaction(0, None, msg("Please fill this in.")):
                clock[0] += seconds

    desk.lane("test.rows")(write)
    desk.ask("test.rows")
    desk.do()
    assert max(slept, default=0) == (pytest.approx(at_hand.BREATH_SECONDS) if desk.database.is_sqlite else 0)


def test_how_far_it_is_is_noted_now_and_then_and_not_for_every_row(desk, monkeypatch):
    work_id = desk.ask("test.rows")
    noted = []

    def rows(hand):
        for number in range(1000):
            hand.step(number, 1000, msg("Please fill this in."))
        noted.append(desk.look(work_id).of)
        monkeypatch.setattr(at_hand, "NOTED_EVERY_SECONDS", 0)
        hand.step(999, 1000, msg("Please fill this in."))
        noted.append(desk.look(work_id).percent)

    desk.lane("test.rows")(rows)
    desk.do()
    assert noted == [None, 99]


def test_a_file_that_work_left_goes_with_its_row(desk, time_machine):
    def write(hand):
        path = hand.new_file("laporan.csv")
        path.write_text("a;b")
        with hand.last_step(file=path):
            pass

    desk.lane("test.report")(write)
    work_id = desk.ask("test.report")
    desk.do()
    assert desk.look(work_id).result_file == "laporan.csv"
    [path] = desk.settings.data_dir.glob("results/*/laporan.csv")
    assert forget_work(desk.database, desk.settings.data_dir) == 0
    time_machine.move_to(now() + timedelta(days=31))
    assert (forget_work(desk.database, desk.settings.data_dir), path.exists()) == (1, False)
    with desk.database.reading() as session, pytest.raises(NotFound):
        get_work(session, work_id)


def test_what_is_live_about_a_thing_is_found(desk):
    about, other = uuid4(), uuid4()
    work_id = desk.ask(noun="list", noun_id=about)
    with desk.database.reading() as session:
        assert [work.id for work in live_about(session, "list", [about, other]).values()] == [work_id]
    desk.do()
    with desk.database.reading() as session:
        assert live_about(session, "list", [about]) == {}
