"""The wizard and the JSON API, and every kind of bad file."""

import io
import re
from pathlib import Path

import pytest
from sqlalchemy import select

from services.registry.actions import imports
from services.registry.models import Ikm, ImportRow
from tests.registry.files.test_upload import workbook, zipped
from tests.registry.lists import (
    DOUBTFUL,
    KALBANA,
    csv_of,
    example,
    register_size,
    workbook_of,
    workbook_with_hidden_sheet,
)

WORKBOOKS = Path(__file__).parents[1] / "workbooks"
"""One list, saved by LibreOffice as each kind of workbook: a title, a header of two rows, formulas, numbers."""


@pytest.fixture(autouse=True)
def uploads_of_its_own(app, tmp_path, monkeypatch):
    monkeypatch.setattr("services.registry.web.uploading.folder", lambda: tmp_path)
    monkeypatch.setattr("services.registry.web.imports.folder", lambda: tmp_path)
    monkeypatch.setattr("services.registry.web.api.imports.folder", lambda: tmp_path)


@pytest.fixture
def staff(app, staff, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
    return staff


def send(client, content: bytes, filename: str = "daftar.csv"):
    return client.post("/impor", data={"file": (io.BytesIO(content), filename)}, content_type="multipart/form-data")


def columns_of(page: str) -> dict[str, str]:
    """What a browser sends from the columns page."""
    chosen = re.findall(r'name="(column-\d+)">(?:(?!</select>).)*?value="(\w*)" selected', page, re.DOTALL)
    return dict([*chosen, *re.findall(r'name="(revision)" value="(\d+)"', page)])


def planned(client, content: bytes, filename: str = "daftar.csv") -> str:
    """Upload, accept the guessed columns, and return the import's address."""
    address = send(client, content, filename).location
    client.post(f"{address}/kolom", data=columns_of(client.get(address).text))
    return address


def written(client, content: bytes, filename: str = "daftar.csv") -> str:
    address = planned(client, content, filename)
    digest = re.search(r'name="plan" value="(\w+)"', client.get(address).text)
    client.post(f"{address}/tulis", data={"plan": digest[1]})
    return address


def test_from_upload_to_register_and_back(staff, site_database):
    address = planned(staff, csv_of(KALBANA))
    assert "Belum ada yang ditulis" in staff.get(address).text
    assert register_size(site_database) == 0
    address = written(staff, csv_of(KALBANA))
    assert register_size(site_database) == 1
    assert "Urungkan impor ini" in staff.get(address).text
    staff.post(f"{address}/urungkan")
    assert register_size(site_database) == 0


def test_the_list_shows_an_upload_that_has_no_plan_yet(staff):
    send(staff, csv_of(KALBANA))
    assert "daftar.csv" in staff.get("/impor").text


@pytest.mark.parametrize("kind", ["xls", "ods", "xlsx"])
def test_a_workbook_saved_by_a_spreadsheet_is_imported(staff, site_database, kind):
    written(staff, (WORKBOOKS / f"daftar.{kind}").read_bytes(), f"daftar.{kind}")
    with site_database.reading() as session:
        found = session.scalars(select(Ikm).order_by(Ikm.number)).all()
        read = [(ikm.name, ikm.kecamatan_code, ikm.workers_female, ikm.nib, ikm.investment) for ikm in found]
        phones = [ikm.contacts[0].phone for ikm in found]
    assert read == [
        ("Kalbana", "64.08.10", 3, "9120001234567", 25_000_000),
        ("Tahu Berkah", "64.08.09", 0, None, 12_500_000),
    ]
    assert phones == ["+6281234567890", "+6281345678901"]


def test_a_hidden_sheet_is_taken_in_by_a_tick(staff):
    address = send(staff, workbook_with_hidden_sheet(), "daftar.xlsx").location
    page = staff.get(address).text
    assert "Arsip" in page
    assert "Lembar tersembunyi" in page
    assert "Jenis Produk" not in page
    revision = columns_of(page)["revision"]
    answer = staff.post(f"{address}/lembar", data={"sheet": "Arsip", "revision": revision})
    assert answer.location == f"{address}/kolom"
    page = staff.get(answer.location).text
    assert "Jenis Produk" in page
    assert re.search(r'value="Arsip" checked', page)


def test_a_table_that_names_no_business_is_told_of_on_both_pages(staff):
    lists = {"IKM": [["Nama IKM", "Kecamatan", "No HP"], ["Kalbana", "Kaliorang", "081234567890"]]}
    recap = {"Rekap": [["Kecamatan", "Jumlah", "Investasi"], ["Kaliorang", 3, 900]]}
    address = send(staff, workbook_of(**lists, **recap), "daftar.xlsx").location
    form = columns_of(staff.get(address).text)
    pages = [staff.get(address).text, staff.get(staff.post(f"{address}/kolom", data=form).location).text]
    assert ["Tidak ada kolom yang berisi nama usaha." in page for page in pages] == [True, True]
    assert ["Kecamatan, Jumlah, Investasi" in page for page in pages] == [True, True]


def test_a_list_without_a_heading_is_read_once_a_person_says_what_its_columns_are(staff, site_database):
    rows = [["UD Berkah Jaya", "Kaliorang", "081234567890"], ["Toko Kalbana", "Bengalon", "081234567891"]]
    address = send(staff, workbook_of(IKM=rows), "daftar.xlsx").location
    page = staff.get(address).text
    assert "judul kolom tidak ditemukan" in page
    assert "Mohon pastikan artinya." in page
    assert staff.post(f"{address}/kolom", data=columns_of(page)).location == address
    digest = re.search(r'name="plan" value="(\w+)"', staff.get(address).text)
    staff.post(f"{address}/tulis", data={"plan": digest[1]})
    with site_database.reading() as session:
        assert session.scalars(select(Ikm.name).order_by(Ikm.number)).all() == ["UD Berkah Jaya", "Toko Kalbana"]


def test_a_row_is_taken_in_by_a_click_and_left_out_by_one(staff):
    rows = [["No", "Nama IKM", "No HP"], [1, "Kalbana", "081234567890"], [2, "Sari", "081234567891"],
            [], ["", "Catatan: Mebel Jati"]]  # fmt: skip
    address = planned(staff, workbook_of(IKM=rows), "daftar.xlsx")
    page = staff.get(f"{address}/kolom").text
    assert re.search(r'name="row" value="5">Baris ini usaha', page)
    form = {"sheet": "IKM", "row": "5", "business": "1", "revision": columns_of(page)["revision"]}
    assert [staff.post(f"{address}/baris", data=form).location for _ in range(2)] == [f"{address}/kolom"] * 2
    assert "Mebel Jati" in staff.get(address).text
    plan = staff.get(address).text
    assert plan.count("Baris ini bukan usaha") == 3
    left_out = {"sheet": "IKM", "row": "2", "business": "0", "plan": "1"}
    assert staff.post(f"{address}/baris", data=left_out).location == address
    assert "Kalbana" not in staff.get(address).text
    refused = staff.post(f"{address}/baris", data=form | {"row": "99", "revision": ""})
    assert (refused.status_code, "tidak berada di bawah judul kolom" in refused.text) == (422, True)


def test_a_second_click_writes_nothing_and_says_so(staff, site_database):
    address = written(staff, csv_of(KALBANA))
    answer = staff.post(f"{address}/tulis", data={"plan": "x"})
    assert answer.status_code == 409
    assert "sudah disetujui" in answer.text
    assert register_size(site_database) == 1


def test_a_second_click_on_the_columns_leads_to_the_same_plan(staff):
    address = send(staff, csv_of(KALBANA, DOUBTFUL)).location
    form = columns_of(staff.get(address).text) | {"column-8": ""}
    assert staff.post(f"{address}/kolom", data=form).location == address
    row = re.search(r"/impor/keputusan/[0-9a-f-]{36}", staff.get(f"{address}?jenis=possible").text)[0]
    assert staff.post(f"{address}/kolom", data=form).location == address
    assert staff.get(row).status_code == 200
    other = staff.post(f"{address}/kolom", data=form | {"column-7": "", "column-8": "address"})
    assert other.status_code == 409
    assert "diubah orang lain" in other.text


def test_a_second_click_on_the_upload_leads_to_the_same_import(staff):
    form_id = re.search(r'name="id" value="([0-9a-f-]{36})"', staff.get("/impor/baru").text)[1]

    def upload(content: bytes):
        data = {"id": form_id, "file": (io.BytesIO(content), "daftar.csv")}
        return staff.post("/impor", data=data, content_type="multipart/form-data")

    assert upload(csv_of(KALBANA)).location == upload(csv_of(KALBANA)).location
    other = upload(csv_of(DOUBTFUL))
    assert other.status_code == 422
    assert "berkas lain" in other.text
    assert form_id not in other.text


def test_the_page_says_what_columns_mean_without_showing_a_nik(staff):
    header = "Nama IKM;NIK Pemilik;Kecamatan"
    page = staff.get(send(staff, csv_of("Kalbana;6408041708900001;Kaliorang", header=header)).location).text
    assert "640804******0001" in page
    assert "6408041708900001" not in page


def test_a_doubtful_row_is_decided_with_both_sides_shown(staff, site_database):
    written(staff, csv_of(KALBANA, DOUBTFUL))
    waiting = staff.get("/impor/keputusan").text
    row = re.search(r"/impor/keputusan/[0-9a-f-]{36}", waiting)[0]
    assert "RT. 2" in staff.get(row).text
    decided = [staff.post(row, data={"decision": "different"}) for _ in range(2)]
    assert {answer.location for answer in decided} == {"/impor/keputusan"}
    assert register_size(site_database) == 2
    assert "Tidak ada yang perlu diputuskan" in staff.get("/impor/keputusan").text


def test_the_page_of_a_written_import_counts_what_was_decided_since(staff, site_database):
    address = written(staff, csv_of(KALBANA, DOUBTFUL))
    page = staff.get(address).text
    assert "1 IKM ditambahkan; seluruhnya 1 IKM tersentuh" in page
    assert "Putuskan baris yang meragukan" in page
    staff.post(f"/impor/keputusan/{rows_that_wait(site_database)[0].id}", data={"decision": "different"})
    page = staff.get(address).text
    assert "2 IKM ditambahkan; seluruhnya 2 IKM tersentuh" in page
    assert "Putuskan baris yang meragukan" not in page


def test_a_newcomer_is_compared_before_a_row_becomes_one_of_its_own(staff, site_database):
    written(staff, csv_of(KALBANA, DOUBTFUL, DOUBTFUL.replace("RT. 2", "RT. 3")))
    first, second = (row.id for row in rows_that_wait(site_database))
    opened = re.findall(r'name="seen" value="([^"]+)"', staff.get(f"/impor/keputusan/{second}").text)
    staff.post(f"/impor/keputusan/{first}", data={"decision": "different"})
    stale = staff.post(f"/impor/keputusan/{second}", data={"decision": "different", "seen": opened})
    assert (stale.status_code, register_size(site_database)) == (409, 2)
    assert "Bandingkan dahulu" in stale.text
    opened = re.findall(r'name="seen" value="([^"]+)"', staff.get(f"/impor/keputusan/{second}").text)
    staff.post(f"/impor/keputusan/{second}", data={"decision": "different", "seen": opened})
    assert register_size(site_database) == 3


def test_another_business_of_the_same_owner_and_what_a_later_list_says_of_it(staff, site_database):
    lists = csv_of(KALBANA, KALBANA.replace("Kalbana", "Sambal Nora").replace("Keripik Pisang", "Sambal"))
    written(staff, lists)
    [row] = rows_that_wait(site_database)
    page = staff.get(f"/impor/keputusan/{row.id}").text
    assert "Usaha lain dari pemilik yang sama" in page
    assert "IKM-00001 Kalbana sudah memakai NIB ini" in page
    staff.post(f"/impor/keputusan/{row.id}", data={"decision": "different"})
    assert "diputuskan: berbeda, oleh" in " ".join(staff.get(f"/impor/keputusan/{row.id}").text.split())
    again = written(staff, lists)
    assert "sudah diputuskan oleh" in staff.get(f"{again}?jenis=same").text


def rows_that_wait(database):
    with database.reading() as session:
        waiting = select(ImportRow).where(ImportRow.waiting).order_by(ImportRow.position)
        return session.scalars(waiting).all()


def test_every_row_of_the_workbook_can_be_looked_at(staff):
    address = planned(staff, example("data-ikm-disperindag-2024.xlsx"))
    for verdict in ("new", "update", "same", "possible", "refused"):
        assert staff.get(f"{address}?jenis={verdict}&hal=2").status_code == 200


def test_a_large_list_shows_that_it_is_being_worked_on(staff, monkeypatch):
    monkeypatch.setattr(imports, "LARGE", 0)
    page = staff.get(planned(staff, csv_of(KALBANA)))
    assert "Daftar sedang direncanakan" in page.text
    assert '<meta http-equiv="refresh"' in page.text
    assert "Menunggu giliran" in page.text
    assert "/hentikan" in page.text


BAD = {
    "a picture": (b"\xff\xd8\xff\xe0 JFIF", "foto.xlsx", "gambar"),
    "nothing": (b"", "daftar.xlsx", "kosong"),
    "an empty web page": (b"<html><frameset>", "daftar.xls", "halaman web"),
    "a macro workbook": (zipped({"xl/workbook.xml": b"<x/>", "xl/vbaProject.bin": b"x"}), "daftar.xlsx", "makro"),
    "a cut workbook": (workbook(["Nama IKM", "Kecamatan"])[:2000], "daftar.xlsx", "rusak"),
    "a broken workbook": (zipped({"xl/workbook.xml": b"<x/>"}), "daftar.xlsx", "rusak"),
    "no name column": (workbook(["Kecamatan", "Telepon"], ["Kaliorang", "0812"]), "rekap.xlsx", "nama usaha"),
    "no table": (workbook(["Lihat sheet lain"]), "daftar.xlsx", "Tidak ada tabel"),
    "words": (b"halo\nhalo\n", "daftar.csv", "bukan buku kerja"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_gets_a_sentence_and_changes_nothing(staff, tmp_path, name):
    content, filename, word = BAD[name]
    answer = send(staff, content, filename)
    assert answer.status_code == 422
    assert word in answer.text
    assert not list(tmp_path.glob("[0-9a-f]" * 32))
    assert "Belum ada daftar" in staff.get("/impor").text


def test_a_file_of_200_mb_is_refused_before_it_is_read(staff):
    declared = {"CONTENT_LENGTH": str(200 * 1024**2)}
    answer = staff.post("/impor", content_type="multipart/form-data; boundary=x", environ_overrides=declared)
    assert answer.status_code == 413
    assert "terlalu besar" in answer.text


def test_no_file_is_said(staff):
    assert "Pilih berkas dulu" in staff.post("/impor", data={}).text


def test_the_head_reads_but_does_not_import(client_of):
    assert client_of("head").get("/impor").status_code == 200
    assert client_of("head").get("/impor/baru").status_code == 403
    assert client_of("institution").get("/impor").status_code == 403


def test_by_json(app, bearer):
    client = app.test_client()
    base = "/api/registry/v1/imports"
    upload = {"file": (io.BytesIO(csv_of(KALBANA, DOUBTFUL)), "daftar.csv")}
    batch = client.post(base, data=upload, content_type="multipart/form-data", headers=bearer).json
    assert (batch["status"], batch["counts"]["new"], batch["counts"]["possible"]) == ("planned", 1, 1)
    one = f"{base}/{batch['id']}"
    choice = {"mapping": {"Ket": ""}, "revision": batch["revision"]}
    batch = client.patch(f"{one}/mapping", json=choice, headers=bearer).json
    assert client.patch(f"{one}/mapping", json=choice, headers=bearer).json == batch
    assert client.patch(f"{one}/mapping", json=choice | {"mapping": {"Alamat": ""}}, headers=bearer).status_code == 409
    rows = client.get(f"{one}/rows?verdict=possible", headers=bearer).json
    assert rows["items"][0]["candidates"][0]["name"] == "Kalbana"
    done = client.post(f"{one}/confirm", json={"plan": batch["plan_digest"]}, headers=bearer)
    assert (done.json["status"], done.json["outcome"]) == ("confirmed", {"new": 1, "touched": 1, "waiting": 1})
    [row] = client.get(f"{base}/waiting", headers=bearer).json["items"]
    for _ in range(2):
        decided = client.post(f"{one}/rows/{row['id']}/decision", json={"decision": "different"}, headers=bearer)
        assert decided.json["waiting"] is False
    [listed] = client.get(base, headers=bearer).json["items"]
    assert listed["outcome"] == {"new": 2, "touched": 2, "waiting": 0}
    assert client.post(f"{one}/undo", headers=bearer).json["outcome"]["removed"] == 2
    assert client.post(f"{one}/undo", headers=bearer).status_code == 409


def test_a_newcomer_is_compared_by_json_too(app, bearer, staff, site_database):
    written(staff, csv_of(KALBANA, DOUBTFUL, DOUBTFUL.replace("RT. 2", "RT. 3")))
    client, base = app.test_client(), "/api/registry/v1/imports"
    first, second = rows_that_wait(site_database)

    def send(row, **body):
        address = f"{base}/{row.batch_id}/rows/{row.id}/decision"
        return client.post(address, json={"decision": "different", **body}, headers=bearer)

    made = send(first).json
    assert (made["decided_by"] is not None, send(second).status_code) == (True, 409)
    [row] = client.get(f"{base}/waiting", headers=bearer).json["items"]
    assert row["candidates"][0]["ikm_id"] == made["ikm_id"]
    assert send(second, seen=[found["ikm_id"] for found in row["candidates"]]).json["waiting"] is False


def test_a_row_is_decided_under_its_own_import_only(app, bearer, staff, site_database):
    other = written(staff, csv_of(KALBANA)).rpartition("/")[2]
    written(staff, csv_of(DOUBTFUL))
    [row] = rows_that_wait(site_database)
    address = f"/api/registry/v1/imports/{other}/rows/{row.id}/decision"
    answer = app.test_client().post(address, json={"decision": "different"}, headers=bearer)
    assert (answer.status_code, register_size(site_database)) == (404, 1)


def test_a_bad_file_by_json_is_a_problem_with_its_field(app, bearer):
    upload = {"file": (io.BytesIO(b"%PDF-1.7"), "daftar.xlsx")}
    answer = app.test_client().post(
        "/api/registry/v1/imports", data=upload, content_type="multipart/form-data", headers=bearer
    )
    assert answer.status_code == 422
    assert "PDF" in answer.text


UNSURE = b"Nama IKM;Kecamatan;Kode Produksi\nTahu Rahma;Kaliorang;120\nKue Sri;Bengalon;80"


def test_the_wizard_asks_what_a_column_is_with_the_guess_chosen_and_three_values_beside(staff, site_database):
    address = send(staff, UNSURE).location
    page = staff.get(address).text
    assert "Kolom yang perlu Bapak/Ibu pastikan: Kode Produksi." in page
    assert "Mohon pastikan artinya." in page
    assert "120 · 80" in page
    assert columns_of(page)["column-2"] == "capacity"
    staff.post(f"{address}/kolom", data=columns_of(page))
    assert "belum dipakai" not in staff.get(address).text
    with site_database.reading() as session:
        entries = [row.entry["values"] for row in session.scalars(select(ImportRow).order_by(ImportRow.position))]
    assert [values.get("capacity") for values in entries] == [120, 80]


def test_a_program_sees_the_guesses_and_says_what_a_column_is(app, bearer):
    api = app.test_client()
    batch = api.post("/api/registry/v1/imports", data={"file": (io.BytesIO(UNSURE), "daftar.csv")}, headers=bearer).json
    column = batch["columns"]["Kode Produksi"]
    assert batch["status"] == "planned"
    assert (column["field"], column["asked"], column["examples"]) == ("capacity", True, ["120", "80"])
    assert column["sure"] < 80
    assert column["why"]
    address = f"/api/registry/v1/imports/{batch['id']}"
    [first, _] = api.get(f"{address}/rows", headers=bearer).json["items"]
    assert "Kode Produksi" in " ".join(first["remarks"])
    batch = api.patch(f"{address}/mapping", json={"mapping": {"Kode Produksi": ""}}, headers=bearer).json
    assert (batch["columns"]["Kode Produksi"]["asked"], batch["status"]) == (False, "planned")


def test_a_list_whose_names_nobody_confirmed_waits_without_a_plan(app, bearer):
    api = app.test_client()
    content = b"Nama Kelompok;Kecamatan;No HP\nTahu Rahma;Kaliorang;\nKue Sri;Bengalon;"
    batch = api.post(
        "/api/registry/v1/imports", data={"file": (io.BytesIO(content), "daftar.csv")}, headers=bearer
    ).json
    assert (batch["status"], batch["plan_digest"]) == ("uploaded", None)
    address = f"/api/registry/v1/imports/{batch['id']}/mapping"
    assert api.patch(address, json={"mapping": {"Nama Kelompok": "name"}}, headers=bearer).json["status"] == "planned"
