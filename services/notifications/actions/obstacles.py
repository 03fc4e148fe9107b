"""What speaks against sending a mail at this moment."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.notifications.domain import email as rules
from services.notifications.domain.consent import reason_to_hold_back
from services.notifications.domain.template import ASKING, calls_off
from services.notifications.models.contact import Contact
from services.notifications.models.email import Email
from services.notifications.models.ending import Ending
from services.notifications.models.preference import Preference
from services.notifications.models.suppression import Suppression
from shared.address import is_deliverable, normal


def to_sending(session: Session, email: Email) -> tuple[str, str] | None:
    """Return the state and reason in which the mail must rest, or None where nothing speaks against it."""
    if not is_deliverable(email.address):
        return rules.FAILED, "address_invalid"
    contact = session.get(Contact, email.ikm_id) if email.ikm_id else None
    unwilling = contact and reason_to_hold_back(contact.restricted, contact.consent)
    if unwilling:
        return rules.SUPPRESSED, unwilling
    over = _over(session, email)
    if over:
        return rules.CANCELLED, over
    if session.scalar(select(Suppression.id).where(Suppression.address == normal(email.address))):
        return rules.SUPPRESSED, "address_blocked"
    if session.get(Preference, (normal(email.address), email.template)):
        return rules.SUPPRESSED, "unwanted"
    return None


def _over(session: Session, email: Email) -> str | None:
    """Return why what the mail is about has ended, if it has."""
    subjects = []
    if email.offer_id and not calls_off(email.template, email.context.get("answer")):
        subjects.append(email.offer_id)
    if email.invitation_id and email.template in ASKING:
        subjects.append(email.invitation_id)
    return session.scalar(select(Ending.reason).where(Ending.subject_id.in_(subjects)).limit(1)) if subjects else None
