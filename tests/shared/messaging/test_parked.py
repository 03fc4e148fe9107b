"""What failed and waits: taken up again all at once, or put aside for good."""

from threading import Barrier, Thread
from types import SimpleNamespace
from uuid import uuid4

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from shared import context
from shared.change import Change
from shared.errors import NotFound
from shared.messaging import forgetting
from shared.messaging.cli import service_cli
from shared.messaging.parked import count_parked, kinds_parked, parked, put_aside, run_all_again

NAME = "partners.account_changed"


@pytest.fixture
def stuck(desk):
    """Three facts parked by one fault, now mended, and something that is no message."""
    desk.expected = desk.publish(3)
    desk.trouble = failing
    desk.relay()
    desk.receive(*desk.queue, ["garbage"])
    desk.trouble = lambda session, event: None
    return desk


@pytest.fixture
def run(stuck):
    worker = SimpleNamespace(sinergi=SimpleNamespace(consumers=stuck.consumers, database=stuck.consumer))
    return lambda *words: CliRunner().invoke(service_cli(lambda: worker), words)


def failing(session, event):
    raise KeyError("kecamatan")


def waiting(desk):
    with desk.consumer.reading() as session:
        return count_parked(session)


def unreadable(desk):
    with desk.consumer.reading() as session:
        return next(row.event_id for row in parked(session) if row.name == "unreadable")


def test_they_are_counted_and_each_kind_that_can_run_again_is_named(stuck):
    with stuck.consumer.reading() as session:
        assert (count_parked(session), kinds_parked(session)) == (4, {NAME: 3})
        assert [len(parked(session, 3)), len(parked(session, 3, 3))] == [3, 1]


def test_all_of_one_name_run_again_and_no_other(stuck):
    assert run_all_again(stuck.consumers, stuck.consumer, "partners.offer_opened") == {}
    assert run_all_again(stuck.consumers, stuck.consumer, NAME) == {"handled": 3}
    assert (stuck.effects(), waiting(stuck)) == (stuck.expected, 1)


def test_what_fails_again_stays_and_keeps_nobody_up(stuck):
    stuck.trouble = lambda session, event: stuck.acted and failing(session, event)
    assert run_all_again(stuck.consumers, stuck.consumer) == {"handled": 1, "parked": 2}
    assert waiting(stuck) == 3


def test_two_at_once_let_each_act_once(stuck):
    together = Barrier(2)

    def run_all():
        together.wait()
        run_all_again(stuck.consumers, stuck.consumer)

    threads = [Thread(target=run_all) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(stuck.acted) == stuck.effects() == stuck.expected


def test_cut_short_the_rest_stays_parked(stuck):
    def interrupted(session, event):
        if stuck.acted:
            raise KeyboardInterrupt

    stuck.trouble = interrupted
    with pytest.raises(KeyboardInterrupt):
        run_all_again(stuck.consumers, stuck.consumer)
    assert waiting(stuck) == 3
    stuck.trouble = lambda session, event: None
    assert run_all_again(stuck.consumers, stuck.consumer) == {"handled": 2}
    assert stuck.effects() == stuck.expected


def test_what_is_put_aside_rests_with_a_trace_and_is_forgotten_in_the_end(stuck, later):
    event_id = unreadable(stuck)
    with stuck.consumer.transaction() as session, context.acting_as(context.SYSTEM):
        put_aside(session, event_id)
    with stuck.consumer.reading() as session:
        assert session.scalars(select(Change.noun_id)).all() == [event_id]
    with stuck.consumer.transaction() as session, pytest.raises(NotFound):
        put_aside(session, event_id)
    later(40 * 86400)
    with stuck.consumer.transaction() as session:
        forgetting.forget_facts(session)
        forgetting.forget_received(session)
    with stuck.consumer.reading() as session:
        assert {row.name for row in parked(session)} == {NAME}
    stuck.receive(["garbage"])
    assert waiting(stuck) == 4


def test_a_fact_put_aside_does_not_come_back(stuck):
    with stuck.consumer.reading() as session:
        event_id = next(row.event_id for row in parked(session) if row.name == NAME)
    with stuck.consumer.transaction() as session, context.acting_as(context.SYSTEM):
        put_aside(session, event_id)
    stuck.receive(*stuck.queue)
    assert stuck.effects() == []


def test_an_operator_does_it_by_command(stuck, run):
    assert len(run("parked").output.splitlines()) == 4
    assert run("put-aside", str(unreadable(stuck))).exit_code == 0
    with stuck.consumer.reading() as session:
        first = str(parked(session)[0].event_id)
    assert run("replay", first).output == "handled\n"
    assert run("replay-all", NAME).output == "handled  2\n"
    assert run("parked").output == ""


@pytest.mark.parametrize("command", ["replay", "put-aside"])
def test_what_is_not_parked_is_told_in_a_sentence(run, command):
    event_id = uuid4()
    told = run(command, str(event_id))
    assert (told.exit_code, told.output) == (1, f"Error: No message {event_id} is parked here.\n")
