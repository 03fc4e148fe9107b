"""The database of partners, empty and migrated, on both kinds."""

from collections.abc import Callable

import pytest

from shared.database import Database


@pytest.fixture
def database(make_database: Callable[[str], Database]) -> Database:
    return make_database("partners")
