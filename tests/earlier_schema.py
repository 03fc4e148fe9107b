"""A database of before, brought to the newest schema."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from shared.database import Database
from shared.migrations import config_for, upgrade
from tests.conftest import _create_database, _drop_database, _sibling


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


@contextmanager
def empty_at(service: str, revision: str, backend: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """Yield the address of an empty database with the schema of a revision from which there is no way back."""
    name = f"before_{uuid4().hex[:10]}"
    if backend == "sqlite":
        folder: Path = request.getfixturevalue("tmp_path")
        address = f"sqlite:///{folder / name}.db"
    else:
        server: str = request.getfixturevalue("postgres_url")
        _create_database(server, name)
        address = _sibling(server, name)
    command.upgrade(config_for(service, address), revision)
    yield address
    if backend != "sqlite":
        _drop_database(server, name)
