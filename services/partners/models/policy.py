"""The rules of scoring as data: every change is a new version, and suggestions name the version they used."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.partners.domain.policy import CRITERIA, Policy
from services.partners.models.base import Base
from shared.database import UTCDateTime

CODES = ("priority_clusters", "low_mobility")
CONTENT = ("weights", *CODES, "yearly_cap", "step", "lately_days", "answer_days")
NO_CHANGES: Mapping[str, Any] = MappingProxyType({})


class PolicyVersion(Base):
    __tablename__ = "policy"

    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    given: Mapped[dict[str, int]] = mapped_column("weights", JSON)
    priority_clusters: Mapped[list[Any]] = mapped_column(JSON)
    low_mobility: Mapped[list[Any]] = mapped_column(JSON)
    yearly_cap: Mapped[int]
    step: Mapped[int] = mapped_column(default=0)
    lately_days: Mapped[int]
    answer_days: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    created_by: Mapped[UUID | None]

    @property
    def weights(self) -> dict[str, int]:
        """Points per criterion; a version of before a criterion was known gives it none."""
        return {name: self.given.get(name, 0) for name in CRITERIA}

    @weights.setter
    def weights(self, weights: Mapping[str, int]) -> None:
        self.given = dict(weights)

    def content(self, changes: Mapping[str, Any] = NO_CHANGES) -> dict[str, Any]:
        """Return what the version says as plain JSON, sets of codes in order, with ``changes`` in place."""
        said = {name: changes.get(name, getattr(self, name)) for name in CONTENT}
        return said | {name: sorted(set(said[name])) for name in CODES}

    def rules(self, changes: Mapping[str, Any] = NO_CHANGES) -> Policy:
        """Return the policy as matching reads it, with ``changes`` in place."""
        said = self.content(changes)
        return Policy(version=self.version, **said | {name: frozenset(said[name]) for name in CODES})


def latest(session: Session) -> PolicyVersion:
    """Return the version in force."""
    return session.scalars(select(PolicyVersion).order_by(PolicyVersion.version.desc()).limit(1)).one()


def latest_locked(session: Session) -> PolicyVersion:
    """Return the version in force with the first one locked: the mutex that lets one change be made at a time."""
    session.execute(select(PolicyVersion.version).where(PolicyVersion.version == 1).with_for_update(key_share=True))
    return latest(session)
