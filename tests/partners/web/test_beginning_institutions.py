"""An institution that begins meets no dead end: on the work list, activated in one click, told what is next."""

import re
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from services.partners.actions.office import change_office
from services.partners.models import Institution
from shared.database import Database
from tests.partners import factories
from tests.partners.web.people import Person

KNOWN = {"name": "Politani", "kind": "PERGURUAN_TINGGI", "contact_name": "Bu Sri", "email": "sri@contoh.id"}
WORK = "lembaga sudah punya akun tetapi belum menjadi mitra aktif"
SUBMIT = 'name="submit"'


def put(site: Database, institution_id: object, **values: object) -> None:
    with site.transaction() as session:
        found = session.get_one(Institution, institution_id)
        for name, value in values.items():
            setattr(found, name, value)


def state_of(site: Database, name: str = "Politani") -> str:
    with site.reading() as session:
        return session.query(Institution).filter_by(name=name).one().state


@pytest.fixture
def prospective(site: Database, partner: Person) -> Person:
    put(
        site, partner.institution_id, name="Politani", state="prospective", contact_name="Bu Sri", email="sri@contoh.id"
    )
    return partner


def test_an_institution_that_signs_in_and_is_not_active_is_on_the_work_list_until_it_is(
    staff: FlaskClient, prospective: Person
) -> None:
    assert re.search(rf"<strong>1</strong>.*{WORK}", staff.get("/").text)
    assert "Politani" in staff.get("/lembaga?menunggu=1").text
    staff.post(f"/lembaga/{prospective.institution_id}/aktifkan")
    assert WORK not in staff.get("/").text
    assert "Politani" not in staff.get("/lembaga?menunggu=1").text


def test_an_institution_without_an_account_does_not_wait(staff: FlaskClient) -> None:
    staff.post("/lembaga", data={**KNOWN, "id": str(uuid4())})
    assert WORK not in staff.get("/").text


def test_the_click_that_gives_the_account_makes_it_active(staff: FlaskClient, site: Database) -> None:
    form = {**KNOWN, "id": str(uuid4()), "account_email": "sri@contoh.id", "activate": "true"}
    page = staff.post("/lembaga", data=form).text
    assert 'class="secret"' in page
    assert "sudah dapat mengajukan penawaran" in page
    assert state_of(site) == "active"
    assert staff.post("/lembaga", data=form).status_code == 200


def test_the_account_form_knows_what_the_institution_said(staff: FlaskClient, site: Database) -> None:
    with site.transaction() as session:
        made = factories.institution(session, state="prospective", contact_name="Bu Sri", email="sri@contoh.id")
    page = staff.get(f"/lembaga/{made.id}/akun/baru").text
    assert 'value="Bu Sri"' in page
    assert 'value="sri@contoh.id"' in page
    assert re.search(r'name="activate"[^>]* checked', page)


def test_what_the_contact_lacks_is_that_of_whoever_signs_in(staff: FlaskClient, site: Database) -> None:
    with site.transaction() as session:
        made = factories.institution(session, state="prospective", contact_name=None, email=None, phone=None)
    person = {"account_name": "Pak Budi", "account_email": "budi@contoh.id", "activate": "true"}
    staff.post(f"/lembaga/{made.id}/akun", data=person)
    with site.reading() as session:
        now = session.get_one(Institution, made.id)
        assert (now.state, now.contact_name, now.email) == ("active", "Pak Budi", "budi@contoh.id")


def test_an_account_alone_activates_nothing(staff: FlaskClient, site: Database, prospective: Person) -> None:
    person = {"account_name": "Pak Budi", "account_email": "budi@contoh.id"}
    assert 'class="secret"' in staff.post(f"/lembaga/{prospective.institution_id}/akun", data=person).text
    assert state_of(site) == "prospective"


def test_a_page_that_would_refuse_to_activate_leads_to_the_contact(
    staff: FlaskClient, site: Database, prospective: Person
) -> None:
    put(site, prospective.institution_id, contact_name=None)
    page = staff.get(f"/lembaga/{prospective.institution_id}").text
    assert "Isi narahubung" in page
    assert f"/lembaga/{prospective.institution_id}/aktifkan" not in page


@pytest.mark.parametrize("link", ["/", "/penawaran/saya", "/penawaran/saya/baru"])
def test_its_own_pages_say_what_it_can_do_meanwhile_and_whom_to_ask(
    site: Database, prospective: Person, partner_browser: FlaskClient, link: str
) -> None:
    with site.transaction() as session:
        change_office(session, {"phone": "0549-21000"}, 0)
    page = partner_browser.get(link).text
    assert "simpan sebagai draf" in page
    assert re.search(r'Tanya [a-z]+: <a [^>]*href="tel:\+6254921000"', page)
    assert SUBMIT not in page
    assert "Ajukan penawaran" not in page.replace("<h1>Ajukan penawaran", "").replace("<title>Ajukan penawaran", "")


def test_a_suspended_institution_reads_why_not(site: Database, partner: Person, partner_browser: FlaskClient) -> None:
    put(site, partner.institution_id, state="suspended", state_reason="Pindah.")
    assert "Selama dinas belum mencabutnya" in partner_browser.get("/penawaran/saya/baru").text


def test_an_active_institution_may_hand_in_and_reads_no_warning(partner: Person, partner_browser: FlaskClient) -> None:
    page = partner_browser.get("/penawaran/saya/baru").text
    assert SUBMIT in page
    assert "Tanya dinas:" not in page


@pytest.mark.parametrize("link", ["/", "/penawaran/saya"])
def test_the_card_of_a_returned_offer_leads_to_change_and_hand_in(
    site: Database, partner: Person, partner_browser: FlaskClient, link: str
) -> None:
    with site.transaction() as session:
        offer = factories.submitted(session, institution_id=partner.institution_id)
        offer.state, offer.state_reason = "returned", "Isi tempatnya."
    change = f'href="/penawaran/saya/{offer.id}/ubah"'
    assert change in partner_browser.get(link).text
    card = partner_browser.get(f"/penawaran/saya/{offer.id}").text.split("<main", 1)[1]
    assert change in card
    assert SUBMIT in partner_browser.get(f"/penawaran/saya/{offer.id}/ubah").text
