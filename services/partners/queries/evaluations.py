"""What was said of a programme, without names, and for the office whom it can still ask by telephone."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from services.partners.domain.attendance import PRESENT
from services.partners.domain.evaluation import ASKED, USEFUL
from services.partners.models.attendance import Attendance
from services.partners.models.enrolment import Enrolment
from services.partners.models.evaluation import Evaluation
from services.partners.models.nomination import Nomination
from shared.errors import NotFound

WAS_THERE = exists().where(Attendance.enrolment_id == Enrolment.id, Attendance.state == PRESENT)


@dataclass(frozen=True)
class Said:
    """``answers`` come in no order of people."""

    answers: Sequence[Evaluation]
    silent: Sequence[Enrolment]

    @property
    def useful(self) -> list[tuple[str, int]]:
        """How many gave each mark."""
        counted = Counter(item.useful for item in self.answers)
        return [(mark, counted[int(mark)]) for mark in USEFUL]


def said_of(session: Session, offer_id: UUID) -> Said:
    """Return what was said of an offer, and who was there and has not said anything."""
    asked = (Enrolment.offer_id == offer_id, Enrolment.state.in_(ASKED), WAS_THERE)
    answers = select(Evaluation).join(Enrolment, Enrolment.id == Evaluation.enrolment_id).where(*asked)
    silent = _enrolments().where(*asked, ~exists().where(Evaluation.enrolment_id == Enrolment.id))
    # By mark: an order of time would tell who said what to somebody who knows when they did.
    order = Evaluation.useful.desc(), Evaluation.first_step, Evaluation.id
    return Said(session.scalars(answers.order_by(*order)).all(), session.scalars(silent.order_by(Enrolment.id)).all())


def attended(session: Session, enrolment_id: UUID) -> bool:
    """Tell whether somebody was at a session."""
    return session.scalar(select(Enrolment.id).where(Enrolment.id == enrolment_id, WAS_THERE)) is not None


def enrolment_to_ask(session: Session, enrolment_id: UUID) -> Enrolment:
    """Return one that counts. Raises NotFound."""
    found = session.scalars(_enrolments().where(Enrolment.id == enrolment_id)).one_or_none()
    if found is None:
        raise NotFound
    return found


def _enrolments() -> Select[Enrolment]:
    return select(Enrolment).join(Enrolment.nomination).where(Nomination.superseded_by.is_(None))
