"""What a row brings into the register, and what of it does not go in."""

import pytest

from services.registry.actions.verification import verify
from tests.registry.lists import KALBANA, confirmed, csv_of, only_ikm, planned, rows_of

REACH = "Nama IKM;No HP;Kecamatan;Email"


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
    confirmed(database, tmp_path, csv_of(KALBANA.replace("081234567890", "081254673891")))
    with database.transaction() as session:
        verify(session, only_ikm(session).id)
    kinds = []
    for email in ("nora@contoh.id", "desa@contoh.id"):
        batch = confirmed(database, tmp_path, csv_of(f"Kalbana;081254673891;Kaliorang;{email}", header=REACH))
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
    row = f"Kalbana;081234567890;Kaliorang;5000000000;9.000 triliun;Bimtek Merek;13-2-2023;{'Aula ' * 100}"
    confirmed(database, tmp_path, csv_of(row, header=header))
    with database.reading() as session:
        ikm = only_ikm(session)
        assert (ikm.workers_male, ikm.investment, len(ikm.participations[0].place)) == (None, None, 200)


WORKERS = "Nama IKM;Nama Pemilik;Kecamatan;No HP;Tenaga Kerja L;Tenaga Kerja P;Kapasitas;Satuan;Omzet"
MANY = "Kalbana;Nora Ramadhani;Kaliorang;081234567890;{}"


@pytest.mark.parametrize("nothing", ["2;;;;", "2;-;Tidak ada;belum diketahui;n/a", ";;;;"])
def test_a_blank_cell_changes_no_known_figure(database, tmp_path, nothing):
    known = ("workers_male", "workers_female", "capacity", "capacity_unit", "production_value")
    confirmed(database, tmp_path, csv_of(MANY.format("2;3;50;Kg;9000000"), header=WORKERS))
    batch = planned(database, tmp_path, csv_of(MANY.format(nothing), header=WORKERS))
    assert batch.counts["same"] == 1
    confirmed(database, tmp_path, csv_of(MANY.format("2;0;50;Kg;9000000"), header=WORKERS))
    with database.reading() as session:
        assert [getattr(only_ikm(session), name) for name in known] == [2, 0, 50, "Kg", 9_000_000]
