"""What partners does by the clock."""

from services.partners.actions import guesses, invitations, matches, sign_ins
from services.partners.models.invitation import offers_with_overdue
from shared.clock import now
from shared.database import Database
from shared.messaging.schedule import Schedule

schedule = Schedule("partners")


@schedule.every(seconds=1, when=matches.any_due)
def refresh_suggestions(database: Database) -> None:
    with database.transaction() as session:
        matches.refresh_due(session)


@schedule.every(seconds=60)
def expire_invitations(database: Database) -> None:
    with database.reading() as session:
        offer_ids = offers_with_overdue(session, now())
    for offer_id in offer_ids:
        with database.transaction() as session:
            invitations.expire_overdue(session, offer_id)


@schedule.every(seconds=3600)
def forget_old_sign_ins(database: Database) -> None:
    with database.transaction() as session:
        sign_ins.forget_old(session)
        guesses.forget_old(session)
