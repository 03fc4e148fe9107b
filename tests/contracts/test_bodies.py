"""Every operation that takes a body reads JSON (or a file) and refuses all else with a problem, before it acts."""

import importlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from shared.context import Actor
from shared.database import new_id
from shared.events.catalogue import SERVICES
from shared.settings import Settings
from shared.web.access import ANYONE, needed_rights
from shared.web.sentences import MOST_TOLD
from shared.web.weight import LARGEST_BODY, LARGEST_OF_STRANGERS, MOST_VALUES, largest_body
from tests.conftest import environment
from tests.signed_in import bearer

JSON, FILE = "application/json", "multipart/form-data"
NO_REDIS = "redis://127.0.0.1:1/0"
NOBODY = UUID(int=0)


@dataclass(frozen=True)
class Operation:
    method: str
    path: str
    takes: str

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


@pytest.fixture(scope="session", params=SERVICES)
def app(request, sqlite_templates, tmp_path_factory) -> Iterator[Flask]:
    """The API of one service, over an empty database."""
    service = request.param
    variables = environment(service, f"sqlite:///{sqlite_templates[service]}", NO_REDIS)
    app = importlib.import_module(f"services.{service}.app").create_app(Settings.from_env(service, variables))
    yield app
    app.extensions["database"].dispose()


@pytest.fixture(scope="session")
def operations(app: Flask) -> list[Operation]:
    """Every described operation with a body, its address filled in with what fits."""
    service = app.import_name.split(".")[-1]
    described = app.test_client().get(f"/api/{service}/openapi.json").json
    return [
        Operation(method.upper(), _filled(path, path_item, operation), next(iter(operation["requestBody"]["content"])))
        for path, path_item in described["paths"].items()
        for method, operation in path_item.items()
        if method != "parameters" and "requestBody" in operation
    ]


def _filled(path: str, *described: dict[str, Any]) -> str:
    for parameter in [one for part in described for one in part.get("parameters", ()) if one.get("in") == "path"]:
        path = path.replace(f"{{{parameter['name']}}}", parameter["schema"].get("enum", [str(NOBODY)])[0])
    return path


@pytest.fixture
def send(app: Flask):
    program = bearer(app, Actor(new_id(), "Rahma", "admin"))

    def send(operation: Operation, body: bytes, content_type: str | None, length: int | None = -1) -> TestResponse:
        """Send a body; without a length it comes in chunks."""
        headers = {**program, "If-Match": '"none"'}
        if length is None:
            chunked = {"wsgi.input": BytesIO(body), "wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"}
            return app.test_client().open(
                operation.path, method=operation.method, content_type=content_type, headers=headers,
                environ_overrides=chunked,
            )  # fmt: skip
        return app.test_client().open(
            operation.path, method=operation.method, data=body, content_type=content_type, headers=headers
        )

    return send


def test_there_are_operations_with_a_body(operations):
    assert operations


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"alasan=tutup", "text/plain"),
        (b"alasan=tutup", "application/x-www-form-urlencoded"),
        (b"<alasan/>", "application/xml"),
        (b"{}", None),
        (b"{}", FILE),
        (b"{}", JSON),
    ],
)
def test_a_body_of_another_kind_is_refused(operations, send, body, content_type):
    wrong = [one for one in operations if one.takes != content_type]
    answers = {str(one): problem_of(send(one, body, content_type)) for one in wrong}
    assert {name: told for name, told in answers.items() if told[0] != 415 or "JSON" not in told[1]} == {}


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b'{"a": 1,}',
        b'{"a": "\xff"}',
        b'{"a": NaN}',
        b'{"a": ' + b"9" * 5000 + b"}",
        b"[" * 100_000 + b"]" * 100_000,
        b'["\\u0041", ' + b"[" * 100_000 + b"]" * 100_000 + b"]",
    ],
    ids=["cut off", "comma", "no UTF-8", "no number", "endless number", "nested", "nested text"],
)
def test_what_cannot_be_read_as_json_is_refused(operations, send, body):
    answers = {str(one): problem_of(send(one, body, JSON)) for one in operations if one.takes == JSON}
    assert {name: told for name, told in answers.items() if told[0] != 400 or "JSON" not in told[2][""][0]} == {}


