"""From plan to register and back, on both databases."""

import io
import os
import threading
from datetime import timedelta
from pathlib import Path

import pytest
import xlsxwriter
from sqlalchemy import select

from services.registry.actions import import_jobs, import_planning, imports, uploads
from services.registry.actions.contacts import mark_undeliverable
from services.registry.actions.import_confirmation import carry_on, confirm
from services.registry.actions.import_decisions import decide
from services.registry.actions.import_planning import draw_up, keep_plan
from services.registry.actions.import_undo import undo
from services.registry.actions.nik import reveal_nik
from services.registry.actions.verification import verify
from services.registry.domain.upload import DAMAGED
from services.registry.models import Ikm, ImportBatch
from services.registry.queries.imports import written
from shared.audit import Change, first_broken_link
from shared.clock import now
from shared.errors import InvalidInput, RuleBroken, StaleForm
from shared.events.registry import IkmProfileChanged
from tests.registry.factories import CIPHER, NIK, announced, registered
from tests.registry.lists import confirmed, csv_of, planned, received, register_size, rows_of

KALBANA = "Kalbana;Nora Ramadhani;Kaliorang;081234567890;Keripik Pisang;10794;9120001234567;RT. 1;"
DOUBTFUL = "Kalbana;;Kaliorang;;Keripik Pisang;;;RT. 2;"
DAFTAR = Path(__file__).parents[1] / "workbooks" / "daftar.xlsx"
FIGURES = "Nama IKM;Nama Pemilik;Kecamatan;No HP;Nilai Investasi;Kapasitas Produksi;Th. Izin"
WATI = "Penjahit Wati;Wati Wulandari;Muara Wahau;;400.000.000;200;2011"
NAMESAKE = "Penjahit Wati;Wati Wulandari;Muara Wahau;082120455477;5.000.000;500;2024"
BARE_NAMESAKE = "Penjahit Wati;Wati Wulandari;Muara Wahau;082120455477;;;"
REACH = "Nama IKM;No HP;Kecamatan;Email"


def only_ikm(session) -> Ikm:
    return session.scalars(select(Ikm)).one()


def test_nothing_is_written_before_the_yes(database, tmp_path):
    batch = planned(database, tmp_path, csv_of(KALBANA))
    assert batch.counts["new"] == 1
    assert register_size(database) == 0


def test_the_yes_writes_and_announces_once_and_forgets_the_file(database, tmp_path):
    batch = confirmed(database, tmp_path, csv_of(KALBANA))
    assert not list(tmp_path.glob("[0-9a-f]*"))
    with database.transaction() as session:
        ikm = only_ikm(session)
        assert (ikm.name, ikm.nib, ikm.status, ikm.cluster) == ("Kalbana", "9120001234567", "registered", "PISANG")
        assert ikm.contacts[0].phone == "+6281234567890"
        assert ikm.import_batch_id == batch.id
        assert written(session, [batch]) == {batch.id: {"new": 1, "touched": 1, "waiting": 0}}
        assert len(announced(session, IkmProfileChanged)) == 1
        assert first_broken_link(session) is None


def test_confirming_twice_is_refused_with_a_sentence(database, tmp_path):
    batch = confirmed(database, tmp_path, csv_of(KALBANA))
    with database.transaction() as session, pytest.raises(RuleBroken, match="sudah disetujui"):
        confirm(session, batch.id, batch.plan_digest, tmp_path)
    assert register_size(database) == 1


def test_two_people_confirming_at_once_write_once(database, tmp_path):
    batch = planned(database, tmp_path, csv_of(KALBANA))
    refused = []

    def attempt():
        try:
            with database.transaction() as session:
                confirm(session, batch.id, batch.plan_digest, tmp_path)
        except RuleBroken as error:
            refused.append(error)

    people = [threading.Thread(target=attempt) for _ in range(2)]
    [person.start() for person in people]
    [person.join() for person in people]
    assert len(refused) == 1
    assert register_size(database) == 1


def test_a_plan_nobody_looked_at_is_not_written(database, tmp_path):
    batch = planned(database, tmp_path, csv_of(KALBANA))
    with database.transaction() as session, pytest.raises(RuleBroken):
        confirm(session, batch.id, "another plan", tmp_path)


