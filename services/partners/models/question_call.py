"""What came of calling an IKM with a question that an offer depends on."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    Select,
    String,
    Text,
    UniqueConstraint,
    and_,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from services.partners.domain.question import LONGEST_KEY, NOT_REACHED, Heard
from services.partners.models.base import Base
from services.partners.models.ikm_profile import IkmProfile
from shared.among import among
from shared.clock import now
from shared.database import UTCDateTime, insert_if_absent, new_id

THE_CALL = ("offer_id", "ikm_id", "question")


class QuestionCall(Base):
    """One row for each question an IKM was called with for an offer.

    ``answer`` is what was said, or that nothing was: one of the domain's, None where it is to be asked again. ``tries``
    counts what was noted of it.
    ``answer_id`` names an answer on its way to the register; ``settled_at`` is when the register said what it made of
    it, and ``refusal`` why it did not take it.
    """

    __tablename__ = "question_call"
    __table_args__ = (
        UniqueConstraint(*THE_CALL, name="uq_question_call_offer_id_ikm_id_question"),
        CheckConstraint("tries >= 0", name="tries"),
        Index("ix_question_call_ikm_id", "ikm_id"),
        Index("ix_question_call_answer_id", "answer_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    offer_id: Mapped[UUID] = mapped_column(ForeignKey("offer.id"))
    ikm_id: Mapped[UUID] = mapped_column(ForeignKey("ikm_profile.ikm_id"))
    question: Mapped[str] = mapped_column(String(LONGEST_KEY))
    answer: Mapped[str | None] = mapped_column(String(20))
    number: Mapped[str | None] = mapped_column(String(20))
    expires_on: Mapped[date | None]
    tries: Mapped[int] = mapped_column(default=0)
    called_at: Mapped[datetime] = mapped_column(UTCDateTime)
    called_by: Mapped[UUID | None]
    answer_id: Mapped[UUID | None]
    settled_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    refusal: Mapped[str | None] = mapped_column(Text)

    profile: Mapped[IkmProfile] = relationship(lazy="joined", innerjoin=True)

    @property
    def heard(self) -> Heard | None:
        return Heard(self.answer, self.number, self.expires_on) if self.answer else None

    @property
    def is_under_way(self) -> bool:
        return self.answer_id is not None and self.settled_at is None

    @property
    def is_still_to_ask(self) -> bool:
        return self.answer in (None, NOT_REACHED)


UNDER_WAY = and_(QuestionCall.answer_id.is_not(None), QuestionCall.settled_at.is_(None))
NOT_TAKEN = QuestionCall.refusal.is_not(None)
TAKEN: ColumnElement[bool] = and_(QuestionCall.answer != NOT_REACHED, QuestionCall.refusal.is_(None))


def held(session: Session, offer_id: UUID, ikm_id: UUID, question: str) -> QuestionCall:
    """Return the row of a question, made where there is none, and held until the transaction ends."""
    key = {"offer_id": offer_id, "ikm_id": ikm_id, "question": question}
    fresh = {"id": new_id(), "tries": 0, "called_at": now()}
    insert_if_absent(session, QuestionCall, unless=THE_CALL, **key, **fresh)
    return session.scalars(_locked().filter_by(**key)).one()


def known(session: Session, offer_id: UUID, ikm_id: UUID, question: str) -> QuestionCall | None:
    """Return the row of a question, where anything was noted of it."""
    mine = select(QuestionCall).filter_by(offer_id=offer_id, ikm_id=ikm_id, question=question)
    return session.scalars(mine).one_or_none()


def with_id(session: Session, call_id: UUID) -> QuestionCall | None:
    """Return one row, held until the transaction ends."""
    return session.scalars(_locked().where(QuestionCall.id == call_id)).one_or_none()


def of_answer(session: Session, answer_id: UUID) -> QuestionCall | None:
    """Return the row that still waits for what became of an answer, held until the transaction ends."""
    return session.scalars(_locked().where(QuestionCall.answer_id == answer_id, UNDER_WAY)).one_or_none()


def concerning(session: Session, offer_id: UUID, ikm_ids: Collection[UUID] | None = None) -> Sequence[QuestionCall]:
    """Return what was noted for an offer, of these IKM or of all."""
    theirs = select(QuestionCall).where(QuestionCall.offer_id == offer_id)
    return session.scalars(theirs if ikm_ids is None else theirs.where(among(QuestionCall.ikm_id, ikm_ids))).all()


def under_way(session: Session) -> set[UUID]:
    """Return the IKM of whom an answer, for whatever offer, is on its way to the register."""
    return set(session.scalars(select(QuestionCall.ikm_id).where(UNDER_WAY)))


def _locked() -> Select[QuestionCall]:
    held_rows = select(QuestionCall).with_for_update(of=QuestionCall)
    return held_rows.execution_options(populate_existing=True)
