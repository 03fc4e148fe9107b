"""The rules of scoring as data: every change is a new version, and suggestions name the version they used."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.partners.models.base import Base
from shared.database import UTCDateTime


class PolicyVersion(Base):
    __tablename__ = "policy"

    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    weights: Mapped[dict[str, int]] = mapped_column(JSON)
    priority_clusters: Mapped[list[Any]] = mapped_column(JSON)
    yearly_cap: Mapped[int]
    lately_days: Mapped[int]
    answer_days: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    created_by: Mapped[UUID | None]


def latest(session: Session, *, lock: bool = False) -> PolicyVersion | None:
    """Return the version in force; locked, it is the mutex that lets one matching run at a time."""
    statement = select(PolicyVersion).order_by(PolicyVersion.version.desc()).limit(1)
    return session.scalars(statement.with_for_update() if lock else statement).one_or_none()
