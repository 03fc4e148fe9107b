"""The list to print for the door: in the office's form, with what its reader may see."""

from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from services.partners.actions import invitations
from services.partners.actions.institutions import move_institution
from services.partners.domain.answer import Answer
from services.partners.models import Offer
from shared.database import Database
from tests.papers import pages_of, text_of
from tests.partners import factories
from tests.partners.web.people import Person

DELEGATED = Answer("delegated", delegate_name="Dewi", delegate_relation="adik")


def said_yes(site: Database, people: int, answer: Answer = Answer("accepted"), **values: object) -> Offer:  # noqa: B008
    with site.transaction() as session:
        offer = factories.confirmed(session, ikm=people, quota=people, **values)
        for invitation in factories.invitations_of(session, offer):
            invitations.answer_invitation(session, invitation.id, answer, source="link")
        return offer


def address(offer: Offer) -> str:
    return f"/penawaran/{offer.id}/daftar-hadir/{offer.slots[0].id}/cetak"


def test_staff_print_everybody_who_takes_part(staff: FlaskClient, site: Database) -> None:
    offer = said_yes(site, 3)
    printed = staff.get(address(offer))
    assert printed.mimetype == "application/pdf"
    page = text_of(printed.data)
    for expected in ("DAFTAR HADIR", "Bimtek foto produk", "Hari pertama", "WITA", "Sangatta", "1 Ibu Sari IKM 0",
                     "3 Ibu Sari IKM 2", "Kaliorang", "7.", "Dasar"):  # fmt: skip
        assert expected in page
    assert "8." not in page
    assert address(offer) in staff.get(f"/penawaran/{offer.id}").text


def test_whoever_comes_instead_stands_on_the_list(staff: FlaskClient, site: Database) -> None:
    page = text_of(staff.get(address(said_yes(site, 1, DELEGATED))).data)
    assert "1 Dewi IKM 0 Kaliorang 1." in page


def test_whoever_withdrew_is_not_on_the_list(staff: FlaskClient, site: Database) -> None:
    offer = said_yes(site, 1)
    with site.transaction() as session:
        taken = factories.invitations_of(session, offer)[0]
        invitations.answer_invitation(session, taken.id, Answer("declined", reason="Sakit"), source="link")
    assert "IKM 0" not in text_of(staff.get(address(offer)).data)


@pytest.mark.parametrize(("people", "pages"), [(1, 1), (23, 2), (40, 2)])
def test_no_page_is_wasted(staff: FlaskClient, site: Database, people: int, pages: int) -> None:
    printed = pages_of(staff.get(address(said_yes(site, people))).data)
    assert len(printed) == pages
    assert all("Tanda tangan" in page or "Mengetahui" in page for page in printed)


def test_an_institution_prints_its_own_with_what_it_may_see(
    partner: Person, partner_browser: FlaskClient, site: Database
) -> None:
    offer = said_yes(site, 2, institution_id=partner.institution_id)
    with site.transaction() as session:
        reserved, silent = (item.nomination.ikm_id for item in factories.invitations_of(session, offer))
        factories.ikm_changes(session, reserved, consent_to_share="no")
        factories.ikm_changes(session, silent, consent_to_share="unknown")
    page = text_of(partner_browser.get(address(offer)).data)
    assert "IKM 1 Kaliorang 2." in page
    assert "IKM 0" not in page
    assert "Ibu Sari" not in page
    assert address(offer) in partner_browser.get(f"/penawaran/saya/{offer.id}").text


def test_an_institution_that_is_suspended_prints_nobody(
    partner: Person, partner_browser: FlaskClient, site: Database
) -> None:
    offer = said_yes(site, 1, institution_id=partner.institution_id)
    with site.transaction() as session:
        move_institution(session, partner.institution_id, "suspend", "Izin dicabut")
    assert "IKM 0" not in text_of(partner_browser.get(address(offer)).data)


def test_there_is_no_list_of_another_institution_or_for_an_unknown_day(
    staff: FlaskClient, partner_browser: FlaskClient, site: Database
) -> None:
    offer = said_yes(site, 1)
    assert partner_browser.get(address(offer)).status_code == 404
    assert staff.get(f"/penawaran/{offer.id}/daftar-hadir/{uuid4()}/cetak").status_code == 404
