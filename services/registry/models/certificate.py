"""A number, permit or certificate an IKM holds, or is known not to hold."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from services.registry.models.base import Base, Identified, Sourced

NUMBERED, UNNUMBERED = text("number IS NOT NULL"), text("number IS NULL")


class Certificate(Identified, Sourced, Base):
    """No row of a kind means nobody has asked yet. One P-IRT covers one product, so a kind may repeat by number."""

    __tablename__ = "certificate"
    __table_args__ = (
        CheckConstraint("state IN ('yes', 'no')", name="state"),
        CheckConstraint("state = 'yes' OR number IS NULL", name="number_of_yes"),
        Index(
            "uq_certificate_number",
            "ikm_id",
            "kind",
            "number",
            unique=True,
            sqlite_where=NUMBERED,
            postgresql_where=NUMBERED,
        ),
        Index(
            "uq_certificate_kind",
            "ikm_id",
            "kind",
            unique=True,
            sqlite_where=UNNUMBERED,
            postgresql_where=UNNUMBERED,
        ),
        Index("ix_certificate_ikm", "ikm_id", "kind"),
        Index("ix_certificate_expires_on", "expires_on"),
    )

    ikm_id: Mapped[UUID] = mapped_column(ForeignKey("ikm.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(12))
    state: Mapped[str] = mapped_column(String(3))
    number: Mapped[str | None] = mapped_column(String(60))
    issued_on: Mapped[date | None]
    expires_on: Mapped[date | None]
    remark: Mapped[str | None] = mapped_column(Text)
