"""What the registry does by the clock."""

from services.registry.actions import import_jobs, imports, uploads
from services.registry.actions.work import work
from shared.database import Database
from shared.messaging.schedule import Schedule
from shared.settings import Settings

schedule = Schedule("registry")


@schedule.every(seconds=1, when=import_jobs.any_due)
def carry_on_imports(database: Database) -> None:
    import_jobs.start_due(database)


@schedule.daily("03:00")
def forget_old_uploads(database: Database) -> None:
    folder = uploads.folder_in(Settings.from_env("registry").data_dir)
    uploads.forget_old(folder)
    with database.transaction() as session:
        imports.forget_left_files(session, folder)


@schedule.every(seconds=10, when=work.changed)
def announce_work(database: Database) -> None:
    with database.transaction() as session:
        work.announce(session)
