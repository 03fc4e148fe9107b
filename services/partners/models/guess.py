"""How often a password was tried. Counted by one statement each, so that many at once are not more than one by one."""

from datetime import datetime

from sqlalchemy import ColumnElement, String, case, delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.partners.models.base import Base
from shared.clock import TOLERANCE
from shared.database import UTCDateTime


class Guess(Base):
    """``who`` is a keyed hash of what is counted; ``tries`` since the first one, forgotten at ``until``."""

    __tablename__ = "guess"

    who: Mapped[str] = mapped_column(String(64), primary_key=True)
    tries: Mapped[int]
    until: Mapped[datetime] = mapped_column(UTCDateTime)


def count(session: Session, who: str, most: int, at: datetime, until: datetime) -> datetime | None:
    """Count a try and return when it is forgotten; None, and nothing counted, where there were ``most`` already."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    over = _is_over(at, until)
    statement = (
        dialect.insert(Guess)
        .values(who=who, tries=1, until=until)
        .on_conflict_do_update(
            index_elements=["who"],
            set_={
                "tries": case((over, 1), else_=Guess.tries + 1),
                "until": case((over, until), else_=Guess.until),
            },
            where=or_(over, Guess.tries < most),
        )
        .returning(Guess.until)
    )
    return session.scalar(statement)


def forgotten_at(session: Session, who: str) -> datetime | None:
    return session.scalar(select(Guess.until).where(Guess.who == who))


def uncount(session: Session, who: str, until: datetime) -> None:
    """Take back a try that was right, unless it is forgotten already."""
    mine = (Guess.who == who, Guess.until == until, Guess.tries > 0)
    session.execute(update(Guess).where(*mine).values(tries=Guess.tries - 1))


def forget_old(session: Session, at: datetime, until: datetime) -> None:
    """Forget what no longer counts at an instant, ``until`` which what is tried now is remembered."""
    session.execute(delete(Guess).where(_is_over(at, until)))


def _is_over(at: datetime, until: datetime) -> ColumnElement[bool]:
    # What lasts longer than anything counted now was counted by a clock that was ahead.
    return or_(Guess.until <= at, Guess.until > until + TOLERANCE)