@pytest.mark.parametrize("body", [b"[]", b"null", b'"alasan"', b"1"])
def test_json_that_is_no_object_is_refused(operations, send, body):
    answers = {str(one): problem_of(send(one, body, JSON)) for one in operations if one.takes == JSON}
    assert {name: told for name, told in answers.items() if told[0] != 422} == {}


@pytest.mark.parametrize("content_type", [JSON, "application/json; charset=utf-8", "application/vnd.api+json"])
def test_an_unknown_field_is_named(operations, send, content_type):
    answers = {
        str(one): problem_of(send(one, b'{"alasannya": "tutup"}', content_type))
        for one in operations
        if one.takes == JSON
    }
    assert {name: told for name, told in answers.items() if told[0] != 422 or "alasannya" not in told[2]} == {}


def test_another_method_is_refused_with_those_there_are(app, operations, send):
    for one in operations:
        answer = send(Operation("TRACE", one.path, JSON), b"", None)
        assert problem_of(answer)[0] == 405, one
        assert one.method in answer.headers["Allow"], one


def is_open(one):
    """Tell whether strangers may come here: to answer by a link, to sign in, to set a forgotten password."""
    return any(part in one.path for part in ("/answers/", "/tokens", "/passwords/"))


def test_the_methods_of_an_address_can_be_asked_for(app, operations, send):
    for one in operations:
        answer = send(Operation("OPTIONS", one.path, JSON), b"", None)
        assert (answer.status_code, one.method in answer.headers["Allow"]) == (200, True), one
        assert app.test_client().options(one.path).status_code == (200 if is_open(one) else 401), one


def test_without_a_token_the_body_is_not_even_read(app, operations):
    anybody = app.test_client()
    closed = [one for one in operations if not is_open(one)]
    answers = [anybody.open(one.path, method=one.method, data=b"{", content_type=JSON) for one in closed]
    assert {problem_of(answer)[0] for answer in answers} == {401}


def test_every_route_says_how_much_it_takes(app):
    takes = {
        (rule.endpoint, method): largest_body(app, rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    files = {("imports.upload", "POST"), ("imports_api.Imports", "POST"), ("outcomes.record", "POST")}
    assert {route for route, most in takes.items() if most > LARGEST_BODY} == files & takes.keys()
    strangers = {route for route in takes if needed_rights(app, *route) == ANYONE}
    assert {most for route, most in takes.items() if route in strangers} == {LARGEST_OF_STRANGERS}


@pytest.mark.parametrize("length", [LARGEST_BODY + 1, None], ids=["told", "not told"])
def test_a_body_that_is_too_large_is_refused_everywhere(app, operations, send, length):
    for one in [one for one in operations if one.takes == JSON]:
        answer = problem_of(send(one, b" " * (LARGEST_BODY + 1), JSON, length))
        assert answer[0] == 413, one
        assert "kB" in answer[1], one


def test_of_very_many_errors_a_few_are_told(operations, send):
    body = json.dumps({f"kolom{number}": 1 for number in range(5000)}).encode()
    for one in [one for one in operations if one.takes == JSON]:
        status, _, errors = problem_of(send(one, body, JSON))
        assert (status, sum(map(len, errors.values()))) == (422, MOST_TOLD + 1), one
        assert "lagi" in errors[""][-1], one


@pytest.mark.parametrize("many", [b'{"a": [' + b"1," * MOST_VALUES + b"1]}", b'{"a": "' + b"," * MOST_VALUES + b'"}'])
def test_very_many_values_are_not_even_read(operations, send, many):
    answers = {problem_of(send(one, many, JSON))[0] for one in operations if one.takes == JSON}
    assert answers <= {413}


def problem_of(answer: TestResponse) -> tuple[int, str, dict[str, list[str]]]:
    """The status, the sentence and the sentences by field of a problem."""
    assert answer.content_type == "application/problem+json"
    assert answer.json
    assert answer.json["status"] == answer.status_code
    return answer.status_code, answer.json["detail"], answer.json.get("errors", {})
