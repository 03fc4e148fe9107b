"""People see how far long work is and what became of it, stop it, and fetch the file it left."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from shared.database import Database
from shared.language import msg
from shared.messaging.heartbeat import beat
from shared.messaging.long_queue import LONG
from shared.settings import Settings
from shared.work.asking import ask
from shared.work.claims import take_oldest
from shared.work.hand import Hand
from tests.conftest import environment
from tests.shared.web.conftest import NO_REDIS, SignIn, token_in

LIST = "/sistem/partners/kerja"
API = "/api/partners/v1/work"
TITLE, WORDS = msg("Running all parked messages again"), msg("Stopped after {done} of {of}.", done=3, of=4)


@pytest.fixture
def database(app: Flask) -> Database:
    found: Database = app.extensions["database"]
    return found


@pytest.fixture
def settings(make_sqlite_url: Callable[[str], str], tmp_path: Path) -> Settings:
    variables = environment("partners", make_sqlite_url("partners"), NO_REDIS, SINERGI_DATA_DIR=str(tmp_path))
    return Settings.from_env("partners", variables)


@pytest.fixture
def asked(database: Database) -> UUID:
    with database.transaction() as session:
        return ask(session, "test.count", TITLE, page="/sistem/partners/tertahan")


@pytest.fixture
def take(database: Database, settings: Settings, asked: UUID) -> Callable[[], Hand]:
    def taken() -> Hand:
        with database.transaction() as session:
            work = take_oldest(session)
        assert work is not None
        return Hand(database, settings, work)

    return taken


def test_work_shows_in_words_and_numbers_how_far_it_is(
    client: FlaskClient, sign_in: SignIn, asked: UUID, take: Callable[[], Hand]
) -> None:
    sign_in("staff")
    waiting = client.get(f"{LIST}/{asked}").text
    assert "Menunggu giliran" in waiting
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in waiting
    take().note(3, 4, WORDS)
    page = client.get(f"{LIST}/{asked}").text
    assert "Dihentikan setelah 3 dari 4." in page
    assert 'max="100" value="75"' in page
    assert "data-refresh" in page


def test_a_lane_that_takes_nothing_is_seen(
    client: FlaskClient, sign_in: SignIn, asked: UUID, database: Database
) -> None:
    sign_in("staff")
    pages = (LIST, f"{LIST}/{asked}")
    assert all("tidak memberi tanda" in client.get(page).text for page in pages)
    with database.transaction() as session:
        beat(session, LONG)
    assert not any("tidak memberi tanda" in client.get(page).text for page in pages)


def test_work_that_has_ended_keeps_still_and_leads_back(
    client: FlaskClient, sign_in: SignIn, asked: UUID, take: Callable[[], Hand]
) -> None:
    with take().last_step(WORDS):
        pass
    sign_in("staff")
    page = client.get(f"{LIST}/{asked}").text
    assert "Selesai" in page
    assert "Dihentikan setelah 3 dari 4." in page
    assert "data-refresh" not in page
    assert "http-equiv" not in page
    assert 'href="/sistem/partners/tertahan"' in page
    assert f"{LIST}/{asked}" in client.get(LIST).text


def test_staff_stop_it_and_see_that_it_is_going_to_stop(
    client: FlaskClient, sign_in: SignIn, asked: UUID, take: Callable[[], Hand]
) -> None:
    sign_in("staff")
    take()
    token = token_in(client.get(f"{LIST}/{asked}").text)
    answer = client.post(f"{LIST}/{asked}/hentikan", data={"csrf_token": token})
    assert (answer.status_code, answer.location) == (303, "/sistem/partners/tertahan")
    page = client.get(f"{LIST}/{asked}").text
    assert "Nurhayati meminta pekerjaan ini dihentikan" in page
    assert "/hentikan" not in page


def test_the_file_it_left_is_fetched_until_it_is_gone(
    client: FlaskClient, sign_in: SignIn, asked: UUID, take: Callable[[], Hand]
) -> None:
    hand = take()
    path: Path = hand.new_file("laporan.csv")
    path.write_text("a;b")
    with hand.last_step(file=path):
        pass
    sign_in("staff")
    assert "laporan.csv" in client.get(f"{LIST}/{asked}").text
    with client.get(f"{LIST}/{asked}/berkas") as answer:
        assert (answer.data, "laporan.csv" in answer.headers["Content-Disposition"]) == (b"a;b", True)
    path.unlink()
    assert client.get(f"{LIST}/{asked}/berkas").status_code == 404


def test_work_that_left_no_file_has_none_to_fetch(client: FlaskClient, sign_in: SignIn, asked: UUID) -> None:
    sign_in("staff")
    assert client.get(f"{LIST}/{asked}/berkas").status_code == 404


def test_programs_read_and_stop_it(client: FlaskClient, sign_in: SignIn, asked: UUID, take: Callable[[], Hand]) -> None:
    headers = sign_in("staff")
    take().note(3, 4, WORDS)
    work = client.get(f"{API}/{asked}", headers=headers).json
    assert (work["state"], work["done"], work["of"], work["words"]) == ("running", 3, 4, str(WORDS))
    assert client.post(f"{API}/{asked}/stop", headers=headers).json["stopped_by"] == "Nurhayati"
    [listed] = client.get(API, headers=headers).json["items"]
    assert (listed["id"], listed["title"]) == (str(asked), str(TITLE))
    assert client.get(f"{API}/{uuid4()}", headers=headers).status_code == 404


@pytest.mark.parametrize(("role", "sees", "stops"), [("head", 200, 403), ("institution", 403, 403)])
def test_only_staff_stop_it(
    client: FlaskClient, sign_in: SignIn, asked: UUID, role: str, sees: int, stops: int
) -> None:
    sign_in(role)
    token = token_in(client.get("/").text)
    assert client.get(f"{LIST}/{asked}").status_code == sees
    assert client.get(f"{LIST}/{asked}/berkas").status_code == (404 if sees == 200 else sees)
    assert client.post(f"{LIST}/{asked}/hentikan", data={"csrf_token": token}).status_code == stops
