"""Programmes and outcomes of two records that become one, and of one that becomes two again."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from services.registry.actions.outcome_announcement import tell
from services.registry.actions.outcomes import aim, drop_where_nobody_aims
from services.registry.domain.outcome import AIMING, is_same, leading
from services.registry.models.enrolment import Enrolment
from services.registry.models.ikm import Ikm
from services.registry.models.outcome import Outcome
from services.registry.queries.merges import living_on_in
from shared.among import among


def join(session: Session, kept: Ikm, gone: Ikm) -> None:
    """Give the one kept what programmes brought the other; what both were to achieve counts once."""
    session.execute(update(Enrolment).where(Enrolment.ikm_id == gone.id).values(ikm_id=kept.id))
    here, moved = _outcomes(session, kept.id), _outcomes(session, gone.id)
    for outcome in moved:
        _count_once(session, outcome, here)
    for outcome in moved:
        outcome.ikm_id = kept.id
    _settle(session, (kept, gone), [*here, *moved])


def _count_once(session: Session, outcome: Outcome, here: Sequence[Outcome]) -> None:
    same = (other for other in here if is_same(other, outcome))
    for other in same:
        lead, follower = leading(outcome, other)
        counted = update(Outcome).where(Outcome.counts_with_id == follower.id).values(counts_with_id=lead.id)
        session.execute(counted)
        follower.counts_with_id = lead.id
        lead.began_on = min(lead.began_on, follower.began_on)
        session.flush()
        return


def part(session: Session, kept: Ikm, gone: Ikm) -> None:
    """Give the one that ended back what was meant for it, whatever became of that since."""
    family = living_on_in(session, gone.id)
    theirs = update(Enrolment).where(Enrolment.ikm_id == kept.id, among(Enrolment.made_for, family))
    session.execute(theirs.values(ikm_id=gone.id))
    outcomes = _outcomes(session, kept.id)
    for outcome in outcomes:
        if outcome.begun_for in family:
            outcome.ikm_id = gone.id
    session.flush()
    _count_apart(session, outcomes)
    _aim_apart(session, {ikm.id: ikm for ikm in (kept, gone)})
    for outcome in outcomes:
        drop_where_nobody_aims(session, outcome)
    _settle(session, (kept, gone), outcomes)


def _count_apart(session: Session, outcomes: Iterable[Outcome]) -> None:
    """Let each that counted with one of the other record count for itself; several of one record count together."""
    where = {outcome.id: outcome.ikm_id for outcome in outcomes}
    left: defaultdict[tuple[UUID, UUID], list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        if outcome.counts_with_id and where.get(outcome.counts_with_id) != outcome.ikm_id:
            left[outcome.ikm_id, outcome.counts_with_id].append(outcome)
    for first, *others in (sorted(some, key=lambda one: (one.planned_on, one.id)) for some in left.values()):
        first.counts_with_id = None
        for other in others:
            other.counts_with_id = first.id
    session.flush()


def _aim_apart(session: Session, records: dict[UUID, Ikm]) -> None:
    """Let enrolments whose outcome stays with the other record aim at one of their own."""
    apart = select(Enrolment).join(Outcome, Outcome.id == Enrolment.outcome_id)
    apart = apart.where(among(Enrolment.ikm_id, records), Enrolment.ikm_id != Outcome.ikm_id)
    rows = session.scalars(apart.execution_options(populate_existing=True)).all()
    for enrolment in rows:
        enrolment.outcome_id = None
    session.flush()
    for enrolment in rows:
        if enrolment.state in AIMING:
            aim(session, records[enrolment.ikm_id], enrolment)


def _outcomes(session: Session, ikm_id: UUID) -> Sequence[Outcome]:
    theirs = select(Outcome).where(Outcome.ikm_id == ikm_id).order_by(Outcome.id)
    return session.scalars(theirs.with_for_update().execution_options(populate_existing=True)).all()


def _settle(session: Session, records: Iterable[Ikm], outcomes: Iterable[Outcome]) -> None:
    session.flush()
    for ikm in records:
        session.expire(ikm, ["enrolments"])
    for outcome in outcomes:
        tell(session, outcome)
