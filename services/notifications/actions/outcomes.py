"""What becomes of a mail after an attempt."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_
from sqlalchemy.orm import Session

from services.notifications.actions import flow, messages, suppressions
from services.notifications.actions.announcements import announce_arrival, announce_doubt, announce_failure
from services.notifications.actions.gathering import gather
from services.notifications.domain import message as rules
from services.notifications.domain.flow import AGAIN, LONGEST_PAUSE, THE_SERVER
from services.notifications.domain.verdict import ACCEPTED, NEVER, UNCERTAIN, UNWRITABLE, Verdict
from services.notifications.letters.catalogue import LETTERS, ON_THE_CALL_LIST
from services.notifications.letters.failures import email_failed
from services.notifications.letters.letter import STAFF
from services.notifications.models.message import Message, found, locked, still
from services.notifications.models.message_claims import not_within
from services.notifications.queries import readers
from shared.clock import now
from shared.context import SYSTEM, acting_as

UNSAID = and_(Message.state == rules.UNCERTAIN, Message.doubted_at.is_(None), Message.template.in_(ON_THE_CALL_LIST))
NOBODY_CAME_BACK = "the worker ended before the mail server's answer was written down"


def settle(session: Session, email_id: UUID, claim: UUID | None, verdict: Verdict) -> bool:
    """Write down how an attempt ended, unless another worker has taken the mail over since.

    Returns whether the mail server is in trouble: then it should be left in peace.
    """
    message = locked(session, email_id)
    if message is None or message.claim != claim or message.state not in (rules.SENDING, rules.UNCERTAIN):
        return False
    if verdict.outcome == ACCEPTED:
        message.become(rules.SENT)
        message.sent_at, message.last_error, message.delivery.answer = now(), None, verdict.detail
        announce_arrival(session, message)
        flow.note_taken(session)
        return False
    message.last_error = message.delivery.answer = verdict.detail
    if verdict.outcome == UNWRITABLE:
        fail(session, message, "unwritable")
        return False
    blamed = flow.note_untaken(session, message, verdict)
    if verdict.outcome == UNCERTAIN:
        _leave_open(session, message)
    elif blamed == THE_SERVER:
        _wait_for_the_server(session, message)
    elif verdict.outcome == NEVER:
        _refused(session, message, verdict, blamed)
    else:
        _try_later(session, message)
    return blamed == THE_SERVER


def fail(session: Session, message: Message, reason: str) -> None:
    """Give a mail up, and tell everybody concerned."""
    message.become(rules.FAILED, reason)
    announce_failure(session, message)
    # A notice about a notice that failed would only fail again.
    if LETTERS[message.template].to != STAFF:
        _tell_staff(session, message)


def stragglers(session: Session) -> Sequence[UUID]:
    """Return mails whose worker has died on the way."""
    return found(session, _is_straggling())


def settle_straggler(session: Session, email_id: UUID) -> None:
    """Settle a mail whose worker has died on the way: nobody knows whether it arrived."""
    message = still(session, email_id, _is_straggling())
    if message is not None:
        with acting_as(SYSTEM, message.correlation_id):
            message.last_error = NOBODY_CAME_BACK
            _leave_open(session, message)


def unsaid_doubts(session: Session) -> Sequence[UUID]:
    """Return what was left open, where that was never said."""
    return found(session, UNSAID)


def announce_unsaid_doubt(session: Session, email_id: UUID) -> None:
    """Say of a mail that was left open that it may not have arrived, unless somebody just did."""
    message = still(session, email_id, UNSAID)
    if message is not None:
        with acting_as(SYSTEM, message.correlation_id):
            announce_doubt(session, message)


def _is_straggling() -> ColumnElement[bool]:
    return and_(Message.state == rules.SENDING, not_within(now(), rules.SENDING_FOR))


def _leave_open(session: Session, message: Message) -> None:
    if LETTERS[message.template].goes_again:
        return _try_later(session, message)
    if message.state != rules.UNCERTAIN:  # it is, where nobody waited for the answer any more
        message.become(rules.UNCERTAIN, "connection_lost")
        announce_doubt(session, message)


def _refused(session: Session, message: Message, verdict: Verdict, blamed: str) -> None:
    if blamed == AGAIN:
        return _put_back(session, message, rules.after_refusal(message.delivery.attempts, now()))
    fail(session, message, "refused" if verdict.bad_address else "turned_away")
    if verdict.bad_address:
        suppressions.block(session, message.delivery.address, "refused", verdict.detail)


def _wait_for_the_server(session: Session, message: Message) -> None:
    """The attempt does not count: it says nothing about this mail. Others are tried before it."""
    message.delivery.attempts -= 1
    _put_back(session, message, now() + LONGEST_PAUSE)


def _try_later(session: Session, message: Message) -> None:
    again = rules.next_attempt(message.delivery.attempts, now())
    if again is None:
        return fail(session, message, "gave_up")
    _put_back(session, message, again)


def _put_back(session: Session, message: Message, until: datetime) -> None:
    message.become(rules.QUEUED)
    message.next_attempt_at = until
    messages.rest_if_stopped(session, message)


def _tell_staff(session: Session, message: Message) -> None:
    item = {
        "email_id": str(message.id),
        "template": message.template,
        "recipient_name": message.recipient_name,
        "address": message.address,
        "reason": message.reason,
    }
    for person in readers.staff(session, email_failed.name):
        gather(session, email_failed, person, item)
