"""A message that cannot be asked, written or handed over harms no other, and is told to staff."""

from datetime import timedelta
from email.message import EmailMessage
from unittest.mock import patch

import pytest
from sqlalchemy import update

from services.notifications.channels import mail
from services.notifications.models import Message
from services.notifications.tasks import schedule
from shared.clock import now
from shared.events.partners import NominationsSent
from shared.messaging.sweep import SomeFailed
from tests.notifications.conftest import Desk
from tests.notifications.factories import (
    a_cancellation,
    a_nominee,
    a_standing,
    an_account,
    an_end,
    an_invitation,
    an_offer,
)
from tests.notifications.mail_servers import mail_server

ODD = "Ganjil"


def make_odd(desk: Desk, **values: object) -> None:
    """Let a row be as no version of today writes it, and the first of all that is due."""
    with desk.database.transaction() as session:
        odd = update(Message).where(Message.template == "nominations_sent")
        session.execute(odd.values(next_attempt_at=now() - timedelta(hours=1), **values))


def test_what_cannot_be_asked_whether_it_may_go_holds_up_no_other(any_desk: Desk) -> None:
    any_desk.hear(an_account(), NominationsSent(offer=an_offer(), nominees=[a_nominee()]))
    make_odd(any_desk, context={})
    any_desk.hear(an_invitation())
    with mail_server() as server:
        any_desk.deliver(server.url)
    assert any_desk.email("invitation").state == "sent"
    (odd,) = any_desk.emails(Message.reason == "unwritable")
    assert odd.state == "failed"
    assert [item["email_id"] for item in any_desk.email("email_failed").context["items"]] == [str(odd.id)]


def test_what_cannot_be_put_on_the_line_holds_up_no_other(any_desk: Desk) -> None:
    any_desk.hear(an_account(), NominationsSent(offer=an_offer(), nominees=[a_nominee()]))
    make_odd(any_desk)
    any_desk.hear(an_invitation())
    spell = mail.wire_form

    def wire_form(message: EmailMessage) -> bytes:
        if message["To"].addresses[0].addr_spec != "sari@ikm.example":
            raise UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates not allowed")
        return spell(message)

    with mail_server() as server, patch.object(mail, "wire_form", wire_form):
        any_desk.deliver(server.url)
    assert any_desk.email("invitation").state == "sent"
    assert any_desk.email("nominations_sent").reason == "unwritable"


def test_one_held_back_that_is_odd_keeps_no_other_from_going_again(any_desk: Desk) -> None:
    for _ in range(2):
        any_desk.hear(a_standing(active=False), NominationsSent(offer=an_offer(), nominees=[a_nominee()]))
    held = any_desk.emails(Message.state == "suppressed")
    first = min(email.id for email in held)
    with any_desk.database.transaction() as session:
        session.execute(update(Message).where(Message.id == first).values(context={}))
    any_desk.hear(a_standing(revision=2))
    with pytest.raises(SomeFailed):
        schedule.release_held(any_desk.database)
    assert {email.id: email.state for email in held} | {email.id: email.state for email in any_desk.emails()} == {
        email.id: "suppressed" if email.id == first else "queued" for email in held
    }


def test_a_letter_of_a_newer_version_waits_until_that_runs_again(any_desk: Desk) -> None:
    offer, invitation = an_offer(), an_invitation()
    any_desk.hear(NominationsSent(offer=offer, nominees=[a_nominee()]))
    make_odd(any_desk, template="letter_to_come")
    any_desk.hear(invitation, an_end(invitation), a_cancellation(an_invitation(offer=offer)))
    with mail_server() as server:
        any_desk.deliver(server.url)
    assert any_desk.states()["letter_to_come"] == ["queued"]
    assert any_desk.states()["offer_cancelled_ikm"] == ["sent"]
