"""Buttons on an IKM's page."""

import re
from collections.abc import Callable
from functools import partial
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from services.registry.actions.certificates import record_certificate
from services.registry.actions.ikm import edit
from services.registry.actions.merging import merge
from services.registry.actions.needs import record_need
from services.registry.actions.verification import restrict
from services.registry.models import Ikm
from shared.change import Change
from shared.database import Database
from tests.registry.factories import CIPHER, NIK, registered, set_contact
from tests.registry.web.conftest import post, press


@pytest.fixture
def ikm_id(site_database: Database) -> UUID:
    with site_database.transaction() as session:
        return registered(session, nik=NIK).id


def test_verifying_is_one_button_and_a_second_click_gets_a_sentence(staff: FlaskClient, ikm_id: UUID) -> None:
    assert press(staff, f"/ikm/{ikm_id}/verifikasi", f"/ikm/{ikm_id}").status_code == 303
    assert "IKM sudah terverifikasi." in staff.get(f"/ikm/{ikm_id}").text
    assert post(staff, f"/ikm/{ikm_id}/verifikasi").status_code == 409


def seen(client: FlaskClient, ikm_id: UUID) -> dict[str, str]:
    """What the page hides in its button, as it stands in a tab that stays open."""
    return dict(re.findall(r'name="(version|seen)" value="([-\d]+)"', client.get(f"/ikm/{ikm_id}").text))


@pytest.mark.parametrize("said", ["as seen", "nothing"])
def test_nobody_vouches_for_a_number_that_was_not_looked_at(
    staff: FlaskClient, ikm_id: UUID, site_database: Database, said: str
) -> None:
    looked_at = seen(staff, ikm_id) if said == "as seen" else {}
    with site_database.transaction() as session:
        edit(session, ikm_id, {"nib": "9120001234567"}, cipher=CIPHER)
    answer = post(staff, f"/ikm/{ikm_id}/verifikasi", **looked_at)
    assert answer.status_code == 409
    assert "Data ini diubah orang lain" in answer.text
    notice = answer.text.partition('role="alert"')[2].partition("</div></div>")[0]
    assert "9120001234567" in notice
    assert ("tidak ditampilkan" in notice) == (said == "nothing")
    with site_database.reading() as session:
        assert session.get_one(Ikm, ikm_id).status == "registered"
    assert press(staff, f"/ikm/{ikm_id}/verifikasi", f"/ikm/{ikm_id}").status_code == 303


@pytest.mark.parametrize(
    "change",
    [
        partial(set_contact, kind="owner", values={"phone": "+6281234567890"}),
        partial(set_contact, kind="proxy", values={"name": "Nora", "phone": "+6281234567890"}),
        partial(record_certificate, kind="HALAL", state="yes", details={"number": "ID6408-77"}),
        partial(record_need, topic="EKSPOR", severity=3),
    ],
)
def test_what_hangs_on_an_ikm_is_among_what_was_looked_at(
    staff: FlaskClient, ikm_id: UUID, site_database: Database, change: Callable[..., None]
) -> None:
    looked_at = seen(staff, ikm_id)
    with site_database.transaction() as session:
        change(session, ikm_id)
    assert post(staff, f"/ikm/{ikm_id}/verifikasi", **looked_at).status_code == 409


@pytest.mark.parametrize("step", ["nonaktif", "tutup"])
def test_a_decision_about_what_was_changed_meanwhile_is_looked_at_again(
    staff: FlaskClient, ikm_id: UUID, site_database: Database, step: str
) -> None:
    looked_at = seen(staff, ikm_id)
    with site_database.transaction() as session:
        edit(session, ikm_id, {"desa": "Kaliorang"}, cipher=CIPHER)
    answer = post(staff, f"/ikm/{ikm_id}/{step}", reason="kata pemilik", **looked_at)
    assert (answer.status_code, "Kaliorang" in answer.text) == (409, True)


def test_a_restriction_is_not_held_up_by_what_was_changed_meanwhile(
    staff: FlaskClient, ikm_id: UUID, site_database: Database
) -> None:
    looked_at = seen(staff, ikm_id)
    with site_database.transaction() as session:
        edit(session, ikm_id, {"desa": "Kaliorang"}, cipher=CIPHER)
    assert post(staff, f"/ikm/{ikm_id}/batasi", reason="diminta pemilik", **looked_at).status_code == 303


@pytest.mark.parametrize("step", ["nonaktif", "tutup", "batasi", "nik"])
def test_without_a_reason_nothing_is_done(staff: FlaskClient, ikm_id: UUID, site_database: Database, step: str) -> None:
    assert post(staff, f"/ikm/{ikm_id}/{step}", reason=" ").status_code == 422
    with site_database.reading() as session:
        ikm = session.get_one(Ikm, ikm_id)
        assert (ikm.status, ikm.restricted) == ("registered", False)


