"""Which fact tells whom, and what it makes superfluous."""

from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update

from services.notifications.channels.rendering import render
from services.notifications.models import Message
from services.notifications.tasks.consumers import consumers
from shared.clock import WITA, end_of_day, now, today
from shared.database import new_id
from shared.events.catalogue import CONSUMERS
from shared.events.partners import (
    MatchesSuggested,
    NominationAnswered,
    NominationsSent,
    OfferCancelled,
    OfferClosed,
    OfferOpened,
    OfferReturned,
    OfferSubmitted,
    SignInEnded,
)
from shared.messaging.outbox import Outbox
from shared.sessions import SessionEnd, SignIn, has_ended
from tests.notifications.conftest import Desk, settings_for
from tests.notifications.factories import (
    INSTITUTION,
    a_cancellation,
    a_nominee,
    a_profile,
    an_account,
    an_answer,
    an_end,
    an_invitation,
    an_offer,
)

OFFICE_MAILBOX = "kerja.sama@unmul.example"


def addresses(desk: Desk, template: str) -> set[str]:
    return {email.address for email in desk.emails(Message.template == template)}


def failures(desk: Desk) -> list[tuple[str, UUID]]:
    """What is announced of mails that were given up: why, and about which invitation."""
    with desk.database.reading() as session:
        told = session.scalars(select(Outbox.payload).order_by(Outbox.id)).all()
    return [(payload["reason"], UUID(payload["invitation_id"])) for payload in told]


def test_every_fact_of_the_catalogue_is_answered() -> None:
    routed = {fact for fact, services in CONSUMERS.items() if "notifications" in services}
    assert consumers.handlers.keys() == routed


def test_a_submitted_offer_tells_active_staff_only(desk: Desk) -> None:
    desk.hear(
        an_account(email="staff@kutim.example"),
        an_account(email="admin@kutim.example", role="admin"),
        an_account(email="head@kutim.example", role="head"),
        an_account(email="gone@kutim.example", active=False),
        OfferSubmitted(offer=an_offer()),
    )
    assert addresses(desk, "offer_submitted") == {"staff@kutim.example", "admin@kutim.example"}


def test_an_institution_is_told_at_its_mailbox_and_by_its_people(desk: Desk) -> None:
    offer = an_offer()
    desk.hear(
        an_account(email="dosen@unmul.example", role="institution", institution_id=INSTITUTION),
        an_account(email="other@lain.example", role="institution", institution_id=new_id()),
        OfferReturned(offer=offer, reason="Jadwal belum jelas."),
        OfferOpened(offer=offer),
        OfferClosed(offer=offer),
        NominationsSent(offer=offer, nominees=[a_nominee()]),
    )
    for template in ("offer_returned", "offer_opened", "offer_closed", "nominations_sent"):
        assert addresses(desk, template) == {"dosen@unmul.example", OFFICE_MAILBOX}


def test_an_account_at_the_institutions_own_mailbox_gets_one_mail(desk: Desk) -> None:
    person = an_account(email=OFFICE_MAILBOX.upper(), role="institution", institution_id=INSTITUTION)
    desk.hear(person, OfferOpened(offer=an_offer()))
    assert len(desk.emails(Message.template == "offer_opened")) == 1


def test_answers_that_come_together_go_in_one_mail(any_desk: Desk) -> None:
    offer = an_offer()
    any_desk.hear(
        an_account(),
        *(NominationAnswered(offer=offer, nominee=a_nominee(), answer="accepted", reason=None) for _ in range(5)),
    )
    assert len(any_desk.email("nomination_answered").context["items"]) == 5


def test_an_invitation_without_address_is_the_call_lists_business(desk: Desk) -> None:
    desk.hear(an_invitation(email=None))
    assert desk.emails() == []


def test_one_fact_twice_is_one_mail(any_desk: Desk) -> None:
    invitation, opened = an_invitation(), OfferOpened(offer=an_offer())
    any_desk.hear(invitation, opened, times=2)
    assert any_desk.states() == {
        "invitation": ["queued"],
        "invitation_reminder": ["queued", "queued"],
        "offer_opened": ["queued"],
    }


def test_every_fact_of_one_story_is_told(any_desk: Desk) -> None:
    offer = an_offer()
    returned = OfferReturned(offer=offer, reason="Jadwal belum jelas.")
    any_desk.hear(*(NominationsSent(offer=offer, nominees=[a_nominee()]) for _ in range(3)), story="one-story")
    any_desk.hear(returned, returned, story="one-story")
    assert any_desk.states() == {"nominations_sent": ["queued"] * 3, "offer_returned": ["queued"] * 2}


