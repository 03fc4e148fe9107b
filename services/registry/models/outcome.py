"""What came, or is to come, of programmes for an IKM."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from services.registry.domain.outcome import STATES
from services.registry.models.base import Base, Identified
from services.registry.models.enrolment import Enrolment
from services.registry.models.evidence import Evidence
from shared.errors import NotFound
from shared.language import msg

NO_OUTCOME = msg("There is no such outcome.")
IS_PLANNED = text("state = 'planned' AND counts_with_id IS NULL")


class Outcome(Identified, Base):
    """``began_on``: the first day of its programmes; evidence of before proves nothing.

    ``begun_for``: the IKM that the first of them was meant for. ``counts_with_id``: where two records were merged, the
    outcome of the same kind that counts for both. ``achieved_on`` is the day of the evidence.
    """

    __tablename__ = "outcome"
    __table_args__ = (
        CheckConstraint(f"state IN ({', '.join(repr(state) for state in STATES)})", name="state"),
        Index(
            "uq_outcome_planned", "ikm_id", "kind", unique=True, sqlite_where=IS_PLANNED, postgresql_where=IS_PLANNED
        ),
        Index("ix_outcome_ikm_id", "ikm_id"),
        Index("ix_outcome_state", "state", "began_on"),
        Index("ix_outcome_counts_with_id", "counts_with_id"),
    )

    ikm_id: Mapped[UUID] = mapped_column(ForeignKey("ikm.id", ondelete="CASCADE"))
    begun_for: Mapped[UUID]
    counts_with_id: Mapped[UUID | None] = mapped_column(ForeignKey("outcome.id", ondelete="SET NULL"))
    kind: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str | None] = mapped_column(Text)
    planned_on: Mapped[date]
    began_on: Mapped[date]
    achieved_on: Mapped[date | None]
    verified_on: Mapped[date | None]
    expires_on: Mapped[date | None]
    asked_on: Mapped[date | None]
    answered_on: Mapped[date | None]
    revision: Mapped[int] = mapped_column(default=0)

    enrolments: Mapped[list[Enrolment]] = relationship(order_by=(Enrolment.created_at, Enrolment.id))
    evidences: Mapped[list[Evidence]] = relationship(order_by=Evidence.created_at, cascade="all, delete-orphan")

    @property
    def evidence(self) -> Evidence | None:
        """The newest evidence, where there is any."""
        return self.evidences[-1] if self.evidences else None

    @classmethod
    def locked(cls, session: Session, ikm_id: UUID, outcome_id: UUID) -> "Outcome":
        """Return an outcome of this IKM as it is now, held until the transaction ends. Raises NotFound."""
        outcome = session.get(cls, outcome_id, with_for_update=True, populate_existing=True)
        if outcome is None or outcome.ikm_id != ikm_id or outcome.counts_with_id is not None:
            raise NotFound(NO_OUTCOME)
        return outcome
