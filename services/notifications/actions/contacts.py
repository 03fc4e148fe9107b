"""How IKM are reached, as the registry says, and what must not go to them any more."""

from uuid import UUID

from sqlalchemy.orm import Session

from services.notifications.actions import messages
from services.notifications.domain.consent import WITHDRAWN, reason_to_hold_back
from services.notifications.models.contact import Contact, living_on_in, remaining_id
from services.notifications.models.message import Message
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


def _locked(session: Session, ikm_id: UUID) -> Contact:
    insert_if_absent(session, Contact, ikm_id=ikm_id)
    return session.get_one(Contact, ikm_id, with_for_update=True, populate_existing=True)


def _stop_unwanted(session: Session, contact: Contact) -> None:
    if reason_to_hold_back(contact.restricted, contact.consent):
        messages.ask_again(session, among(Message.ikm_id, living_on_in(session, contact.ikm_id)))
