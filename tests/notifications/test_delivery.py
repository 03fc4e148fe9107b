"""From the list to real mail servers of all tempers."""

from datetime import timedelta
from threading import Barrier, Thread
from typing import Any
from unittest.mock import patch

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from services.notifications.actions import messages, outcomes
from services.notifications.channels.relay import Relay
from services.notifications.models import Message, Suppression
from services.notifications.tasks import delivery, schedule
from services.notifications.tasks.attempts import Attempts
from services.notifications.tasks.schedule import any_due
from shared.clock import now
from shared.events.partners import NominationAnswered, OfferSubmitted
from shared.messaging.outbox import Outbox
from shared.messaging.sweep import SomeFailed
from tests.notifications.conftest import Desk, settings_for
from tests.notifications.factories import a_nominee, an_account, an_end, an_invitation, an_offer
from tests.notifications.mail_servers import mail_server


def announced(desk: Desk) -> list[str]:
    with desk.database.reading() as session:
        return [row.payload["reason"] for row in session.scalars(select(Outbox).order_by(Outbox.id))]


def make_due(desk: Desk) -> None:
    """Let all be due but reminders, which would go by day only."""
    with desk.database.transaction() as session:
        others = Message.template != "invitation_reminder"
        session.execute(update(Message).where(others).values(next_attempt_at=now() - timedelta(seconds=1)))


def make_due_again(desk: Desk) -> None:
    with desk.database.transaction() as session:
        tried = Message.message_id.is_not(None)
        session.execute(update(Message).where(tried).values(next_attempt_at=now() - timedelta(seconds=1)))


def test_an_invitation_reaches_the_mailbox(any_desk: Desk) -> None:
    any_desk.hear(an_invitation())
    with mail_server() as server:
        any_desk.deliver(server.url)
    (mail,) = server.mails
    email = any_desk.email("invitation")
    assert mail["To"] == "Sari Lestari <sari@ikm.example>"
    assert (email.state, email.attempts, email.subject) == ("sent", 1, mail["Subject"])
    assert email.message_id == mail["Message-ID"]


@pytest.mark.parametrize("answer", ["252 Cannot verify, will try", "299 Why not"])
def test_no_mail_is_sent_before_its_body_was_taken(desk: Desk, answer: str) -> None:
    desk.hear(an_invitation())
    with mail_server(to_recipient=answer) as server:
        desk.deliver(server.url)
    assert (len(server.bodies), desk.email("invitation").state) == (1, "sent")


def test_an_answer_to_the_body_that_nobody_understands_leaves_the_mail_in_doubt(desk: Desk) -> None:
    desk.hear(an_invitation())
    with mail_server(to_body="354 Go on") as server:
        desk.deliver(server.url)
    assert desk.email("invitation").state == "uncertain"


def test_nothing_leaves_in_test_mode(desk: Desk) -> None:
    desk.hear(an_invitation())
    with mail_server() as server:
        desk.deliver(server.url, SINERGI_MAIL_MODE="test")
    assert server.bodies == []
    assert (desk.email("invitation").state, desk.email("invitation").reason) == ("suppressed", "test_mode")
    assert announced(desk) == []


def refuse(desk: Desk, answer: str) -> None:
    """Let the mail server refuse what is due, and say so again when it is asked soon after."""
    with mail_server(to_recipient=answer) as server:
        desk.deliver(server.url)
        make_due_again(desk)
        desk.deliver(server.url)


def test_an_unknown_mailbox_is_told_soon_and_never_tried_again(any_desk: Desk) -> None:
    any_desk.hear(an_account(), an_invitation())
    refuse(any_desk, "550 5.1.1 No such user")
    assert any_desk.states() == {
        "invitation": ["failed"],
        "invitation_reminder": ["queued", "queued"],
        "email_failed": ["queued"],
    }
    assert announced(any_desk)[0] == "refused"
    with any_desk.database.reading() as session:
        assert session.scalars(select(Suppression.address)).all() == ["sari@ikm.example"]


def test_a_mail_that_fails_again_is_told_again(any_desk: Desk) -> None:
    any_desk.hear(an_account(), an_invitation())
    refuse(any_desk, "554 5.7.1 Relay access denied")
    with mail_server() as server:
        make_due(any_desk)
        any_desk.deliver(server.url)
    with any_desk.database.transaction() as session:
        messages.resend(session, any_desk.email("invitation").id)
    refuse(any_desk, "554 5.7.1 Relay access denied")
    assert any_desk.states()["email_failed"] == ["sent", "queued"]


def test_a_failed_mail_is_told_as_part_of_its_story(desk: Desk) -> None:
    desk.hear(an_invitation(), story="one-story")
    refuse(desk, "550 5.1.1 No such user")
    with desk.database.reading() as session:
        assert set(session.scalars(select(Outbox.correlation_id))) == {"one-story"}


