"""What staff should know before they choose: who is reached by mail, and where equal points leave the choice open."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import Session

from services.partners.domain import nomination as rules
from services.partners.domain.tie import Tie, gaps
from services.partners.models.ikm_profile import IkmProfile
from services.partners.models.nomination import PRECEDENCE, Nomination
from services.partners.queries.nominees import MAY_BE_NAMED
from services.partners.queries.standings import STANDS

BY_MAIL: ColumnElement[bool] = and_(
    IkmProfile.email.is_not(None), IkmProfile.email != "", IkmProfile.reachable, MAY_BE_NAMED
)
LOOKED_AT = 500


@dataclass(frozen=True)
class Reach:
    """How many of some IKM mail reaches, and how many must be called."""

    by_mail: int = 0
    to_call: int = 0


def reach_of(session: Session, offer_id: UUID, group: str, best: int | None = None) -> Reach:
    """Return how those of a group are reached, or the ``best`` of them."""
    mailed = case((BY_MAIL, 1), else_=0).label("mailed")
    rows = select(mailed).select_from(Nomination).join(Nomination.profile).where(*_of(offer_id, group))
    chosen = rows.order_by(*PRECEDENCE).limit(best).subquery()
    count, by_mail = session.execute(select(func.count(), func.coalesce(func.sum(chosen.c.mailed), 0))).one()
    return Reach(by_mail, count - by_mail)


def tie_of(session: Session, offer_id: UUID, free: int) -> Tie | None:
    """Return the equal points that the free seats end in, None where the last seat is not in doubt."""
    scores = select(Nomination.score).where(*_of(offer_id, rules.SUGGESTED)).order_by(Nomination.score.desc())
    around = session.scalars(scores.offset(free - 1).limit(2)).all() if free else []
    if len(around) < 2 or around[0] != around[1]:
        return None
    score = around[0]
    better = session.scalar(select(func.count()).where(*_of(offer_id, rules.SUGGESTED), Nomination.score > score)) or 0
    equal = [*_of(offer_id, rules.SUGGESTED), Nomination.score == score]
    count = session.scalar(select(func.count()).where(*equal)) or 0
    breakdowns = session.scalars(select(Nomination.breakdown).where(*equal).limit(LOOKED_AT)).all()
    return Tie(score, count, free - better, gaps(breakdowns))


def _of(offer_id: UUID, group: str) -> tuple[ColumnElement[bool], ...]:
    return (Nomination.offer_id == offer_id, STANDS, Nomination.state == group)
