"""Every operation that takes a body reads JSON (or a file) and refuses all else with a problem, before it acts."""

import importlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from shared.context import Actor
from shared.database import new_id
from shared.events.catalogue import SERVICES
from shared.settings import Settings
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

    def send(operation: Operation, body: bytes, content_type: str | None) -> TestResponse:
        headers = {**program, "If-Match": '"none"'}
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


def test_the_methods_of_an_address_can_be_asked_for(app, operations, send):
    for one in operations:
        answer = send(Operation("OPTIONS", one.path, JSON), b"", None)
        assert (answer.status_code, one.method in answer.headers["Allow"]) == (200, True), one
        closed = "/answers/" not in one.path and not one.path.endswith("/tokens")
        assert app.test_client().options(one.path).status_code == (401 if closed else 200), one


def test_without_a_token_the_body_is_not_even_read(app, operations):
    anybody = app.test_client()
    closed = [one for one in operations if "/answers/" not in one.path and not one.path.endswith("/tokens")]
    answers = [anybody.open(one.path, method=one.method, data=b"{", content_type=JSON) for one in closed]
    assert {problem_of(answer)[0] for answer in answers} == {401}


def problem_of(answer: TestResponse) -> tuple[int, str, dict[str, list[str]]]:
    """The status, the sentence and the sentences by field of a problem."""
    assert answer.content_type == "application/problem+json"
    assert answer.json
    assert answer.json["status"] == answer.status_code
    return answer.status_code, answer.json["detail"], answer.json.get("errors", {})
