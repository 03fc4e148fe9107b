"""Undoing an import puts certificates back as they were, number by number; on both databases."""

from sqlalchemy import select

from services.registry.actions.certificates import record_certificate
from services.registry.actions.import_undo import undo
from services.registry.models import Ikm
from tests.registry.lists import confirmed, csv_of

KALBANA = "Kalbana;Nora Ramadhani;Kaliorang;081234567890;Keripik Pisang;10794;9120001234567;RT. 1;"
FIRST, SECOND = "P-IRT 2026408010001-28", "P-IRT 2026408010002-29"


def held(database):
    with database.reading() as session:
        rows = session.scalars(select(Ikm)).one().certificates
        return sorted((row.kind, row.state, row.number or "", row.source) for row in rows if row.kind != "NIB")


def undone(database, batch):
    with database.transaction() as session:
        undo(session, batch.id)
    return held(database)


def test_a_second_number_goes_and_the_first_stays(database, tmp_path):
    confirmed(database, tmp_path, csv_of(KALBANA + FIRST))
    before = held(database)
    batch = confirmed(database, tmp_path, csv_of(KALBANA + SECOND))
    assert len(held(database)) == 2
    assert undone(database, batch) == before


def test_what_got_its_number_by_the_import_has_none_again(database, tmp_path):
    confirmed(database, tmp_path, csv_of(KALBANA))
    with database.transaction() as session:
        record_certificate(session, session.scalars(select(Ikm.id)).one(), "PIRT", "yes")
    batch = confirmed(database, tmp_path, csv_of(KALBANA + FIRST))
    assert [number for _, _, number, _ in held(database)] == ["2026408010001-28"]
    assert [(state, number) for _, state, number, _ in undone(database, batch)] == [("yes", "")]


def test_what_was_known_not_to_be_there_is_so_again(database, tmp_path):
    confirmed(database, tmp_path, csv_of(KALBANA))
    with database.transaction() as session:
        record_certificate(session, session.scalars(select(Ikm.id)).one(), "PIRT", "no")
    batch = confirmed(database, tmp_path, csv_of(KALBANA + FIRST))
    assert [(state, number) for _, state, number, _ in undone(database, batch)] == [("no", "")]
