"""A fact committed is a fact delivered, once, whatever the queue does on the way."""

import random
from contextlib import suppress
from threading import Barrier, Thread

import pytest
from sqlalchemy.exc import OperationalError

from shared.errors import NotFound, RuleBroken
from shared.language import msg
from shared.messaging import forgetting
from shared.messaging import parked as waiting
from shared.messaging.consumers import MAX_DELIVERIES
from shared.messaging.heartbeat import beat
from shared.messaging.inbox import Inbox
from shared.messaging.outbox import publish
from shared.messaging.relay import backlog, relay
from tests.shared.messaging.facts import account_changed


def states(desk):
    with desk.consumer.reading() as session:
        return sorted(row.state for row in session.query(Inbox))


def test_fact_published_in_a_failed_transaction_never_leaves(desk):
    def fail():
        with desk.producer.transaction() as session:
            publish(session, account_changed())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert relay(desk.producer, "partners", desk.send) == 0


def test_facts_travel_in_batches_of_at_most_a_hundred(desk):
    desk.publish(250)
    desk.relay()
    assert [len(batch) for batch in desk.queue] == [100, 100, 50]


def test_everything_delivered_twice_and_shuffled_acts_once(desk):
    expected = desk.publish(60)
    desk.relay()
    messages = [message for batch in desk.queue for message in batch] * 2
    random.Random(7).shuffle(messages)
    desk.receive(messages[:40], messages[40:41], messages[41:])
    assert sorted(desk.acted) == desk.effects() == expected


def test_broker_that_refuses_keeps_the_facts_waiting(desk):
    desk.publish(3)

    def refuse(consumer, batch):
        raise ConnectionError("no broker")

    with pytest.raises(ConnectionError):
        relay(desk.producer, "partners", refuse)
    with desk.producer.reading() as session:
        assert backlog(session) == 6
    desk.relay()
    assert sum(map(len, desk.queue)) == 3


def failing_with(error):
    def trouble(session, event):
        beat(session, "half done")
        session.flush()
        raise error

    return trouble


def parked(desk):
    with desk.consumer.reading() as session:
        (row,) = waiting.parked(session)
    return row


@pytest.fixture
def stuck(desk):
    """A desk with one fact, parked for a bug that is mended since."""
    desk.expected = desk.publish(1)
    desk.trouble = failing_with(ZeroDivisionError("bug"))
    desk.relay()
    desk.receive(*desk.queue)
    desk.trouble = lambda session, event: None
    return desk


def test_one_bad_fact_is_parked_and_the_others_act(desk):
    expected = desk.publish(5)

    def trouble(session, event):
        if str(event.account_id) == expected[2]:
            raise ZeroDivisionError("bug")

    desk.trouble = trouble
    desk.relay()
    desk.receive(*desk.queue)
    assert desk.effects() == [name for name in expected if name != expected[2]]
    assert "bug" in parked(desk).error


