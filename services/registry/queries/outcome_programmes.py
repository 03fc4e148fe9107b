"""The programmes that an outcome is of, the one that began it first."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from services.registry.models.enrolment import Enrolment
from services.registry.models.outcome import Outcome


def programmes_of(session: Session, outcome: Outcome) -> Sequence[Enrolment]:
    """Return the enrolments of an outcome and of those that count with it, in the order in which they began."""
    if outcome.counts_with_id is not None:
        return []
    counted = select(Outcome.id).where(or_(Outcome.id == outcome.id, Outcome.counts_with_id == outcome.id))
    mine = select(Enrolment).where(Enrolment.outcome_id.in_(counted))
    return session.scalars(mine.order_by(Enrolment.created_at, Enrolment.id)).all()
