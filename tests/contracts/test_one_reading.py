"""What a page shows of its own comes from one reading, so from one moment, also on PostgreSQL (REPEATABLE READ)."""

import importlib
import inspect
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from shared.database import Database
from shared.events.catalogue import SERVICES
from shared.settings import Settings
from shared.web.site import service_of
from tests.browser.pages import INSTITUTION_PAGES, STAFF_PAGES
from tests.conftest import environment
from tests.partners import factories
from tests.registry.factories import registered
from tests.signed_in import browser

ROOT = Path(__file__).resolve().parents[2]
Sites = dict[str, Flask]


@pytest.fixture(scope="module")
def built(sqlite_templates: dict[str, Path]) -> Sites:
    made = {}
    for service in SERVICES:
        variables = environment(service, f"sqlite:///{sqlite_templates[service]}", "redis://127.0.0.1:1/0")
        settings = Settings.from_env(service, variables)
        made[service] = importlib.import_module(f"services.{service}.app").create_app(settings)
    return made


@pytest.fixture
def sites(built: Sites, make_sqlite_url: Callable[[str], str]) -> Iterator[Sites]:
    for service, app in built.items():
        keys = app.config["SETTINGS"].secret_keys
        app.extensions["database"] = Database(make_sqlite_url(service), signing_keys=keys)
    yield built
    for app in built.values():
        app.extensions["database"].dispose()


@pytest.fixture
def there(sites: Sites) -> dict[str, UUID]:
    """What the links lead to."""
    with sites["partners"].extensions["database"].transaction() as session:
        factories.keep_ikm(session, 1)
        offer = factories.confirmed(session, ikm=1)
        draft = factories.drafted(session, institution_id=offer.institution_id)
        known = {"offer_id": offer.id, "draft_id": draft.id, "institution_id": offer.institution_id}
        known["session_id"] = offer.sessions[0].id
    with sites["registry"].extensions["database"].transaction() as session:
        return {**known, "ikm_id": registered(session).id}


@pytest.fixture
def own_readings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Where a service's own code began to read; sign-in and footer are the kernel's."""
    began: list[str] = []
    read = Database.reading

    def reading(database: Database) -> AbstractContextManager[Session]:
        caller = inspect.stack()[2]
        if Path(caller.filename).is_relative_to(ROOT / "services"):
            began.append(f"{Path(caller.filename).name}:{caller.lineno}")
        return read(database)

    monkeypatch.setattr(Database, "reading", reading)
    return began


def test_no_page_reads_twice_what_it_shows(sites: Sites, there: dict[str, UUID], own_readings: list[str]) -> None:
    account_id, several, asked = uuid4(), {}, 0
    for role, pages in (("admin", STAFF_PAGES), ("institution", INSTITUTION_PAGES)):
        of = there["institution_id"] if role == "institution" else None
        people = {name: browser(app, role, account_id=account_id, institution_id=of) for name, app in sites.items()}
        for pattern in pages.values():
            try:
                link = pattern.format(**there)
            except KeyError:
                continue  # leads to what is not made here
            own_readings.clear()
            answer = people[service_of(link.partition("?")[0])].get(link)
            assert answer.status_code in (200, 404), link
            asked += answer.status_code == 200
            if len(own_readings) > 1:
                several[link] = [*own_readings]
    assert asked > 40
    assert several == {}
