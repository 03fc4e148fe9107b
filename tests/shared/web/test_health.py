from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from shared import storage
from shared.messaging.heartbeat import beat
from shared.settings import Settings
from shared.web.app import build_app
from tests.conftest import environment


def test_a_process_that_answers_is_alive(client: FlaskClient) -> None:
    assert client.get("/sistem/partners/hidup").json == {"alive": True}


def test_a_migrated_service_is_ready_even_without_redis_and_worker(client: FlaskClient) -> None:
    answer = client.get("/sistem/partners/siap")
    assert answer.status_code == 200
    assert answer.json == {
        "ready": True,
        "database": True,
        "migrated": True,
        "room": True,
        "worker_seconds_ago": None,
        "outbox_waiting": 0,
        "parked": 0,
        "failing_jobs": [],
    }


def test_readiness_tells_the_age_of_the_last_beat(app: Flask, client: FlaskClient) -> None:
    with app.extensions["database"].transaction() as session:
        beat(session)
    state = client.get("/sistem/partners/siap").json
    assert state
    assert 0 <= state["worker_seconds_ago"] < 60


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
    answer = app.test_client().get("/sistem/partners/siap")
    assert (answer.status_code, answer.json) == (503, {"ready": False, "database": False})
    app.extensions["database"].dispose()


def test_a_disk_without_room_is_not_ready(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "ROOM", 10**18)
    answer = client.get("/sistem/partners/siap")
    assert answer.json
    assert (answer.status_code, answer.json["room"]) == (503, False)


def test_work_that_waits_does_not_make_the_web_unready(app: Flask, park: Callable[..., str]) -> None:
    park()
    answer = app.test_client().get("/sistem/partners/siap")
    assert answer.json
    assert (answer.status_code, answer.json["parked"]) == (200, 1)
