"""The office keeps institutions and opens their accounts."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from services.partners.models import Account, Institution
from shared.database import Database
from tests.partners import factories
from tests.partners.web.people import Person

KNOWN = {"name": "Politani", "kind": "PERGURUAN_TINGGI", "contact_name": "Bu Sri", "email": "sri@contoh.id"}


def test_a_new_institution_comes_with_an_account_that_can_sign_in(staff: FlaskClient, app: Flask) -> None:
    page = staff.post("/lembaga", data={**KNOWN, "id": str(uuid4()), "account_email": "Sri@Contoh.id"}).text
    password = re.search(r'class="secret">([^<]+)<', page)[1]
    signed_in = app.test_client().post("/masuk", data={"email": "sri@contoh.id", "password": password})
    assert (signed_in.status_code, "/sandi/baru/" in signed_in.text) == (200, True)


def test_a_second_click_makes_no_second_institution(staff: FlaskClient, site: Database) -> None:
    form = {**KNOWN, "id": str(uuid4()), "account_email": "sri@contoh.id"}
    staff.post("/lembaga", data=form)
    assert 'class="secret"' not in staff.post("/lembaga", data=form).text
    with site.reading() as session:
        assert session.scalar(select(func.count(Institution.id))) == 1
        assert session.scalar(select(func.count(Account.id)).where(Account.role == "institution")) == 1


def test_a_taken_address_is_refused_and_nothing_is_kept(staff: FlaskClient, site: Database, partner: Person) -> None:
    answer = staff.post("/lembaga", data={**KNOWN, "id": str(uuid4()), "account_email": partner.email})
    assert answer.status_code == 409
    assert 'id="account_email-error"' in answer.text
    with site.reading() as session:
        assert session.scalar(select(Institution).where(Institution.name == "Politani")) is None


def test_a_form_older_than_the_last_change_shows_that_change_and_may_then_be_sent(
    staff: FlaskClient, site: Database
) -> None:
    with site.transaction() as session:
        made = factories.institution(session, name="Politani")
    address, form = f"/lembaga/{made.id}/ubah", {**KNOWN, "revision": str(made.revision), "phone": "0812"}
    assert staff.post(address, data=form).status_code == 303
    mine = {**form, "phone": "0813", "kind": "KOPERASI"}
    stale = staff.post(address, data=mine)
    assert stale.status_code == 409
    assert "diubah orang lain" in stale.text
    assert "Tersimpan sekarang: 0812" in stale.text
    assert "Tersimpan sekarang: Perguruan tinggi" in stale.text
    revision = re.search(r'name="revision" value="(\d+)"', stale.text)[1]
    assert staff.post(address, data={**mine, "revision": revision}).status_code == 303
    assert "0813" in staff.get(f"/lembaga/{made.id}").text


def test_suspending_needs_a_reason(staff: FlaskClient, site: Database) -> None:
    with site.transaction() as session:
        made = factories.institution(session)
    assert staff.post(f"/lembaga/{made.id}/tangguhkan").status_code == 422
    assert staff.post(f"/lembaga/{made.id}/tangguhkan", data={"reason": "Pindah alamat."}).status_code == 303
    assert "Pindah alamat." in staff.get(f"/lembaga/{made.id}").text


def test_ending_the_partnership_ends_its_sessions(
    staff: FlaskClient, partner: Person, partner_browser: FlaskClient
) -> None:
    staff.post(f"/lembaga/{partner.institution_id}/akhiri", data={"reason": "Selesai."})
    assert partner_browser.get("/penawaran/saya").location.startswith("/masuk")


def test_an_account_of_another_institution_is_not_there(
    staff: FlaskClient, partner: Person, hire: Callable[..., Person]
) -> None:
    other = hire("institution")
    assert staff.post(f"/lembaga/{partner.institution_id}/akun/{other.id}/sandi").status_code == 404


def test_the_list_can_be_filtered_by_link(staff: FlaskClient, site: Database) -> None:
    with site.transaction() as session:
        factories.institution(session, name="Politani")
        factories.institution(session, name="Koperasi TBM", kind="KOPERASI")
    page = staff.get("/lembaga?jenis=KOPERASI").text
    assert "Koperasi TBM" in page
    assert "Politani" not in page


def test_an_institutions_page_shows_who_works_there(staff: FlaskClient, partner: Person) -> None:
    assert partner.email in staff.get(f"/lembaga/{partner.institution_id}").text


@pytest.mark.parametrize("words", ["hutan  fakultas", "FAKULTÁS-hutan", "Bumi hutan"])
@pytest.mark.parametrize("page", ["/lembaga", "/penawaran"])
def test_institutions_and_their_offers_are_found_whatever_the_order_and_accents(
    staff: FlaskClient, site: Database, page: str, words: str
) -> None:
    with site.transaction() as session:
        owner = factories.institution(session, name="Fakultas Hutan Universitas Bumi")
        factories.drafted(session, institution_id=owner.id, title="Kelas kayu")
        factories.drafted(session, title="Kelas lain")
    text = staff.get(page, query_string={"cari": words}).text
    assert ("Fakultas Hutan" in text, "Kelas lain" in text) == (True, False)