@pytest.mark.parametrize("story", [None, "one-story"])
def test_an_invitation_issued_anew_takes_the_place_of_the_first(desk: Desk, story: str | None) -> None:
    invitation = an_invitation()
    desk.hear(invitation, replace(invitation, email="new@ikm.example"), story=story)
    waiting = desk.emails(Message.state == "queued")
    assert [email.address for email in waiting] == ["new@ikm.example"] * 3


def test_reminders_go_in_the_morning_three_days_and_one_day_before(desk: Desk) -> None:
    deadline = today() + timedelta(days=10)
    desk.hear(an_invitation(answer_by=end_of_day(deadline)))
    due = [email.next_attempt_at.astimezone(WITA) for email in desk.emails(Message.template == "invitation_reminder")]
    assert [(moment.date(), moment.hour) for moment in due] == [
        (deadline - timedelta(days=3), 8),
        (deadline - timedelta(days=1), 8),
    ]


def test_nobody_who_has_answered_is_reminded(any_desk: Desk) -> None:
    invitation = an_invitation()
    any_desk.hear(invitation, an_answer(invitation))
    assert any_desk.states() == {
        "invitation": ["cancelled"],
        "invitation_reminder": ["cancelled", "cancelled"],
        "invitation_answered_ikm": ["queued"],
        "invitation_answered_institution": ["queued"],
    }


def test_an_institution_is_not_told_of_people_it_may_not_see(desk: Desk) -> None:
    invitation = an_invitation()
    desk.hear(invitation, an_answer(invitation, to_institution=False))
    desk.hear(NominationsSent(offer=an_offer(), nominees=[a_nominee()], to_institution=False))
    assert not desk.emails(Message.template.in_(("invitation_answered_institution", "nominations_sent")))


@pytest.mark.parametrize(
    "answer",
    [
        {"answer": "declined", "reason": "Anak sakit parah"},
        {"answer": "delegated", "delegate_name": "Ani Pengganti", "delegate_relation": "istri"},
    ],
)
def test_a_mailbox_learns_neither_why_nor_who_comes_instead(desk: Desk, answer: dict[str, str]) -> None:
    invitation = an_invitation()
    desk.hear(invitation, an_answer(invitation, **answer))
    email = desk.email("invitation_answered_institution")
    rendered = render(email, settings_for(desk.database, "smtp://127.0.0.1:1"))
    for told in (str(email.context), rendered.text, rendered.html):
        assert not [hidden for hidden in ("Anak sakit", "Ani Pengganti", "istri", "Sari Lestari") if hidden in told]


def test_an_invitation_heard_of_after_its_answer_is_not_sent(desk: Desk) -> None:
    invitation = an_invitation()
    desk.hear(an_answer(invitation), invitation)
    assert desk.email("invitation").state == "cancelled"


@pytest.mark.parametrize("story", [None, "one-story"])
def test_only_the_newest_answer_is_confirmed(desk: Desk, story: str | None) -> None:
    invitation = an_invitation()
    desk.hear(
        an_answer(invitation, revision=3, answer="declined", reason="Panen"),
        an_answer(invitation, revision=2),
        story=story,
    )
    assert desk.email("invitation_answered_ikm").context["answer"] == "declined"
    desk.hear(an_answer(invitation, revision=4, answer="accepted"), story=story)
    assert desk.states()["invitation_answered_ikm"] == ["cancelled", "queued"]


def test_a_closed_invitation_is_not_asked_about(desk: Desk) -> None:
    invitation = an_invitation()
    desk.hear(
        invitation,
        an_end(invitation, outcome="expired", reason=None, notice=None, email=None),
    )
    assert {email.state for email in desk.emails()} == {"cancelled"}


@pytest.mark.parametrize("order", list(permutations(("answer", "cancellation", "end"))))
def test_a_cancelled_offer_stops_its_mails_and_tells_everybody_once(desk: Desk, order: tuple[str, ...]) -> None:
    invitation = an_invitation()
    facts = {"answer": an_answer(invitation), "cancellation": a_cancellation(invitation), "end": an_end(invitation)}
    desk.hear(invitation)
    for fact in order:
        desk.hear(facts[fact], story="one-story", times=2)
    waiting = {template for template, states in desk.states().items() if "queued" in states}
    assert waiting == {"offer_cancelled", "offer_cancelled_ikm"}
    assert addresses(desk, "offer_cancelled_ikm") == {invitation.email}


