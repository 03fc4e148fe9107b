"""Who is reached, how, and whether mail gets there."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.registry.actions.announcements import announce
from services.registry.actions.fields import Entry, entry
from services.registry.models.contact import FIELDS, Contact
from services.registry.models.ikm import Ikm
from shared.audit import record
from shared.clock import now
from shared.events.notifications import address_hash

NO_FAULT_OF_THE_ADDRESS = frozenset({"unwritable", "too_late", "consent_withdrawn", "turned_away"})
"""Why a mail was given up though its address may well work."""
OF_ONE_BLOCK = frozenset({"refused", "address_blocked"})
"""The first refusal blocks an address, which holds back all other mail to it."""


def put_contact(
    ikm: Ikm, kind: str, values: Mapping[str, Any], *, source: str, batch_id: UUID | None = None
) -> Entry | None:
    """Set what differs on the owner's or the proxy's contact and return the entry for the history."""
    contact = next((item for item in ikm.contacts if item.kind == kind), None)
    if contact is None:
        if not any(values.values()):
            return None
        contact = Contact(kind=kind, source=source, import_batch_id=batch_id)
        ikm.contacts.append(contact)
    old = {name: getattr(contact, name) for name in FIELDS}
    for name, value in values.items():
        setattr(contact, name, value)
    new = {name: getattr(contact, name) for name in FIELDS}
    if new == old:
        return None
    if new["email"] != old["email"]:
        contact.undeliverable_since = contact.undeliverable_reason = None
    # Contacts are part of the IKM's one form: whoever has it open must notice.
    ikm.updated_at = now()
    return entry(ikm.id, f"contact_{kind}", old, new, batch_id=batch_id)


def mark_undeliverable(session: Session, ikm_id: UUID, reason: str, sent_to: str | None = None) -> None:
    """Note that mail to this IKM came back; it is called instead until the address changes.

    ``sent_to``: the hash of the address it went to; an address that was corrected meanwhile is not to blame.
    """
    if reason in NO_FAULT_OF_THE_ADDRESS:
        return
    ikm = Ikm.surviving(session, ikm_id)
    flagged = [item for item in ikm.contacts if item.email and item.undeliverable_since is None]
    if sent_to:
        flagged = [item for item in flagged if address_hash(item.email or "") == sent_to]
    if not flagged:
        return
    # Mail goes to the contact that would be announced, the owner before the proxy.
    contact = min(flagged, key=lambda item: item.kind != "owner")
    contact.undeliverable_since, contact.undeliverable_reason = now(), reason
    record(session, noun="ikm", noun_id=ikm.id, action="mail_came_back", new={"email": contact.email}, reason=reason)
    announce(session, ikm)


def clear_undeliverable(session: Session, ikm_id: UUID, reason: str, sent_to: str) -> None:
    """Write to this IKM again: the mail that came back goes once more to the address with the hash ``sent_to``.

    A mark that another address, or another kind of failure, has set stays.
    """
    ikm = Ikm.surviving(session, ikm_id)
    cleared = [item for item in ikm.contacts if _is_marked_by(item, reason, sent_to)]
    for contact in cleared:
        contact.undeliverable_since = contact.undeliverable_reason = None
        record(session, noun="ikm", noun_id=ikm.id, action="mail_goes_again", new={"email": contact.email})
    if cleared:
        announce(session, ikm)


def _is_marked_by(contact: Contact, reason: str, sent_to: str) -> bool:
    if contact.undeliverable_since is None or address_hash(contact.email or "") != sent_to:
        return False
    return contact.undeliverable_reason == reason or {contact.undeliverable_reason, reason} <= OF_ONE_BLOCK
