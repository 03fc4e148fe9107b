"""Whom refusals are blamed on, and how long a mail server in trouble is left in peace."""

from datetime import UTC, datetime, timedelta

import pytest

from services.notifications.domain import flow
from services.notifications.domain.flow import AGAIN, THE_ADDRESS, THE_SERVER

NOON = datetime(2026, 11, 27, 4, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("refusals", "proven", "others_taken", "others_refused", "blamed"),
    [
        (1, False, True, False, AGAIN),
        (2, False, True, True, THE_ADDRESS),
        (2, False, False, False, THE_ADDRESS),
        (2, False, False, True, THE_SERVER),
        (3, True, True, False, AGAIN),
        (4, True, True, False, THE_ADDRESS),
        (4, True, False, False, THE_SERVER),
    ],
)
def test_who_is_to_blame(refusals: int, proven: bool, others_taken: bool, others_refused: bool, blamed: str) -> None:
    assert blamed == flow.to_blame(refusals, proven=proven, others_taken=others_taken, others_refused=others_refused)


def test_pauses_grow_to_the_longest_and_no_further() -> None:
    pauses = [flow.pause(times) for times in range(1, 20)]
    assert pauses == sorted(pauses)
    assert set(pauses[3:]) == {flow.LONGEST_PAUSE}


@pytest.mark.parametrize(
    ("until", "paused"),
    [(None, False), (timedelta(0), False), (timedelta(minutes=2), True), (timedelta(minutes=3), False)],
)
def test_a_pause_longer_than_any_is_none(until: timedelta | None, paused: bool) -> None:
    assert flow.is_paused(None if until is None else NOON + until, NOON) == paused
