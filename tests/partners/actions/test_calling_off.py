"""Who is told that an invitation was called off: whoever could count on it, once, by mail or by phone."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from services.partners.actions import ikm_profiles, invitations, nominations, offers
from services.partners.domain.answer import Answer
from services.partners.models import Nomination
from shared.context import Actor, acting_as
from shared.database import new_id
from shared.errors import InvalidInput, RuleBroken
from tests.partners.factories import (
    WITHOUT_EMAIL,
    announced,
    confirmed,
    ikm_changes,
    invitations_of,
    invited,
    keep_ikm,
    merged,
    opened,
    profile_changed,
    suggestions,
)

COME, CANNOT = Answer("accepted"), Answer("declined", reason="Sakit")
SEND = Answer("delegated", delegate_name="Rina", delegate_relation="anak")


def told(session):
    """IKM name to (notice, address) of each end that its IKM is told of."""
    ends = announced(session, "invitation_closed")
    return {fact["ikm_name"]: (fact["notice"], fact["email"]) for fact in ends if fact["notice"]}


def test_of_a_cancelled_offer_mail_tells_those_with_an_address_and_the_office_the_others(database):
    with database.transaction() as session:
        keep_ikm(session, name="Tanpa Surel", contact=WITHOUT_EMAIL)
        offer = confirmed(session, ikm=1)
        offers.cancel_offer(session, offer.id, "Narasumber berhalangan")
        assert told(session) == {
            "IKM 0": ("offer_cancelled", "sari@contoh.id"),
            "Tanpa Surel": ("offer_cancelled", None),
        }
        (cancelled,) = announced(session, "offer_cancelled")
        assert (len(cancelled["invitations"]), len(cancelled["ikm"]), cancelled["calls"]) == (2, 1, 1)


@pytest.mark.parametrize("answer", [COME, SEND])
def test_whoever_had_promised_to_come_is_told(database, answer):
    with database.transaction() as session:
        invitation = invited(session)
        invitations.answer_invitation(session, invitation.id, answer, source="link")
        offers.cancel_offer(session, invitation.offer_id, "Batal")
        (end,) = announced(session, "invitation_closed")
        (answered,) = announced(session, "invitation_answered")
        assert (end["notice"], end["delegate_name"]) == ("offer_cancelled", answer.delegate_name)
        assert end["revision"] > answered["revision"]
        assert end["sessions"] == answered["sessions"]


def test_whoever_declined_is_not_told(database):
    with database.transaction() as session:
        invitation = invited(session)
        invitations.answer_invitation(session, invitation.id, CANNOT, source="link")
        offers.cancel_offer(session, invitation.offer_id, "Batal")
        assert announced(session, "invitation_closed") == []


def test_whoever_did_not_answer_in_time_is_not_told(database):
    with database.transaction() as session:
        invitation = invited(session)
        with time_machine.travel(invitation.answer_by + timedelta(seconds=1)):
            invitations.expire_overdue(session, invitation.offer_id)
            offers.cancel_offer(session, invitation.offer_id, "Batal")
        assert told(session) == {}


def test_whoever_waits_in_line_is_not_told(database):
    with database.transaction() as session:
        offers.cancel_offer(session, confirmed(session, ikm=3).id, "Batal")
        assert sorted(told(session)) == ["IKM 0", "IKM 1"]


def test_whom_the_institution_has_not_taken_yet_is_not_told(database):
    with database.transaction() as session:
        offer = confirmed(session, ikm=2, selects=True)
        taken, undecided = session.scalars(select(Nomination).where(Nomination.state == "nominated")).all()
        nominations.accept_nomination(session, taken.id)
        nominations.withdraw_nomination(session, undecided.id, "Salah pilih")
        offers.cancel_offer(session, offer.id, "Batal")
        assert sorted(told(session)) == [taken.profile.name]


def test_whoever_moved_up_from_the_waiting_list_is_told_like_anybody(database):
    with database.transaction() as session:
        offer = confirmed(session, ikm=3)
        first = invitations_of(session, offer)[0]
        invitations.answer_invitation(session, first.id, CANNOT, source="link")
        offers.cancel_offer(session, offer.id, "Batal")
        assert sorted(told(session)) == ["IKM 1", "IKM 2"]


@pytest.mark.parametrize("how", ["nomination", "invitation"])
def test_whose_seat_the_office_takes_back_is_told(database, how):
    with database.transaction() as session:
        invitation = invited(session)
        if how == "nomination":
            nominations.withdraw_nomination(session, invitation.nomination_id, "Sudah ikut di tempat lain")
        else:
            invitations.cancel_invitation(session, invitation.id, "Sudah ikut di tempat lain")
        assert told(session) == {"IKM 0": ("seat_withdrawn", "sari@contoh.id")}


@pytest.mark.parametrize("how", ["nomination", "invitation"])
def test_whoever_asked_for_it_itself_is_not_told(database, how):
    with database.transaction() as session:
        invitation = invited(session)
        if how == "nomination":
            nominations.withdraw_nomination(session, invitation.nomination_id, "Sakit", by_ikm=True)
        else:
            invitations.cancel_invitation(session, invitation.id, "Sakit", by_ikm=True)
        assert told(session) == {}


def test_whoever_lost_its_seat_is_not_told_again_when_the_offer_is_cancelled(database):
    with database.transaction() as session:
        invitation = invited(session)
        nominations.withdraw_nomination(session, invitation.nomination_id, "Sudah ikut di tempat lain")
        offers.cancel_offer(session, invitation.offer_id, "Batal")
        assert told(session) == {"IKM 0": ("seat_withdrawn", "sari@contoh.id")}


def test_taking_a_seat_back_twice_tells_once(database):
    with database.transaction() as session:
        invitation = invited(session)
        invitations.cancel_invitation(session, invitation.id, "Salah pilih")
        with pytest.raises(RuleBroken):
            invitations.cancel_invitation(session, invitation.id, "Salah pilih")
        assert len(announced(session, "invitation_closed")) == 1


def test_a_reason_is_needed(database):
    with database.transaction() as session:
        invitation = invited(session)
        with pytest.raises(InvalidInput) as refusal:
            invitations.cancel_invitation(session, invitation.id, "  ", by_ikm=True)
        assert "reason" in refusal.value.errors


def test_an_ikm_that_left_the_register_is_told(database):
    with database.transaction() as session:
        invitation = invited(session, name="Tutup")
        gone = profile_changed(ikm_id=invitation.ikm_id, revision=2, name="Tutup", status="inactive")
        ikm_profiles.keep(session, gone)
        assert told(session) == {"Tutup": ("seat_withdrawn", "sari@contoh.id")}


def test_an_ikm_that_asked_not_to_be_processed_is_not_written_to(database):
    with database.transaction() as session:
        invitation = invited(session)
        ikm_changes(session, invitation.ikm_id, restricted=True)
        assert told(session) == {}


def test_an_ikm_recorded_twice_keeps_its_seat_and_is_told_nothing(database):
    with database.transaction() as session:
        lost, kept = keep_ikm(session, 2)
        offer = opened(session)
        invitations.confirm_selection(session, offer.id, [row.ikm_id for row in suggestions(session, offer)])
        merged(session, lost, kept)
        assert [fact["outcome"] for fact in announced(session, "invitation_closed")] == ["cancelled"]
        assert told(session) == {}


def test_an_ikm_that_wants_no_mail_any_more_is_told_by_phone(database):
    with database.transaction() as session:
        invitation = invited(session)
        unwilling = profile_changed(ikm_id=invitation.ikm_id, revision=2, name="IKM 0", consent_to_share="no")
        ikm_profiles.keep(session, unwilling)
        offers.cancel_offer(session, invitation.offer_id, "Batal")
        assert told(session) == {"IKM 0": ("offer_cancelled", None)}


def test_whoever_mail_did_not_reach_before_is_told_by_phone(database):
    with database.transaction() as session:
        invitation = invited(session)
        invitations.mark_undeliverable(session, invitation.id)
        invitations.answer_invitation(session, invitation.id, COME, source="phone")
        offers.cancel_offer(session, invitation.offer_id, "Batal")
        assert told(session) == {"IKM 0": ("offer_cancelled", None)}


def test_nobody_is_told_that_what_is_over_was_called_off(database):
    with database.transaction() as session:
        offer = confirmed(session, ikm=2)
        first, second = invitations_of(session, offer)
        for item in (first, second):
            invitations.answer_invitation(session, item.id, COME, source="link")
        with time_machine.travel(offer.starts_at + timedelta(days=3)):
            nominations.withdraw_nomination(session, first.nomination_id, "Tidak datang")
            offers.cancel_offer(session, offer.id, "Tidak jadi")
        assert told(session) == {}


def test_what_is_over_stays_as_it_was_when_an_ikm_leaves_the_register(database):
    with database.transaction() as session:
        invitation = invited(session, name="Tutup")
        invitations.answer_invitation(session, invitation.id, COME, source="link")
        gone = profile_changed(ikm_id=invitation.ikm_id, revision=2, name="Tutup", status="inactive")
        with time_machine.travel(invitation.answer_by + timedelta(days=30)):
            ikm_profiles.keep(session, gone)
        session.refresh(invitation)
        assert invitation.state == "accepted"


@pytest.mark.parametrize(("role", "by_institution"), [("staff", False), ("institution", True)])
def test_a_cancellation_says_who_did_it(database, role, by_institution):
    with database.transaction() as session:
        offer = confirmed(session, ikm=1)
        person = Actor(new_id(), "Budi", role, offer.institution_id if by_institution else None)
        with acting_as(person):
            offers.cancel_offer(session, offer.id, "Batal")
        (fact,) = announced(session, "offer_cancelled")
        assert (fact["cancelled_by"], fact["by_institution"]) == (str(person.id), by_institution)
