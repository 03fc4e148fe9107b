import pytest

from services.registry.domain.row_reading import read_row
from services.registry.domain.table import Row
from shared.language import use_language


def read(title="", **columns):
    """``columns``: by field, what stands above it and in it."""
    cells = {"Nama": "Kalbana", "Kec": "Kaliorang"} | dict(columns.values())
    mapping = {"Nama": "name", "Kec": "kecamatan"} | {label: field for field, (label, _) in columns.items()}
    return read_row(Row("Daftar", 9, cells), mapping, lambda nik: {}, title=title)


def said(entry):
    with use_language("en"):
        return " ".join(str(remark) for remark in entry.remarks)


@pytest.mark.parametrize(
    ("label", "cell", "value"),
    [
        ("NILAI INVESTASI (RP.000)", 2500.0, 2_500_000),
        ("Investasi (dalam juta)", 12.5, 12_500_000),
        ("Investasi (dalam juta)", "2,5", 2_500_000),
        ("Investasi (dalam juta)", "1.250", 1_250_000_000),
        ("Investasi (Rp)", 2_500_000.0, 2_500_000),
        ("Investasi (Rp.000)", "5 jt", 5_000_000),
    ],
)
def test_an_amount_is_in_what_its_heading_says_unless_the_cell_says_it_itself(label, cell, value):
    entry = read(investment=(label, cell))
    assert (entry.get("investment"), said(entry)) == (value, "")


@pytest.mark.parametrize(("cell", "value"), [("Rp 5.000.000", 5_000_000), ("Rp. 2.500", 2_500_000)])
def test_rupiah_in_a_column_of_thousands_are_told(cell, value):
    entry = read(investment=("Investasi (Rp. 000)", cell))
    assert entry.get("investment") == value
    assert f"{value:,}" in said(entry)


def test_the_title_of_the_table_counts_where_the_heading_says_nothing():
    above = "DATA IKM (dalam ribuan rupiah)"
    assert read(above, investment=("Investasi", 2500.0)).get("investment") == 2_500_000
    assert read(above, investment=("Investasi (Rp Juta)", 2.5)).get("investment") == 2_500_000
    assert read(above, capacity=("Kapasitas", 2500.0)).get("capacity") == 2500


@pytest.mark.parametrize(
    ("label", "cell", "value"),
    [("Omset/bln", 2_154_166.0, 25_849_992), ("Omset", "5 juta/bulan", 60_000_000),
     ("Omset/bulan", "60 jt/thn", 60_000_000),
     ("Omset per minggu", "1 jt", 52_000_000), ("Nilai Produksi (Rp.000) per triwulan", 5000.0, 20_000_000)],
)  # fmt: skip
def test_what_is_made_in_a_month_is_taken_for_a_year_and_told(label, cell, value):
    entry = read(production_value=(label, cell))
    assert entry.get("production_value") == value
    assert "/thn" in str(cell) or f"{value:,}" in said(entry)


@pytest.mark.parametrize(
    ("field", "label", "cell"),
    [("production_value", "Omset per hari", "300 ribu"), ("production_value", "Omset per panen", 5_000_000.0),
     ("investment", "Modal", "5 juta/bulan"), ("investment", "Modal per bulan", "5 juta"),
     ("investment", "Modal (USD)", 500.0), ("capacity", "Kapasitas", "500 pcs per hari"),
     ("capacity", "Kapasitas", "1,5 ton"), ("capacity", "Kapasitas", 2.5)],
)  # fmt: skip
def test_what_no_year_or_whole_number_can_be_made_of_is_told_and_not_taken(field, label, cell):
    entry = read(**{field: (label, cell)})
    assert entry.get(field) is None
    assert said(entry)


def test_the_year_a_heading_names_makes_no_flow_of_an_investment():
    assert read(investment=("Nilai investasi tahun 2024", "5 jt")).get("investment") == 5_000_000


