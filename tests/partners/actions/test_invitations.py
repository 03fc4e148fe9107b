from datetime import timedelta

import pytest
import time_machine

from services.partners.actions import invitations, offers
from services.partners.domain.answer import Answer
from services.partners.models.nomination import seats_taken, waiting
from services.partners.queries import links
from shared.context import Actor, acting_as
from shared.errors import NotFound, RuleBroken
from shared.events.registry import ContactPoint
from tests.conftest import SIGNING_KEY
from tests.partners.factories import (
    announced,
    confirmed,
    invitations_of,
    keep_ikm,
    opened,
    states,
    suggestions,
)

COME, CANNOT = Answer("accepted"), Answer("declined", reason="Ada pesanan besar")
SEND = Answer("delegated", delegate_name="Rina", delegate_relation="anak")


def test_the_selection_is_invited_and_the_rest_waits_in_order(database):
    with database.transaction() as session:
        offer = confirmed(session, ikm=4)
        assert states(session, offer) == {"IKM 0": "accepted", "IKM 1": "accepted", "IKM 2": "waiting",
                                          "IKM 3": "waiting"}  # fmt: skip
        assert [fact["ikm_name"] for fact in announced(session, "invitation_issued")] == ["IKM 0", "IKM 1"]


def test_confirming_twice_invites_once(database):
    with database.transaction() as session:
        keep_ikm(session, 2)
        offer = opened(session)
        ids = [row.ikm_id for row in suggestions(session, offer)]
        invitations.confirm_selection(session, offer.id, ids)
        again = invitations.confirm_selection(session, offer.id, ids)
        assert (again.seated, again.waiting) == (0, 0)
        assert len(invitations_of(session, offer)) == 2


def test_a_selection_with_somebody_who_said_no_is_refused(database):
    with database.transaction() as session:
        offer = confirmed(session, ikm=1)
        (invitation,) = invitations_of(session, offer)
        invitations.answer_invitation(session, invitation.id, CANNOT, source="link")
        with pytest.raises(RuleBroken):
            invitations.confirm_selection(session, offer.id, [invitation.ikm_id])


@pytest.mark.parametrize(
    "contact",
    [
        ContactPoint(name="Pak Udin", phone="+62811"),
        ContactPoint(name="Pak Udin", phone="+62811", email="udin@contoh.id", reachable=False),
    ],
    ids=["no address", "mail came back before"],
)
def test_an_ikm_that_mail_does_not_reach_stands_on_the_call_list(database, contact):
    with database.transaction() as session:
        keep_ikm(session, contact=contact)
        offer = opened(session)
        invitations.confirm_selection(session, offer.id, [row.ikm_id for row in suggestions(session, offer)])
        assert [item.channel for item in invitations_of(session, offer)] == ["phone"]
        assert announced(session, "invitation_issued")[0]["email"] is None


def test_a_no_frees_the_seat_for_the_next_in_line(database):
    with database.transaction() as session:
        offer = confirmed(session)
        first = invitations_of(session, offer)[0]
        invitations.answer_invitation(session, first.id, CANNOT, source="link")
        assert states(session, offer) == {"IKM 0": "withdrawn", "IKM 1": "accepted", "IKM 2": "accepted"}
        assert [fact["promoted"] for fact in announced(session, "invitation_issued")] == [False, False, True]


def test_whoever_still_waits_moves_up_by_one(database):
    with database.transaction() as session:
        offer = confirmed(session, ikm=4)
        invitations.answer_invitation(session, invitations_of(session, offer)[0].id, CANNOT, source="link")
        session.expire_all()
        assert [(row.profile.name, row.rank) for row in waiting(session, offer.id)] == [("IKM 3", 1)]


@pytest.mark.parametrize("ended", [offers.close_offer, offers.pause_offer])
def test_nobody_is_promoted_while_the_offer_is_not_open(database, ended):
    with database.transaction() as session:
        offer = confirmed(session)
        ended(session, offer.id)
        invitations.answer_invitation(session, invitations_of(session, offer)[0].id, CANNOT, source="link")
        assert states(session, offer)["IKM 2"] == "waiting"


