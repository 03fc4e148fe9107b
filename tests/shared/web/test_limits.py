"""How often something may be tried: counted in this process, whatever becomes of the broker."""

import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from shared.clock import now
from shared.settings import Settings
from shared.web.app import build_app
from tests.conftest import environment
from tests.shared.web import desk

AT_ONCE = 12


@pytest.fixture
def hanging_broker() -> Iterator[socket.socket]:
    """A broker that answers nobody, as one that is stopped."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


@pytest.fixture
def beside_it(hanging_broker: socket.socket, make_sqlite_url: Callable[[str], str]) -> Iterator[Flask]:
    url = f"redis://127.0.0.1:{hanging_broker.getsockname()[1]}/0"
    variables = environment("partners", make_sqlite_url("partners"), url)
    app = build_app(Settings.from_env("partners", variables), package="shared.web", pages=[desk.pages])
    yield app
    app.extensions["database"].dispose()


def at_once(app: Flask) -> list[int]:
    with ThreadPoolExecutor(AT_ONCE) as people:
        return sorted(people.map(lambda _: app.test_client().get("/sering").status_code, range(AT_ONCE)))


def test_pages_count_for_themselves_while_the_broker_is_away(app: Flask) -> None:
    assert at_once(app) == [200, 200] + [429] * (AT_ONCE - 2)


def test_no_page_ever_turns_to_the_broker(beside_it: Flask, hanging_broker: socket.socket) -> None:
    assert at_once(beside_it) == [200, 200] + [429] * (AT_ONCE - 2)
    with pytest.raises(BlockingIOError):
        hanging_broker.accept()


@pytest.mark.parametrize("ahead", [timedelta(hours=2), timedelta(days=40)])
def test_what_was_counted_by_a_clock_that_was_ahead_is_forgotten(app: Flask, ahead: timedelta) -> None:
    with time_machine.travel(now() + ahead):
        assert at_once(app) == [200, 200] + [429] * (AT_ONCE - 2)
    assert at_once(app) == [200, 200] + [429] * (AT_ONCE - 2)


def test_whoever_tried_too_often_is_told_when_to_try_again(client: FlaskClient) -> None:
    answers: list[TestResponse] = [client.get("/sering") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 3500 < int(answers[-1].headers["Retry-After"]) <= 3600
    assert "Coba lagi 60 menit lagi." in answers[-1].text
