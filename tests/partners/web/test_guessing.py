"""Passwords are guessed only so often, however many ask at once, and nobody shuts out the owner."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from time import sleep

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from structlog.testing import capture_logs
from werkzeug.test import TestResponse

from services.partners.actions import guesses, recognition
from services.partners.domain.guessing import limits
from shared import passwords
from shared.clock import now
from shared.database import Database
from tests.partners.web.people import PASSWORD, Person

Hire = Callable[..., Person]
WRONG = "salah sama sekali"


@pytest.fixture
def app(built: Flask, make_url_for: Callable[[str], str]) -> Iterator[Flask]:
    """The site over a database of each kind."""
    keys = built.config["SETTINGS"].secret_keys
    database = built.extensions["database"] = Database(make_url_for("partners"), signing_keys=keys)
    yield built
    database.dispose()


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every password that was really compared."""
    found: list[str] = []
    original = passwords.matches

    def matches(known: str | None, password: str) -> bool:
        found.append(password)
        return original(known, password)

    monkeypatch.setattr(recognition.passwords, "matches", matches)
    return found


def enter(client: FlaskClient, email: str, password: str = PASSWORD, source: str = "192.0.2.1") -> TestResponse:
    sent = {"email": email, "password": password}
    return client.post("/masuk", data=sent, environ_overrides={"REMOTE_ADDR": source})


def ask_token(app: Flask, email: str, password: str = PASSWORD, source: str = "192.0.2.1") -> TestResponse:
    sent = {"email": email, "password": password}
    return app.test_client().post("/api/partners/v1/tokens", json=sent, environ_overrides={"REMOTE_ADDR": source})


def guess(app: Flask, email: str, source: str) -> int:
    return ask_token(app, email, WRONG, source).status_code


def guessed(app: Flask, email: str, sources: Iterable[str]) -> None:
    """Guess wrong from each of these, in one transaction, which is quicker."""
    with app.extensions["database"].transaction() as session:
        for source in sources:
            guesses.settle(session, guesses.count(session, limits(email, source, None)), wrong=True)


@pytest.mark.parametrize("known", [True, False])
def test_sixty_guesses_at_once_are_no_more_than_one_by_one(
    app: Flask, hire: Hire, compared: list[str], known: bool
) -> None:
    email = hire("staff").email if known else "tidak.ada@contoh.id"
    with ThreadPoolExecutor(20) as threads:
        answers = list(threads.map(lambda _: ask_token(app, email, WRONG), range(60)))
    assert sorted(answer.status_code for answer in answers) == [401] * 10 + [429] * 50
    assert len(compared) == 10


@pytest.mark.parametrize("known", [True, False])
def test_the_eleventh_guess_from_one_address_is_told_when_to_try_again(app: Flask, hire: Hire, known: bool) -> None:
    email = hire("staff").email if known else "tidak.ada@contoh.id"
    assert [enter(app.test_client(), email, WRONG).status_code for _ in range(10)] == [401] * 10
    answer = enter(app.test_client(), email)
    assert answer.status_code == 429
    assert 800 < int(answer.headers["Retry-After"]) <= 900
    assert "Coba lagi 15 menit lagi." in answer.text
    refused = ask_token(app, email.upper())
    assert (refused.status_code, refused.content_type) == (429, "application/problem+json")
    assert int(refused.headers["Retry-After"]) <= 900


def test_after_the_wait_it_may_be_tried_again(app: Flask, hire: Hire) -> None:
    person = hire("staff")
    for _ in range(11):
        wait = enter(app.test_client(), person.email, WRONG).headers.get("Retry-After")
    with time_machine.travel(now() + timedelta(seconds=int(wait) + 1)):
        assert enter(app.test_client(), person.email).status_code == 303


@pytest.mark.parametrize(("guesses", "sources"), [(10, 1), (50, 50)])
@pytest.mark.parametrize("ahead", [timedelta(hours=2), timedelta(days=40)])
def test_what_was_guessed_by_a_clock_that_was_ahead_shuts_nobody_out(
    app: Flask, hire: Hire, ahead: timedelta, guesses: int, sources: int
) -> None:
    person = hire("staff")
    with time_machine.travel(now() + ahead):
        for n in range(guesses):
            enter(app.test_client(), person.email, WRONG, source=f"198.51.100.{n % sources}")
    assert enter(app.test_client(), person.email, source="198.51.100.0").status_code == 303


