"""Those whom a mail to an institution names: whoever objected before it goes is not in it."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.notifications.domain import message as rules
from services.notifications.letters.catalogue import LETTERS
from services.notifications.models.message import Message
from services.notifications.queries.permission import Answer
from services.notifications.queries.reader import objection


def leave_out_unwilling(session: Session, message: Message) -> Answer | None:
    """Take those out of a waiting mail who may not be named any more; one that names nobody else rests."""
    place = LETTERS[message.template].names
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
    return objection(session, UUID(one["ikm_id"])) if one.get("ikm_id") else None
