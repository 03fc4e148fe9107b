from http import HTTPStatus
from uuid import uuid4

from flask import Flask
from flask.testing import FlaskClient

from shared.web.api import one_page
from tests.shared.web.conftest import SignIn

THINGS = "/api/partners/v1/things"


def test_the_description_says_who_may_do_what(client: FlaskClient) -> None:
    spec = client.get("/api/partners/openapi.json").json
    assert spec
    assert spec["openapi"] == "3.1.0"
    assert spec["paths"][THINGS]["post"]["x-roles"] == ["admin", "staff"]
    assert spec["paths"][THINGS]["get"]["security"] == []
    assert spec["components"]["securitySchemes"]["bearer"] == {"type": "http", "scheme": "bearer"}


def test_errors_are_described_as_problems(client: FlaskClient) -> None:
    spec = client.get("/api/partners/openapi.json").json
    assert spec
    refused = spec["paths"][THINGS]["post"]["responses"]["422"]
    assert refused == {"$ref": f"#/components/responses/{HTTPStatus(422).name}"}
    assert set(spec["components"]["responses"]["DEFAULT_ERROR"]["content"]) == {"application/problem+json"}


def test_the_description_is_readable_for_people(client: FlaskClient, sign_in: SignIn) -> None:
    sign_in("staff")
    page = client.get("/api/partners/docs").text
    assert "Create a thing." in page
    assert "Untuk: admin, staff" in page
    assert "Nurhayati" in page


def test_the_same_key_means_the_same_thing(client: FlaskClient, sign_in: SignIn) -> None:
    headers = {**sign_in("staff", uuid4()), "Idempotency-Key": "surat-12/2026"}
    made = [client.post(THINGS, json={"title": "Kemasan"}, headers=headers).json for _ in range(2)]
    assert made[0] == made[1]


def test_a_key_longer_than_described_is_refused(client: FlaskClient, sign_in: SignIn) -> None:
    headers = {**sign_in("staff"), "Idempotency-Key": "a" * 201}
    answer = client.post(THINGS, json={"title": "Kemasan"}, headers=headers)
    assert answer.status_code == 422
    assert answer.json
    assert list(answer.json["errors"]) == ["Idempotency-Key"]


def test_the_same_key_of_somebody_else_means_another_thing(client: FlaskClient, sign_in: SignIn) -> None:
    key = {"Idempotency-Key": "surat-12/2026"}
    made = [client.post(THINGS, json={"title": "Kemasan"}, headers={**sign_in("staff"), **key}).json for _ in range(2)]
    assert made[0] != made[1]


def test_without_a_key_every_creation_is_new(client: FlaskClient, sign_in: SignIn) -> None:
    headers = sign_in("staff")
    made = [client.post(THINGS, json={"title": "Kemasan"}, headers=headers).json for _ in range(2)]
    assert made[0] != made[1]


def test_pages_of_a_list_are_linked(app: Flask) -> None:
    with app.test_request_context("/?q=a&page=2"):
        body = one_page(["x"], 60, 2, 25)
        links = app.process_response(app.response_class()).headers["Link"]
    assert body == {"items": ["x"], "total": 60}
    assert links == (
        '</?q=a&page=1>; rel="first", </?q=a&page=1>; rel="prev", '
        '</?q=a&page=3>; rel="next", </?q=a&page=3>; rel="last"'
    )
