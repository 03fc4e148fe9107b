"""How often something may be tried: counted in this process, whatever becomes of the broker."""

import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from local.broker import start_broker
from shared.settings import Settings
from shared.web.app import build_app
from tests.conftest import environment
from tests.shared.web import desk

Broker = tuple[subprocess.Popen[bytes], str]
AT_ONCE = 12


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Broker]:
    process, url = start_broker(tmp_path)
    yield process, url
    process.kill()
    process.wait()


@pytest.fixture
def beside_broker(broker: Broker, make_sqlite_url: Callable[[str], str]) -> Iterator[Flask]:
    variables = environment("partners", make_sqlite_url("partners"), broker[1])
    app = build_app(Settings.from_env("partners", variables), package="shared.web", pages=[desk.pages])
    yield app
    app.extensions["database"].dispose()


def ask(app: Flask) -> tuple[int, float]:
    began = time.monotonic()
    return app.test_client().get("/sering").status_code, time.monotonic() - began


@pytest.mark.parametrize("blow", [signal.SIGKILL, signal.SIGSTOP])
def test_nobody_waits_for_a_broker_that_dies_or_hangs(beside_broker: Flask, broker: Broker, blow: int) -> None:
    assert ask(beside_broker)[0] == 200
    broker[0].send_signal(blow)
    with ThreadPoolExecutor(AT_ONCE) as people:
        answers = list(people.map(lambda _: ask(beside_broker), range(AT_ONCE)))
    assert sorted(status for status, _ in answers) == [200] + [429] * (AT_ONCE - 1)
    assert max(seconds for _, seconds in answers) < 1


def test_who_tried_too_often_is_told_when_to_try_again(client: FlaskClient) -> None:
    answers: list[TestResponse] = [client.get("/sering") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 3500 < int(answers[-1].headers["Retry-After"]) <= 3600
    assert "Coba lagi 60 menit lagi." in answers[-1].text
