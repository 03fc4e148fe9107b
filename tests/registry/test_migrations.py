"""What a database of before holds is told apart as it is brought to the newest schema."""

from datetime import UTC, date, datetime
from uuid import uuid4

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import select, text

from services.registry.actions.consents import put_consent
from services.registry.models import Consent
from shared.clock import start_of_day
from shared.migrations import config_for, upgrade
from tests.registry.factories import registered


def test_a_consent_that_a_list_brought_without_its_day_is_marked(database):
    listed = {"channel": "daftar.csv", "source": "daftar.csv", "batch_id": uuid4()}
    at_a_moment = datetime(2026, 5, 1, 3, 4, 5, tzinfo=UTC)
    with database.transaction() as session:
        put_consent(registered(session), "yes", recorded_at=start_of_day(date(2026, 5, 1)), **listed)
        put_consent(registered(session), "no", recorded_at=at_a_moment, **listed)
        put_consent(registered(session), "yes", channel="phone", source="form", recorded_at=at_a_moment)
    url = database.engine.url.render_as_string(hide_password=False)
    config = config_for("registry", url)
    before = ScriptDirectory.from_config(config).get_revision("registry_0008").down_revision
    command.downgrade(config, before)
    upgrade("registry", url)
    with database.reading() as session:
        said = session.execute(select(Consent.source, Consent.state, Consent.dated)).all()
        assert session.execute(text("SELECT count(*) FROM import_batch WHERE dates IS NULL")).scalar() == 0
    assert {tuple(row) for row in said} == {
        ("daftar.csv", "yes", True),
        ("daftar.csv", "no", False),
        ("form", "yes", True),
    }
