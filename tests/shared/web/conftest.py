"""The small site of desk.py, with a real database and, on purpose, without Redis."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from shared import clock
from shared.events.contract import dump
from shared.events.partners import AccountChanged
from shared.messaging.inbox import PARKED, Inbox
from shared.settings import Settings
from shared.web.app import build_app
from tests.conftest import environment
from tests.shared.web import desk

NO_REDIS = "redis://127.0.0.1:1/0"
SignIn = Callable[..., dict[str, str]]


@pytest.fixture
def settings(make_sqlite_url: Callable[[str], str]) -> Settings:
    return Settings.from_env("partners", environment("partners", make_sqlite_url("partners"), NO_REDIS))


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    app = build_app(settings, package="shared.web", pages=[desk.pages], apis=[desk.api])
    yield app
    app.extensions["database"].dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def csrf(client: FlaskClient) -> str:
    return token_in(client.get("/").text)


@pytest.fixture
def sign_in(client: FlaskClient) -> SignIn:
    """Sign the client in: ``sign_in("staff")``; returns headers with a bearer token of the same account."""

    def enter(role: str, account_id: UUID | None = None) -> dict[str, str]:
        page = client.get("/").text
        sent = client.post(f"/masuk-sebagai/{role}/{account_id or uuid4()}", data={"csrf_token": token_in(page)})
        assert sent.json
        return {"Authorization": f"Bearer {sent.json['token']}"}

    return enter


def token_in(page: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found
    return found[1]


@pytest.fixture
def park(app: Flask) -> Callable[..., str]:
    """Park a message in the service's inbox and return its id."""

    def put(error: str = "KeyError('x')", payload: Any = None, message: Any = None) -> str:
        event_id = uuid4()
        fact = AccountChanged.event_name
        envelope: dict[str, Any] = {"id": str(event_id), "producer": "partners", "name": fact, "seq": 1, "version": 1}
        envelope |= {"attempt": 1, "correlation_id": "c" * 32, "payload": payload or account_changed()}
        with app.extensions["database"].transaction() as session:
            session.add(
                Inbox(
                    event_id=event_id,
                    producer="partners",
                    seq=1,
                    name=fact,
                    state=PARKED,
                    error=error,
                    message=message or envelope,
                    correlation_id="c" * 32,
                    received_at=clock.now(),
                )
            )
        return str(event_id)

    return put


def account_changed() -> dict[str, Any]:
    return dump(
        AccountChanged(
            account_id=uuid4(),
            revision=1,
            name="Nurhayati",
            email="nurhayati@contoh.id",
            role="staff",
            institution_id=None,
            language="id",
            active=True,
            sessions_valid_from=clock.now(),
        )
    )
