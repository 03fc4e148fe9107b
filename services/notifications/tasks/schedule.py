"""What notifications does by the clock."""

from sqlalchemy.orm import Session

from services.notifications.actions import delivery, flow, institutions, messages, outcomes
from services.notifications.models import mail_flow, message
from shared.clock import now
from shared.database import Database
from shared.messaging.schedule import Schedule
from shared.settings import Settings

schedule = Schedule("notifications")


def any_due(session: Session) -> bool:
    """One delivery at a time, so that a slow mail server does not take every worker from the facts that come in."""
    at = now()
    free = not message.any_in_hand(session, at) and not mail_flow.is_paused(session, at)
    return free and message.any_due(session, at)


@schedule.every(seconds=1, when=any_due)
def deliver_emails(database: Database) -> None:
    delivery.deliver_due(database, Settings.from_env("notifications"))


@schedule.every(seconds=60)
def settle_stragglers(database: Database) -> None:
    with database.transaction() as session:
        outcomes.settle_stragglers(session)
        outcomes.announce_doubts(session)
        message.pull_forward(session, now())


@schedule.every(seconds=60)
def expire_emails(database: Database) -> None:
    with database.transaction() as session:
        messages.expire_due(session)


@schedule.every(seconds=10, when=institutions.any_held_in_vain)
def release_held(database: Database) -> None:
    with database.transaction() as session:
        institutions.release_held(session)


@schedule.every(seconds=10, when=flow.unsettled_changed)
def announce_unsettled(database: Database) -> None:
    with database.transaction() as session:
        flow.announce_unsettled(session)
