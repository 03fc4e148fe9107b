"""An address was blamed for what its mail server did, or works again: all three services write to it again."""

import pytest
import time_machine
from sqlalchemy import select

from services.notifications.actions import messages, suppressions
from services.notifications.models import Message, Suppression
from services.partners.actions import invitations
from services.partners.models import Invitation, Offer
from services.registry.models import Ikm
from shared.clock import now
from tests.faults.office import NAMES
from tests.partners.factories import opened, suggestions


def start_offer(session):
    opened(session, quota=4)


def invite(session, *names):
    offer = session.scalars(select(Offer)).one()
    chosen = [row.ikm_id for row in suggestions(session, offer) if row.profile.name in names]
    invitations.confirm_selection(session, offer.id, chosen)


def standing(office, name):
    """Return whether the registry holds the address for good, how partners asks, and what became of the mails."""
    with office.database("registry").reading() as session:
        (contact,) = session.scalars(select(Ikm).where(Ikm.name == name)).one().contacts
        address, good = contact.email, contact.undeliverable_since is None
    with office.database("partners").reading() as session:
        invitation = next(item for item in session.scalars(select(Invitation)) if item.nomination.profile.name == name)
        asked = invitation.state, invitation.channel, invitation.mail_address
    with office.database("notifications").reading() as session:
        mails = session.scalars(select(Message).where(Message.address == address).order_by(Message.template))
        return good, asked, {(mail.template, mail.state) for mail in mails}


SILENCED = (False, ("undeliverable", "phone", None), {("invitation", "failed"), ("invitation_reminder", "queued")})
ASKED = (True, ("issued", "email", "ikm0@ikm.example"))


@pytest.fixture
def silenced(office, post):
    """The first IKM, whose address was refused twice while no other mail went."""
    office.change("partners", start_offer)
    office.work()
    post.to_recipient = "550 5.1.1 User unknown"
    office.change("partners", invite, NAMES[0])
    office.work()
    assert standing(office, NAMES[0]) == SILENCED
    return NAMES[0]


def test_whoever_was_blamed_for_what_the_server_refused_is_written_to_again_by_all(office, post, silenced):
    office.change("partners", invite, *NAMES[1:3])
    office.work()
    assert standing(office, silenced) == (*ASKED, {("invitation", "queued"), ("invitation_reminder", "queued")})
    post.to_recipient = None
    with time_machine.travel(now().timestamp() + 180):
        office.work()
    assert standing(office, silenced) == (*ASKED, {("invitation", "sent"), ("invitation_reminder", "queued")})


def test_whoever_is_sent_the_mail_again_by_the_office_is_written_to_again_by_all(office, post, silenced):
    post.to_recipient = None
    office.change("notifications", allow_and_resend)
    office.work()
    assert standing(office, silenced) == (*ASKED, {("invitation", "sent"), ("invitation_reminder", "queued")})


def allow_and_resend(session):
    suppressions.lift(session, session.scalars(select(Suppression.id)).one())
    messages.resend(session, session.scalars(select(Message.id).where(Message.state == "failed")).one())


def test_whoever_is_refused_again_is_called_again(office, post, silenced):
    office.change("notifications", allow_and_resend)
    office.work()
    assert standing(office, silenced) == SILENCED