def test_a_refusal_by_policy_does_not_block_the_address(desk: Desk) -> None:
    desk.hear(an_invitation())
    refuse(desk, "554 5.7.1 Relay access denied")
    assert (desk.email("invitation").state, desk.email("invitation").reason) == ("failed", "turned_away")
    with desk.database.reading() as session:
        assert session.scalars(select(Suppression)).all() == []


def test_a_refused_sender_is_our_own_fault_and_tried_again(desk: Desk) -> None:
    desk.hear(an_invitation())
    with mail_server(to_sender="550 Sender not allowed") as server:
        desk.deliver(server.url)
    assert desk.email("invitation").state == "queued"


@pytest.mark.parametrize(
    "temper", [{"to_recipient": "451 4.7.1 Greylisted"}, {"to_body": "451 Try later"}, {"lose": "before the body"}]
)
def test_a_passing_trouble_is_tried_again_with_the_same_message_id(any_desk: Desk, temper: dict[str, str]) -> None:
    any_desk.hear(an_invitation())
    with mail_server(**temper) as server:
        any_desk.deliver(server.url)
    put_off = any_desk.email("invitation")
    assert (put_off.state, put_off.attempts) == ("queued", 1)
    assert put_off.next_attempt_at > now() + timedelta(seconds=50)
    make_due(any_desk)
    with mail_server() as server:
        any_desk.deliver(server.url)
    assert put_off.message_id in [mail["Message-ID"] for mail in server.mails]
    assert any_desk.email("invitation").state == "sent"


def test_a_mail_put_off_too_often_is_given_up(desk: Desk) -> None:
    desk.hear(an_invitation(answer_by=now() + timedelta(hours=6)))
    with mail_server(to_recipient="451 Later") as server:
        for _ in range(9):
            make_due(desk)
            desk.deliver(server.url)
    assert (desk.email("invitation").state, desk.email("invitation").reason) == ("failed", "gave_up")
    assert announced(desk) == ["gave_up"]


def test_an_invitation_lost_after_the_body_waits_for_a_person(any_desk: Desk) -> None:
    any_desk.hear(an_invitation())
    with mail_server(lose="after the body") as server:
        any_desk.deliver(server.url)
        make_due(any_desk)
        any_desk.deliver(server.url)
    assert any_desk.email("invitation").state == "uncertain"
    message_ids = [mail["Message-ID"] for mail in server.mails]
    assert message_ids.count(any_desk.email("invitation").message_id) == 1


def test_a_notice_to_staff_lost_after_the_body_goes_again(desk: Desk) -> None:
    desk.hear(an_account(), OfferSubmitted(offer=an_offer()))
    with mail_server(lose="after the body") as lossy:
        desk.deliver(lossy.url)
    make_due(desk)
    with mail_server() as server:
        desk.deliver(server.url)
    assert [mail["Message-ID"] for mail in lossy.mails] == [mail["Message-ID"] for mail in server.mails]
    assert desk.email("offer_submitted").state == "sent"


@pytest.mark.parametrize("temper", [{"lose": "after the body"}, {"to_body": "451 Try later"}])
def test_a_digest_that_was_tried_is_not_added_to(desk: Desk, temper: dict[str, str]) -> None:
    offer = an_offer()
    answers = [NominationAnswered(offer=offer, nominee=a_nominee(), answer="accepted", reason=None) for _ in range(2)]
    desk.hear(an_account(), answers[0])
    make_due(desk)
    with mail_server(**temper) as server:
        desk.deliver(server.url)
    desk.hear(answers[1])
    tried, fresh = desk.emails(Message.template == "nomination_answered")
    assert (tried.state, tried.message_id is not None, fresh.message_id) == ("queued", True, None)
    assert [len(email.context["items"]) for email in (tried, fresh)] == [1, 1]


def test_a_mail_server_that_is_away_costs_no_attempt(desk: Desk) -> None:
    desk.hear(an_invitation())
    desk.deliver("smtp://127.0.0.1:1")
    email = desk.email("invitation")
    assert (email.state, email.attempts, email.claim) == ("queued", 0, None)
    assert "refused" in (email.last_error or "")


def test_one_broken_line_does_not_hold_up_the_next_mail(desk: Desk) -> None:
    desk.hear(*(an_invitation(email=f"ikm{number}@ikm.example") for number in range(2)))
    with mail_server(lose="before the body") as server:
        desk.deliver(server.url)
    assert [email.attempts for email in desk.emails(Message.template == "invitation")] == [1, 1]


def test_a_worker_that_dies_before_it_begins_leaves_the_mail_to_the_next(any_desk: Desk) -> None:
    any_desk.hear(an_invitation())
    dead(any_desk, Attempts, "_begin")
    assert any_desk.email("invitation").state == "queued"
    with mail_server() as server:
        any_desk.deliver(server.url)
        assert server.bodies == []
        let_claims_grow_old(any_desk)
        any_desk.deliver(server.url)
    assert len(server.bodies) == 1


