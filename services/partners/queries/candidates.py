"""The IKM of a list, each with all that somebody should have seen before deciding about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from services.partners.domain.coverage import Divided
from services.partners.domain.ranking import Ranking
from services.partners.models.nomination import Nomination
from services.partners.models.offer import Offer
from services.partners.models.plan_miss import PlanMiss
from services.partners.models.plan_wish import PlanWish
from services.partners.queries.elsewhere import told_elsewhere
from services.partners.queries.plan_marks import marks_of
from shared.language import Message


@dataclass(frozen=True)
class Candidate:
    """``told``: what it has elsewhere. ``proposed``: the plan gives it a seat here; ``elsewhere``: it does in others.

    ``miss``: in the plan it lacks least here. ``parts``: where the coverage counts it (``Divided.keys``).
    """

    nomination: Nomination
    told: Sequence[Message]
    proposed: bool
    elsewhere: Sequence[str]
    miss: PlanMiss | None
    wish: PlanWish | None
    parts: str

    @property
    def ikm_id(self) -> UUID:
        return self.nomination.ikm_id


def candidates(
    session: Session, offer: Offer, ranked: Ranking | None, nominations: Sequence[Nomination]
) -> list[Candidate]:
    """Return what is known of these, in their order; the number of queries does not grow with them."""
    marks = marks_of(session, offer, [item.ikm_id for item in nominations])
    told = told_elsewhere(session, offer, [item.profile for item in nominations])
    parts = _parts(ranked, nominations) if ranked else {}
    return [
        Candidate(
            nomination=item,
            told=told.get(item.ikm_id, ()),
            proposed=item.ikm_id in marks.proposed,
            elsewhere=marks.elsewhere.get(item.ikm_id, ()),
            miss=marks.misses.get(item.ikm_id),
            wish=marks.wishes.get(item.ikm_id),
            parts=parts.get(item.ikm_id, ""),
        )
        for item in nominations
    ]


def _parts(ranked: Ranking, nominations: Sequence[Nomination]) -> dict[UUID, str]:
    divided, rows = Divided(ranked.weighed), ranked.roster.rows
    return {item.ikm_id: divided.keys(rows[item.ikm_id]) for item in nominations if item.ikm_id in rows}
