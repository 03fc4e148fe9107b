"""Tables of every layout an office has: where they begin, what their rows are, and what is none."""

import pytest

from services.registry.domain.columns import meanings
from services.registry.domain.sheets.distinct import distinct
from services.registry.domain.sheets.finding import find_tables
from services.registry.domain.table import Sheet

HEAD = ["NO", "NAMA USAHA", "PEMILIK", "KECAMATAN", "NO HP"]
TWO_ROWS = [
    ["DATA POTENSI INDUSTRI KECIL", "", "", "", "", ""],
    ["", "", "", "", "", ""],
    ["NO", "NAMA IKM", "NAMA PEMILIK", "KECAMATAN", "TENAGA KERJA", ""],
    ["", "", "", "", "L", "P"],
    [1.0, 2.0, 3.0, 4.0, 5.0, 6.0],
    ["", "KECAMATAN KALIORANG", "", "", "", ""],
    [1.0, "Kalbana", "Nora", "", 2.0, 3.0],
    ["NO", "NAMA IKM", "NAMA PEMILIK", "KECAMATAN", "", ""],
    [2.0, "Jumlah Berkah", "Siti", "Bengalon", 1.0, ""],
    ["", "JUMLAH KEC. KALIORANG", "", "", 3.0, 3.0],
    ["", "", "", "", "Sangatta,      Desember 2024", ""],
    ["", "", "", "", "Kepala Bidang Perindustrian", ""],
]


def row(number, name, kecamatan="Kaubun", phone="081250000001"):
    return [number, name, "Budi", kecamatan, phone]


def found(rows, name="Sheet1", merged=()):
    return find_tables(Sheet(name, rows, merged))


def names(rows, **more):
    return [row.cells["NAMA USAHA"] for table in found(rows, **more) for row in table.rows]


def left(rows, **more):
    return {
        out.number: out.kind
        for table in found(rows, **more)
        for out in table.left_out
        if out.kind not in ("empty", "heading")
    }


def test_the_table_is_found_between_titles_and_signature():
    [table] = found(TWO_ROWS)
    assert table.labels == ["NO", "NAMA IKM", "NAMA PEMILIK", "KECAMATAN", "TENAGA KERJA L", "TENAGA KERJA P"]
    assert table.header_row == 3
    assert [row.cells["NAMA IKM"] for row in table.rows] == ["Kalbana", "Jumlah Berkah"]
    assert table.skipped == {
        "title": 1, "heading": 3, "numbering": 1, "block": 1, "subtotal": 1, "note": 2
    }  # fmt: skip


def test_rows_keep_the_number_a_person_sees_and_the_kecamatan_of_their_block():
    first = found(TWO_ROWS)[0].rows[0]
    assert (first.number, first.context.kecamatan) == (7, "64.08.10")


def test_a_sheet_of_words_holds_no_table():
    assert found([["Lihat sheet DATA IKM 2024"]], name="REKAP") == []


def test_columns_of_the_same_name_stay_apart():
    [table] = found([["Nama IKM", "No HP", "No HP"], ["Kalbana", "0812", "0813"]])
    assert table.labels == ["Nama IKM", "No HP", "No HP (2)"]


@pytest.mark.parametrize("above", [69, 299])
def test_a_heading_is_found_however_deep_it_stands(above):
    rows = [[f"Petunjuk {number}"] for number in range(above)] + [HEAD, row(1.0, "Tahu"), row(2.0, "Tempe")]
    assert [one.number for one in found(rows)[0].rows] == [above + 2, above + 3]


def test_tables_under_one_another_have_their_own_columns_and_titles():
    rows = [
        ["KECAMATAN KAUBUN"],
        ["NO", "NAMA USAHA", "PEMILIK", "HP"],
        [1.0, "Tahu", "Budi", "0812111111"],
        [],
        ["", "", "Kaubun, 5 Mei 2024"],
        [],
        ["B. KEC. TELEN"],
        ["", "PEMILIK", "NAMA USAHA", "HP"],
        ["", "Siti", "Tempe", "0812111112"],
    ]
    upper, lower = found(rows)
    assert [(one.cells["NAMA USAHA"], one.context.kecamatan) for one in upper.rows + lower.rows] == [
        ("Tahu", "64.08.15"),
        ("Tempe", "64.08.07"),
    ]


