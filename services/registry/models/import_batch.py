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
HALF_KEPT = "-"
"""Stands for a plan of which not all rows are kept yet: they are to be planned again, with what was decided."""


class ImportBatch(Identified, Base):
    """``plan_digest`` is what the person saw; ``register_mark`` tells whether the register is still what it was.

    ``columns``: by column, what it was guessed to be, how surely and why, and whether a person still has to say so;
    None for a list that came before this was kept, whose ``mapping`` holds all that was guessed.
    ``sheets``: each table of the file; one on a hidden sheet is ``hidden``, and ``taken`` where somebody took it in.
    ``left_tables``: tables of the file that are no lists of businesses, and why. ``said_rows``: what a person said of
    single rows against what they were taken for.
    ``foreseen``: of how many rows becomes what. ``defaults``: what a person said of the whole list where its cells are
    empty, with by whom and when. ``dates``: by column, how its days are written and what shows it; None for a list
    that was not looked at for it.
    ``layout``: what it has in common with other lists of the same headings; ``said_by``: who corrected what its columns
    mean; ``recalled``: by whom, on which day and of which list the mapping was said that was preset.
    ``known_to``: the last change that the plan knows of. ``unseen``: the plan whose IKM are being written, or taken
    out again; as long as it is set, nobody sees them.
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
    left_tables: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list, server_default="[]")
    said_rows: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list, server_default="[]")
    samples: Mapped[dict[str, list[str]]] = mapped_column(JSON, default=dict)
    mapping: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    columns: Mapped[dict[str, dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))
    dates: Mapped[dict[str, dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))
    layout: Mapped[str | None] = mapped_column(String(64))
    said_by: Mapped[str | None] = mapped_column(String(200))
    recalled: Mapped[dict[str, str] | None] = mapped_column(JSON(none_as_null=True))
    counts: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    foreseen: Mapped[dict[str, int]] = mapped_column(JSON, default=dict, server_default="{}")
    defaults: Mapped[dict[str, dict[str, Any]]] = mapped_column(JSON, default=dict, server_default="{}")
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
    def is_planned_through(self) -> bool:
        """Whether a whole plan is kept."""
        return self.plan_digest not in (None, HALF_KEPT)

    @property
    def total(self) -> int:
        """How many rows of data of the file count."""
        return sum(sheet["rows"] for sheet in self.counted_sheets)

    @property
    def counted_sheets(self) -> list[dict[str, Any]]:
        """What is known of each table that is read: all but those of hidden sheets that nobody took in."""
        return [sheet for sheet in self.sheets if not sheet.get("hidden") or sheet["taken"]]

    @property
    def hidden_sheets(self) -> frozenset[str]:
        return frozenset(sheet["name"] for sheet in self.sheets if sheet.get("hidden"))

    @property
    def taken_sheets(self) -> frozenset[str]:
        """The hidden sheets that somebody took in."""
        return frozenset(sheet["name"] for sheet in self.sheets if sheet.get("hidden") and sheet["taken"])

    def rows_of_sheet(self, name: str) -> int:
        """How many rows of data stand on a sheet, whether it counts or not."""
        return sum(sheet["rows"] for sheet in self.sheets if sheet["name"] == name)

    @property
    def answers(self) -> dict[str, str]:
        """What a person said of the whole list, by field."""
        return {name: answer["value"] for name, answer in self.defaults.items()}

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
