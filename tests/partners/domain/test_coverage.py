"""Whom the seats of an offer reach is counted by columns; every part adds up to all."""

from datetime import date
from uuid import UUID

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from services.partners.domain.coverage import DIVISIONS, Coverage, Divided
from tests.partners.domain.examples import ikm, training, weighed
from tests.partners.domain.test_matching import lists, some

WOMAN = ikm(ikm_id=UUID(int=1), owner_sex="P")
MAN = ikm(
    ikm_id=UUID(int=2), owner_sex="L", kecamatan_code=None, cluster="ROTAN", trainings=(training(date(2025, 1, 1)),)
)
NOT_ASKED = ikm(ikm_id=UUID(int=3), size_class=None)


def covered(*, given: list[int], chosen: list[int]) -> Coverage:
    everybody = weighed([WOMAN, MAN, NOT_ASKED])
    return Divided(everybody).coverage(
        np.array(given, dtype=np.intp), np.array(chosen, dtype=np.intp), np.ones(3, bool)
    )


def counted(coverage: Coverage, division: str) -> dict[str, tuple[int, int, int]]:
    return {part.word: (part.given, part.chosen, part.of) for part in coverage.divisions[division]}


def test_each_part_has_its_seats_its_chosen_and_those_of_the_register() -> None:
    coverage = covered(given=[0], chosen=[1])
    assert counted(coverage, "sex") == {"P": (1, 0, 1), "L": (0, 1, 1), "": (0, 0, 1)}
    assert counted(coverage, "first") == {"yes": (1, 0, 2), "no": (0, 1, 1)}
    assert counted(coverage, "size") == {"MIKRO": (1, 1, 2), "": (0, 0, 1)}


def test_what_is_not_recorded_and_what_has_no_name_stand_last_and_are_not_left_out() -> None:
    coverage = covered(given=[1], chosen=[])
    assert list(counted(coverage, "cluster")) == ["PISANG", "other"]
    assert list(counted(coverage, "kecamatan")) == ["64.08.10", ""]
    assert (coverage.on_the_map, coverage.of_the_map) == ({"64.08.10": 0, "": 1}, {"64.08.10": 2, "": 1})


def test_shares_are_of_seats_and_chosen_together_and_of_the_register() -> None:
    woman = covered(given=[0], chosen=[1]).divisions["sex"][0]
    assert (woman.given_share, woman.chosen_share, woman.of_share) == (50, 0, 33.3)


def test_an_ikm_says_to_which_parts_it_belongs() -> None:
    assert Divided(weighed([MAN])).keys(0) == "kecamatan: sex:L cluster:other size:MIKRO first:no"


@some
@given(lists, st.data())
def test_every_division_adds_up_to_all_of_the_register_and_of_the_chosen(found, data) -> None:
    chosen = data.draw(st.lists(st.sampled_from(range(len(found))), unique=True)) if found else []
    divided = Divided(weighed(found))
    everybody = np.ones(len(found), dtype=np.bool_)
    coverage = divided.coverage(np.array([], dtype=np.intp), np.array(chosen, dtype=np.intp), everybody)
    for name in DIVISIONS:
        parts = coverage.divisions[name]
        assert sum(part.of for part in parts) == len(found)
        assert sum(part.chosen for part in parts) == len(chosen)
        for part in parts:
            assert part.of == sum(part.key in divided.keys(row).split(" ") for row in range(len(found)))
