"""A message goes where its reader is reached as its attempt begins, and each address it went to stays on record."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from services.notifications.actions import contacts, invitations, messages, preferences, suppressions
from services.notifications.domain.addressee import Addressee
from services.notifications.models import Message
from shared.clock import now
from shared.events.notifications import EmailFailed, address_hash
from shared.events.partners import OfferClosed, OfferSubmitted
from shared.events.registry import ContactPoint
from shared.messaging.outbox import Outbox
from tests.notifications.conftest import Desk
from tests.notifications.factories import (
    INSTITUTION,
    a_profile,
    a_standing,
    an_account,
    an_invitation,
    an_offer,
)
from tests.notifications.mail_servers import mail_server
from tests.notifications.test_permission import at_once, make_due

NEW = "sari.baru@ikm.example"


def delivered(desk: Desk, **temper: Any) -> list[tuple[str, str]]:
    """Return to which addresses, and under which Message-ID, mail arrives when all that waits is tried."""
    with mail_server(**temper) as server:
        make_due(desk)
        desk.deliver(server.url)
    return [(mail["To"].addresses[0].addr_spec, mail["Message-ID"]) for mail in server.mails]


def addresses(desk: Desk) -> list[str]:
    return [address for address, _ in delivered(desk)]


def went(desk: Desk, template: str = "invitation") -> list[tuple[str, str]]:
    return [(delivery.address, delivery.state) for delivery in desk.email(template).deliveries]


def test_an_address_corrected_while_the_invitation_waits_is_used(any_desk: Desk) -> None:
    invitation = an_invitation()
    corrected = ContactPoint(name="Sari Lestari Dewi", email=NEW, language="en")
    any_desk.hear(a_profile(invitation.ikm_id), invitation, a_profile(invitation.ikm_id, 2, contact=corrected))
    with mail_server() as server:
        any_desk.deliver(server.url)
    (mail,) = server.mails
    assert (mail["To"], mail["Content-Language"]) == (f"Sari Lestari Dewi <{NEW}>", "en")
    assert went(any_desk) == [(NEW, "sent")]


def test_a_correction_written_beside_the_invitation_is_used(any_desk: Desk) -> None:
    invitation = an_invitation()
    any_desk.hear(a_profile(invitation.ikm_id))
    at_once(
        any_desk.database,
        lambda session: invitations.invite(session, invitation),
        lambda session: contacts.keep(session, a_profile(invitation.ikm_id, 2, email=NEW)),
    )
    assert addresses(any_desk) == [NEW]


def test_put_off_at_the_old_address_it_goes_to_the_new_one_as_the_same_mail(any_desk: Desk) -> None:
    invitation = an_invitation()
    any_desk.hear(invitation)
    assert delivered(any_desk, to_recipient="451 Later") == []
    any_desk.hear(a_profile(invitation.ikm_id, email=NEW))
    tried = any_desk.email("invitation").message_id
    assert delivered(any_desk) == [(NEW, tried)]
    assert went(any_desk) == [("sari@ikm.example", "cancelled"), (NEW, "sent")]


def test_put_off_and_tried_again_it_is_one_delivery(desk: Desk) -> None:
    desk.hear(an_invitation())
    delivered(desk, to_recipient="451 Later")
    delivered(desk)
    assert [(one.state, one.attempts, one.channel) for one in desk.email("invitation").deliveries] == [
        ("sent", 2, "email")
    ]


def test_sent_again_by_hand_after_the_correction_it_goes_to_the_new_address(desk: Desk) -> None:
    invitation = an_invitation()
    desk.hear(invitation)
    for _ in range(2):
        delivered(desk, to_recipient="550 5.1.1 No such user")
    desk.hear(a_profile(invitation.ikm_id, email=NEW))
    with desk.database.transaction() as session:
        messages.resend(session, desk.email("invitation").id)
    assert addresses(desk) == [NEW]
    assert went(desk) == [("sari@ikm.example", "failed"), (NEW, "sent")]


def test_reminders_planned_for_a_blocked_address_go_to_the_corrected_one(desk: Desk) -> None:
    invitation = an_invitation()
    desk.hear(invitation)
    for _ in range(2):
        delivered(desk, to_recipient="550 5.1.1 No such user")
    desk.hear(a_profile(invitation.ikm_id, email=NEW))
    with desk.database.transaction() as session:
        for reminder in session.scalars(select(Message).where(Message.template == "invitation_reminder")):
            assert not messages.rest_if_stopped(session, reminder)


def test_what_an_address_no_longer_wants_is_held_back_as_it_goes(desk: Desk) -> None:
    desk.hear(OfferClosed(offer=an_offer()))
    with desk.database.transaction() as session:
        preferences.unsubscribe(session, "kerja.sama@unmul.example", "offer_closed")
    assert addresses(desk) == []
    assert desk.email("offer_closed").reason == "unwanted"


@pytest.mark.parametrize("email", [None, ""])
def test_an_address_that_was_taken_away_fails_and_its_reader_is_called(desk: Desk, email: str | None) -> None:
    invitation = an_invitation()
    desk.hear(invitation, a_profile(invitation.ikm_id, contact=ContactPoint(name="Sari", email=email)))
    assert addresses(desk) == []
    with desk.database.reading() as session:
        (fact, *_) = session.scalars(select(Outbox.payload))
    assert (fact["invitation_id"], fact["reason"]) == (str(invitation.invitation_id), "address_invalid")


def test_an_account_and_a_mailbox_are_reached_where_they_are_now(desk: Desk) -> None:
    account = an_account()
    desk.hear(account, OfferSubmitted(offer=an_offer()), OfferClosed(offer=an_offer()))
    desk.hear(
        an_account(account_id=account.account_id, revision=2, email="baru@kutim.example"),
        a_standing(email="mitra@unmul.example"),
    )
    assert sorted(addresses(desk)) == ["baru@kutim.example", "mitra@unmul.example"]


def test_of_whom_no_copy_is_known_what_was_written_counts(desk: Desk) -> None:
    with desk.database.transaction() as session:
        mailbox = Addressee("Unmul", "kerja.sama@unmul.example", institution_id=INSTITUTION)
        failed = {"template": "invitation", "recipient_name": "Sari", "address": NEW, "reason": "refused"}
        messages.queue(session, "email_failed", mailbox, {"items": [failed]})
    assert addresses(desk) == ["kerja.sama@unmul.example"]


def test_the_newest_delivery_is_the_newest_whatever_the_clock_says(desk: Desk) -> None:
    invitation = an_invitation()
    with time_machine.travel(now() + timedelta(hours=1)):
        desk.hear(invitation)
        delivered(desk, to_recipient="451 Later")
    desk.hear(a_profile(invitation.ikm_id, email=NEW))
    assert addresses(desk) == [NEW]
    assert went(desk) == [("sari@ikm.example", "cancelled"), (NEW, "sent")]


def test_corrected_to_a_blocked_address_that_one_is_told_of(any_desk: Desk) -> None:
    invitation = an_invitation()
    any_desk.hear(a_profile(invitation.ikm_id), invitation)
    with any_desk.database.transaction() as session:
        suppressions.block(session, NEW, "refused")
    any_desk.hear(a_profile(invitation.ikm_id, 2, email=NEW))
    assert addresses(any_desk) == []
    email = any_desk.email("invitation")
    assert (email.reason, email.address) == ("address_blocked", NEW)
    with any_desk.database.reading() as session:
        (fact, *_) = session.scalars(select(Outbox.payload).where(Outbox.name == EmailFailed.event_name))
    assert fact["sent_to"] == address_hash(NEW)