def test_a_register_that_changed_is_planned_on_again(database, tmp_path):
    batch = planned(database, tmp_path, csv_of(KALBANA))
    with database.transaction() as session:
        registered(session, nib="9120001234567", name="Kalbana")
    with database.transaction() as session:
        again = confirm(session, batch.id, batch.plan_digest, tmp_path)
        assert (again.status, again.counts["update"]) == ("planned", 1)
        assert again.notice
    with database.transaction() as session:
        assert confirm(session, batch.id, again.plan_digest, tmp_path).status == "confirmed"
    assert register_size(database) == 1


def test_a_register_that_changed_elsewhere_does_not_disturb(database, tmp_path):
    batch = planned(database, tmp_path, csv_of(KALBANA))
    with database.transaction() as session:
        registered(session, name="Tahu Berkah")
    with database.transaction() as session:
        assert confirm(session, batch.id, batch.plan_digest, tmp_path).status == "confirmed"


def test_a_list_undone_and_brought_in_again_is_another_register(database, tmp_path):
    first = confirmed(database, tmp_path, csv_of(KALBANA))
    batch = planned(database, tmp_path, csv_of(KALBANA.replace("RT. 1", "RT. 9")))
    with database.transaction() as session:
        undo(session, first.id)
    confirmed(database, tmp_path, csv_of(KALBANA))
    with database.transaction() as session:
        again = confirm(session, batch.id, batch.plan_digest, tmp_path)
        assert (again.status, again.counts["update"]) == ("planned", 1)
    with database.transaction() as session:
        assert confirm(session, batch.id, again.plan_digest, tmp_path).status == "confirmed"


def test_rows_that_came_to_wait_are_planned_on_too(database, tmp_path):
    confirmed(database, tmp_path, csv_of(WATI, header=FIGURES))
    batch = planned(database, tmp_path, csv_of(BARE_NAMESAKE, header=FIGURES))
    assert confirmed(database, tmp_path, csv_of(NAMESAKE, header=FIGURES)).counts["possible"] == 1
    with database.transaction() as session:
        again = confirm(session, batch.id, batch.plan_digest, tmp_path)
        assert (batch.counts["update"], again.status, again.counts["possible"]) == (1, "planned", 1)


def test_the_same_file_and_register_give_the_same_plan(database, tmp_path):
    batch = planned(database, tmp_path, csv_of(KALBANA, DOUBTFUL))
    with database.reading() as session:
        again = draw_up(session, batch.id, tmp_path, CIPHER)
    with database.transaction() as session:
        assert keep_plan(session, again).plan_digest == batch.plan_digest


def test_a_verified_field_is_shown_as_a_conflict_and_stays(database, tmp_path):
    confirmed(database, tmp_path, csv_of(KALBANA))
    with database.transaction() as session:
        verify(session, only_ikm(session).id)
    batch = confirmed(database, tmp_path, csv_of(KALBANA.replace("RT. 1", "RT. 9")))
    changes = rows_of(database, batch.id)[0].plan["changes"]
    assert [(change["field"], change["kind"]) for change in changes] == [("address", "conflict")]
    with database.reading() as session:
        assert only_ikm(session).address == "RT. 1"


def test_the_email_of_a_verified_ikm_is_filled_in_but_stays(database, tmp_path):
    confirmed(database, tmp_path, csv_of(KALBANA))
    with database.transaction() as session:
        verify(session, only_ikm(session).id)
    kinds = []
    for email in ("nora@contoh.id", "desa@contoh.id"):
        batch = confirmed(database, tmp_path, csv_of(f"Kalbana;081234567890;Kaliorang;{email}", header=REACH))
        kinds += [change["kind"] for change in rows_of(database, batch.id)[0].plan["changes"]]
    with database.reading() as session:
        assert (kinds, only_ikm(session).contacts[0].email) == (["fill", "conflict"], "nora@contoh.id")


def test_tutup_closes(database, tmp_path):
    confirmed(database, tmp_path, csv_of(KALBANA + "TUTUP"))
    with database.reading() as session:
        assert only_ikm(session).status == "closed"


TRAINEES = "Nama Peserta;Nama IKM;Kecamatan;No HP;Judul Kegiatan;Tanggal"


def test_a_list_of_trainees_makes_no_ikm_of_a_stranger_without_telephone(database, tmp_path):
    rows = (
        "Nora;Kalbana;Kaliorang;;Bimtek Merek;1-2-2023",
        "Siti;Tahu Siti;Kaliorang;081234567891;Bimtek Merek;1-2-2023",
    )
    batch = planned(database, tmp_path, csv_of(*rows, header=TRAINEES))
    assert [row.verdict for row in rows_of(database, batch.id)] == ["refused", "new"]


