"""Certificates of participation by JSON: under the same rules as on the page."""

from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient

from shared.context import Actor
from shared.database import Database
from tests.partners.completions import completed
from tests.partners.web.people import Person
from tests.signed_in import bearer

API = "/api/partners/v1"


def test_a_program_issues_revokes_and_issues_anew(app: Flask, hire: Callable[..., Person], site: Database) -> None:
    with site.transaction() as session:
        offer = completed(session, 1)
    staff, program = hire("staff"), app.test_client()
    headers = bearer(app, Actor(staff.id, "Rahma", "staff"))
    address = f"{API}/offers/{offer.id}/participation-certificates"
    (issued,) = program.post(address, headers=headers).json
    assert program.post(address, headers=headers).json == []
    assert (issued["state"], issued["ikm_name"], issued["to_print"]) == ("genuine", "IKM 0", False)
    one = f"{API}/participation-certificates/{issued['id']}"
    assert program.post(f"{one}/revoke", json={"reason": ""}, headers=headers).status_code == 422
    assert program.post(f"{one}/reissue", headers=headers).status_code == 409
    assert program.post(f"{one}/revoke", json={"reason": "Nama keliru"}, headers=headers).json["state"] == "revoked"
    assert program.post(f"{one}/reissue", headers=headers).json["number"] != issued["number"]
    assert [item["state"] for item in program.get(address, headers=headers).json] == ["genuine", "revoked"]
    checked = app.test_client().get(f"{API}/participation-certificates/by-code/{issued['code']}").json
    assert (checked["state"], checked["revoke_reason"]) == ("revoked", "Nama keliru")
    assert not checked.keys() & {"id", "enrolment_id", "code", "to_print"}


def test_an_unknown_code_is_not_found(app: Flask) -> None:
    reader: FlaskClient = app.test_client()
    assert reader.get(f"{API}/participation-certificates/by-code/TIDAKADA").status_code == 404
