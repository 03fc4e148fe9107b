"""The first account of an installation: there is always one that its kept password opens."""

import pytest
from sqlalchemy import func, select

from local.accounts import ADMIN_EMAIL, first_administrator
from local.place import Place
from services.partners.actions import account_passwords, accounts
from services.partners.actions.recognition import find, recognise
from services.partners.models import Account
from services.partners.models.account import locked
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


def test_each_start_tells_the_password_until_somebody_chose_one(start, may_enter, place, sqlite_database):
    for _ in range(2):
        assert [sign_in.password for sign_in in start()] == [place.read_secrets()["admin_password"]]
        assert may_enter()
    with sqlite_database("partners").transaction() as session:
        account = locked(session, find(session, ADMIN_EMAIL).id)
        assert account.password_is_generated
        account_passwords.choose_password(session, account, "empat kata tanpa hubungan zebra")
    assert start() == []


def test_an_administrator_with_another_address_gets_no_second_account(start, place, sqlite_database):
    start()
    with sqlite_database("partners").transaction() as session:
        account, password = find(session, ADMIN_EMAIL), place.read_secrets()["admin_password"]
        accounts.change_own(session, account.id, password, "Bu Rahma", "rahma@kutim.example")
    assert start() == []
    with sqlite_database("partners").reading() as session:
        assert session.scalar(select(func.count(Account.id))) == 1


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
