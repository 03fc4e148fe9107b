from services.registry.domain.bearers import BUSINESSES, Bearers
from services.registry.domain.evidence import Traits

PHONE = frozenset({"+6281255599001"})
OWNERS = ("Karmila Tahir", "Basuki Rachman", "Deswita Anjani", "Gusti Mahendra")


def record(name, owner=None, **more):
    return Traits("", name, owner, **{"phones": PHONE} | more)


def told(rows, row):
    bearers = Bearers()
    bearers.add_list(rows)
    return bearers.telling(row)


def test_a_number_of_many_owners_is_nobodys():
    rows = [record(f"Warung {owner}", owner, email="desa@contoh.id", nib="9120001234567") for owner in OWNERS]
    left = told(rows, rows[0])
    assert (left.phones, left.email, left.nib, left.owner) == (frozenset(), None, None, OWNERS[0])


def test_so_is_one_beside_many_names_without_an_owner():
    rows = [record(name) for name in ("Warung Kecil", "Gorengan", "Kue Basah")]
    assert told(rows, rows[0]).phones == frozenset()


def test_a_couple_shares_a_number():
    rows = [record("Warung Kecil", "Karmila Tahir"), record("Gorengan", "Basuki Rachman")]
    assert told(rows, rows[0]).phones == PHONE


def test_one_owner_spelt_in_many_ways_is_one():
    rows = [record("Tahu Siti", owner) for owner in ("Siti", "Siti Aminah", "SITI AMINAH", "Siti Amimah", None)]
    assert told(rows, rows[0]).phones == PHONE


def test_whoever_owns_a_large_part_of_a_list_is_no_person():
    rows = [record(f"Warung {number}", "Pak RT") for number in "ABCD"]
    assert told(rows, rows[0]).owner is None
    assert told(rows, rows[0]).phones == frozenset()
    others = [record(f"Toko {number}", f"Pemilik {number}", phones=frozenset()) for number in "EFGHIJKLMNOP"]
    assert told([*rows, *others], rows[0]).owner == "Pak RT"


def test_nor_whoever_owns_very_many_wherever_they_are_known_from():
    bearers = Bearers()
    for number in range(BUSINESSES):
        bearers.add(record(f"Warung {number}", "Pak RT"))
    assert bearers.telling(record("Warung 1", "Pak RT")).owner is None


def test_a_cooperative_that_stands_as_owner_is_no_person_and_its_number_nobodys():
    rows = [record(name, "Koperasi Taruna Bina Mandiri") for name in ("Keripik Ani", "Gorengan Budi", "Sambal Citra")]
    left = told(rows, rows[0])
    assert (left.owner, left.phones) == (None, frozenset())
