import pytest

from services.registry.domain.duplicates import CERTAIN, POSSIBLE, Known, judge
from services.registry.domain.evidence import Traits


def business(identity="a", **traits):
    return Traits(**{"id": identity, "name": "Maju Amanah", "kecamatan": "64.08.10"} | traits)


def strength(one, two):
    found = judge(business(**one), business("b", **two))
    return found and found.strength


PHONE = frozenset({"+6281234567890"})
OTHER_PHONE = frozenset({"+6285234567890"})
FIGURES = {"licence_year": 2020, "investment": 5_000_000, "capacity": 200, "workers_male": 2}
OTHER_FIGURES = {"licence_year": 2011, "investment": 400_000_000, "capacity": 120, "workers_male": 9}


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ({"nib": "9120001234567"}, {"nib": "9120001234567"}),
        ({"nib": "0912000123456"}, {"candidates": frozenset({"0912000123456"})}),
        ({"nik": "f"}, {"nik": "f"}),
        ({"phones": PHONE, "owner": "Siti"}, {"phones": PHONE}),
        ({"permits": frozenset({"5136408010820-29"})}, {"permits": frozenset({"5136408010820-29"})}),
        ({"owner": "Siti Aminah"}, {"owner": "SITI AMINAH", "phones": PHONE}),
        (
            {"owner": "Siti", "product": "Tahu", "desa": "Selangkau"},
            {"owner": "Siti", "product": "Tahu", "desa": "Selangkau"},
        ),
    ],
)
def test_certain(one, two):
    assert strength(one, two) == CERTAIN


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ({"nib": "9120001234567", "phones": PHONE}, {"nib": "9120001234568", "phones": PHONE}),
        ({"nik": "f", "phones": PHONE}, {"nik": "g", "phones": PHONE}),
        ({"owner": "Siti"}, {"owner": "Siti"}),
        ({}, {}),
        ({"figures": FIGURES}, {"figures": FIGURES}),
        ({"owner": "Wati Wulandari", "phones": PHONE}, {"owner": "Wati Wulandari", "phones": OTHER_PHONE}),
        ({"phones": PHONE, "owner": "Siti"}, {"phones": PHONE, "owner": "Siti", "name": "Tahu Berkah"}),
        ({"nib": "9120001234567"}, {"nib": "9120001234567", "name": "Tahu Berkah"}),
        ({"owner": "Siti Aminah"}, {"owner": "Siti Aminah", "kecamatan": "64.08.09"}),
    ],
)
def test_doubtful_waits_for_a_person(one, two):
    assert strength(one, two) == POSSIBLE


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ({"owner": "Siti Aminah"}, {"owner": "Budi Puspita"}),
        ({"phones": PHONE}, {"phones": OTHER_PHONE}),
        ({"product": "Tahu"}, {"product": "Batako"}),
        ({"figures": FIGURES}, {"figures": OTHER_FIGURES}),
        ({}, {"kecamatan": "64.08.09"}),
        ({"email": "desa@contoh.id"}, {"email": "desa@contoh.id", "name": "Tahu Berkah"}),
    ],
)
def test_a_common_name_alone_is_no_proof(one, two):
    assert strength(one, two) is None


def test_reasons_say_what_speaks_for_and_against():
    found = judge(
        business(owner="Wati Wulandari", phones=PHONE), business("b", owner="Wati Wulandari", phones=OTHER_PHONE)
    )
    words = [reason.template for reason in found.reasons]
    assert "the same owner" in words
    assert "but another telephone number" in words


def test_the_certain_one_comes_first():
    known = Known([business("a"), business("b", phones=PHONE, owner="Siti Aminah")])
    found = known.find(business("row", phones=PHONE))
    assert (found[0].id, found[0].strength) == ("b", CERTAIN)
