"""One mail of every kind, with words of your choice in it."""

from dataclasses import replace
from typing import Any

from sqlalchemy import select

from services.notifications.actions import outcomes
from services.notifications.models import Message
from shared.database import new_id
from shared.events.contract import Event
from shared.events.partners import (
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
    a_nominee,
    a_session,
    an_account,
    an_answer,
    an_end,
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
    nominees = [a_nominee(ikm_name=name), a_nominee(ikm_name=name, product=None, kecamatan=None)]
    return {
        "offer_submitted": OfferSubmitted(offer=offer),
        "offer_returned": OfferReturned(offer=offer, reason=reason),
        "offer_rejected": OfferRejected(offer=offer, reason=reason),
        "offer_opened": OfferOpened(offer=offer),
        "offer_closed": OfferClosed(offer=offer),
        "offer_cancelled": a_cancellation(invitation, reason=reason),
        "offer_cancelled_staff": a_cancellation(invitation, by_phone, by_institution=True, reason=reason),
        "offer_cancelled_ikm": end,
        "seat_withdrawn": replace(end, notice="seat_withdrawn"),
        "seat_given_back": replace(end, notice=None, asked_by_ikm=True),
        "matches_suggested": MatchesSuggested(offer=offer, suggested=18, to_confirm=4, not_eligible=120),
        "nominations_sent": NominationsSent(offer=offer, nominees=nominees),
        "nomination_answered": NominationAnswered(offer=offer, nominee=nominees[0], answer="rejected", reason=reason),
        "invitation": invitation,
        "invitation_promoted": replace(invitation, promoted=True, sessions=[]),
        "invitation_reminder": invitation,
        "invitation_answered_ikm": answer,
        "invitation_answered_institution": answer,
    }


def queued(desk: Desk, template: str, said: dict[str, Event] | None = None) -> Message:
    """Return a mail of this kind, as the facts that lead to it leave it on the list."""
    said = said or facts()
    desk.hear(an_account())
    if template == "email_failed":
        other = an_invitation(invitation_id=new_id(), ikm_name=said["invitation"].ikm_name)
        desk.hear(other)
        one = Message.invitation_id == other.invitation_id, Message.template == "invitation"
        with desk.database.transaction() as session:
            outcomes.fail(session, session.scalars(select(Message).where(*one)).one(), "refused")
    else:
        desk.hear(said[template])
    return desk.emails(Message.template == template)[0]