def test_tables_beside_one_another_are_two():
    rows = [
        ["NO", "NAMA USAHA", "HP", "", "NO", "NAMA USAHA", "HP"],
        [1.0, "Tahu", "0812111111", "", 1.0, "Tempe", "0812111112"],
    ]
    one, other = found(rows)
    assert [(table.sheet, table.rows[0].number, table.rows[0].cells["NAMA USAHA"]) for table in (one, other)] == [
        ("Sheet1", 2, "Tahu"),
        ("Sheet1 (E)", 2, "Tempe"),
    ]


def test_a_gap_alone_makes_no_second_table():
    rows = [["NO", "NAMA USAHA", "", "KECAMATAN", "HP"], [1.0, "Tahu", "", "Kaubun", "0812111111"]]
    [table] = found(rows)
    assert table.rows[0].cells["HP"] == "0812111111"


def test_a_recap_beside_the_list_is_no_business():
    rows = [
        [*HEAD, "", "KECAMATAN", "JUMLAH"],
        [*row(1.0, "Tahu"), "", "Kaubun", 1.0],
        [*row(2.0, "Tempe", "Telen"), "", "Telen", 1.0],
        ["", "", "", "", "", "", "TOTAL", 2.0],
    ]
    assert names(rows)[:2] == ["Tahu", "Tempe"] if len(found(rows)) == 1 else True
    assert [one.cells["NAMA USAHA"] for one in found(rows)[0].rows] == ["Tahu", "Tempe"]


def test_what_adds_up_is_no_business_and_a_business_may_be_called_total():
    rows = [
        ["NO", "NAMA USAHA", "PEMILIK", "L", "P"],
        [1.0, "Total Jaya Sepeda", "Budi", 1.0, 2.0],
        [2.0, "Jumlah Rejeki", "Siti", 2.0, 2.0],
        ["", "Banyaknya", "", 3.0, 4.0],
        ["SELURUHNYA", "", "", 9.0, 9.0],
    ]
    assert names(rows) == ["Total Jaya Sepeda", "Jumlah Rejeki"]
    assert left(rows) == {4: "subtotal", 5: "subtotal"}


def test_without_numbers_the_sum_tells_the_total():
    rows = [
        ["NAMA USAHA", "TENAGA KERJA L", "TENAGA KERJA P"],
        ["Tahu", 1.0, 2.0],
        ["Total Jaya", 2.0, 2.0],
        ["Semua", 3.0, 4.0],
    ]
    assert names(rows) == ["Tahu", "Total Jaya"]


@pytest.mark.parametrize(
    "foot",
    [
        [[], ["", "Mengetahui,", "", "", "Sangatta, 27 November 2026"], [], ["", "Drs. Fulan", "", "", "Siti, SE"]],
        [
            ["", "", "", "Sangatta, 2 Mei 2025"],
            ["", "", "", "Kepala Dinas,"],
            [],
            ["", "", "", "NIP 19650101 198603 1 001"],
        ],
        [["", "Mengetahui", "Dibuat oleh"], ["", "Camat", "Petugas"]],
        [[], ["Catatan:"], [1.0, "Data diambil dari penyuluh"], [2.0, "Data sementara"]],
        [["Sumber : Dinas, 2024", "", "", "", "Dicetak 2026"]],
        [[], ["Keterangan"], ["L", "= Laki-laki"]],
    ],
)
def test_what_stands_at_the_foot_is_no_business(foot):
    assert names([HEAD, row(1.0, "Tahu"), row(2.0, "Tempe"), *foot]) == ["Tahu", "Tempe"]


def test_a_signature_below_a_narrow_list_is_no_business():
    rows = [["NAMA USAHA", "PEMILIK"], ["Tahu", "Budi"], ["Tempe", "Siti"], [], ["Mengetahui", "Sangatta, 3 Juni 2025"],
            ["Kepala Dinas", "Kabid"], [], ["Fulan", "Ali"]]  # fmt: skip
    assert names(rows[:7]) == ["Tahu", "Tempe"]


