"""A seat again for whoever was withdrawn or dismissed: with a new invitation, under the rules of every seat."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy.orm import Session

from services.partners.actions import ikm_profiles, invitations, nominations, offers
from services.partners.actions.readmissions import readmit_nomination
from services.partners.domain.answer import Answer
from services.partners.models import Invitation, Nomination, Offer
from services.partners.queries import ledger
from services.partners.queries.call_keys import NEWS, CallFilter
from services.partners.queries.call_list import count_calls
from shared.database import Database
from shared.errors import RuleBroken
from tests.partners.factories import (
    WITHOUT_EMAIL,
    announced,
    confirmed,
    invitations_of,
    invited,
    profile_changed,
    states,
)

DECLINED, COMES = Answer("declined", reason="Sakit"), Answer("accepted")


def expired(session: Session, invitation: Invitation) -> None:
    with time_machine.travel(invitation.answer_by + timedelta(seconds=1)):
        invitations.expire_overdue(session, invitation.offer_id)


def declined(session: Session, invitation: Invitation) -> None:
    invitations.answer_invitation(session, invitation.id, DECLINED, source="link")


def taken_back(session: Session, invitation: Invitation) -> None:
    nominations.withdraw_nomination(session, invitation.nomination_id, "Salah orang")


def answers(session: Session, offer: Offer) -> list[str]:
    return [item.state for item in invitations_of(session, offer)]


@pytest.mark.parametrize("leave", [expired, declined, taken_back])
def test_whoever_left_is_invited_anew_and_counted_once(database: Database, leave) -> None:
    with database.transaction() as session:
        first = invited(session)
        leave(session, first)
        readmit_nomination(session, first.nomination_id)
        offer = session.get_one(Offer, first.offer_id)
        old, new = invitations_of(session, offer)
        invitations.answer_invitation(session, new.id, COMES, source="phone")
        counts = ledger.of_offer(session, offer.id)
    assert old.state in ("expired", "cancelled")
    assert new.state == "accepted"
    assert (counts.nominated, counts.confirmed, counts.declined, counts.expired, counts.taken) == (1, 1, 0, 0, 1)


def test_the_old_link_answers_nothing_any_more(database: Database) -> None:
    with database.transaction() as session:
        first = invited(session)
        declined(session, first)
        readmit_nomination(session, first.nomination_id)
        for answer in (COMES, Answer("declined", reason="Lain")):
            with pytest.raises(RuleBroken):
                invitations.answer_invitation(session, first.id, answer, source="link")
        assert first.reason == "Sakit"


def test_a_second_click_invites_nobody_twice(database: Database) -> None:
    with database.transaction() as session:
        first = invited(session)
        taken_back(session, first)

    def readmit(_: int) -> None:
        with database.transaction() as session:
            readmit_nomination(session, first.nomination_id)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(readmit, range(4)))
    with database.transaction() as session:
        assert answers(session, session.get_one(Offer, first.offer_id)) == ["cancelled", "issued"]
        assert len(announced(session, "invitation_issued")) == 2


def test_where_no_seat_is_free_they_wait_at_the_end_of_the_line(database: Database) -> None:
    with database.transaction() as session:
        offer = confirmed(session, ikm=4)
        first = invitations_of(session, offer)[0]
        declined(session, first)
        nomination = readmit_nomination(session, first.nomination_id)
        session.refresh(nomination)
        assert (nomination.state, nomination.rank) == ("waiting", 2)
        assert states(session, offer) == {"IKM 0": "waiting", "IKM 1": "accepted", "IKM 2": "accepted",
                                          "IKM 3": "waiting"}  # fmt: skip


def test_whoever_was_dismissed_gets_a_seat(database: Database) -> None:
    with database.transaction() as session:
        offer = confirmed(session, ikm=3)
        (waits,) = [row for row in session.query(Nomination) if row.state == "waiting"]
        nominations.dismiss_nominations(session, offer.id, [waits.ikm_id], "Tidak bisa dihubungi")
        offers.change_quota(session, offer.id, 3)
        assert readmit_nomination(session, waits.id).state == "accepted"


def test_an_institution_that_selects_is_asked_again(database: Database) -> None:
    with database.transaction() as session:
        offer = confirmed(session, ikm=1, selects=True)
        (row,) = session.query(Nomination)
        nominations.withdraw_nomination(session, row.id, "Keliru")
        assert readmit_nomination(session, row.id).state == "nominated"
        assert len(announced(session, "nominations_sent")) == 2
        assert offer.state == "open"


def restricted(session: Session, invitation: Invitation) -> None:
    ikm_profiles.keep(session, profile_changed(ikm_id=invitation.ikm_id, revision=2, restricted=True))


def superseded(session: Session, invitation: Invitation) -> None:
    taken_back(session, invitation)
    invitation.nomination.superseded_by = invitation.nomination_id
    session.flush()


def closed(session: Session, invitation: Invitation) -> None:
    taken_back(session, invitation)
    offers.close_offer(session, invitation.offer_id)


@pytest.mark.parametrize("hinder", [restricted, superseded, closed])
def test_the_rules_of_every_seat_hold(database: Database, hinder) -> None:
    with database.transaction() as session:
        invitation = invited(session)
        hinder(session, invitation)
    with pytest.raises(RuleBroken), database.transaction() as session:
        readmit_nomination(session, invitation.nomination_id)
    with database.transaction() as session:
        assert session.get_one(Nomination, invitation.nomination_id).state == "withdrawn"


def test_a_new_invitation_outdates_the_end_of_the_old_one_in_every_calendar(database: Database) -> None:
    with database.transaction() as session:
        first = invited(session)
        taken_back(session, first)
        readmit_nomination(session, first.nomination_id)
        (_, second), (ended,) = announced(session, "invitation_issued"), announced(session, "invitation_closed")
        assert second["revision"] > ended["revision"]
        _, new = invitations_of(session, session.get_one(Offer, first.offer_id))
        invitations.answer_invitation(session, new.id, COMES, source="link")
        assert announced(session, "invitation_answered")[0]["revision"] > second["revision"]


def test_whoever_has_a_seat_again_need_not_be_told_that_it_is_lost(database: Database) -> None:
    with database.transaction() as session:
        invitation = invited(session, contact=WITHOUT_EMAIL)
        taken_back(session, invitation)
        assert count_calls(session, CallFilter(kind=NEWS)) == 1
        readmit_nomination(session, invitation.nomination_id)
        assert count_calls(session, CallFilter(kind=NEWS)) == 0
