"""A merger of two records: who made it, why, and all it took to make it, so that it can be undone."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from services.registry.domain.undoing import last_day
from services.registry.models.base import Base, Identified
from services.registry.models.ikm import Ikm
from shared.errors import NotFound
from shared.language import msg

STANDING = text("undone_at IS NULL")


class Merge(Identified, Base):
    """``moved``: by table, the ids of what was given to the one kept; None: it was merged before that was written down.

    ``taken``: by field of the one kept, ``old`` and ``new`` value, its ``source``, and the ``mark`` it had before.
    ``copied``: by table and id, what came to the one kept in its contacts, certificates and needs: ``old`` is None for
    a row that was added, else the columns that were changed. ``gone_before``: the state of the one that ended.
    ``erased_at``: since when values and reasons are gone on request; such a merger stays.
    """

    __tablename__ = "merge"
    __table_args__ = (
        Index("uq_merge_standing_gone_id", "gone_id", unique=True, sqlite_where=STANDING, postgresql_where=STANDING),
        Index("ix_merge_kept_id", "kept_id"),
        Index("ix_merge_created_at", "created_at"),
    )

    kept_id: Mapped[UUID] = mapped_column(ForeignKey("ikm.id"))
    gone_id: Mapped[UUID] = mapped_column(ForeignKey("ikm.id"))
    reason: Mapped[str] = mapped_column(Text)
    merged_by: Mapped[str] = mapped_column(String(200))
    gone_before: Mapped[dict[str, Any]] = mapped_column(JSON)
    moved: Mapped[dict[str, list[str]] | None] = mapped_column(JSON(none_as_null=True))
    taken: Mapped[dict[str, dict[str, Any]]] = mapped_column(JSON)
    copied: Mapped[dict[str, dict[str, dict[str, Any]]]] = mapped_column(JSON)
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str | None] = mapped_column(String(200))
    undo_reason: Mapped[str | None] = mapped_column(Text)
    erased_at: Mapped[datetime | None]

    kept: Mapped[Ikm] = relationship(foreign_keys=[kept_id])
    gone: Mapped[Ikm] = relationship(foreign_keys=[gone_id])

    def may_be_undone(self, at: datetime) -> bool:
        """Tell whether it still stands, was made lately enough, and it is known what it moved and took over."""
        known = self.moved is not None and self.erased_at is None
        return self.undone_at is None and known and at <= last_day(self.created_at)

    @classmethod
    def locked(cls, session: Session, merge_id: UUID) -> "Merge":
        """Return the row as it is now, held until the transaction ends. Raises NotFound."""
        merge = session.get(cls, merge_id, with_for_update=True, populate_existing=True)
        if merge is None:
            raise NotFound(NO_MERGE)
        return merge


NO_MERGE = msg("There is no such merger.")
