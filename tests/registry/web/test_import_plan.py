"""What becomes of rows is said before the yes; what is missing is set for all of them; closings are taken back."""

import io
import re

import pytest
from sqlalchemy import select

from services.registry.models import Ikm
from tests.registry.lists import KALBANA, csv_of, only_ikm
from tests.registry.web.test_imports import planned, uploads_of_its_own, written  # noqa: F401 - a fixture of every test

DRAFTS = csv_of("Mebel Jati;Nora;081234567890;Lemari", "Sambal Nora;Wati;081234567891;Amplang",
                header="Nama IKM;Nama Pemilik;No HP;Jenis Produk")  # fmt: skip
CLOSED = "Tahu Wati;Wati Sari;Bengalon;081234567891;Tahu;10392;;RT. 1;TUTUP"


@pytest.fixture
def staff(app, staff, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
    return staff


def answers_of(page: str) -> dict[str, str]:
    form = page[page.index("/lengkapi") :]
    return {"revision": re.search(r'name="revision" value="(\d+)"', form)[1]}


def test_drafts_are_counted_and_set_for_all_with_one_form(staff, site_database):
    address = planned(staff, DRAFTS)
    page = staff.get(address).text
    assert "2 baris akan menjadi draf" in page
    assert "kecamatan pada 2 baris" in page
    assert "klaster atau kode KBLI pada 1 baris" in page
    form = answers_of(page) | {"kecamatan_code": "64.08.10", "cluster": "", "kbli": "31001", "branch": ""}
    assert staff.post(f"{address}/lengkapi", data=form).status_code == 303
    page = staff.get(address).text
    assert "Tidak ada baris yang menjadi draf" in page
    assert "Kecamatan: diisi untuk semua baris yang kosong, oleh" in page
    staff.post(f"{address}/tulis", data={"plan": re.search(r'name="plan" value="(\w+)"', page)[1]})
    with site_database.reading() as session:
        assert session.scalars(select(Ikm.status)).all() == ["registered"] * 2


def test_a_kbli_that_is_none_is_refused_beside_its_field(staff):
    address = planned(staff, DRAFTS)
    answer = staff.post(f"{address}/lengkapi", data=answers_of(staff.get(address).text) | {"kbli": "abc"})
    assert answer.status_code == 422
    assert "2 baris akan menjadi draf" in answer.text


def test_rows_that_close_or_replace_have_a_list_of_their_own(staff, site_database):
    written(staff, csv_of(KALBANA, CLOSED.replace(";TUTUP", ";")))
    address = planned(staff, csv_of(KALBANA.replace("RT. 1", "RT. 9"), CLOSED), "baru.csv")
    page = staff.get(address).text
    assert "1 baris menutup usaha" in page
    assert "1 baris mengganti isian yang sudah ada" in page
    closing = staff.get(f"{address}?akibat=closes").text
    assert "Tahu Wati" in closing
    assert "Kalbana" not in closing
    assert "RT. 9" in staff.get(f"{address}?akibat=replaces").text


def test_what_a_list_closed_a_person_opens_again(staff, site_database):
    written(staff, csv_of(CLOSED))
    with site_database.reading() as session:
        ikm_id = only_ikm(session).id
    assert "Ternyata masih usaha" in staff.get(f"/ikm/{ikm_id}").text
    staff.post(f"/ikm/{ikm_id}/buka-lagi", data={"reason": "masih produksi"})
    with site_database.reading() as session:
        assert only_ikm(session).status == "registered"


def test_products_of_one_business_are_kept_and_each_row_says_so(staff, site_database):
    header = "Nama Perusahaan;Nama Pemilik;Kecamatan;HP;Nama Produk;Nilai Produksi"
    rows = (
        "Ulin Xena;Karmila Tahir;Sangatta Utara;081254406280;Keripik Ubi;10000000",
        "Ulin Xena;Karmila Tahir;Sangatta Utara;081254406280;Abon Ikan;4000000",
    )
    address = planned(staff, csv_of(*rows, header=header))
    assert "10000000 + 4000000 = 14000000" in staff.get(f"{address}?akibat=several").text
    for _ in range(2):
        page = staff.get(planned(staff, csv_of(*rows, header=header))).text
        plan = re.search(r'action="([^"]+)/tulis".*?name="plan" value="(\w+)"', page, re.DOTALL)
        staff.post(f"{plan[1]}/tulis", data={"plan": plan[2]})
        with site_database.reading() as session:
            ikm = only_ikm(session)
            assert (ikm.product, ikm.production_value) == ("Keripik Ubi; Abon Ikan", 14_000_000)
    again = staff.get(planned(staff, csv_of(*rows, header=header))).text
    assert re.search(r"Tidak ada yang baru[^<]*<span>2<", again)


def test_programs_say_what_holds_for_all_rows_and_read_what_becomes_of_them(app, bearer):
    api = app.test_client()
    sent = {"file": (io.BytesIO(DRAFTS), "daftar.csv")}
    headers = bearer | {"Idempotency-Key": "1" * 32}
    batch = api.post("/api/registry/v1/imports", data=sent, headers=headers).json
    assert batch["foreseen"] == {"draft": 2, "no_kecamatan": 2, "no_cluster": 1}
    url = f"/api/registry/v1/imports/{batch['id']}"
    rows = api.get(f"{url}/rows?effect=draft", headers=bearer).json["items"]
    assert [row["effects"] for row in rows] == [["draft", "no_kecamatan", "no_cluster"], ["draft", "no_kecamatan"]]
    said = api.patch(f"{url}/answers", json={"kecamatan_code": "64.08.10", "cluster": "KAKAO"}, headers=bearer).json
    assert said["foreseen"] == {}
    assert said["defaults"]["cluster"]["by"] == "Rahma"
    assert api.patch(f"{url}/answers", json={"cluster": "EMAS"}, headers=bearer).status_code == 422


def test_a_search_of_signs_alone_finds_nothing_and_says_so(staff):
    written(staff, csv_of(KALBANA))
    page = staff.get("/ikm?cari=--").text
    assert "Pencarian memerlukan huruf atau angka" in page
    assert "Kalbana" not in page
    assert "Kalbana" in staff.get("/ikm?cari=9120-0012-34567").text


def test_many_rows_of_one_reason_are_decided_from_one_of_them(staff, site_database):
    names = ("Melati", "Cendana", "Kenanga", "Seroja")
    written(staff, csv_of(*(f"{name} Jaya;Ibu {name};Kaliorang;;;;;;" for name in names)))
    written(staff, csv_of(*(f"{name} Jaya;;Kaliorang;;;;;;" for name in names)), "nama.csv")
    page = staff.get("/impor/keputusan").text
    assert "Satu pertanyaan untuk banyak baris" in page
    row = re.search(r"/impor/keputusan/[0-9a-f-]{36}", page[page.index("Satu pertanyaan") :])[0]
    answer = staff.post(row, data={"decision": "different"})
    assert answer.location == f"{row}/serupa"
    page = staff.get(f"{row}/serupa").text
    assert "Putuskan semua 3 baris serupa" in page
    answer = staff.post(f"{row}/serupa", data={"seen": "3"}, follow_redirects=True)
    assert "3 baris diputuskan serupa" in answer.text
    with site_database.reading() as session:
        assert len(session.scalars(select(Ikm)).all()) == 8


def test_the_page_of_an_import_names_the_later_list_and_undoes_both(staff, site_database):
    first = written(staff, csv_of(KALBANA))
    written(staff, csv_of(KALBANA.replace("RT. 1", "RT. 9")), "baru.csv")
    page = staff.get(first).text
    assert "Daftar yang datang kemudian melanjutkan" in page
    assert "baru.csv" in page
    staff.post(f"{first}/urungkan", data={"later": "1"})
    with site_database.reading() as session:
        assert session.scalars(select(Ikm)).all() == []
