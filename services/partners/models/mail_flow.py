"""Copy of how mail goes in all, as notifications last said: one row. The highest revision wins."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.partners.domain.mail_flow import TROUBLED
from services.partners.models.base import Base
from shared.database import UTCDateTime, insert_into

ONLY = 1


class MailFlow(Base):
    __tablename__ = "mail_flow"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=ONLY)
    revision: Mapped[int]
    state: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str | None] = mapped_column(String(40))
    since: Mapped[datetime] = mapped_column(UTCDateTime)

    @property
    def in_trouble(self) -> bool:
        return self.state == TROUBLED


def keep_newest(session: Session, values: Mapping[str, Any]) -> None:
    """Write a copy unless a newer one is here; of two workers at once the newer copy stays."""
    insert = insert_into(session, MailFlow).values(id=ONLY, **values)
    newer = insert.excluded.revision > MailFlow.revision
    session.execute(insert.on_conflict_do_update(index_elements=[MailFlow.id], set_=values, where=newer))
