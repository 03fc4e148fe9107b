from services.registry.queries import known_ikm
from tests.registry.factories import registered
from tests.registry.lists import confirmed, csv_of

HEADER = "Nama IKM;Nama Pemilik;Kecamatan;No HP;Nilai Investasi;Kapasitas Produksi;Th. Izin"
LARGE = "Penjahit Wati;Wati Wulandari;Muara Wahau;;400.000.000;200;2011"
SMALL = "Penjahit Wati;Wati Wulandari;Muara Wahau;082120455477;5.000.000;500;2024"
BARE = "Penjahit Wati;Wati Wulandari;Muara Wahau;082120455477;;;"


def test_a_row_that_waits_is_known_to_the_next_list(database, tmp_path):
    first = confirmed(database, tmp_path, csv_of(LARGE, SMALL, header=HEADER))
    assert (first.counts["new"], first.counts["possible"]) == (1, 1)
    assert confirmed(database, tmp_path, csv_of(BARE, header=HEADER)).counts["possible"] == 1


def test_a_list_without_namesakes_is_merged_by_name_and_owner(database, tmp_path):
    confirmed(database, tmp_path, csv_of(LARGE, header=HEADER))
    assert confirmed(database, tmp_path, csv_of(BARE, header=HEADER)).counts["update"] == 1


def test_many_are_locked_in_one_order_however_they_are_named(session, monkeypatch):
    monkeypatch.setattr(known_ikm, "AT_ONCE", 1)
    ids = sorted(registered(session, name=name).id for name in ("Kalbana", "Makmoer", "Selangkau"))
    for wanted in (ids, reversed(ids)):
        assert [ikm.id for ikm in known_ikm.with_children(session, wanted, lock=True)] == ids
