"""How mail goes in all: one row, which staff see on their first page."""

from datetime import datetime

from sqlalchemy import JSON, String, Text
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.notifications.domain import flow as rules
from services.notifications.models.base import Base
from shared.clock import now
from shared.database import insert_if_absent

ONLY = 1


class MailFlow(Base):
    """``untaken``: some addresses whose mail the server did not take since it last took any; ``streak`` numbers that.

    ``pauses`` is how often in a row the server was left in peace, until ``retry_at``; ``revision`` the number under
    which all this was announced last.
    """

    __tablename__ = "mail_flow"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=ONLY)
    state: Mapped[str] = mapped_column(String(10), default=rules.WORKING)
    reason: Mapped[str | None] = mapped_column(String(40))
    since: Mapped[datetime] = mapped_column(default=now)
    detail: Mapped[str | None] = mapped_column(Text)
    streak: Mapped[int] = mapped_column(default=0)
    untaken: Mapped[list[str]] = mapped_column(JSON, default=list)
    pauses: Mapped[int] = mapped_column(default=0)
    retry_at: Mapped[datetime | None]
    revision: Mapped[int] = mapped_column(default=0)


def locked(session: Session) -> MailFlow:
    """Return the row for change; it comes to be where it is missing."""
    insert_if_absent(session, MailFlow, id=ONLY)
    return session.get_one(MailFlow, ONLY, with_for_update=True, populate_existing=True)


def is_paused(session: Session, at: datetime) -> bool:
    flow = session.get(MailFlow, ONLY)
    return flow is not None and rules.is_paused(flow.retry_at, at)
