"""How often a password was tried. Counted by one statement each, so that many at once are not more than one by one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, String, and_, case, delete, func, or_, select, true, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.partners.models.base import Base
from shared.clock import TOLERANCE
from shared.database import UTCDateTime, insert_into


class Guess(Base):
    """``who`` is a keyed hash of what is counted; ``tries`` since the first one, forgotten at ``until``.

    Of these ``running`` are still compared: they may turn out right.
    """

    __tablename__ = "guess"

    who: Mapped[str] = mapped_column(String(64), primary_key=True)
    tries: Mapped[int]
    running: Mapped[int] = mapped_column(default=0, server_default="0")
    until: Mapped[datetime] = mapped_column(UTCDateTime)


@dataclass(frozen=True)
class Try:
    """One try that was counted, as the how manieth of ``who``, until it is known how it ended."""

    who: str
    tries: int
    until: datetime


def count(session: Session, who: str, at: datetime, until: datetime, most: int | None = None) -> Try | None:
    """Count a try as running; None, and nothing counted, where there were ``most`` already."""
    over = _is_over(at, until)
    statement = (
        insert_into(session, Guess)
        .values(who=who, tries=1, running=1, until=until)
        .on_conflict_do_update(
            index_elements=["who"],
            set_={
                "tries": case((over, 1), else_=Guess.tries + 1),
                "running": case((over, 1), else_=Guess.running + 1),
                "until": case((over, until), else_=Guess.until),
            },
            where=true() if most is None else or_(over, Guess.tries < most),
        )
        .returning(Guess.who, Guess.tries, Guess.until)
    )
    row = session.execute(statement).one_or_none()
    return Try(*row) if row else None


def closed_until(session: Session, most: Mapping[str, int]) -> datetime | None:
    """Return when those are open again of which ``most`` tries were wrong; None where each may be after what runs."""
    closed = [and_(Guess.who == who, Guess.tries - Guess.running >= number) for who, number in most.items()]
    return session.scalar(select(func.max(Guess.until)).where(or_(*closed)))


def settle(session: Session, tried: Try, *, wrong: bool) -> None:
    """Note how a try ended, unless it is forgotten already: one that was not wrong is taken back."""
    mine = (Guess.who == tried.who, Guess.until == tried.until, Guess.running > 0)
    left = Guess.tries if wrong else Guess.tries - 1
    session.execute(update(Guess).where(*mine).values(tries=left, running=Guess.running - 1))


def forget_old(session: Session, at: datetime, until: datetime) -> None:
    """Forget what no longer counts at an instant, ``until`` which what is tried now is remembered."""
    session.execute(delete(Guess).where(_is_over(at, until)))


def _is_over(at: datetime, until: datetime) -> ColumnElement[bool]:
    # What lasts longer than anything counted now was counted by a clock that was ahead.
    return or_(Guess.until <= at, Guess.until > until + TOLERANCE)
