"""What the registry does by the clock."""

from services.registry.actions import import_confirmation, import_files, outcome_answers, outcome_closing, rises
from services.registry.actions.waiting import waiting
from services.registry.queries.outcome_certificates import has_to_look, to_look_at
from services.registry.queries.outcomes_due import to_ask
from services.registry.queries.standings import has_changed
from shared.database import Database
from shared.messaging.schedule import Schedule

schedule = Schedule("registry")


@schedule.daily("03:00")
def forget_old_uploads(database: Database) -> None:
    with database.transaction() as session:
        import_files.ask_to_forget(session)


@schedule.every(seconds=60)
def take_up_left(database: Database) -> None:
    with database.transaction() as session:
        import_confirmation.take_up_left(session)


@schedule.every(seconds=60, when=has_to_look)
def follow_certificates(database: Database) -> None:
    with database.reading() as session:
        ids = to_look_at(session)
    for ikm_id in ids:
        with database.transaction() as session:
            outcome_closing.follow_certificates(session, ikm_id)


@schedule.every(seconds=60, when=has_changed)
def note_rises(database: Database) -> None:
    with database.transaction() as session:
        rises.take_note(session)


@schedule.daily("08:00")
def ask_for_outcomes(database: Database) -> None:
    with database.reading() as session:
        ids = to_ask(session)
    for ikm_id in ids:
        with database.transaction() as session:
            outcome_answers.ask(session, ikm_id)


@schedule.every(seconds=10, when=waiting.changed)
def announce_waiting(database: Database) -> None:
    with database.transaction() as session:
        waiting.announce(session)
