"""What an institution offers: a programme with a period, a quota and conditions."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from services.partners.models.base import Base
from services.partners.models.institution import Institution
from services.partners.models.session import OfferSession
from shared.database import UTCDateTime, new_id


class Offer(Base):
    """A draft may lack anything but title, topic and form; submitting needs the rest."""

    __tablename__ = "offer"
    __table_args__ = (
        CheckConstraint("quota IS NULL OR quota >= 1", name="quota_positive"),
        CheckConstraint("ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on", name="period_ordered"),
        Index("ix_offer_state_starts_on", "state", "starts_on"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    institution_id: Mapped[UUID] = mapped_column(ForeignKey("institution.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str] = mapped_column(Text, default="")
    topic: Mapped[str] = mapped_column(String(40))
    form: Mapped[str] = mapped_column(String(40))
    mode: Mapped[str | None] = mapped_column(String(20))
    place: Mapped[str | None] = mapped_column(String(200))
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    schedule_follows: Mapped[bool] = mapped_column(default=False)
    quota: Mapped[int | None]
    eligibility: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    selects: Mapped[bool] = mapped_column(default=False)
    answer_by: Mapped[datetime | None] = mapped_column(UTCDateTime)
    state: Mapped[str] = mapped_column(String(20), default="draft")
    state_reason: Mapped[str | None] = mapped_column(Text)
    created_by: Mapped[UUID | None]
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    submitted_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    opened_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    matched_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    revision: Mapped[int] = mapped_column(nullable=False)

    institution: Mapped[Institution] = relationship(lazy="joined", innerjoin=True)
    sessions: Mapped[list[OfferSession]] = relationship(
        order_by=OfferSession.number, cascade="all, delete-orphan", lazy="selectin"
    )

    __mapper_args__ = {"version_id_col": revision}


def locked(session: Session, offer_id: UUID) -> Offer | None:
    """Return the offer with its row locked: whoever counts or gives seats holds this lock."""
    statement = (
        select(Offer).where(Offer.id == offer_id).with_for_update(of=Offer).execution_options(populate_existing=True)
    )
    return session.scalars(statement).one_or_none()