def test_a_no_is_confirmed_also_where_the_offer_ends_before_the_mail_goes(any_desk: Desk) -> None:
    invitation = an_invitation()
    no = an_answer(invitation, answer="declined", reason="Panen", revision=3)
    any_desk.hear(invitation, an_answer(invitation), no, a_cancellation(offer=invitation.offer))
    assert any_desk.states()["invitation_answered_ikm"] == ["cancelled", "queued"]


def test_a_seat_taken_back_stops_its_mails_and_tells_the_ikm_once(any_desk: Desk) -> None:
    invitation = an_invitation()
    any_desk.hear(invitation, an_answer(invitation))
    any_desk.hear(an_end(invitation, notice="seat_withdrawn"), times=2)
    assert any_desk.states() == {
        "invitation": ["cancelled"],
        "invitation_reminder": ["cancelled", "cancelled"],
        "invitation_answered_ikm": ["cancelled"],
        "invitation_answered_institution": ["queued"],
        "seat_withdrawn": ["queued"],
    }


def test_a_seat_taken_back_is_told_although_the_offer_is_cancelled_before_the_mail_goes(desk: Desk) -> None:
    invitation = an_invitation()
    desk.hear(an_end(invitation, notice="seat_withdrawn"), a_cancellation(offer=invitation.offer))
    assert desk.states() == {"seat_withdrawn": ["queued"], "offer_cancelled": ["queued"]}


def test_an_answer_heard_of_after_the_seat_was_taken_back_is_not_confirmed(desk: Desk) -> None:
    invitation = an_invitation()
    desk.hear(an_end(invitation, notice="seat_withdrawn"), an_answer(invitation))
    assert desk.states() == {"seat_withdrawn": ["queued"]}


@pytest.mark.parametrize("end", [{"notice": None}, {"email": None}, {"outcome": "expired", "notice": None}])
def test_whoever_asked_for_it_or_is_called_or_did_not_answer_is_not_written_to(desk: Desk, end: dict[str, Any]) -> None:
    desk.hear(an_end(an_invitation(), **end))
    assert desk.emails() == []


def test_a_mail_that_cannot_say_it_is_called_off_hands_the_invitation_to_the_office(desk: Desk) -> None:
    invitation = an_invitation(email="sari@ikm")
    desk.hear(an_end(invitation))
    assert failures(desk) == [("address_invalid", invitation.invitation_id)]


def test_a_cancellation_of_before_still_tells_everybody(desk: Desk) -> None:
    invitation = an_invitation()
    of_before = OfferCancelled(offer=invitation.offer, reason="Batal", ikm=[invitation.ikm_id])
    desk.hear(a_profile(invitation.ikm_id), of_before, an_end(invitation, notice=None, email=None))
    assert addresses(desk, "offer_cancelled_ikm") == {"sari@ikm.example"}


def test_what_an_institution_cancels_is_told_to_staff_and_to_its_others(desk: Desk) -> None:
    who = an_account(email="dosen@unmul.example", role="institution", institution_id=INSTITUTION)
    colleague = an_account(email="dekan@unmul.example", role="institution", institution_id=INSTITUTION)
    desk.hear(who, colleague, an_account(), a_cancellation(cancelled_by=who.account_id, by_institution=True))
    assert addresses(desk, "offer_cancelled") == {"dekan@unmul.example", OFFICE_MAILBOX}
    assert addresses(desk, "offer_cancelled_staff") == {"rahmat@kutim.example"}


def test_whoever_cancels_from_the_institutions_own_mailbox_gets_no_mail(desk: Desk) -> None:
    who = an_account(email=OFFICE_MAILBOX, role="institution", institution_id=INSTITUTION)
    desk.hear(who, a_cancellation(cancelled_by=who.account_id, by_institution=True))
    assert addresses(desk, "offer_cancelled") == set()


def test_what_staff_cancel_is_told_to_the_institution_only(desk: Desk) -> None:
    who = an_account()
    desk.hear(who, an_account(email="lain@kutim.example"), a_cancellation(cancelled_by=who.account_id))
    assert desk.states() == {"offer_cancelled": ["queued"]}
    assert addresses(desk, "offer_cancelled") == {OFFICE_MAILBOX}


def test_an_invitation_heard_of_after_the_cancellation_is_not_sent(desk: Desk) -> None:
    invitation = an_invitation()
    desk.hear(OfferCancelled(offer=invitation.offer, reason="Batal"), invitation)
    assert desk.email("invitation").reason == "offer_cancelled"


