"""Whose open outcomes are to be asked for: half a year after the last programme that aimed at them."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, select
from sqlalchemy.orm import Session

from services.registry.domain.ikm import ENDED
from services.registry.domain.outcome import AIMING, PLANNED, half_a_year_before
from services.registry.models.enrolment import Enrolment
from services.registry.models.ikm import Ikm
from services.registry.models.outcome import Outcome
from shared.clock import today


def to_ask(session: Session) -> Sequence[UUID]:
    """Return the IKM with an open outcome that nobody was asked for yet, and whose programmes are over so long."""
    living = and_(Ikm.id == Outcome.ikm_id, Ikm.status.not_in(ENDED), Ikm.restricted.is_(False))
    ids = select(Outcome.ikm_id).join(Ikm, living).where(is_due(today()))
    return session.scalars(ids.distinct().order_by(Outcome.ikm_id)).all()


def due_of(session: Session, ikm_id: UUID) -> Sequence[Outcome]:
    """Return what one IKM is to be asked for, held until the transaction ends."""
    mine = select(Outcome).where(Outcome.ikm_id == ikm_id, is_due(today())).order_by(Outcome.id)
    return session.scalars(mine.with_for_update().execution_options(populate_existing=True)).all()


def is_due(day: date) -> ColumnElement[bool]:
    """Return the condition that an outcome is open and unasked, and half a year is over since its programmes."""
    aiming = (Enrolment.outcome_id == Outcome.id, Enrolment.state.in_(AIMING))
    long_over = Enrolment.ended_on <= half_a_year_before(day)
    return and_(
        Outcome.state == PLANNED,
        Outcome.counts_with_id.is_(None),
        Outcome.asked_on.is_(None),
        exists().where(*aiming, long_over),
        ~exists().where(*aiming, (Enrolment.ended_on.is_(None)) | ~long_over),
    )
