"""Remember what is over, whatever order the facts come in."""

from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from services.notifications.models.ending import Ending, announce_note
from services.notifications.models.message import Message
from shared.database import insert_if_absent
from shared.events.partners import OfferSummary

UNHEARD = -1


def note(session: Session, subject_id: UUID, reason: str, revision: int = 0) -> bool:
    """Remember that something ended; returns False where this, or something newer, was known already."""
    announce_note(session, subject_id)
    insert_if_absent(session, Ending, subject_id=subject_id, reason=reason, revision=UNHEARD)
    ending = session.get_one(Ending, subject_id, with_for_update=True, populate_existing=True)
    if revision <= ending.revision:
        return False
    ending.reason, ending.revision = reason, revision
    return True


def lift(session: Session, offer: OfferSummary) -> None:
    """Forget that an offer ended where a newer fact says that it goes on: partners was put back to before its end."""
    outlived = (Ending.subject_id == offer.offer_id) & (Ending.revision < offer.revision)
    if session.scalar(select(Ending.subject_id).where(outlived)):
        announce_note(session, offer.offer_id)
        session.execute(delete(Ending).where(outlived))


def is_outlived(session: Session, offer: OfferSummary) -> bool:
    """Tell whether a newer fact about the offer was heard than this one of its end."""
    newest = func.max(Message.context["offer", "revision"].as_integer())
    heard = session.scalar(select(newest).where(Message.offer_id == offer.offer_id)) or 0
    return 0 < offer.revision < heard
