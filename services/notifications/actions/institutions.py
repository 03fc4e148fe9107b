"""Which institutions are told anything, and what becomes of the mails held back while one is no partner."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from services.notifications.actions import messages
from services.notifications.domain import message as rules
from services.notifications.models.ending import announce_note
from services.notifications.models.institution import Institution
from services.notifications.models.message import Message, is_held_for_its_institution
from shared.clock import now
from shared.context import SYSTEM, acting_as
from shared.database import insert_if_absent
from shared.events.partners import InstitutionChanged

COPIED = ("revision", "name", "email", "active")
UNHEARD = -1


def keep(session: Session, event: InstitutionChanged) -> None:
    """Keep the newest copy; each attempt to write to the institution asks it."""
    announce_note(session, event.institution_id)
    values = {name: getattr(event, name) for name in COPIED}
    insert_if_absent(session, Institution, institution_id=event.institution_id, **values | {"revision": UNHEARD})
    institution = session.get_one(Institution, event.institution_id, with_for_update=True, populate_existing=True)
    if event.revision > institution.revision:
        for name, value in values.items():
            setattr(institution, name, value)


def any_held_in_vain(session: Session) -> bool:
    return session.scalar(_held_in_vain().limit(1)) is not None


def release_held(session: Session) -> None:
    """Put on the list again, while it is in time, what was held back from institutions that are partners again."""
    for message in session.scalars(_held_in_vain().with_for_update(skip_locked=True, of=Message)):
        with acting_as(SYSTEM, message.correlation_id):
            message.become(rules.QUEUED)
            message.next_attempt_at = now()
            messages.rest_if_stopped(session, message)


def _held_in_vain() -> Select[Message]:
    return (
        select(Message)
        .join(Institution, Institution.institution_id == Message.institution_id)
        .where(is_held_for_its_institution(now()), Institution.active)
        .order_by(Message.id)
    )