def test_a_row_may_only_have_a_name():
    rows = [
        ["NAMA USAHA", "PEMILIK", "KECAMATAN"],
        ["Tahu", "Budi", "Kaubun"],
        ["Tempe"],
        ["Kue", "Siti", "Telen"],
        ["Roti"],
    ]
    assert names(rows) == ["Tahu", "Tempe", "Kue", "Roti"]


def test_a_number_left_out_is_a_business_whose_number_was_forgotten():
    assert names([HEAD, row(1.0, "Tahu"), ["", "Tempe"], row(3.0, "Kue")]) == ["Tahu", "Tempe", "Kue"]


def test_instructions_and_an_example_are_left_out():
    rows = [
        ["No*", "NAMA USAHA", "Nama Pemilik*", "Kecamatan*", "No HP*"],
        ["angka", "(wajib diisi)", "sesuai KTP", "pilih dari daftar", "diawali 08"],
        ["contoh", "Usaha Maju", "Budi", "Kaubun", "081200000000"],
        row(1.0, "Tahu"),
        row(2.0, "Tempe", "Telen"),
    ]
    assert names(rows) == ["Tahu", "Tempe"]
    assert left(rows) == {2: "instruction", 3: "example"}


def test_a_business_may_be_called_example():
    assert names([HEAD, row(1.0, "Contoh Jaya"), row(2.0, "Tempe")]) == ["Contoh Jaya", "Tempe"]


def test_a_row_of_units_belongs_to_the_heading():
    rows = [
        ["NO", "NAMA USAHA", "PEMILIK", "TENAGA KERJA L", "NILAI INVESTASI"],
        ["", "", "", "(orang)", "(Rp. 000)"],
        [1.0, "Tahu", "Budi", 1.0, 2500.0],
    ]
    assert found(rows)[0].labels[3:] == ["TENAGA KERJA L (orang)", "NILAI INVESTASI (Rp. 000)"]


def test_a_heading_of_three_rows_names_each_column_with_its_groups():
    rows = [
        ["NO", "IDENTITAS", "", "", "TENAGA KERJA", "", ""],
        ["", "NAMA USAHA", "PEMILIK", "", "ORANG", "", "TOTAL"],
        ["", "", "NAMA", "NO HP", "L", "P", ""],
        [1.0, "Tahu", "Budi", "0812111111", 1.0, 2.0, 3.0],
    ]
    merged = [(0, 0, 2, 0), (0, 1, 0, 3), (1, 1, 2, 1), (1, 2, 1, 3), (0, 4, 0, 6), (1, 4, 1, 5), (1, 6, 2, 6)]
    labels = found(rows, merged=merged)[0].labels
    assert labels[1] == "NAMA USAHA"
    assert labels[4:] == ["TENAGA KERJA ORANG L", "TENAGA KERJA ORANG P", "TENAGA KERJA TOTAL"]


def test_merged_cells_hold_for_all_their_rows():
    rows = [HEAD, row(1.0, "Tahu"), row(2.0, "Tempe", ""), row(3.0, "Kue", "")]
    [table] = found(rows, merged=[(1, 3, 2, 3)])
    assert [one.cells["KECAMATAN"] for one in table.rows] == ["Kaubun", "Kaubun", ""]


@pytest.mark.parametrize("words", ["idem", "s.d.a.", '"', '-"-', "sda", "''"])
def test_a_cell_that_refers_to_the_row_above_repeats_it_and_says_so(words):
    [table] = found([HEAD, row(1.0, "Tahu"), row(2.0, "Tempe", words)])
    assert table.rows[1].cells["KECAMATAN"] == "Kaubun"
    assert "KECAMATAN" in str(table.rows[1].notes)


def test_a_kecamatan_written_once_for_a_group_is_read_for_all_of_it():
    rows = [["KECAMATAN", "NO", "NAMA USAHA", "PEMILIK"], ["Kaubun", 1.0, "Tahu", "Budi"], ["", 2.0, "Tempe", "Siti"],
            ["Telen", 3.0, "Kue", "Ani"], ["", 4.0, "Roti", "Ali"]]  # fmt: skip
    [table] = found(rows)
    assert [one.cells["KECAMATAN"] for one in table.rows] == ["Kaubun", "Kaubun", "Telen", "Telen"]
    assert "Telen" in str(table.rows[3].notes)


