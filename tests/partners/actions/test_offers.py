from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine

from services.partners.actions import account_opening, institutions, invitations, offers
from services.partners.domain.answer import Answer
from shared.clock import start_of_day
from shared.context import Actor, acting_as
from shared.errors import InvalidInput, RuleBroken, StaleForm
from tests.partners.factories import (
    announced,
    confirmed,
    drafted,
    institution,
    invitations_of,
    offer_values,
    opened,
    states,
    submitted,
)


def test_a_draft_needs_only_title_topic_and_form(database):
    with database.transaction() as session:
        values = {"title": "Magang", "topic": "PENGEMASAN", "form": "MAGANG", "sessions": []}
        offer = offers.draft_offer(session, uuid4(), institution(session).id, values)
        assert offer.state == "draft"
        with pytest.raises(RuleBroken) as refusal:
            offers.submit_offer(session, offer.id)
        assert refusal.value.field == "quota"


def test_the_same_id_again_returns_the_offer_that_exists(database):
    with database.transaction() as session:
        offer = drafted(session)
        assert offers.draft_offer(session, offer.id, offer.institution_id, offer_values(title="Lain")) is offer
        assert offer.title == "Bimtek foto produk"


def test_the_same_id_for_another_institution_is_refused(database):
    with database.transaction() as session:
        offer, other = drafted(session), institution(session)
        with pytest.raises(RuleBroken) as refusal:
            offers.draft_offer(session, offer.id, other.id, offer_values())
        assert refusal.value.field == "institution_id"


def test_submitting_tells_the_office_once(database):
    with database.transaction() as session:
        offer = submitted(session)
        with pytest.raises(RuleBroken):
            offers.submit_offer(session, offer.id)
        assert len(announced(session, "offer_submitted")) == 1


def test_where_people_meet_it_is_not_handed_in_without_a_place(database):
    with database.transaction() as session:
        offer = drafted(session, mode="LURING", place=None)
        with pytest.raises(RuleBroken) as refusal:
            offers.submit_offer(session, offer.id)
        assert (refusal.value.field, offer.state) == ("place", "draft")


def test_an_offer_handed_in_before_the_place_was_asked_may_still_open(database):
    with database.transaction() as session:
        offer = submitted(session, mode="LURING")
        offer.place = None
        assert offers.open_offer(session, offer.id).state == "open"


def test_a_returned_offer_can_be_changed_and_submitted_again(database):
    with database.transaction() as session:
        offer = submitted(session)
        offers.return_offer(session, offer.id, "Kuota kurang jelas")
        offers.edit_offer(session, offer.id, {"quota": 5}, revision=offer.revision)
        offers.submit_offer(session, offer.id)
        assert (offer.state, offer.quota) == ("submitted", 5)
        assert announced(session, "offer_returned")[0]["reason"] == "Kuota kurang jelas"


@pytest.mark.parametrize("command", [offers.return_offer, offers.reject_offer, offers.cancel_offer])
def test_saying_no_needs_a_reason(database, command):
    with database.transaction() as session:
        offer = submitted(session)
        with pytest.raises(InvalidInput) as refusal:
            command(session, offer.id, "  ")
        assert "reason" in refusal.value.errors
        assert offer.state == "submitted"


def test_an_old_form_is_refused(database):
    with database.transaction() as session:
        offer = drafted(session)
        with pytest.raises(StaleForm):
            offers.edit_offer(session, offer.id, {"title": "Lain"}, revision=offer.revision - 1)


def test_editing_replaces_sessions_in_place(database):
    with database.transaction() as session:
        offer = drafted(session)
        first = offer_values()["sessions"][0]
        offers.edit_offer(session, offer.id, {"sessions": [{**first, "title": "Satu"}, {**first, "title": "Dua"}]})
        offers.edit_offer(session, offer.id, {"sessions": [{**first, "title": "Dua"}]})
        session.expire_all()
        assert [(item.number, item.title) for item in offer.sessions] == [(1, "Dua")]


def test_the_offer_of_a_suspended_institution_cannot_open(database):
    with database.transaction() as session:
        offer = submitted(session)
        institutions.move_institution(session, offer.institution_id, "suspend", "Kontak tidak menjawab")
        with pytest.raises(RuleBroken):
            offers.open_offer(session, offer.id)


def test_the_paused_offer_of_a_suspended_institution_resumes_once_the_suspension_is_lifted(database):
    with database.transaction() as session:
        offer = opened(session)
        offers.pause_offer(session, offer.id)
        institutions.move_institution(session, offer.institution_id, "suspend", "Kontak tidak menjawab")
        with pytest.raises(RuleBroken):
            offers.resume_offer(session, offer.id)
        assert offer.state == "paused"
        institutions.move_institution(session, offer.institution_id, "resume")
        assert offers.resume_offer(session, offer.id).state == "open"