@pytest.mark.parametrize("ahead", [timedelta(hours=2), timedelta(days=40)])
def test_after_a_clock_that_was_ahead_a_token_lasts_as_long_as_ever(app: Flask, hire: Hire, ahead: timedelta) -> None:
    def opens(token: str) -> int:
        bearer = {"Authorization": f"Bearer {token}"}
        return app.test_client().get("/api/partners/v1/offers", headers=bearer).status_code

    person, new = hire("staff"), "jendela mangga gerobak"
    with time_machine.travel(now() + ahead):
        early = ask_token(app, person.email).json["token"]
        browser = app.test_client()
        enter(browser, person.email)
        browser.post("/akun/sandi", data={"current_password": PASSWORD, "new_password": new})
    token = ask_token(app, person.email, new).json["token"]
    assert (opens(early), opens(token)) == (401, 200)
    with time_machine.travel(now() + timedelta(hours=11)):
        assert opens(token) == 200
    with time_machine.travel(now() + timedelta(hours=12)):
        assert opens(token) == 401


@pytest.mark.parametrize("ahead", [timedelta(hours=2), timedelta(days=40)])
def test_a_count_begun_by_a_clock_that_was_ahead_begins_again(app: Flask, hire: Hire, ahead: timedelta) -> None:
    person = hire("staff")
    with time_machine.travel(now() + ahead):
        enter(app.test_client(), person.email, WRONG)
    answers = [enter(app.test_client(), person.email, WRONG) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [401] * 10 + [429]
    assert 800 < int(answers[-1].headers["Retry-After"]) <= 900


def test_a_stranger_does_not_shut_out_the_owner(app: Flask, hire: Hire) -> None:
    person = hire("staff")
    for _ in range(11):
        enter(app.test_client(), person.email, WRONG, source="198.51.100.9")
    assert enter(app.test_client(), person.email).status_code == 303


def test_guesses_from_everywhere_shut_no_new_browser_or_program_out(app: Flask, hire: Hire) -> None:
    person = hire("staff")
    guessed(app, person.email, [f"198.51.100.{n % 5}" for n in range(50)])
    assert enter(app.test_client(), person.email).status_code == 303
    guessed(app, person.email, [f"203.0.113.{n}" for n in range(70)])
    assert ask_token(app, person.email).status_code == 201
    assert ask_token(app, person.email, source="192.0.2.2").status_code == 201


def test_once_an_account_is_guessed_at_from_everywhere_each_network_has_few_guesses(
    app: Flask, hire: Hire, compared: list[str]
) -> None:
    person = hire("staff")
    guessed(app, person.email, [f"198.51.100.{n}" for n in range(50)])
    with ThreadPoolExecutor(20) as threads:
        answers = list(threads.map(lambda n: guess(app, person.email, f"203.0.113.{n % 4}"), range(40)))
    assert sorted(answers) == [401] * 12 + [429] * 28
    assert len(compared) == 12
    refused = ask_token(app, person.email, source="203.0.113.1")
    assert (refused.status_code, 800 < int(refused.headers["Retry-After"]) <= 900) == (429, True)


def test_a_known_device_gets_in_where_its_network_has_no_guess_left(app: Flask, hire: Hire) -> None:
    person, own = hire("staff"), app.test_client()
    enter(own, person.email)
    own.post("/keluar")
    guessed(app, person.email, ["198.51.100.1"] * 10)
    assert guess(app, person.email, "198.51.100.1") == 429
    assert enter(own, person.email, source="198.51.100.1").status_code == 303


def test_a_known_device_may_guess_only_so_often_itself(app: Flask, hire: Hire) -> None:
    person, own = hire("staff"), app.test_client()
    enter(own, person.email)
    answers = [enter(own, person.email, WRONG, source=f"198.51.100.{n}").status_code for n in range(11)]
    assert answers == [401] * 10 + [429]


def test_a_device_known_for_one_account_is_a_stranger_to_another(app: Flask, hire: Hire) -> None:
    mine, other, own = hire("staff"), hire("staff"), app.test_client()
    enter(own, mine.email)
    guessed(app, other.email, ["192.0.2.1"] * 10)
    assert enter(own, other.email).status_code == 429


def test_one_address_cannot_try_one_password_on_everybody(app: Flask) -> None:
    answers = [enter(app.test_client(), f"orang{n}@contoh.id").status_code for n in range(41)]
    assert answers == [401] * 40 + [429]


def test_whoever_is_right_is_not_counted(app: Flask, hire: Hire) -> None:
    person = hire("staff")
    assert {ask_token(app, person.email).status_code for _ in range(12)} == {201}


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever tries waits for the others however busy the machine is."""
    monkeypatch.setattr(guesses, "PATIENCE", timedelta(seconds=60))


@pytest.mark.usefixtures("patient")
def test_many_who_are_right_at_once_are_all_let_in(app: Flask, hire: Hire, monkeypatch: pytest.MonkeyPatch) -> None:
    person, compare = hire("staff"), passwords.matches
    monkeypatch.setattr(recognition.passwords, "matches", lambda *known: (sleep(0.1), compare(*known))[1])
    with ThreadPoolExecutor(20) as threads:
        answers = list(threads.map(lambda _: ask_token(app, person.email).status_code, range(40)))
    assert answers == [201] * 40


@pytest.mark.usefixtures("patient")
def test_whoever_is_right_among_many_who_are_wrong_leaves_them_no_guess_more(
    app: Flask, hire: Hire, compared: list[str]
) -> None:
    person = hire("staff")
    tried = [PASSWORD, WRONG] * 15
    with ThreadPoolExecutor(20) as threads:
        answers = list(threads.map(lambda word: ask_token(app, person.email, word).status_code, tried))
    assert answers.count(401) == compared.count(WRONG) == 10


def test_tries_that_a_killed_process_left_behind_are_waited_for_only_a_moment(
    app: Flask, hire: Hire, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = hire("staff")
    with monkeypatch.context() as killed:
        killed.setattr(guesses, "settle", lambda *_, **__: None)
        for _ in range(10):
            guess(app, person.email, "192.0.2.1")
    monkeypatch.setattr(guesses, "PATIENCE", timedelta(seconds=0.2))
    answer = ask_token(app, person.email)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "1")
    with time_machine.travel(now() + timedelta(minutes=15, seconds=1)):
        assert ask_token(app, person.email).status_code == 201


def test_the_current_password_is_guessed_only_so_often(app: Flask, hire: Hire, compared: list[str]) -> None:
    person, thief = hire("staff"), app.test_client()
    enter(thief, person.email)
    sent = {"current_password": WRONG, "new_password": "jendela mangga gerobak"}
    compared.clear()
    with ThreadPoolExecutor(20) as threads:
        answers = list(threads.map(lambda _: thief.post("/akun/sandi", data=sent).status_code, range(30)))
    assert sorted(answers) == [409] * 10 + [429] * 20
    assert len(compared) == 10


def test_a_new_password_that_is_too_weak_is_no_wrong_guess(app: Flask, hire: Hire) -> None:
    person, own = hire("staff"), app.test_client()
    enter(own, person.email)
    sent = {"current_password": PASSWORD, "new_password": "1234567890123"}
    assert {own.post("/akun/sandi", data=sent).status_code for _ in range(12)} == {409}


def test_the_log_says_at_which_account_and_from_where_was_guessed_but_no_secret(app: Flask, hire: Hire) -> None:
    person = hire("staff")
    with capture_logs() as lines:
        enter(app.test_client(), person.email, WRONG)
        for _ in range(11):
            enter(app.test_client(), "tidak.ada@contoh.id", WRONG, source="198.51.100.9")
    told = [line for line in lines if line["event"].startswith("password_")]
    assert (told[0]["account_id"], told[0]["source"]) == (str(person.id), "192.0.2.1")
    assert {line["source"] for line in told[1:]} == {"198.51.100.9"}
    assert len({line["unknown"] for line in told[1:]}) == 1
    assert [line["event"] for line in told] == ["password_refused"] * 11 + ["password_not_compared"]
    assert not any(secret in str(lines) for secret in (WRONG, person.email, "tidak.ada"))
