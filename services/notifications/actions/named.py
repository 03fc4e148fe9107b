"""Those whom a mail to an institution names: who objected before it goes is not in it."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.notifications.actions.permission import NOT_YET, Answer, objection
from services.notifications.domain import email as rules
from services.notifications.letters.catalogue import LETTERS
from services.notifications.models.email import Email


def leave_out_unwilling(session: Session, email: Email) -> Answer | None:
    """Take those out of a waiting mail who may not be named any more; one that names nobody else rests.

    Where some are left the mail goes in a moment: what was written before names those taken out.
    """
    place = LETTERS[email.template].names
    if place is None:
        return None
    reasons = [_reason(session, one) for one in email.context[place]]
    if not any(reasons):
        return None
    if all(reasons):
        return Answer(rules.SUPPRESSED, reasons[0])
    willing = [one for one, reason in zip(email.context[place], reasons, strict=True) if not reason]
    email.context = {**email.context, place: willing}
    return NOT_YET


def _reason(session: Session, one: dict[str, Any]) -> str | None:
    # Mails put on the list by an earlier version do not say whom they name.
    return objection(session, UUID(one["ikm_id"])) if one.get("ikm_id") else None
