"""Tables of a file that are no lists of businesses: left whole, and told of."""

import pytest

from services.registry.domain.file_tables import tables_in
from services.registry.domain.left_tables import NO_BUSINESS, NO_HEADING, NO_ROWS, LeftTable, left_tables
from services.registry.domain.table import Sheet

LIST = Sheet("IKM", [["Nama IKM", "Kecamatan", "No HP"], ["Kalbana", "Kaliorang", "081234567890"]])


def left(*sheets):
    return left_tables(tables_in([LIST, *sheets]))


@pytest.mark.parametrize(
    ("sheet", "said"),
    [
        (
            Sheet("Rekap", [["REKAP"], [], ["Kecamatan", "Jumlah", "Investasi"], ["Kaliorang", 3, 900]]),
            LeftTable("Rekap", 1, 4, 1, "Kecamatan, Jumlah, Investasi", NO_BUSINESS),
        ),
        (
            Sheet("Formulir", [["Nama IKM", "Alamat", "No HP", "Kecamatan"]]),
            LeftTable("Formulir", 1, 1, 0, "Nama IKM, Alamat, No HP, Kecamatan", NO_ROWS),
        ),
        (
            Sheet("Petunjuk", [[], ["Isilah semua kolom."], [], ["Kirim ke dinas."]]),
            LeftTable("Petunjuk", 2, 4, 0, "", NO_HEADING),
        ),
    ],
)
def test_a_table_that_is_no_list_of_businesses_is_told_of(sheet, said):
    assert left(sheet) == [said]


def test_a_second_table_under_a_list_is_told_of_with_its_rows():
    rows = [*LIST.rows, [], ["REKAP PER KECAMATAN"], ["Kecamatan", "Jumlah", "Investasi"], ["Kaliorang", 3, 900]]
    assert left_tables(tables_in([Sheet("IKM", rows)])) == [
        LeftTable("IKM", 4, 6, 1, "Kecamatan, Jumlah, Investasi", NO_BUSINESS)
    ]


def test_an_empty_sheet_and_a_list_are_not_told_of():
    assert left(Sheet("Lembar2", []), Sheet("Lembar3", [["", None], []])) == []


def test_no_nik_is_in_the_words():
    told = left(Sheet("KTP_6408045203880001", [["isi", "6408045203880001"]]))
    assert "6408045203880001" not in str(told)
