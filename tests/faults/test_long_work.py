"""The worker of long work, a real process: killed, asked to end, without a broker; the work is done, once, whole."""

import signal
import time
from datetime import timedelta

import pytest
from sqlalchemy import update

from shared.clock import now
from shared.language import msg
from shared.messaging.heartbeat import age_seconds
from shared.messaging.long_queue import LONG
from shared.work.asking import ask, get_work
from shared.work.lane import KILLED
from shared.work.table import Work

pytestmark = [pytest.mark.timeout(180), pytest.mark.xdist_group("faults")]
STEPS = {f"step {number:02}": 1 for number in range(1, 21)}


def asked(system, kind="test.slow"):
    with system.consumer.transaction() as session:
        return ask(session, kind, msg("Please fill this in."))


def look(system, work_id):
    with system.consumer.reading() as session:
        return get_work(session, work_id)


def wait_until(system, true, seconds=90):
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, system.tail()
        time.sleep(0.05)


@pytest.fixture
def halt(system):
    """Slow work goes no further than its first steps until this is unlinked, however late the test looks."""
    trouble = system.folder / "trouble"
    trouble.write_text("halt")
    return trouble


def let_the_hold_run_out(system):
    with system.consumer.transaction() as session:
        session.execute(update(Work).values(claimed_until=now() - timedelta(seconds=1)))


def test_a_killed_worker_of_long_work_is_replaced_and_its_work_goes_on_where_it_stood(system, halt):
    work_id = asked(system)
    for queue in ("registry", "registry.long"):
        system.start(queue)
    wait_until(system, lambda: look(system, work_id).done >= 3)
    system.kill("registry.long")
    assert set(system.effects().items()) < set(STEPS.items())
    halt.unlink()
    let_the_hold_run_out(system)
    system.wait_for(STEPS)
    wait_until(system, lambda: look(system, work_id).state == "done")
    assert look(system, work_id).attempts == 2


def test_a_worker_that_is_asked_to_end_hands_its_work_to_the_next_at_once(system, halt):
    work_id = asked(system)
    for queue in ("registry", "registry.long"):
        system.start(queue)
    wait_until(system, lambda: look(system, work_id).done >= 3)
    system.workers["registry.long"].send_signal(signal.SIGTERM)
    halt.unlink()
    assert system.workers["registry.long"].wait(60) == 0
    assert (look(system, work_id).state, look(system, work_id).claim) == ("waiting", None)
    system.wait_for(STEPS)


def test_work_that_kills_every_worker_is_given_up_and_the_next_is_done(system):
    deadly, slow = asked(system, "test.deadly"), asked(system)
    for queue in ("registry", "registry.long"):
        system.start(queue)
    for _ in range(3):
        wait_until(system, lambda: system.workers["registry.long"].poll() is not None)
        let_the_hold_run_out(system)
        system.keep_alive()
    system.wait_for(STEPS)
    assert (look(system, deadly).state, look(system, deadly).sentence.template) == ("failed", KILLED.template)
    wait_until(system, lambda: look(system, slow).state == "done")


def test_work_that_is_asked_for_while_the_broker_is_down_waits_for_it(system):
    for queue in ("registry", "registry.long"):
        system.start(queue)
    wait_until(system, lambda: _is_alive(system))
    system.stop_broker()
    time.sleep(2)  # a nudge that was taken before looks to its end
    work_id = asked(system)
    time.sleep(1)
    assert look(system, work_id).state == "waiting"
    system.start_broker()
    system.wait_for(STEPS, seconds=120)


def _is_alive(system):
    with system.consumer.reading() as session:
        return age_seconds(session, LONG) is not None
