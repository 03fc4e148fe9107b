"""How the seats of an offer are divided: laid down by staff on a page of the offer and by JSON, kept by every plan."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from services.partners.models import Offer
from services.partners.tasks.work import work
from shared.clock import today
from shared.database import Database
from tests.partners import factories
from tests.partners.web.people import PASSWORD, Person

PLAN = "/rencana"


def page_of(offer_id: object) -> str:
    return f"/penawaran/{offer_id}/pembagian"


def opened(site: Database, **values: object) -> object:
    with site.transaction() as session:
        return factories.opened(session, **values).id


def draw(staff: FlaskClient, site: Database) -> str:
    staff.post(f"{PLAN}/buat")
    assert work.take_next(site, staff.application.config["SETTINGS"])
    return staff.get(PLAN).text


def test_staff_allow_those_to_confirm_and_the_plan_marks_them(staff: FlaskClient, site: Database) -> None:
    with site.transaction() as session:
        factories.keep_ikm(session, 1, name="Keripik Belum Ditanya", size_class=None)
    offer_id = opened(site, quota=1, eligibility={"size_classes": ["MIKRO"]})
    assert "Keripik Belum Ditanya" not in draw(staff, site)
    switched = staff.post(f"{page_of(offer_id)}/perlu-konfirmasi", data={"takes_unconfirmed": "true"})
    assert switched.status_code == 303
    assert "juga mengusulkan IKM" in staff.get(page_of(offer_id)).text
    assert "1 penawaran: dibuka, ditutup" in staff.get(PLAN).text
    plan = draw(staff, site)
    assert "1 IKM cocok, 1 di antaranya perlu ditanya dulu" in plan
    assert "Keripik Belum Ditanya" in plan
    assert "Pembagian tempat diubah" in staff.get(f"/penawaran/{offer_id}").text


def test_what_is_no_answer_gets_a_sentence_and_changes_nothing(staff: FlaskClient, site: Database) -> None:
    offer_id = opened(site)
    answer = staff.post(f"{page_of(offer_id)}/perlu-konfirmasi", data={"takes_unconfirmed": "mungkin"})
    assert answer.status_code == 422
    with site.reading() as session:
        assert not session.scalars(select(Offer.takes_unconfirmed)).one()


def test_staff_keep_seats_and_read_how_they_stand_on_the_plan_and_on_the_offer(
    staff: FlaskClient, site: Database
) -> None:
    with site.transaction() as session:
        factories.keep_ikm(session, 2, kecamatan_code="64.08.10")
    offer_id = opened(site, quota=5)
    until = today() + timedelta(days=9)
    sent = {"kind": "reserved", "amount": "4", "kecamatan": ["64.08.10"], "until": until.isoformat()}
    for _ in range(2):
        assert staff.post(page_of(offer_id), data=sent).status_code == 303
    plan = draw(staff, site)
    for page in (plan, staff.get(page_of(offer_id)).text, staff.get(f"/penawaran/{offer_id}").text):
        assert page.count("4 tempat untuk IKM dari Kaliorang</strong>") == 1
        assert "0 sudah diberikan, 2 diusulkan, 2 disediakan sampai" in page
    [segment_id] = re.findall(r'name="segment_id" value="([^"]+)"', staff.get(page_of(offer_id)).text)
    for _ in range(2):
        assert staff.post(f"{page_of(offer_id)}/lepas", data={"segment_id": segment_id}).status_code == 303
    assert "Belum ada bagian" in staff.get(page_of(offer_id)).text


def test_before_seats_are_given_by_hand_it_says_what_could_not_be_kept_any_more(
    staff: FlaskClient, site: Database
) -> None:
    with site.transaction() as session:
        factories.keep_ikm(session, 3, kecamatan_code="64.08.09", desa="Sepaso")
    offer_id = opened(site, quota=3)
    staff.post(page_of(offer_id), data={"kind": "reserved", "amount": "2", "kecamatan": ["64.08.10"]})
    staff.post(page_of(offer_id), data={"kind": "at_most", "amount": "1", "each_desa": "true"})
    check = f"/penawaran/{offer_id}/kecocokan/periksa"
    one = staff.post(check, data={"best": "1", "count": "1"}).text
    assert "menyalahi pembagian tempat" not in one
    two = staff.post(check, data={"best": "1", "count": "2"}).text
    assert "2 tempat untuk IKM dari Kaliorang: masih kurang 2, padahal tempat kosong tinggal 1." in two
    assert "paling banyak 1 tempat untuk IKM dari Desa Sepaso: jumlahnya akan menjadi 2." in two
    sent = {"id": re.findall(r'name="id" value="([^"]+)"', two)}
    assert staff.post(f"/penawaran/{offer_id}/kecocokan/tetapkan", data=sent).status_code == 303
    assert staff.get(f"/penawaran/{offer_id}").text.count("tidak bisa dipenuhi lagi") == 2


def test_the_institution_reads_how_its_seats_are_divided_and_changes_nothing_of_it(
    staff: FlaskClient, partner: Person, partner_browser: FlaskClient, site: Database
) -> None:
    offer_id = opened(site, quota=5, institution_id=partner.institution_id)
    staff.post(page_of(offer_id), data={"kind": "reserved", "amount": "2", "sex": "P"})
    page = partner_browser.get(f"/penawaran/saya/{offer_id}").text
    assert "2 tempat untuk IKM milik perempuan" in page
    refused = partner_browser.post(page_of(offer_id), data={"kind": "reserved", "amount": "1", "sex": "P"})
    assert refused.status_code in (403, 404)


def test_parts_that_fit_one_by_one_and_not_together_are_told_before_the_click(
    staff: FlaskClient, site: Database
) -> None:
    with site.transaction() as session:
        factories.keep_ikm(session, 1, kecamatan_code="64.08.01")
    offer_id = opened(site, quota=4)
    for code in ("64.08.09", "64.08.10"):
        staff.post(page_of(offer_id), data={"kind": "reserved", "amount": "2", "kecamatan": [code]})
    page = staff.post(f"/penawaran/{offer_id}/kecocokan/periksa", data={"best": "1", "count": "1"}).text
    assert "masih perlu 4 tempat, padahal tempat kosong tinggal 3." in page


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"kind": "reserved", "amount": "3", "sex": "P"}, "Kuotanya hanya 2 tempat."),
        ({"kind": "reserved", "amount": "0", "sex": "P"}, "Harus antara 1"),
        ({"kind": "reserved", "amount": "1"}, "Pilih untuk siapa"),
        ({"kind": "reserved", "amount": "1", "each_desa": "true"}, "Untuk tiap desa hanya bisa"),
        ({"kind": "at_most", "amount": "101", "percent": "true", "sex": "P"}, "paling banyak 100."),
        ({"kind": "at_most", "amount": "1", "sex": "P", "until": "2020-01-01"}, "Pilih tanggal setelah hari ini."),
        ({"kind": "separuh", "amount": "1", "sex": "P"}, "Pilih dari daftar."),
        ({"kind": "reserved", "amount": "2", "kecamatan": ["64.08.09"]}, "perlu 3 tempat, sedangkan kuotanya 2."),
    ],
)
def test_a_part_that_cannot_be_gets_a_sentence_and_changes_nothing(
    staff: FlaskClient, site: Database, sent: dict[str, object], sentence: str
) -> None:
    offer_id = opened(site, quota=2)
    staff.post(page_of(offer_id), data={"kind": "reserved", "amount": "1", "kecamatan": ["64.08.10"]})
    answer = staff.post(page_of(offer_id), data=sent)
    assert answer.status_code in (409, 422)
    assert sentence in answer.text
    with site.reading() as session:
        assert len(session.scalars(select(Offer.segments)).one()) == 1


def test_once_closed_nothing_is_divided_any_more(staff: FlaskClient, site: Database) -> None:
    offer_id = opened(site)
    staff.post(f"/penawaran/{offer_id}/tutup")
    assert "Tambah bagian" not in staff.get(page_of(offer_id)).text
    answer = staff.post(page_of(offer_id), data={"kind": "reserved", "amount": "1", "sex": "P"})
    assert (answer.status_code, "sampai ditutup" in answer.text) == (409, True)


def test_a_program_lays_down_the_whole_division_and_reads_how_it_stands(
    app: Flask, hire: Callable[..., Person], site: Database
) -> None:
    person, client = hire("staff"), app.test_client()
    signed_in = client.post("/api/partners/v1/tokens", json={"email": person.email, "password": PASSWORD})
    bearer = {"Authorization": f"Bearer {signed_in.json['token']}"}
    offer_id = opened(site, quota=4)
    address = f"/api/partners/v1/offers/{offer_id}/division"
    part = {"kind": "reserved", "amount": 50, "percent": True, "sex": "P", "until": None}
    laid = client.put(address, json={"takes_unconfirmed": True, "segments": [part]}, headers=bearer).json
    assert laid["takes_unconfirmed"] is True
    assert laid["standing"] == [
        {"id": laid["segments"][0]["id"], "given": 0, "proposed": 0, "left": 2, "lapsed": False, "broken": False}
    ]
    assert client.get(address, headers=bearer).json == laid
    refused = client.put(address, json={"takes_unconfirmed": True, "segments": [{**part, "amount": 0}]}, headers=bearer)
    assert refused.status_code == 422
    assert client.get(address, headers=bearer).json == laid
