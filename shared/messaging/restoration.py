"""A database that was put back from a copy: how it is noticed, and what the kernel makes good.

Others have heard what it no longer knows: under numbers and revisions that it would give out a second time.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, String, case, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from shared import clock
from shared.audit import record
from shared.database import KernelBase, UTCDateTime, new_id
from shared.log import get_logger
from shared.messaging.outbox import Stream
from shared.messaging.place import is_same, place_of
from shared.messaging.positions import renumber

FIRST_DAY = datetime(2026, 1, 1, tzinfo=UTC)
LIFT = 1000
"""A revision is lifted by at least so many: more than anything changes between a copy and its return."""
OCCURRED = "when the fact at hand occurred"

log = get_logger(__name__)


class Restoration(KernelBase):
    """``place``: where the database lay when last looked at. ``asking``: the others are still to tell all again."""

    __tablename__ = "restoration"

    id: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[str | None] = mapped_column(String(80))
    restored_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    asking: Mapped[bool] = mapped_column(default=False)


def _nothing(session: Session) -> None:
    pass


@dataclass(frozen=True)
class Recovery:
    """What one service does of its own: ``make_good`` after its own return from a copy, ``tell_all`` after another's.

    Both announce all its snapshots again; ``make_good`` under revisions that nobody has heard.
    """

    make_good: Callable[[Session], None] = _nothing
    tell_all: Callable[[Session], None] = _nothing


def was_moved(session: Session) -> bool:
    """Tell whether the database lies elsewhere than at the last look: it was put back from a copy."""
    row = session.get_one(Restoration, 1, with_for_update=True)
    before, row.place = row.place, place_of(session)
    return before is not None and not is_same(before, row.place)


def recover(session: Session, service: str, recovery: Recovery) -> None:
    """Make good what a return from a copy does: begin numbers nobody has heard, and tell everything again."""
    log.warning("database_restored", service=service)
    row = session.get_one(Restoration, 1, with_for_update=True)
    row.restored_at, row.asking = clock.now(), True
    for stream in session.scalars(select(Stream).order_by(Stream.consumer).with_for_update()):
        renumber(session, stream, max(stream.last_seq, int(clock.now().timestamp() * 1000)))
    record(session, noun="database", noun_id=new_id(), action="restored")
    recovery.make_good(session)


def lifted(revision: Any) -> ColumnElement[int]:
    """Return a revision above all that was given out before, also after an earlier return from the same copy."""
    floor = int((clock.now() - FIRST_DAY).total_seconds())
    return case((revision > floor - LIFT, revision + LIFT), else_=floor)


def is_replayed(session: Session) -> bool:
    """Tell whether the fact at hand is one that this database may have acted on before it was lost."""
    occurred = session.info.get(OCCURRED)
    if occurred is None:
        return False
    restored_at = session.get_one(Restoration, 1).restored_at
    if restored_at is None or clock.is_ahead(restored_at):  # when it was put back, a clock that was ahead did not know
        return False
    return datetime.fromisoformat(occurred) < restored_at
