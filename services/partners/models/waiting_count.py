"""Copy of how much waits for people in each of the other services, as it last said. The highest revision wins."""

from datetime import datetime

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.partners.models.base import Base
from shared.database import UTCDateTime, insert_into


class WaitingCount(Base):
    """``counts`` is by the keys that the service declares."""

    __tablename__ = "waiting_count"

    service: Mapped[str] = mapped_column(String(40), primary_key=True)
    revision: Mapped[int]
    counted_at: Mapped[datetime] = mapped_column(UTCDateTime)
    counts: Mapped[dict[str, int]] = mapped_column(JSON)


def keep_newest(session: Session, service: str, revision: int, counted_at: datetime, counts: dict[str, int]) -> None:
    """Write a copy unless a newer one is here; of two workers at once the newer copy stays."""
    values = {"revision": revision, "counted_at": counted_at, "counts": counts}
    insert = insert_into(session, WaitingCount).values(service=service, **values)
    newer = insert.excluded.revision > WaitingCount.revision
    session.execute(insert.on_conflict_do_update(index_elements=[WaitingCount.service], set_=values, where=newer))
