"""What was typed, sealed: readable for this site alone, for as long as a session lasts, under old keys as well."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from shared.web.page_owner import UnknownPage, form_secret, page_owner
from shared.web.typed import Typed, seal, unseal
from tests.shared.web.conftest import SignIn, token_in

NIK = "6408010101800001"


@pytest.fixture
def typed() -> Typed:
    return Typed(uuid4(), "/ikm/baru?dari=peta", [("nik", NIK), ("kind", "a"), ("kind", "b"), ("name", "“Sari”\r\n")])


def test_what_is_sealed_comes_back_whole_and_shows_nothing(app: Flask, typed: Typed) -> None:
    with app.test_request_context():
        sealed = seal(typed)
        assert unseal(sealed) == typed
    assert NIK not in sealed
    assert str(typed.owner) not in sealed


@pytest.mark.parametrize("damage", [lambda text: text[:-4], lambda text: "", lambda text: "x" + text[1:]])
def test_what_is_damaged_is_nothing(app: Flask, typed: Typed, damage) -> None:
    with app.test_request_context():
        assert unseal(damage(seal(typed))) is None


def test_it_opens_while_its_key_is_known_and_a_session_would_last(app: Flask, typed: Typed) -> None:
    settings = app.config["SETTINGS"]
    with app.test_request_context():
        sealed = seal(typed)
        app.config["SETTINGS"] = replace(settings, secret_keys=("n" * 32, *settings.secret_keys))
        assert unseal(sealed) == typed
        app.config["SETTINGS"] = replace(settings, secret_keys=("n" * 32,))
        assert unseal(sealed) is None
        app.config["SETTINGS"] = settings
        with time_machine.travel(datetime.now(UTC) + timedelta(hours=12, minutes=1)):
            assert unseal(sealed) is None


def test_a_page_tells_for_whom_it_was_made_even_after_the_key_has_changed(
    app: Flask, client: FlaskClient, sign_in: SignIn
) -> None:
    account_id = uuid4()
    nobodys = token_in(client.get("/").text)
    sign_in("staff", account_id)
    token = token_in(client.get("/").text)
    app.config.update(SECRET_KEY="n" * 32, SECRET_KEY_FALLBACKS=[app.config["SECRET_KEY"]])
    for sent, owner in ((token, account_id), (nobodys, None)):
        with app.test_request_context(method="POST", data={"csrf_token": sent}):
            assert page_owner() == owner


@pytest.mark.parametrize("token", ["", "x", form_secret(UUID(int=7))], ids=["empty", "short", "unsigned"])
def test_a_form_of_another_site_has_no_owner(app: Flask, token: str) -> None:
    with app.test_request_context(method="POST", data={"csrf_token": token}), pytest.raises(UnknownPage):
        page_owner()
