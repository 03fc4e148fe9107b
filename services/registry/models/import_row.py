"""One row of an uploaded list: what it says, what it would do, and what a person decided."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.registry.models.base import Base, Identified
from services.registry.models.import_batch import ImportBatch
from shared.errors import NotFound
from shared.language import msg

NO_ROW = msg("There is no such row.")


class ImportRow(Identified, Base):
    """``entry`` is the row as read (a NIK sealed), ``plan`` what it does. ``ikm_id`` may name one not made yet.

    ``effects``: what becomes of it, as words between blanks. ``doubt``: the kind of reason for which it is doubtful.
    ``content_hash`` of a doubtful row is the same wherever a list says the same.
    """

    __tablename__ = "import_row"
    __table_args__ = (
        CheckConstraint("verdict IN ('new', 'update', 'same', 'possible', 'refused')", name="verdict"),
        CheckConstraint("decision IN ('same', 'different', 'later')", name="decision"),
        Index("uq_import_row_position", "batch_id", "position", unique=True),
        Index("ix_import_row_verdict", "batch_id", "verdict", "position"),
        Index("ix_import_row_waiting", "waiting", "batch_id", "position"),
        Index("ix_import_row_ikm_id", "ikm_id"),
        Index("ix_import_row_content_hash", "content_hash"),
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
    effects: Mapped[str] = mapped_column(String(200), default="", server_default="")
    doubt: Mapped[str | None] = mapped_column(String(120))
    content_hash: Mapped[str | None] = mapped_column(String(64))
    decision: Mapped[str | None] = mapped_column(String(9))
    decided_ikm_id: Mapped[UUID | None]
    decided_by: Mapped[str | None] = mapped_column(String(200))
    decided_at: Mapped[datetime | None]

    @property
    def planned_candidates(self) -> set[UUID]:
        """The businesses this row was possibly the same as when its list was planned."""
        return {UUID(found["id"]) for found in self.plan["candidates"]}

    @classmethod
    def locked(cls, session: Session, row_id: UUID) -> "tuple[ImportRow, ImportBatch]":
        """Return the row and its import, locked for this transaction. Raises NotFound."""
        batch_id = session.scalar(select(cls.batch_id).where(cls.id == row_id))
        # The import first, like everybody who writes or undoes all of it.
        batch = batch_id and ImportBatch.locked(session, batch_id)
        row = session.get(cls, row_id, with_for_update=True, populate_existing=True)
        if not batch or row is None:
            raise NotFound(NO_ROW)
        return row, batch
