"""How an owner, or whoever answers for the owner, is reached."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from services.registry.models.base import Base, Identified, Sourced

FIELDS = ("name", "phone", "phone_other", "email")
"""What a contact says of whoever is reached; the rest is how the register keeps it."""


class Contact(Identified, Sourced, Base):
    """``phone`` is E.164. ``undeliverable_since`` stands from the day mail came back until the address changes."""

    __tablename__ = "contact"
    __table_args__ = (
        CheckConstraint("kind IN ('owner', 'proxy')", name="kind"),
        UniqueConstraint("ikm_id", "kind", name="uq_contact_kind"),
        Index("ix_contact_phone", "phone", "ikm_id"),
        Index("ix_contact_phone_other", "phone_other", "ikm_id"),
        Index("ix_contact_email", "email", "ikm_id"),
    )

    ikm_id: Mapped[UUID] = mapped_column(ForeignKey("ikm.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(8), default="owner")
    name: Mapped[str | None] = mapped_column(String(200))
    phone: Mapped[str | None] = mapped_column(String(20))
    phone_other: Mapped[str | None] = mapped_column(String(20))
    email: Mapped[str | None] = mapped_column(String(254))
    undeliverable_since: Mapped[datetime | None]
    undeliverable_reason: Mapped[str | None] = mapped_column(Text)
