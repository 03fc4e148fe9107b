"""How IKM are reached, as the registry says, and what must not go to them any more."""

from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from services.notifications.actions import messages
from services.notifications.domain import message as rules
from services.notifications.domain.addressee import Addressee
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


def addressee(session: Session, ikm_id: UUID) -> Addressee | None:
    """Return how an IKM is reached by mail: by its contact, else where its last mail went."""
    ikm_id = remaining_id(session, ikm_id)
    contact = session.get(Contact, ikm_id)
    if contact and contact.email:
        return Addressee(contact.name or contact.ikm_name or "", contact.email, contact.language, ikm_id=ikm_id)
    last = session.scalar(
        select(Message).where(Message.ikm_id == ikm_id).order_by(Message.created_at.desc(), Message.id).limit(1)
    )
    return Addressee(last.recipient_name, last.address, last.language, ikm_id=ikm_id) if last else None


def _follow(session: Session, ikm_id: UUID, into_id: UUID) -> Contact:
    contact = _locked(session, remaining_id(session, into_id))
    moved = {"ikm_id": contact.ikm_id, "revision": Message.revision + 1}
    session.execute(update(Message).where(Message.state == rules.QUEUED, Message.ikm_id == ikm_id).values(moved))
    return contact


def _locked(session: Session, ikm_id: UUID) -> Contact:
    insert_if_absent(session, Contact, ikm_id=ikm_id)
    return session.get_one(Contact, ikm_id, with_for_update=True, populate_existing=True)
