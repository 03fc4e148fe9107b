"""Those whom a mail to an institution names: who objected before it goes is not in it."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.notifications.domain import message as rules
from services.notifications.domain.consent import reason_to_hold_back
from services.notifications.models.contact import Contact, remaining_id
from services.notifications.models.message import Message
from services.notifications.queries.permission import Answer

LISTS = {"nominations_sent": "nominees", "invitation_answered_institution": "items"}
"""Where the context of a mail has those whom it names."""


def leave_out_unwilling(session: Session, message: Message) -> Answer | None:
    """Take those out of a waiting mail who may not be named any more; one that names nobody else rests."""
    place = LISTS.get(message.template)
    if place is None:
        return None
    reasons = [_reason(session, one) for one in message.context[place]]
    if not any(reasons):
        return None
    if all(reasons):
        return Answer(rules.SUPPRESSED, reasons[0])
    willing = [one for one, reason in zip(message.context[place], reasons, strict=True) if not reason]
    message.context = {**message.context, place: willing}
    return None


def _reason(session: Session, one: dict[str, Any]) -> str | None:
    # Mails put on the list by an earlier version do not say whom they name.
    if not one.get("ikm_id"):
        return None
    contact = session.get(Contact, remaining_id(session, UUID(one["ikm_id"])))
    return reason_to_hold_back(contact.restricted, contact.consent) if contact else None
