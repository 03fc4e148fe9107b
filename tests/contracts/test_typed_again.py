"""A form whose session has ended: nothing typed is lost, nothing is sent by itself, nobody else sees it."""

import importlib
import io
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from html import unescape
from uuid import UUID, uuid4

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import func, select
from werkzeug.routing import Rule

from services.partners.actions import account_opening
from shared.change import Change
from shared.clock import now
from shared.database import Database
from shared.messaging.outbox import Outbox
from shared.rights import has
from shared.sessions import end_sessions
from shared.settings import Settings
from shared.web.access import ANYONE, needed_rights
from shared.web.page_owner import SALT, form_secret
from shared.web.site import service_of
from tests.conftest import SIGNING_KEY, environment
from tests.partners import factories
from tests.signed_in import browser
from tests.web_servers import serving

SERVICES = ("registry", "partners", "notifications")
NIK = "6408010101800001"
PASSWORD = "kalimat yang panjang"
IKM = {"name": "Keripik “Bu Sari”", "owner_name": "Sari & Anak", "nik": NIK, "address": "<b>Jalan</b> 1"}
OFFER = {"id": str(uuid4()), "title": "Bimtek foto produk", "topic": "EKSPOR", "summary": "Baris 1\r\nBaris 2",
         "sessions-0-title": "Hari pertama", "submit": "1"}  # fmt: skip
Site = dict[str, Flask]


@pytest.fixture(scope="module")
def built(sqlite_templates, tmp_path_factory) -> Site:
    made = {}
    for service in SERVICES:
        url, folder = f"sqlite:///{sqlite_templates[service]}", str(tmp_path_factory.mktemp(service))
        variables = environment(service, url, "redis://127.0.0.1:1/0", SINERGI_DATA_DIR=folder)
        made[service] = importlib.import_module(f"services.{service}.app").create_app(
            Settings.from_env(service, variables)
        )
    return made


@pytest.fixture
def site(built: Site, make_sqlite_url: Callable[[str], str]) -> Iterator[Site]:
    """The three services, each over a database of this test's own."""
    with ExitStack() as opened:
        for service, app in built.items():
            keys = app.config["SETTINGS"].secret_keys
            database = app.extensions["database"] = Database(make_sqlite_url(service), signing_keys=keys)
            opened.callback(database.dispose)
        yield built


def hire(site: Site, role: str) -> tuple[UUID, str, UUID | None]:
    with site["partners"].extensions["database"].transaction() as session:
        institution_id = factories.institution(session).id if role == "institution" else None
        account = account_opening.create_account(session, id=uuid4(), email=f"{uuid4().hex[:8]}@contoh.id",
                                                 name="Rahma", role=role, password=PASSWORD,
                                                 institution_id=institution_id)  # fmt: skip
        return account.id, account.email, institution_id


def token_in(page: str) -> str:
    return hidden(page, "csrf_token")


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, f"no field {name}"
    return unescape(found[1])


def rows(app: Flask) -> int:
    with app.extensions["database"].reading() as session:
        return sum(session.scalar(select(func.count()).select_from(table)) or 0 for table in (Change, Outbox))


def sign_in(site: Site, page: str, email: str) -> tuple[FlaskClient, str]:
    """Sign in on the page that a service answered with; return the browser and the page that follows."""
    client = site["partners"].test_client()
    fresh = client.get("/masuk").text
    sent = {"csrf_token": token_in(fresh), "email": email, "password": PASSWORD, "kept": hidden(page, "kept")}
    return client, client.post("/masuk", data=sent, follow_redirects=True).text


def moved(client: FlaskClient, app: Flask) -> FlaskClient:
    """Return the same browser at another service behind the one address."""
    there, cookie = app.test_client(), client.get_cookie("sinergi")
    assert cookie
    there.set_cookie("sinergi", cookie.value)
    return there


FORMS = {
    "IKM": ("registry", "staff", "/ikm/baru", "/ikm/baru", IKM),
    "offer": ("partners", "institution", "/penawaran/saya/baru", "/penawaran/saya", OFFER),
}


@pytest.fixture(params=FORMS)
def typed(request, site: Site):
    """A form that somebody typed, and how their session ends meanwhile."""
    service, role, page, action, fields = FORMS[request.param]
    account_id, email, institution_id = hire(site, role)
    client = browser(site[service], role, account_id=account_id, institution_id=institution_id)
    token = token_in(client.get(page).text)
    return site[service], client, action, {"csrf_token": token, **fields}, account_id, email


def after_twelve_hours(app, client, account_id):
    return time_machine.travel(datetime.now(UTC) + timedelta(hours=12, minutes=1), tick=True)


