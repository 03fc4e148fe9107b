"""Every route × every role, those to come included, × a foreign record: each gets where its rights lead."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from services.partners.actions.enrolments import begin
from services.partners.domain.policy import FIRST_WEIGHTS
from services.partners.models import Invitation, Nomination
from services.partners.queries.links import answer_path
from shared.context import Actor
from shared.database import Database
from shared.language import msg
from shared.work.asking import ask
from tests.conftest import SIGNING_KEY
from tests.contracts.needed_rights import may, may_a_stranger, rights_of_readme, table_of
from tests.contracts.roles_to_come import OF_INSTITUTIONS, TO_COME, add_roles
from tests.partners import factories
from tests.partners.web.people import Person
from tests.signed_in import bearer

TABLE = table_of("partners")
RIGHTS = {**rights_of_readme(), **TO_COME}
BODIES: dict[str, Any] = {
    "/api/partners/v1/tokens": {"email": "a@contoh.id", "password": "salah"},
    "/nominations/confirm": {"ikm_ids": [str(uuid4())]},
    "/nominations/dismiss": {"ikm_ids": [str(uuid4())], "reason": "Sudah tutup."},
    "/quota": {"quota": 3},
    "/sessions": {"title": "Lagi", "starts_at": "2099-01-05T09:00", "ends_at": "2099-01-05T10:00"},
    "/move": {"reason": "Banjir", "starts_at": "2099-01-05T09:00", "ends_at": "2099-01-05T10:00"},
    "<uuid:session_id>/cancel": {"reason": "Banjir"},
    "/attendance": {
        "entries": [{"enrolment_id": str(uuid4()), "session_id": str(uuid4()), "state": "present"}],
    },
    "/door": {"code": "TIDAKADA"},
    "/attendance/close": {"seen": "0-0-0-0-0"},
    "/told": {"how": "phone"},
    "/participation-certificates/<uuid:certificate_id>/revoke": {"reason": "Nama keliru"},
    "/<question>": {"answer": "not_reached", "tries": 0},
    "/answer": {"answer": "accepted"},
    "/answers/<token>": {"answer": "accepted"},
    "/office-accounts": {"name": "Sari", "email": "sari@contoh.id", "role": "staff"},
    "/role": {"role": "head"},
    "/accounts": {"account_name": "Sari", "account_email": "sari@contoh.id"},
    "/v1/policy": {
        "version": 1,
        "weights": FIRST_WEIGHTS,
        "yearly_cap": 3,
        "lately_days": 365,
        "answer_days": 2,
    },
    "/plan/wishes": {"offer_id": str(uuid4()), "ikm_ids": [str(uuid4())], "kind": "pin", "reason": "Belum pernah."},
    "/division": {"takes_unconfirmed": True, "segments": []},
    "/plan/floors": {"seats": 0},
    "/plan/wishes/drop": {"offer_id": str(uuid4()), "ikm_id": str(uuid4())},
    "/plan/accept": {"plan_id": str(uuid4()), "offer_id": str(uuid4()), "whole": True},
    "/v1/institutions": {"name": "Koperasi TBM", "kind": "KOPERASI"},
    "/v1/institutions/<uuid:institution_id>": {"name": "Koperasi TBM", "kind": "KOPERASI"},
    "/v1/seat-values/<form>": {"value": 1_000_000, "source": "DPA 2024"},
    "/v1/offers": {"title": "Magang", "topic": "EKSPOR", "form": "MAGANG"},
    "/v1/offers/<uuid:offer_id>": {"title": "Magang", "topic": "EKSPOR", "form": "MAGANG"},
}


@pytest.fixture
def partner(hire: Callable[..., Person]) -> Person:
    return hire("institution")


@pytest.fixture
def parameters(site: Database, partner: Person) -> dict[str, Any]:
    """Records of the partner's institution, to put into addresses."""
    with site.transaction() as session:
        factories.keep_ikm(session, 3)
        offer = factories.confirmed(session, institution_id=partner.institution_id, selects=False)
        spare = factories.institution(session)
        invitation = session.scalars(select(Invitation)).first()
        return {
            "institution_id": spare.id,
            "account_id": uuid4(),
            "sign_in_id": uuid4(),
            "offer_id": offer.id,
            "session_id": offer.slots[0].id,
            "ikm_id": invitation.ikm_id,
            "enrolment_id": begin(session, invitation.nomination).id,
            "nomination_id": session.scalars(select(Nomination.id).where(Nomination.state == "accepted")).first(),
            "invitation_id": invitation.id,
            "event_id": uuid4(),
            "certificate_id": uuid4(),
            "code": "TIDAKADA",
            "call_id": uuid4(),
            "key": "colleagues",
            "form": "PELATIHAN",
            "question": "certificate.HALAL",
            "work_id": ask(session, "messages.forget", msg("Forgetting old messages")),
            "token": answer_path([SIGNING_KEY], invitation).removeprefix("/undangan/"),
            "version": 1,
            "filename": "theme.css",
            "secret": "unknown",
        }


def routes(app: Flask) -> Iterator[tuple[str, Any]]:
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield method, rule


def test_every_route_has_a_row_and_every_row_a_route(app: Flask) -> None:
    assert {f"{method} {rule.rule}" for method, rule in routes(app)} == set(TABLE)


