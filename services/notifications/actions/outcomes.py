"""What becomes of a mail after an attempt."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_
from sqlalchemy.orm import Session

from services.notifications.actions import emails, flow, recipients, suppressions
from services.notifications.actions.announcements import announce_arrival, announce_doubt, announce_failure
from services.notifications.domain import email as rules
from services.notifications.domain.flow import AGAIN, LONGEST_PAUSE, THE_SERVER
from services.notifications.domain.verdict import ACCEPTED, NEVER, UNCERTAIN, Verdict
from services.notifications.letters.catalogue import LETTERS, ON_THE_CALL_LIST
from services.notifications.letters.failures import email_failed
from services.notifications.letters.letter import STAFF
from services.notifications.models.email import Email, found, locked, not_within, still
from shared.clock import now
from shared.context import SYSTEM, acting_as

UNSAID = and_(Email.state == rules.UNCERTAIN, Email.doubted_at.is_(None), Email.template.in_(ON_THE_CALL_LIST))
NOBODY_CAME_BACK = "the worker ended before the mail server's answer was written down"


def settle(session: Session, email_id: UUID, claim: UUID | None, verdict: Verdict) -> bool:
    """Write down how an attempt ended, unless another worker has taken the mail over since.

    Returns whether the mail server is in trouble: then it should be left in peace.
    """
    email = locked(session, email_id)
    if email is None or email.claim != claim or email.state not in (rules.SENDING, rules.UNCERTAIN):
        return False
    if verdict.outcome == ACCEPTED:
        email.become(rules.SENT)
        email.sent_at, email.last_error = now(), None
        announce_arrival(session, email)
        flow.note_taken(session)
        return False
    email.last_error = verdict.detail
    blamed = flow.note_untaken(session, email, verdict)
    if verdict.outcome == UNCERTAIN:
        _leave_open(session, email)
    elif blamed == THE_SERVER:
        _wait_for_the_server(session, email)
    elif verdict.outcome == NEVER:
        _refused(session, email, verdict, blamed)
    else:
        _try_later(session, email)
    return blamed == THE_SERVER


def fail(session: Session, email: Email, reason: str) -> None:
    """Give a mail up, and tell everybody concerned."""
    email.become(rules.FAILED, reason)
    announce_failure(session, email)
    # A notice about a notice that failed would only fail again.
    if LETTERS[email.template].to != STAFF:
        _tell_staff(session, email)


def stragglers(session: Session) -> Sequence[UUID]:
    """Return mails whose worker has died on the way."""
    return found(session, _is_straggling())


def settle_straggler(session: Session, email_id: UUID) -> None:
    """Settle a mail whose worker has died on the way: nobody knows whether it arrived."""
    email = still(session, email_id, _is_straggling())
    if email is not None:
        with acting_as(SYSTEM, email.correlation_id):
            email.last_error = NOBODY_CAME_BACK
            _leave_open(session, email)


def unsaid_doubts(session: Session) -> Sequence[UUID]:
    """Return what was left open, where that was never said."""
    return found(session, UNSAID)


def announce_unsaid_doubt(session: Session, email_id: UUID) -> None:
    """Say of a mail that was left open that it may not have arrived, unless somebody just did."""
    email = still(session, email_id, UNSAID)
    if email is not None:
        with acting_as(SYSTEM, email.correlation_id):
            announce_doubt(session, email)


def _is_straggling() -> ColumnElement[bool]:
    return and_(Email.state == rules.SENDING, not_within(now(), rules.SENDING_FOR))


def _leave_open(session: Session, email: Email) -> None:
    if LETTERS[email.template].goes_again:
        return _try_later(session, email)
    email.become(rules.UNCERTAIN, "connection_lost")
    announce_doubt(session, email)


def _refused(session: Session, email: Email, verdict: Verdict, blamed: str) -> None:
    if blamed == AGAIN:
        return _put_back(session, email, rules.after_refusal(email.attempts, now()))
    fail(session, email, "refused" if verdict.bad_address else "turned_away")
    if verdict.bad_address:
        suppressions.block(session, email.address, "refused", verdict.detail)


def _wait_for_the_server(session: Session, email: Email) -> None:
    """The attempt does not count: it says nothing about this mail. Others are tried before it."""
    email.attempts -= 1
    _put_back(session, email, now() + LONGEST_PAUSE)


def _try_later(session: Session, email: Email) -> None:
    again = rules.next_attempt(email.attempts, now())
    if again is None:
        return fail(session, email, "gave_up")
    _put_back(session, email, again)


def _put_back(session: Session, email: Email, until: datetime) -> None:
    email.become(rules.QUEUED)
    email.next_attempt_at = until
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
        emails.gather(session, email_failed.name, person, item, wait=rules.GATHERED_FOR)
