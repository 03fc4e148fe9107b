"""An address to which nothing more is sent, until somebody says that it works again."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from services.notifications.models.base import Base
from shared.clock import now
from shared.database import new_id


class Suppression(Base):
    """``address`` is in its normal spelling; ``detail`` is what the mail server said."""

    __tablename__ = "suppression"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    address: Mapped[str] = mapped_column(String(320), unique=True)
    reason: Mapped[str] = mapped_column(String(40))
    detail: Mapped[str | None] = mapped_column(Text)
    since: Mapped[datetime] = mapped_column(default=now)
