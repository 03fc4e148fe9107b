"""A partner institution: who helps IKM."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from services.partners.models.base import Base
from shared.clock import now
from shared.database import UTCDateTime, new_id
from shared.language import msg
from shared.refusals import refusing


class Institution(Base):
    __tablename__ = "institution"
    __table_args__ = (
        refusing(
            Index("uq_institution_name", text("lower(name)"), unique=True),
            msg("There is already an institution with this name."),
            field="name",
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(30))
    contact_name: Mapped[str | None] = mapped_column(String(200))
    email: Mapped[str | None] = mapped_column(String(254))
    phone: Mapped[str | None] = mapped_column(String(30))
    service_area: Mapped[str | None] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(20), default="prospective", index=True)
    state_reason: Mapped[str | None] = mapped_column(Text)
    contact_verified_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    revision: Mapped[int] = mapped_column(nullable=False)

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 - SQLAlchemy reads it once
