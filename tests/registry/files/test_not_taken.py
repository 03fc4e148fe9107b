"""The workbook of what an import did not take."""

from python_calamine import CalamineWorkbook

from services.registry.domain.left_rows import LeftRow, Run, left_rows, runs
from services.registry.domain.left_tables import NO_BUSINESS, LeftTable
from services.registry.domain.table import LeftOut, Row, Table
from services.registry.files.not_taken import write
from services.registry.files.spreadsheets import read_sheets
from shared.language import msg
from tests.registry.whole_lists import entries_of

NIK = "6408045203880001"
TABLE = Table(
    "Data: 2025/[1]",
    ["No", "Nama IKM", "NIK", "Modal"],
    3,
    [
        Row("Data: 2025/[1]", 4, {"No": 1.0, "Nama IKM": "=Kalbana", "NIK": NIK, "Modal": "lima juta"}),
        Row("Data: 2025/[1]", 5, {"No": 2.0, "Nama IKM": "Lestari", "NIK": NIK, "Modal": 5.0}),
        Row("Data: 2025/[1]", 7, {"No": 3.0, "Nama IKM": "Tunas", "NIK": "", "Modal": 5.0}),
    ],
    [
        LeftOut(1, "title", "DATA IKM"),
        LeftOut(2, "empty", ""),
        LeftOut(3, "heading", "No Nama"),
        LeftOut(6, "note", NIK),
    ],
)
WHY = {("Data: 2025/[1]", 4): [msg("“{text}” is not an amount that can be read.", text="lima juta")]}


def written(tmp_path) -> dict[str, list[list[object]]]:
    path = tmp_path / "tidak-diambil.xlsx"
    assert write(path, [TABLE], {"NIK": "nik", "Nama IKM": "name"}, WHY, left_rows([TABLE])) == 1
    book = CalamineWorkbook.from_path(path)
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_a_row_stands_beside_its_reasons_under_the_headings_of_the_list(tmp_path):
    [heading, row] = written(tmp_path)["Data 2025 1"]
    assert heading == ["No", "Nama IKM", "NIK", "Modal", "Baris di daftar", "Mengapa tidak diambil"]
    assert row == [1.0, "=Kalbana", "", "lima juta", 4.0, "“lima juta” bukan jumlah yang dapat dibaca."]


def test_sent_again_its_own_columns_are_no_reason_any_more(tmp_path):
    written(tmp_path)
    [sheet, *_] = read_sheets(tmp_path / "tidak-diambil.xlsx", "xlsx", "tidak-diambil.xlsx")
    sheet.rows[1][3] = "5.000.000"
    [entry] = entries_of([sheet]).values()
    assert (entry.get("name"), entry.get("investment")) == ("=Kalbana", 5_000_000)
    assert "kolom" not in " ".join(map(str, entry.remarks)).casefold()


def test_rows_that_were_left_out_are_listed_and_no_nik_is_in_it(tmp_path):
    sheets = written(tmp_path)
    assert [row[1:3] for row in sheets["Dilewati"][1:]] == [[1.0, "Judul"], [3.0, "Judul kolom"],
                                                            [6.0, "Catatan atau tanda tangan"]]  # fmt: skip
    assert NIK not in str(sheets)


def test_tables_that_were_left_out_are_listed_with_why(tmp_path):
    path = tmp_path / "tidak-diambil.xlsx"
    write(path, [TABLE], {}, {}, [], [LeftTable(f"Rekap {NIK}", 3, 9, 5, "Kecamatan, Jumlah", NO_BUSINESS)])
    sheet = CalamineWorkbook.from_path(path).get_sheet_by_name("Tabel yang dilewati").to_python()
    assert sheet[0] == ["Lembar", "Baris", "Judul kolom", "Mengapa tidak diambil"]
    assert sheet[1][1:] == ["3–9", "Kecamatan, Jumlah", "Tidak ada kolom yang berisi nama usaha."]
    assert NIK not in str(sheet)


def test_left_rows_and_runs_tell_the_whole_sheet():
    assert LeftRow("Data: 2025/[1]", 1, "title", "DATA IKM") in left_rows([TABLE])
    assert runs(TABLE) == [
        Run("title", 1, 1, "DATA IKM"),
        Run("empty", 2, 2),
        Run("heading", 3, 3, "No Nama"),
        Run("data", 4, 5),
        Run("note", 6, 6, NIK),
        Run("data", 7, 7),
    ]
