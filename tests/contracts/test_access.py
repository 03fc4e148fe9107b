"""Every route of registry and notifications × every role, those to come included: each gets where its rights lead.

The routes of partners, where institutions have records of their own, are tried in tests/partners/web.
"""

import importlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask
from werkzeug.routing import Rule

from shared.context import Actor
from shared.settings import Settings
from tests.conftest import environment
from tests.contracts.needed_rights import may, may_a_stranger, rights_of_readme, table_of
from tests.contracts.roles_to_come import OF_INSTITUTIONS, TO_COME, add_roles
from tests.signed_in import bearer, browser


@pytest.fixture(scope="module", params=["registry", "notifications"])
def app(
    request: pytest.FixtureRequest, sqlite_templates: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    service: str = request.param
    database = shutil.copy(sqlite_templates[service], tmp_path_factory.mktemp("access"))
    variables = environment(service, f"sqlite:///{database}", "redis://127.0.0.1:1/0")
    app: Flask = importlib.import_module(f"services.{service}.app").create_app(Settings.from_env(service, variables))
    yield app
    app.extensions["database"].dispose()


@pytest.fixture
def table(app: Flask) -> dict[str, str]:
    """What each route of the service needs."""
    return table_of(app.config["SETTINGS"].service)


@pytest.fixture
def roles_to_come(monkeypatch: pytest.MonkeyPatch) -> None:
    add_roles(monkeypatch)


def one_word(rule: Rule, name: str) -> str:
    """Return a word that a route takes in this place: one of its own, where it names them."""
    return min(getattr(rule._converters[name], "items", ["deactivate"]))


def is_let_in(app: Flask, role: str, method: str, rule: Rule) -> bool:
    """Knock in a browser or with a token, as the route wants it; nothing asked for exists."""
    client, headers = app.test_client(), {}
    institution_id = uuid4() if role in OF_INSTITUTIONS else None
    values = {name: uuid4() if name.endswith("_id") else one_word(rule, name) for name in rule.arguments}
    with app.test_request_context():
        _, path = rule.build(values)
        if role != "nobody" and path.startswith("/api/"):
            headers = bearer(app, Actor(uuid4(), "Rahma", role, institution_id))
    if role != "nobody" and not headers:
        client = browser(app, role, institution_id=institution_id)
    answer = client.open(path, method=method, headers=headers)
    answer.close()
    assert answer.status_code < 500 or rule.endpoint == "health.ready"
    return answer.status_code not in (401, 403) and not answer.headers.get("Location", "").startswith("/masuk")


def let_in(app: Flask, role: str) -> set[str]:
    """Return every route at which this role gets through."""
    return {
        f"{method} {rule.rule}"
        for rule in app.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
        if is_let_in(app, role, method, rule)
    }


def test_every_route_has_a_row_and_every_row_a_route(app: Flask, table: dict[str, str]) -> None:
    routes = {f"{method} {rule.rule}" for rule in app.url_map.iter_rules() for method in rule.methods}
    assert {route for route in routes if not route.startswith(("HEAD", "OPTIONS"))} == set(
        table_of(app.config["SETTINGS"].service)
    )


def test_whoever_is_not_signed_in_gets_only_where_anyone_may(app: Flask, table: dict[str, str]) -> None:
    assert let_in(app, "nobody") == {route for route, needed in table.items() if may_a_stranger(needed)}


@pytest.mark.usefixtures("roles_to_come")
@pytest.mark.parametrize("role", [*rights_of_readme(), *TO_COME])
def test_each_role_gets_where_its_rights_lead_and_nowhere_else(app: Flask, role: str, table: dict[str, str]) -> None:
    rights = {**rights_of_readme(), **TO_COME}[role]
    assert let_in(app, role) == {route for route, needed in table.items() if may(rights, needed)}
