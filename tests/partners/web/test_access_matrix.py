"""Every route × every role × a foreign record, from the route table itself."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from services.partners.actions.links import answer_path
from services.partners.domain.policy import FIRST_WEIGHTS
from services.partners.models import Invitation, Nomination
from shared.context import Actor
from shared.database import Database
from shared.language import msg
from shared.work.asking import ask
from tests.conftest import SIGNING_KEY
from tests.partners import factories
from tests.partners.web.access_table import EVERYBODY, OWN, TABLE
from tests.partners.web.people import Person
from tests.signed_in import bearer

BODIES: dict[str, Any] = {
    "/api/partners/v1/tokens": {"email": "a@contoh.id", "password": "salah"},
    "/nominations/confirm": {"nomination_ids": [str(uuid4())]},
    "/nominations/dismiss": {"nomination_ids": [str(uuid4())], "reason": "Sudah tutup."},
    "/quota": {"quota": 3},
    "/told": {"how": "phone"},
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
    "/v1/institutions": {"name": "Koperasi TBM", "kind": "KOPERASI"},
    "/v1/institutions/<uuid:institution_id>": {"name": "Koperasi TBM", "kind": "KOPERASI"},
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
            "nomination_id": session.scalars(select(Nomination.id).where(Nomination.state == "accepted")).first(),
            "invitation_id": invitation.id,
            "event_id": uuid4(),
            "work_id": ask(session, "messages.forget", msg("Forgetting old messages")),
            "token": answer_path([SIGNING_KEY], invitation).removeprefix("/undangan/"),
            "version": 1,
            "filename": "theme.css",
        }


def routes(app: Flask) -> Iterator[tuple[str, Any]]:
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield method, rule


def test_every_route_has_a_row_and_every_row_a_route(app: Flask) -> None:
    assert {f"{method} {rule.rule}" for method, rule in routes(app)} == set(TABLE)


@pytest.mark.parametrize("role", sorted(EVERYBODY | {"nobody"}))
def test_who_may_not_is_turned_away(
    role: str, app: Flask, hire: Callable[..., Person], parameters: dict[str, Any], knock: "Knock"
) -> None:
    person = hire(role) if role != "nobody" else None
    closed = [(method, rule) for method, rule in routes(app) if role not in TABLE[f"{method} {rule.rule}"]]
    assert [name for name, answer in knock(closed, person, parameters) if not turned_away(answer)] == []


@pytest.mark.parametrize("role", sorted(EVERYBODY))
def test_who_may_is_let_in(
    role: str, app: Flask, hire: Callable[..., Person], partner: Person, parameters: dict[str, Any], knock: "Knock"
) -> None:
    person = partner if role == "institution" else hire(role)
    open_to = [
        (method, rule)
        for method, rule in routes(app)
        if role in TABLE[f"{method} {rule.rule}"] and "/tokens" not in rule.rule
    ]
    refused = [(name, answer.status_code) for name, answer in knock(open_to, person, parameters) if not let_in(answer)]
    assert refused == []


def test_an_institution_finds_nothing_of_another(
    app: Flask, hire: Callable[..., Person], parameters: dict[str, Any], knock: "Knock"
) -> None:
    stranger = hire("institution")
    own = [(method, rule) for method, rule in routes(app) if TABLE[f"{method} {rule.rule}"] >= OWN]
    found = [(name, answer.status_code) for name, answer in knock(own, stranger, parameters)]
    assert [(name, status) for name, status in found if status != 404] == []


Knock = Callable[[list[tuple[str, Any]], Person | None, dict[str, Any]], list[tuple[str, TestResponse]]]


@pytest.fixture
def knock(app: Flask, browser_of: Callable[[Person], FlaskClient]) -> Knock:
    """Ask for each route with good parameters, in a browser or with a token as the route wants it."""

    def ask(found: list[tuple[str, Any]], person: Person | None, parameters: dict[str, Any]) -> list[Any]:
        answers = []
        for method, rule in found:
            client = browser_of(person) if person else app.test_client()
            answer = client.open(_path(app, rule, parameters), method=method, **_sent(app, rule, person))
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
