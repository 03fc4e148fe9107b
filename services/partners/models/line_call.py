"""A call still to make, or made: no mail tells an IKM its place in line, what came of that, or new times."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text, delete, func, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from services.partners.domain.line import ABSENT_TWICE, IN_LINE, SCHEDULE
from services.partners.domain.nomination import TAKES_A_SEAT, WAITING
from services.partners.models.base import Base
from services.partners.models.nomination import Nomination
from shared.among import among
from shared.clock import now
from shared.database import UTCDateTime, new_id

UNTOLD = text("told_at IS NULL")


class LineCall(Base):
    """``why`` is one of the domain's, ``reason`` what the office wrote of it; ``told_…`` as of an invitation.

    ``ended_at`` is when there came to be something to tell; where that is the place in line, waiting began then.
    """

    __tablename__ = "line_call"
    __table_args__ = (
        Index("uq_line_call_nomination_id", "nomination_id", unique=True, sqlite_where=UNTOLD, postgresql_where=UNTOLD),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    nomination_id: Mapped[UUID] = mapped_column(ForeignKey("nomination.id", ondelete="CASCADE"))
    why: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str | None] = mapped_column(Text)
    ended_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    told_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    told_by: Mapped[UUID | None]
    told_how: Mapped[str | None] = mapped_column(String(10))

    nomination: Mapped[Nomination] = relationship(lazy="joined", innerjoin=True, passive_deletes=True)


def went_on(session: Session, call: LineCall) -> bool:
    """Tell whether something came after what the call is about: another wait, an end, or a seat."""
    if call.why == IN_LINE:
        return call.nomination.state != WAITING or call.nomination.in_line_since is None
    if call.why == ABSENT_TWICE:
        return call.nomination.state not in TAKES_A_SEAT
    if call.why == SCHEDULE and call.nomination.state not in TAKES_A_SEAT:
        return True
    later = (LineCall.nomination_id == call.nomination_id) & (LineCall.ended_at > call.ended_at)
    has_a_seat = call.nomination.state in TAKES_A_SEAT and call.why != SCHEDULE
    again = call.nomination.in_line_since is not None or has_a_seat
    return again or session.scalar(select(LineCall.id).where(later).limit(1)) is not None


def untold_of(session: Session, nomination_ids: Collection[UUID]) -> set[UUID]:
    """Return of which of these nominations somebody must still be called."""
    mine = among(LineCall.nomination_id, nomination_ids) & LineCall.told_at.is_(None)
    return set(session.scalars(select(LineCall.nomination_id).where(mine)))


def untold(session: Session, nomination_ids: Collection[UUID]) -> dict[UUID, LineCall]:
    """Return the calls still to be made about these nominations."""
    mine = among(LineCall.nomination_id, nomination_ids) & LineCall.told_at.is_(None)
    return {call.nomination_id: call for call in session.scalars(select(LineCall).where(mine))}


def newest_about(session: Session, nomination_ids: Collection[UUID], why: str) -> dict[UUID, datetime]:
    """Return of these nominations when there last came to be a call with this ``why``, told or not."""
    newest = select(LineCall.nomination_id, func.max(LineCall.ended_at)).where(
        among(LineCall.nomination_id, nomination_ids), LineCall.why == why
    )
    return {row[0]: row[1] for row in session.execute(newest.group_by(LineCall.nomination_id))}


def drop_untold(session: Session, nomination_ids: Collection[UUID], *, why: str | None = None) -> None:
    """Let nobody be called about a wait of which something else came since; with ``why``, about that alone."""
    mine = among(LineCall.nomination_id, nomination_ids) & LineCall.told_at.is_(None)
    if why:
        mine &= LineCall.why == why
    session.execute(delete(LineCall).where(mine).execution_options(synchronize_session="fetch"))