def test_a_worker_that_dies_on_the_way_leaves_an_uncertain_invitation(any_desk: Desk) -> None:
    any_desk.hear(an_invitation())
    dead(any_desk, Relay, "hand_over")
    assert any_desk.email("invitation").state == "sending"
    let_claims_grow_old(any_desk)
    schedule.settle_stragglers(any_desk.database)
    assert any_desk.email("invitation").state == "uncertain"


def test_two_workers_send_each_mail_once(any_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "RUN_SECONDS", 100)  # however slow the machine is
    any_desk.hear(*(an_invitation(email=f"ikm{number}@ikm.example") for number in range(60)))
    with mail_server() as server:
        settings = settings_for(any_desk.database, server.url)
        together = Barrier(2)

        def work() -> None:
            together.wait()
            delivery.deliver_due(any_desk.database, settings)

        workers = [Thread(target=work) for _ in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    assert sorted(mail["To"].addresses[0].addr_spec for mail in server.mails) == sorted(
        f"ikm{number}@ikm.example" for number in range(60)
    )


def test_a_mail_stopped_after_it_was_claimed_does_not_leave(desk: Desk) -> None:
    desk.hear(an_invitation())
    with mail_server() as server, patch.object(Relay, "connect", lambda relay: stop_all(desk)):
        desk.deliver(server.url)
    assert server.bodies == []
    assert desk.email("invitation").state == "cancelled"


def test_a_mail_too_late_to_matter_expires(desk: Desk) -> None:
    desk.hear(an_invitation(answer_by=now() - timedelta(minutes=1)))
    with mail_server() as server:
        desk.deliver(server.url)
    schedule.expire_emails(desk.database)
    assert server.bodies == []
    assert desk.email("invitation").state == "expired"
    assert announced(desk) == ["too_late"]


def test_what_a_week_without_mail_server_kept_back_is_told_by_phone(any_desk: Desk) -> None:
    invitation = an_invitation()
    any_desk.hear(invitation, an_end(invitation))
    with any_desk.database.transaction() as session:
        due = session.scalar(select(Message.expires_at).where(Message.template == "offer_cancelled_ikm"))
        session.execute(update(Message).values(expires_at=now()))
    schedule.expire_emails(any_desk.database)
    schedule.expire_emails(any_desk.database)
    assert due is not None
    assert timedelta(days=6) < due - now() <= timedelta(days=7)
    assert any_desk.email("offer_cancelled_ikm").state == "expired"
    assert announced(any_desk) == ["too_late"]


def stop_all(desk: Desk) -> None:
    with desk.database.transaction() as session:
        session.execute(update(Message).values(state="cancelled", reason="answered"))


def dead(desk: Desk, place: Any, step: str) -> None:
    """Let a worker die at a step of its delivery."""
    death = patch.object(place, step, side_effect=KeyboardInterrupt)
    with mail_server() as server, death, pytest.raises(KeyboardInterrupt):
        desk.deliver(server.url)


def let_claims_grow_old(desk: Desk) -> None:
    with desk.database.transaction() as session:
        session.execute(update(Message).values(claimed_at=now() - timedelta(minutes=10)))


def test_the_clock_starts_no_second_delivery_beside_a_living_one(any_desk: Desk) -> None:
    any_desk.hear(an_invitation())
    assert has_work(any_desk)
    dead(any_desk, Attempts, "_begin")
    assert not has_work(any_desk)
    let_claims_grow_old(any_desk)
    assert has_work(any_desk)


def has_work(desk: Desk) -> bool:
    with desk.database.reading() as session:
        return any_due(session)


def test_one_mail_that_cannot_expire_stops_none_behind_it(any_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    any_desk.hear(*(an_invitation() for _ in range(3)))
    with any_desk.database.transaction() as session:
        session.execute(update(Message).where(Message.template == "invitation").values(expires_at=now()))
    stuck, *others = [email.id for email in any_desk.emails(Message.template == "invitation")]

    def announce(session: Session, message: Message) -> None:
        if message.id == stuck:
            raise ZeroDivisionError

    monkeypatch.setattr(messages, "announce_failure", announce)
    with pytest.raises(SomeFailed, match="1 of 3"):
        schedule.expire_emails(any_desk.database)
    expired = [email.id for email in any_desk.emails(Message.state == "expired")]
    assert sorted(expired) == sorted(others)


def test_what_the_mail_server_said_is_written_down_once_the_database_answers_again(
    any_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    any_desk.hear(*(an_invitation(email=f"ikm{number}@ikm.example") for number in range(2)))
    monkeypatch.setattr("shared.patience.PAUSES_SECONDS", (0, 0))
    troubles, settle = iter((True, True, False, False)), outcomes.settle

    def away_for_a_moment(*what: Any) -> bool:
        if next(troubles):
            raise OperationalError("SELECT 1", {}, ConnectionError(), connection_invalidated=True)
        return settle(*what)

    monkeypatch.setattr(outcomes, "settle", away_for_a_moment)
    with mail_server() as server:
        any_desk.deliver(server.url)
    assert len(server.bodies) == 2
    assert any_desk.states()["invitation"] == ["sent", "sent"]
