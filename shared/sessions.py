"""Which sign-ins still count in this service: all of an account may have ended, or one of them alone."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Uuid, delete, exists, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from shared.clock import is_ahead, now
from shared.database import KernelBase, UTCDateTime, insert_if_absent, keep_newest

SIGNED_IN_FOR = timedelta(hours=12)


@dataclass(frozen=True)
class SignIn:
    """One time somebody proved who they are, by a browser or by a program.

    ``began_at`` orders it among what ends sign-ins, and lies after now where a clock that was ahead ended earlier ones.
    It lasts until ``ends_at``, at most :data:`SIGNED_IN_FOR` from when it was proved.
    """

    id: UUID
    began_at: datetime
    lasts_until: datetime | None = None

    @property
    def ends_at(self) -> datetime:
        return self.lasts_until or self.began_at + SIGNED_IN_FOR


class SessionEnd(KernelBase):
    """Sign-ins of the account from before ``valid_from`` have ended."""

    __tablename__ = "session_end"

    account_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    valid_from: Mapped[datetime] = mapped_column(UTCDateTime)


class EndedSignIn(KernelBase):
    """One sign-in that was ended; remembered until it would have ended by itself."""

    __tablename__ = "ended_sign_in"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    forget_at: Mapped[datetime] = mapped_column(UTCDateTime)


def end_sessions(session: Session, account_id: UUID, valid_from: datetime) -> None:
    """End every sign-in of the account from before ``valid_from``; an earlier instant changes nothing."""
    keep_newest(session, SessionEnd, by="valid_from", account_id=account_id, valid_from=valid_from)


def end_sign_in(session: Session, sign_in: SignIn) -> bool:
    """End this one sign-in and tell whether that is new; ended again, it stays so."""
    return insert_if_absent(session, EndedSignIn, id=sign_in.id, forget_at=sign_in.ends_at)


def has_ended(session: Session, account_id: UUID, sign_in: SignIn) -> bool:
    """Tell whether a sign-in of the account has been ended since, is too old, or is of a clock that was ahead."""
    if now() >= sign_in.ends_at or is_ahead(sign_in.ends_at, SIGNED_IN_FOR):
        return True
    all_ended = exists().where(SessionEnd.account_id == account_id, SessionEnd.valid_from > sign_in.began_at)
    this_ended = exists().where(EndedSignIn.id == sign_in.id)
    return bool(session.scalar(select(or_(all_ended, this_ended))))


def forget_ended(session: Session) -> None:
    """Forget ended sign-ins that are too old to count anyway."""
    session.execute(delete(EndedSignIn).where(EndedSignIn.forget_at < now()))
