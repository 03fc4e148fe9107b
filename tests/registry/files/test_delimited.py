import pytest

from services.registry.files.delimited import read_delimited
from shared.errors import InvalidInput

ROWS = [["Nama IKM", "Kecamatan", "Produk"], ["Kopi Café", "Kaliorang", "Kopi, bubuk"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_encoding_and_delimiter_are_guessed(encoding, delimiter):
    text = "\r\n".join(delimiter.join(row) for row in ROWS)
    assert read_delimited(text.encode(encoding), "daftar").rows == ROWS


def test_a_comma_with_quotes():
    assert read_delimited(b'Nama IKM,Produk\nKalbana,"Kopi, bubuk"\n', "x").rows[1] == ["Kalbana", "Kopi, bubuk"]


@pytest.mark.parametrize("content", [b"hanya satu kata", b"satu\ndua\ntiga"])
def test_plain_text_is_no_table(content):
    with pytest.raises(InvalidInput):
        read_delimited(content, "x")


HEADER = ["No", "Nama Usaha", "Pemilik", "Kecamatan", "Produk"]


def numbered(count, **cells):
    """Rows of a list, some cells of which are as ``cells`` says: c4_1 is the second cell of the fourth."""
    rows = [[str(row), f"Bakso {row}", f"Pemilik {row}", "Kaubun", "Bakso"] for row in range(1, count + 1)]
    for place, cell in cells.items():
        row, column = place.removeprefix("c").split("_")
        rows[int(row) - 1][int(column)] = cell
    return rows


def as_file(rows, delimiter=";", end="\r\n"):
    return end.join(delimiter.join(row) for row in [HEADER, *rows]).encode()


@pytest.mark.parametrize(
    ("place", "stray", "read"),
    [
        ("c4_1", '"Bakso 4', "Bakso 4"),
        ("c5_4", '"Bakso', "Bakso"),
        ("c1_0", '"1', "1"),
        ("c2_1", '"Bakso" 2', '"Bakso" 2'),
        ("c2_1", 'Bakso "Asli" 2', 'Bakso "Asli" 2'),
        ("c3_1", '""Bakso 3', '""Bakso 3'),
        ("c10_4", 'Pisau 12"', 'Pisau 12"'),
        ("c6_1", '"Bakso ""Asli"" 6"', 'Bakso "Asli" 6'),
        ("c6_1", '"Bakso; Asli"', "Bakso; Asli"),
        ("c6_1", "'Bakso", "Bakso"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_quote_takes_in_no_row_below_it(place, stray, read, end):
    rows = read_delimited(as_file(numbered(10, **{place: stray}), end=end), "x").rows
    assert [len(row) for row in rows] == [5] * 11
    row, column = place.removeprefix("c").split("_")
    assert rows[int(row)][int(column)] == read


@pytest.mark.parametrize(
    ("strays", "line"),
    [
        ({"c4_1": '"Bakso 4', "c7_4": 'Bakso"'}, 5),
        ({"c4_1": '"Bakso 4', "c5_1": 'Bakso 5"'}, 5),
        ({"c4_1": '"Bakso 4', "c5_2": 'Pemilik 5"'}, 5),
        ({"c4_4": '"Bakso', "c5_0": '5"'}, 5),
        ({"c4_4": '"Bakso', "c5_1": 'Pisau 3"'}, 5),
        ({"c4_3": '"Kaubun', "c5_0": '5"'}, 5),
        ({"c4_2": '"Pemilik 4', "c5_1": 'Bakso 5"'}, 5),
        ({"c4_4": '"Bakso', "c7_0": '7"'}, 5),
        ({"c4_1": '"Bakso 4', "c4_3": " Kaubun", "c5_2": 'Pemilik 5"'}, 5),
        ({"c2_4": '"Bakso\nMie"', "c6_3": '"Kaubun', "c9_0": '9"'}, 8),
    ],
)
def test_a_file_whose_quote_closes_rows_later_is_refused_with_its_line(strays, line):
    with pytest.raises(InvalidInput) as refused:
        read_delimited(as_file(numbered(10, **strays)), "x")
    assert refused.value.errors["file"][0].params == {"line": line}


def every_pair(width=5):
    return [(opens, closes) for opens in range(width) for closes in range(width)]


@pytest.mark.parametrize("delimiter", [";", ","])
@pytest.mark.parametrize(("opens", "closes"), every_pair())
@pytest.mark.parametrize("below", [1, 2])
def test_two_stray_quotes_in_any_columns_of_two_rows_are_refused(delimiter, opens, closes, below):
    strays = {f"c4_{opens}": '"Bakso', f"c{4 + below}_{closes}": 'Pisau 3"'}
    with pytest.raises(InvalidInput) as refused:
        read_delimited(as_file(numbered(10, **strays), delimiter), "x")
    assert refused.value.errors["file"][0].params == {"line": 5}


def test_titles_above_a_short_table_do_not_say_how_wide_it_is():
    file = b"Daftar IKM\n\nDinas\nTahun 2026\n" + as_file(numbered(1, c1_2='"Pemilik\nlama"'), end="\n")
    assert read_delimited(file, "x").rows[-1][2] == "Pemilik\nlama"


@pytest.mark.parametrize("delimiter", [";", ","])
@pytest.mark.parametrize("column", range(5))
def test_a_cell_may_go_over_several_lines(delimiter, column):
    address = 'Jl. Poros, ""Gang Buntu""\n\nRT 3; No. 5, Blok A'
    rows = read_delimited(as_file(numbered(4, **{f"c2_{column}": f'"{address}"'}), delimiter), "x").rows
    assert rows[2][column] == address.replace('""', '"')
    assert [len(row) for row in rows] == [5] * 5


def test_commas_in_addresses_do_not_split_a_list_of_semicolons():
    header = "Nama IKM;Kecamatan;Alamat (jalan, no, RT/RW, kelurahan, kecamatan)"
    rows = [f"Toko {n};Kaubun;Jl. Melur No. {n}, No. 1, RT 2, Bumi Etam, Kaubun" for n in range(3)]
    sheet = read_delimited("\n".join([header, *rows]).encode(), "x")
    assert [len(row) for row in sheet.rows] == [3] * 4


def test_semicolons_in_addresses_do_not_split_a_list_of_commas():
    rows = ["Nama IKM,Kecamatan,Alamat", "Toko A,Kaubun,Jl. Melur; RT 2", "Toko B,Kaubun,Jl. Melur; RT 3"]
    assert read_delimited("\n".join(rows).encode(), "x").rows[1] == ["Toko A", "Kaubun", "Jl. Melur; RT 2"]


@pytest.mark.parametrize("cell", ['="081234567890"', '"=""081234567890"""', "'081234567890"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_number_that_a_program_marks_as_text_is_the_number(cell, delimiter):
    rows = read_delimited(as_file(numbered(4, c2_4=cell), delimiter), "x").rows
    assert rows[2][4] == "081234567890"
    assert [len(row) for row in rows] == [5] * 5


def test_an_apostrophe_that_belongs_to_a_name_stays():
    assert read_delimited(b"Nama IKM;Produk\n'Rasa 'Ibu;O'Brien\n", "x").rows[1] == ["'Rasa 'Ibu", "O'Brien"]
