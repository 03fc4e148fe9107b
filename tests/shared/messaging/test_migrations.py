"""A database of before keeps its jobs as they are brought to the newest schema."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import bindparam, text

from shared.database import Database, UTCDateTime
from shared.messaging.schedule import Schedule
from shared.messaging.schedule_entry import failing
from shared.migrations import upgrade
from tests.earlier_schema import empty_at

DUE = datetime(2026, 11, 21, tzinfo=UTC)
JOB = text("INSERT INTO schedule_entry (name, next_at, error, failed_at) VALUES ('job', :due, 'bug', :due)").bindparams(
    bindparam("due", type_=UTCDateTime)
)


def test_jobs_of_before_keep_their_time_and_their_error(backend: str, request: pytest.FixtureRequest) -> None:
    with empty_at("notifications", "kernel_0005", backend, request) as address:
        database = Database(address)
        with database.transaction() as session:
            session.execute(JOB, {"due": DUE})
        upgrade("notifications", address)
        schedule = Schedule("notifications")

        @schedule.daily("07:00")
        def job(database: Database) -> None:
            pass

        with database.reading() as session:
            assert [(entry.name, entry.next_at, entry.error) for entry in failing(session)] == [("job", DUE, "bug")]
            assert session.execute(text("SELECT sent_at, runs_until FROM schedule_entry")).all() == [(None, None)]
        assert schedule.claim_due(database, None) == ["job"]
        database.dispose()
