"""After a return from a copy: what was waiting in it may have gone since, and is not sent a second time unasked."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from services.notifications.actions import outgoing_mail
from services.notifications.actions.announcements import announce_flow
from services.notifications.domain import message as rules
from services.notifications.models import mail_flow
from services.notifications.models.mail_flow import MailFlow
from services.notifications.models.message import Message
from services.notifications.models.message_claims import is_held_for_its_institution
from shared.clock import now
from shared.messaging.restoration import Recovery, lifted
from shared.outgoing_mail import OutgoingMail, locked


def make_good(session: Session) -> None:
    """Hold what may have gone, and tell how mail goes and leaves under revisions that nobody has heard."""
    hold_what_may_have_gone(session)
    mail_flow.locked(session)
    session.execute(update(MailFlow).values(revision=lifted(MailFlow.revision)))
    locked(session)
    session.execute(update(OutgoingMail).values(revision=lifted(OutgoingMail.revision)))
    tell_all(session)


def tell_all(session: Session) -> None:
    """Announce how mail goes as it stands, and how it leaves as it was announced last."""
    announce_flow(session, mail_flow.locked(session))
    outgoing_mail.tell(session)


def hold_what_may_have_gone(session: Session) -> None:
    """Leave mails that were due or on their way to a person; what is due only later has not gone."""
    due = (Message.state == rules.QUEUED) & (Message.next_attempt_at <= now())
    may_have_gone = due | (Message.state == rules.SENDING) | is_held_for_its_institution(now())
    for message in session.scalars(select(Message).where(may_have_gone).with_for_update()):
        message.become(rules.UNCERTAIN, "restored")


recovery = Recovery(make_good=make_good, tell_all=tell_all)
