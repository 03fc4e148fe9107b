"""What notifications does by the clock."""

from sqlalchemy.orm import Session

from services.notifications.actions import delivery, emails, outcomes
from services.notifications.actions.work import work
from services.notifications.models import email, mail_flow
from shared.clock import now
from shared.database import Database
from shared.messaging.schedule import Schedule
from shared.settings import Settings

schedule = Schedule("notifications")


def any_due(session: Session) -> bool:
    """One delivery at a time, so that a slow mail server does not take every worker from the facts that come in."""
    at = now()
    return email.any_due(session, at) and not email.any_in_hand(session, at) and not mail_flow.is_paused(session, at)


@schedule.every(seconds=1, when=any_due)
def deliver_emails(database: Database) -> None:
    delivery.deliver_due(database, Settings.from_env("notifications"))


@schedule.every(seconds=60)
def settle_stragglers(database: Database) -> None:
    with database.transaction() as session:
        outcomes.settle_stragglers(session)
        outcomes.announce_doubts(session)
        email.pull_forward(session, now())


@schedule.every(seconds=60)
def expire_emails(database: Database) -> None:
    with database.transaction() as session:
        emails.expire_due(session)


@schedule.every(seconds=10, when=work.changed)
def announce_work(database: Database) -> None:
    with database.transaction() as session:
        work.announce(session)
