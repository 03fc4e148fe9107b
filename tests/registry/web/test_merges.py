"""The list of mergers, and the page that shows what undoing one brings, on pages and by JSON."""

import re
from uuid import UUID

import pytest
from flask.testing import FlaskClient

from services.registry.actions.certificates import record_certificate
from services.registry.actions.forgetting import forget_ikm
from services.registry.actions.merging import merge
from services.registry.actions.verification import restrict
from services.registry.models import Ikm, Merge
from shared.database import Database
from tests.registry.factories import NIK, registered, set_contact

API = "/api/registry/v1/merges"
NIB = "9120001234567"


@pytest.fixture
def merged(site_database: Database) -> Merge:
    with site_database.transaction() as session:
        kept, gone = registered(session, name="Melati"), registered(session, name="Mawar", nib=NIB, nik=NIK)
        set_contact(session, gone.id, "owner", {"phone": "+6281234567890"})
        merge(session, kept.id, gone.id, "tampak sama")
        session.flush()
        return session.query(Merge).one()


def path(found: Merge) -> str:
    return f"/ikm/penggabungan/{found.id}"


def form_of(client: FlaskClient, page: str) -> dict[str, str]:
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', client.get(page).text))


def status_of(database: Database, ikm_id: UUID) -> str:
    with database.reading() as session:
        return session.get_one(Ikm, ikm_id).status


def test_the_list_leads_to_what_was_merged_and_to_both_records(staff: FlaskClient, merged: Merge) -> None:
    listed = staff.get("/ikm/penggabungan").text
    assert "tampak sama" in listed
    assert path(merged) in listed
    assert path(merged) in staff.get(f"/ikm/{merged.gone_id}").text
    assert path(merged) in staff.get(f"/ikm/{merged.kept_id}").text


def test_the_page_shows_what_comes_back_and_what_stays_without_the_nik(
    staff: FlaskClient, merged: Merge, site_database: Database
) -> None:
    with site_database.transaction() as session:
        record_certificate(session, merged.kept_id, "HALAL", "yes", {"number": "ID-1"})
        restrict(session, merged.kept_id, restricted=True, reason="diminta pemilik")
    text = staff.get(path(merged)).text
    assert "Kontak: 1" in text
    assert "Sertifikat: 1" in text
    assert "Pembatasan" in text
    assert NIK not in text


def test_undone_on_the_page_there_are_two_records_again(
    staff: FlaskClient, merged: Merge, site_database: Database
) -> None:
    form = form_of(staff, path(merged))
    answer = staff.post(path(merged), data=form | {"reason": "dua usaha"})
    assert (answer.status_code, answer.location) == (303, f"/ikm/{merged.gone_id}")
    assert status_of(site_database, merged.gone_id) == "registered"
    assert staff.post(path(merged), data=form | {"reason": "dua usaha"}).status_code == 409
    assert "dua usaha" in staff.get(path(merged)).text


def test_what_was_changed_since_the_page_was_opened_is_looked_at_first(
    staff: FlaskClient, merged: Merge, site_database: Database
) -> None:
    form = form_of(staff, path(merged))
    with site_database.transaction() as session:
        record_certificate(session, merged.kept_id, "HALAL", "yes", {"number": "ID6408-77"})
    answer = staff.post(path(merged), data=form | {"reason": "dua usaha"})
    assert (answer.status_code, "ID6408-77" in answer.text) == (409, True)
    assert status_of(site_database, merged.gone_id) == "merged"


def test_without_a_reason_nothing_is_undone(staff: FlaskClient, merged: Merge, site_database: Database) -> None:
    assert staff.post(path(merged), data=form_of(staff, path(merged)) | {"reason": ""}).status_code == 422
    assert status_of(site_database, merged.gone_id) == "merged"


def test_where_it_cannot_be_undone_the_page_says_why_and_has_no_button(
    staff: FlaskClient, merged: Merge, site_database: Database
) -> None:
    with site_database.transaction() as session:
        session.get_one(Merge, merged.id).moved = None
    text = staff.get(path(merged)).text
    assert "tidak dapat diurungkan" in text
    assert f'action="{path(merged)}"' not in text


def test_whoever_only_reads_sees_it_without_the_button(client_of, merged: Merge) -> None:
    text = client_of("head").get(path(merged)).text
    assert "tampak sama" in text
    assert f'action="{path(merged)}"' not in text


def test_a_program_undoes_what_it_has_read(
    client_of, bearer: dict[str, str], merged: Merge, site_database: Database
) -> None:
    client = client_of("staff")
    [listed] = client.get(API, headers=bearer).json["items"]
    assert (listed["id"], listed["taken"]["nib"], NIK in str(listed)) == (str(merged.id), "form", False)
    read = client.get(f"{API}/{merged.id}", headers=bearer)
    undo = f"{API}/{merged.id}/undo"
    reason = {"reason": "dua usaha"}
    assert client.post(undo, json=reason, headers=bearer).status_code == 428
    assert client.post(undo, json=reason, headers=bearer | {"If-Match": '"old"'}).status_code == 412
    as_read = bearer | {"If-Match": read.headers["ETag"]}
    answer = client.post(undo, json=reason, headers=as_read)
    assert (answer.status_code, answer.json["undo_reason"]) == (200, "dua usaha")
    assert client.post(undo, json=reason, headers=as_read).status_code == 409
    assert status_of(site_database, merged.gone_id) == "registered"


def test_of_two_mergers_into_one_record_the_page_and_the_api_name_the_one_to_undo_first(
    client_of, bearer: dict[str, str], staff: FlaskClient, merged: Merge, site_database: Database
) -> None:
    with site_database.transaction() as session:
        other = registered(session, name="Ketiga")
        number = other.number
        merge(session, merged.kept_id, other.id, "tampak sama")
    text = staff.get(path(merged)).text
    assert (f"yaitu {number} ke" in text, f'action="{path(merged)}"' in text) == (True, False)
    read = client_of("staff").get(f"{API}/{merged.id}", headers=bearer)
    as_read = bearer | {"If-Match": read.headers["ETag"]}
    answer = client_of("staff").post(f"{API}/{merged.id}/undo", json={"reason": "dua usaha"}, headers=as_read)
    assert (answer.status_code, number in answer.text) == (409, True)
    assert status_of(site_database, merged.gone_id) == "merged"


def test_a_merger_whose_values_were_erased_says_so_and_has_no_button(
    staff: FlaskClient, merged: Merge, site_database: Database
) -> None:
    with site_database.transaction() as session:
        forget_ikm(session, merged.kept_id, "Surat 12/2026")
    text = staff.get(path(merged)).text
    assert "sudah dihapus atas permintaan" in text
    assert "Dapat diurungkan sampai" not in text
    assert f'action="{path(merged)}"' not in text
    assert NIB not in text
