"""What other businesses have of one, in an office's own words: yes, no, or not recorded; what is in doubt is told."""

import pytest

from services.registry.domain.import_entry import Entry
from services.registry.domain.reading import Reading
from services.registry.domain.row_chain import answers, sentra
from services.registry.domain.table import Row


def read(label: str = "", **cells: str) -> Entry:
    reading = Reading(Row("Daftar", 9, cells), cells, lambda nik: {}, labels=dict.fromkeys(cells, label))
    for step in (answers, sentra):
        reading.attempt(step)
    return reading.entry()


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Lokal", "yes"), ("bahan lokal", "yes"), ("Kaliorang", "yes"), ("Sepaso", "yes"), ("Kutai Timur", "yes"),
        ("kebun sendiri", "yes"), ("dalam daerah", "yes"), ("Impor", "no"), ("luar daerah", "no"), ("Samarinda", "no"),
        ("Jawa Timur", "no"), ("Ya", "yes"), ("tidak", "no"), ("", None), ("-", None), ("0", "no"),
        ("belum diketahui", None),
    ],
)  # fmt: skip
def test_where_the_raw_material_comes_from(cell: str, expected: str | None) -> None:
    entry = read(local_material=cell)
    assert (entry.values.get("local_material"), entry.remarks) == (expected, ())


@pytest.mark.parametrize(
    "cell", ["lokal dan impor", "dalam dan luar daerah", "bukan lokal", "dalam negeri", "petani", "Kayu ulin"]
)
def test_an_origin_that_is_neither_here_nor_elsewhere_is_told_and_not_taken(cell: str) -> None:
    entry = read(local_material=cell)
    assert "local_material" not in entry.values
    assert cell in str(entry.remarks[0])


@pytest.mark.parametrize("cell", ["tidak ada", "belum", "ada"])
def test_a_column_that_asks_where_is_not_answered_by_yes_or_no(cell: str) -> None:
    assert "local_material" not in read("Asal Bahan Baku", local_material=cell).values


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("Ya", "yes"), ("Belum", "no"), ("Memasok ke UD Sentosa", "yes"), ("konsumen akhir", "no"), ("-", None)],
)
def test_whether_it_supplies_others(cell: str, expected: str | None) -> None:
    assert read(supplies_others=cell).values.get("supplies_others") == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Ya", {"in_sentra": "yes"}), ("tidak", {"in_sentra": "no"}), ("Tidak ada", {"in_sentra": "no"}),
        ("bukan sentra", {"in_sentra": "no"}), ("Non Sentra", {"in_sentra": "no"}),
        ("Sentra Rotan Kaliorang", {"in_sentra": "yes", "sentra": "Sentra Rotan Kaliorang"}),
        ("-", {}), ("", {}), ("0", {"in_sentra": "no"}), ("belum didata", {}), ("#N/A", {}),
    ],
)  # fmt: skip
def test_whether_it_belongs_to_a_sentra(cell: str, expected: dict[str, str]) -> None:
    assert read(in_sentra=cell).values == expected


def test_a_zero_where_a_name_should_stand_says_nothing() -> None:
    assert read("Nama Sentra", in_sentra="0").values == {}


def test_a_name_that_is_too_long_is_cut_and_told() -> None:
    entry = read(in_sentra="Sentra " + "x" * 200)
    assert (len(entry.values["sentra"]), len(entry.remarks)) == (120, 1)
