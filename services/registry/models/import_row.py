"""One row of an uploaded list: what it says, what it would do, and what a person decided."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.registry.models.base import Base, Identified
from shared.errors import NotFound
from shared.language import msg


class ImportRow(Identified, Base):
    """``entry`` is the row as read (a NIK sealed), ``plan`` what it does. ``ikm_id`` may name one not made yet."""

    __tablename__ = "import_row"
    __table_args__ = (
        CheckConstraint("verdict IN ('new', 'update', 'same', 'possible', 'refused')", name="verdict"),
        CheckConstraint("decision IN ('same', 'different', 'later')", name="decision"),
        Index("uq_import_row_position", "batch_id", "position", unique=True),
        Index("ix_import_row_verdict", "batch_id", "verdict", "position"),
        Index("ix_import_row_waiting", "waiting", "batch_id", "position"),
        Index("ix_import_row_ikm_id", "ikm_id"),
    )

    batch_id: Mapped[UUID] = mapped_column(ForeignKey("import_batch.id", ondelete="CASCADE"))
    position: Mapped[int]
    sheet: Mapped[str] = mapped_column(String(120))
    number: Mapped[int]
    verdict: Mapped[str] = mapped_column(String(8))
    waiting: Mapped[bool] = mapped_column(default=False)
    name: Mapped[str | None] = mapped_column(String(200))
    ikm_id: Mapped[UUID | None]
    entry: Mapped[dict[str, Any]] = mapped_column(JSON)
    plan: Mapped[dict[str, Any]] = mapped_column(JSON)
    decision: Mapped[str | None] = mapped_column(String(9))
    decided_ikm_id: Mapped[UUID | None]
    decided_by: Mapped[str | None] = mapped_column(String(200))
    decided_at: Mapped[datetime | None]

    @classmethod
    def locked(cls, session: Session, row_id: UUID) -> "ImportRow":
        """Return the row, locked for this transaction. Raises NotFound."""
        row = session.get(cls, row_id, with_for_update=True)
        if row is None:
            raise NotFound(msg("There is no such row."))
        return row
