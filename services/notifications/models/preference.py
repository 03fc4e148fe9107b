"""A kind of news that an address no longer wants."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from services.notifications.models.base import Base
from shared.clock import now


class Preference(Base):
    __tablename__ = "preference"

    address: Mapped[str] = mapped_column(String(320), primary_key=True)
    template: Mapped[str] = mapped_column(String(40), primary_key=True)
    unwanted_since: Mapped[datetime] = mapped_column(default=now)
