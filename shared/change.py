"""The tables of the history: each change, and beside it what can be erased without breaking the chain."""

import hashlib
import hmac
import json
import os
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Index, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shared.database import KernelBase, UTCDateTime

canonical = json.JSONEncoder(sort_keys=True, ensure_ascii=False).encode
FORGET = "forget"
"""The action of a change that records an erasure; it says no content and is never erased itself."""


class ChangeValue(KernelBase):
    """What one change was about. ``old`` and ``new`` hold only the fields that differ; never a NIK.

    Never altered; erased at a person's request, with the salt, without which nobody can guess what it was.
    """

    # No foreign key, here and below: the chain binds the rows to each other, and a check for each would cost more.
    __tablename__ = "change_value"

    change_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    salt: Mapped[str] = mapped_column(String(32))
    old: Mapped[dict[str, Any]] = mapped_column(JSON)
    new: Mapped[dict[str, Any]] = mapped_column(JSON)
    reason: Mapped[str | None] = mapped_column(Text)


class ChangeActor(KernelBase):
    """The name of whoever made one change, erased like its values but apart from them."""

    __tablename__ = "change_actor"

    change_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    salt: Mapped[str] = mapped_column(String(32))
    name: Mapped[str] = mapped_column(String(200))


class Change(KernelBase):
    """One change: when, to what, by which account; its values and the actor's name as salted commitments only.

    ``hash`` binds it to all before it; ``seal`` says that a process with the key wrote it, None before there was one.
    """

    __tablename__ = "change"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    actor_id: Mapped[UUID | None] = mapped_column(Uuid)
    actor_commitment: Mapped[str] = mapped_column(String(64))
    noun: Mapped[str] = mapped_column(String(40))
    noun_id: Mapped[UUID] = mapped_column(Uuid)
    action: Mapped[str] = mapped_column(String(40))
    value_commitment: Mapped[str] = mapped_column(String(64))
    batch_id: Mapped[UUID | None] = mapped_column(Uuid, index=True)
    correlation_id: Mapped[str] = mapped_column(String(64))
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
    seal: Mapped[str | None] = mapped_column(String(80))

    values: Mapped[ChangeValue | None] = relationship(
        primaryjoin=lambda: Change.id == ChangeValue.change_id,
        foreign_keys=ChangeValue.change_id,
        lazy="joined",
        viewonly=True,
    )
    actor: Mapped[ChangeActor | None] = relationship(
        primaryjoin=lambda: Change.id == ChangeActor.change_id,
        foreign_keys=ChangeActor.change_id,
        lazy="joined",
        viewonly=True,
    )

    __table_args__ = (Index("ix_change_noun_noun_id_id", "noun", "noun_id", "id"),)

    @property
    def is_erased(self) -> bool:
        """Tell whether the values were erased."""
        return self.values is None

    @property
    def old(self) -> dict[str, Any]:
        return self.values.old if self.values else {}

    @property
    def new(self) -> dict[str, Any]:
        return self.values.new if self.values else {}

    @property
    def reason(self) -> str | None:
        return self.values.reason if self.values else None

    @property
    def actor_name(self) -> str | None:
        """Return who made the change, None where the name was erased."""
        return self.actor.name if self.actor else None


class ChangeHead(KernelBase):
    """The newest change's id and hash, in the one row whose lock makes the chain a line."""

    __tablename__ = "change_head"

    id: Mapped[int] = mapped_column(primary_key=True)
    last_id: Mapped[int] = mapped_column(default=0)
    hash: Mapped[str] = mapped_column(String(64), default="")


def new_salt() -> str:
    """Return 128 random bits: short values, such as a phone number, cannot be guessed from what they are bound by."""
    return os.urandom(16).hex()


def commitment(salt: str, text: str) -> str:
    """Return the HMAC-SHA-256 that binds a text, and tells nothing of it once the salt is gone."""
    return hmac.digest(salt.encode(), text.encode(), "sha256").hex()


def value_text(values: Mapping[str, Any]) -> str:
    """Return what the commitment of a change's values binds."""
    return canonical([values["old"], values["new"], values["reason"]])


def fingerprint(change: Mapping[str, Any]) -> str:
    """Return the SHA-256 that binds a change, given by column, to all before it."""
    content = [
        change["previous_hash"], change["at"].isoformat(), str(change["actor_id"]), change["actor_commitment"],
        change["noun"], str(change["noun_id"]), change["action"], change["value_commitment"],
        str(change["batch_id"]), change["correlation_id"],
    ]  # fmt: skip
    return hashlib.sha256(canonical(content).encode()).hexdigest()
