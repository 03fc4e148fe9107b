"""Copy of how much waits for people in each of the other services, as it last said. The highest revision wins."""

from datetime import datetime

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from services.partners.models.base import Base
from shared.database import UTCDateTime


class WaitingCount(Base):
    """``counts`` is by the keys that the service declares."""

    __tablename__ = "waiting_count"

    service: Mapped[str] = mapped_column(String(40), primary_key=True)
    revision: Mapped[int]
    counted_at: Mapped[datetime] = mapped_column(UTCDateTime)
    counts: Mapped[dict[str, int]] = mapped_column(JSON)
