"""A mail of which nobody knows whether it arrived is somebody's work until it is settled."""

import pytest
from sqlalchemy import select, update

from services.notifications.actions import messages
from services.notifications.models import Message
from services.notifications.models.message import count_unsettled
from services.notifications.tasks import schedule
from shared.errors import RuleBroken
from shared.events.notifications import EmailArrived, EmailDoubtful, EmailFailed
from shared.messaging.outbox import Outbox
from tests.notifications.conftest import Desk
from tests.notifications.factories import an_answer, an_end, an_invitation
from tests.notifications.mail_servers import mail_server
from tests.notifications.test_delivery import let_claims_grow_old, make_due_again

NAMES = {EmailDoubtful.event_name: "doubtful", EmailArrived.event_name: "arrived", EmailFailed.event_name: "failed"}


def told(desk: Desk) -> list[tuple[str, bool | None]]:
    with desk.database.reading() as session:
        facts = session.scalars(select(Outbox).where(Outbox.name.in_(NAMES)).order_by(Outbox.id))
        return [(NAMES[fact.name], fact.payload.get("asks")) for fact in facts]


def send(desk: Desk, **temper: str) -> None:
    with mail_server(**temper) as server:
        desk.deliver(server.url)


def test_an_invitation_in_doubt_is_announced_and_so_is_that_it_arrived(any_desk: Desk) -> None:
    any_desk.hear(an_invitation())
    send(any_desk, lose="after the body")
    assert told(any_desk) == [("doubtful", True)]
    with any_desk.database.transaction() as session:
        messages.confirm_arrival(session, any_desk.email("invitation").id)
    assert told(any_desk) == [("doubtful", True), ("arrived", True)]


def test_an_invitation_in_doubt_that_is_sent_again_is_in_doubt_no_longer(desk: Desk) -> None:
    desk.hear(an_invitation())
    send(desk, lose="after the body")
    with desk.database.transaction() as session:
        messages.resend(session, desk.email("invitation").id)
    send(desk)
    assert told(desk) == [("doubtful", True), ("arrived", True)]


def test_that_a_seat_is_taken_back_is_announced_as_in_doubt(desk: Desk) -> None:
    desk.hear(an_end(an_invitation(), notice="seat_withdrawn"))
    send(desk, lose="after the body")
    assert told(desk) == [("doubtful", False)]


def test_what_was_in_doubt_before_anybody_said_so_is_announced_once(any_desk: Desk) -> None:
    any_desk.hear(an_invitation())
    with any_desk.database.transaction() as session:
        session.execute(update(Message).where(Message.template == "invitation").values(state="uncertain"))
    for _ in range(2):
        schedule.settle_stragglers(any_desk.database)
    assert told(any_desk) == [("doubtful", True)]


@pytest.mark.parametrize("temper", [{"lose": "after the body"}, {"to_body": "554 5.6.0 Refused"}])
def test_that_a_seat_given_back_may_not_be_confirmed_waits_for_a_person(any_desk: Desk, temper: dict[str, str]) -> None:
    any_desk.hear(an_end(an_invitation(), notice=None, asked_by_ikm=True))
    for _ in range(2):
        send(any_desk, **temper)
        make_due_again(any_desk)
    schedule.settle_stragglers(any_desk.database)
    with any_desk.database.reading() as session:
        assert count_unsettled(session) == 1
    assert ("doubtful", False) not in told(any_desk)


@pytest.fixture
def confirmation(desk: Desk) -> Message:
    """A confirmation in doubt: no call list holds it."""
    desk.hear(an_answer(an_invitation(), offer=an_invitation().offer))
    with desk.database.transaction() as session:
        session.execute(update(Message).where(Message.template != "invitation_answered_ikm").values(state="cancelled"))
    send(desk, lose="after the body")
    assert told(desk) == []
    return desk.email("invitation_answered_ikm")


def test_a_person_settles_what_no_call_list_holds_and_only_once(desk: Desk, confirmation: Message) -> None:
    with desk.database.transaction() as session:
        assert messages.settle(session, confirmation.id).settled_at is not None
    with pytest.raises(RuleBroken), desk.database.transaction() as session:
        messages.settle(session, confirmation.id)


def test_what_was_settled_and_is_sent_again_in_vain_waits_again(desk: Desk, confirmation: Message) -> None:
    with desk.database.transaction() as session:
        messages.settle(session, confirmation.id)
        messages.resend(session, confirmation.id)
    send(desk, lose="after the body")
    found = desk.email("invitation_answered_ikm")
    assert (found.state, found.settled_at) == ("uncertain", None)


@pytest.mark.parametrize(
    ("temper", "found"),
    [
        ({}, ("sent", "sent")),
        ({"lose": "after the body"}, ("uncertain", "uncertain")),
        ({"to_body": "451 Try later"}, ("queued", "queued")),
        ({"to_recipient": "550 5.1.1 No such user"}, ("queued", "queued")),
    ],
)
def test_an_answer_that_comes_once_nobody_waited_for_it_any_more_counts(
    any_desk: Desk, temper: dict[str, str], found: tuple[str, str]
) -> None:
    any_desk.hear(an_invitation())

    def give_up_waiting() -> None:
        let_claims_grow_old(any_desk)
        schedule.settle_stragglers(any_desk.database)
        assert any_desk.email("invitation").state == "uncertain"

    with mail_server(meanwhile=give_up_waiting, **temper) as server:
        any_desk.deliver(server.url)
    email = any_desk.email("invitation")
    assert (email.state, email.delivery.state) == found
