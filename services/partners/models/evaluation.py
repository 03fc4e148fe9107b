"""What somebody says of a programme: the last answer, one each."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.partners.models.base import Base
from shared.database import UTCDateTime, new_id
from shared.language import msg
from shared.refusals import refusing


class Evaluation(Base):
    """``obstacle_topic``: what would help against the obstacle, if said; ``source``: by link or heard by phone."""

    __tablename__ = "evaluation"
    __table_args__ = (
        refusing(
            CheckConstraint("useful BETWEEN 1 AND 5", name="useful_in_range"),
            msg("Choose from 1 to 5."),
            field="useful",
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"), unique=True)
    useful: Mapped[int]
    first_step: Mapped[str] = mapped_column(Text)
    obstacle: Mapped[str] = mapped_column(Text)
    obstacle_topic: Mapped[str | None] = mapped_column(String(40))
    source: Mapped[str] = mapped_column(String(10))
    answered_at: Mapped[datetime] = mapped_column(UTCDateTime)


def evaluation_of(session: Session, enrolment_id: UUID) -> Evaluation | None:
    """Return what somebody said, as it stands now; exact for whoever holds the offer's lock."""
    mine = select(Evaluation).where(Evaluation.enrolment_id == enrolment_id)
    return session.scalars(mine.execution_options(populate_existing=True)).one_or_none()
