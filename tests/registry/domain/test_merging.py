from uuid import uuid4

import pytest

from services.registry.domain.merging import check_pair, completed_contact, differing, filled
from shared.errors import RuleBroken


def test_gaps_are_filled_and_what_is_known_stays() -> None:
    assert filled({"nib": None, "desa": "Selangkau"}, {"nib": "9", "desa": "Kaliorang"}) == {"nib": "9"}


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
