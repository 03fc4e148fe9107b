"""What is over: facts travel in any order, and a mail about something that has ended must not go out after it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from services.notifications.models.base import Base
from shared.clock import now


class Ending(Base):
    """``subject_id`` is an invitation or an offer; ``reason`` says why mail about it is no longer needed.

    ``revision`` is that of the newest answer heard.
    """

    __tablename__ = "ending"

    subject_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    reason: Mapped[str] = mapped_column(String(40))
    revision: Mapped[int] = mapped_column(default=0)
    since: Mapped[datetime] = mapped_column(default=now)
