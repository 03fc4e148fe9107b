"""What the parts of a quota ask: of whom, of how many seats, until when, and whether it can still be kept."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import numpy as np
import pytest

from services.partners.domain.assignment.instance import Kind
from services.partners.domain.columns import desa_number
from services.partners.domain.division import counts, require_possible, seats_needed, still_asked
from services.partners.domain.roster import Roster
from services.partners.domain.segment import QuotaSegment, from_json, holding
from shared.clock import today
from shared.errors import RuleBroken
from tests.partners.domain.examples import IKM

KALIORANG, BENGALON = "64.08.10", "64.08.09"
KEPT = QuotaSegment(uuid4(), Kind.RESERVED, 3, kecamatan=(KALIORANG,))
WOMEN = QuotaSegment(uuid4(), Kind.RESERVED, 50, percent=True, sex="P")
PER_DESA = QuotaSegment(uuid4(), Kind.AT_MOST, 1, each_desa=True)


def roster(*people: tuple[str | None, str | None, str | None]) -> Roster:
    """IKM of these kecamatan, sexes and desa."""
    return Roster.of([
        replace(IKM, ikm_id=uuid4(), kecamatan_code=code, owner_sex=sex, desa=desa) for code, sex, desa in people
    ])  # fmt: skip


NOBODY = roster()
MIXED = roster((KALIORANG, "P", "Bukit"), (KALIORANG, "L", "bukit "), (BENGALON, "P", "Bukit"), (None, None, None))


def test_whatever_is_not_recorded_makes_no_member() -> None:
    assert KEPT.members(MIXED).tolist() == [True, True, False, False]
    assert WOMEN.members(MIXED).tolist() == [True, False, True, False]
    assert replace(KEPT, sex="P").members(MIXED).tolist() == [True, False, False, False]


def test_a_desa_is_the_same_however_it_is_written_and_another_in_another_kecamatan() -> None:
    assert desa_number(KALIORANG, " Bukit  Harapan") == desa_number(KALIORANG, "bukit harapan") != 0
    assert desa_number(KALIORANG, "Bukit") != desa_number(BENGALON, "Bukit")
    assert desa_number(KALIORANG, None) == desa_number(KALIORANG, " ") == 0
    found = counts([PER_DESA], MIXED, quota=10)
    assert sorted(count.given for count in found) == [1, 2]
    assert [count.is_broken(free=5) for count in found if count.given == 2] == [True]


@pytest.mark.parametrize(("kind", "seats"), [(Kind.RESERVED, 4), (Kind.AT_LEAST, 4), (Kind.AT_MOST, 3)])
def test_of_a_percentage_what_is_kept_is_rounded_up_and_what_is_limited_down(kind: Kind, seats: int) -> None:
    assert replace(WOMEN, kind=kind).limit(7) == seats


def test_it_holds_until_its_day_and_is_stored_as_it_is() -> None:
    part = replace(KEPT, until=date(2027, 3, 1))
    assert [part.holds(day) for day in (date(2027, 2, 28), date(2027, 3, 1))] == [True, False]
    assert from_json(part.as_json()) == part
    lapsed = replace(WOMEN, until=today())
    assert holding([KEPT.as_json(), lapsed.as_json()], today()) == [KEPT]
    assert holding([replace(lapsed, until=today() + timedelta(days=1)).as_json()], today()) != []


def test_seats_given_are_asked_for_no_more_and_what_cannot_bind_is_left_out() -> None:
    fitting = roster(*[(KALIORANG, "P", f"Desa {n}") for n in range(3)])
    seated = roster((KALIORANG, "L", "Desa 1"))
    (kept,) = still_asked([KEPT], fitting, seated, quota=10, free=9)
    assert (kept.seats, kept.members.tolist()) == (2, [True] * 3)
    (full,) = still_asked([PER_DESA], fitting, seated, quota=10, free=9)
    assert (full.seats, full.members.tolist()) == (0, [False, True, False])


def test_what_was_kept_and_given_otherwise_is_lowered_to_what_is_free() -> None:
    (kept,) = still_asked([KEPT], roster((KALIORANG, "P", None)), NOBODY, quota=10, free=1)
    assert kept.seats == 1
    elsewhere = replace(KEPT, kecamatan=(BENGALON,))
    found = still_asked([KEPT, elsewhere, replace(KEPT, sex="P")], MIXED, NOBODY, quota=10, free=4)
    assert [cell.seats for cell in found] == [3, 1, 3]
    (least,) = still_asked([replace(KEPT, kind=Kind.AT_LEAST)], NOBODY, NOBODY, quota=10, free=1)
    assert least.seats == 3


def test_one_seat_counts_for_all_parts_that_one_ikm_can_be_in() -> None:
    elsewhere = replace(KEPT, kecamatan=(BENGALON,))
    assert seats_needed([KEPT, WOMEN], NOBODY, quota=6) == 3
    assert seats_needed([KEPT, elsewhere], NOBODY, quota=6) == 6
    assert seats_needed([KEPT, elsewhere, WOMEN], MIXED, quota=6) == 3
    many = [replace(KEPT, kecamatan=(f"64.08.{n:02}",), amount=5) for n in range(1, 12)]
    assert seats_needed([*many, replace(WOMEN, amount=40)], NOBODY, quota=100) == 55


def test_parts_that_the_quota_has_no_seats_for_are_refused() -> None:
    require_possible([KEPT, WOMEN, PER_DESA], 3)
    for parts, quota in (([KEPT], 2), ([KEPT, replace(KEPT, kecamatan=(BENGALON,))], 5), ([PER_DESA] * 13, 9)):
        with pytest.raises(RuleBroken):
            require_possible(parts, quota)


def test_what_is_kept_is_broken_once_too_few_seats_are_free() -> None:
    (count,) = counts([KEPT], roster((BENGALON, "P", None)), quota=4)
    assert [count.is_broken(free) for free in (3, 2)] == [False, True]
    assert np.array_equal(count.cell.members, [False])
