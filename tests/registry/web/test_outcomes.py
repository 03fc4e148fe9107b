"""From planned to verified on pages and by JSON, under the same rules."""

import io
import re
from collections.abc import Callable
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from services.registry.actions import enrolments
from services.registry.models import Outcome
from shared.database import Database
from tests.registry.factories import enrolled, registered
from tests.registry.web.conftest import post, press
from tests.signed_in import browser

API = "/api/registry/v1/outcomes"
NUMBER = "ID32110001029500322"
PNG = b"\x89PNG\r\n\x1a\n..."


@pytest.fixture
def outcome_id(site_database: Database) -> UUID:
    with site_database.transaction() as session:
        enrolments.keep(session, enrolled(registered(session).id, "completed", attended=4, sessions=5))
        return session.query(Outcome).one().id


def sent(**values: str) -> dict[str, str]:
    return {"number": NUMBER, "dated_on": "2026-07-01", "source": "Surat BPJPH", **values}


def record(client: FlaskClient, outcome_id: UUID, **values: str) -> TestResponse:
    return press(client, f"/hasil/{outcome_id}/bukti", f"/hasil/{outcome_id}", **sent(**values))


def test_evidence_is_recorded_on_its_page_and_verified_with_one_button(staff: FlaskClient, outcome_id: UUID) -> None:
    page = f"/hasil/{outcome_id}"
    assert record(staff, outcome_id).status_code == 303
    assert "Menunggu verifikasi" in staff.get(page).text
    assert str(outcome_id) in staff.get("/hasil").text
    assert press(staff, f"{page}/verifikasi", page).status_code == 303
    assert str(outcome_id) not in staff.get("/hasil").text
    assert "Terverifikasi" in staff.get("/hasil?daftar=semua").text


def test_the_page_of_an_ikm_shows_outcome_evidence_and_skills(
    staff: FlaskClient, outcome_id: UUID, site_database: Database
) -> None:
    with site_database.reading() as session:
        ikm_id = session.get_one(Outcome, outcome_id).ikm_id
    record(staff, outcome_id)
    text = staff.get(f"/ikm/{ikm_id}").text
    assert NUMBER in text
    assert "Keterampilan dari program yang selesai" in text
    assert "4 dari 5 sesi" in text


def test_wrong_evidence_comes_back_with_its_sentences_and_what_was_typed(staff: FlaskClient, outcome_id: UUID) -> None:
    wrong = record(staff, outcome_id, number="KH 12", dated_on="2026-05-01", source="")
    assert wrong.status_code == 422
    for words in ("Nomor halal ialah ID", "sebelum program, yang mulai", "Tulis di mana bukti dilihat", "KH 12"):
        assert words in wrong.text


def test_a_picture_is_kept_and_given_out_as_it_was_sent(staff: FlaskClient, outcome_id: UUID) -> None:
    hidden = dict(re.findall(r'name="(csrf_token|id)" value="([^"]*)"', staff.get(f"/hasil/{outcome_id}").text))
    data = sent(source="") | hidden | {"file": (io.BytesIO(PNG), "foto 1.png")}
    assert staff.post(f"/hasil/{outcome_id}/bukti", data=data).status_code == 303
    path = re.findall(r'href="(/hasil/berkas/[^"]+)"', staff.get(f"/hasil/{outcome_id}").text)[0]
    given = staff.get(path)
    assert (given.data, given.mimetype) == (PNG, "image/png")
    assert given.headers["Content-Disposition"].startswith("attachment")


def test_a_certificate_recorded_on_the_ikms_page_says_which_outcome_it_closes(
    staff: FlaskClient, outcome_id: UUID, site_database: Database
) -> None:
    with site_database.reading() as session:
        ikm_id = session.get_one(Outcome, outcome_id).ikm_id
    data = {"kind": "HALAL", "state": "yes", "number": NUMBER, "issued_on": "2026-07-01"}
    assert post(staff, f"/ikm/{ikm_id}/sertifikat", **data).status_code == 303
    said = staff.get(f"/ikm/{ikm_id}").text
    assert "Hasil yang direncanakan kini tercapai: Sertifikat halal." in said
    assert "Tercapai lewat sertifikat di Data IKM." in said


def test_programs_do_the_same_under_the_same_rules(app: Flask, bearer: dict[str, str], outcome_id: UUID) -> None:
    client, path = app.test_client(), f"{API}/{outcome_id}"

    def call(word: str, **said: str) -> TestResponse:
        return client.post(f"{path}/{word}", json=said or None, headers=bearer)

    assert call("verify").status_code == 409
    assert call("evidence", number="x", dated_on="2026-07-01").status_code == 422
    assert call("evidence", **sent()).json["state"] == "achieved"
    assert call("refuse", reason="nama lain").json["state"] == "refused"
    assert call("not-yet", reason="menunggu audit").json["reason"] == "menunggu audit"
    assert call("drop", reason="usaha berubah").json["state"] == "dropped"
    assert client.get(f"{API}?state=dropped", headers=bearer).json["total"] == 1
    assert client.get(f"{API}?kind=MD", headers=bearer).json["total"] == 0


def test_the_head_reads_and_moves_nothing(client_of: Callable[[str], FlaskClient], outcome_id: UUID) -> None:
    head = client_of("head")
    assert "Catat bukti" not in head.get(f"/hasil/{outcome_id}").text
    for deed in ("verifikasi", "bukti", "belum", "batal"):
        assert head.post(f"/hasil/{outcome_id}/{deed}").status_code in (400, 403)


def test_the_page_of_those_who_stopped_leads_to_the_offers_that_fit(
    staff: FlaskClient, outcome_id: UUID, site_database: Database
) -> None:
    with time_machine.travel("2027-02-01 10:00 +0800", tick=False):
        signed_in = browser(staff.application, "staff")
        text = signed_in.get("/hasil/jangan-berhenti?klaster=PISANG").text
    with site_database.reading() as session:
        ikm_id = session.get_one(Outcome, outcome_id).ikm_id
    assert f'href="/penawaran/untuk/{ikm_id}"' in text
    assert "7 bulan tanpa langkah berikutnya" in text
