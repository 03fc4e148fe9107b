"""The addresses to which nothing goes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.notifications.domain.flow import MANY
from services.notifications.models.suppression import Suppression
from shared import searching

AT_ONCE = timedelta(minutes=1)


@dataclass(frozen=True)
class Moment:
    """Many addresses blocked one right after the other: rather a trouble of the mail server than so many mistakes."""

    first: datetime
    last: datetime
    count: int


def moments(session: Session) -> list[Moment]:
    """Return the moments at which many addresses were blocked at once, newest first."""
    runs: list[list[datetime]] = []
    for since in session.scalars(select(Suppression.since).order_by(Suppression.since)):
        if runs and since - runs[-1][-1] <= AT_ONCE:
            runs[-1].append(since)
        else:
            runs.append([since])
    return [Moment(run[0], run[-1], len(run)) for run in reversed(runs) if len(run) >= MANY]


def list_suppressions(
    session: Session, search: str | None, size: int, offset: int = 0
) -> tuple[list[Suppression], int]:
    """Return one page of blocked addresses, newest first, and how many there are in all."""
    found = select(Suppression)
    if search:
        found = found.where(searching.found(search, Suppression.address))
    total = session.scalar(select(func.count()).select_from(found.subquery())) or 0
    newest = found.order_by(Suppression.since.desc(), Suppression.id).limit(size).offset(offset)
    return list(session.scalars(newest)), total
