"""What a database of before holds goes on to count as it is brought to the newest schema."""

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import text

from services.partners.models import Guess
from shared.database import Database
from shared.migrations import config_for, upgrade
from tests.conftest import MakeDatabase

OLD = text("INSERT INTO guess (who, tries, until) VALUES ('somebody', 10, '2026-11-27 10:00:00+00:00')")


def test_guesses_counted_before_all_were_wrong(make_database: MakeDatabase) -> None:
    database = make_database("partners")
    to_before("partners_0009", database)
    with database.transaction() as session:
        session.execute(OLD)
    upgrade("partners", url_of(database))
    with database.reading() as session:
        found = session.get_one(Guess, "somebody")
        assert (found.tries, found.running, found.until.isoformat()) == (10, 0, "2026-11-27T10:00:00+00:00")


def to_before(revision: str, database: Database) -> None:
    config = config_for("partners", url_of(database))
    older = ScriptDirectory.from_config(config).get_revision(revision).down_revision
    command.downgrade(config, str(older))


def url_of(database: Database) -> str:
    return database.engine.url.render_as_string(hide_password=False)