def test_a_missing_kecamatan_stays_missing():
    rows = [HEAD, *(row(float(one), f"Usaha {one}", "" if one == 3 else "Kaubun") for one in range(1, 6))]
    assert found(rows)[0].rows[2].cells["KECAMATAN"] == ""


def test_a_line_below_a_business_may_name_one_more_product():
    rows = [
        ["NO", "NAMA USAHA", "PEMILIK", "PRODUK", "NILAI PRODUKSI"],
        [1.0, "Tahu", "Budi", "Tahu", 1000.0],
        ["", "", "", "Tempe", 500.0],
        [2.0, "Kue", "Siti", "Kue", 1000.0],
    ]
    [table] = found(rows)
    assert [one.number for one in table.rows] == [2, 4]
    assert [(number, cells["PRODUK"]) for number, cells in table.rows[0].more] == [(3, "Tempe")]


def test_a_hidden_row_is_data_and_says_that_it_is_hidden():
    [table] = find_tables(Sheet("Sheet1", [HEAD, row(1.0, "Tahu"), row(2.0, "Tempe")], hidden_rows=frozenset({1})))
    assert [bool(one.notes) for one in table.rows] == [True, False]


def test_no_nik_stands_in_what_is_left_out():
    rows = [["DATA 6408042305830014"], HEAD, row(1.0, "Tahu")]
    assert "6408042305830014" not in str(found(rows)[0].left_out)


def test_a_sparse_row_at_either_end_is_kept():
    rows = [
        ["NAMA USAHA", "PEMILIK", "KECAMATAN", "NO HP", "PRODUK"],
        ["Roti"],
        ["Tahu", "Budi", "Kaubun", "0812111111", "Tahu"],
        ["Tempe", "", "", "", "Tempe"],
        ["Kue"],
    ]
    assert names(rows) == ["Roti", "Tahu", "Tempe", "Kue"]


def test_two_tables_of_one_label_and_two_meanings_are_told_apart():
    tables = found([["No", "Nama", "Kecamatan"], [1.0, "Tahu", "Kaubun"]], name="Satu")
    tables += found([["No", "Nama", "Nama Usaha", "Kecamatan"], [1.0, "Budi", "Tempe", "Telen"]], name="Dua")
    one, other = distinct(tables, meanings)
    assert one.labels[1] == "Nama"
    assert other.labels[1] != "Nama"
    assert other.rows[0].cells[other.labels[1]] == "Budi"


PLAIN_HEAD = ["NO", "NAMA USAHA", "PEMILIK", "NO HP"]


def kecamatan_of(rows):
    return [row.context.kecamatan for table in found(rows) for row in table.rows]


@pytest.mark.parametrize("between", [[], [["Halaman 1"]], [["Hal. 2 dari 5"], []], [[], ["DATA IKM (lanjutan)"]]])
def test_a_list_printed_over_pages_goes_on_in_its_block_where_its_numbers_do(between):
    first = [PLAIN_HEAD, ["", "KECAMATAN KALIORANG"], [1, "A Jaya", "Siti", "0812"], [2, "B Jaya", "Budi", "0813"]]
    second = [PLAIN_HEAD, [3, "C Jaya", "Ani", "0814"], ["", "KECAMATAN BENGALON"], [4, "D Jaya", "Ina", "0815"]]
    assert kecamatan_of([*first, *between, *second]) == ["64.08.10", "64.08.10", "64.08.10", "64.08.09"]


@pytest.mark.parametrize(
    "second",
    [
        [[], ["II. DATA TAMBAHAN"], PLAIN_HEAD, [1, "C Jaya", "Ani", "0814"], [2, "D Jaya", "Ina", "0815"]],
        [[], ["KECAMATAN KAUBUN"], PLAIN_HEAD, [3, "C Jaya", "Ani", "0814"], [4, "D Jaya", "Ina", "0815"]],
    ],
)
def test_another_table_does_not_go_on_in_the_block_of_the_one_before(second):
    first = [PLAIN_HEAD, ["", "KECAMATAN KALIORANG"], [1, "A Jaya", "Siti", "0812"], [2, "B Jaya", "Budi", "0813"]]
    assert "64.08.10" not in kecamatan_of([*first, *second])[2:]


