"""Cells that hold two things are told apart, and what cannot be told apart is said."""

import pytest

from services.registry.domain.cell_parts import parts_of

FOUND = [
    ("name+address", "Tahu Rahma, Jl. Melur No. 3 RT. 4", {"name": "Tahu Rahma", "address": "Jl. Melur No. 3 RT. 4"}),
    ("name+address", "Las Budi (Gg. Damai 3)", {"name": "Las Budi", "address": "Gg. Damai 3"}),
    ("name+address", "UD. Maju - Dusun Karya RT 2", {"name": "UD. Maju", "address": "Dusun Karya RT 2"}),
    ("name+address", "Toko Jaya\nSepaso Timur", {"name": "Toko Jaya", "address": "Sepaso Timur"}),
    ("name+address", "Kue Ani; Desa Sepaso", {"name": "Kue Ani", "address": "Desa Sepaso"}),
    ("name+address", "Kue Ani", {"name": "Kue Ani"}),
    ("address+phone", "Jl. Poros 5 / 0812-5000-1111", {"phone": "0812-5000-1111", "address": "Jl. Poros 5"}),
    ("address+phone", "RT 3 No. 12, HP. 081250001111", {"phone": "081250001111", "address": "RT 3 No. 12"}),
    ("address+phone", "+62 812 5000 1111", {"phone": "+62 812 5000 1111"}),
    ("address+phone", "Gg. Damai", {"address": "Gg. Damai"}),
    ("owner+phone", "Budi (HP 081250001111)", {"phone": "081250001111", "owner_name": "Budi"}),
    ("owner+phone", "Ani 081250001111 / 085250001111", {"phone": "081250001111 / 085250001111", "owner_name": "Ani"}),
    ("phone+email", "ani@contoh.id, 081250001111", {"email": "ani@contoh.id", "phone": "081250001111"}),
    ("owner+nik", "Ani / 6408045708900001", {"nik": "6408045708900001", "owner_name": "Ani"}),
    ("name+owner", "Toko Jaya / Ani", {"name": "Toko Jaya", "owner_name": "Ani"}),
    ("name+owner", "Toko Jaya (Ani)", {"name": "Toko Jaya", "owner_name": "Ani"}),
    ("place", "Bengalon / Sepaso", {"kecamatan": "Bengalon", "desa": "Sepaso"}),
    ("place", "Maloy, Sangkulirang", {"kecamatan": "Sangkulirang", "desa": "Maloy"}),
    ("place", "Desa Sepaso Kec. Bengalon", {"kecamatan": "Kec. Bengalon", "desa": "Desa Sepaso"}),
    ("place", "Sepaso", {"desa": "Sepaso"}),
    ("address+place", "Jl. Poros 3, Sepaso, Bengalon",
     {"kecamatan": "Bengalon", "desa": "Sepaso", "address": "Jl. Poros 3"}),
    ("address+place", "Bengalon - Sepaso", {"kecamatan": "Bengalon", "desa": "Sepaso"}),
    ("men+women", "2/3", {"workers_male": "2", "workers_female": "3"}),
    ("men+women", "3 L, 1 P", {"workers_male": "3", "workers_female": "1"}),
    ("men+women", "P: 1, L: 3", {"workers_male": "3", "workers_female": "1"}),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "cell", "found"), FOUND)
def test_a_cell_is_read_by_what_its_parts_are(kind: str, cell: str, found: dict[str, str]) -> None:
    parts = parts_of(kind, cell)
    assert (parts.found, parts.unclear) == (found, "")


@pytest.mark.parametrize(
    ("kind", "cell", "unclear"),
    [
        ("name+address", "Toko Jaya, Makmur", "Makmur"),
        ("place", "Samarinda / Loa Janan", "Samarinda / Loa Janan"),
        ("men+women", "lima", "lima"),
        ("name+owner", "Toko Jaya", "Toko Jaya"),
    ],
)
def test_what_cannot_be_told_apart_is_said(kind: str, cell: str, unclear: str) -> None:
    assert parts_of(kind, cell).unclear == unclear


def test_the_heading_says_which_of_two_names_stands_first() -> None:
    assert parts_of("name+owner", "Ani / Toko Jaya", "Pemilik / Nama Usaha").found["owner_name"] == "Ani"


def test_the_home_of_an_owner_is_left_out() -> None:
    parts = parts_of("owner+home", "Ani, Jl. Mawar 3")
    assert (parts.found, parts.home) == ({"owner_name": "Ani"}, "Jl. Mawar 3")
