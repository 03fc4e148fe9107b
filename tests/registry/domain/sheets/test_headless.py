"""Lists that nothing known stands above: their columns are asked about, and what lists no businesses stays none."""

import pytest

from services.registry.domain.columns import columns_of
from services.registry.domain.file_tables import tables_in
from services.registry.domain.table import Sheet

LIST = [
    [1, "UD Berkah Jaya", "Siti Aminah", "Jl. Poros RT 3", "Kaliorang", "081234567890", "6408041708900001", "Keripik"],
    [2, "Kalbana", "Budi Santoso", "Jl. Mawar No 2", "Bengalon", "081345678901", "6408045203880001", "Amplang"],
    [
        3,
        "Mebel Jati Indah",
        "Rustam Effendy",
        "Gg. Melati",
        "Sangatta Utara",
        "085234567890",
        "6408042203880002",
        "Meja",
    ],
    [4, "Tahu Pak Slamet", "Slamet", "Desa Bukit RT 2", "Kaliorang", "082134567890", "6408041203770003", "Tahu"],
    [5, "Bengkel Las Maju", "Hendra", "Jl. Yos Sudarso", "Bengalon", "", "6408041203770004", "Pagar"],
]
TITLE = [["DAFTAR USAHA"], []]
FOOT = [[], ["", "", "", "", "", "Sangatta, 12 Mei 2025"], ["", "", "", "", "", "Kepala Dinas"]]


def lists(rows):
    return [table for table in tables_in([Sheet("S", rows)]) if not table.apart]


def meant(table):
    return {label: (guess.field, guess.asked) for label, guess in columns_of([table]).items() if guess.field}


@pytest.mark.parametrize(
    "heading",
    [
        [f"Kolom {letter}" for letter in "ABCDEFGH"],
        [f"f{number}" for number in range(8)],
        ["Urutan", "Sebutan", "Orang", "Letak", "Daerah", "Nomornya", "Angka", "Hasilnya"],
        ["C1", "C2", "", "C4", "C5", "C6", "C7", "C8"],
    ],
)
@pytest.mark.parametrize("above", [[], TITLE])
def test_words_nobody_knows_head_a_list_whose_columns_are_asked_about(heading, above):
    [table] = lists([*above, heading, *LIST, *FOOT])
    assert [row.cells[table.labels[1]] for row in table.rows] == [cells[1] for cells in LIST]
    assert table.header_row == len(above) + 1
    assert [(place, *meant(table)[label]) for place, label in enumerate(table.labels) if label in meant(table)] == [
        (1, "name", True),
        (2, "owner_name", True),
        (3, "address", True),
        (4, "kecamatan", False),
        (5, "phone", False),
        (6, "nik", False),
    ]


@pytest.mark.parametrize("above", [[], TITLE])
def test_without_a_heading_columns_are_called_by_their_letters(above):
    [table] = lists([*above, *LIST, *FOOT])
    assert table.labels == ["No", *(f"Kolom {letter}" for letter in "BCDEFGH")]
    assert [row.number for row in table.rows] == [len(above) + place for place in range(1, 6)]
    assert (table.header_row, meant(table)["Kolom B"]) == (0, ("name", True))


@pytest.mark.parametrize("columns", [(1, 5), (1, 4, 7), (2, 5), (1, 6), (1, 2, 4), (1, 3, 4, 5)])
def test_few_columns_are_enough(columns):
    [table] = lists([[cells[place] for place in columns] + ["x"] for cells in LIST])
    assert len(table.rows) == len(LIST)


def test_products_beside_owners_are_what_is_made():
    [table] = lists([[cells[2], cells[7], cells[4]] for cells in LIST])
    assert meant(table) == {
        "Kolom A": ("owner_name", True),
        "Kolom B": ("product", True),
        "Kolom C": ("kecamatan", False),
    }


OTHER = {
    "statistics": [["Muara Ancalong", 2739, 15000], ["Kaliorang", 555, 12000], ["Bengalon", 3196, 30000]],
    "seats of kecamatan": [["Muara Ancalong", "Kelinjau Ulu", 27], ["Kaliorang", "Bukit Makmur", 5],
                           ["Bengalon", "Sepaso", 31]],
    "meetings": [["Senin", "08.00", "Rapat", "Aula", "Budi", "081234567890"],
                 ["Selasa", "09.00", "Kunjungan", "Kaliorang", "Siti", "081234567891"],
                 ["Rabu", "10.00", "Sosialisasi", "Hotel", "Andi", "081234567892"]],
    "visits": [["12/05/2026", "Rapat", "Kaliorang", "Budi", "081234567890"],
               ["13/05/2026", "Kunjungan", "Bengalon", "Siti", "081234567891"],
               ["14/05/2026", "Sosialisasi", "Kaliorang", "Andi", "081234567892"]],
    "budget": [["5.1.02.01.01.00241", "Belanja ATK", 12, 50000], ["5.1.02.01.01.00251", "Belanja kertas", 10, 60000],
               ["5.1.02.01.01.00261", "Belanja tinta", 10, 60000]],
    "staff": [["Siti Aminah", "197001011995031001", "Kepala Dinas", "081234567890"],
              ["Budi", "198101012005022002", "Kabid", "081234567891"],
              ["Andi", "198101012005022003", "Staf", "081234567892"]],
    "inventory": [["Meja rapat", "Baik", 12, "2015"], ["Kursi", "Rusak", 10, "2016"], ["Lemari", "Baik", 3, "2017"]],
    "prices": [["Beras", "kg", 14000, 15000], ["Gula", "kg", 17000, 18000], ["Minyak", "liter", 16000, 17500]],
    "prose": [["Isilah semua kolom."], ["Kirim ke dinas."], ["Terima kasih."]],
    "answers": [["Ya", "Tidak", "Ya"], ["Tidak", "Ya", "Ya"], ["Ya", "Ya", "Tidak"]],
}  # fmt: skip


@pytest.mark.parametrize("kind", OTHER)
@pytest.mark.parametrize("heading", [[], [["Kolom A", "Kolom B", "Kolom C", "Kolom D"]]])
def test_what_is_no_list_of_businesses_is_not_read_as_one(kind, heading):
    assert lists([*heading, *OTHER[kind]]) == []


def test_a_headless_sheet_beside_a_list_stands_apart():
    named = Sheet("IKM", [["Nama IKM", "Kecamatan", "No HP"], ["Kalbana", "Kaliorang", "081234567890"]])
    found = tables_in([named, Sheet("Lain", LIST)])
    assert [(table.sheet, bool(table.apart)) for table in found] == [("IKM", False), ("Lain", True)]


def test_a_list_of_officials_is_asked_about_and_one_of_meetings_none():
    staff = [["No", "Nama", "NIP", "Jabatan", "No HP"], [1, "Siti", "197001011995031001", "Kabid", "081234567890"]]
    assert meant(lists(staff)[0])["Nama"] == ("name", True)
    meetings = [["Hari", "Jam", "Acara", "Lokasi", "PIC", "Kontak"], *OTHER["meetings"]]
    assert "name" not in dict(meant(lists(meetings)[0]).values())