@pytest.mark.parametrize("training", ["Bimtek Merek;akhir Februari", "Bimtek Merek;", ";1-2-2023", ""])
def test_nor_where_title_or_date_cannot_be_read(database, tmp_path, training):
    batch = planned(database, tmp_path, csv_of(f"Nora;Kalbana;Kaliorang;;{training}", header=TRAINEES))
    assert batch.counts["refused"] == 1


def test_nor_where_the_row_ends_before_those_columns(database, tmp_path):
    batch = planned(database, tmp_path, csv_of("Nora;Kalbana;Kaliorang", header=TRAINEES))
    assert batch.counts["refused"] == 1


def test_no_cell_is_too_large_for_the_register(database, tmp_path):
    header = "Nama IKM;No HP;Kecamatan;Tenaga Kerja L;Nilai Investasi;Judul Kegiatan;Tanggal;Tempat"
    row = f"Kalbana;081234567890;Kaliorang;5000000000;9.000 triliun;Bimtek Merek;1-2-2023;{'Aula ' * 100}"
    confirmed(database, tmp_path, csv_of(row, header=header))
    with database.reading() as session:
        ikm = only_ikm(session)
        assert (ikm.workers_male, ikm.investment, len(ikm.participations[0].place)) == (None, None, 200)


@pytest.fixture
def doubtful(database, tmp_path):
    """A confirmed import with one row that waits for a decision."""
    batch = confirmed(database, tmp_path, csv_of(KALBANA, DOUBTFUL))
    row = rows_of(database, batch.id)[1]
    assert row.waiting
    return row


def test_the_same_adds_the_row_to_the_ikm(database, doubtful):
    with database.transaction() as session:
        decide(session, doubtful.id, "same", only_ikm(session).id)
    with database.reading() as session:
        assert only_ikm(session).address == "RT. 2"


def test_different_makes_an_ikm(database, doubtful):
    with database.transaction() as session:
        decide(session, doubtful.id, "different")
    assert register_size(database) == 2


def test_later_leaves_it_on_the_list(database, doubtful):
    with database.transaction() as session:
        assert decide(session, doubtful.id, "later").waiting


def test_only_a_candidate_may_be_chosen(database, doubtful):
    with database.transaction() as session, pytest.raises(InvalidInput):
        decide(session, doubtful.id, "same", doubtful.id)


def test_a_decision_before_the_yes_is_carried_out_with_it(database, tmp_path):
    batch = planned(database, tmp_path, csv_of(KALBANA, DOUBTFUL))
    row = rows_of(database, batch.id)[1]
    with database.transaction() as session:
        decide(session, row.id, "different")
        assert not session.scalars(select(Ikm)).all()
    with database.transaction() as session:
        confirm(session, batch.id, batch.plan_digest, tmp_path)
    assert register_size(database) == 2


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
    confirmed(database, tmp_path, csv_of("Kalbana;0812345678;Kaliorang;a@contoh.id", header=REACH))
    batch = confirmed(database, tmp_path, csv_of("Kalbana;0812345678;Kaliorang;b@contoh.id", header=REACH))
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


def test_columns_can_be_given_another_meaning(database, tmp_path):
    batch_id = received(database, tmp_path, csv_of(KALBANA))
    with database.transaction() as session:
        batch = imports.remap(session, batch_id, {"Ket": "", "Alamat": "remarks"})
        assert batch.mapping["Alamat"] == "remarks"
    for wrong in ({"Nama IKM": ""}, {"Alamat": "name"}, {"Alamat": "shoe_size"}):
        with database.transaction() as session, pytest.raises(InvalidInput):
            imports.remap(session, batch_id, wrong)


def test_sheets_may_name_their_columns_differently(database, tmp_path):
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        for name, header in (("Kaliorang", ("Nama IKM", "Kecamatan")), ("Bengalon", ("NAMA USAHA", "KEC"))):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, header)
            sheet.write_row(1, 0, (f"Tahu {name}", name))
        book.add_worksheet("Catatan").write(0, 0, "Lihat sheet lain")
    batch = planned(database, tmp_path, content.getvalue(), "dua.xlsx")
    assert [(row.sheet, row.name, row.verdict) for row in rows_of(database, batch.id)] == [
        ("Kaliorang", "Tahu Kaliorang", "new"),
        ("Bengalon", "Tahu Bengalon", "new"),
    ]


