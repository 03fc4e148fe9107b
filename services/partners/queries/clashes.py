"""Whoever has a seat here and another programme at the same time: told before somebody lays the times down."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.partners.domain.nomination import TAKES_A_SEAT
from services.partners.domain.programme import Meeting
from services.partners.models.nomination import Nomination, engagements
from services.partners.models.offer import Offer
from shared.errors import RuleBroken
from shared.language import msg


@dataclass(frozen=True)
class Clash:
    """An IKM, and what else it has then; an institution is told no more than what it may know of the IKM."""

    nomination: Nomination
    title: str | None

    @property
    def name(self) -> str | None:
        """How it is called; None where it may not be named."""
        profile = self.nomination.profile
        return profile.name if self.title or profile.may_be_named else None

    def for_institution(self) -> "Clash":
        """Return what an institution may know."""
        return Clash(self.nomination, None)


class UnseenClash(RuleBroken):
    """Somebody has another programme then, and nobody has seen that."""


def clashes_of(session: Session, offer: Offer, meetings: Sequence[Meeting]) -> list[Clash]:
    """Return for each IKM with a seat the other programmes that meet during one of these, in the order of names."""
    seats = select(Nomination).where(Nomination.offer_id == offer.id, Nomination.state.in_(TAKES_A_SEAT))
    holders = sorted(session.scalars(seats), key=lambda item: item.profile.name)
    held = engagements(session, [item.ikm_id for item in holders])
    return [
        Clash(item, seat.title)
        for item in holders
        for seat in held.get(item.ikm_id, ())
        if seat.offer_id != offer.id and any(theirs.overlaps(ours) for theirs in seat.meetings for ours in meetings)
    ]


def require_seen(session: Session, offer: Offer, meetings: Sequence[Meeting], seen: Collection[UUID]) -> None:
    """Raise RuleBroken where an IKM has another programme then, and its nomination is not among those ``seen``."""
    unseen = {clash.nomination.id for clash in clashes_of(session, offer, meetings)} - set(seen)
    if unseen:
        raise UnseenClash(
            msg("IKM with another programme at that time: {count}. Look at them before you save.", count=len(unseen)),
            field="starts_at",
        )
