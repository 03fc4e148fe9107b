"""One mail of every kind, with words of your choice in it."""

from dataclasses import replace
from typing import Any

from sqlalchemy import select

from services.notifications.actions import messages, outcomes
from services.notifications.domain.addressee import Addressee
from services.notifications.letters.accounts import server_tried
from services.notifications.letters.catalogue import about
from services.notifications.letters.failures import email_failed
from services.notifications.models import Message
from shared.database import new_id
from shared.events.contract import Event
from shared.events.partners import (
    AttendanceCorrected,
    Correction,
    MatchesSuggested,
    NominationAnswered,
    NominationsSent,
    OfferClosed,
    OfferOpened,
    OfferRejected,
    OfferReturned,
    OfferSubmitted,
)
from tests.notifications.conftest import Desk
from tests.notifications.factories import (
    a_cancellation,
    a_cancelled_session,
    a_certificate,
    a_link,
    a_move,
    a_near_session,
    a_nominee,
    a_participant,
    a_place,
    a_question,
    a_revocation,
    a_session,
    a_standing,
    an_account,
    an_addition,
    an_answer,
    an_end,
    an_end_of_waiting,
    an_invitation,
    an_offer,
)

OFFER = an_offer(title="Kemasan & <label> “jujur”")
INVITATION = an_invitation(offer=OFFER)
END = an_end(INVITATION, delegate_name="Budi & <anak>")


def facts() -> dict[str, Event]:
    """Return for each kind of mail a fact that leads to it."""
    return facts_about(INVITATION, END.delegate_name or "", "Jadwal <belum> jelas & lengkap.")


def facts_in(words: str) -> dict[str, Event]:
    """Return for each kind of mail a fact with the same words wherever a person may write some."""
    invitation = an_invitation(
        offer=an_offer(title=words, institution_name=words, place=words),
        sessions=[a_session(title=words, place=words)],
        ikm_name=words,
        recipient_name=words,
    )
    return facts_about(invitation, words, words)


def facts_about(invitation: Any, person: str, reason: str) -> dict[str, Event]:
    offer, name = invitation.offer, invitation.ikm_name
    end = an_end(invitation, delegate_name=person, reason=reason)
    answer = an_answer(invitation, answer="delegated", delegate_name=person, delegate_relation="anak")
    by_phone = replace(invitation, email=None)
    coming = [a_participant(invitation, delegate_name=person)]
    nominees = [a_nominee(ikm_name=name), a_nominee(ikm_name=name, product=None, kecamatan=None)]
    told = [
        OfferSubmitted(offer=offer),
        OfferReturned(offer=offer, reason=reason),
        OfferRejected(offer=offer, reason=reason),
        OfferOpened(offer=offer),
        OfferClosed(offer=offer),
        a_cancellation(invitation, reason=reason),
        a_cancellation(invitation, by_phone, by_institution=True, reason=reason),
        end,
        replace(end, notice="seat_withdrawn"),
        replace(end, notice=None, asked_by_ikm=True),
        MatchesSuggested(offer=offer, suggested=18, to_confirm=4, not_eligible=120),
        NominationsSent(offer=offer, nominees=nominees),
        NominationAnswered(offer=offer, nominee=nominees[0], answer="rejected", reason=reason),
        invitation,
        replace(invitation, promoted=True, sessions=[]),
        answer,
        replace(a_move(invitation), participants=coming, reason=reason),
        replace(a_move(invitation), participants=coming, reason=reason, by_institution=True),
        replace(a_cancelled_session(invitation), participants=coming, reason=reason),
        replace(an_addition(invitation), participants=coming),
        replace(a_near_session(invitation), participants=coming),
        a_place(invitation),
        an_end_of_waiting(invitation, why="called_off", reason=reason),
        AttendanceCorrected(
            offer=offer,
            corrections=[a_correction(ikm_name=name, session_title=person)],
            reason=reason,
            corrected_by=None,
            by_institution=True,
        ),
        a_certificate(invitation),
        a_revocation(invitation, reason=reason),
        *map(a_link, ("invited", "forgotten")),
        a_standing(name=offer.institution_name, activated=True),
        a_question(invitation),
    ]
    # Of several facts that lead to one kind of mail the first is taken.
    return {letter.name: fact for fact in reversed(told) for letter in about(fact)}


def a_correction(**values: Any) -> Correction:
    """One place of a closed list, put right."""
    known = {"enrolment_id": new_id(), "before": "absent", "after": "present", "enrolment_state": "completed"}
    return Correction(**known | values)


def queued(desk: Desk, template: str, said: dict[str, Event] | None = None) -> Message:
    """Return a mail of this kind, as the facts that lead to it leave it on the list."""
    said = said or facts()
    desk.hear(an_account())
    if template == email_failed.name:
        other = an_invitation(invitation_id=new_id(), ikm_name=said["invitation"].ikm_name)
        desk.hear(other)
        one = Message.invitation_id == other.invitation_id, Message.template == "invitation"
        with desk.database.transaction() as session:
            outcomes.fail(session, session.scalars(select(Message).where(*one)).one(), "refused")
    elif template == server_tried.name:
        with desk.database.transaction() as session:
            messages.queue(session, template, Addressee("Rahmat", "rahmat@kutim.example"), {})
    else:
        desk.hear(said[template])
    return desk.emails(Message.template == template)[0]
