"""Who may sign in. Every service keeps nothing but the signed session; this is the one table of accounts."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, UniqueConstraint, false, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.partners.models.base import Base
from shared.clock import now
from shared.database import UTCDateTime, new_id
from shared.errors import NotFound
from shared.language import msg
from shared.refusals import refusing


class Account(Base):
    """``password_is_generated``: somebody else has seen it, so the page that signs in asks for one of their own."""

    __tablename__ = "account"
    __table_args__ = (
        refusing(UniqueConstraint("email"), msg("There is already an account with this email."), field="email"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    email: Mapped[str] = mapped_column(String(254))
    name: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(20))
    institution_id: Mapped[UUID | None] = mapped_column(ForeignKey("institution.id"), index=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    password_is_generated: Mapped[bool] = mapped_column(default=False, server_default=false())
    language: Mapped[str] = mapped_column(String(2), default="id")
    active: Mapped[bool] = mapped_column(default=True)
    sessions_valid_from: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    revision: Mapped[int] = mapped_column(nullable=False)

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 - SQLAlchemy reads it once


def by_email(session: Session, email: str) -> Account | None:
    return session.scalar(select(Account).where(Account.email == email))


def locked(session: Session, account_id: UUID) -> Account:
    """Return the account for change; raises NotFound."""
    account = session.get(Account, account_id, with_for_update=True, populate_existing=True)
    if account is None:
        raise NotFound
    return account
