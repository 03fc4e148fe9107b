"""Calls that only tell: marked once, with who, when and how; taken back when the mark was a mistake."""

import pytest
from sqlalchemy import select

from services.partners.actions import calls, invitations, offers
from shared.change import Change
from shared.context import Actor, acting_as
from shared.database import new_id
from shared.errors import RuleBroken
from tests.partners.actions.test_races import at_once
from tests.partners.factories import WITHOUT_EMAIL, invited

ANI, TONO = Actor(new_id(), "Ani", "staff"), Actor(new_id(), "Tono", "staff")


def called_off(session, **values):
    """An invitation whose IKM must be told by phone that the offer is cancelled."""
    invitation = invited(session, **{"contact": WITHOUT_EMAIL, **values})
    offers.cancel_offer(session, invitation.offer_id, "Batal")
    session.refresh(invitation)
    return invitation


def test_the_first_mark_counts(database):
    with database.transaction() as session:
        invitation = called_off(session)
        for person, how in ((ANI, "phone"), (TONO, "whatsapp")):
            with acting_as(person):
                calls.mark_told(session, invitation.id, how)
        assert (invitation.told_by, invitation.told_how) == (ANI.id, "phone")


def test_a_mark_set_by_mistake_is_taken_back_and_both_stay_in_the_history(database):
    with database.transaction() as session:
        invitation = called_off(session)
        calls.mark_told(session, invitation.id, "phone")
        for _ in range(2):
            calls.unmark_told(session, invitation.id)
        assert (invitation.told_at, invitation.told_by, invitation.told_how) == (None, None, None)
    with database.reading() as session:
        steps = select(Change.action).where(Change.noun == "invitation", Change.noun_id == invitation.id)
        assert session.scalars(steps.order_by(Change.id)).all()[-2:] == ["tell", "untell"]


def test_marked_twenty_times_at_once_it_is_told_once(database):
    with database.transaction() as session:
        invitation = called_off(session)

    def mark(number):
        with database.transaction() as session, acting_as(Actor(new_id(), f"Petugas {number}", "staff")):
            calls.mark_told(session, invitation.id, "phone")

    assert at_once(mark, range(20)) == []
    with database.reading() as session:
        steps = select(Change).where(Change.noun_id == invitation.id, Change.action == "tell")
        assert len(session.scalars(steps).all()) == 1


def test_there_is_nothing_to_tell_whoever_is_still_invited(database):
    with database.transaction() as session:
        invitation = invited(session, contact=WITHOUT_EMAIL)
        with pytest.raises(RuleBroken):
            calls.mark_told(session, invitation.id, "phone")


def test_whom_mail_tells_the_office_need_not_call_until_that_mail_fails(database):
    with database.transaction() as session:
        invitation = invited(session)
        offers.cancel_offer(session, invitation.offer_id, "Batal")
        with pytest.raises(RuleBroken):
            calls.mark_told(session, invitation.id, "phone")
        for _ in range(2):
            invitations.mark_undeliverable(session, invitation.id)
        assert calls.mark_told(session, invitation.id, "whatsapp").told_how == "whatsapp"
        assert invitation.state == "cancelled"
