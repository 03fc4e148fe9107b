"""The database of partners, empty and migrated, on both kinds, and keys to sign links with."""

from collections.abc import Callable

import pytest

from shared.database import Database


@pytest.fixture(autouse=True)
def signing_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SINERGI_SECRET_KEY", "test-only-" + "s" * 40)


@pytest.fixture
def database(make_database: Callable[[str], Database]) -> Database:
    return make_database("partners")