@pytest.mark.parametrize(
    ("above", "cell", "unit", "capacity", "counted_in"),
    [
        ("Kapasitas", "100 kg", None, 100, "kg"), ("Kapasitas (kg)", 100.0, None, 100, "kg"),
        ("Kapasitas", 100.0, "Kg", 100, "Kg"), ("Kapasitas", "100 kg", "Kg", 100, "Kg"),
        ("Kapasitas", 100.0, "Kg/bln", 1200, "Kg"), ("Kapasitas", 100.0, "Kg/Thn", 100, "Kg/Thn"),
        ("Kapasitas", "1.000 bks/bln", None, 12_000, "bks"), ("Kapasitas / bulan", 100.0, "Pcs", 1200, "Pcs"),
        ("Kapasitas (x 1.000 butir)", 5.0, None, 5000, "butir"),
    ],
)  # fmt: skip
def test_a_capacity_with_its_unit(above, cell, unit, capacity, counted_in):
    entry = read(capacity=(above, cell), **({"capacity_unit": ("Satuan", unit)} if unit else {}))
    assert (entry.get("capacity"), entry.get("capacity_unit")) == (capacity, counted_in)
    assert capacity in (100, 5000) or f"{capacity:,}" in said(entry)


def test_two_units_of_one_capacity_are_told():
    entry = read(capacity=("Kapasitas", "100 kg"), capacity_unit=("Satuan", "bungkus"))
    assert (entry.get("capacity"), entry.get("capacity_unit")) == (100, "bungkus")
    assert "100 kg" in said(entry)


def workers(men=None, women=None, total=None):
    given = {"workers_male": ("L", men), "workers_female": ("P", women), "workers_total": ("Tenaga Kerja", total)}
    return read(**{name: column for name, column in given.items() if column[1] is not None})


def counted(entry):
    return tuple(entry.get(name) for name in ("workers_male", "workers_female", "workers_total"))


def test_a_total_of_workers_is_a_total():
    assert counted(workers(total=7.0)) == (None, None, 7)
    assert counted(workers(3.0, 4.0, 7.0)) == (3, 4, None)
    assert counted(workers(total="5 (2L/3P)")) == (2, 3, None)
    assert counted(workers(3.0, "", 7.0)) == (3, None, 7)
    assert counted(workers(7.0, "", 7.0)) == (7, 0, None)
    assert counted(workers("3L 2P")) == (3, 2, None)


@pytest.mark.parametrize("entry", [workers(3.0, 4.0, 9.0), workers(3.0, "", 2.0), workers(total="6 (2L/3P)")])
def test_workers_that_do_not_add_up_are_told(entry):
    assert "does not add up" in said(entry)


@pytest.mark.parametrize(
    ("columns", "named"),
    [
        ({"investment": ("Modal", 2500.0)}, "2500"), ({"investment": ("Modal", "12.500")}, "12500"),
        ({"production_value": ("Omset", 900.0)}, "900"), ({"workers_total": ("Tenaga kerja", 600.0)}, "600"),
        ({"investment": ("Modal (Rp.000)", 25_000_000.0)}, "25000000000"),
        ({"workers_male": ("L", 25.0), "investment": ("Modal", "2 jt")}, "25"),
    ],
)  # fmt: skip
def test_a_figure_that_hardly_fits_is_kept_and_told(columns, named):
    entry = read(**columns)
    assert named in map(str, entry.values.values())
    assert f"{int(named):,}" in said(entry)


@pytest.mark.parametrize(
    "columns",
    [{"investment": ("Modal", 0.0)}, {"investment": ("Modal", "500 rb")}, {"workers_male": ("L", 25.0)},
     {"workers_total": ("Tenaga kerja", 19.0), "investment": ("Modal", "1 jt")}],
)  # fmt: skip
def test_nothing_is_said_of_usual_figures(columns):
    assert said(read(**columns)) == ""
