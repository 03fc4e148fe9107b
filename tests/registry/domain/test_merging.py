from typing import Any
from uuid import uuid4

import pytest

from services.registry.domain.merging import check_pair, completed_contact, differing, filled
from shared.errors import RuleBroken


def test_gaps_are_filled_and_what_is_known_stays() -> None:
    assert filled({"nib": None, "desa": "Selangkau"}, {"nib": "9", "desa": "Kaliorang"}) == {"nib": "9"}


KALIORANG, KAUBUN = {"kecamatan_code": "64.08.10"}, {"kecamatan_code": "64.08.15"}
SELANGKAU = {"desa": "Selangkau", "desa_code": "64.08.10.2013"}


@pytest.mark.parametrize(
    ("kept", "gone", "taken"),
    [
        ({"desa": "Kampung Baru"}, SELANGKAU, {}),
        ({"desa": "Selangkau"}, KALIORANG | SELANGKAU, KALIORANG | {"desa_code": "64.08.10.2013"}),
        (KALIORANG, SELANGKAU, {}),
        ({}, KALIORANG | SELANGKAU, KALIORANG | SELANGKAU),
        (KALIORANG, KALIORANG | SELANGKAU, SELANGKAU),
        (KAUBUN, KALIORANG | SELANGKAU, {}),
        (KAUBUN | {"desa": "Selangkau"}, KALIORANG | SELANGKAU, {}),
        ({"capacity": 500}, {"capacity": 20, "capacity_unit": "ton"}, {}),
        ({"capacity_unit": "kg"}, {"capacity": 20, "capacity_unit": "ton"}, {}),
        ({"capacity": 500}, {"capacity_unit": "ton"}, {}),
        ({}, {"capacity": 20, "capacity_unit": "ton"}, {"capacity": 20, "capacity_unit": "ton"}),
        ({"kbli": "10794"}, {"kbli": "10710", "kbli_version": 2020}, {}),
        ({"kbli": "10794"}, {"kbli": "10794", "kbli_version": 2020}, {"kbli_version": 2020}),
    ],
)
def test_what_belongs_to_another_field_comes_along_only_beside_it(
    kept: dict[str, Any], gone: dict[str, Any], taken: dict[str, Any]
) -> None:
    assert filled(kept, gone) == taken


def test_a_person_compares_only_what_both_know() -> None:
    assert differing({"nib": None, "desa": "Selangkau"}, {"nib": "9", "desa": "Kaliorang"}) == ["desa"]


def test_a_second_phone_finds_room_beside_the_first() -> None:
    assert completed_contact({"phone": "+621"}, {"phone": "+622"}) == {"phone_other": "+622"}
    assert completed_contact({"phone": None}, {"phone": "+622"}) == {"phone": "+622"}


def test_nothing_is_merged_with_itself_or_into_the_dead() -> None:
    one, other = uuid4(), uuid4()
    with pytest.raises(RuleBroken):
        check_pair(one, "registered", one)
    with pytest.raises(RuleBroken):
        check_pair(one, "closed", other)
