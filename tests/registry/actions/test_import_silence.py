"""Words that say nothing make no two businesses one, and never reach the register."""

import pytest
from sqlalchemy import select

from services.registry.models import Ikm
from tests.registry.lists import confirmed, csv_of, only_ikm, planned, register_size, rows_of

HEADER = "Nama IKM;Nama Pemilik;Kecamatan;Alamat;No HP;Jenis Produk;Tenaga Kerja L;Nilai Produksi;Email"
MERAH = "Lupis Etam;{};Sangatta Utara;Jl. Uji Merah 1;{};Lupis;2;10500000;{}"
BIRU = "Lupis Etam;{};Sangatta Utara;Jl. Uji Biru 9;{};Lupis;2;;{}"


@pytest.fixture
def database(sqlite_database):
    return sqlite_database("registry")


@pytest.mark.parametrize("nothing", ["-", "Belum diketahui", "0"])
def test_two_businesses_stay_two_though_both_owners_are_said_to_be_nothing(database, tmp_path, nothing):
    phone, mail = ("-", "tidakada@contoh.id") if nothing != "0" else ("081200000000", "000@contoh.id")
    confirmed(database, tmp_path, csv_of(*(row.format(nothing, phone, mail) for row in (MERAH, BIRU)), header=HEADER))
    with database.reading() as session:
        found = session.scalars(select(Ikm).order_by(Ikm.number)).all()
        assert [(ikm.owner_name, ikm.address, ikm.contacts) for ikm in found] == [
            (None, "Jl. Uji Merah 1", []),
            (None, "Jl. Uji Biru 9", []),
        ]


@pytest.mark.parametrize("nothing", ["?", "TIDAK ADA"])
def test_one_list_after_the_other_writes_no_business_over_another(database, tmp_path, nothing):
    for row in (MERAH, BIRU):
        confirmed(database, tmp_path, csv_of(row.format(nothing, nothing, nothing), header=HEADER))
    assert register_size(database) == 2


@pytest.mark.parametrize("nothing", ["tidak ada", "xxx", "sda"])
def test_a_word_that_says_nothing_is_never_stored(database, tmp_path, nothing):
    row = ";".join(["Kalbana", nothing, "Kaliorang", *[nothing] * 6])
    batch = confirmed(database, tmp_path, csv_of(row, header=HEADER))
    with database.reading() as session:
        ikm = only_ikm(session)
        stored = (ikm.owner_name, ikm.address, ikm.product, ikm.workers_male, ikm.production_value, ikm.contacts)
    assert stored == (None, None, None, None, None, [])
    [row] = rows_of(database, batch.id)
    assert bool(row.entry["remarks"]) == (nothing == "sda")


@pytest.mark.parametrize("nothing", ["NN", "0"])
def test_nor_is_it_the_name_of_a_business(database, tmp_path, nothing):
    batch = planned(
        database, tmp_path, csv_of(MERAH.replace("Lupis Etam", nothing).format("Rahma", "", ""), header=HEADER)
    )
    assert batch.counts["refused"] == 1


def test_what_an_earlier_list_brought_where_nothing_was_known_gives_way(database, tmp_path):
    confirmed(database, tmp_path, csv_of(MERAH.format("Rahma Sari", "081255599001", ""), header=HEADER))
    with database.transaction() as session:
        only_ikm(session).owner_name = "Belum diketahui"
    batch = confirmed(database, tmp_path, csv_of(MERAH.format("Rahma Sari", "081255599001", ""), header=HEADER))
    assert batch.counts["update"] == 1
    with database.reading() as session:
        assert only_ikm(session).owner_name == "Rahma Sari"


VILLAGE = "Nama IKM;Nama Pemilik;Kecamatan;No HP;Email"


def test_a_telephone_and_a_mail_of_a_whole_village_prove_nothing(database, tmp_path):
    owners = ("Karmila Tahir", "Basuki Rachman", "Deswita Anjani", "Gusti Mahendra")
    rows = [f"Warung {owner[0]};{owner};Batu Ampar;081255599001;desa@contoh.id" for owner in owners]
    alike = [f"Warung Kecil;{owner};Batu Ampar;081255599001;desa@contoh.id" for owner in ("Siti Aminah", "")]
    batch = confirmed(database, tmp_path, csv_of(*rows, *alike, header=VILLAGE))
    assert (batch.counts["new"], batch.counts["possible"]) == (5, 1)
    again = planned(database, tmp_path, csv_of(*rows, alike[0], header=VILLAGE))
    assert (again.counts["new"], again.counts["possible"]) == (0, 0)


def test_nor_does_the_name_of_one_person_beside_many_businesses(database, tmp_path):
    rows = [f"Warung {name};Pak Lurah;Batu Ampar;;" for name in ("Merpati", "Kenari", "Nuri", "Jalak")]
    confirmed(database, tmp_path, csv_of(*rows, "Gorengan;Pak Lurah;Batu Ampar;;", "Gorengan;Pak Lurah;Batu Ampar;;",
                                         header=VILLAGE))  # fmt: skip
    assert register_size(database) == 5
