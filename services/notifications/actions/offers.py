"""Facts about offers, and who is told."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.notifications.actions import endings, messages
from services.notifications.domain.addressee import Addressee
from services.notifications.models.message import Message
from services.notifications.queries import readers
from shared.events.contract import Event, dump
from shared.events.partners import (
    MatchesSuggested,
    OfferCancelled,
    OfferClosed,
    OfferOpened,
    OfferRejected,
    OfferReturned,
    OfferSubmitted,
    OfferSummary,
)

OTHERS = frozenset({"invitations", "ikm"})
"""Who else is told is nobody's business."""


def tell_of_submission(session: Session, event: OfferSubmitted) -> None:
    _tell(session, "offer_submitted", readers.staff(session), event, event.offer)


def tell_of_return(session: Session, event: OfferReturned) -> None:
    _tell(session, "offer_returned", readers.institution(session, event.offer), event, event.offer)


def tell_of_rejection(session: Session, event: OfferRejected) -> None:
    _tell(session, "offer_rejected", readers.institution(session, event.offer), event, event.offer)


def tell_of_opening(session: Session, event: OfferOpened) -> None:
    _tell(session, "offer_opened", readers.institution(session, event.offer), event, event.offer)


def tell_of_closing(session: Session, event: OfferClosed) -> None:
    _tell(session, "offer_closed", readers.institution(session, event.offer), event, event.offer)


def tell_of_suggestions(session: Session, event: MatchesSuggested) -> None:
    _tell(session, "matches_suggested", readers.staff(session), event, event.offer)


def tell_of_cancellation(session: Session, event: OfferCancelled) -> None:
    """Stop all that waits for the offer; tell the institution, and the office of what the institution did.

    Every IKM still in it is told by its invitation's own end.
    """
    offer_id, revision = event.offer.offer_id, event.offer.revision
    if endings.is_outlived(session, event.offer) or not endings.note(session, offer_id, "offer_cancelled", revision):
        return
    for invitation_id in event.invitations:
        endings.note(session, invitation_id, "offer_cancelled")
    messages.ask_again(session, Message.offer_id == offer_id)
    concerned = readers.institution(session, event.offer)
    _tell(session, "offer_cancelled", _others(concerned, event.cancelled_by), event, event.offer)
    if event.by_institution:
        told = readers.staff(session)
        _tell(session, "offer_cancelled_staff", told, event, event.offer, mails=len(event.ikm))
    if event.calls is None:
        invited = [readers.ikm(session, ikm_id) for ikm_id in event.ikm]
        _tell(session, "offer_cancelled_ikm", [to for to in invited if to], event, event.offer)


def _others(people: list[Addressee], account_id: UUID | None) -> list[Addressee]:
    """Leave out who did it: that person knows."""
    return [to for to in people if account_id is None or to.account_id != account_id]


def _tell(
    session: Session, template: str, people: list[Addressee], event: Event, offer: OfferSummary, **more: Any
) -> None:
    context = {name: value for name, value in dump(event).items() if name not in OTHERS} | more
    for to in people:
        messages.queue(session, template, to, context, offer_id=offer.offer_id)
