"""Copy of how mail goes in all, as notifications last said: one row. The highest revision wins."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from services.partners.domain.mail_flow import TROUBLED
from services.partners.models.base import Base
from shared.database import UTCDateTime

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
