"""One upload of somebody's list, from the file to what it did to the register."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, CheckConstraint, Index, String, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.registry.models.base import Base, Identified
from shared.errors import NotFound
from shared.language import msg

UNSEEN = text("unseen IS NOT NULL")


class ImportBatch(Identified, Base):
    """``plan_digest`` is what the person saw; ``register_mark`` tells whether the register is still what it was.

    ``known_to``: the last change that the plan knows of. ``unseen``: the plan whose IKM are being written, or taken
    out again; as long as it is set, nobody sees them.
    ``dates``: by column, how its days are written and what shows it; None for a list that was not looked at for it.
    """

    __tablename__ = "import_batch"
    __table_args__ = (
        CheckConstraint(
            "status IN ('uploaded', 'planning', 'planned', 'confirming', 'confirmed',"
            " 'undoing', 'undone', 'discarded')",
            name="status",
        ),
        Index("ix_import_batch_status", "status", "created_at"),
        Index("ix_import_batch_unseen", "id", sqlite_where=UNSEEN, postgresql_where=UNSEEN),
    )

    filename: Mapped[str] = mapped_column(String(255))
    stored_name: Mapped[str | None] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(8))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    status: Mapped[str] = mapped_column(String(12), default="uploaded")
    revision: Mapped[int] = mapped_column(nullable=False)

    sheets: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    samples: Mapped[dict[str, list[str]]] = mapped_column(JSON, default=dict)
    mapping: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    dates: Mapped[dict[str, dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))
    counts: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    outcome: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    notice: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    plan_digest: Mapped[str | None] = mapped_column(String(64))
    register_mark: Mapped[str | None] = mapped_column(String(64))
    known_to: Mapped[int | None] = mapped_column(BigInteger)
    unseen: Mapped[str | None] = mapped_column(String(64))

    created_by: Mapped[str] = mapped_column(String(200))
    confirmed_at: Mapped[datetime | None]
    confirmed_by: Mapped[str | None] = mapped_column(String(200))
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str | None] = mapped_column(String(200))

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 - SQLAlchemy reads it once

    @property
    def total(self) -> int:
        """How many rows of data the file holds."""
        return sum(sheet["rows"] for sheet in self.sheets)

    @property
    def source(self) -> str:
        """What provenance says of values that came with this list: its name."""
        return self.filename[:120]

    @classmethod
    def locked(cls, session: Session, batch_id: UUID) -> "ImportBatch":
        """Return the batch, locked for this transaction. Raises NotFound."""
        batch = session.get(cls, batch_id, with_for_update=True, populate_existing=True)
        if batch is None:
            raise NotFound(msg("There is no such import."))
        return batch
