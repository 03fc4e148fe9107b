"""All that is wrong with a form is said at once: what cannot be read, and what the rules say of the rest."""

import importlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.partners.actions.account_opening import open_institution_account
from services.partners.domain.answer import given, require_complete
from services.partners.domain.invitation import DELEGATED
from services.partners.models.account import by_email
from shared.database import Database
from shared.errors import InvalidInput
from shared.settings import Settings
from shared.vocabulary import FORMS
from tests.conftest import environment
from tests.partners import factories
from tests.registry.factories import registered
from tests.signed_in import browser

SERVICES = ("registry", "partners")
WRONG = re.compile(r'data-for="([^"]*)"')
OFFER = {"title": "", "topic": "EKSPOR", "form": next(iter(FORMS)), "starts_on": "2027-02-10", "ends_on": "2027-02-01"}
Sites = dict[str, Flask]


@pytest.fixture(scope="module")
def built(sqlite_templates: dict[str, Path]) -> Sites:
    made = {}
    for service in SERVICES:
        variables = environment(service, f"sqlite:///{sqlite_templates[service]}", "redis://127.0.0.1:1/0")
        app = importlib.import_module(f"services.{service}.app").create_app(Settings.from_env(service, variables))
        app.config["WTF_CSRF_ENABLED"] = False
        made[service] = app
    return made


@pytest.fixture
def sites(built: Sites, make_sqlite_url: Callable[[str], str]) -> Iterator[Sites]:
    for service, app in built.items():
        keys = app.config["SETTINGS"].secret_keys
        app.extensions["database"] = Database(make_sqlite_url(service), signing_keys=keys)
    yield built
    for app in built.values():
        app.extensions["database"].dispose()


@pytest.fixture
def office(sites: Sites) -> dict[str, FlaskClient]:
    account_id = uuid4()
    return {service: browser(app, "admin", account_id=account_id) for service, app in sites.items()}


def refused(client: FlaskClient, address: str, **form: str) -> list[str]:
    answer = client.post(address, data=form)
    assert answer.status_code in (409, 422)
    return sorted(set(WRONG.findall(answer.text)))


def taken(sites: Sites) -> str:
    """Let an institution and its account exist; return the account's address."""
    with sites["partners"].extensions["database"].transaction() as session:
        factories.institution(session, name="Politani")
        other = factories.institution(session, name="Unmul")
        open_institution_account(session, other.id, "Bu Sri", "sri@contoh.id")
    return "sri@contoh.id"


def test_an_offer_that_is_handed_in(office: dict[str, FlaskClient], sites: Sites) -> None:
    wrong = refused(office["partners"], "/penawaran/baru", **OFFER, submit="1", answer_by="2027-02-11", quota="banyak")
    assert wrong == ["answer_by", "ends_on", "institution_id", "mode", "quota", "sessions", "title"]


def test_a_draft_is_asked_for_no_more_than_a_draft_needs(office: dict[str, FlaskClient]) -> None:
    wrong = refused(office["partners"], "/penawaran/baru", **OFFER, draft="1")
    assert wrong == ["ends_on", "institution_id", "title"]


def test_a_session_that_ends_before_it_begins_and_lacks_a_title(office: dict[str, FlaskClient]) -> None:
    session = {"sessions-0-starts_at": "2027-02-11T10:00", "sessions-0-ends_at": "2027-02-11T09:00"}
    wrong = refused(office["partners"], "/penawaran/baru", **OFFER, **session, draft="1")
    assert {"sessions-0-title", "sessions-0-ends_at", "title"} <= set(wrong)


def test_a_new_institution(office: dict[str, FlaskClient], sites: Sites) -> None:
    form = {"name": "Politani", "account_email": taken(sites), "activate": "true"}
    wrong = refused(office["partners"], "/lembaga", **form)
    assert wrong == ["account_email", "contact_name", "kind", "name"]


def test_an_institution_that_is_corrected(office: dict[str, FlaskClient], sites: Sites) -> None:
    with sites["partners"].extensions["database"].transaction() as session:
        factories.institution(session, name="Politani")
        made = factories.institution(session, name="Unmul")
    wrong = refused(office["partners"], f"/lembaga/{made.id}/ubah", name="Politani", revision="1")
    assert wrong == ["contact_name", "kind", "name"]


def test_an_account_of_an_institution(office: dict[str, FlaskClient], sites: Sites) -> None:
    email = taken(sites)
    with sites["partners"].extensions["database"].transaction() as session:
        made = factories.institution(session)
    wrong = refused(office["partners"], f"/lembaga/{made.id}/akun", account_email=email)
    assert wrong == ["account_email", "account_name"]


def test_an_account_of_the_office(office: dict[str, FlaskClient], sites: Sites) -> None:
    wrong = refused(office["partners"], "/akun/kantor", name="Rahma", email=taken(sites))
    assert wrong == ["email", "role"]


def test_a_policy(office: dict[str, FlaskClient]) -> None:
    page = office["partners"].get("/penawaran/aturan/ubah").text
    points = dict(re.findall(r'name="(weights-\w+)"[^>]* value="(\d+)"', page))
    one, *others = points
    form = {one: "0", **{name: points[name] for name in others}, "yearly_cap": "0", "version": "1"}
    assert {"weights", "yearly_cap", "lately_days"} <= set(
        refused(office["partners"], "/penawaran/aturan/ubah", **form)
    )


def test_an_ikm(office: dict[str, FlaskClient], sites: Sites) -> None:
    nib = "1234567890123"
    with sites["registry"].extensions["database"].transaction() as session:
        registered(session, nib=nib)
    wrong = refused(office["registry"], "/ikm/baru", id=str(uuid4()), name="", nib=nib)
    assert wrong == ["name", "nib"]


def test_a_word_of_the_office(office: dict[str, FlaskClient]) -> None:
    assert refused(office["registry"], "/impor/kata", kind="kecamatan", word="") == ["meaning", "word"]


def test_a_password(office: dict[str, FlaskClient], sites: Sites) -> None:
    email = taken(sites)
    with sites["partners"].extensions["database"].reading() as session:
        account = by_email(session, email)
    person = browser(sites["partners"], "institution", account_id=account.id, institution_id=account.institution_id)
    wrong = refused(person, "/akun/sandi", current_password="salah", new_password="Bu Sri")
    assert wrong == ["current_password", "new_password"]


def test_no_schema_waits_with_its_rules_until_every_field_can_be_read() -> None:
    root = Path(__file__).resolve().parents[2]
    waiting = [path.name for path in root.glob("services/*/schemas/*.py") if "@validates_schema\n" in path.read_text()]
    assert waiting == []


def test_whoever_comes_instead() -> None:
    with pytest.raises(InvalidInput) as refusal:
        require_complete(given(DELEGATED))
    assert set(refusal.value.errors) == {"delegate_name", "delegate_relation"}
