"""Undoing an import puts things back as they were, but nothing that a person went on with; on both databases."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import sleep

import pytest
from sqlalchemy import select

from services.registry.actions.certificates import record_certificate
from services.registry.actions.contacts import mark_undeliverable
from services.registry.actions.forgetting import forget_ikm
from services.registry.actions.import_undoing import undo
from services.registry.actions.nik import reveal_nik
from services.registry.actions.verification import verify
from services.registry.models import Ikm
from shared.errors import RuleBroken
from shared.events.registry import IkmProfileChanged
from shared.history import first_broken_link
from tests.registry.factories import CIPHER, NIK, announced
from tests.registry.lists import KALBANA, confirmed, csv_of, only_ikm, register_size

REACH = "Nama IKM;No HP;Kecamatan;Email"
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
    confirmed(database, tmp_path, csv_of("Kalbana;Nora Ramadhani;;081254673891;;;;;"))
    batch = confirmed(database, tmp_path, csv_of(KALBANA.replace("081234567890", "081254673891")))
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


def test_what_the_history_forgot_is_not_put_back_and_what_the_import_made_goes(database, tmp_path):
    confirmed(database, tmp_path, csv_of(KALBANA + FIRST))
    batch = confirmed(database, tmp_path, csv_of(KALBANA + SECOND, "Tahu Baru;Sari;Kaliorang;081211112222;;;;;"))
    with database.transaction() as session:
        known, made = session.scalars(select(Ikm.id).order_by(Ikm.number))
        forget_ikm(session, known, "Surat 12/2026")
        forget_ikm(session, made, "Surat 12/2026")
    with database.transaction() as session:
        undo(session, batch.id)
    with database.reading() as session:
        [left] = session.scalars(select(Ikm)).all()
        assert (left.id, len([row for row in left.certificates if row.kind == "PIRT"])) == (known, 2)
        assert first_broken_link(session) is None


def test_whoever_works_on_an_ikm_while_its_import_is_undone_loses_nothing(database, tmp_path):
    batch = confirmed(database, tmp_path, csv_of(KALBANA))
    begun, undoing = Event(), Event()

    def work():
        with database.transaction() as session:
            record_certificate(session, session.scalars(select(Ikm.id)).one(), "HALAL", "yes")
            begun.set()
            undoing.wait(60)
            sleep(0.5)

    with ThreadPoolExecutor() as pool:
        working = pool.submit(work)
        begun.wait(60)
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


def test_undo_removes_what_the_import_made(database, tmp_path):
    batch = confirmed(database, tmp_path, csv_of(KALBANA))
    with database.transaction() as session:
        undo(session, batch.id)
    assert register_size(database) == 0
    with database.transaction() as session:
        assert announced(session, IkmProfileChanged)[-1].status == "closed"
        assert first_broken_link(session) is None


def test_undo_restores_what_the_import_changed(database, tmp_path):
    confirmed(database, tmp_path, csv_of(KALBANA))
    with database.reading() as session:
        before = {name: getattr(only_ikm(session), name) for name in ("address", "product", "remarks")}
    changed = (
        KALBANA.replace("RT. 1", "RT. 9").replace("081234567890", "081234567890 / 0549-21000")
        + "Halal ID32110001029500322"
    )
    batch = confirmed(database, tmp_path, csv_of(changed))
    with database.transaction() as session:
        undo(session, batch.id)
    with database.reading() as session:
        ikm = only_ikm(session)
        assert {name: getattr(ikm, name) for name in before} == before
        assert ikm.contacts[0].phone_other is None
        assert [held.kind for held in ikm.certificates] == ["NIB"]


def test_undo_keeps_what_somebody_went_on_with_and_says_so(database, tmp_path):
    batch = confirmed(database, tmp_path, csv_of(KALBANA))
    with database.transaction() as session:
        verify(session, only_ikm(session).id)
    with database.transaction() as session:
        undone = undo(session, batch.id)
        assert len(undone.outcome["kept_new"]) == 1
    assert register_size(database) == 1


def test_mail_that_came_back_and_a_look_at_the_nik_keep_no_ikm_from_being_removed(database, tmp_path):
    header = "Nama IKM;Nama Pemilik;NIK;Kecamatan;Email"
    batch = confirmed(database, tmp_path, csv_of(f"Kalbana;Nora;{NIK};Kaliorang;nora@contoh.id", header=header))
    with database.transaction() as session:
        mark_undeliverable(session, only_ikm(session).id, "550 no such user")
        reveal_nik(session, only_ikm(session).id, "Telepon balik", CIPHER)
    with database.transaction() as session:
        assert undo(session, batch.id).outcome["kept_new"] == []
    assert register_size(database) == 0


def test_undo_takes_the_mark_of_returned_mail_away_with_the_address(database, tmp_path):
    confirmed(database, tmp_path, csv_of("Kalbana;081254673891;Kaliorang;a@contoh.id", header=REACH))
    batch = confirmed(database, tmp_path, csv_of("Kalbana;081254673891;Kaliorang;b@contoh.id", header=REACH))
    with database.transaction() as session:
        mark_undeliverable(session, only_ikm(session).id, "550 no such user")
    with database.transaction() as session:
        assert undo(session, batch.id).outcome["kept_fields"] == {}
    with database.reading() as session:
        [contact] = only_ikm(session).contacts
        assert (contact.email, contact.undeliverable_since) == ("a@contoh.id", None)


def test_undo_twice_is_refused(database, tmp_path):
    batch = confirmed(database, tmp_path, csv_of(KALBANA))
    with database.transaction() as session:
        undo(session, batch.id)
    with database.transaction() as session, pytest.raises(RuleBroken, match="sudah diurungkan"):
        undo(session, batch.id)


def test_imports_undone_one_after_another_leave_nothing(database, tmp_path):
    first = confirmed(database, tmp_path, csv_of(KALBANA))
    second = confirmed(database, tmp_path, csv_of(KALBANA.replace("RT. 1", "RT. 9")))
    for batch in (second, first):
        with database.transaction() as session:
            undo(session, batch.id)
    assert register_size(database) == 0
