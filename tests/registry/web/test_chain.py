"""What other businesses have of one: yes, no, or not recorded yet, by form, by JSON, from a list and on the page."""

from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.registry.actions.import_undoing import undo
from services.registry.models import Ikm
from shared.database import Database
from tests.registry.factories import ENOUGH, registered
from tests.registry.lists import confirmed, csv_of, only_ikm
from tests.registry.web.conftest import post

API = "/api/registry/v1/ikm"
HEADER = "Nama IKM;Nama Pemilik;Kecamatan;No HP;Asal Bahan Baku;Memasok IKM Lain;Nama Sentra"
KALBANA = "Kalbana;Nora Ramadhani;Kaliorang;081234567890"
NOT_RECORDED, NAMED_AND_DENIED = "Belum didata", "Kosongkan nama sentra, atau pilih Ya pada anggota sentra."


def entered(staff: FlaskClient, **values: str) -> UUID:
    ikm_id = uuid4()
    assert post(staff, "/ikm/baru", id=str(ikm_id), **ENOUGH | values).status_code == 303
    return ikm_id


def recorded(database: Database, ikm_id: UUID | None = None) -> list[Any]:
    with database.reading() as session:
        ikm = session.get_one(Ikm, ikm_id) if ikm_id else only_ikm(session)
        return [ikm.local_material, ikm.supplies_others, ikm.in_sentra, ikm.sentra]


def test_what_the_form_leaves_open_is_neither_yes_nor_no(staff: FlaskClient, site_database: Database) -> None:
    ikm_id = entered(staff, local_material="", supplies_others="no")
    assert recorded(site_database, ikm_id) == [None, "no", None, None]


def test_the_page_shows_the_sentra_by_its_name(staff: FlaskClient, site_database: Database) -> None:
    ikm_id = entered(staff, sentra="Rotan Kaliorang")
    assert recorded(site_database, ikm_id) == [None, None, "yes", "Rotan Kaliorang"]
    assert "Ya (Rotan Kaliorang)" in staff.get(f"/ikm/{ikm_id}").text


def test_a_sentra_it_does_not_belong_to_is_not_named(staff: FlaskClient, site_database: Database) -> None:
    answer = post(staff, "/ikm/baru", id=str(uuid4()), in_sentra="no", sentra="Rotan", **ENOUGH)
    assert (answer.status_code, NAMED_AND_DENIED in answer.text) == (422, True)


def test_programs_read_null_where_nothing_is_recorded(
    app: Flask, bearer: dict[str, str], site_database: Database
) -> None:
    with site_database.transaction() as session:
        ikm_id = registered(session, local_material="yes", sentra="Rotan").id
    client = app.test_client()
    answer = client.get(f"{API}/{ikm_id}", headers=bearer)
    read, as_read = answer.json or {}, {**bearer, "If-Match": answer.headers["ETag"]}
    assert [read[name] for name in ("local_material", "supplies_others", "in_sentra")] == ["yes", None, "yes"]
    for wrong in ({"supplies_others": "mungkin"}, {"in_sentra": "no", "sentra": "Rotan"}, {"local_material": True}):
        assert client.patch(f"{API}/{ikm_id}", json=wrong, headers=as_read).status_code == 422
    assert recorded(site_database, ikm_id) == ["yes", None, "yes", "Rotan"]


def test_a_list_says_it_in_its_own_words_and_a_later_no_takes_the_name(site_database: Database, tmp_path: Path) -> None:
    confirmed(site_database, tmp_path, csv_of(f"{KALBANA};lokal;Ya;Sentra Rotan", header=HEADER))
    assert recorded(site_database) == ["yes", "yes", "yes", "Sentra Rotan"]
    later = confirmed(site_database, tmp_path, csv_of(f"{KALBANA};;-;bukan sentra", header=HEADER), "kedua.csv")
    assert recorded(site_database) == ["yes", "yes", "no", None]
    with site_database.transaction() as session:
        undo(session, later.id)
    assert recorded(site_database) == ["yes", "yes", "yes", "Sentra Rotan"]


@pytest.mark.parametrize("name", ["local_material", "supplies_others", "in_sentra"])
def test_the_form_offers_yes_no_and_not_recorded(staff: FlaskClient, name: str) -> None:
    select = staff.get("/ikm/baru").text.partition(f'name="{name}"')[2].partition("</select>")[0]
    assert [word in select for word in (NOT_RECORDED, ">Ya<", ">Tidak<")] == [True] * 3
