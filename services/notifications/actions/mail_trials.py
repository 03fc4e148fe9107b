"""Trying the mail server out: asked for on a page, done by the worker, which alone speaks to the world outside."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from services.notifications.actions import mail_server
from services.notifications.channels.trial import Finding, try_out
from services.notifications.domain.addressee import Addressee
from services.notifications.domain.mail_server import HELD
from services.notifications.letters.accounts import server_tried
from services.notifications.letters.rendering import write
from services.notifications.models.mail_server import locked
from services.notifications.models.mail_trial import MailTrial, last, waiting
from shared.audit import record
from shared.database import Database
from shared.nik import without_nik
from shared.settings import Settings


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


def do_next(database: Database, settings: Settings) -> None:
    """Do one that waits; it is begun in a transaction of its own, so that no other worker does it too."""
    with database.transaction() as session:
        trial = waiting(session)
        if trial is None:
            return
        trial.begin()
        settings = mail_server.in_force(session, settings)
    found = _held(settings) or _do(trial, settings)
    with database.transaction() as session:
        done = session.get(MailTrial, trial.id)
        if done:
            done.outcome, done.detail = found.outcome, without_nik(found.detail)[:500]


def _held(settings: Settings) -> Finding | None:
    return Finding(HELD, "") if settings.mail_mode == "test" else None


def _do(trial: MailTrial, settings: Settings) -> Finding:
    to = Addressee(settings.office.name, trial.address, trial.language)
    letter = write(server_tried.name, {}, to, office=settings.office, site=settings.public_url)
    return try_out(letter, f"<{trial.id.hex}@trial>", settings)
