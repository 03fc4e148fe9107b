"""The registry's site over an empty database, with people of each role signed in."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.registry.app import create_app
from shared.context import Actor
from shared.database import Database
from shared.settings import Settings
from tests import signed_in
from tests.conftest import environment
from tests.signed_in import browser

NO_REDIS = "redis://127.0.0.1:1/0"


@pytest.fixture(scope="session")
def built(sqlite_templates: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The site once for all tests: putting it together takes longer than most of them."""
    folder = str(tmp_path_factory.mktemp("registry"))
    url = f"sqlite:///{sqlite_templates['registry']}"
    return create_app(Settings.from_env("registry", environment("registry", url, NO_REDIS, SINERGI_DATA_DIR=folder)))


@pytest.fixture
def app(built: Flask, make_sqlite_url: Callable[[str], str]) -> Iterator[Flask]:
    """The site over a database of this test's own."""
    keys = built.config["SETTINGS"].secret_keys
    database = built.extensions["database"] = Database(make_sqlite_url("registry"), signing_keys=keys)
    yield built
    database.dispose()


@pytest.fixture
def site_database(app: Flask) -> Database:
    """The database behind the site."""
    database: Database = app.extensions["database"]
    return database


@pytest.fixture
def client_of(app: Flask) -> Callable[[str], FlaskClient]:
    """Give a browser in which somebody of a role is signed in."""

    return partial(browser, app)


@pytest.fixture
def staff(client_of: Callable[[str], FlaskClient]) -> FlaskClient:
    return client_of("staff")


@pytest.fixture
def bearer(app: Flask) -> dict[str, str]:
    """Headers of a program that acts as staff."""
    return signed_in.bearer(app, Actor(uuid4(), "Rahma", "staff"))


def press(client: FlaskClient, url: str, page: str, **form: str):
    """Press the button of a page: the form is sent with all that the page hides in it."""
    text = client.get(page).text
    start = text.index(f'action="{url}"')
    hidden = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', text[start : text.index("</form>", start)])
    return client.post(url, data=dict(hidden) | form)


def post(client: FlaskClient, url: str, page: str = "/ikm/baru", **form: str):
    """Send a form as a browser does, with the token of a page."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get(page).text)
    assert found, f"{page} has no form"
    return client.post(url, data={"csrf_token": found[1], **form})
