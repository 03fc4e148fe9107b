"""One piece of long work: what is asked, how far it is, and what became of it. The row is the truth."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, Index, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from shared.database import KernelBase, UTCDateTime
from shared.language import Message, msg

WAITING, RUNNING, DONE, STOPPED, FAILED = "waiting", "running", "done", "stopped", "failed"
STATES = {
    WAITING: msg("Waits its turn"),
    RUNNING: msg("Is being done"),
    DONE: msg("Done"),
    STOPPED: msg("Stopped"),
    FAILED: msg("Failed"),
}
LIVE = (WAITING, RUNNING)


class Work(KernelBase):
    """``page`` shows what it is about. ``alone``: of all live work only one may bear these words.

    ``claim`` names the attempt that holds it until ``claimed_until``; ``stopped_by`` asks that attempt to stop.
    ``done`` of ``of``, ``words``: how far it is; ``said``: what became of it; ``error``: what broke it, for whoever
    looks after the system.
    """

    __tablename__ = "work"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'running', 'done', 'stopped', 'failed')", name="state"),
        Index("ix_work_state_asked_at", "state", "asked_at"),
        Index("ix_work_noun_noun_id_asked_at", "noun", "noun_id", "asked_at"),
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    kind: Mapped[str] = mapped_column(String(60))
    title: Mapped[dict[str, Any]] = mapped_column(JSON)
    noun: Mapped[str | None] = mapped_column(String(40))
    noun_id: Mapped[UUID | None] = mapped_column(Uuid)
    page: Mapped[str | None] = mapped_column(String(200))
    arguments: Mapped[dict[str, Any]] = mapped_column(JSON)
    alone: Mapped[str | None] = mapped_column(String(200), unique=True)

    actor_id: Mapped[UUID | None] = mapped_column(Uuid)
    actor_name: Mapped[str] = mapped_column(String(200))
    actor_role: Mapped[str] = mapped_column(String(20))
    story: Mapped[str] = mapped_column(String(64))
    asked_at: Mapped[datetime] = mapped_column(UTCDateTime)

    state: Mapped[str] = mapped_column(String(10))
    stopped_by: Mapped[str | None] = mapped_column(String(200))
    attempts: Mapped[int] = mapped_column(default=0)
    claim: Mapped[UUID | None] = mapped_column(Uuid)
    claimed_until: Mapped[datetime | None] = mapped_column(UTCDateTime)

    done: Mapped[int] = mapped_column(default=0)
    of: Mapped[int | None]
    words: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    said: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    error: Mapped[str | None] = mapped_column(Text)
    result: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    result_file: Mapped[str | None] = mapped_column(String(200))
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    @property
    def percent(self) -> int | None:
        """How much is done, 0 to 100; None where that cannot be told."""
        return min(100, self.done * 100 // self.of) if self.of else None

    @property
    def heading(self) -> Message:
        """What it is, as a sentence."""
        return Message.from_json(self.title)

    @property
    def sentence(self) -> Message | None:
        """What became of it, or how far it is."""
        words = self.words if self.is_live else self.said
        return Message.from_json(words) if words else None
