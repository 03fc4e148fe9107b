"""A mail that tries the mail server out: asked for on a page, sent by the worker."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.notifications.models.base import Base
from shared.clock import now
from shared.database import new_id

LONGEST = timedelta(minutes=1)
"""Longer than connecting, signing in and the last answer may take together."""


class MailTrial(Base):
    """``outcome`` is one of the domain's once it is known."""

    __tablename__ = "mail_trial"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    address: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(5))
    asked_at: Mapped[datetime] = mapped_column(default=now)
    begun_at: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(String(20))
    detail: Mapped[str] = mapped_column(String(500), default="")

    def begin(self) -> None:
        """Take it in hand."""
        self.begun_at = now()

    @property
    def is_live(self) -> bool:
        """Tell whether its outcome is still to come: not if its worker was lost."""
        return self.outcome is None and (self.begun_at is None or now() - self.begun_at < LONGEST)


def last(session: Session) -> MailTrial | None:
    return session.scalar(select(MailTrial).order_by(MailTrial.asked_at.desc(), MailTrial.id).limit(1))


def waiting(session: Session) -> MailTrial | None:
    """Return one that nobody has begun, for change; None where another worker has it."""
    to_begin = select(MailTrial).where(MailTrial.begun_at.is_(None)).order_by(MailTrial.asked_at).limit(1)
    return session.scalar(to_begin.with_for_update(skip_locked=True))