def after_a_new_password(app, client, account_id):
    with app.extensions["database"].transaction() as session:
        end_sessions(session, account_id, now() + timedelta(microseconds=1))
    return ExitStack()


def signed_out_elsewhere(app, client, account_id):
    client.delete_cookie("sinergi")
    return ExitStack()


@pytest.mark.parametrize("ended", [after_twelve_hours, after_a_new_password, signed_out_elsewhere])
def test_after_signing_in_the_same_form_is_there_with_everything_typed(site: Site, typed, ended) -> None:
    app, client, action, fields, account_id, email = typed
    with ended(app, client, account_id):
        asked = client.post(action, data=fields)
        assert asked.status_code == 401
        assert "Isian Bapak/Ibu tidak hilang" in asked.text
        assert not any(value in asked.text for value in (NIK, "Bimtek foto produk", "Bu Sari"))
        before = rows(app)
        client, page = sign_in(site, asked.text, email)
        reopened = {"csrf_token": token_in(page), "reopen": hidden(page, "reopen")}
        shown = moved(client, app).post(action, data=reopened)
        assert shown.status_code == 200
        for name, value in fields.items():
            if name not in ("csrf_token", "submit", "nik"):
                assert value.replace("\r", "") in unescape(shown.text).replace("\r", ""), name
        assert NIK not in shown.text
        assert ("Tuliskan ini sekali lagi" in shown.text) == ("nik" in fields)
        assert "kirim sekali lagi" in shown.text
        assert rows(app) == before
        assert NIK not in str(client.get_cookie("sinergi"))
        fields["csrf_token"] = token_in(shown.text)
        sent = moved(client, app).post(action, data=fields)
        assert "kirim sekali lagi" not in sent.text


def test_another_account_never_sees_what_the_first_typed(site: Site, typed) -> None:
    app, client, action, fields, _, _ = typed
    client.delete_cookie("sinergi")
    asked = client.post(action, data=fields)
    other, page = sign_in(site, asked.text, hire(site, "admin")[1])
    assert "diketik dengan akun lain" in page
    assert 'name="reopen"' not in page
    stolen = {"csrf_token": token_in(page), "reopen": hidden(asked.text, "kept")}
    refused = moved(other, app).post(action, data=stolen)
    assert refused.status_code == 403
    assert not any(value in refused.text for value in (NIK, "Bimtek foto produk", "Bu Sari"))


def test_a_page_of_the_same_person_from_before_a_new_sign_in_is_shown_again_at_once(site: Site, typed) -> None:
    app, client, action, fields, account_id, _ = typed
    with client.session_transaction() as session:
        session["csrf_token"] = form_secret(account_id)
    before = rows(app)
    shown = client.post(action, data=fields)
    assert shown.status_code == 200
    assert fields.get("owner_name", fields.get("title", "")) in unescape(shown.text)
    assert rows(app) == before


def test_a_page_of_another_account_is_neither_sent_nor_shown_until_that_account_signs_in(site: Site, typed) -> None:
    app, _, action, fields, _, email = typed
    account_id, _, institution_id = hire(site, "institution" if "title" in fields else "staff")
    role = "institution" if institution_id else "staff"
    other = browser(app, role, account_id=account_id, institution_id=institution_id)
    before, refused = rows(app), other.post(action, data=fields)
    assert refused.status_code == 401
    assert "dibuka dengan akun lain" in refused.text
    assert rows(app) == before
    assert 'name="reopen"' in sign_in(site, refused.text, email)[1]
    assert not any(value in refused.text for value in (NIK, "Bimtek foto produk", "Bu Sari"))


def test_a_wrong_password_on_the_way_loses_nothing(site: Site, typed) -> None:
    _, client, action, fields, _, email = typed
    client.delete_cookie("sinergi")
    asked = client.post(action, data=fields).text
    desk = site["partners"].test_client()
    sent = {"email": email, "password": "salah", "kept": hidden(asked, "kept")}
    wrong = desk.post("/masuk", data={"csrf_token": token_in(desk.get("/masuk").text), **sent})
    assert wrong.status_code == 401
    assert 'name="reopen"' in sign_in(site, wrong.text, email)[1]


def test_what_was_kept_ends_as_a_session_does(site: Site, typed) -> None:
    _, client, action, fields, _, email = typed
    client.delete_cookie("sinergi")
    asked = client.post(action, data=fields).text
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=13)):
        assert "sudah tidak tersimpan" in sign_in(site, asked, email)[1]


def test_a_file_is_chosen_again_on_the_page_it_was_sent_from(site: Site) -> None:
    client = site["registry"].test_client()
    sent = {"csrf_token": "x", "file": (io.BytesIO(b"a;b"), "daftar.csv")}
    answer = client.post("/impor", data=sent, headers={"Referer": "http://localhost/impor/baru"})
    assert answer.location == "/masuk?next=%2Fimpor%2Fbaru"


