"""A dated record that proves an outcome: its number, and a file or where it was seen."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from services.registry.models.base import Base, Identified


class Evidence(Identified, Base):
    """Rows are added, never changed. ``certificate_id``: the certificate of the register that closed the outcome.

    The file is kept beside the facts it proves, so that one copy of the database holds both (0091).
    """

    __tablename__ = "evidence"
    __table_args__ = (
        CheckConstraint("source IS NOT NULL OR file_name IS NOT NULL", name="source_or_file"),
        Index("ix_evidence_outcome_id", "outcome_id", "created_at"),
    )

    outcome_id: Mapped[UUID] = mapped_column(ForeignKey("outcome.id", ondelete="CASCADE"))
    dated_on: Mapped[date]
    number: Mapped[str] = mapped_column(String(60))
    expires_on: Mapped[date | None]
    source: Mapped[str | None] = mapped_column(String(200))
    certificate_id: Mapped[UUID | None]
    file_name: Mapped[str | None] = mapped_column(String(200))
    file_type: Mapped[str | None] = mapped_column(String(40))
    file: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
