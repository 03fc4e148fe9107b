"""How IKM are reached, as the registry says, and what must not go to them any more."""

from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from services.notifications.actions import messages
from services.notifications.domain import message as rules
from services.notifications.domain.consent import WITHDRAWN, reason_to_hold_back
from services.notifications.models.base import insert_if_absent
from services.notifications.models.contact import Contact, remaining_id
from services.notifications.models.message import Message
from shared.events.registry import IkmProfileChanged


def keep(session: Session, event: IkmProfileChanged) -> None:
    """Keep the newest copy; a restriction or a withdrawn consent stops what waits for this IKM at once.

    What waits for a merged IKM follows it, so that the rules of the one that remains hold for it.
    """
    contact = _locked(session, event.ikm_id)
    if event.revision <= contact.revision:
        return
    contact.revision = event.revision
    contact.ikm_name = event.name
    contact.name = event.contact.name
    contact.email = event.contact.email
    contact.language = event.contact.language
    objected = (contact.restricted, contact.consent) if event.retold else (False, None)
    contact.restricted = event.restricted or objected[0]
    contact.consent = WITHDRAWN if objected[1] == WITHDRAWN else event.consent_to_share
    contact.merged_into = event.merged_into
    if event.merged_into:
        contact = _follow(session, event.ikm_id, event.merged_into)
    if reason_to_hold_back(contact.restricted, contact.consent):
        messages.ask_again(session, Message.ikm_id == contact.ikm_id)


def _follow(session: Session, ikm_id: UUID, into_id: UUID) -> Contact:
    contact = _locked(session, remaining_id(session, into_id))
    moved = {"ikm_id": contact.ikm_id, "revision": Message.revision + 1}
    session.execute(update(Message).where(Message.state == rules.QUEUED, Message.ikm_id == ikm_id).values(moved))
    return contact


def _locked(session: Session, ikm_id: UUID) -> Contact:
    insert_if_absent(session, Contact, ikm_id=ikm_id)
    return session.get_one(Contact, ikm_id, with_for_update=True, populate_existing=True)
