"""Since when the sign-ins of an account count: the one row that ends its sessions and tokens in this service."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Uuid
from sqlalchemy.orm import Mapped, Session, mapped_column

from shared.database import KernelBase, UTCDateTime


class SessionEnd(KernelBase):
    """Sign-ins of the account from before ``valid_from`` have ended."""

    __tablename__ = "session_end"

    account_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    valid_from: Mapped[datetime] = mapped_column(UTCDateTime)


def end_sessions(session: Session, account_id: UUID, valid_from: datetime) -> None:
    """End every sign-in of the account from before ``valid_from``; an earlier instant changes nothing."""
    row = session.get(SessionEnd, account_id, with_for_update=True, populate_existing=True)
    if row is None:
        session.add(SessionEnd(account_id=account_id, valid_from=valid_from))
        session.flush()
    elif row.valid_from < valid_from:
        row.valid_from = valid_from


def has_ended(session: Session, account_id: UUID, signed_in_at: datetime) -> bool:
    """Tell whether a sign-in at ``signed_in_at`` has been ended since."""
    row = session.get(SessionEnd, account_id)
    return row is not None and signed_in_at < row.valid_from
