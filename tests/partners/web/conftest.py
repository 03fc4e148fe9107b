"""The partners' site over an empty database, and people of each role in front of it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.partners.actions import account_opening
from services.partners.app import create_app
from shared.database import Database
from shared.settings import Settings
from shared.web.limits import limiter
from tests.conftest import environment
from tests.partners import factories
from tests.partners.web.people import PASSWORD, Person
from tests.signed_in import browser

NO_REDIS = "redis://127.0.0.1:1/0"
Hire = Callable[..., Person]


@pytest.fixture(scope="session")
def built(sqlite_templates: dict[str, Path]) -> Flask:
    """The site once for all tests: putting it together takes longer than most of them."""
    address = f"sqlite:///{sqlite_templates['partners']}"
    variables = environment("partners", address, NO_REDIS, SINERGI_PUBLIC_URL="http://sinergi.contoh.id")
    app = create_app(Settings.from_env("partners", variables))
    app.config["WTF_CSRF_ENABLED"] = False
    return app


@pytest.fixture
def app(built: Flask, make_sqlite_url: Callable[[str], str]) -> Iterator[Flask]:
    """The site over a database of this test's own, of whose links nobody has tried a wrong one yet."""
    limiter.reset()
    keys = built.config["SETTINGS"].secret_keys
    database = built.extensions["database"] = Database(make_sqlite_url("partners"), signing_keys=keys)
    yield built
    database.dispose()


@pytest.fixture
def site(app: Flask) -> Database:
    """The database behind the site."""
    database: Database = app.extensions["database"]
    return database


@pytest.fixture
def hire(site: Database) -> Hire:
    """Give somebody an account: ``hire("staff")``, ``hire("institution", institution_id)``."""

    def make(role: str, institution_id: UUID | None = None) -> Person:
        with site.transaction() as session:
            if role == "institution" and institution_id is None:
                institution_id = factories.institution(session).id
            email = f"{uuid4().hex[:8]}@contoh.id"
            account = account_opening.create_account(
                session,
                id=uuid4(),
                email=email,
                name="Rahma",
                role=role,
                password=PASSWORD,
                institution_id=institution_id,
            )
        return Person(account.id, email, role, institution_id)

    return make


@pytest.fixture
def browser_of(app: Flask) -> Callable[[Person], FlaskClient]:
    """Give a browser in which this person is signed in."""

    return lambda person: browser(app, person.role, account_id=person.id, institution_id=person.institution_id)


@pytest.fixture
def staff(hire: Hire, browser_of: Callable[[Person], FlaskClient]) -> FlaskClient:
    return browser_of(hire("staff"))


@pytest.fixture
def partner(hire: Hire) -> Person:
    """Somebody who works for an active institution."""
    return hire("institution")


@pytest.fixture
def partner_browser(partner: Person, browser_of: Callable[[Person], FlaskClient]) -> FlaskClient:
    return browser_of(partner)
