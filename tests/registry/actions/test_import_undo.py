"""Undoing an import puts things back as they were, but nothing that a person went on with; on both databases."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import sleep

from sqlalchemy import select

from services.registry.actions.certificates import record_certificate
from services.registry.actions.import_undo import undo
from services.registry.actions.verification import verify
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


def test_what_a_person_verified_since_stays_and_is_named(database, tmp_path):
    confirmed(database, tmp_path, csv_of("Kalbana;Nora Ramadhani;;081234567890;;;;;"))
    batch = confirmed(database, tmp_path, csv_of(KALBANA))
    with database.transaction() as session:
        ikm_id = session.scalars(select(Ikm.id)).one()
        verify(session, ikm_id)
    with database.transaction() as session:
        kept = undo(session, batch.id).outcome["kept_fields"][str(ikm_id)]
    with database.reading() as session:
        ikm = session.get_one(Ikm, ikm_id)
        assert (ikm.status, ikm.kecamatan_code, ikm.product) == ("verified", "64.08.10", "Keripik Pisang")
        assert ikm.provenance["product"]["verified"]
        assert {"kecamatan_code", "product"} <= set(kept)


def test_who_works_on_an_ikm_while_its_import_is_undone_loses_nothing(database, tmp_path):
    batch = confirmed(database, tmp_path, csv_of(KALBANA))
    begun, undoing = Event(), Event()

    def work():
        with database.transaction() as session:
            record_certificate(session, session.scalars(select(Ikm.id)).one(), "HALAL", "yes")
            begun.set()
            undoing.wait(5)
            sleep(0.5)

    with ThreadPoolExecutor() as pool:
        working = pool.submit(work)
        begun.wait(5)
        undoing.set()
        kinds = undone(database, batch)
        working.result()
    assert ("HALAL", "yes", "", "form") in kinds


def test_what_goes_back_says_so_and_is_not_vouched_for(database, tmp_path):
    confirmed(database, tmp_path, csv_of(KALBANA))
    batch = confirmed(database, tmp_path, csv_of(KALBANA.replace("RT. 1", "RT. 9").replace("10794", "10710")))
    undone(database, batch)
    with database.reading() as session:
        ikm = session.scalars(select(Ikm)).one()
        assert (ikm.address, ikm.kbli) == ("RT. 1", "10794")
        mark = ikm.provenance["address"]
        assert (mark["source"], mark["batch_id"], mark["verified"]) == ("undo", None, False)
        assert "status" not in ikm.provenance
