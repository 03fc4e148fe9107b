"""Every route of registry and notifications × every role: an institution finds nothing there, a head changes nothing.

The routes of partners, where institutions have records of their own, have a table of theirs in tests/partners/web.
"""

import importlib
from uuid import uuid4

import pytest

from shared.context import Actor
from shared.settings import Settings
from tests.conftest import environment
from tests.signed_in import bearer, browser

FOR_ANYBODY = {
    "static", "own.static", "bootstrap.static", "health.alive", "health.ready", "api-description.openapi",
    "api-description.docs",
    "unsubscribe.ask", "unsubscribe.stop",
}  # fmt: skip
FORMS = {"ikm.new", "ikm.change", "merging.compare", "imports.new", "imports.columns"}
"""Reads that only lead to a change."""


@pytest.fixture(scope="module", params=["registry", "notifications"])
def app(request, sqlite_templates):
    service = request.param
    variables = environment(service, f"sqlite:///{sqlite_templates[service]}", "redis://127.0.0.1:1/0")
    app = importlib.import_module(f"services.{service}.app").create_app(Settings.from_env(service, variables))
    yield app
    app.extensions["database"].dispose()


FOR_THE_ADMINISTRATOR = {"forgetting.forget"}


def may(role, method, endpoint):
    if endpoint in FOR_THE_ADMINISTRATOR:
        return role == "admin"
    if endpoint in FOR_ANYBODY or role in ("staff", "admin"):
        return True
    return role == "head" and method == "GET" and endpoint not in FORMS


def is_let_in(app, role, method, rule):
    """Knock in a browser or with a token, as the route wants it; nothing asked for exists."""
    client, headers = app.test_client(), {}
    institution_id = uuid4() if role == "institution" else None
    values = {name: uuid4() if name.endswith("_id") else "deactivate" for name in rule.arguments}
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


@pytest.mark.parametrize("role", ["nobody", "institution", "head", "staff", "admin"])
def test_each_role_gets_where_it_may_and_nowhere_else(app, role):
    wrong = [
        f"{method} {rule.rule}"
        for rule in app.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
        if is_let_in(app, role, method, rule) != may(role, method, rule.endpoint)
    ]
    assert wrong == []
