"""Facts about those who wait for a seat: what a newer one says makes the place in line no news any more."""

from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.notifications.actions import endings, messages
from services.notifications.actions.letters import tell
from services.notifications.domain import message as rules
from services.notifications.letters.catalogue import ASKING
from services.notifications.letters.waiting import waiting_began
from services.notifications.models.contact import living_on_in, remaining_id
from services.notifications.models.ending import Ending
from services.notifications.models.message import Message
from shared.among import among
from shared.events.partners import InvitationIssued, WaitingBegan, WaitingEnded

OVER = "waiting_over"
BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)


def begin(session: Session, event: WaitingBegan) -> None:
    """Tell the place in line, unless what came of it was heard before; an end of before is over with it."""
    ending = session.get(Ending, event.nomination_id)
    if ending is not None and ending.revision >= _stamp(event.since):
        return
    if ending is not None:
        session.delete(ending)
    if not _invited_since(session, event):
        tell(session, event)


def end(session: Session, event: WaitingEnded) -> None:
    """Tell that waiting came to nothing, once a wait: partners put back from a copy may end it a second time."""
    told = session.get(Ending, event.nomination_id) is not None
    if not told and endings.note(session, event.nomination_id, OVER, _stamp(event.ended_at)):
        drop_places(session, event)
        tell(session, event)


def drop_places(session: Session, event: WaitingEnded | InvitationIssued) -> None:
    """Let the place in line rest unsent that this fact has overtaken."""
    whose = among(Message.ikm_id, living_on_in(session, remaining_id(session, event.ikm_id)))
    same = Message.template == waiting_began.name, Message.offer_id == event.offer.offer_id
    for place in messages.waiting(session, *same, whose):
        place.become(rules.CANCELLED, "replaced")


def _invited_since(session: Session, event: WaitingBegan) -> bool:
    asked = select(Message.id).where(
        Message.template.in_(ASKING),
        Message.offer_id == event.offer.offer_id,
        Message.ikm_id == event.ikm_id,
        Message.created_at > event.since,
    )
    return session.scalar(asked.limit(1)) is not None


def _stamp(at: datetime) -> int:
    """Return a number that grows with time and fits where revisions stand: seconds since the program exists."""
    return int((at - BEGINNING).total_seconds())
