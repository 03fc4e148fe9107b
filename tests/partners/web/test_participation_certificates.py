"""Certificates on the site: issued by one click, printed in one file, revoked with a reason, checked by anybody."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.partners.actions import enrolments
from services.partners.actions.participation_certificates import revoke
from services.partners.models import Offer, ParticipationCertificate
from services.partners.queries.certificate_links import paper_path
from shared.clock import today
from shared.database import Database
from tests.conftest import SIGNING_KEY
from tests.papers import pages_of, text_of
from tests.partners import factories
from tests.partners.completions import certificates, certified, completed, enrolments_of


@pytest.fixture
def offer(site: Database) -> Offer:
    """Completed by two, of whom one has no email."""
    with site.transaction() as session:
        offer = completed(session, 2)
        ikm_id = enrolments_of(session, offer)[1].nomination.ikm_id
        factories.ikm_changes(session, ikm_id, contact=factories.WITHOUT_EMAIL)
        return offer


def printed(site: Database) -> list[ParticipationCertificate]:
    with site.reading() as session:
        return certificates(session)


def page(staff: FlaskClient, offer: Offer) -> str:
    return staff.get(f"/penawaran/{offer.id}/sertifikat").text


def test_one_click_issues_for_all_who_completed(staff: FlaskClient, offer: Offer, site: Database) -> None:
    address = f"/penawaran/{offer.id}/sertifikat"
    assert address in staff.get(f"/penawaran/{offer.id}").text
    assert "Terbitkan untuk semua yang selesai (2)" in page(staff, offer)
    assert "Sertifikat diterbitkan: 2" in staff.post(address, follow_redirects=True).text
    assert "Tidak ada yang diterbitkan" in staff.post(address, follow_redirects=True).text
    assert [item.serial for item in printed(site)] == [1, 2]
    assert "Terbitkan untuk semua" not in page(staff, offer)


def test_all_are_printed_in_one_file_or_only_those_that_no_mail_brings(
    staff: FlaskClient, offer: Offer, site: Database
) -> None:
    address = f"/penawaran/{offer.id}/sertifikat"
    assert staff.get(f"{address}/cetak").status_code == 404
    staff.post(address)
    every = pages_of(staff.get(f"{address}/cetak").data)
    assert [f"000{number}/SKK/" in text for number, text in enumerate(every, 1)] == [True, True]
    (alone,) = pages_of(staff.get(f"{address}/cetak?tanpa-email=1").data)
    assert "IKM 1" in alone
    assert "Tanpa email: cetak" in page(staff, offer)


def test_the_paper_says_all_and_that_it_is_no_electronic_signature(
    staff: FlaskClient, offer: Offer, site: Database
) -> None:
    staff.post(f"/penawaran/{offer.id}/sertifikat")
    item = printed(site)[0]
    text = text_of(staff.get(f"/penawaran/sertifikat/{item.id}/cetak").data)
    named = item.number, "Ibu Sari", "IKM 0", "Bimtek foto produk", offer.institution.name, item.office_name
    counted = "6 jam", "0 dari 1 pertemuan", f"http://sinergi.contoh.id/sertifikat/{item.code}"
    assert [said for said in (*named, *counted, "bukan tanda tangan elektronik") if said not in text] == []


def test_what_was_typed_is_no_markup(staff: FlaskClient, site: Database) -> None:
    with site.transaction() as session:
        certified(session, 1, title='#panic("x") *Pisang* & $kakao$')
    text = text_of(staff.get(f"/penawaran/sertifikat/{printed(site)[0].id}/cetak").data)
    assert '#panic("x") *Pisang* & $kakao$' in text


def test_anybody_reads_that_it_is_genuine_and_nothing_that_is_not_on_the_paper(
    app: Flask, staff: FlaskClient, offer: Offer, site: Database
) -> None:
    staff.post(f"/penawaran/{offer.id}/sertifikat")
    item = printed(site)[0]
    shown = app.test_client().get(f"/sertifikat/{item.code.lower()}")
    assert "Sertifikat ini asli" in shown.text
    assert item.number in shown.text
    for hidden in ("sari@contoh.id", "+62812", "Kaliorang", str(item.id), str(offer.id), str(item.enrolment_id)):
        assert hidden not in shown.text


def test_a_revoked_one_says_so_and_why(app: Flask, staff: FlaskClient, offer: Offer, site: Database) -> None:
    staff.post(f"/penawaran/{offer.id}/sertifikat")
    item = printed(site)[0]
    address = f"/penawaran/sertifikat/{item.id}/cabut"
    assert staff.post(address, data={"reason": " "}).status_code == 409
    assert staff.post(address, data={"reason": "Nama keliru"}).status_code == 303
    shown = app.test_client().get(f"/sertifikat/{item.code}").text
    assert "dicabut" in shown
    assert "Nama keliru" in shown
    assert "Sertifikat ini asli" not in shown
    assert staff.post(address, data={"reason": "Lagi"}).status_code == 409
    assert "Terbitkan lagi" in page(staff, offer)
    staff.post(f"/penawaran/sertifikat/{item.id}/terbitkan-lagi")
    assert [each.serial for each in printed(site)] == [1, 2, 3]
    assert "Terbitkan lagi" not in page(staff, offer)


def test_an_unknown_code_is_one_sentence_and_guessing_ends(app: Flask) -> None:
    reader = app.test_client()
    wrong = reader.get("/sertifikat/TIDAKADA")
    assert (wrong.status_code, "tidak dikenal" in wrong.text) == (404, True)
    assert {reader.get(f"/sertifikat/SALAH{number}").status_code for number in range(40)} == {404, 429}


def test_the_signed_link_fetches_the_paper_without_an_account(app: Flask, site: Database) -> None:
    with site.transaction() as session:
        certified(session, 1)
    link = paper_path([SIGNING_KEY], printed(site)[0])
    assert "SERTIFIKAT KEIKUTSERTAAN" in text_of(app.test_client().get(link).data)
    assert app.test_client().get(f"{link}x").status_code == 404


def test_a_revoked_paper_is_not_handed_out_any_more(app: Flask, site: Database) -> None:
    with site.transaction() as session:
        certified(session, 1)
        item = revoke(session, certificates(session)[0].id, "Nama keliru")
    gone = app.test_client().get(paper_path([SIGNING_KEY], item))
    assert gone.status_code == 302
    assert gone.location == f"/sertifikat/{item.code}"


def test_staff_are_told_of_a_certificate_that_holds_although_its_programme_was_not_completed(
    staff: FlaskClient, offer: Offer, site: Database
) -> None:
    staff.post(f"/penawaran/{offer.id}/sertifikat")
    assert "tidak lagi tercatat selesai" not in page(staff, offer)
    with site.transaction() as session:
        enrolments.move(session, enrolments_of(session, offer)[:1], "fall_short", "Salah catat")
    assert "tidak lagi tercatat selesai. Sertifikatnya masih berlaku: 1" in page(staff, offer)


def test_long_names_stay_on_one_page(staff: FlaskClient, site: Database) -> None:
    words = "Pelatihan Sertifikasi Halal bagi Industri Kecil Pangan Olahan " * 3
    with site.transaction() as session:
        first = today() + factories.SOON + timedelta(days=1)
        certified(session, 1, title=words[:200], starts_on=first)
        item = certificates(session)[0]
        item.person_name, item.ikm_name = ("Kusumawardhani " * 14)[:200], ("Usaha Bersama Nelayan " * 10)[:200]
        item.institution_name = ("Politeknik Pertanian Negeri " * 8)[:200]
    assert len(pages_of(staff.get(f"/penawaran/sertifikat/{item.id}/cetak").data)) == 1
