import random

import pytest

from services.registry.domain import duplicates, fields
from services.registry.domain.duplicates import CERTAIN, POSSIBLE, Known, judge
from services.registry.domain.evidence import Traits


def business(identity="a", **traits):
    return Traits(**{"id": identity, "name": "Maju Amanah", "kecamatan": "64.08.10"} | traits)


def strength(one, two):
    found = judge(business(**one), business("b", **two))
    return found and found.strength


PHONE = frozenset({"+6281250017890"})
OTHER_PHONE = frozenset({"+6285250017891"})
FIGURES = {"licence_year": 2020, "investment": 5_000_000, "capacity": 200, "workers_male": 2}
COUNTED = {"workers_female": 1, "production_value": 17_951_704}
ESTIMATED = {"workers_female": 1, "production_value": 18_000_000}
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
        ({"owner": "Siti Wulandari", "phones": PHONE}, {"owner": "Siti Wulamdari", "phones": PHONE}),
        ({"owner": "Siti Aminah"}, {"owner": "AMINAH, SITI"}),
        ({"figures": FIGURES | COUNTED}, {"figures": FIGURES | COUNTED}),
        (
            {"name": "Siti", "owner": "Siti Aminah", "desa": "Sepaso"},
            {"name": "SITI", "owner": "Siti Aminah", "desa": "Sepaso"},
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
        ({"owner": "Siti Aminah", "phones": PHONE}, {"owner": "Siti Aminah", "phones": PHONE, "kecamatan": "64.08.09"}),
        ({"nib": "9120001234567"}, {"nib": "9120001234567", "kecamatan": "64.08.09"}),
        ({"nib": "9120001234567", "nik": "f"}, {"nib": "9120001234567", "nik": "g"}),
        ({"nib": "9120001234567", "nik": "f"}, {"nib": "9120001234567", "nik": "g", "name": "Tahu Berkah"}),
        ({"nib": "9120001234567", "nik": "f"}, {"nib": "9120001234567", "nik": "g", "kecamatan": "64.08.09"}),
        ({"owner": "Siti Aminah", "desa": "Sepaso"}, {"owner": "Siti Aminah", "desa": "Sekerat"}),
        ({"owner": "Siti Wulandari"}, {"owner": "Siti Wulamdari"}),
        (
            {"owner": "Budi Puspita", "figures": FIGURES | COUNTED},
            {"owner": "Siti Aminah", "figures": FIGURES | COUNTED},
        ),
        ({"figures": FIGURES | ESTIMATED}, {"figures": FIGURES | ESTIMATED}),
    ],
)
def test_doubtful_waits_for_a_person(one, two):
    assert strength(one, two) == POSSIBLE


OF_ONE_OWNER = {"owner": "Siti Aminah", "phones": PHONE, "kbli": "10794"}


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (OF_ONE_OWNER | {"name": "Keripik Maju"}, OF_ONE_OWNER | {"name": "Amplang Etam"}),
        (OF_ONE_OWNER | {"name": "Toko Etam 1"}, OF_ONE_OWNER | {"name": "Toko Etam 2"}),
        (OF_ONE_OWNER | {"name": "Toko Etam"}, OF_ONE_OWNER | {"name": "Toko Etam II"}),
        ({"name": "Siti", "owner": "Siti", "phones": PHONE, "product": "Tahu"},
         {"name": "Siti", "owner": "Siti", "phones": PHONE, "product": "Batako"}),
        ({"nib": "9120001234567", "owner": "Siti Aminah"},
         {"nib": "9120001234567", "owner": "Siti Aminah", "name": "Tahu Berkah"}),
    ],
)  # fmt: skip
def test_two_businesses_of_one_owner_are_for_a_person(one, two):
    assert strength(one, two) == POSSIBLE


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ({"owner": "Budi Puspita"}, {"owner": "Siti Aminah"}),
        ({"name": "KUB Maju Jaya", "owner": "Siti Aminah"}, {"name": "KUB Maju Jaya"}),
        ({"name": "KUB Maju Jaya", "owner": "Fitri"}, {"name": "KUB Maju Jaya", "owner": "Fitri Sari"}),
        ({"name": "Batik Wakaroros Sri"}, {"name": "Batik Wakaroros Siti", "owner": "Siti Sari"}),
        ({"name": "Keripik Pisang", "product": "Keripik Pisang"}, {"name": "Keripik Pisang", "owner": "Siti Sari"}),
        ({"owner": "Hartono Sari"}, {"owner": "Hartini Sari"}),
        ({"figures": FIGURES}, {"figures": OTHER_FIGURES}),
    ],
)
def test_a_telephone_that_others_may_share_is_for_a_person(one, two):
    assert strength(one | {"phones": PHONE}, two | {"phones": PHONE}) == POSSIBLE


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ({"name": "Siti", "owner": "Siti", "product": "Tahu"}, {"desa": "Sepaso"}),
        ({"name": "Tahu Siti", "owner": "Siti", "product": "Tahu"}, {"desa": "Sepaso"}),
        ({"name": "Siti", "owner": "Siti Aminah"}, {}),
        ({"owner": "Siti", "email": "disperindag@contoh.id"}, {}),
    ],
)
def test_a_name_made_of_its_owners_is_no_proof(one, two):
    assert strength(one | two, one | two) == POSSIBLE


