"""How far each nomination has come, kept beside it so that the ledger counts without looking anywhere else."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import ColumnElement, case, exists, select, update
from sqlalchemy.orm import Session

from services.partners.domain import attendance, enrolment, outcome, step
from services.partners.domain.session import PLANNED
from services.partners.models.attendance import Attendance
from services.partners.models.enrolment import Enrolment
from services.partners.models.ikm_outcome import IkmOutcome, IkmOutcomeOffer
from services.partners.models.nomination import Nomination
from services.partners.models.session import OfferSession
from shared.among import among

_CAME = exists().where(
    Attendance.enrolment_id == Enrolment.id,
    Attendance.state == attendance.PRESENT,
    OfferSession.id == Attendance.session_id,
    OfferSession.state == PLANNED,
)
_STEP = case(
    (Enrolment.state == enrolment.COMPLETED, step.COMPLETED),
    (Enrolment.state == enrolment.WITHDREW, step.NOMINATED),
    (_CAME, step.ATTENDED),
    else_=step.CONFIRMED,
)
_BORE_FRUIT = exists().where(
    IkmOutcomeOffer.offer_id == Nomination.offer_id,
    IkmOutcomeOffer.first,
    IkmOutcome.outcome_id == IkmOutcomeOffer.outcome_id,
    IkmOutcome.ikm_id == Nomination.ikm_id,
    IkmOutcome.state.in_(outcome.REACHED),
)


def follow(session: Session, nomination_ids: Collection[UUID]) -> None:
    """Let the steps of these nominations say what their enrolments and attendance say."""
    _follow(session, among(Nomination.id, nomination_ids))


def follow_offer(session: Session, offer_id: UUID) -> None:
    """Let the steps of everybody in an offer say so: one of its sessions counts no more."""
    _follow(session, Nomination.offer_id == offer_id)


def _follow(session: Session, which: ColumnElement[bool]) -> None:
    reached = select(_STEP).where(Enrolment.nomination_id == Nomination.id).scalar_subquery()
    enrolled = exists().where(Enrolment.nomination_id == Nomination.id)
    mine = update(Nomination).where(which, enrolled).values(step=reached)
    session.execute(mine.execution_options(synchronize_session=False))


def follow_outcomes(session: Session, offer_ids: Collection[UUID]) -> None:
    """Let the nominations of these offers say whether an outcome came of them."""
    differs = Nomination.bore_fruit != _BORE_FRUIT
    theirs = update(Nomination).where(among(Nomination.offer_id, offer_ids), differs).values(bore_fruit=_BORE_FRUIT)
    session.execute(theirs.execution_options(synchronize_session=False))