def test_the_quota_never_falls_below_the_seats_taken(database):
    with database.transaction() as session:
        offer = confirmed(session)
        with pytest.raises(RuleBroken) as refusal:
            offers.change_quota(session, offer.id, 1)
        assert refusal.value.field == "quota"


def test_the_same_quota_form_sent_twice_changes_it_once(database):
    with database.transaction() as session:
        offer = opened(session, quota=2)
        session.flush()
        revision = offer.revision
        offers.change_quota(session, offer.id, 5, revision)
        session.flush()
        assert offers.change_quota(session, offer.id, 5, revision).quota == 5
        with pytest.raises(StaleForm):
            offers.change_quota(session, offer.id, 6, revision)


def test_more_seats_are_given_to_those_who_wait(database):
    with database.transaction() as session:
        offer = confirmed(session)
        offers.change_quota(session, offer.id, 3)
        assert states(session, offer)["IKM 2"] == "accepted"


def test_cancelling_tells_everybody_once_and_frees_the_seats(database):
    with database.transaction() as session:
        offer = confirmed(session)
        declined = invitations_of(session, offer)[0]
        invitations.answer_invitation(session, declined.id, Answer("declined", reason="Sakit"), source="link")
        offers.cancel_offer(session, offer.id, "Narasumber berhalangan")
        (told,) = announced(session, "offer_cancelled")
        assert len(told["invitations"]) == 2
        assert str(declined.id) not in told["invitations"]
        ended = announced(session, "invitation_closed")
        assert sorted(fact["invitation_id"] for fact in ended) == sorted(told["invitations"])
        assert {(fact["outcome"], fact["reason"]) for fact in ended} == {("cancelled", "Narasumber berhalangan")}
        assert set(states(session, offer).values()) == {"withdrawn"}
        assert {item.state for item in invitations_of(session, offer)} == {"declined", "cancelled"}


def test_the_institution_reads_why_its_offer_was_rejected(database):
    with database.transaction() as session:
        offers.reject_offer(session, submitted(session).id, " Topiknya sudah ada ")
        assert [fact["reason"] for fact in announced(session, "offer_rejected")] == ["Topiknya sudah ada"]


def test_whoever_knew_of_a_returned_offer_is_told_that_it_was_cancelled(database):
    with database.transaction() as session:
        offer = submitted(session)
        offers.return_offer(session, offer.id, "Kuota kurang jelas")
        offers.edit_offer(session, offer.id, dict.fromkeys(["mode", "starts_on", "ends_on", "quota", "answer_by"]))
        offers.cancel_offer(session, offer.id, "Tidak jadi")
        (told,) = announced(session, "offer_cancelled")
        assert (told["offer"]["title"], told["offer"]["quota"], told["invitations"]) == (offer.title, None, [])


def test_nobody_is_told_that_a_draft_was_cancelled(database):
    with database.transaction() as session:
        offers.cancel_offer(session, drafted(session).id, "Salah tulis")
        assert announced(session, "offer_cancelled") == []


def test_the_institution_is_told_that_the_office_cancelled_its_draft(database):
    with database.transaction() as session:
        owner = institution(session)
        author, _ = account_opening.open_institution_account(session, owner.id, "Budi", "budi@contoh.id")
        with acting_as(Actor(author.id, "Budi", "institution", owner.id)):
            first, second = drafted(session, institution_id=owner.id), drafted(session, institution_id=owner.id)
            offers.cancel_offer(session, first.id, "Salah tulis")
        offers.cancel_offer(session, second.id, "Ganda")
        assert [fact["offer"]["offer_id"] for fact in announced(session, "offer_cancelled")] == [str(second.id)]


def test_after_closing_no_seat_is_given(database):
    with database.transaction() as session:
        offer = opened(session)
        offers.close_offer(session, offer.id)
        with pytest.raises(RuleBroken):
            invitations.confirm_selection(session, offer.id, [])


def test_a_closed_offer_is_completed_once_its_last_day_has_passed(database):
    with database.transaction() as session:
        offer = opened(session)
        offers.close_offer(session, offer.id)
        with time_machine.travel(start_of_day(offer.ends_on)), pytest.raises(RuleBroken):
            offers.complete_offer(session, offer.id)
        assert offer.state == "closed"
        with time_machine.travel(start_of_day(offer.ends_on + timedelta(days=1))):
            assert offers.complete_offer(session, offer.id).state == "completed"
