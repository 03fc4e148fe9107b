"""Requests that meet other work half-way, on both databases."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from services.registry.app import create_app
from services.registry.models import Ikm
from services.registry.models.counter import Counter
from shared.database import Database
from shared.settings import Settings
from tests.conftest import environment
from tests.registry.factories import registered
from tests.registry.web.conftest import NO_REDIS


@pytest.fixture
def app(make_url_for: Callable[[str], str]) -> Iterator[Flask]:
    app = create_app(Settings.from_env("registry", environment("registry", make_url_for("registry"), NO_REDIS)))
    yield app
    app.extensions["database"].dispose()


@pytest.fixture
def ikm_id(site_database: Database) -> UUID:
    with site_database.transaction() as session:
        return registered(session).id


def test_a_change_of_the_nib_and_an_import_do_not_wait_for_each_other(
    app: Flask, site_database: Database, bearer: dict[str, str], ikm_id: UUID
) -> None:
    """An import holds the counter before the rows, and so must whoever changes a NIB."""
    url = f"/api/registry/v1/ikm/{ikm_id}"
    headers = bearer | {"If-Match": app.test_client().get(url, headers=bearer).headers["ETag"]}

    def change() -> Any:
        return app.test_client().patch(url, json={"nib": "9120001234567"}, headers=headers)

    with ThreadPoolExecutor(1) as other:
        with site_database.transaction() as session:
            Counter.hold(session, "ikm")
            changing = other.submit(change)
            with pytest.raises(TimeoutError):
                changing.result(timeout=0.5)
            Ikm.locked(session, ikm_id)
        assert changing.result().status_code == 200
