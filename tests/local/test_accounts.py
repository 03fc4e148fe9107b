"""The first account of an installation: there is always one that its kept password opens."""

import pytest

from local.accounts import ADMIN_EMAIL, first_administrator
from local.place import Place
from services.partners.actions.recognition import find, recognise
from tests.conftest import environment


@pytest.fixture
def place(tmp_path) -> Place:
    return Place(tmp_path)


@pytest.fixture
def start(place, make_sqlite_url):
    settings = environment("partners", make_sqlite_url("partners"), "redis://127.0.0.1:1/0")
    return lambda: first_administrator(place, settings)


@pytest.fixture
def may_enter(place, sqlite_database):
    def ask() -> bool:
        with sqlite_database("partners").transaction() as session:
            return recognise(find(session, ADMIN_EMAIL), place.read_secrets()["admin_password"]).role == "admin"

    return ask


def test_the_first_start_tells_the_password_and_the_next_does_not(start, may_enter, place):
    assert [sign_in.password for sign_in in start()] == [place.read_secrets()["admin_password"]]
    assert start() == []
    assert may_enter()


def test_a_start_cut_short_where_the_password_is_kept_leaves_no_locked_account(start, may_enter, monkeypatch):
    with monkeypatch.context() as cut_short:
        cut_short.setattr(Place, "keep_secrets", _interrupted)
        with pytest.raises(KeyboardInterrupt):
            start()
    assert len(start()) == 1
    assert may_enter()


def test_a_start_cut_short_before_the_account_makes_it_with_the_kept_password(start, may_enter, place):
    place.keep_secrets({"admin_password": "kept-before-the-account"})
    assert [sign_in.password for sign_in in start()] == ["kept-before-the-account"]
    assert may_enter()


def _interrupted(*_: object) -> None:
    raise KeyboardInterrupt
