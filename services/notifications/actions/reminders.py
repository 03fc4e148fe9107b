"""Reminders about to go: after a standstill they are many, it may be night, or the invitation itself is just out."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from services.notifications.domain import message as rules
from services.notifications.domain.reminder import BETWEEN_TWO, Quiet, by_day
from services.notifications.letters.catalogue import ASKING, REMINDER
from services.notifications.models.message import Message
from services.notifications.models.message_claims import is_due
from services.notifications.queries.quiet import quiet_hours
from shared.among import among
from shared.log import get_logger

COLUMNS = (Message.id, Message.invitation_id, Message.template, Message.state, Message.next_attempt_at, Message.sent_at)
ON_THE_WAY = (rules.QUEUED, rules.SENDING, rules.SENT)
LATER = timedelta(hours=1)

log = get_logger(__name__)


def settle(session: Session, at: datetime) -> None:
    """Leave out each reminder due at this instant that another mail makes superfluous; put off the others at night."""
    due = select(Message).where(Message.template == REMINDER, is_due(at)).order_by(Message.next_attempt_at, Message.id)
    reminders = session.scalars(due.with_for_update(skip_locked=True)).all()
    if not reminders:
        return
    others, quiet = _asking(session, reminders), quiet_hours(session)
    for reminder in reminders:
        try:
            _settle(reminder, others[reminder.invitation_id], at, quiet)
        except Exception:
            # What is odd about one must hold up no other; if it stays so, the mail expires and its reader is called.
            log.exception("reminder_unsettled", email_id=str(reminder.id))
            reminder.next_attempt_at = at + LATER


def _settle(reminder: Message, others: Iterable[Row[*tuple[Any, ...]]], at: datetime, quiet: Quiet) -> None:
    goes_at = by_day(at, before=reminder.expires_at, quiet=quiet)
    if any(_makes_superfluous(other, reminder, goes_at) for other in others):
        reminder.become(rules.CANCELLED, "replaced")
    elif goes_at > at:
        reminder.next_attempt_at = goes_at


def _asking(session: Session, reminders: Iterable[Message]) -> dict[UUID | None, list[Row[*tuple[Any, ...]]]]:
    about = among(Message.invitation_id, {reminder.invitation_id for reminder in reminders})
    found = select(*COLUMNS).where(about, Message.template.in_(ASKING), Message.state.in_(ON_THE_WAY))
    asking: dict[UUID | None, list[Row[*tuple[Any, ...]]]] = defaultdict(list)
    for row in session.execute(found):
        asking[row.invitation_id].append(row)
    return asking


def _makes_superfluous(other: Row[*tuple[Any, ...]], reminder: Message, goes_at: datetime) -> bool:
    if other.id == reminder.id:
        return False
    if other.state == rules.SENT:
        return other.sent_at is not None and bool(other.sent_at > goes_at - BETWEEN_TWO)
    if other.template != REMINDER or other.state == rules.SENDING:
        return True
    nearer = (other.next_attempt_at, other.id) > (reminder.next_attempt_at, reminder.id)
    return nearer and bool(other.next_attempt_at < goes_at + BETWEEN_TWO)
