import pytest

from services.registry.domain.units import (
    DAY,
    HALF,
    MONTH,
    OTHER,
    QUARTER,
    WEEK,
    YEAR,
    said_above,
    said_in_title,
    without_period,
)

THOUSANDS = (
    "NILAI INVESTASI (RP.000)", "Investasi (Rp. 000)", "Investasi (Rp 000,-)", "Investasi (x 1.000)", "Rp x 1000",
    "Nilai Produksi (Rp.1.000,-)", "Nilai (Rp'000)", "Nilai (000 Rp)", "Modal (dalam ribuan rupiah)", "Modal (Ribu Rp)",
    "Nilai BB/BP (Rp. Ribu)", "Omset (ribuan)", "Investment (in thousands)",
)  # fmt: skip
MILLIONS = (
    "Nilai Investasi (Rp 000.000)", "Modal dalam juta", "Rp Jt", "Omset (Jt)", "Investasi (Rp. Juta)",
    "Modal (dalam jutaan)", "Nilai produksi Rp 1.000.000", "Investment (million)",
)  # fmt: skip
AS_IT_IS = (
    "Nilai Investasi (Rp)", "Modal lebih dari 5.000.000?", "Omzet di atas 50 juta per tahun?", "KBLI 2020", "Modal",
    "Tahun 2000", "Modal (bukan ribuan)", "Modal, misalnya 5 juta", "Kapasitas produksi jumlah",
)  # fmt: skip


@pytest.mark.parametrize(
    ("labels", "factor"), [(THOUSANDS, 1000), (MILLIONS, 10**6), (AS_IT_IS, None), (["Modal (Rp miliar)"], 10**9)]
)
def test_a_heading_says_in_what_amounts_are(labels, factor):
    assert {label: said_above(label).factor for label in labels} == dict.fromkeys(labels, factor)


@pytest.mark.parametrize(
    ("period", "labels"),
    [
        (MONTH, ("OMSET/BULAN", "Omset/bln", "Omzet per bulan (Rp)", "omzet_bulan", "Omset sebulan", "Omset Bulanan",
                 "Kapasitas (kg/bln)", "Monthly turnover", "Sales per month", "Omset perbulan")),
        (WEEK, ("Kapasitas per minggu", "Produksi/mgg", "Produksi seminggu")),
        (DAY, ("Kapasitas/hari", "Kapasitas produksi per hari (pcs)", "Produksi harian")),
        (YEAR, ("Nilai produksi/tahun", "Omzet setahun", "Kapasitas/Th", "Nilai produksi tahun 2024", "Annual sales",
                "Produksi per tahun (12 bulan)")),
        (QUARTER, ("Omset per triwulan",)),
        (HALF, ("Omset/semester",)),
        (OTHER, ("Produksi per panen", "Omset per hari/bulan", "Omset bulan Januari 2025")),
        (None, ("Nilai produksi", "Kapasitas produksi", "usaha/produksi", "Omset/produksi")),
    ],
)  # fmt: skip
def test_a_heading_says_over_what_time_figures_are(period, labels):
    assert {label: said_above(label).period for label in labels} == dict.fromkeys(labels, period)


@pytest.mark.parametrize(
    ("label", "measure"),
    [
        ("Kapasitas (kg)", "kg"),
        ("Produksi / Bulan (Pcs)", "Pcs"),
        ("Kapasitas Produksi", None),
        ("Tenaga Kerja L", None),
    ],
)
def test_a_heading_says_in_what_a_number_is_counted(label, measure):
    assert said_above(label).measure == measure


@pytest.mark.parametrize(
    ("title", "factor"),
    [
        ("DATA IKM TAHUN 2025 (dalam ribuan rupiah)", 1000),
        ("DATA IKM Dalam Rp. 000", 1000),
        ("Nilai dalam juta rupiah", 10**6),
        ("DATA 1000 UMKM JUARA", None),
        ("Penerima bantuan 5 juta rupiah", None),
        ("Data bulan Januari 2025", None),
    ],
)
def test_so_may_the_title_of_the_table(title, factor):
    assert said_in_title(title) == factor


@pytest.mark.parametrize(
    ("words", "rest", "period"),
    [
        ("5 juta/bulan", "5 juta", MONTH),
        ("1.000 bks/bln", "1.000 bks", MONTH),
        ("500 pcs per hari", "500 pcs", DAY),
        ("per bulan 100 kg", "100 kg", MONTH),
        ("60 jt setahun", "60 jt", YEAR),
        ("100 kg/1 bln", "100 kg", MONTH),
        ("semua 5", "semua 5", None),
    ],
)
def test_a_cell_says_it_too(words, rest, period):
    assert without_period(words) == (rest, period)