@pytest.mark.parametrize("change", [{"restricted": True}, {"consent_to_share": "no"}])
def test_restriction_and_withdrawn_consent_stop_queued_mail_at_once(any_desk: Desk, change: dict[str, object]) -> None:
    invitation = an_invitation()
    any_desk.hear(a_profile(invitation.ikm_id), invitation, a_profile(invitation.ikm_id, 2, **change))
    assert {email.state for email in any_desk.emails()} == {"suppressed"}


@pytest.mark.parametrize("consent_first", [True, False])
def test_whoever_withdrew_consent_is_called_to_hear_that_it_is_off(any_desk: Desk, consent_first: bool) -> None:
    invitation = an_invitation()
    facts = [a_profile(invitation.ikm_id, consent_to_share="no"), an_end(invitation)]
    any_desk.hear(invitation, *(facts if consent_first else reversed(facts)))
    assert any_desk.email("offer_cancelled_ikm").reason == "consent_withdrawn"
    assert failures(any_desk) == [("consent_withdrawn", invitation.invitation_id)]


def test_whoever_asked_for_restriction_is_not_called(desk: Desk) -> None:
    invitation = an_invitation()
    desk.hear(an_end(invitation), a_profile(invitation.ikm_id, restricted=True))
    assert desk.email("offer_cancelled_ikm").state == "suppressed"
    assert failures(desk) == []


def test_a_restricted_ikm_is_not_written_to(desk: Desk) -> None:
    invitation = an_invitation()
    desk.hear(a_profile(invitation.ikm_id, restricted=True), invitation)
    assert {(email.state, email.reason) for email in desk.emails()} == {("suppressed", "restricted")}


def test_an_older_profile_changes_nothing(desk: Desk) -> None:
    invitation = an_invitation()
    desk.hear(
        a_profile(invitation.ikm_id, 3, restricted=True),
        a_profile(invitation.ikm_id, 2),
        invitation,
    )
    assert desk.email("invitation").state == "suppressed"


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_mail_of_a_merged_ikm_follows_the_rules_of_the_one_that_remains(desk: Desk, order: tuple[int, ...]) -> None:
    invitation, between, remaining = an_invitation(), new_id(), new_id()
    facts = [
        invitation,
        a_profile(invitation.ikm_id, 2, status="merged", merged_into=between),
        a_profile(between, 2, status="merged", merged_into=remaining),
        a_profile(remaining, restricted=True),
    ]
    desk.hear(*(facts[place] for place in order))
    assert {(email.state, email.reason) for email in desk.emails()} == {("suppressed", "restricted")}


def test_an_address_that_is_none_is_a_failure_the_office_hears_of(desk: Desk) -> None:
    invitation = an_invitation(email="sari@ikm.example\r\nBcc: all@ikm.example")
    desk.hear(invitation)
    assert desk.email("invitation").state == "failed"
    assert failures(desk)[0] == ("address_invalid", invitation.invitation_id)


def test_a_deactivated_account_is_signed_out_here_too(desk: Desk) -> None:
    account = an_account(active=False, sessions_valid_from=now())
    desk.hear(account)
    with desk.database.reading() as session:
        assert session.get(SessionEnd, account.account_id).valid_from == account.sessions_valid_from


def test_whoever_signed_out_is_signed_out_here_too(desk: Desk) -> None:
    ended = SignIn(new_id(), now())
    desk.hear(SignInEnded(sign_in_id=ended.id, began_at=ended.began_at))
    with desk.database.reading() as session:
        assert has_ended(session, new_id(), ended)


def test_an_older_account_changes_nothing(desk: Desk) -> None:
    account = an_account(revision=2, email="new@kutim.example")
    desk.hear(account, replace(account, revision=1, email="old@kutim.example"), OfferSubmitted(offer=an_offer()))
    assert addresses(desk, "offer_submitted") == {"new@kutim.example"}


def test_suggestions_tell_staff(desk: Desk) -> None:
    desk.hear(an_account(), MatchesSuggested(offer=an_offer(), suggested=3, to_confirm=1, not_eligible=9))
    assert desk.email("matches_suggested").context["suggested"] == 3


def test_a_digest_begun_by_a_worker_is_not_added_to(desk: Desk) -> None:
    offer = an_offer()
    first, second = (
        NominationAnswered(offer=offer, nominee=a_nominee(), answer="accepted", reason=None) for _ in range(2)
    )
    desk.hear(an_account(), first)
    with desk.database.transaction() as session:
        session.execute(update(Message).values(claim=new_id(), claimed_at=now()))
    desk.hear(second)
    assert len(desk.emails(Message.template == "nomination_answered")) == 2