def test_nobody_is_promoted_after_the_start(database):
    with database.transaction() as session:
        offer = confirmed(session)
        invitation = invitations_of(session, offer)[0]
        with time_machine.travel(offer.starts_at + timedelta(minutes=1)):
            invitations.expire_overdue(session, offer.id)
        assert states(session, offer)["IKM 2"] == "waiting"
        assert invitation.state == "expired"


def test_resuming_lets_those_who_wait_move_up(database):
    with database.transaction() as session:
        offer = confirmed(session)
        offers.pause_offer(session, offer.id)
        invitations.answer_invitation(session, invitations_of(session, offer)[0].id, CANNOT, source="link")
        offers.resume_offer(session, offer.id)
        assert states(session, offer)["IKM 2"] == "accepted"


def test_the_same_answer_again_changes_nothing(database):
    with database.transaction() as session:
        offer = confirmed(session, ikm=1)
        (invitation,) = invitations_of(session, offer)
        for _ in range(3):
            invitations.answer_invitation(session, invitation.id, SEND, source="link")
        assert len(announced(session, "invitation_answered")) == 1


def test_the_last_answer_before_the_deadline_wins(database):
    with database.transaction() as session:
        offer = confirmed(session, ikm=1)
        (invitation,) = invitations_of(session, offer)
        for answer in (COME, CANNOT, SEND):
            invitations.answer_invitation(session, invitation.id, answer, source="link")
        assert invitation.state == "delegated"
        assert states(session, offer) == {"IKM 0": "accepted"}
        assert [fact["answer"] for fact in announced(session, "invitation_answered")] == ["accepted", "declined",
                                                                                         "delegated"]  # fmt: skip


def test_whoever_said_no_cannot_have_the_seat_back_once_it_is_given(database):
    with database.transaction() as session:
        offer = confirmed(session)
        first = invitations_of(session, offer)[0]
        invitations.answer_invitation(session, first.id, CANNOT, source="link")
        with pytest.raises(RuleBroken):
            invitations.answer_invitation(session, first.id, COME, source="link")
        assert seats_taken(session, offer.id) == 2


def test_whoever_said_no_cannot_come_to_what_was_cancelled(database):
    with database.transaction() as session:
        offer = confirmed(session, ikm=1)
        (invitation,) = invitations_of(session, offer)
        invitations.answer_invitation(session, invitation.id, CANNOT, source="link")
        offers.cancel_offer(session, offer.id, "Pengajar sakit.")
        with pytest.raises(RuleBroken):
            invitations.answer_invitation(session, invitation.id, COME, source="link")
        assert seats_taken(session, offer.id) == 0


def test_after_the_deadline_an_answer_is_refused(database):
    with database.transaction() as session:
        offer = confirmed(session, ikm=1)
        (invitation,) = invitations_of(session, offer)
        with time_machine.travel(invitation.answer_by + timedelta(seconds=1)), pytest.raises(RuleBroken) as refusal:
            invitations.answer_invitation(session, invitation.id, COME, source="link")
        assert "ended" in refusal.value.message.template


def test_no_answer_in_time_frees_the_seat(database):
    with database.transaction() as session:
        offer = confirmed(session)
        with time_machine.travel(offer.answer_by + timedelta(seconds=1)):
            assert invitations.expire_overdue(session, offer.id) == 2
            promoted = invitations_of(session, offer)[-1]
            assert promoted.answer_by > offer.answer_by
        assert [fact["outcome"] for fact in announced(session, "invitation_closed")] == ["expired", "expired"]


def test_staff_record_what_they_heard_by_phone(database):
    with database.transaction() as session:
        offer = confirmed(session, ikm=1)
        (invitation,) = invitations_of(session, offer)
        with acting_as(Actor(offer.id, "Ani", "staff")):
            invitations.answer_invitation(session, invitation.id, COME, source="phone")
        assert (invitation.source, invitation.recorded_by) == ("phone", offer.id)