def test_columns_changed_by_two_people_at_once(database, tmp_path):
    batch_id = received(database, tmp_path, csv_of(KALBANA))
    with database.transaction() as session, pytest.raises(StaleForm):
        imports.remap(session, batch_id, {"Ket": ""}, revision=99)


def test_a_dropped_import_leaves_no_file(database, tmp_path):
    batch = planned(database, tmp_path, csv_of(KALBANA))
    with database.transaction() as session:
        imports.discard(session, batch.id, tmp_path)
    assert not list(tmp_path.glob("[0-9a-f]*"))


def test_large_imports_are_left_to_a_process_and_then_written(database, tmp_path, monkeypatch):
    monkeypatch.setattr(imports, "LARGE", 0)
    batch = confirmed(database, tmp_path, csv_of(KALBANA))
    assert batch.status == "confirming"
    with database.reading() as session:
        assert import_jobs.any_due(session)
    import_jobs.take_step(database, batch.id, tmp_path, CIPHER)
    assert register_size(database) == 1
    with database.reading() as session:
        assert not import_jobs.any_due(session)
        written = session.scalars(select(Change).where(Change.action == "register")).one()
        assert written.actor_name == session.get_one(ImportBatch, batch.id).confirmed_by


@pytest.mark.parametrize(("name", "status"), [("Kalbana", "planned"), ("Tahu Berkah", "confirmed")])
def test_a_large_import_is_planned_again_before_others_have_to_wait(database, tmp_path, monkeypatch, name, status):
    monkeypatch.setattr(imports, "LARGE", 0)
    batch = confirmed(database, tmp_path, csv_of(KALBANA))
    with database.transaction() as session:
        registered(session, name=name, nib="9120001234567" if name == "Kalbana" else None)
    monkeypatch.setattr(import_planning, "draw_again", None)
    import_jobs.take_step(database, batch.id, tmp_path, CIPHER)
    with database.reading() as session:
        assert session.get_one(ImportBatch, batch.id).status == status
    assert register_size(database) == (1 if status == "planned" else 2)


def test_a_plan_made_ahead_is_dropped_when_the_register_changes_once_more(database, tmp_path):
    batch = planned(database, tmp_path, csv_of(KALBANA))
    with database.transaction() as session:
        registered(session, name="Tahu Berkah")
    with database.reading() as session:
        ahead = import_planning.draw_again(session, session.get_one(ImportBatch, batch.id))
    with database.transaction() as session:
        registered(session, name="Kalbana", nib="9120001234567")
    with database.transaction() as session:
        assert carry_on(session, session.get_one(ImportBatch, batch.id), tmp_path, ahead).counts["update"] == 1
    assert register_size(database) == 2


def test_a_step_that_fails_leaves_the_import_as_it_was_and_says_so(database, tmp_path):
    batch_id = received(database, tmp_path, csv_of(KALBANA))
    with database.transaction() as session:
        imports.queue_plan(session, batch_id)
    uploads.forget(tmp_path, [path.name for path in tmp_path.glob("[0-9a-f]*")])
    import_jobs.take_step(database, batch_id, tmp_path, CIPHER)
    with database.reading() as session:
        batch = session.get_one(ImportBatch, batch_id)
        assert batch.status == "uploaded"
        assert "no longer here" in batch.notice["template"]


def test_a_file_that_cannot_be_read_after_all_is_said(database, tmp_path):
    batch_id = received(database, tmp_path, DAFTAR.read_bytes(), "daftar.xlsx")
    with database.transaction() as session:
        imports.queue_plan(session, batch_id)
    [path] = tmp_path.glob("[0-9a-f]*")
    path.write_bytes(path.read_bytes()[:2000])
    import_jobs.take_step(database, batch_id, tmp_path, CIPHER)
    with database.reading() as session:
        batch = session.get_one(ImportBatch, batch_id)
        assert (batch.status, batch.notice["template"]) == ("uploaded", DAMAGED.template)


def test_uploads_left_for_a_week_are_forgotten(database, tmp_path):

    received(database, tmp_path, csv_of(KALBANA))
    [path] = tmp_path.glob("[0-9a-f]*")
    week_ago = (now() - timedelta(days=8)).timestamp()
    os.utime(path, (week_ago, week_ago))
    uploads.forget_old(tmp_path)
    assert not path.exists()
