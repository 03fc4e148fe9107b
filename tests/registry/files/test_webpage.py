"""Web pages saved under the name of a workbook."""

from services.registry.files.spreadsheets import read_sheets
from services.registry.files.webpage import tables


def read(page: str | bytes) -> dict[str, list[list[object]]]:
    content = page.encode() if isinstance(page, str) else page
    return {name: list(rows) for name, rows in tables(content, "daftar")}


def test_tags_that_nobody_closed_make_rows_all_the_same():
    page = "<style>.x{color:red}</style><table><tr><th>No<th>Nama IKM<tr><td>1<td>Kalbana &amp; Anak"
    assert read(page) == {"daftar": [["No", "Nama IKM"], ["1", "Kalbana & Anak"]]}


def test_a_cell_over_rows_stands_in_each_and_one_over_columns_in_the_first():
    page = """<table><tr><td rowspan=3>Kaliorang<td>Kalbana<td colspan=2>Selangkau
              <tr><td rowspan=2>Lestari<td>A<td>B<tr><td>C</table>"""
    assert read(page)["daftar"] == [
        ["Kaliorang", "Kalbana", "Selangkau", ""],
        ["Kaliorang", "Lestari", "A", "B"],
        ["Kaliorang", "Lestari", "C"],
    ]


def test_a_table_that_only_lays_out_others_is_none_itself():
    page = "<table><tr><td>Menu<td><table><tr><td>Nama IKM</table><td><table><tr><td>Lain</table></table>"
    assert read(page) == {"daftar": [["Nama IKM"]], "daftar (2)": [["Lain"]]}


def test_the_number_behind_what_excel_shows_is_taken():
    assert read('<table><tr><td x:num="9120003055261">9,12E+12<td x:num>5')["daftar"] == [[9120003055261.0, "5"]]


def test_a_line_break_parts_words():
    assert read("<table><tr><td>Jl. Poros<br>RT 3")["daftar"] == [["Jl. Poros\nRT 3"]]


def test_the_declared_encoding_holds_unless_it_is_wrong():
    page = '<meta charset="{}"><table><tr><td>Café'
    assert read(page.format("windows-1252").encode("cp1252"))["daftar"] == [["Café"]]
    assert read(page.format("ascii").encode("utf-8"))["daftar"] == [["Café"]]
    assert read(page.format("tidak-ada").encode("utf-8"))["daftar"] == [["Café"]]


def test_a_reach_without_end_makes_no_more_rows_than_there_are(tmp_path):
    page = "<table><tr><td rowspan=999999999 colspan=0>Kaliorang<td>A<tr><td>B</table>"
    assert read(page)["daftar"] == [["Kaliorang", "A"], ["Kaliorang", "B"]]


def test_it_is_opened_like_any_other_list(tmp_path):
    path = tmp_path / "upload"
    path.write_bytes(b"<table><tr><td>Nama IKM<tr><td>Kalbana</table><table></table>")
    assert [(sheet.name, sheet.rows) for sheet in read_sheets(path, "html", "daftar.xls")] == [
        ("daftar", [["Nama IKM"], ["Kalbana"]]),
        ("daftar (2)", []),
    ]