@pytest.mark.parametrize(
    ("steps", "status"),
    [
        (["nonaktif"], "inactive"),
        (["nonaktif", "aktif"], "registered"),
        (["tutup"], "closed"),
        (["tutup", "buka-lagi"], "registered"),
    ],
)
def test_a_reason_given_the_state_moves(
    staff: FlaskClient, ikm_id: UUID, site_database: Database, steps: list[str], status: str
) -> None:
    for step in steps:
        assert post(staff, f"/ikm/{ikm_id}/{step}", reason="kata pemilik").status_code == 303
    with site_database.reading() as session:
        assert session.get_one(Ikm, ikm_id).status == status
    assert "kata pemilik" in staff.get(f"/ikm/{ikm_id}").text


def test_a_restriction_is_set_and_lifted(staff: FlaskClient, ikm_id: UUID, site_database: Database) -> None:
    post(staff, f"/ikm/{ikm_id}/batasi", reason="diminta pemilik")
    with site_database.reading() as session:
        assert session.get_one(Ikm, ikm_id).restricted
    post(staff, f"/ikm/{ikm_id}/buka-batasan", reason="dicabut pemilik")
    with site_database.reading() as session:
        assert not session.get_one(Ikm, ikm_id).restricted


def test_the_nik_is_shown_masked_and_the_reading_is_written_down(
    staff: FlaskClient, ikm_id: UUID, site_database: Database
) -> None:
    answer = post(staff, f"/ikm/{ikm_id}/nik", reason="mencocokkan KTP")
    assert "640804******0001" in answer.text
    assert NIK not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    with site_database.reading() as session:
        change = session.scalars(select(Change).where(Change.action == "read_nik")).one()
        assert (change.actor_name, change.reason) == ("Rahma", "mencocokkan KTP")


@pytest.mark.parametrize(
    ("part", "form", "shown"),
    [
        ("sertifikat", {"kind": "PIRT", "state": "yes", "number": "2156408010123-31"}, "2156408010123-31"),
        ("kebutuhan", {"topic": "EKSPOR", "severity": "3"}, "kebutuhan/EKSPOR/hapus"),
        ("persetujuan", {"state": "yes", "channel": "visit"}, "2026-1"),
    ],
)
def test_what_hangs_on_an_ikm_is_recorded_from_its_page(
    staff: FlaskClient, ikm_id: UUID, part: str, form: dict[str, str], shown: str
) -> None:
    answer = post(staff, f"/ikm/{ikm_id}/{part}", **form)
    assert answer.headers["Location"] == f"/ikm/{ikm_id}#{part}"
    assert shown in staff.get(f"/ikm/{ikm_id}").text


@pytest.mark.parametrize("number", [NIK, "6408 0417 0890 0001"])
def test_a_personal_npwp_is_recorded_without_its_number(
    staff: FlaskClient, ikm_id: UUID, site_database: Database, number: str
) -> None:
    """It is the NIK, which no page and no history may hold."""
    assert post(staff, f"/ikm/{ikm_id}/sertifikat", kind="NPWP", state="yes", number=number).status_code == 303
    with site_database.reading() as session:
        (held,) = session.get_one(Ikm, ikm_id).certificates
        change = session.scalars(select(Change).where(Change.action == "certificate")).one()
        assert (held.kind, held.state, held.number, change.new) == ("NPWP", "yes", None, {"NPWP": [{"state": "yes"}]})


def test_on_a_merged_record_nothing_is_offered(staff: FlaskClient, site_database: Database, ikm_id: UUID) -> None:
    with site_database.transaction() as session:
        gone = registered(session)
        restrict(session, gone.id, restricted=True, reason="diminta pemilik")
        merge(session, ikm_id, gone.id, "usaha yang sama")
    assert 'id="lainnya"' in staff.get(f"/ikm/{ikm_id}").text
    assert 'id="lainnya"' not in staff.get(f"/ikm/{gone.id}").text


def test_the_npwp_of_a_company_keeps_its_number(staff: FlaskClient, ikm_id: UUID) -> None:
    post(staff, f"/ikm/{ikm_id}/sertifikat", kind="NPWP", state="yes", number="0013121660091000")
    assert "0013121660091000" in staff.get(f"/ikm/{ikm_id}").text


def test_a_certificate_that_ends_before_it_begins_is_refused(staff: FlaskClient, ikm_id: UUID) -> None:
    days = {"issued_on": "2026-05-01", "expires_on": "2025-05-01"}
    assert post(staff, f"/ikm/{ikm_id}/sertifikat", kind="PIRT", state="yes", **days).status_code == 422


def test_a_need_that_is_met_goes(staff: FlaskClient, ikm_id: UUID) -> None:
    post(staff, f"/ikm/{ikm_id}/kebutuhan", topic="EKSPOR", severity="3")
    post(staff, f"/ikm/{ikm_id}/kebutuhan/EKSPOR/hapus")
    assert "kebutuhan/EKSPOR/hapus" not in staff.get(f"/ikm/{ikm_id}").text
