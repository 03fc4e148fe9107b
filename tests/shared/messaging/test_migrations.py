"""A database of before keeps its jobs as they are brought to the newest schema."""

from datetime import UTC, datetime

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import insert, text

from shared.messaging.schedule import Schedule, ScheduleEntry, failing
from shared.migrations import config_for, upgrade


def test_jobs_of_before_keep_their_time_and_their_error(make_database):
    database = make_database("notifications")
    due = datetime(2026, 11, 21, tzinfo=UTC)
    with database.transaction() as session:
        session.execute(insert(ScheduleEntry), [{"name": "job", "next_at": due, "error": "bug", "failed_at": due}])
    upgraded_from_before("kernel_0007", "notifications", database)
    schedule = Schedule("notifications")

    @schedule.daily("07:00")
    def job(database):
        pass

    with database.reading() as session:
        assert [(entry.name, entry.next_at, entry.error) for entry in failing(session)] == [("job", due, "bug")]
        assert session.execute(text("SELECT sent_at, runs_until FROM schedule_entry")).all() == [(None, None)]
    assert schedule.claim_due(database) == ["job"]


def upgraded_from_before(revision, service, database):
    """Bring a database to the schema before this revision, then to the newest."""
    url = database.engine.url.render_as_string(hide_password=False)
    config = config_for(service, url)
    command.downgrade(config, ScriptDirectory.from_config(config).get_revision(revision).down_revision)
    upgrade(service, url)
