"""Trying the mail server out, by the worker, which alone speaks to the world outside."""

from services.notifications.actions import mail_trials
from services.notifications.actions.mail_server import in_force
from services.notifications.channels.trial import Finding, try_out
from services.notifications.domain.addressee import Addressee
from services.notifications.domain.mail_server import HELD
from services.notifications.letters.accounts import server_tried
from services.notifications.letters.rendering import write
from services.notifications.models.mail_trial import MailTrial
from shared.database import Database
from shared.settings import Settings


def do_next(database: Database, settings: Settings) -> None:
    """Do one that waits; it is begun in a transaction of its own, so that no other worker does it too."""
    with database.transaction() as session:
        trial = mail_trials.begin_next(session)
        if trial is None:
            return
        settings = in_force(session, settings)
    found = _held(settings) or _do(trial, settings)
    with database.transaction() as session:
        mail_trials.settle(session, trial, found)


def _held(settings: Settings) -> Finding | None:
    return Finding(HELD, "") if settings.mail_mode == "test" else None


def _do(trial: MailTrial, settings: Settings) -> Finding:
    to = Addressee(settings.office.name, trial.address, trial.language)
    letter = write(server_tried.name, {}, to, office=settings.office, site=settings.public_url)
    return try_out(letter, f"<{trial.id.hex}@trial>", settings)
