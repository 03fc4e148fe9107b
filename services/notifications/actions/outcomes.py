"""What becomes of a mail after an attempt."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.notifications.actions import emails, recipients, suppressions
from services.notifications.actions.announcements import announce_failure
from services.notifications.domain import email as rules
from services.notifications.domain.template import STAFF, TEMPLATES
from services.notifications.domain.verdict import ACCEPTED, NEVER, UNCERTAIN, Verdict
from services.notifications.models.email import Email, locked
from shared.clock import now
from shared.context import SYSTEM, acting_as

GATHERED_FOR = timedelta(minutes=5)
NOBODY_CAME_BACK = Verdict(UNCERTAIN, "the worker ended before the mail server's answer was written down")


def settle(session: Session, email_id: UUID, claim: UUID | None, verdict: Verdict) -> None:
    """Write down how an attempt ended, unless another worker has taken the mail over since."""
    email = locked(session, email_id)
    if email is None or email.claim != claim or email.state not in (rules.SENDING, rules.UNCERTAIN):
        return
    email.last_error = None if verdict.outcome == ACCEPTED else verdict.detail
    if verdict.outcome == ACCEPTED:
        email.become(rules.SENT)
        email.sent_at = now()
    elif verdict.outcome == NEVER:
        fail(session, email, "refused")
        if verdict.bad_address:
            suppressions.block(session, email.address, "refused", verdict.detail)
    elif verdict.outcome == UNCERTAIN and not TEMPLATES[email.template].goes_again:
        email.become(rules.UNCERTAIN, "connection_lost")
    else:
        _try_later(session, email)


def fail(session: Session, email: Email, reason: str) -> None:
    """Give a mail up, and tell everybody concerned."""
    email.become(rules.FAILED, reason)
    announce_failure(session, email)
    # A notice about a notice that failed would only fail again.
    if TEMPLATES[email.template].audience != STAFF:
        _tell_staff(session, email)


def settle_stragglers(session: Session) -> None:
    """Settle mails whose worker has died on the way: nobody knows whether they arrived."""
    dead = (Email.state == rules.SENDING) & (Email.claimed_at < now() - rules.SENDING_FOR)
    for email in session.scalars(select(Email).where(dead).with_for_update(skip_locked=True)):
        with acting_as(SYSTEM, email.correlation_id):
            settle(session, email.id, email.claim, NOBODY_CAME_BACK)


def _try_later(session: Session, email: Email) -> None:
    again = rules.next_attempt(email.attempts, now())
    if again is None:
        return fail(session, email, "gave_up")
    email.become(rules.QUEUED)
    email.next_attempt_at = again
    emails.rest_if_stopped(session, email)


def _tell_staff(session: Session, email: Email) -> None:
    item = {
        "email_id": str(email.id),
        "template": email.template,
        "recipient_name": email.recipient_name,
        "address": email.address,
        "reason": email.reason,
    }
    for person in recipients.staff(session):
        emails.gather(session, "email_failed", person, item, wait=GATHERED_FOR)
