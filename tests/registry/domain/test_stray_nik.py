"""A NIK in a list stands in its own column or nowhere: in every other place it is masked, and somebody is told."""

import json
import re
import unicodedata
from dataclasses import asdict

import pytest

from services.registry.domain.columns import FIELDS
from services.registry.domain.import_entry import Entry
from services.registry.domain.row_reading import read_row
from services.registry.domain.samples import samples_of
from services.registry.domain.sheets.finding import find_tables
from services.registry.domain.table import Row, Sheet

DIGITS = "6408041708900001"
NOTATIONS = [
    DIGITS,
    6408041708900001,
    6408041708900001.0,
    f"NIK{DIGITS}",
    f"nik{DIGITS}nora",
    f"00{DIGITS}",
    "6408/0417/0890/0001",
    "640804_170890_0001",
    "6408:0417:0890:0001",
    "6408–0417–0890–0001",
    "６４０８０４１７０８９００００１",
    "6408\u200b0417\u200b0890\u200b0001",
    f"0812-3456-7890 / {DIGITS}",
]


def read(**cells) -> Entry:
    seal = lambda nik: {"nik_encrypted": "sealed", "nik_fingerprint": "sealed"}  # noqa: E731
    return read_row(Row("Daftar", 9, cells), {name: name for name in cells}, seal)


def digits_in(what: object) -> str:
    words = json.dumps(what, default=str, ensure_ascii=False)
    return re.sub(r"\D", "", unicodedata.normalize("NFKC", words))


@pytest.mark.parametrize("field", [field for field in FIELDS if field not in ("nik", "npwp", "owner+nik")])
def test_it_is_masked_in_every_other_column(field):
    for notation in NOTATIONS:
        entry = read(**({"name": "Tahu Baru"} | {field: notation}))
        assert DIGITS not in digits_in(asdict(entry)), notation
        assert any("NIK" in str(remark) for remark in entry.remarks), notation


@pytest.mark.parametrize("field", ["nik", "npwp"])
def test_what_its_own_column_says_is_never_repeated(field):
    for notation in [*NOTATIONS, f"{DIGITS} Bu Nora", f"Bu Nora {DIGITS}"]:
        assert DIGITS not in digits_in(asdict(read(name="Tahu Baru", **{field: notation}))), notation


def test_it_is_masked_in_names_of_sheets_and_columns_and_in_samples():
    heads = ["Nama Usaha", f"Nama Pemilik {DIGITS}", "Kecamatan"]
    [table] = find_tables(Sheet(f"KTP_{DIGITS}", [heads, ["Tahu Baru", f"Sari{DIGITS}", "Kaliorang"]]))
    assert (table.sheet, table.labels[1]) == ("KTP_640804******0001", "Nama Pemilik 640804******0001")
    assert DIGITS not in digits_in(samples_of([table]))


@pytest.mark.parametrize("name", ["\u3164", "\u2800", "\u0301", "***", "…"])
def test_a_name_that_says_nothing_is_none(name):
    assert read(name=name, kecamatan="Kaliorang").refused


@pytest.mark.parametrize("cell", [-int(DIGITS), -float(DIGITS), float(DIGITS)])
def test_it_is_masked_where_a_spreadsheet_made_it_a_number(cell):
    assert DIGITS not in digits_in(asdict(read(name="Tahu Baru", owner_name=cell)))
