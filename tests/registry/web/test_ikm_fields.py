"""Every field of an IKM in all the places that follow from its row: a new one is tested by being written down."""

import csv
import io
import re
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from markupsafe import escape
from sqlalchemy import select

from services.registry.domain.change_words import worded
from services.registry.domain.field import Kind
from services.registry.models import Ikm, ImportRow
from services.registry.web.field_values import known_value
from shared.database import Database
from tests.registry.factories import NIK, registered
from tests.registry.invented_values import SAMPLES
from tests.registry.lists import confirmed, csv_of, only_ikm
from tests.registry.web.conftest import post

SAID_BY_OTHERS = {"workers_total"}
"""A list that counts men and women has said it: a total beside them is compared with theirs, and not kept."""
SHOWN = [sample for sample in SAMPLES if sample.field.kind is not Kind.NIK]


@pytest.fixture
def entered(staff: FlaskClient) -> UUID:
    """An IKM of which the form says everything."""
    ikm_id = uuid4()
    answer = post(staff, "/ikm/baru", id=str(ikm_id), **{sample.field.name: sample.typed for sample in SAMPLES})
    assert answer.status_code == 303
    return ikm_id


def in_words(sample: Any) -> str:
    return str(escape(known_value(sample.field, {sample.field.column: sample.kept})))


def test_it_is_entered_by_form_and_kept_with_its_source(entered: UUID, site_database: Database) -> None:
    with site_database.reading() as session:
        ikm = session.get_one(Ikm, entered)
        assert {one.field.name: getattr(ikm, one.field.column) for one in SHOWN} == {
            one.field.name: one.kept for one in SHOWN
        }
        assert {one.field.name for one in SAMPLES} <= ikm.provenance.keys()


def test_the_form_shows_what_is_recorded(staff: FlaskClient, entered: UUID) -> None:
    page = staff.get(f"/ikm/{entered}/ubah").text
    shown = dict(re.findall(r'<input [^>]*name="(\w+)" value="([^"]*)"', page))
    shown |= dict(re.findall(r'<select [^>]*name="(\w+)"(?:(?!</select>).)*value="([^"]+)" selected', page, re.DOTALL))
    shown |= dict(re.findall(r'<textarea [^>]*name="(\w+)"[^>]*>\n(.*)</textarea>', page))
    assert {one.field.name: shown[one.field.name].replace(".", "") for one in SHOWN} == {
        one.field.name: str(one.kept).replace(".", "") for one in SHOWN
    }
    assert shown["nik"] == ""


def test_the_page_says_it_in_words_and_the_history_too(staff: FlaskClient, entered: UUID) -> None:
    page = staff.get(f"/ikm/{entered}").text
    facts, _, history = page.partition('id="riwayat"')
    for one in SHOWN:
        assert in_words(one) in facts, one.field.name
        assert f"{escape(one.field.label)}: {in_words(one)}" in history, one.field.name
    assert NIK not in page


def test_two_records_are_compared_by_it(staff: FlaskClient, entered: UUID, site_database: Database) -> None:
    with site_database.transaction() as session:
        other = registered(session, name="Kosong", cluster=None, kecamatan_code=None).id
    page = staff.get(f"/ikm/{other}/gabung?dengan={entered}").text
    rows = re.findall(r'class="main">([^<]+).*?</th>\s*<td.*?</td>\s*<td[^>]*>(?:<strong>)?([^<]*)', page)
    told = {label.strip(): value for label, value in rows}
    assert {one.field.name: told[str(one.field.label)] for one in SHOWN} == {
        one.field.name: in_words(one) for one in SHOWN
    }


def test_a_doubtful_row_is_compared_by_it(
    staff: FlaskClient, entered: UUID, site_database: Database, tmp_path: Path
) -> None:
    confirmed(site_database, tmp_path, csv_of("Rumah Kalbana;;Kaliorang;;Isi product;;;RT. 2;"))
    with site_database.reading() as session:
        row = session.scalars(select(ImportRow).where(ImportRow.waiting)).one()
    page = staff.get(f"/impor/keputusan/{row.id}").text
    told = re.findall(r'class="main">([^<]+).*?</th>\s*<td.*?</td>\s*<td[^>]*>([^<]*)', page)
    known = {label.strip(): value for label, value in told}
    assert {one.field.name: known[str(one.field.label)] for one in SHOWN} == {
        one.field.name: str(escape(worded(one.field.column, one.kept))) for one in SHOWN
    }


def test_programs_send_and_read_it(app: Flask, bearer: dict[str, str]) -> None:
    sent = {one.field.name: one.kept for one in SAMPLES}
    answer = app.test_client().post("/api/registry/v1/ikm", json=sent, headers=bearer)
    assert answer.status_code == 201
    assert {one.field.name: (answer.json or {})[one.field.name] for one in SHOWN} == {
        one.field.name: one.kept for one in SHOWN
    }


def test_a_list_brings_it_under_the_heading_offices_write(site_database: Database, tmp_path: Path) -> None:
    listed = [one for one in SAMPLES if one.field.headings and one.field.name not in SAID_BY_OTHERS]
    table = io.StringIO()
    csv.writer(table).writerows([[one.field.headings[0] for one in listed], [one.listed for one in listed]])
    confirmed(site_database, tmp_path, table.getvalue().encode())
    with site_database.reading() as session:
        ikm = only_ikm(session)
        kept = {one.field.name: getattr(ikm, one.field.column) for one in listed if one.field.kind is not Kind.NIK}
        assert kept == {one.field.name: one.kept for one in listed if one.field.kind is not Kind.NIK}
        assert {one.field.name for one in listed} <= ikm.provenance.keys()
