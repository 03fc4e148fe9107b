"""Who was on the way and stopped: no next step for months, with what is known of why."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Subquery, and_, case, func, select, union_all
from sqlalchemy.orm import Session

from services.registry.domain.ikm import LIVE
from services.registry.domain.outcome import AIMING, half_a_year_before
from services.registry.domain.stagnation import STEPS, months_since
from services.registry.models.certificate import Certificate
from services.registry.models.enrolment import Enrolment
from services.registry.models.listing import Listing
from services.registry.models.need import Need
from services.registry.models.outcome import Outcome
from services.registry.models.participation import Participation
from shared.among import among
from shared.clock import today

NONE = "-"


@dataclass(frozen=True)
class Stopped:
    """``last``: the last programme, and ``since`` when nothing followed. ``expired``: kinds of permits that ran out."""

    ikm: Listing
    since: date
    last: str | None
    needs: Sequence[Need]
    expired: Sequence[Certificate]

    @property
    def months(self) -> int:
        return months_since(self.since, today())


def stopped(session: Session, cluster: str | None, size: int, offset: int) -> tuple[list[Stopped], int]:
    """Return a page of those who stopped, of one cluster or of all, whoever stopped longest ago first."""
    steps = _steps()
    total = session.scalar(_of_cluster(select(func.count()), steps, cluster)) or 0
    rows = _of_cluster(select(Listing, steps.c.day), steps, cluster)
    page = session.execute(rows.order_by(steps.c.day, Listing.name_key, Listing.ikm_id).limit(size).offset(offset))
    return _explained(session, [(row[0], row[1]) for row in page]), total


def count_by_cluster(session: Session) -> dict[str, int]:
    """Return how many stopped in each cluster; those of none stand under a dash."""
    steps = _steps()
    every: Any = select(Listing.cluster, func.count())
    counted = _of_cluster(every, steps, None).group_by(Listing.cluster)
    return {cluster or NONE: count for cluster, count in session.execute(counted)}


def _steps() -> Subquery:
    """Return the last step of every IKM that was ever on the way."""
    held = select(Participation.ikm_id, Participation.held_on.label("day")).where(Participation.status.in_(STEPS))
    day = func.coalesce(Enrolment.ended_on, Enrolment.starts_on, func.date(Enrolment.created_at), type_=Date())
    taken = select(Enrolment.ikm_id, day.label("day")).where(Enrolment.state.in_(AIMING))
    came = select(Outcome.ikm_id, Outcome.achieved_on.label("day")).where(Outcome.achieved_on.is_not(None))
    every = union_all(held, taken, came).subquery()
    last = select(every.c.ikm_id, func.max(every.c.day, type_=Date()).label("day"))
    return last.group_by(every.c.ikm_id).subquery()


def _of_cluster(wanted: Any, steps: Subquery, cluster: str | None) -> Any:
    stopped = and_(Listing.ikm_id == steps.c.ikm_id, steps.c.day < half_a_year_before(today()))
    living = (Listing.status.in_(LIVE), Listing.restricted.is_(False))
    found = wanted.select_from(Listing).join(steps, stopped).where(*living)
    if cluster is None:
        return found
    return found.where(Listing.cluster.is_(None) if cluster == NONE else Listing.cluster == cluster)


def _explained(session: Session, rows: Sequence[tuple[Listing, date]]) -> list[Stopped]:
    ids = [ikm.ikm_id for ikm, _ in rows]
    last = _last_programmes(session, ids)
    needs = _by_ikm(session.scalars(select(Need).where(among(Need.ikm_id, ids)).order_by(Need.severity.desc())))
    gone = (Certificate.state == "yes", Certificate.expires_on < today())
    expired = _by_ikm(session.scalars(select(Certificate).where(among(Certificate.ikm_id, ids), *gone)))
    return [Stopped(ikm, day, last.get(ikm.ikm_id), needs[ikm.ikm_id], expired[ikm.ikm_id]) for ikm, day in rows]


def _last_programmes(session: Session, ids: Sequence[UUID]) -> dict[UUID, str]:
    """Return the title of each one's last programme."""
    known: dict[UUID, str] = {}
    held = select(Participation.ikm_id, Participation.title).where(
        among(Participation.ikm_id, ids), Participation.status.in_(STEPS)
    )
    known.update(session.execute(held.order_by(Participation.held_on)).all())
    newest_last = case((Enrolment.ended_on.is_(None), Enrolment.starts_on), else_=Enrolment.ended_on)
    taken = select(Enrolment.ikm_id, Enrolment.title).where(among(Enrolment.ikm_id, ids), Enrolment.state.in_(AIMING))
    known.update(session.execute(taken.order_by(newest_last)).all())
    return known


def _by_ikm(rows: Iterable[Need] | Iterable[Certificate]) -> defaultdict[UUID, list[Any]]:
    found: defaultdict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.ikm_id].append(row)
    return found
