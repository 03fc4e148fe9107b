"""Outcomes as pages and programs show them: each with its IKM, its evidence and its programmes."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session, selectinload

from services.registry.domain.ikm import ENDED
from services.registry.domain.outcome import ACHIEVED, DROPPED, OPEN
from services.registry.models.enrolment import Enrolment
from services.registry.models.evidence import Evidence
from services.registry.models.ikm import Ikm
from services.registry.models.outcome import NO_OUTCOME, Outcome
from shared.among import among
from shared.errors import NotFound

COUNTS = Outcome.counts_with_id.is_(None)
TO_VERIFY = and_(COUNTS, Outcome.state == ACHIEVED)
TO_ASK = and_(COUNTS, Outcome.state.in_(OPEN), Outcome.asked_on.is_not(None), Outcome.answered_on.is_(None))
RUNNING = and_(COUNTS, Outcome.state != DROPPED)
LISTS: dict[str, ColumnElement[bool]] = {"periksa": TO_VERIFY, "tanya": TO_ASK, "semua": RUNNING}


@dataclass(frozen=True)
class Shown:
    """One outcome with whose it is, and its programmes in the order in which they began."""

    outcome: Outcome
    ikm: Ikm
    programmes: list[Enrolment] = field(default_factory=list)


def list_outcomes(session: Session, wanted: ColumnElement[bool], size: int, offset: int) -> tuple[list[Shown], int]:
    """Return a page of outcomes, those that wait longest first, and how many there are."""
    living = and_(wanted, Outcome.ikm_id == Ikm.id, Ikm.status.not_in(ENDED))
    total = session.scalar(select(func.count()).select_from(Outcome).join(Ikm, living)) or 0
    rows = select(Outcome, Ikm).join(Ikm, living).options(selectinload(Outcome.evidences), selectinload(Ikm.contacts))
    page = session.execute(rows.order_by(Outcome.began_on, Outcome.id).limit(size).offset(offset)).all()
    return _shown(session, [(row[0], row[1]) for row in page]), total


def outcomes_of_ikm(session: Session, ikm: Ikm) -> list[Shown]:
    """Return the outcomes of one IKM, the newest first."""
    mine = select(Outcome).where(Outcome.ikm_id == ikm.id, COUNTS).options(selectinload(Outcome.evidences))
    rows = session.scalars(mine.order_by(Outcome.planned_on.desc(), Outcome.id))
    return _shown(session, [(outcome, ikm) for outcome in rows])


def get_outcome(session: Session, outcome_id: UUID) -> Shown:
    """Return one outcome. Raises NotFound, also for one that counts with another."""
    row = session.execute(
        select(Outcome, Ikm)
        .join(Ikm, Ikm.id == Outcome.ikm_id)
        .where(Outcome.id == outcome_id, COUNTS)
        .options(selectinload(Outcome.evidences))
    ).one_or_none()
    if row is None:
        raise NotFound(NO_OUTCOME)
    return _shown(session, [(row[0], row[1])])[0]


def get_file(session: Session, evidence_id: UUID) -> Evidence:
    """Return evidence that has a file. Raises NotFound."""
    evidence = session.get(Evidence, evidence_id)
    if evidence is None or evidence.file is None:
        raise NotFound
    return evidence


def count_to_verify(session: Session) -> int:
    return _count(session, TO_VERIFY)


def count_to_ask(session: Session) -> int:
    return _count(session, TO_ASK)


def _count(session: Session, wanted: ColumnElement[bool]) -> int:
    living = and_(wanted, Outcome.ikm_id == Ikm.id, Ikm.status.not_in(ENDED))
    return session.scalar(select(func.count()).select_from(Outcome).join(Ikm, living)) or 0


def _shown(session: Session, rows: Sequence[tuple[Outcome, Ikm]]) -> list[Shown]:
    ids = [outcome.id for outcome, _ in rows]
    leads = {row.id: row.counts_with_id for row in session.execute(
        select(Outcome.id, Outcome.counts_with_id).where(among(Outcome.counts_with_id, ids))
    )}  # fmt: skip
    programmes: defaultdict[UUID, list[Enrolment]] = defaultdict(list)
    theirs = select(Enrolment).where(among(Enrolment.outcome_id, [*ids, *leads]))
    for enrolment in session.scalars(theirs.order_by(Enrolment.created_at, Enrolment.id)):
        if enrolment.outcome_id is not None:
            programmes[leads.get(enrolment.outcome_id) or enrolment.outcome_id].append(enrolment)
    return [Shown(outcome, ikm, programmes[outcome.id]) for outcome, ikm in rows]
