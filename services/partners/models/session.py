"""One meeting of an offer. The class is OfferSession: Session is SQLAlchemy's word."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.partners.domain.session import PLANNED
from services.partners.domain.timetable import Slot
from services.partners.models.base import Base
from shared.clock import now
from shared.database import UTCDateTime, new_id
from shared.language import msg
from shared.refusals import refusing


class OfferSession(Base):
    """``sequence`` is that of calendar files (RFC 5545, 3.8.7.4); ``reason`` and ``changed_at`` are of the last change.

    ``near_told_for``: for which start everybody was told that it is tomorrow, or needed not be told.
    """

    __tablename__ = "offer_session"
    __table_args__ = (
        UniqueConstraint("offer_id", "number"),
        refusing(
            CheckConstraint("ends_at > starts_at", name="times_ordered"),
            msg("A session must end after it begins."),
            field="sessions",
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    offer_id: Mapped[UUID] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    starts_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ends_at: Mapped[datetime] = mapped_column(UTCDateTime)
    place: Mapped[str | None] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(String(20), default=PLANNED)
    sequence: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str | None] = mapped_column(Text)
    changed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    near_told_for: Mapped[datetime | None] = mapped_column(UTCDateTime)

    @property
    def has_begun(self) -> bool:
        return self.starts_at <= now()

    @property
    def slot(self) -> Slot:
        """When it meets."""
        return Slot(self.id, self.title, self.starts_at, self.ends_at, self.place, self.sequence)
