"""A broker that is stopped and answers nobody: invitations are read and answered and people sign in all the same."""

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from local.broker import start_broker
from services.partners.app import create_app
from services.partners.models import Invitation
from services.partners.queries.links import answer_path
from shared.database import Database
from shared.settings import Settings
from tests.conftest import SIGNING_KEY, environment
from tests.partners import factories
from tests.partners.web.people import PASSWORD
from tests.partners.web.test_guessing import Hire, ask_token, enter

AT_ONCE = 12
Ask = Callable[[Flask, str, str], TestResponse]
ASKED: dict[str, tuple[Ask, int]] = {
    "an invitation is read": (lambda app, link, email: app.test_client().get(link), 200),
    "an invitation is answered": (
        lambda app, link, email: app.test_client().post(link, data={"answer": "accepted"}),
        303,
    ),
    "a wrong link is tried": (lambda app, link, email: app.test_client().get("/undangan/x"), 404),
    "somebody signs in": (lambda app, link, email: enter(app.test_client(), email), 303),
    "a program asks for a token": (lambda app, link, email: ask_token(app, email, PASSWORD), 201),
}


@pytest.fixture(scope="module")
def stopped_broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    process, url = start_broker(tmp_path_factory.mktemp("stopped"))
    os.kill(process.pid, signal.SIGSTOP)
    yield url
    process.kill()
    process.wait()


@pytest.fixture(scope="module")
def built(stopped_broker: str, sqlite_templates: dict[str, Path]) -> Flask:
    variables = environment("partners", f"sqlite:///{sqlite_templates['partners']}", stopped_broker)
    app = create_app(Settings.from_env("partners", variables))
    app.config["WTF_CSRF_ENABLED"] = False
    return app


@pytest.fixture
def app(built: Flask, make_url_for: Callable[[str], str]) -> Iterator[Flask]:
    """The site over a database of each kind."""
    keys = built.config["SETTINGS"].secret_keys
    database = built.extensions["database"] = Database(make_url_for("partners"), signing_keys=keys)
    yield built
    database.dispose()


@pytest.fixture
def link(site: Database) -> str:
    with site.transaction() as session:
        factories.confirmed(session)
        return answer_path([SIGNING_KEY], session.scalars(select(Invitation)).first())


@pytest.mark.parametrize("asked", ASKED)
def test_what_many_ask_at_once_is_answered(app: Flask, hire: Hire, link: str, asked: str) -> None:
    ask, status = ASKED[asked]
    email = hire("staff").email
    with ThreadPoolExecutor(AT_ONCE) as people:
        answers = list(people.map(lambda _: ask(app, link, email).status_code, range(AT_ONCE)))
    assert answers == [status] * AT_ONCE
