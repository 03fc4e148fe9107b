"""What notifications does by the clock."""

from sqlalchemy.orm import Session

from services.notifications.actions import (
    institutions,
    mail_server,
    mail_trials,
    messages,
    outcomes,
    outgoing_mail,
)
from services.notifications.actions.waiting import waiting
from services.notifications.models import far_instants, mail_flow, message_claims
from services.notifications.queries.quiet import quiet_hours
from services.notifications.tasks.delivery import deliver_due
from services.notifications.tasks.mail_trials import do_next
from shared.clock import now
from shared.database import Database
from shared.messaging.schedule import Schedule
from shared.messaging.sweep import sweep
from shared.settings import Settings

schedule = Schedule("notifications")


def any_due(session: Session) -> bool:
    """One delivery at a time, so that a slow mail server does not take every worker from the facts that come in."""
    at = now()
    free = not message_claims.any_in_hand(session, at) and not mail_flow.is_paused(session, at)
    return free and message_claims.any_due(session, at)


@schedule.every(seconds=1, when=any_due, at_once=True)
def deliver_emails(database: Database, settings: Settings) -> None:
    deliver_due(database, settings)


@schedule.every(seconds=1, when=mail_trials.any_asked)
def try_mail_server(database: Database, settings: Settings) -> None:
    do_next(database, settings)


def lacks_care(session: Session, settings: Settings) -> bool:
    return mail_server.needs_care(session, settings)


@schedule.every(seconds=10, when=lacks_care)
def take_care_of_mail_server(database: Database, settings: Settings) -> None:
    with database.transaction() as session:
        mail_server.take_care(session, settings)


def leaves_otherwise(session: Session, settings: Settings) -> bool:
    return outgoing_mail.changed(session, settings)


@schedule.every(seconds=2, when=leaves_otherwise)
def announce_outgoing_mail(database: Database, settings: Settings) -> None:
    with database.transaction() as session:
        outgoing_mail.announce(session, settings)


def pull_forward(session: Session) -> None:
    far_instants.pull_forward(session, now(), quiet_hours(session))


@schedule.every(seconds=60)
def settle_stragglers(database: Database) -> None:
    with sweep(database) as sweeping:
        sweeping.each(outcomes.stragglers, outcomes.settle_straggler)
        sweeping.each(outcomes.unsaid_doubts, outcomes.announce_unsaid_doubt)
        sweeping.once(pull_forward, "what a clock ahead has put off")


@schedule.every(seconds=60)
def expire_emails(database: Database) -> None:
    with sweep(database) as sweeping:
        sweeping.each(messages.too_late, messages.expire)


@schedule.every(seconds=10, when=institutions.any_held_in_vain)
def release_held(database: Database) -> None:
    with sweep(database) as sweeping:
        sweeping.each(institutions.held_in_vain, institutions.release)


@schedule.every(seconds=10, when=waiting.changed)
def announce_waiting(database: Database) -> None:
    with database.transaction() as session:
        waiting.announce(session)
