"""Absences that ask for a call: whoever misses two sessions one after the other may be lost to the programme."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from services.partners.domain.attendance import ABSENT, PENDING

IN_A_ROW = 2


def latest_pair(planned: Sequence[tuple[datetime, UUID]], marks: Mapping[UUID, str]) -> datetime | None:
    """Return when the first of the last two noted sessions began, if somebody was absent at both; else None.

    ``planned``: the sessions that count, in their order. Whoever was excused or sick gave notice.
    """
    noted = [(at, marks[key]) for at, key in planned if marks.get(key, PENDING) != PENDING][-IN_A_ROW:]
    if len(noted) < IN_A_ROW or any(state != ABSENT for _, state in noted):
        return None
    return noted[0][0]
