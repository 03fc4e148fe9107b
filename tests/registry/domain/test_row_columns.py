"""Rows whose columns hold parts, two things, a yes or no, or nobody's business name."""

from typing import Any

from services.registry.domain.import_entry import Entry
from services.registry.domain.left_columns import LeftColumns
from services.registry.domain.row_reading import read_row
from services.registry.domain.table import Row
from shared.language import msg

WOMAN = "6408045708900001"


def read(mapping: dict[str, str], left: LeftColumns | None = None, **cells: Any) -> Entry:
    row = Row("Daftar", 7, {label.replace("_", " "): cell for label, cell in cells.items()})
    labels = {label.replace("_", " "): field for label, field in mapping.items()}
    seal = lambda nik: {"nik_encrypted": f"secret of {len(nik)}", "nik_fingerprint": "f"}  # noqa: E731
    return read_row(row, labels, seal, left=left or LeftColumns())


def said(entry: Entry) -> str:
    return " ".join(str(remark) for remark in entry.remarks)


def test_the_parts_of_an_address_are_joined_in_order() -> None:
    mapping = {"Nama": "name", "Jalan": "address", "RT": "address", "RW_(2)": "address"}
    assert read(mapping, Nama="Tahu", Jalan="Jl. Poros", RT=3.0, **{"RW_(2)": "02"}).get("address") == (
        "Jl. Poros RT 3 RW 02"
    )
    assert read(mapping, Nama="Tahu", Jalan="Jl. Poros", RT="", **{"RW_(2)": "-"}).get("address") == "Jl. Poros"


def test_two_columns_of_telephones_are_the_first_and_the_other() -> None:
    entry = read({"Nama": "name", "HP": "phone", "WA": "phone"}, Nama="Tahu", HP="081250001111", WA=85250002222.0)
    assert (entry.phone, entry.phone_other) == ("+6281250001111", "+6285250002222")


def test_a_cell_of_two_things_fills_what_has_no_column_of_its_own() -> None:
    mapping = {"Nama_dan_alamat": "name+address", "Alamat/HP": "address+phone"}
    entry = read(mapping, Nama_dan_alamat="Tahu, Jl. Poros 1", **{"Alamat/HP": "Jl. Damai 2 / 081250001111"})
    assert (entry.get("name"), entry.get("address"), entry.phone) == ("Tahu", "Jl. Poros 1", "+6281250001111")


def test_numbers_of_permits_in_one_cell_are_kept_each_as_what_it_is() -> None:
    entry = read({"Nama": "name", "Izin": "holdings"}, Nama="Tahu",
                 Izin="NIB 9120003310507, PIRT 2066408010401-28, PIRT 2066408010402-29, Halal belum")  # fmt: skip
    assert entry.get("nib") == "9120003310507"
    assert {(held.kind, held.number or held.state) for held in entry.held} == {
        ("NIB", "9120003310507"), ("PIRT", "2066408010401-28"), ("PIRT", "2066408010402-29"), ("HALAL", "no"),
    }  # fmt: skip


def test_what_cannot_be_told_apart_is_said_and_no_personal_number_with_it() -> None:
    entry = read({"Nama": "name", "Izin": "holdings"}, Nama="Tahu", Izin=f"SIUP {WOMAN}")
    assert "SIUP" in said(entry)
    assert WOMAN not in said(entry)


def test_a_yes_or_no_is_a_state_and_a_number_says_more() -> None:
    mapping = {"Nama": "name", "Punya_NIB": "has_nib", "NIB": "nib", "Halal": "has_halal", "MD": "has_md"}
    entry = read(mapping, Nama="Tahu", Punya_NIB="Ya", NIB="9120003310507", Halal=0.0, MD="nanti dulu")
    assert [(held.kind, held.state, held.number) for held in entry.held] == [
        ("NIB", "yes", "9120003310507"), ("HALAL", "no", None),
    ]  # fmt: skip
    assert "nanti dulu" in said(entry)


def test_a_no_among_the_numbers_of_a_permit_is_a_no() -> None:
    entry = read({"Nama": "name", "PIRT": "pirt", "Halal": "halal"}, Nama="Tahu", PIRT="belum", Halal="ada")
    assert {held.kind: held.state for held in entry.held} == {"PIRT": "no", "HALAL": "yes"}


def test_the_owners_sex_is_taken_from_its_column_unless_the_nik_says_another() -> None:
    mapping = {"Nama": "name", "NIK": "nik", "JK": "owner_sex"}
    assert read(mapping, Nama="Tahu", NIK="", JK="Laki-laki").get("owner_sex") == "L"
    assert read(mapping, Nama="Tahu", NIK="", JK="Wanita").get("owner_sex") == "P"
    entry = read(mapping, Nama="Tahu", NIK=WOMAN, JK="Pria")
    assert entry.get("owner_sex") == "P"
    assert "NIK" in said(entry)
    assert "kuda" in said(read(mapping, Nama="Tahu", NIK="", JK="kuda"))


def test_a_list_without_names_of_businesses_gets_names_proposed_that_are_no_evidence() -> None:
    entry = read({"Nama": "owner_name", "Usaha": "product"}, Nama="Rustam Effendy", Usaha="Jahit")
    assert (entry.get("name"), entry.assumed) == ("Jahit (Rustam Effendy)", ("name",))
    assert "Jahit (Rustam Effendy)" in said(entry)
    assert read({"Nama": "owner_name", "KBLI": "kbli"}, Nama="Rustam", KBLI="10794").get("name") == "Rustam"


def test_no_name_is_proposed_where_the_row_leaves_its_name_open_or_a_column_may_hold_it() -> None:
    mapping = {"Usaha": "name", "Pemilik": "owner_name", "Produk": "product"}
    assert read(mapping, Usaha="", Pemilik="Rustam", Produk="Jahit").refused
    asked = LeftColumns({"Perusahan": msg("Business name")}, may_hold_name=True)
    nameless = {"Pemilik": "owner_name", "Produk": "product"}
    assert read(nameless, asked, Pemilik="Rustam", Produk="Jahit", Perusahan="Tailor").refused
