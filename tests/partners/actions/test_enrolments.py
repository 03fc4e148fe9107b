"""What follows a yes: enrolled once, whatever is said again; ended with the seat."""

import pytest
from sqlalchemy import select

from services.partners.actions import invitations, nominations, offers
from services.partners.domain.answer import Answer
from services.partners.models import Enrolment
from services.partners.models.enrolment import LETTERS
from tests.partners.actions.test_mergers import twins
from tests.partners.actions.test_races import at_once
from tests.partners.factories import announced, confirmed, invitations_of, invited, merged

YES, INSTEAD = Answer("accepted"), Answer("delegated", delegate_name="Budi", delegate_relation="anak")
NO = Answer("declined", reason="Sakit")


def enrolments(session):
    return session.scalars(select(Enrolment).order_by(Enrolment.began_at)).all()


def told(session):
    return [(fact["state"], fact["revision"]) for fact in announced(session, "enrolment_changed")]


@pytest.mark.parametrize("answer", [YES, INSTEAD])
def test_whoever_says_yes_is_enrolled_once_and_that_is_told(database, answer):
    with database.transaction() as session:
        invitation = invited(session)
        for _ in range(2):
            invitations.answer_invitation(session, invitation.id, answer, source="link")
        assert [(one.nomination_id, one.state) for one in enrolments(session)] == [
            (invitation.nomination_id, "enrolled")
        ]
        assert told(session) == [("enrolled", 1)]


def test_a_pass_has_a_code_of_its_own_that_is_read_easily(database):
    with database.transaction() as session:
        invitation = invited(session)
        invitations.answer_invitation(session, invitation.id, YES, source="link")
        (one,) = enrolments(session)
        assert len(one.pass_code) == 8
        assert set(one.pass_code) <= set(LETTERS)


def test_whoever_comes_in_person_after_all_stays_enrolled(database):
    with database.transaction() as session:
        invitation = invited(session)
        for answer in (INSTEAD, YES):
            invitations.answer_invitation(session, invitation.id, answer, source="link")
        assert told(session) == [("enrolled", 1)]


def test_a_yes_that_becomes_a_no_and_a_yes_again_is_one_enrolment(database):
    with database.transaction() as session:
        invitation = invited(session)
        for answer in (YES, NO, YES):
            invitations.answer_invitation(session, invitation.id, answer, source="link")
        (one,) = enrolments(session)
        assert (one.state, one.reason, one.ended_at) == ("enrolled", None, None)
        assert told(session) == [("enrolled", 1), ("withdrew", 2), ("enrolled", 3)]


def test_a_no_from_the_beginning_enrols_nobody(database):
    with database.transaction() as session:
        invitation = invited(session)
        invitations.answer_invitation(session, invitation.id, NO, source="link")
        assert enrolments(session) == []


def test_a_seat_taken_back_ends_the_enrolment_with_its_reason(database):
    with database.transaction() as session:
        invitation = invited(session)
        invitations.answer_invitation(session, invitation.id, YES, source="link")
        nominations.withdraw_nomination(session, invitation.nomination_id, "Pindah usaha")
        (one,) = enrolments(session)
        assert (one.state, one.reason) == ("withdrew", "Pindah usaha")
        assert one.ended_at is not None


def test_an_offer_called_off_ends_every_enrolment(database):
    with database.transaction() as session:
        offer = confirmed(session, ikm=2)
        for invitation in invitations_of(session, offer):
            invitations.answer_invitation(session, invitation.id, YES, source="link")
        offers.cancel_offer(session, offer.id, "Pelatih sakit")
        assert {(one.state, one.reason) for one in enrolments(session)} == {("withdrew", "Pelatih sakit")}


def test_two_that_are_one_take_part_once(database):
    with database.transaction() as session:
        offer, lost, kept = twins(session)
        for invitation in invitations_of(session, offer):
            invitations.answer_invitation(session, invitation.id, YES, source="link")
        merged(session, lost, kept)
        taking_part = [one for one in enrolments(session) if one.state == "enrolled"]
        assert [one.nomination.ikm_id for one in taking_part] == [kept]


def test_an_enrolment_goes_with_its_nomination_to_the_ikm_that_remains(database):
    with database.transaction() as session:
        offer, lost, kept = twins(session, select=("Kembar A",))
        (invitation,) = invitations_of(session, offer)
        invitations.answer_invitation(session, invitation.id, YES, source="link")
        merged(session, lost, kept)
        (one,) = enrolments(session)
        assert (one.state, one.nomination.ikm_id, one.nomination.made_for) == ("enrolled", kept, lost)


def test_twenty_answers_at_once_enrol_once(database):
    with database.transaction() as session:
        asked = invited(session).id

    def answer(number):
        with database.transaction() as session:
            invitations.answer_invitation(session, asked, (YES, INSTEAD)[number % 2], source="link")

    assert at_once(answer, range(20)) == []
    with database.transaction() as session:
        assert [one.state for one in enrolments(session)] == ["enrolled"]
        assert told(session) == [("enrolled", 1)]
