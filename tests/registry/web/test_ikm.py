import re
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient

from services.registry.actions import needs
from services.registry.actions.contacts import mark_undeliverable
from services.registry.models import Ikm
from shared.database import Database
from tests.registry.factories import NIK, registered, set_contact
from tests.registry.web.conftest import post

FORM = {"name": "Kalbana", "kecamatan_code": "64.08.10", "product": "Keripik pisang", "owner-phone": "0812 3456 7890"}


@pytest.fixture
def kalbana(site_database: Database) -> UUID:
    with site_database.transaction() as session:
        ikm = registered(session, owner_name="Nora Ramadhani", product="Keripik pisang", nik=NIK)
        set_contact(session, ikm.id, "owner", {"phone": "+6281234567890", "email": "nora@contoh.id"})
        needs.record_need(session, ikm.id, "EKSPOR", 3)
        return ikm.id


def test_an_empty_register_says_what_to_do_next(staff: FlaskClient) -> None:
    page = staff.get("/ikm").text
    assert 'href="/impor"' in page
    assert staff.get("/ikm/peta").status_code == 200


@pytest.mark.parametrize(
    "link",
    ["?cari=nora", "?cari=0812-3456", "?cari=IKM-00001", "?klaster=PISANG", "?kebutuhan=EKSPOR", "?surel=ada",
     "?kecamatan=64.08.10&status=registered", "?status=ngawur", "?urut=newest"],
)  # fmt: skip
def test_the_list_is_filtered_by_link(staff: FlaskClient, kalbana: UUID, link: str) -> None:
    assert f"/ikm/{kalbana}" in staff.get(f"/ikm{link}").text


@pytest.mark.parametrize(
    "link", ["?cari=kakao", "?klaster=KAKAO", "?kebutuhan=PENGEMASAN", "?surel=tidak", "?status=verified"]
)
def test_what_does_not_fit_is_not_listed(staff: FlaskClient, kalbana: UUID, link: str) -> None:
    assert f"/ikm/{kalbana}" not in staff.get(f"/ikm{link}").text


def test_the_page_shows_the_ikm_but_not_the_nik(staff: FlaskClient, kalbana: UUID) -> None:
    page = staff.get(f"/ikm/{kalbana}").text
    assert "Nora Ramadhani" in page
    assert "wa.me/6281234567890" in page
    assert NIK not in page
    assert NIK[:6] + "******" not in page


def test_workers_are_counted_also_where_men_and_women_are_not_told_apart(
    staff: FlaskClient, site_database: Database
) -> None:
    with site_database.transaction() as session:
        total = registered(session, workers_total=7).id
        both = registered(session, workers_male=3, workers_female=4, workers_total=9).id
    assert "7 (laki-laki dan perempuan tidak dibedakan)" in staff.get(f"/ikm/{total}").text
    assert "7 (3 laki-laki, 4 perempuan)" in staff.get(f"/ikm/{both}").text


def test_why_mail_came_back_is_said_in_words(staff: FlaskClient, site_database: Database, kalbana: UUID) -> None:
    with site_database.transaction() as session:
        mark_undeliverable(session, kalbana, "gave_up")
    page = staff.get(f"/ikm/{kalbana}").text
    assert page.count("terlalu sering ditunda oleh server email") == 2
    assert "gave_up" not in page


def test_a_new_ikm_is_entered_by_form(staff: FlaskClient, site_database: Database) -> None:
    ikm_id = uuid4()
    answer = post(staff, "/ikm/baru", id=str(ikm_id), **FORM)
    assert answer.headers["Location"] == f"/ikm/{ikm_id}"
    with site_database.reading() as session:
        ikm = session.get_one(Ikm, ikm_id)
        assert (ikm.cluster, ikm.contacts[0].phone) == ("PISANG", "+6281234567890")


def test_the_same_form_sent_twice_makes_one_ikm(staff: FlaskClient) -> None:
    ikm_id = str(uuid4())
    for _ in range(2):
        assert post(staff, "/ikm/baru", id=ikm_id, **FORM).status_code == 303
    assert staff.get("/ikm").text.count(f"/ikm/{ikm_id}") == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("nib", "912000123456"), ("owner-phone", "12"), ("owner-email", "nora"), ("nik", "6408"),
     ("kbli", "1"), ("workers_male", "-1"), ("kecamatan_code", "64.08.99"), ("licence_year", "3000")],
)  # fmt: skip
def test_what_cannot_be_accepted_gets_a_sentence_beside_its_field(staff: FlaskClient, field: str, value: str) -> None:
    answer = post(staff, "/ikm/baru", **(FORM | {"id": str(uuid4()), field: value}))
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text


def test_a_form_opened_before_another_change_shows_it_and_may_be_sent_again(staff: FlaskClient, kalbana: UUID) -> None:
    url = f"/ikm/{kalbana}/ubah"
    old = revision_in(staff.get(url).text)
    assert post(staff, url, page=url, revision=old, **FORM, desa="Selangkau").status_code == 303
    late = post(staff, url, page=url, revision=old, **FORM, desa="Kaliorang", nik="6408041203850001")
    assert late.status_code == 409
    saved = dict(re.findall(r'id="(\w+)-saved">(.+)</div>', late.text))
    assert saved["desa"] == "Tersimpan sekarang: Selangkau"
    assert "nik" not in saved
    assert post(staff, url, page=url, revision=revision_in(late.text), **FORM, desa="Kaliorang").status_code == 303


def revision_in(page: str) -> str:
    return page.split('name="revision" value="')[1].split('"')[0]


def test_saving_the_form_unchanged_changes_nothing(staff: FlaskClient, kalbana: UUID, site_database: Database) -> None:
    url = f"/ikm/{kalbana}/ubah"
    with site_database.reading() as session:
        before = session.get_one(Ikm, kalbana).profile_revision
    known = {
        "name": "Kalbana", "kecamatan_code": "64.08.10", "cluster": "PISANG", "owner_name": "Nora Ramadhani",
        "product": "Keripik pisang", "owner-phone": "0812-3456-7890", "owner-email": "nora@contoh.id", "nik": "",
    }  # fmt: skip
    revision = revision_in(staff.get(url).text)
    assert post(staff, url, page=url, revision=revision, **known).status_code == 303
    with site_database.reading() as session:
        ikm = session.get_one(Ikm, kalbana)
        assert (ikm.profile_revision, ikm.nik_fingerprint is not None) == (before, True)


def test_the_head_of_office_reads_and_changes_nothing(client_of: Callable[[str], FlaskClient], kalbana: UUID) -> None:
    head = client_of("head")
    page = head.get(f"/ikm/{kalbana}")
    assert page.status_code == 200
    assert "/ubah" not in page.text
    assert head.get("/ikm/baru").status_code == 403


def test_institutions_see_nothing_of_the_register(client_of: Callable[[str], FlaskClient], kalbana: UUID) -> None:
    institution = client_of("institution")
    assert institution.get("/ikm").status_code == 403
    assert institution.get(f"/ikm/{kalbana}").status_code == 403


def test_an_unknown_ikm_is_not_here(staff: FlaskClient) -> None:
    assert staff.get(f"/ikm/{uuid4()}").status_code == 404
