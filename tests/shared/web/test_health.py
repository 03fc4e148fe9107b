from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from time_machine import TimeMachineFixture

from shared import storage
from shared.clock import now
from shared.messaging.heartbeat import beat
from shared.settings import Settings
from shared.web.app import build_app
from tests.conftest import environment
from tests.shared.web.conftest import SignIn

READY = "/sistem/partners/siap"


def test_a_process_that_answers_is_alive(client: FlaskClient) -> None:
    assert client.get("/sistem/partners/hidup").json == {"alive": True}


def test_a_stranger_hears_only_that_a_service_is_ready(client: FlaskClient) -> None:
    answer = client.get(READY)
    assert (answer.status_code, answer.json) == (200, {"ready": True})


@pytest.mark.parametrize("role", ["institution", None])
def test_figures_are_not_for_everybody(client: FlaskClient, sign_in: SignIn, role: str | None) -> None:
    if role:
        sign_in(role)
    assert client.get(READY).json == {"ready": True}


@pytest.mark.parametrize("role", ["staff", "head", "admin"])
def test_a_migrated_service_is_ready_even_without_redis_and_worker(
    client: FlaskClient, sign_in: SignIn, role: str
) -> None:
    sign_in(role)
    answer = client.get(READY)
    assert answer.status_code == 200
    assert answer.json == {
        "ready": True,
        "database": True,
        "migrated": True,
        "room": True,
        "worker_seconds_ago": None,
        "long_worker_seconds_ago": None,
        "work_waiting": 0,
        "clock_jumped": False,
        "outbox_waiting": 0,
        "parked": 0,
        "failing_jobs": [],
        "unheard_of": {},
    }


def test_readiness_tells_the_age_of_the_last_beat(app: Flask, client: FlaskClient, sign_in: SignIn) -> None:
    with app.extensions["database"].transaction() as session:
        beat(session)
    sign_in("staff")
    state = client.get(READY).json
    assert state
    assert 0 <= state["worker_seconds_ago"] < 60


def test_a_clock_that_was_ahead_is_told_and_no_age_is_negative(
    app: Flask, client: FlaskClient, sign_in: SignIn, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to(now() + timedelta(hours=2))
    with app.extensions["database"].transaction() as session:
        beat(session)
    time_machine.shift(-2 * 3600)
    sign_in("staff")
    state = client.get(READY).json
    assert state
    assert (state["worker_seconds_ago"], state["clock_jumped"]) == (None, True)
    assert "Jam server melompat" in client.get("/sistem/partners/tertahan").text


@pytest.mark.parametrize("content", [None, b""])
def test_a_database_without_tables_or_out_of_reach_is_not_ready(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "folder" / "partners.db"
    if content is not None:
        path.parent.mkdir()
        path.write_bytes(content)
    app = build_app(
        Settings.from_env("partners", environment("partners", f"sqlite:///{path}", "redis://127.0.0.1:1/0")),
        package="shared.web",
    )
    answer = app.test_client().get(READY)
    assert (answer.status_code, answer.json) == (503, {"ready": False})
    app.extensions["database"].dispose()


def test_a_disk_without_room_is_not_ready(
    client: FlaskClient, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "ROOM", 10**18)
    assert (client.get(READY).status_code, client.get(READY).json) == (503, {"ready": False})
    sign_in("staff")
    answer = client.get(READY)
    assert answer.json
    assert (answer.status_code, answer.json["room"]) == (503, False)


def test_work_that_waits_does_not_make_the_web_unready(
    client: FlaskClient, sign_in: SignIn, park: Callable[..., str]
) -> None:
    park()
    sign_in("staff")
    answer = client.get(READY)
    assert answer.json
    assert (answer.status_code, answer.json["parked"]) == (200, 1)
