"""Who is signed in, with what: one row for each browser and each program."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Select, String, case, delete, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.partners.models.base import Base
from shared.clock import latest, now
from shared.database import UTCDateTime, new_id
from shared.sessions import SIGNED_IN_FOR, SignIn

BROWSER, PROGRAM = "browser", "program"


class AccountSignIn(Base):
    __tablename__ = "sign_in"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    device: Mapped[str] = mapped_column(String(80))
    began_at: Mapped[datetime] = mapped_column(UTCDateTime)
    seen_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    @property
    def proof(self) -> SignIn:
        """What cookie and token carry of it."""
        return SignIn(self.id, self.began_at, min(self.began_at, self.seen_at) + SIGNED_IN_FOR)

    @property
    def ends_at(self) -> datetime:
        return self.proof.ends_at


# Later than it was seen begins what had to begin after an end by a clock that was ahead.
_first_noted = case(
    (AccountSignIn.seen_at < AccountSignIn.began_at, AccountSignIn.seen_at), else_=AccountSignIn.began_at
)


def live(session: Session, account_id: UUID, first: UUID | None, most: int) -> Sequence[AccountSignIn]:
    """Return the sign-ins of an account that count, ``first`` before the others and those newest first."""
    order = ((AccountSignIn.id == first).desc(), AccountSignIn.began_at.desc(), AccountSignIn.id)
    return session.scalars(_live(account_id).order_by(*order).limit(most)).all()


def live_to_end(session: Session, account_id: UUID) -> Sequence[AccountSignIn]:
    """Return the same, held for a change."""
    return session.scalars(_live(account_id).order_by(AccountSignIn.id).with_for_update()).all()


def newest(session: Session, account_id: UUID) -> datetime | None:
    """Return when the account was last signed in with."""
    return session.scalar(select(func.max(AccountSignIn.began_at)).where(AccountSignIn.account_id == account_id))


def mark_all_ended(session: Session, account_id: UUID, at: datetime) -> None:
    mine = AccountSignIn.account_id == account_id
    session.execute(update(AccountSignIn).where(mine, AccountSignIn.ended_at.is_(None)).values(ended_at=at))


def mark_seen(session: Session, sign_in_id: UUID, at: datetime) -> None:
    session.execute(update(AccountSignIn).where(AccountSignIn.id == sign_in_id).values(seen_at=at))


def forget_old(session: Session) -> None:
    """Keep no record of who was where once it cannot be ended any more."""
    session.execute(delete(AccountSignIn).where(_first_noted < now() - SIGNED_IN_FOR))


def from_ahead(session: Session) -> Sequence[AccountSignIn]:
    """Return those of a clock that was ahead, held for a change; nobody who holds one is waited for."""
    mine = (AccountSignIn.ended_at.is_(None), _first_noted > latest())
    free = select(AccountSignIn).where(*mine).order_by(AccountSignIn.id).with_for_update(skip_locked=True)
    return session.scalars(free).all()


def _live(account_id: UUID) -> Select[AccountSignIn]:
    return select(AccountSignIn).where(
        AccountSignIn.account_id == account_id,
        AccountSignIn.ended_at.is_(None),
        _first_noted.between(now() - SIGNED_IN_FOR, latest()),
    )
