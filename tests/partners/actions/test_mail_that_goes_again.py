"""A mail that had failed goes again: the office need not call, unless it has done so or has something else to tell."""

import pytest

from services.partners.actions import calls, invitations, offers
from services.partners.domain.answer import Answer
from services.partners.models import Invitation
from services.partners.queries.call_keys import CallFilter
from services.partners.queries.call_list import list_calls
from shared.database import Database, new_id
from shared.events.notifications import EmailTriedAgain, address_hash
from tests.partners.factories import invited
from tests.partners.tasks.test_consumers import bounced, deliver


def again(invitation: Invitation, *, asks: bool = True) -> EmailTriedAgain:
    return EmailTriedAgain(
        email_id=new_id(),
        template="invitation" if asks else "offer_cancelled_ikm",
        reason="refused",
        invitation_id=invitation.id,
        ikm_id=invitation.ikm_id,
        sent_to=address_hash("ikm@contoh.id"),
        asks=asks,
    )


def called(database: Database) -> list[str]:
    with database.reading() as session:
        return [call.kind for call in list_calls(session, CallFilter(), 10)[0]]


def standing(database: Database, invitation: Invitation) -> tuple[str, str]:
    with database.reading() as session:
        found = session.get_one(Invitation, invitation.id)
        return found.state, found.channel


@pytest.fixture
def invitation(database: Database) -> Invitation:
    with database.transaction() as session:
        return invited(session)


def test_whoever_is_asked_by_mail_after_all_is_not_called(database: Database, invitation: Invitation) -> None:
    deliver(database, bounced(invitation))
    assert called(database) == ["answer"]
    deliver(database, again(invitation), times=2)
    assert (called(database), standing(database, invitation)) == ([], ("issued", "email"))
    deliver(database, bounced(invitation))
    assert called(database) == ["answer"]


def test_whoever_has_answered_the_call_meanwhile_stays_as_it_is(database: Database, invitation: Invitation) -> None:
    deliver(database, bounced(invitation))
    with database.transaction() as session:
        invitations.answer_invitation(session, invitation.id, Answer("accepted"), source="phone")
    deliver(database, again(invitation))
    assert standing(database, invitation) == ("accepted", "phone")


def test_whoever_is_told_by_mail_after_all_that_it_is_off_is_not_called(
    database: Database, invitation: Invitation
) -> None:
    with database.transaction() as session:
        offers.cancel_offer(session, invitation.offer_id, "Batal")
    deliver(database, bounced(invitation))
    assert called(database) == ["news"]
    deliver(database, again(invitation))
    assert called(database) == ["news"]
    deliver(database, again(invitation, asks=False), times=2)
    assert called(database) == []


def test_whoever_was_told_by_phone_stays_told(database: Database, invitation: Invitation) -> None:
    with database.transaction() as session:
        offers.cancel_offer(session, invitation.offer_id, "Batal")
    deliver(database, bounced(invitation))
    with database.transaction() as session:
        calls.mark_told(session, invitation.id, "phone")
    deliver(database, again(invitation, asks=False))
    assert standing(database, invitation) == ("cancelled", "phone")