@pytest.fixture
def employ(
    hire: Callable[..., Person], partner: Person, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], Person | None]:
    """Give somebody a role, in the partner's institution where it is one of institutions."""
    add_roles(monkeypatch)

    def make(role: str) -> Person | None:
        if role == "nobody":
            return None
        return hire(role, partner.institution_id) if role in OF_INSTITUTIONS else hire(role)

    return make


def opens(role: str, needed: str) -> bool:
    return may_a_stranger(needed) if role == "nobody" else may(RIGHTS[role], needed)


@pytest.mark.parametrize("role", ["nobody", *RIGHTS])
def test_each_role_gets_where_its_rights_lead_and_nowhere_else(
    role: str, app: Flask, employ: Callable[[str], Person | None], parameters: dict[str, Any], knock: "Knock"
) -> None:
    person = employ(role)
    closed = [(method, rule) for method, rule in routes(app) if not opens(role, TABLE[f"{method} {rule.rule}"])]
    assert [name for name, answer in knock(closed, person, parameters) if not turned_away(answer)] == []
    if person:
        opened = [(method, rule) for method, rule in routes(app) if opens(role, TABLE[f"{method} {rule.rule}"])]
        tried = [(method, rule) for method, rule in opened if "/tokens" not in rule.rule]
        answers = knock(tried, person, parameters)
        assert [(name, answer.status_code) for name, answer in answers if not let_in(answer)] == []
        shown = {(name, button) for name, answer in answers for button in buttons(app, answer)}
        assert shown
        assert [(name, button) for name, button in shown if not opens(role, TABLE[button])] == []


@pytest.mark.parametrize("role", OF_INSTITUTIONS)
def test_an_institution_finds_nothing_of_another(
    role: str,
    app: Flask,
    hire: Callable[..., Person],
    employ: Callable[[str], Person | None],
    parameters: dict[str, Any],
    knock: "Knock",
) -> None:
    stranger = hire(role, hire("institution").institution_id)
    own = [
        (method, rule)
        for method, rule in routes(app)
        if "_id>" in rule.rule and "OWN_" in (needed := TABLE[f"{method} {rule.rule}"]) and opens(role, needed)
    ]
    answers = knock([row for row in own if "sign_in_id" not in row[1].rule], stranger, parameters)
    assert len(answers) > 5
    assert [(name, answer.status_code) for name, answer in answers if not leads_nowhere(answer)] == []


def buttons(app: Flask, answer: TestResponse) -> set[str]:
    """Return the routes of partners that the buttons of a page lead to."""
    if answer.mimetype != "text/html":
        return set()
    sent_to = re.findall(r'<form[^>]* action="([^"?]+)|formaction="([^"?]+)', answer.get_data(as_text=True))
    paths = {path for pair in sent_to for path in pair if path}
    addresses = app.url_map.bind("localhost")
    rules = (addresses.match(path, "POST", return_rule=True)[0] for path in paths if addresses.test(path, "POST"))
    return {f"POST {rule.rule}" for rule in rules}


def leads_nowhere(answer: TestResponse) -> bool:
    """Tell whether nothing is there: the one address of both audiences leads to the institution's own page."""
    return answer.status_code == 404 or (answer.status_code == 302 and answer.location.startswith("/penawaran/saya/"))


Knock = Callable[[list[tuple[str, Any]], Person | None, dict[str, Any]], list[tuple[str, TestResponse]]]


@pytest.fixture
def knock(app: Flask, browser_of: Callable[[Person], FlaskClient]) -> Knock:
    """Ask for each route with good parameters, in a browser or with a token as the route wants it."""

    def ask(found: list[tuple[str, Any]], person: Person | None, parameters: dict[str, Any]) -> list[Any]:
        answers = []
        for method, rule in found:
            client = browser_of(person) if person else app.test_client()
            answer = client.open(_path(app, rule, parameters), method=method, **_sent(app, rule, person))
            answer.get_data()
            answer.close()
            answers.append((f"{method} {rule.rule}", answer))
        return answers

    return ask


def let_in(answer: TestResponse) -> bool:
    return not turned_away(answer) and answer.status_code < 500


def turned_away(answer: TestResponse) -> bool:
    to_sign_in = answer.status_code == 302 and answer.location.startswith("/masuk")
    return answer.status_code in (401, 403) or to_sign_in


def _path(app: Flask, rule: Any, parameters: dict[str, Any]) -> str:
    choices = {"word": _choice(rule), "command": _choice(rule)}
    with app.test_request_context():
        built = rule.build({name: {**parameters, **choices}[name] for name in rule.arguments})
    return built[1]


def _choice(rule: Any) -> str:
    return rule.rule.partition("any(")[2].partition(",")[0]


def _sent(app: Flask, rule: Any, person: Person | None) -> dict[str, Any]:
    if not rule.rule.startswith("/api/"):
        return {"data": {}}
    body = next((body for end, body in BODIES.items() if rule.rule.endswith(end)), {})
    return {"json": body, "headers": {"If-Match": '"none"', **_bearer(app, person)}}


def _bearer(app: Flask, person: Person | None) -> dict[str, str]:
    if person is None:
        return {}
    return bearer(app, Actor(person.id, "Rahma", person.role, person.institution_id))
