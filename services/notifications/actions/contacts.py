"""How IKM are reached, as the registry says, and what must not go to them any more."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.notifications.actions import emails
from services.notifications.domain.addressee import Addressee
from services.notifications.domain.consent import WITHDRAWN, reason_to_hold_back
from services.notifications.models.contact import Contact, living_on_in, remaining_id
from services.notifications.models.email import Email
from shared.among import among
from shared.database import insert_if_absent
from shared.events.registry import IkmProfileChanged


def keep(session: Session, event: IkmProfileChanged) -> None:
    """Keep the newest copy; a restriction or a withdrawn consent stops what waits for this IKM at once.

    A mail stays that of the IKM it was written for; the rules of the one it lives on in hold for it as well, as long
    as it does.
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
    _stop_unwanted(session, contact)
    if event.merged_into:
        session.flush()
        _stop_unwanted(session, _locked(session, remaining_id(session, event.ikm_id)))


def addressee(session: Session, ikm_id: UUID) -> Addressee | None:
    """Return how an IKM is reached by mail: by its contact, else where its last mail went."""
    ikm_id = remaining_id(session, ikm_id)
    contact = session.get(Contact, ikm_id)
    if contact and contact.email:
        return Addressee(contact.name or contact.ikm_name or "", contact.email, contact.language, ikm_id=ikm_id)
    last = session.scalar(
        select(Email).where(Email.ikm_id == ikm_id).order_by(Email.created_at.desc(), Email.id).limit(1)
    )
    return Addressee(last.recipient_name, last.address, last.language, ikm_id=ikm_id) if last else None


def _locked(session: Session, ikm_id: UUID) -> Contact:
    insert_if_absent(session, Contact, ikm_id=ikm_id)
    return session.get_one(Contact, ikm_id, with_for_update=True, populate_existing=True)


def _stop_unwanted(session: Session, contact: Contact) -> None:
    reason = reason_to_hold_back(contact.restricted, contact.consent)
    if reason:
        emails.hold_back(session, reason, among(Email.ikm_id, living_on_in(session, contact.ikm_id)))
