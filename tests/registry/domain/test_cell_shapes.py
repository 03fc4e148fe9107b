"""What a cell looks like, by itself."""

import pytest

from services.registry.domain.cell_shapes import shapes_of


@pytest.mark.parametrize("name", ["Siti Aminah", "H. Anwar", "BUDI SANTOSO", "Drs. Amir", "Mukti, S.Pd", "Sukirman"])
def test_a_name_of_a_person_looks_like_one(name):
    assert "person" in shapes_of(name)


@pytest.mark.parametrize("name", ["Sukses Jaya", "Mebel Jati", "Hotel Bintang", "Keripik Pisang"])
def test_a_name_of_a_business_does_not(name):
    assert "person" not in shapes_of(name)
