"""The wizard shows how the days of a column are written and why, and asks where nothing shows it."""

import io
import re

import pytest
from sqlalchemy import update

from services.registry.models import ImportBatch
from tests.registry.lists import csv_of
from tests.registry.web.test_imports import columns_of, send

TRAINEES = "Nama Peserta;Nama IKM;Kecamatan;No HP;Judul Kegiatan;Tanggal"
TRAINEE = "Siti Aminah;Tahu Siti;Kaliorang;081234567891;Bimtek Merek;{}"


@pytest.fixture(autouse=True)
def uploads_of_its_own(tmp_path, monkeypatch):
    for module in ("uploading", "imports", "api.imports"):
        monkeypatch.setattr(f"services.registry.web.{module}.folder", lambda: tmp_path)


@pytest.fixture
def staff(app, staff, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
    return staff


def uploaded(client, *days):
    return send(client, csv_of(*map(TRAINEE.format, days), header=TRAINEES)).location


def order_of(page):
    """The name of the question about the day order, and what is chosen."""
    found = re.search(r'name="(order-\d+)".*?</select>', page, re.DOTALL)
    chosen = found and re.search(r'value="(\w+)" selected', found[0])
    return found and found[1], chosen and chosen[1]


@pytest.mark.parametrize(("proof", "order"), [("15/2/2023", "day"), ("2/15/2023", "month")])
def test_what_a_row_shows_is_preset_with_the_reason(staff, proof, order):
    page = staff.get(uploaded(staff, "1/2/2023", proof)).text
    assert order_of(page)[1] == order
    assert f"“{proof}” hanya mungkin" in page


def test_where_nothing_shows_it_a_person_is_asked_before_the_plan(staff):
    address = uploaded(staff, "1/2/2023")
    page = staff.get(address).text
    name, chosen = order_of(page)
    assert chosen is None
    assert "“1/2/2023” dapat dibaca dengan dua cara" in page
    refused = staff.post(f"{address}/kolom", data=columns_of(page))
    assert refused.status_code == 422
    assert "Tentukan apakah tanggal atau bulan" in refused.text
    staff.post(f"{address}/kolom", data=columns_of(page) | {name: "month"})
    assert "2 Januari 2023" in staff.get(address).text
    assert order_of(staff.get(f"{address}/kolom").text) == (name, "month")


def test_a_list_from_before_the_days_were_looked_at_is_asked_about(staff, site_database):
    address = uploaded(staff, "1/2/2023")
    with site_database.transaction() as session:
        session.execute(update(ImportBatch).values(dates=None))
    page = staff.get(address).text
    name, chosen = order_of(page)
    assert chosen is None
    refused = staff.post(f"{address}/kolom", data=columns_of(page))
    assert (refused.status_code, order_of(refused.text)) == (422, (name, None))
    staff.post(f"{address}/kolom", data=columns_of(page) | {name: "month"})
    assert "2 Januari 2023" in staff.get(address).text
    assert order_of(staff.get(f"{address}/kolom").text) == (name, "month")


def test_rows_that_contradict_each_other_are_shown_and_asked_about(staff):
    address = uploaded(staff, "1/2/2023", "15/2/2023", "2/16/2023")
    page = staff.get(address).text
    assert order_of(page)[1] is None
    assert "“15/2/2023”" in page
    assert "“2/16/2023”" in page


def test_no_list_without_days_in_numbers_is_asked_about(staff):
    assert order_of(staff.get(uploaded(staff, "2 Oktober 2023", "2023-10-02")).text) == (None, None)


def test_a_program_is_told_and_may_say_the_order(app, bearer):
    client, base = app.test_client(), "/api/registry/v1/imports"
    content = csv_of(TRAINEE.format("1/2/2023"), header=TRAINEES)
    upload = {"file": (io.BytesIO(content), "daftar.csv")}
    batch = client.post(base, data=upload, content_type="multipart/form-data", headers=bearer).json
    assert batch["dates"]["Tanggal"]["must_be_asked"]
    one = f"{base}/{batch['id']}"
    rows = client.get(f"{one}/rows", headers=bearer).json["items"]
    assert any("1/2/2023" in remark for remark in rows[0]["remarks"])
    choice = {"mapping": {}, "date_orders": {"Tanggal": "month"}}
    assert client.patch(f"{one}/mapping", json=choice, headers=bearer).json["dates"]["Tanggal"]["chosen"] == "month"
    [row] = client.get(f"{one}/rows", headers=bearer).json["items"]
    assert any("2 Januari 2023" in change["new"] for change in row["changes"])
    wrong = client.patch(f"{one}/mapping", json=choice | {"date_orders": {"Tanggal": "year"}}, headers=bearer)
    assert wrong.status_code == 422
