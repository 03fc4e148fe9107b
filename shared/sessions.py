"""Since when the sign-ins of an account count: the one row that ends its sessions and tokens in this service."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Uuid
from sqlalchemy.orm import Mapped, Session, mapped_column

from shared import clock
from shared.database import KernelBase, UTCDateTime


class SessionEnd(KernelBase):
    """Sign-ins of the account from before ``valid_from`` have ended."""

    __tablename__ = "session_end"

    account_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    valid_from: Mapped[datetime] = mapped_column(UTCDateTime)


def end_sessions(session: Session, account_id: UUID, valid_from: datetime) -> None:
    """End every sign-in of the account from before ``valid_from``; an earlier instant changes nothing."""
    row = session.get(SessionEnd, account_id, with_for_update=True)
    if row is None:
        session.add(SessionEnd(account_id=account_id, valid_from=valid_from))
        session.flush()
    elif row.valid_from < valid_from:
        row.valid_from = valid_from


def end_after(earlier: datetime) -> datetime:
    """Return since when sign-ins count if those so far end now: always later than the end before, as no clock is."""
    return max(clock.now(), earlier + timedelta(microseconds=1))


def has_ended(session: Session, account_id: UUID, since: datetime) -> bool:
    """Tell whether sign-ins were ended after ``since``: the end known at the sign-in, else its instant."""
    row = session.get(SessionEnd, account_id)
    return row is not None and since < row.valid_from
