"""The same rules by JSON, with a bearer token."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from services.partners.actions import offers
from services.partners.models import Invitation
from services.partners.queries.links import answer_path
from shared.database import Database
from tests.conftest import SIGNING_KEY
from tests.partners import factories
from tests.partners.attendances import held
from tests.partners.web.people import PASSWORD, Person

Hire = Callable[..., Person]
Call = Callable[..., TestResponse]
BASE = "/api/partners/v1"


@pytest.fixture
def api(app: Flask) -> Callable[[Person | None], Call]:
    """Sign a person in by JSON and give a function that calls the API as them."""

    def sign_in(person: Person | None) -> Call:
        client, headers = app.test_client(), {}
        if person:
            sent = client.post(f"{BASE}/tokens", json={"email": person.email, "password": PASSWORD})
            headers = {"Authorization": f"Bearer {sent.json['token']}"}

        def call(method: str, path: str, body: Any = None, **more: str) -> TestResponse:
            return client.open(f"{BASE}{path}", method=method, json=body, headers={**headers, **more})

        return call

    return sign_in


def drafted(**values: Any) -> dict[str, Any]:
    known = factories.offer_values(**values)
    for name in ("starts_on", "ends_on"):
        known[name] = known[name].isoformat()
    known["answer_by"] = known["answer_by"].date().isoformat()
    known["sessions"] = [
        {**item, "starts_at": item["starts_at"].isoformat(), "ends_at": item["ends_at"].isoformat()}
        for item in known["sessions"]
    ]
    return known


def test_a_wrong_password_gets_a_problem(app: Flask) -> None:
    answer = app.test_client().post(f"{BASE}/tokens", json={"email": "a@contoh.id", "password": "salah"})
    assert (answer.status_code, answer.content_type) == (401, "application/problem+json")


def test_the_cookie_of_a_page_opens_no_api(staff) -> None:
    assert staff.get(f"{BASE}/offers").status_code == 401


def test_the_main_job_by_json(api, hire: Hire, partner: Person, site: Database) -> None:
    with site.transaction() as session:
        factories.keep_ikm(session, 3)
    institution, office = api(partner), api(hire("staff"))
    offer_id = institution("POST", "/offers", drafted()).json["id"]
    assert institution("POST", f"/offers/{offer_id}/submit").json["state"] == "submitted"
    assert office("POST", f"/offers/{offer_id}/open").json["state"] == "open"

    suggestions = office("GET", f"/offers/{offer_id}/nominations").json["items"]
    assert suggestions[0]["breakdown"][0]["message"] == "Membutuhkan bantuan: Pemasaran digital."
    told = {part["criterion"]: (part["points"], part["message"]) for part in suggestions[0]["breakdown"]}
    assert told["chain"] == (5, "Berdampak ke usaha lain: pekerja sedikitnya 5 orang, bahan baku lokal, memasok IKM"
                                " lain, anggota sentra IKM.")  # fmt: skip
    chosen = [item["ikm_id"] for item in suggestions]
    done = office("POST", f"/offers/{offer_id}/nominations/confirm", {"ikm_ids": chosen}).json
    assert done == {"seated": 2, "waiting": 1}

    invitation = office("GET", f"/offers/{offer_id}/invitations").json[0]
    recorded = office("POST", f"/invitations/{invitation['id']}/answer", {"answer": "accepted"}).json
    assert (recorded["state"], recorded["source"]) == ("accepted", "phone")
    ledger = institution("GET", f"/offers/{offer_id}/ledger").json
    assert (ledger["quota"], ledger["nominated"], ledger["confirmed"], ledger["waiting"]) == (2, 2, 1, 1)


def test_why_somebody_cannot_come_is_chosen_and_counted(api, hire: Hire, site: Database) -> None:
    with site.transaction() as session:
        invitation = factories.invited(session)
    office = api(hire("staff"))
    sent = {"answer": "declined", "excuse": "far"}
    assert office("POST", f"/invitations/{invitation.id}/answer", sent).json["excuse"] == "far"
    counted = [{"topic": "PEMASARAN_DIGITAL", "excuse": "far", "count": 1}]
    assert office("GET", f"/excuses?offer_id={invitation.offer_id}").json == counted
    assert office("GET", f"/excuses?offer_id={invitation.id}").json == []


def test_the_link_answers_without_a_token(api, site: Database) -> None:
    with site.transaction() as session:
        factories.confirmed(session)
        token = answer_path([SIGNING_KEY], session.scalars(select(Invitation)).first()).removeprefix("/undangan/")
    anybody = api(None)
    shown = anybody("GET", f"/answers/{token}").json
    assert shown["offer"]["title"] == "Bimtek foto produk"
    # The telephone is that of the programme; of the IKM none is shown.
    assert "phone" not in str(shown["invitation"])
    assert "81234567890" not in str(shown)
    assert anybody("POST", f"/answers/{token}", {"answer": "accepted"}).json["invitation"]["state"] == "accepted"


def test_creating_twice_under_one_key_makes_one_offer(api, partner: Person) -> None:
    call = api(partner)
    first, second = (call("POST", "/offers", drafted(), **{"Idempotency-Key": "a1"}).json["id"] for _ in range(2))
    assert first == second


def test_a_change_needs_the_version_it_changes(api, partner: Person) -> None:
    call = api(partner)
    made = call("POST", "/offers", drafted())
    path, change = f"/offers/{made.json['id']}", drafted(title="Baru")
    assert call("PUT", path, change).status_code == 428
    assert call("PUT", path, change, **{"If-Match": made.headers["ETag"]}).json["title"] == "Baru"
    assert call("PUT", path, change, **{"If-Match": made.headers["ETag"]}).status_code == 412


def test_an_illegal_step_is_a_conflict_with_a_sentence(api, partner: Person) -> None:
    call = api(partner)
    made = call("POST", "/offers", drafted(quota=None)).json
    answer = call("POST", f"/offers/{made['id']}/submit")
    assert answer.status_code == 409
    assert answer.json["errors"] == {"quota": ["Isi jumlah kuota: minimal 1."]}


def test_what_an_owner_asks_comes_in_and_goes_out_again(api, partner: Person) -> None:
    call = api(partner)
    asked = {"hours_from": "09:00", "hours_until": "15:00", "map_url": "https://maps.app.goo.gl/x", "cost": "Gratis",
             "bring": "Satu produk", "contact_name": "Ratna Dewi", "contact_phone": "0812-3456-7890"}  # fmt: skip
    made = call("POST", "/offers", drafted() | asked).json
    assert {name: made[name] for name in asked} == asked
    refused = call("POST", "/offers", drafted() | {"map_url": "dekat pasar"})
    assert (refused.status_code, set(refused.json["errors"])) == (422, {"map_url"})


def test_an_offer_without_a_place_to_meet_is_not_handed_in(api, partner: Person) -> None:
    call = api(partner)
    made = call("POST", "/offers", drafted(place=None)).json
    answer = call("POST", f"/offers/{made['id']}/submit")
    assert (answer.status_code, answer.json["errors"]) == (409, {"place": ["Isi tempatnya: gedung dan desa."]})


def test_an_institution_lists_its_own_offers_only(api, partner: Person, site: Database) -> None:
    with site.transaction() as session:
        factories.submitted(session, institution_id=partner.institution_id)
        other = factories.submitted(session)
    listed = api(partner)("GET", f"/offers?institution_id={other.institution_id}").json
    assert listed["total"] == 1
    assert listed["items"][0]["institution_id"] == str(partner.institution_id)


def test_an_institution_cannot_post_for_another(api, partner: Person, site: Database) -> None:
    with site.transaction() as session:
        other = factories.institution(session)
    made = api(partner)("POST", "/offers", {**drafted(), "institution_id": str(other.id)}).json
    assert made["institution_id"] == str(partner.institution_id)


def test_an_institution_gets_the_permitted_fields_only(api, partner: Person, site: Database) -> None:
    with site.transaction() as session:
        offer = factories.confirmed(session, institution_id=partner.institution_id)
    (first, _) = api(partner)("GET", f"/offers/{offer.id}/nominees").json
    assert set(first) == {"nomination_id", "ikm_name", "contact_name", "phone", "email", "kecamatan_code", "cluster",
                          "product", "state", "reason", "answer", "delegate_name"}  # fmt: skip


def test_unknown_fields_are_refused(api, partner: Person) -> None:
    answer = api(partner)("POST", "/offers", {**drafted(), "kuota": 3})
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["kuota"])


def test_the_description_names_every_operation(app: Flask) -> None:
    described = app.test_client().get("/api/partners/openapi.json").json
    assert described["paths"][f"{BASE}/offers/{{offer_id}}/submit"]["post"]["x-roles"] == [
        "admin",
        "institution",
        "staff",
    ]


def test_the_call_list_is_the_same_as_on_the_page(api: Callable[..., Call], hire: Hire, site: Database) -> None:
    with site.transaction() as session:
        invitation = factories.invited(session, contact=factories.WITHOUT_EMAIL)
        offers.cancel_offer(session, invitation.offer_id, "Batal")
    staff = api(hire("staff"))
    (call,) = staff("GET", f"/calls?kind=news&offer_id={invitation.offer_id}").json["items"]
    assert (call["kind"], call["invitation"]["notice"], call["invitation"]["reason"]) == (
        "news",
        "offer_cancelled",
        "Batal",
    )
    assert "Maaf" in call["whatsapp"]
    assert quote(call["invitation"]["ikm_name"]) in call["whatsapp"]
    for how in ("whatsapp", "phone"):
        assert staff("POST", f"/invitations/{invitation.id}/told", {"how": how}).json["told_how"] == "whatsapp"
    assert staff("GET", "/calls").json["total"] == 0
    assert [call["told_by"] for call in staff("GET", "/calls?kind=told").json["items"]] == ["Rahma"]
    assert staff("POST", f"/invitations/{invitation.id}/not-told").json["told_at"] is None
    assert staff("GET", "/calls").json["total"] == 1


def test_a_seat_is_given_again(api: Callable[..., Call], hire: Hire, site: Database) -> None:
    with site.transaction() as session:
        invitation = factories.invited(session)
    call, path = api(hire("staff")), f"/nominations/{invitation.nomination_id}"
    assert call("POST", f"{path}/withdraw", {"reason": "Keliru"}).json["state"] == "withdrawn"
    assert [call("POST", f"{path}/readmit").json["state"] for _ in range(2)] == ["accepted", "accepted"]


@pytest.mark.parametrize("by_ikm", [True, False])
@pytest.mark.parametrize("noun", ["invitations/{0.id}/cancel", "nominations/{0.nomination_id}/withdraw"])
def test_a_seat_is_taken_back_with_or_without_telling(
    api: Callable[..., Call], hire: Hire, site: Database, noun: str, by_ikm: bool
) -> None:
    with site.transaction() as session:
        invitation = factories.invited(session)
    sent = {"reason": "Sakit", "by_ikm": by_ikm}
    assert api(hire("staff"))("POST", f"/{noun.format(invitation)}", sent).status_code == 200
    with site.reading() as session:
        assert session.get_one(Invitation, invitation.id).notice == (None if by_ikm else "seat_withdrawn")


def test_attendance_is_noted_and_closed_by_json_for_ones_own_offer_alone(
    api, hire: Hire, partner: Person, site: Database
) -> None:
    with site.transaction() as session:
        path = f"/offers/{held(session, institution_id=partner.institution_id).id}/attendance"
    call = api(partner)
    shown = call("GET", path).json
    (first, _), (meeting, other) = shown["people"], shown["sessions"]
    ids = {"enrolment_id": first["enrolment_id"], "session_id": meeting["id"], "entry_id": str(uuid4())}
    body = {"entries": [ids | {"state": "present", "came_instead": "Budi", "relation": "anak"}]}
    assert [call("POST", path, body).json["changed"] for _ in range(2)] == [1, 0]
    seen = call("GET", path).json
    assert seen["people"][0]["marks"] == {meeting["id"]: "present"}
    assert (seen["people"][0]["out_of_reach"], seen["closing"]["not_noted"]) == (False, 2)
    assert call("POST", f"{path}/close", {"seen": "old"}).status_code == 409
    assert call("POST", f"{path}/close", {"seen": seen["closing"]["seen"]}).json["closed_at"]
    late = {"entries": [ids | {"session_id": other["id"], "entry_id": str(uuid4()), "state": "present"}]}
    assert call("POST", path, late).status_code == 422
    assert call("POST", path, late | {"reason": "Lupa dicatat"}).json["changed"] == 1
    stranger = api(hire("institution"))
    assert [stranger(*asked).status_code for asked in (("GET", path), ("POST", path, body))] == [404, 404]
