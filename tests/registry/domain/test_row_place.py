"""Where a business is: its own columns first, then what stands above it, then its address; every doubt is said."""

from services.registry.domain.row_reading import read_row
from services.registry.domain.table import Context, Row

KAUBUN, TELEN, BENGALON = "64.08.15", "64.08.07", "64.08.09"


def read(context=None, **cells):
    row = Row("Daftar", 9, {"name": "Kalbana", **cells}, context or Context())
    return read_row(row, {name: name for name in row.cells}, lambda _: {})


def said(entry):
    return " ".join(str(remark.template.format(**remark.params)) for remark in entry.remarks)


def test_what_stands_above_tells_kecamatan_desa_and_branch():
    entry = read(Context(kecamatan=BENGALON, desa=f"{BENGALON}.2001", branch="PANGAN"))
    assert (entry.get("kecamatan_code"), entry.get("desa"), entry.get("branch")) == (BENGALON, "Sepaso", "PANGAN")
    assert entry.remarks == ()


def test_the_rows_own_kecamatan_counts_before_what_stands_above_and_says_so():
    entry = read(Context(kecamatan=KAUBUN), kecamatan="Telen")
    assert entry.get("kecamatan_code") == TELEN
    assert "Kaubun" in said(entry)


def test_a_place_outside_is_not_covered_by_what_stands_above():
    entry = read(Context(kecamatan=KAUBUN), kecamatan="Samarinda")
    assert entry.get("kecamatan_code") is None
    assert "Samarinda" in said(entry)


def test_the_rows_own_desa_counts_before_what_stands_above_and_says_so():
    entry = read(Context(kecamatan=KAUBUN), desa="Sepaso")
    assert (entry.get("kecamatan_code"), entry.get("desa")) == (BENGALON, "Sepaso")
    assert "Kaubun" in said(entry)


def test_an_unknown_place_above_is_said():
    entry = read(Context(unknown="TENGGARONG"))
    assert entry.get("kecamatan_code") is None
    assert "TENGGARONG" in said(entry)


def test_a_guess_above_is_said():
    assert "Kauubun" in said(read(Context(kecamatan=KAUBUN, guessed="Kauubun")))


def test_an_unknown_desa_above_is_kept_as_written_and_said():
    entry = read(Context(kecamatan=KAUBUN, desa_words="MEKAR SARI"))
    assert (entry.get("desa"), entry.get("desa_code")) == ("Mekar Sari", None)
    assert "MEKAR SARI" in said(entry)


def test_the_address_tells_where_nothing_else_does():
    entry = read(address="RT 3 Desa Sepaso Kec. Bengalon")
    assert (entry.get("kecamatan_code"), entry.get("desa")) == (BENGALON, "Sepaso")
    assert entry.remarks == ()


def test_an_address_of_elsewhere_is_said_and_changes_nothing():
    entry = read(kecamatan="Kaubun", address="Desa Sepaso Kec. Bengalon")
    assert (entry.get("kecamatan_code"), entry.get("desa")) == (KAUBUN, None)
    assert "Bengalon" in said(entry)


def test_a_cell_that_names_kecamatan_and_desa_tells_both():
    entry = read(kecamatan="Bengalon / Sepaso")
    assert (entry.get("kecamatan_code"), entry.get("desa")) == (BENGALON, "Sepaso")


def test_a_guessed_desa_is_said():
    entry = read(kecamatan="Bengalon", desa="Sepaso Timurr")
    assert entry.get("desa") == "Sepaso Timur"
    assert "Sepaso Timurr" in said(entry)


def test_one_more_product_is_said_and_the_first_kept():
    row = Row("Daftar", 9, {"name": "Kalbana", "product": "Tahu"}, more=((10, {"product": "Tempe", "nik": None}),))
    entry = read_row(row, {name: name for name in row.cells}, lambda _: {})
    assert entry.get("product") == "Tahu"
    assert "10" in said(entry)
    assert "Tempe" in said(entry)
