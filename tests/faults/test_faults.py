"""What breaks around the kernel, done to real processes: every fact has its effect, once, unasked."""

import random
import signal
import time

import pytest

from shared.messaging.celery import create_sender
from shared.messaging.outbox import publish
from shared.messaging.relay import QUEUE_LIMIT, backlog
from shared.settings import Settings
from tests.shared.messaging.facts import offer_closed

pytestmark = [pytest.mark.timeout(180), pytest.mark.xdist_group("faults")]


def test_broker_flushed_while_messages_are_in_flight(system):
    system.start("partners")
    expected = system.publish(250)
    while not system.redis.llen("registry"):
        time.sleep(0.05)
    system.redis.flushall()
    system.start("registry")
    expected |= system.publish(50)
    system.wait_for(expected)


def test_worker_killed_in_the_middle_of_a_handler(system):
    system.start_all()
    expected = system.publish(1, name="deadly once") | system.publish(120, name="slow")
    system.wait_for(expected, seconds=150)


def test_whole_worker_killed_under_load(system):
    system.start_all()
    expected = system.publish(300, name="slow")
    while not system.effects():
        time.sleep(0.05)
    system.kill("registry")
    system.wait_for(expected, seconds=150)


def test_broker_down_and_back(system):
    system.start_all()
    expected = system.publish(20)
    system.wait_for(expected)
    system.stop_broker()
    expected |= system.publish(30)
    time.sleep(2)
    assert system.effects() != expected
    system.start_broker()
    system.wait_for(expected, seconds=90)


GARBAGE = [b"{not json", b"\xff\xfe", b'"text"', b"{}", b'{"body": "x"}']


def test_what_is_no_message_is_parked_and_stops_nobody(system):
    system.start_all()
    system.wait_for(system.publish(500))
    system.redis.lpush("registry", *GARBAGE)
    create_sender(Settings.from_env("partners", system.env)).send_task(
        "registry.never_heard_of", ["x"], queue="registry"
    )
    expected = system.effects() | system.publish(10)
    system.wait_for(expected)
    assert all(process.poll() is None for process in system.workers.values())
    system.wait_until_parked(len(GARBAGE) + 1)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_worker_that_lives_but_takes_nothing_is_replaced(system):
    system.start_all()
    expected = system.publish(1)
    system.wait_for(expected)
    system.workers["registry"].send_signal(signal.SIGSTOP)
    expected |= system.publish(20)
    system.wait_for(expected, seconds=100)


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_worker_asked_to_end_finishes_what_it_began(system):
    system.start_all()
    expected = system.publish(150, name="slow")
    while not (begun := system.effects()):
        time.sleep(0.05)
    system.workers["registry"].send_signal(signal.SIGTERM)
    assert system.workers["registry"].wait(60) == 0
    assert len(system.effects()) > len(begun)
    system.wait_for(expected)


def test_every_message_delivered_twice_and_shuffled_acts_once(system):
    system.start("partners")
    expected = {}
    for _ in range(QUEUE_LIMIT // 2):
        expected |= system.publish(10)
        system.wait_until_sent()
    messages = system.redis.lrange("registry", 0, -1) * 2
    random.Random(7).shuffle(messages)
    system.redis.delete("registry")
    system.redis.lpush("registry", *messages)
    assert len(messages) >= QUEUE_LIMIT
    system.start("registry")
    system.wait_for(expected)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_job_whose_process_is_killed_is_among_the_failing(system):
    (system.folder / "trouble").write_text("doomed job")
    system.start("registry")
    start = time.monotonic()
    while "doomed_job" not in (found := system.failing_jobs()):
        assert time.monotonic() - start < 60, (found, system.tail())
        time.sleep(0.2)


def test_one_consumer_that_is_down_holds_no_other_up_and_its_queue_stays_short(system):
    system.start_all()
    system.wait_for(system.publish(1))
    with system.producer.transaction() as session:
        publish(session, *[offer_closed()] * 3000)
    expected = system.effects() | system.publish(10)
    system.wait_for(expected)
    while not (waiting := system.tasks_on("notifications").count("notifications.receive_events")):
        time.sleep(0.05)
    assert waiting <= QUEUE_LIMIT
    with system.producer.reading() as session:
        assert backlog(session) > 0
