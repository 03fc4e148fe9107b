"""A fact committed is a fact delivered, once, whatever the queue does on the way."""

import random
import re
from contextlib import suppress
from threading import Barrier, Thread

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from sqlalchemy import select, text, update
from sqlalchemy.exc import OperationalError

from shared.errors import NotFound, RuleBroken
from shared.language import msg
from shared.messaging import forgetting
from shared.messaging import parked as waiting
from shared.messaging.consumers import MAX_DELIVERIES
from shared.messaging.heartbeat import beat
from shared.messaging.inbox import Inbox
from shared.messaging.numbering import CONSUMERS_BY_NAME, unheard_of, unnumbered
from shared.messaging.outbox import Outbox, publish
from shared.messaging.relay import backlog, empty_queue, relay
from tests.shared.messaging.facts import account_changed, offer_closed
from tests.shared.plans import plan_of


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


def test_what_waits_is_found_without_reading_what_went(desk):
    assert "ix_outbox_waiting" in plan_of(desk.producer, unnumbered())


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


def queued(desk, room=empty_queue):
    """Relay until nothing moves; return the consumers in the order in which messages went to them."""
    went = []
    while relay(desk.producer, "partners", lambda consumer, batch: went.append(consumer), room):
        pass
    return went


def test_thousands_of_facts_for_one_hold_no_other_back(desk):
    with desk.producer.transaction() as session:
        publish(session, *[offer_closed()] * 5000)
        publish(session, account_changed())
    room = {"notifications": 3, "registry": 3}.get
    assert "registry" in queued(desk, room)[: 3 * 4]


def test_all_who_have_something_waiting_are_served_in_turn(desk):
    desk.publish(400)
    assert queued(desk) == ["notifications", "registry"] * 4


def test_no_more_is_put_on_a_queue_than_it_has_room_for(desk):
    desk.publish(2500)
    rooms = iter([{"registry": 2, "notifications": 0}, {"registry": 0, "notifications": 0}])
    rounds = []
    for room in rooms:
        relay(desk.producer, "partners", lambda consumer, batch: rounds.append((consumer, len(batch))), room.get)
    assert rounds == [("registry", 100)] * 2
    with desk.producer.reading() as session:
        assert backlog(session) == 2 * 2500 - 200


def test_what_went_before_the_broker_left_is_not_sent_again(desk):
    desk.publish(300)

    def take_two(consumer, batch):
        if len(desk.queue) == 2:
            raise ConnectionError("no broker")
        desk.send(consumer, batch)

    with pytest.raises(ConnectionError):
        relay(desk.producer, "partners", take_two)
    desk.relay()
    assert [len(batch) for batch in desk.queue] == [100, 100, 100]


def test_fact_of_an_unknown_name_is_set_aside_and_goes_once_a_version_knows_it(desk, monkeypatch):
    expected = desk.publish(2)
    with desk.producer.transaction() as session:
        first = session.scalars(select(Outbox.id).order_by(Outbox.id).limit(1)).one()
        session.execute(update(Outbox).where(Outbox.id == first).values(name="partners.not_heard_of_yet"))
    desk.relay()
    desk.receive(*desk.queue)
    assert len(desk.effects()) == 1
    with desk.producer.reading() as session:
        assert (unheard_of(session), backlog(session)) == ({"partners.not_heard_of_yet": 1}, 0)
    monkeypatch.setitem(CONSUMERS_BY_NAME, "partners.not_heard_of_yet", ("registry",))
    desk.queue.clear()
    desk.relay()
    assert len(desk.queue) == 1
    assert desk.queue[0][0]["payload"]["account_id"] in expected
    with desk.producer.reading() as session:
        assert unheard_of(session) == {}


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


def ask_too_much(session, event):
    session.execute(text("SELECT " + ", ".join(["1"] * 2001)))


def test_trouble_that_no_repetition_cures_is_parked_at_once_with_its_own_text(desk):
    desk.publish(1)
    desk.trouble = ask_too_much
    desk.relay()
    desk.receive(*desk.queue)
    assert re.search("too many columns|target lists can have at most", parked(desk).error)


def test_fact_interrupted_by_the_time_limit_is_tried_again_and_not_parked(desk, later):
    expected = desk.publish(3)
    interruptions = iter([SoftTimeLimitExceeded(), SoftTimeLimitExceeded()])

    def trouble(session, event):
        if str(event.account_id) == expected[1]:
            for interruption in interruptions:
                raise interruption

    desk.trouble = trouble
    for _ in range(2):
        desk.relay()
        with pytest.raises(SoftTimeLimitExceeded):
            desk.receive(desk.queue.pop(0))
        assert (states(desk), desk.queue) == ([], [])
        later(60)
        desk.ask()
    desk.relay()
    assert [len(batch) for batch in desk.queue] == [1, 1, 1]
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
