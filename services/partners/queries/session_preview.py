"""What a change of meetings leads to, shown before it is saved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from services.partners.domain.programme import Meeting
from services.partners.domain.timetable import Slot, period_after
from services.partners.models.base import known
from services.partners.models.offer import Offer
from services.partners.queries.clashes import Clash, clashes_of
from services.partners.queries.coming import Reach, reach_of


@dataclass(frozen=True)
class Preview:
    """``first`` and ``last`` are the days of the programme afterwards."""

    reach: Reach
    clashes: Sequence[Clash]
    slots: Sequence[Slot]
    first: date
    last: date


def preview_of(
    session: Session, offer: Offer, slots: Sequence[Slot], *, instead_of: UUID | None = None, by_institution: bool
) -> Preview:
    """Return what comes of it if the programme meets at these times too, or instead of at another."""
    kept = [slot for slot in offer.slots if slot.id != instead_of]
    first, last = period_after(known(offer.starts_on), known(offer.ends_on), offer.slots, [*kept, *slots])
    clashes = clashes_of(session, offer, [Meeting(slot.starts_at, slot.ends_at) for slot in slots]) if slots else []
    told = [clash.for_institution() for clash in clashes] if by_institution else clashes
    return Preview(reach_of(session, offer.id), told, slots, first, last)
