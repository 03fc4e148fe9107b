"""Which certificates of the register prove outcomes, and whose outcomes are to be looked at."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session

from services.registry.domain.outcome import ACHIEVED, PLANNED, VERIFIED
from services.registry.domain.outcome_number import WrongShape, proper
from services.registry.models.certificate import Certificate
from services.registry.models.evidence import Evidence
from services.registry.models.ikm import Ikm
from services.registry.models.outcome import Outcome
from shared.clock import today


@dataclass(frozen=True)
class Proof:
    """A certificate that proves an outcome; ``source``: where the register has it from."""

    number: str
    dated_on: date
    expires_on: date | None
    source: str
    certificate_id: UUID | None

    def lasts(self, on: date) -> bool:
        return self.expires_on is None or self.expires_on >= on


def to_look_at(session: Session) -> Sequence[UUID]:
    """Return the IKM with an outcome that may close, expire, or have lost its certificate."""
    return session.scalars(select(Outcome.ikm_id).where(_due()).distinct().order_by(Outcome.ikm_id)).all()


def has_to_look(session: Session) -> bool:
    """Tell whether there is any such IKM."""
    return session.scalar(select(Outcome.id).where(_due()).limit(1)) is not None


def outcomes_of(session: Session, ikm_id: UUID) -> Sequence[Outcome]:
    """Return the outcomes of an IKM that count, held until the transaction ends."""
    mine = select(Outcome).where(Outcome.ikm_id == ikm_id, Outcome.counts_with_id.is_(None)).order_by(Outcome.id)
    return session.scalars(mine.with_for_update().execution_options(populate_existing=True)).all()


def proof_of(session: Session, ikm: Ikm, outcome: Outcome) -> Proof | None:
    """Return a certificate that was given since the programmes began, and holds; the one that holds longest."""
    proofs = [
        proof
        for proof in _proofs(session, ikm, outcome.kind)
        if proof.dated_on >= outcome.began_on and proof.lasts(outcome.began_on)
    ]
    return max(proofs, key=lambda proof: (proof.expires_on or date.max, proof.dated_on, proof.number), default=None)


def _proofs(session: Session, ikm: Ikm, kind: str) -> Iterator[Proof]:
    mine = (Certificate.ikm_id == ikm.id, Certificate.kind == kind, Certificate.state == "yes")
    for row in session.scalars(select(Certificate).where(*mine).order_by(Certificate.id)):
        try:
            read = proper(kind, row.number or "")
        except WrongShape:
            continue
        yield Proof(read.number, row.issued_on or today(), row.expires_on or read.expires_on, row.source, row.id)
    if kind == "NIB" and ikm.nib:
        source = ikm.provenance.get("nib", {}).get("source", "form")
        yield Proof(ikm.nib, today(), None, source, None)


def _due() -> ColumnElement[bool]:
    return and_(Outcome.counts_with_id.is_(None), or_(_may_close(), _may_expire(), _lost()))


def _may_close() -> ColumnElement[bool]:
    numbered = exists().where(
        Certificate.ikm_id == Outcome.ikm_id,
        Certificate.kind == Outcome.kind,
        Certificate.state == "yes",
        Certificate.number.is_not(None),
        or_(Certificate.issued_on.is_(None), Certificate.issued_on >= Outcome.began_on),
    )
    named = and_(Outcome.kind == "NIB", exists().where(Ikm.id == Outcome.ikm_id, Ikm.nib.is_not(None)))
    return and_(Outcome.state == PLANNED, or_(numbered, named))


def _may_expire() -> ColumnElement[bool]:
    return and_(Outcome.state.in_((ACHIEVED, VERIFIED)), Outcome.expires_on < today())


def _lost() -> ColumnElement[bool]:
    stands = exists().where(Certificate.id == Evidence.certificate_id, Certificate.state == "yes")
    linked = exists().where(Evidence.outcome_id == Outcome.id, Evidence.certificate_id.is_not(None), ~stands)
    return and_(Outcome.state == ACHIEVED, linked)
