from services.registry.domain.table import Sheet, find_table

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


def test_the_table_is_found_between_titles_and_signature():
    table = find_table(Sheet("DATA", TWO_ROWS))
    assert table.labels == ["NO", "NAMA IKM", "NAMA PEMILIK", "KECAMATAN", "TENAGA KERJA L", "TENAGA KERJA P"]
    assert table.header_row == 3
    assert [row.cells["NAMA IKM"] for row in table.rows] == ["Kalbana", "Jumlah Berkah"]
    assert table.skipped == {"heading": 1, "header": 1, "subtotal": 1, "note": 2}


def test_rows_keep_the_number_a_person_sees_and_the_kecamatan_of_their_block():
    row = find_table(Sheet("DATA", TWO_ROWS)).rows[0]
    assert (row.number, row.heading) == (7, "64.08.10")


def test_a_sheet_of_words_holds_no_table():
    assert find_table(Sheet("REKAP", [["Lihat sheet DATA IKM 2024"]])) is None


def test_columns_of_the_same_name_stay_apart():
    table = find_table(Sheet("x", [["Nama IKM", "No HP", "No HP"], ["Kalbana", "0812", "0813"]]))
    assert table.labels == ["Nama IKM", "No HP", "No HP (2)"]
