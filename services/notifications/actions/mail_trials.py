"""Trying the mail server out: asked for on a page, begun and settled by the worker."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from services.notifications.actions import mail_server
from services.notifications.channels.trial import Finding
from services.notifications.models.mail_server import locked
from services.notifications.models.mail_trial import MailTrial, last, waiting
from shared.audit import record
from shared.nik import without_nik


def ask(session: Session, address: str, language: str) -> MailTrial:
    """Ask for a mail to this address; one that is under way is the answer to a second click."""
    locked(session)
    pending = last(session)
    if pending and pending.is_live and pending.address == address:
        return pending
    session.execute(delete(MailTrial))
    trial = MailTrial(address=address, language=language)
    session.add(trial)
    session.flush()
    record(session, noun="mail_server", noun_id=mail_server.MAIL_SERVER, action="try")
    return trial


def any_asked(session: Session) -> bool:
    return session.scalar(select(MailTrial.id).where(MailTrial.begun_at.is_(None)).limit(1)) is not None


def begin_next(session: Session) -> MailTrial | None:
    """Begin one that waits, so that no other worker does it too; None where there is none."""
    trial = waiting(session)
    if trial is not None:
        trial.begin()
    return trial


def settle(session: Session, trial: MailTrial, found: Finding) -> None:
    """Note what came of a trial, unless it is forgotten already."""
    done = session.get(MailTrial, trial.id)
    if done:
        done.outcome, done.detail = found.outcome, without_nik(found.detail)[:500]
