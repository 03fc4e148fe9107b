"""Links that set the password of an account once. Their secret is not here; see :mod:`shared.account_links`."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.partners.models.base import Base
from shared.clock import latest, now
from shared.database import UTCDateTime, new_id


class AccountLink(Base):
    """``purpose`` is one of the domain's; ``digest`` tells which secret opens it."""

    __tablename__ = "account_link"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(10))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    ends_at: Mapped[datetime] = mapped_column(UTCDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    @property
    def is_in_time(self) -> bool:
        """Tell whether it still works; what a clock that was ahead made would last too long, and does not."""
        return self.made_at <= latest() and now() < self.ends_at


def by_digest(session: Session, digest: str) -> AccountLink | None:
    found = select(AccountLink).where(AccountLink.digest == digest)
    return session.scalar(found.execution_options(populate_existing=True))


def newest(session: Session, account_id: UUID, purpose: str) -> AccountLink | None:
    """Return the newest of an account that was not used."""
    mine = (AccountLink.account_id == account_id, AccountLink.purpose == purpose, AccountLink.used_at.is_(None))
    return session.scalar(select(AccountLink).where(*mine).order_by(AccountLink.made_at.desc()).limit(1))


def use_up(session: Session, account_id: UUID) -> None:
    """Let none of the account's links work any more."""
    mine = (AccountLink.account_id == account_id, AccountLink.used_at.is_(None))
    session.execute(update(AccountLink).where(*mine).values(used_at=now()))


def forget_ended(session: Session, before: datetime) -> None:
    """Keep no link that ended before an instant, or that only a clock ahead can have made."""
    session.execute(delete(AccountLink).where((AccountLink.ends_at < before) | (AccountLink.made_at > latest())))
