"""What the registry does by the clock."""

from services.registry.actions import import_confirmation, import_files
from services.registry.actions.waiting import waiting
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


@schedule.every(seconds=10, when=waiting.changed)
def announce_waiting(database: Database) -> None:
    with database.transaction() as session:
        waiting.announce(session)