def test_mail_that_did_not_arrive_goes_to_the_call_list_and_keeps_the_seat(database):
    with database.transaction() as session:
        offer = confirmed(session, ikm=1)
        (invitation,) = invitations_of(session, offer)
        invitations.mark_undeliverable(session, invitation.id)
        session.refresh(invitation)
        assert (invitation.state, invitation.channel, seats_taken(session, offer.id)) == ("undeliverable", "phone", 1)


def test_a_bounce_after_the_answer_changes_nothing(database):
    with database.transaction() as session:
        offer = confirmed(session, ikm=1)
        (invitation,) = invitations_of(session, offer)
        invitations.answer_invitation(session, invitation.id, COME, source="link")
        with pytest.raises(RuleBroken):
            invitations.mark_undeliverable(session, invitation.id)


def test_the_link_leads_to_its_invitation_and_to_no_other(database):
    with database.transaction() as session:
        offer = confirmed(session, ikm=1)
        (invitation,) = invitations_of(session, offer)
        token = links.answer_path([SIGNING_KEY], invitation).removeprefix(links.PATH)
        assert links.invitation_of(session, token) is invitation
        with pytest.raises(NotFound):
            links.invitation_of(session, token[:-2])
        invitation.nonce = "another"
        with pytest.raises(NotFound):
            links.invitation_of(session, token)


def test_somebody_in_another_course_at_that_hour_cannot_be_selected(database):
    with database.transaction() as session:
        keep_ikm(session)
        first, second = opened(session), opened(session, title="Klinik kemasan")
        invitations.confirm_selection(session, first.id, [row.ikm_id for row in suggestions(session, first)])
        with pytest.raises(RuleBroken) as refusal:
            invitations.confirm_selection(session, second.id, [row.ikm_id for row in suggestions(session, second)])
        assert "Bimtek foto produk" in str(refusal.value)


def test_whoever_said_no_and_took_a_seat_at_that_hour_elsewhere_cannot_come_after_all(database):
    with database.transaction() as session:
        offer = confirmed(session, ikm=1)
        (invitation,) = invitations_of(session, offer)
        invitations.answer_invitation(session, invitation.id, CANNOT, source="link")
        other = opened(session, title="Klinik kemasan")
        invitations.confirm_selection(session, other.id, [row.ikm_id for row in suggestions(session, other)])
        with pytest.raises(RuleBroken) as refusal:
            invitations.answer_invitation(session, invitation.id, COME, source="link")
        assert "Klinik kemasan" in str(refusal.value)
        assert states(session, offer) == {"IKM 0": "withdrawn"}


def test_whoever_waits_but_has_found_another_seat_is_passed_over_with_a_reason(database):
    with database.transaction() as session:
        offer = confirmed(session, ikm=4)
        other = opened(session, title="Klinik kemasan")
        busy = next(row for row in suggestions(session, other) if row.profile.name == "IKM 2")
        invitations.confirm_selection(session, other.id, [busy.ikm_id])
        invitations.answer_invitation(session, invitations_of(session, offer)[0].id, CANNOT, source="link")
        assert states(session, offer) == {"IKM 0": "withdrawn", "IKM 1": "accepted", "IKM 2": "withdrawn",
                                          "IKM 3": "accepted"}  # fmt: skip


def test_whoever_holds_the_link_answers_also_on_a_device_where_an_institution_is_signed_in(database):
    with database.transaction() as session:
        offer = confirmed(session, ikm=1)
        (invitation,) = invitations_of(session, offer)
        token = links.answer_path([SIGNING_KEY], invitation).removeprefix(links.PATH)
        with acting_as(Actor(offer.id, "Budi", "institution", offer.id)):
            invitations.answer_by_link(session, token, COME)
        assert invitation.state == "accepted"
