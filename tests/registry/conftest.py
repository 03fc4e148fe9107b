"""The register's own database, empty and migrated, on both kinds."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy.orm import Session

from shared.database import Database


@pytest.fixture
def database(make_database: Callable[[str], Database]) -> Database:
    return make_database("registry")


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """One transaction of a test that looks at its own work."""
    with database.transaction() as opened:
        yield opened