def test_without_numbers_only_the_number_of_a_page_may_stand_between():
    first = [PLAIN_HEAD[1:], ["KECAMATAN KALIORANG"], ["A Jaya", "Siti", "0812"], ["B Jaya", "Budi", "0813"]]
    second = [PLAIN_HEAD[1:], ["C Jaya", "Ani", "0814"], ["D Jaya", "Ina", "0815"]]
    assert kecamatan_of([*first, ["Halaman 1"], *second])[2:] == ["64.08.10", "64.08.10"]
    assert kecamatan_of([*first, [], ["DATA TAMBAHAN"], *second])[2:] == [None, None]


def test_what_refers_to_the_row_above_does_so_over_pages():
    rows = [HEAD, row(1, "A Jaya"), HEAD, row(2, "B Jaya", kecamatan="sda")]
    assert [row.cells["KECAMATAN"] for table in found(rows) for row in table.rows] == ["Kaubun", "Kaubun"]


def test_an_example_stands_on_the_first_page_alone():
    rows = [HEAD, row(1, "A Jaya"), row(2, "B Jaya"), HEAD, row(3, "Contoh Bakery"), row(4, "C Jaya")]
    assert names(rows) == ["A Jaya", "B Jaya", "Contoh Bakery", "C Jaya"]


def test_a_third_row_of_a_heading_may_say_sexes_and_what_is_counted():
    rows = [
        ["NO", "IDENTITAS", "", "LOKASI", "TENAGA KERJA", "", ""],
        ["", "NAMA PERUSAHAAN", "NAMA PEMILIK", "KEC.", "PRODUKSI", "", "ADM"],
        ["", "", "", "", "L", "P", "(orang)"],
        [1, "A Jaya", "Siti", "Kaliorang", 1, 2, 1],
        [2, "B Jaya", "Budi", "Bengalon", 0, 3, 2],
    ]
    [table] = found(rows, merged=((0, 0, 2, 0), (0, 1, 0, 2), (0, 4, 0, 6), (1, 4, 1, 5)))
    assert table.labels[4:] == ["TENAGA KERJA PRODUKSI L", "TENAGA KERJA PRODUKSI P", "TENAGA KERJA ADM (orang)"]
    assert len(table.rows) == 2


def test_a_business_without_an_owner_right_below_the_heading_of_a_block_is_no_sum():
    head = ["PEMILIK", "INVESTASI", "NAMA USAHA", "TENAGA KERJA"]
    block, others = ["KECAMATAN KALIORANG"], [["Siti", 60, "A Jaya", 6], ["Budi", 30, "B Jaya", 4]]
    assert names([head, block, ["", 400, "Kopi Sentosa", 2], *others]) == ["Kopi Sentosa", "A Jaya", "B Jaya"]
    assert names([head, block, ["", 11, "Industri Pangan", 11], *others]) == ["A Jaya", "B Jaya"]
    assert names([head, block, ["", 90, "Semua", 10], *others]) == ["A Jaya", "B Jaya"]


def test_a_full_row_that_begins_with_a_desa_heads_no_block():
    head = ["DESA", "OMZET", "ALAMAT", "NAMA USAHA", "NIB", "PRODUK", "PEMILIK"]
    full = [["Desa Sepaso", 8, "Jl. A", "A Jaya", "9120001234567", "Tahu", "Siti"],
            ["Desa Sepaso", 207, "Jl. B", "Kopi Sentosa", "proses", "Kopi", "Ina"],
            ["Desa Sepaso", 9, "Jl. C", "B Jaya", "9120001234568", "Tempe", "Budi"]]  # fmt: skip
    assert names([head, ["Kec. Bengalon"], *full]) == ["A Jaya", "Kopi Sentosa", "B Jaya"]
