"""Staff ask that every plan gives the IKM of a kecamatan so many seats at least."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.partners.models import plan_floor
from services.partners.models.policy import latest_locked
from shared.audit import record
from shared.context import actor
from shared.vocabulary import KECAMATAN

NOUN, STEP = "plan", "change_floors"
FLOORS = UUID(int=0)
"""The floors are of no plan in particular: under this id the history has them."""


def set_floors(session: Session, seats: int, kecamatan: Collection[str]) -> None:
    """Ask for at least so many seats for each of these kecamatan, for all where none is named; 0 asks for nothing.

    It takes the place of what was asked before; the same again says nothing.
    """
    # Two who change it at once do so one after the other.
    latest_locked(session)
    before = plan_floor.every(session)
    wanted = dict.fromkeys(sorted(kecamatan) or KECAMATAN, seats) if seats else dict[str, Any]()
    if wanted != before:
        plan_floor.replace(session, wanted, actor().id)
        record(session, noun=NOUN, noun_id=FLOORS, action=STEP, old={"floors": before}, new={"floors": wanted})