def forms(app: Flask) -> list[Rule]:
    return [
        rule for rule in app.url_map.iter_rules()
        if "POST" in rule.methods and not rule.rule.startswith("/api/")
        and needed_rights(app, rule.endpoint, "POST") != ANYONE
    ]  # fmt: skip


def some_value(rule: Rule, name: str) -> UUID | str:
    return uuid4() if name.endswith("_id") else min(getattr(rule._converters[name], "items", ["verify"]))


@pytest.mark.parametrize("service", SERVICES)
def test_every_form_of_every_service_is_kept_through_the_sign_in_and_changes_nothing_by_itself(
    site: Site, service: str
) -> None:
    app = site[service]
    people = {role: hire(site, role) for role in ("admin", "institution")}
    for rule in forms(app):
        role = "admin" if has("admin", needed_rights(app, rule.endpoint, "POST") or ()) else "institution"
        account_id, _, institution_id = people[role]
        with app.test_request_context():
            _, path = rule.build({name: some_value(rule, name) for name in rule.arguments})
        secret = URLSafeTimedSerializer([SIGNING_KEY], salt=SALT).dumps(form_secret(account_id))
        fields = {"csrf_token": secret, "reason": "Sebab rahasia", "name": "x", "id": str(uuid4())}
        asked = app.test_client().post(path, data=fields)
        assert asked.status_code == 401, path
        assert "Sebab rahasia" not in asked.text
        client = browser(app, role, account_id=account_id, institution_id=institution_id)
        before, token = rows(app), token_in(client.get(f"/sistem/{service}/tertahan" if role == "admin" else "/").text)
        shown = client.post(path, data={"csrf_token": token, "reopen": hidden(asked.text, "kept")})
        assert shown.status_code in (200, 404, 409, 422), path
        assert rows(app) == before, path


def test_a_reason_for_a_single_step_is_read_before_it_is_sent_again(site: Site) -> None:
    app, path = site["registry"], f"/ikm/{uuid4()}/batasi"
    account_id, _, _ = hire(site, "staff")
    page = URLSafeTimedSerializer([SIGNING_KEY], salt=SALT).dumps(form_secret(account_id))
    sent = {"csrf_token": page, "version": "1", "reason": "Pasar luar negeri"}
    shown = browser(app, "staff", account_id=account_id).post(path, data=sent)
    assert shown.status_code == 200
    assert "Belum terkirim" in shown.text
    assert '<li class="prose">Pasar luar negeri</li>' in shown.text
    assert 'name="version" value="1"' in shown.text


@pytest.fixture
def address(site: Site) -> Iterator[str]:
    """The three services behind one address."""

    def front(environ, start_response):
        return site[service_of(environ["PATH_INFO"])](environ, start_response)

    with serving(front) as address:
        yield address


@pytest.mark.browser
@pytest.mark.parametrize(("width", "javascript"), [(1280, True), (360, False)])
@pytest.mark.parametrize("form", FORMS)
def test_by_hand_the_form_is_there_again_after_signing_in(
    site: Site, address: str, chromium: Browser, form: str, width: int, javascript: bool
) -> None:
    _, role, page, _, fields = FORMS[form]
    _, email, _ = hire(site, role)
    context = chromium.new_context(
        viewport={"width": width, "height": 800}, base_url=address, java_script_enabled=javascript
    )
    window = context.new_page()
    window.goto(f"/masuk?next={page}")
    enter(window, email)
    typed = {name: value for name, value in fields.items() if name in ("name", "owner_name", "nik", "title")}
    typed_again = typed | {"nik": ""} if "nik" in typed else typed
    for name, value in typed.items():
        window.fill(f"main [name={name}]", value)
    context.clear_cookies()
    window.locator("main form button[type=submit]").last.click()
    expect(window.locator("main [name=password]")).to_be_visible()
    assert width_of(window) <= width
    enter(window, email)
    show_again = window.get_by_role("button", name="Tampilkan lagi isian saya")
    expect(show_again).to_be_visible()
    assert width_of(window) <= width
    show_again.click()
    for name, value in typed_again.items():
        expect(window.locator(f"main [name={name}]")).to_have_value(value)
    expect(window.locator("main")).to_contain_text("kirim sekali lagi")
    assert width_of(window) <= width
    context.close()


def enter(window: Page, email: str) -> None:
    window.fill("main [name=email]", email)
    window.fill("main [name=password]", PASSWORD)
    window.get_by_role("button", name="Masuk").click()


def width_of(window: Page) -> int:
    width: int = window.evaluate("document.documentElement.scrollWidth")
    return width
