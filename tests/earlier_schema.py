"""A database of before, brought to the newest schema."""

from collections.abc import Callable

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from shared.database import Database
from shared.migrations import config_for, upgrade


def upgraded_from_before(
    service: str, revision: str, database: Database, then: Callable[[Connection], None] | None = None
) -> None:
    """Bring a database to the schema before this revision, let something happen in it, then bring it to the newest."""
    url = database.engine.url.render_as_string(hide_password=False)
    config = config_for(service, url)
    before = ScriptDirectory.from_config(config).get_revision(revision).down_revision
    command.downgrade(config, str(before))
    if then is not None:
        with database.engine.begin() as connection:
            then(connection)
    upgrade(service, url)
