"""Which institutions are told anything, and what becomes of the mails held back while one is no partner."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from services.notifications.actions import messages
from services.notifications.domain import message as rules
from services.notifications.letters import catalogue
from services.notifications.models.ending import announce_note
from services.notifications.models.institution import Institution
from services.notifications.models.message import Message, found, still
from services.notifications.models.message_claims import is_held_for_its_institution
from services.notifications.queries import readers
from shared.clock import now
from shared.context import SYSTEM, acting_as
from shared.database import insert_if_absent
from shared.events.partners import InstitutionChanged

COPIED = ("revision", "name", "email", "active")
UNHEARD = -1


def keep(session: Session, event: InstitutionChanged) -> None:
    """Keep the newest copy, which each attempt to write to the institution asks; welcome one that became a partner."""
    announce_note(session, event.institution_id)
    values = {name: getattr(event, name) for name in COPIED}
    insert_if_absent(session, Institution, institution_id=event.institution_id, **values | {"revision": UNHEARD})
    institution = session.get_one(Institution, event.institution_id, with_for_update=True, populate_existing=True)
    if event.revision > institution.revision:
        for name, value in values.items():
            setattr(institution, name, value)
    session.flush()
    _tell(session, event)


def _tell(session: Session, event: InstitutionChanged) -> None:
    for letter in catalogue.about(event):
        for to in readers.partner(session, event):
            account_email = to.address if to.account_id else None
            messages.queue(session, letter.name, to, {**letter.keeps(event), "account_email": account_email})


def any_held_in_vain(session: Session) -> bool:
    """Tell cheaply whether a mail is held back from an institution that is a partner again."""
    return session.scalar(select(Message.id).where(_is_held_in_vain()).limit(1)) is not None


def held_in_vain(session: Session) -> Sequence[UUID]:
    """Return the mails that are held back, while they are in time, from institutions that are partners again."""
    return found(session, _is_held_in_vain())


def release(session: Session, email_id: UUID) -> None:
    """Put a mail on the list again that is held back in vain."""
    message = still(session, email_id, _is_held_in_vain())
    if message is not None:
        with acting_as(SYSTEM, message.correlation_id):
            message.become(rules.QUEUED)
            message.next_attempt_at = now()
            messages.rest_if_stopped(session, message)


def _is_held_in_vain() -> ColumnElement[bool]:
    partners = select(Institution.institution_id).where(Institution.active)
    return and_(is_held_for_its_institution(now()), Message.institution_id.in_(partners))
