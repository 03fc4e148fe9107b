"""What partners does by the clock."""

from services.partners.actions import account_links, guesses, invitations, lines, session_reminders, sign_ins
from services.partners.models.invitation import offers_with_overdue
from services.partners.models.line import offers_with_a_line
from services.partners.queries.near_sessions import offers_with_near_sessions
from shared.clock import now, today
from shared.database import Database
from shared.messaging.schedule import Schedule
from shared.messaging.sweep import sweep

schedule = Schedule("partners")


@schedule.every(seconds=60)
def expire_invitations(database: Database) -> None:
    with sweep(database) as sweeping:
        sweeping.each(lambda session: offers_with_overdue(session, now()), invitations.expire_overdue)


@schedule.every(seconds=60)
def end_waiting_in_vain(database: Database) -> None:
    with sweep(database) as sweeping:
        sweeping.each(lambda session: offers_with_a_line(session, today()), lines.end_in_vain)


@schedule.every(seconds=60)
def remind_of_sessions(database: Database) -> None:
    with sweep(database) as sweeping:
        sweeping.each(lambda session: offers_with_near_sessions(session, now()), session_reminders.remind)


@schedule.every(seconds=3600)
def forget_old_sign_ins(database: Database) -> None:
    with sweep(database) as sweeping:
        sweeping.once(sign_ins.forget_old, "sign-ins")
        sweeping.once(guesses.forget_old, "guesses")
        sweeping.once(account_links.forget_ended, "links that ended")
