"""The rules of scoring as data: every change is a new version, and suggestions name the version they used."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.partners.domain.policy import Policy
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

    def rules(self) -> Policy:
        """Return the policy as matching reads it."""
        return Policy(
            version=self.version,
            weights=self.weights,
            priority_clusters=frozenset(self.priority_clusters),
            yearly_cap=self.yearly_cap,
            lately_days=self.lately_days,
            answer_days=self.answer_days,
        )


def latest(session: Session) -> PolicyVersion:
    """Return the version in force."""
    return session.scalars(select(PolicyVersion).order_by(PolicyVersion.version.desc()).limit(1)).one()


def latest_locked(session: Session) -> PolicyVersion:
    """Return the version in force with the first one locked: the mutex that lets one matching run at a time."""
    session.execute(select(PolicyVersion.version).where(PolicyVersion.version == 1).with_for_update(key_share=True))
    return latest(session)