def test_an_email_address_with_name_and_owner_is_certain():
    of = {"owner": "Siti Aminah", "email": "siti@contoh.id", "kecamatan": None}
    assert strength(of, of) == CERTAIN


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ({"owner": "Siti Aminah"}, {"owner": "Budi Puspita"}),
        ({"owner": "Hartono Sari"}, {"owner": "Hartini Sari"}),
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


def test_a_name_does_not_decide_between_a_business_and_a_row_that_waits():
    of = {"name": "Penjahit Wati", "owner": "Wati Wulandari"}
    known = Known([business("a", **of)], waiting=[business("waiting", **of, phones=PHONE)])
    found = known.find(business("row", **of, phones=PHONE))
    assert [(one.id, one.strength) for one in found] == [("a", POSSIBLE)]
    assert found[0].reasons[-1].template == "but a row that waits may be it too"


def test_a_telephone_does_not_decide_it_either_where_the_owner_is_not_named():
    known = Known([business("a", owner="Hartono", phones=PHONE)], [business("waiting", owner="Sri Sari", phones=PHONE)])
    assert known.find(business("row", phones=PHONE))[0].strength == POSSIBLE


def test_a_number_decides_whatever_waits():
    of = {"name": "Penjahit Wati", "owner": "Wati Wulandari", "phones": PHONE}
    known = Known([business("a", **of)], waiting=[business("waiting", **of)])
    assert known.find(business("row", **of))[0].strength == CERTAIN


def test_a_slip_in_the_name_is_found_by_its_owner():
    known = Known([business("a", name="Rejeki Harapan", owner="Siti Aminah")])
    assert [found.id for found in known.find(business("row", name="Rejeki Hatapan", owner="Siti Aminah"))] == ["a"]


OWNERS = ("Siti", "Susanto", "Soesanto", "Isusanto", "Baharuddin", "Saharuddin", "Bpk", "Wulandari", "Wulamdari", "Nur")


def somebody(chance: random.Random) -> Traits:
    """A business whose traits are drawn from so few that they often meet."""
    figures = {name: chance.choice((1, 2, 1_500_001)) for name in chance.sample(fields.FIGURES, chance.randint(0, 6))}
    return Traits(
        id="x", name=chance.choice(("Maju", "Maju Jaya", "Siti")), figures=figures,
        owner=" ".join(chance.choices(OWNERS, k=chance.randint(0, 3))) or None,
        kecamatan=chance.choice(("64.08.01", "64.08.02", None)), product=chance.choice(("Tahu", "Tempe", None)),
        phones=frozenset(chance.choices(("+6281345678", "+62813777"), k=chance.randint(0, 1))),
        nib=chance.choice((None, None, None, "1234567890124", "1234567890129")),
    )  # fmt: skip


def test_what_is_told_at_a_glance_is_what_the_whole_comparison_says(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(6408)
    pairs = [(somebody(chance), somebody(chance)) for _ in range(1500)]
    strangers = [pair for pair in pairs if duplicates._are_strangers(*pair)]
    monkeypatch.setattr(duplicates, "_are_strangers", lambda *pair: False)
    assert len(strangers) > 200
    assert {duplicates.judge(*pair) for pair in strangers} == {None}
