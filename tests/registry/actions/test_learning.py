"""What a person says of a layout is offered with the next list of it."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from services.registry.actions import import_columns, import_confirmation, learning
from services.registry.actions.import_keeping import keep_plan
from services.registry.actions.import_planning import draw_up
from services.registry.models import ImportBatch, Layout, OfficeWord
from shared.context import Actor, acting_as
from tests.registry import lists
from tests.registry.factories import CIPHER

LIST = lists.csv_of("Kalbana;Nora;Kaliorang;Gudang 2", header="Nama IKM;Pemilik;Kecamatan;Letak 2025")
NEXT = lists.csv_of("Lestari;Siti;Kaliorang;Gudang 7", header="NAMA IKM;Pemilik;Kecamatan;Letak 2026")
SITI = Actor(None, "Siti", "staff")


@pytest.fixture
def database(make_database):
    return make_database("registry")


def said(database, folder, content, mapping, *, written=True) -> ImportBatch:
    """Import a list of which Siti says what a column means."""
    batch_id = lists.received(database, folder, content)
    with acting_as(SITI), database.transaction() as session:
        import_columns.remap(session, batch_id, mapping)
    with database.reading() as session:
        plan = draw_up(session, batch_id, folder, CIPHER)
    with database.transaction() as session:
        batch = keep_plan(session, plan)
    if written:
        with acting_as(SITI), database.transaction() as session:
            batch = import_confirmation.confirm(session, batch.id, batch.plan_digest, folder)
    return batch


def received(database, folder, content) -> ImportBatch:
    batch_id = lists.received(database, folder, content)
    with database.reading() as session:
        return session.get_one(ImportBatch, batch_id)


def test_the_next_list_of_the_layout_is_read_as_somebody_said(database, tmp_path):
    said(database, tmp_path, LIST, {"Letak 2025": "address"})
    batch = received(database, tmp_path, NEXT)
    assert batch.mapping["Letak 2026"] == "address"
    assert (batch.recalled["by"], batch.recalled["filename"]) == ("Siti", "daftar.csv")


def test_what_was_dropped_or_only_accepted_teaches_nothing(database, tmp_path):
    said(database, tmp_path, LIST, {"Letak 2025": "address"}, written=False)
    lists.confirmed(database, tmp_path, LIST)
    assert received(database, tmp_path, NEXT).recalled is None


def test_the_newest_word_counts_and_can_be_forgotten(database, tmp_path):
    said(database, tmp_path, LIST, {"Letak 2025": "address"})
    said(database, tmp_path, NEXT, {"Letak 2026": "remarks"})
    assert received(database, tmp_path, LIST).mapping["Letak 2025"] == "remarks"
    for _ in range(2):
        with database.transaction() as session:
            learning.forget(session, session.scalars(select(Layout.fingerprint)).first() or "")
    assert received(database, tmp_path, LIST).recalled is None


def test_two_at_once_keep_one_word(database):
    both = threading.Barrier(2)

    def keep(meaning: str) -> None:
        with acting_as(SITI), database.transaction() as session:
            both.wait(60)
            learning.keep_word(session, "unit", "Bks", meaning)

    with ThreadPoolExecutor(2) as clicks:
        list(clicks.map(keep, ("bungkus", "bungkus kecil")))
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(OfficeWord)) == 1


def test_a_list_is_read_with_the_words_of_the_office(database, tmp_path):
    with acting_as(SITI), database.transaction() as session:
        learning.keep_word(session, "kecamatan", "Kota Lama", "64.08.04")
    lists.confirmed(database, tmp_path, lists.csv_of("Kalbana;Nora;KOTA LAMA", header="Nama IKM;Pemilik;Kecamatan"))
    with database.reading() as session:
        assert lists.only_ikm(session).kecamatan_code == "64.08.04"
