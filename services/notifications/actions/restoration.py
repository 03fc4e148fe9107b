"""After a return from a copy: what was waiting in it may have gone since, and is not sent a second time unasked."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.notifications.domain import email as rules
from services.notifications.models.email import Email
from shared.clock import now
from shared.messaging.restoration import Recovery


def hold_what_may_have_gone(session: Session) -> None:
    """Leave mails that were due or on their way to a person; what is due only later has not gone."""
    due = (Email.state == rules.QUEUED) & (Email.next_attempt_at <= now())
    for email in session.scalars(select(Email).where(due | (Email.state == rules.SENDING)).with_for_update()):
        email.become(rules.UNCERTAIN, "restored")


recovery = Recovery(make_good=hold_what_may_have_gone)