def test_parked_fact_acts_once_when_it_is_replayed_and_delivered_again(stuck):
    event_id = parked(stuck).event_id
    together = Barrier(2)

    def replay():
        together.wait()
        with suppress(NotFound):
            stuck.consumers.replay(stuck.consumer, event_id)

    threads = [Thread(target=replay) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    stuck.receive(*stuck.queue)
    assert (stuck.acted, stuck.effects(), states(stuck)) == (stuck.expected, stuck.expected, ["handled"])
    with stuck.consumer.reading() as session:
        row = session.get(Inbox, event_id)
    assert (row.error, row.message) == (None, None)


@pytest.mark.parametrize("interruption", [OperationalError("locked", None, Exception()), KeyboardInterrupt()])
def test_interrupted_replay_leaves_the_fact_parked(stuck, interruption):
    before = parked(stuck)
    stuck.trouble = failing_with(interruption)
    with pytest.raises(type(interruption)):
        stuck.consumers.replay(stuck.consumer, before.event_id)
    assert (stuck.effects(), parked(stuck).error) == ([], before.error)
    stuck.trouble = lambda session, event: None
    stuck.consumers.replay(stuck.consumer, before.event_id)
    assert (stuck.effects(), states(stuck)) == (stuck.expected, ["handled"])


def test_replay_that_fails_again_keeps_the_fact_with_its_new_error(stuck):
    stuck.trouble = failing_with(KeyError("kecamatan"))
    stuck.consumers.replay(stuck.consumer, parked(stuck).event_id)
    assert (stuck.effects(), parked(stuck).error) == ([], "KeyError('kecamatan')")
    stuck.trouble = failing_with(RuleBroken(msg("Too late.")))
    stuck.consumers.replay(stuck.consumer, parked(stuck).event_id)
    assert (stuck.effects(), states(stuck)) == ([], ["refused"])


def test_fact_that_no_longer_applies_is_settled_without_effect(desk):
    desk.publish(1)
    desk.trouble = failing_with(RuleBroken(msg("Too late.")))
    desk.relay()
    desk.receive(*desk.queue)
    assert (desk.effects(), states(desk)) == ([], ["refused"])


def test_passing_trouble_is_tried_again(desk):
    expected = desk.publish(1)
    failures = iter([OperationalError("locked", None, Exception()), OperationalError("locked", None, Exception())])

    def trouble(session, event):
        for failure in failures:
            raise failure

    desk.trouble = trouble
    desk.relay()
    desk.receive(*desk.queue)
    assert desk.effects() == expected


def test_fact_that_came_too_often_without_a_trace_is_parked_unhandled(desk):
    desk.publish(2)
    desk.relay()
    desk.queue[0][0]["attempt"] = MAX_DELIVERIES
    desk.receive(*desk.queue)
    assert len(desk.effects()) == 1
    assert states(desk) == ["handled", "parked"]


@pytest.mark.parametrize(
    ("change", "state"),
    [
        ({"payload_extra": 1}, "handled"),
        ({"version": 99}, "parked"),
        ({"name": "partners.never_heard_of"}, "parked"),
        ({"payload": {}}, "parked"),
    ],
)
def test_strange_facts_are_read_or_parked(desk, change, state):
    desk.publish(1)
    desk.relay()
    message = desk.queue[0][0]
    if "payload_extra" in change:
        message["payload"]["unheard_of"] = 1
    else:
        message.update(change)
    desk.receive([message])
    assert states(desk) == [state]


@pytest.mark.parametrize("garbage", ["text", None, 7, {}, {"id": "x"}, [1, 2]])
def test_garbage_is_parked_once_and_the_rest_acts(desk, garbage):
    expected = desk.publish(1)
    desk.relay()
    desk.receive([garbage, *desk.queue[0]], [garbage])
    assert desk.effects() == expected
    assert states(desk) == ["handled", "parked"]


def test_lost_messages_are_noticed_and_sent_again(later, desk):
    expected = desk.publish(300)
    desk.relay()
    desk.receive(desk.queue[1])
    desk.queue.clear()
    later(6)
    assert desk.ask() == (True, 200)
    desk.relay()
    desk.receive(*desk.queue)
    assert desk.effects() == expected
    later(6)
    assert desk.ask() == (True, 0)
    later(6)
    assert desk.ask() == (False, 0)


def test_pause_before_sending_again_grows(desk, later):
    desk.publish(1)
    pauses = []
    for _ in range(4):
        desk.relay()
        waited = 0
        while desk.ask()[1] == 0:
            later(1)
            waited += 1
        pauses.append(waited)
    assert pauses == sorted(pauses)
    assert pauses[-1] >= 4 * pauses[0]


def test_facts_sent_again_and_again_travel_alone(desk, later):
    desk.publish(3)
    for _ in range(3):
        desk.relay()
        later(60)
        desk.ask()
    assert [len(batch) for batch in desk.queue] == [3, 3, 1, 1, 1]


def test_nothing_unconfirmed_is_forgotten_and_what_is_settled_goes_after_thirty_days(desk, later):
    desk.publish(2)
    desk.relay()
    later(31 * 86400)
    with desk.producer.transaction() as session:
        forgetting.forget_facts(session)
        forgetting.forget_received(session)
    desk.queue.clear()
    assert desk.ask() == (True, 2)
    desk.relay()
    desk.receive(*desk.queue)
    later(32 * 86400)
    desk.ask()
    with desk.consumer.transaction() as session:
        forgetting.forget_facts(session)
        forgetting.forget_received(session)
    assert states(desk) == []
